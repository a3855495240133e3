"""A style in, the styles part and the font table of a Word document out.

The paragraph styles carry size, weight, pitch, indents and outline levels, so that body paragraphs need little of
their own; names that Word knows (heading 1, Title) are kept, so that navigation and contents work.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from ...style import Chars, Font, Pt, Style
from . import measure
from .namespaces import DECLARED, FONTS_TYPE, STYLES_TYPE
from .package import Part, xml
from .runs import attribute, fonts, weight

# Latin text that counted as Chinese would let figures break at the end of a line in LibreOffice
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
_CAPTION_KEEPS = "<w:keepNext/>"
_SINGLE = '<w:spacing w:line="240" w:lineRule="auto"/>'
_OUTLINE_LEVELS = 9
_NONE = Pt(0.0)
_WRAPPED = 2

_BASIS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


class _Named(Struct, frozen=True):
    """A paragraph style: Word's id and name for it, its font, and its paragraph properties in schema order."""

    id: str
    name: str
    font: Font
    properties: str
    spacing: Pt = _NONE
    custom: bool = False


@lru_cache(maxsize=16)
def styles_part(style: Style) -> Part:
    body = style.body
    listed = "".join(_paragraph_style(named, body) for named in _named(style))
    text = f"<w:styles {DECLARED}>{_defaults(style)}{_normal(style)}{_BASIS}{listed}</w:styles>"
    return Part("word/styles.xml", STYLES_TYPE, xml(text))


def _named(style: Style) -> list[_Named]:
    body, table, close = style.body, style.table, style.page.spacing
    inset = first_line(style.indent, style)
    number = style.page_number.font
    return [
        _Named("Title", "Title", style.title.font, _centred(style.title.pitch)),
        *(_heading(style, level) for level in range(1, len(style.headings) + 1)),
        _Named("NormalIndent", "Normal Indent", body, inset, close),
        _Named("Salutation", "Salutation", body, "", close),
        _Named("Attachment", "附件说明", body, '<w:jc w:val="left"/>', close, custom=True),
        _Named("Signature", "Signature", body, '<w:jc w:val="right"/>', close),
        _Named("Date", "Date", body, '<w:jc w:val="right"/>', close),
        *_leading(style),
        *_cover(style),
        _Named("Figure", "图", body, _CAPTION_KEEPS + _SINGLE + '<w:jc w:val="center"/>', custom=True),
        _Named("FigureCaption", "图题", style.chart.caption, '<w:jc w:val="center"/>', custom=True),
        _Named("Caption", "caption", table.caption, _CAPTION_KEEPS + '<w:jc w:val="center"/>'),
        _Named("TableUnit", "表格单位", table.note, _CAPTION_KEEPS + _SINGLE + '<w:jc w:val="right"/>', custom=True),
        _Named("TableText", "表格文字", table.font, _SINGLE + '<w:jc w:val="left"/>', custom=True),
        _Named("TableHeader", "表头", table.header, _SINGLE + '<w:jc w:val="center"/>', custom=True),
        _Named("TableNote", "表注", table.note, _SINGLE, custom=True),
        _Named("TableEnd", "表后间隔", body, '<w:spacing w:line="20" w:lineRule="exact"/>', custom=True),
        _Named("Footer", "footer", number, f'<w:spacing w:line="{measure.from_pt(number.size)}" w:lineRule="exact"/>'),
    ]


def contents_levels(style: Style) -> int:
    """As many levels of entries as headings have, and two: parts above them, attachments above these."""
    return min(len(style.headings) + 2, _OUTLINE_LEVELS)


def _leading(style: Style) -> Iterator[_Named]:
    """Contents and attachments; the entries' leader shows once an update brings page numbers."""
    contents, attachment = style.contents, style.attachment
    yield _Named("TOCHeading", "TOC Heading", contents.title, _centred(style.title.pitch))
    right = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{measure.text_width(style.page)}"/></w:tabs>'
    for level in range(1, contents_levels(style) + 1):
        indent = measure.characters(contents.indent * (level - 1), style.page, style.body)
        # a wrapped entry goes on two characters further in, and no line of it reaches the numbers
        hanging = measure.characters(_WRAPPED, style.page, style.body)
        placed = f'{right}<w:ind w:left="{indent + hanging}" w:right="{hanging}" w:hanging="{hanging}"/>'
        yield _Named(f"TOC{level}", f"toc {level}", contents.font, placed + '<w:jc w:val="left"/>', style.page.spacing)
    label = '<w:keepNext/><w:jc w:val="left"/>'
    yield _Named("AttachmentLabel", "附件标识", attachment.label, label, custom=True)
    title = _centred(attachment.pitch) + '<w:outlineLvl w:val="0"/>'
    yield _Named("AttachmentTitle", "附件标题", attachment.title, title, custom=True)


