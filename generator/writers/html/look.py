"""The numbers of a style in, the page as CSS out: paper, fonts named as in the DOCX, 28 characters a line, printed or not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...style import Chars, Font, HeadingStyle, Page, Pt, Style
from ..shares import COLORS

_ALIKE = {"Times New Roman": ("Liberation Serif", "Tinos")}
"""Fonts with the same widths, where the first is missing."""
_LESS = 1
_FIXED = """
*{box-sizing:border-box}
html{background:#e4e4e4}
body{margin:0;color:#000}
p,h1,h2,h3,h4,h5,h6,dl,dd,figure,ol{margin:0;padding:0}
h1,h2,h3,h4,h5,h6{font-weight:normal;break-after:avoid}
p,h1,h2,h3,h4,h5,h6,td,th,.caption,.unit,dt,dd{white-space:pre-wrap;overflow-wrap:anywhere;line-break:strict}
p:empty::before{content:"\\200b"}
p{orphans:1;widows:1}
.sheet{background:#fff;margin:8mm auto;box-shadow:0 0 3mm #999}
h1,.attachment,.cover-title,.part,.centred,.center,.head,.foot,figcaption,.caption{text-align:center}
h1,.attachment,.cover-title,.part{word-break:keep-all;text-wrap:balance}
.left{text-align:left}.right,.unit{text-align:right}.justify{text-align:justify}
nav ol{list-style:none}
nav a{color:inherit;text-decoration:none}
nav a:hover,nav a:focus{text-decoration:underline}
.label{text-align:left}
.signature{width:fit-content;margin-left:auto;max-width:100%;break-inside:avoid}
.sealed{text-align:center}
.cover{display:flex;flex-direction:column}
.cover dl{display:grid;grid-template-columns:fit-content(45%) 1fr;gap:0 1em;margin-top:auto;padding:0 6%}
.cover dl>div{display:grid;grid-template-columns:subgrid;grid-column:1/-1}
.cover dd{border-bottom:.75pt solid;min-height:1.2em}
.foot.first{margin-top:auto}
.table{overflow-x:auto;margin:0}
table{border-collapse:collapse;width:100%;table-layout:fixed}
caption{break-after:avoid}
thead{display:table-header-group}
tr{break-inside:avoid}
td,th{text-align:left;vertical-align:middle;font-weight:normal}
td.center,th.center,td.head{text-align:center}td.right,th.right{text-align:right}td.justify{text-align:justify}
td p,th p{text-align:inherit;text-indent:0}
svg{display:block;width:100%;height:auto}
svg rect,svg circle,svg path{stroke:#000;stroke-width:.5}
svg .grid{stroke:#d9d9d9;fill:none}
figure{break-inside:avoid}
"""
_NARROW = """
@media screen and (max-width:215mm){.sheet,.landscape{width:auto;margin:0 0 4mm;padding:8vw 6vw;min-height:0}}
@media screen and (max-width:150mm){table{min-width:150mm}}
@media print{html{background:none}.sheet{width:auto;min-height:0;margin:0;padding:0;box-shadow:none}.sheet+.sheet{break-before:page}}
"""


@lru_cache(maxsize=16)
def look(style: Style) -> str:
    """A style sheet, the same for every report of a pack."""
    return "".join(
        (
            *_paper(style),
            *_latin(style),
            _FIXED,
            *_text(style),
            *_leading(style),
            *_tables(style),
            _NARROW,
            *_cover(style),
        )
    )


def _paper(style: Style) -> Iterator[str]:
    page, number = style.page, style.page_number
    size = f"size:{_mm(page.width)} {_mm(page.height)}"
    yield f"@page{{{size};margin:{_edges(page)}}}\n"
    before, _, after = number.form.partition("1")
    shown = f'content:"{_quoted(before)}" counter(page) "{_quoted(after)}"' if "1" in number.form else "content:none"
    inset = _pt(_characters(number.inset, style))
    for half, side in (("right", "right"), ("left", "left")):
        place = f"vertical-align:top;padding-top:{_mm(number.below)};padding-{side}:{inset}"
        yield f"@page :{half}{{@bottom-{side}{{{shown};{_font(number.font)};{place}}}}}\n"
    turned = f"size:{_mm(page.height)} {_mm(page.width)};margin:{_turned(page)}"
    yield f"@page landscape{{{turned}}}\n"
    yield "@page cover{@bottom-right{content:none}@bottom-left{content:none}}\n"
    wide = f"width:{_mm(page.width)};min-height:{_mm(page.height)};padding:{_edges(page)}"
    yield f".sheet{{{wide}}}\n"
    yield f".landscape{{page:landscape;width:{_mm(page.height)};min-height:{_mm(page.width)};padding:{_turned(page)}}}\n"


def _cover(style: Style) -> Iterator[str]:
    """As high as a page when printed, a little less: what rounding adds would begin another."""
    high = style.page.height - style.page.top - style.page.bottom - _LESS
    yield f".cover{{page:cover}}@media print{{.cover{{min-height:{_mm(high)}}}}}\n"


def _latin(style: Style) -> Iterator[str]:
    """A font for digits and Latin letters alone: “ ” — … are then the Chinese font's, as in the DOCX."""
    for number, name in enumerate(_latin_names(style)):
        local = ",".join(f'local("{_quoted(one)}")' for one in (name, *_ALIKE.get(name, ())))
        yield f'@font-face{{font-family:"{_face(number)}";src:{local};unicode-range:U+20-7E,U+A0}}\n'


@lru_cache(maxsize=16)
def _latin_names(style: Style) -> tuple[str, ...]:
    table = style.table
    fonts: tuple[Font, ...] = (
        style.body,
        style.title.font,
        style.page_number.font,
        table.font,
        table.header,
        table.caption,
        table.note,
    )
    fonts += tuple(one.font for one in style.headings)
    return tuple(dict.fromkeys(font.latin for font in fonts))


def _face(number: int) -> str:
    return f"latin{number}"


def _text(style: Style) -> Iterator[str]:
    page, body = style.page, style.body
    set_closer = f"letter-spacing:{page.spacing:g}pt"
    line = _pt(page.pitch)
    yield f"body{{{_typed(body, style)};line-height:{line};{set_closer};text-align:justify;text-autospace:normal}}\n"
    yield f".indent{{text-indent:{_pt(_characters(style.indent, style))}}}\n"
    title = style.title
    yield f"h1{{{_typed(title.font, style)};line-height:{_pt(title.pitch)};letter-spacing:0;{_space(style, title.before, title.after)}}}\n"
    for level, heading in enumerate(style.headings, 1):
        yield f".h{level}{{{_heading(heading, style)}}}\n"
        yield f".lead{level}{{{_font_of(heading.font, style)};font-weight:{_lead(heading.font, body)}}}\n"
    part = style.part
    yield f".part{{{_typed(part.font, style)};line-height:{line};{_space(style, 0, part.after)}}}\n"
    yield f".addressee{{margin-top:{_pt(style.addressee_before * page.pitch)};text-align:left}}\n"
    yield f".attached.first{{margin-top:{_pt(style.attachments_before * page.pitch)}}}.attached{{text-align:left}}\n"
    yield from _signature(style)


def _signature(style: Style) -> Iterator[str]:
    own = style.signature
    right, sealed = _characters(own.body_right, style), _characters(own.sealed_date_right, style)
    before = _pt(own.before * style.page.pitch)
    yield f".signature{{margin-top:{before};margin-right:{_pt(right)}}}.sealed{{margin-right:{_pt(sealed)}}}\n"
    yield f".unsealed .date{{padding-left:{_pt(_characters(own.date_later, style))}}}\n"


def _leading(style: Style) -> Iterator[str]:
    """Contents, attachments, covers, charts."""
    contents, attachment, cover, chart = style.contents, style.attachment, style.cover, style.chart
    pitch = style.page.pitch
    yield f".contents{{{_typed(contents.title, style)};line-height:{_pt(style.title.pitch)};text-align:center;{_space(style, 0, contents.after)}}}\n"
    indent = _pt(_characters(contents.indent, style))
    yield f"nav ol{{{_typed(contents.font, style)}}}nav ol ol{{padding-left:{indent}}}nav{{margin-bottom:{_pt(pitch)}}}\n"
    yield f".label{{{_typed(attachment.label, style)};line-height:{_pt(pitch)}}}\n"
    yield f".attachment{{{_typed(attachment.title, style)};line-height:{_pt(attachment.pitch)};{_space(style, attachment.before, attachment.after)}}}\n"
    yield f".cover-title{{{_typed(cover.title, style)};line-height:{_pt(cover.pitch)};letter-spacing:0;{_space(style, cover.before, 0)}}}\n"
    yield f".cover dl,.foot{{{_typed(cover.font, style)};line-height:{_pt(cover.row)}}}\n"
    yield f"svg text{{{_typed(chart.font, style)};letter-spacing:0}}figcaption{{{_typed(chart.caption, style)}}}\n"
    yield "".join(f".c{number}{{fill:#{color}}}" for number, color in enumerate(COLORS)) + "\n"


def _tables(style: Style) -> Iterator[str]:
    own = style.table
    edge = f"border:{own.border:g}pt solid;padding:{own.padding / 2:g}mm var(--beside,{own.padding:g}mm)"
    yield f"table{{{_typed(own.font, style)};line-height:1.3;letter-spacing:0;margin:0 0 {own.padding:g}mm}}\n"
    yield f"td,th{{{edge}}}.head{{{_font_of(own.header, style)}}}\n"
    yield f".caption{{{_typed(own.caption, style)};line-height:1.6}}.unit,.note{{{_typed(own.note, style)};line-height:1.5;letter-spacing:0}}\n"


def _heading(heading: HeadingStyle, style: Style) -> str:
    closer = style.page.spacing if heading.font.size == style.body.size else 0
    indent = _pt(_characters(heading.indent, style))
    return f"{_typed(heading.font, style)};letter-spacing:{closer:g}pt;text-indent:{indent}"


def _lead(font: Font, body: Font) -> str:
    """Bold where nothing else would set the lead off from the text behind it."""
    return "bold" if font.bold or font.chinese == body.chinese else "normal"


def _typed(font: Font, style: Style) -> str:
    bold = ";font-weight:bold" if font.bold else ""
    return f"{_font_of(font, style)};font-size:{_pt(font.size)}{bold}"


def _font_of(font: Font, style: Style) -> str:
    face = f'"{_face(_latin_names(style).index(font.latin))}",' if font.latin in _latin_names(style) else ""
    return f"font-family:{face}{_families(font)}"


def _font(font: Font) -> str:
    return f"font-family:{_families(font)};font-size:{_pt(font.size)}"


def _families(font: Font) -> str:
    # Windows since 7 brings 仿宋 and 楷体 without the _GB2312 that the rules name
    names = dict.fromkeys((font.chinese, font.chinese.removesuffix("_GB2312")))
    generic = "sans-serif" if "黑" in font.chinese else "serif"
    return ",".join((*(f'"{_quoted(name)}"' for name in names), generic))


def _space(style: Style, above: float, below: float) -> str:
    pitch = style.page.pitch
    return f"margin-top:{_pt(above * pitch)};margin-bottom:{_pt(below * pitch)}"


def _characters(count: Chars, style: Style) -> float:
    return count * (style.body.size + style.page.spacing)


def _edges(page: Page) -> str:
    return f"{_mm(page.top)} {_mm(page.right)} {_mm(page.bottom)} {_mm(page.left)}"


def _turned(page: Page) -> str:
    """The sheet turned clockwise: its binding edge is the head of the table (GB/T 9704-2012 8)."""
    return f"{_mm(page.left)} {_mm(page.top)} {_mm(page.right)} {_mm(page.bottom)}"


def _mm(length: float) -> str:
    return f"{length:g}mm"


def _pt(length: Pt | float) -> str:
    return f"{round(length, 2):g}pt"


def _quoted(text: str) -> str:
    """Within a string of CSS, which cannot end the element that it stands in either."""
    return "".join(one if one.isalnum() or one in " _-—." else f"\\{ord(one):x} " for one in text)
