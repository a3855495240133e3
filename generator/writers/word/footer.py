"""The style of the page number in, the footers of odd and even pages out (GB/T 9704-2012 7.5)."""

from __future__ import annotations

from collections.abc import Iterator

from ...style import Style
from . import measure
from .fields import field
from .namespaces import DECLARED, FOOTER_TYPE
from .package import Part, xml
from .runs import Pen, pen
from .sections import SIDES, Kind, Side, footer_id

_NAMES = {"right": "odd", "left": "even"}


def footers(style: Style, kinds: set[Kind]) -> Iterator[tuple[str, Part]]:
    """The footers of the kinds of section that a document has, each with its relationship's id."""
    for kind in sorted(kinds):
        if kind == "cover":
            yield footer_id(kind, "right"), _footer("none", '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p>')
            continue
        for _, side in SIDES:
            number = _numbered(style, side)
            name = _NAMES[side] + ("-turned" if kind == "landscape" else "")
            yield footer_id(kind, side), _footer(name, _turned(style, number) if kind == "landscape" else number)


def _footer(name: str, content: str) -> Part:
    return Part(f"word/footer-{name}.xml", FOOTER_TYPE, xml(f"<w:ftr {DECLARED}>{content}</w:ftr>"))


def _numbered(style: Style, side: Side) -> str:
    """The page number at one side of the page, the asked number of characters away from the text block's edge."""
    inset = measure.characters(style.page_number.inset, style.page, style.body)
    number = _page_number(style, pen(style.page_number.font))
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}="{inset}"/><w:jc w:val="{side}"/></w:pPr>{number}</w:p>'
    )


def _turned(style: Style, number: str) -> str:
    """The number's line in a cell turned with the sheet, at the place that it has on the portrait pages.

    A floating table, because Word, WPS and LibreOffice all turn the text of cells; the shapes that could do it need a
    second form of themselves for older versions.
    """
    page, font = style.page, style.page_number.font
    line = measure.from_pt(font.size)
    middle = measure.from_mm(page.bottom) - measure.from_mm(style.page_number.below)
    length = measure.text_width(page)
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{middle - line // 2}" w:tblpY="{measure.from_mm(page.left)}"/><w:tblW w:w="{line}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{line}"/></w:tblGrid><w:tr><w:trPr>'
        f'<w:trHeight w:val="{length}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{line}" w:type="dxa"/>'
        f'<w:textDirection w:val="tbRl"/></w:tcPr>{number}</w:tc></w:tr></w:tbl>'
        '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p>'
    )


def _page_number(style: Style, writer: Pen) -> str:
    before, one, after = style.page_number.form.partition("1")
    number = field("PAGE", writer.text(one), writer) if one else ""
    return writer.text(before) + number + writer.text(after)