def _cover(style: Style) -> Iterator[_Named]:
    cover, row = style.cover, measure.from_pt(style.cover.row)
    exact = f'<w:spacing w:line="{row}" w:lineRule="exact"/>'
    yield _Named("CoverTitle", "封面标题", cover.title, _centred(cover.pitch), custom=True)
    yield _Named("CoverField", "封面栏目", cover.font, exact + '<w:jc w:val="left"/>', custom=True)
    yield _Named("CoverFoot", "封面落款", cover.font, exact + '<w:jc w:val="center"/>', custom=True)


def _centred(pitch: Pt) -> str:
    return f'<w:keepNext/><w:spacing w:line="{measure.from_pt(pitch)}" w:lineRule="exact"/><w:jc w:val="center"/>'


def _heading(style: Style, level: int) -> _Named:
    heading = style.headings[level - 1]
    outline = f'<w:outlineLvl w:val="{min(level, _OUTLINE_LEVELS) - 1}"/>'
    spacing = style.page.spacing if heading.font.size == style.body.size else _NONE
    properties = f"<w:keepNext/>{first_line(heading.indent, style)}{outline}"
    return _Named(f"Heading{level}", f"heading {level}", heading.font, properties, spacing)


def first_line(indent: Chars, style: Style) -> str:
    """Word and WPS take the count of characters, LibreOffice the length beside it."""
    length = measure.characters(indent, style.page, style.body)
    return f'<w:ind w:firstLineChars="{round(indent * 100)}" w:firstLine="{length}"/>' if indent else ""


def _defaults(style: Style) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(style.body)}{_size(style.body)}{LANGUAGE}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )


def _normal(style: Style) -> str:
    # widow control would leave pages of 21 lines; jc both brings every full line to the margin
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        f'<w:widowControl w:val="0"/><w:spacing w:line="{measure.from_pt(style.page.pitch)}" w:lineRule="exact"/>'
        f'<w:jc w:val="both"/></w:pPr><w:rPr>{fonts(style.body)}{_spacing(style.page.spacing)}{_size(style.body)}'
        "</w:rPr></w:style>"
    )


def _paragraph_style(named: _Named, body: Font) -> str:
    custom = ' w:customStyle="1"' if named.custom else ""
    properties = f"<w:pPr>{named.properties}</w:pPr>" if named.properties else ""
    bold = weight(True) if named.font.bold else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{named.id}"><w:name w:val="{named.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>{properties}'
        f"<w:rPr>{fonts(named.font)}{bold}{_spacing(named.spacing)}{_size(named.font)}</w:rPr></w:style>"
    )


def _size(font: Font) -> str:
    size = measure.half_points(font.size)
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _spacing(spacing: Pt) -> str:
    return f'<w:spacing w:val="{measure.from_pt(spacing)}"/>'


@lru_cache(maxsize=16)
def fonts_part(style: Style) -> Part:
    """The font table: every font that the style names, with the name it goes by where the first is missing."""
    text = "".join(_font_entry(name, name in _chinese(style)) for name in sorted(_chinese(style) | _latin(style)))
    return Part("word/fontTable.xml", FONTS_TYPE, xml(f"<w:fonts {DECLARED}>{text}</w:fonts>"))


def _all_fonts(style: Style) -> tuple[Font, ...]:
    table = style.table
    headings = tuple(heading.font for heading in style.headings)
    own = (style.body, style.title.font, style.page_number.font)
    leading = (
        style.part.font,
        style.contents.title,
        style.contents.font,
        style.attachment.label,
        style.attachment.title,
    )
    others = (style.cover.title, style.cover.font, style.chart.font, style.chart.caption)
    return (*own, *headings, table.font, table.header, table.caption, table.note, *leading, *others)


def _chinese(style: Style) -> set[str]:
    return {font.chinese for font in _all_fonts(style)}


def _latin(style: Style) -> set[str]:
    return {font.latin for font in _all_fonts(style)}


def _font_entry(name: str, chinese: bool) -> str:
    # Windows since 7 brings 仿宋 and 楷体 without the _GB2312 that the rules name
    other = name.removesuffix("_GB2312")
    known_as = f'<w:altName w:val="{attribute(other)}"/>' if other != name else ""
    charset = '<w:charset w:val="86"/>' if chinese else '<w:charset w:val="00"/>'
    return f'<w:font w:name="{attribute(name)}">{known_as}{charset}<w:family w:val="auto"/></w:font>'
