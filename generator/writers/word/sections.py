"""The page of a style and a kind of section in, its properties (w:sectPr) out: portrait, landscape, or a cover."""

from __future__ import annotations

from typing import Literal

from ...style import Page, Style
from . import measure

Kind = Literal["portrait", "landscape", "cover"]
Side = Literal["left", "right"]
SIDES: tuple[tuple[str, Side], ...] = (("default", "right"), ("even", "left"))
"""Word's kind of footer and the side of the page number: odd pages right, even ones left (GB/T 9704-2012 7.5)."""
_HEADER = 851


def section_width(page: Page, kind: Kind) -> int:
    """Width of the text block in twentieths of a point: a landscape page is the portrait one turned."""
    if kind == "landscape":
        return measure.from_mm(page.height) - measure.from_mm(page.top) - measure.from_mm(page.bottom)
    return measure.text_width(page)


def footer_id(kind: Kind, side: Side) -> str:
    """The relationship's id of a footer; a cover's odd and even pages have the same empty one."""
    return {"portrait": f"footer-{side}", "landscape": f"footer-turned-{side}", "cover": "footer-none"}[kind]


def section(style: Style, kind: Kind) -> str:
    """Every section names its own footers: one that names none takes those of the section before."""
    footers = "".join(f'<w:footerReference w:type="{name}" r:id="{footer_id(kind, side)}"/>' for name, side in SIDES)
    return f"<w:sectPr>{footers}{_paper(style, kind)}</w:sectPr>"


def _paper(style: Style, kind: Kind) -> str:
    page = style.page
    width, height = measure.from_mm(page.width), measure.from_mm(page.height)
    top, right, bottom, left = (measure.from_mm(edge) for edge in (page.top, page.right, page.bottom, page.left))
    if kind != "landscape":
        size = f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        return size + _margins(top, right, bottom, left, footer_distance(style))
    # the sheet turned clockwise: its binding edge is the head of the table (GB/T 9704-2012 8), its foot is at the left
    size = f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
    return size + _margins(left, top, right, bottom, _HEADER)


def _margins(top: int, right: int, bottom: int, left: int, footer: int) -> str:
    return (
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{_HEADER}" '
        f'w:footer="{footer}" w:gutter="0"/>'
    )


def footer_distance(style: Style) -> int:
    """From the paper's lower edge to the footer's: the dash is in the middle of a line as high as its type."""
    below = measure.from_mm(style.page_number.below) + measure.from_pt(style.page_number.font.size) // 2
    return measure.from_mm(style.page.bottom) - below
