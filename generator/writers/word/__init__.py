"""A document and its style in, the bytes of a Word file (DOCX) out: the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import Any

from ...document import (
    Addressee,
    Attachments,
    Block,
    Document,
    Heading,
    Numbered,
    Paragraph,
    RunIn,
    Signature,
    Table,
    Title,
)
from ...style import Style
from . import measure
from .blocks import write_addressee, write_heading, write_numbered, write_paragraph, write_run_in, write_title
from .closing import goes_along, write_attachments, write_signature
from .footer import footer_distance, footer_part
from .namespaces import CORE_RELATION, DECLARED, DOCUMENT_TYPE, relation
from .package import Part, Relation, pack, xml
from .parts import APP, SETTINGS, THEME, core_part
from .sheet import Sheet
from .styles import fonts_part, styles_part
from .tables import write_table

WRITERS: dict[type[Block], Callable[[Any, Sheet], None]] = {
    Title: write_title,
    Heading: write_heading,
    RunIn: write_run_in,
    Paragraph: write_paragraph,
    Numbered: write_numbered,
    Addressee: write_addressee,
    Table: write_table,
    Signature: write_signature,
    Attachments: write_attachments,
}
"""The writer of each kind of block."""

_ODD, _EVEN = "rId5", "rId6"


def write_docx(document: Document, style: Style) -> bytes:
    """Write a document in the page style of its pack."""
    others = (
        ("styles", styles_part(style)),
        ("settings", SETTINGS),
        ("fontTable", fonts_part(style)),
        ("theme", THEME),
        ("footer", footer_part(style, "right")),
        ("footer", footer_part(style, "left")),
    )
    relations = tuple(Relation(f"rId{n}", relation(kind), part.name) for n, (kind, part) in enumerate(others, 1))
    main = Part("word/document.xml", DOCUMENT_TYPE, _main(document, style), relations)
    core = core_part(document)
    return pack(
        (main, core, APP, *(part for _, part in others)),
        (
            Relation("rId1", relation("officeDocument"), main.name),
            Relation("rId2", CORE_RELATION, core.name),
            Relation("rId3", relation("extended-properties"), APP.name),
        ),
    )


def _main(document: Document, style: Style) -> bytes:
    sheet = Sheet(style, measure.text_width(style.page))
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        sheet.keep = isinstance(following, Attachments | Signature) and goes_along(block, style.page)
        WRITERS[type(block)](block, sheet)
    if sheet.table_last or not sheet.xml:
        sheet.paragraph("TableEnd", "")  # the last paragraph of a body is never a table
    return xml(f"<w:document {DECLARED}><w:body>{''.join(sheet.xml)}{_section(style)}</w:body></w:document>")


def _section(style: Style) -> str:
    page = style.page
    top, right, bottom, left = (measure.from_mm(edge) for edge in (page.top, page.right, page.bottom, page.left))
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{_ODD}"/>'
        f'<w:footerReference w:type="even" r:id="{_EVEN}"/>'
        f'<w:pgSz w:w="{measure.from_mm(page.width)}" w:h="{measure.from_mm(page.height)}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" '
        f'w:footer="{footer_distance(style)}" w:gutter="0"/></w:sectPr>'
    )
