"""A table and what it stands under in, its alternative text for readers that cannot see it out: a title, a description."""

from __future__ import annotations

from ...document import Table, text_of
from .runs import attribute

_LONGEST = 200
"""Characters of a description: it is read aloud."""


def described(table: Table, under: str) -> str:
    """Elements that Word knows since 2010; they close the table's properties."""
    title = text_of(table.caption) or under
    heads = _heads(table)
    description = f"共{len(table.rows)}行{len(table.widths)}列" + (f"，栏目：{heads}" if heads else "")
    named = f'<w:tblCaption w:val="{_plain(title)}"/>' if title else ""
    return f'{named}<w:tblDescription w:val="{_plain(description)}"/>'


def _heads(table: Table) -> str:
    """The texts of the head, or of the cells that are headings where there is none; each once."""
    cells = [cell for row in table.rows if row.header for cell in row.cells]
    cells = cells or [cell for row in table.rows for cell in row.cells if cell.header]
    texts = dict.fromkeys("".join(map(text_of, cell.paragraphs)) for cell in cells)
    found = "、".join(text for text in texts if text)
    return found if len(found) <= _LONGEST else found[:_LONGEST] + "……"


def _plain(text: str) -> str:
    return attribute(" ".join(text.split()))
