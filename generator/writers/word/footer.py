"""The style of the page number in, the two footers of odd and even pages out (GB/T 9704-2012 7.5)."""

from __future__ import annotations

from typing import Literal

from ...style import Style
from . import measure
from .namespaces import DECLARED, FOOTER_TYPE
from .package import Part, xml
from .runs import Pen, pen

Side = Literal["left", "right"]


def footer_part(style: Style, side: Side) -> Part:
    """The page number at one side of the page, the asked number of characters away from the text block's edge."""
    inset = measure.characters(style.page_number.inset, style.page, style.body)
    number = _page_number(style, pen(style.page_number.font))
    text = (
        f'<w:ftr {DECLARED}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}="{inset}"/><w:jc w:val="{side}"/>'
        f"</w:pPr>{number}</w:p></w:ftr>"
    )
    name = "odd" if side == "right" else "even"
    return Part(f"word/footer-{name}.xml", FOOTER_TYPE, xml(text))


def _page_number(style: Style, writer: Pen) -> str:
    before, one, after = style.page_number.form.partition("1")
    field = _field("PAGE", one, writer) if one else ""
    return writer.text(before) + field + writer.text(after)


def _field(instruction: str, cached: str, writer: Pen) -> str:
    """A whole field: begun, separated from the result that was last shown, and ended."""
    properties = writer.openings[0].partition("<w:t ")[0]

    def mark(kind: str) -> str:
        return f'{properties}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'{properties}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return mark("begin") + code + mark("separate") + writer.text(cached) + mark("end")


def footer_distance(style: Style) -> int:
    """From the paper's lower edge to the footer's: the dash is in the middle of a line as high as its type."""
    below = measure.from_mm(style.page_number.below) + measure.from_pt(style.page_number.font.size) // 2
    return measure.from_mm(style.page.bottom) - below
