"""A Table in, its rows as GitHub-flavoured Markdown out: with pipes where they can say it all, else in HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import groupby

from ..document import Align, Cell, Row, Runs, Table
from ..grid import place
from .markdown_inline import pipe_cell_text

_RULES: dict[Align, str] = {"left": "---", "justify": "---", "center": ":---:", "right": "---:"}


def table_text(table: Table) -> str:
    return _pipes(table) if _is_simple(table) else _html(table)


def _is_simple(table: Table) -> bool:
    """Whether pipes can say it all: one row of headings, no merged cell, a paragraph a cell, columns aligned alike."""
    return (
        len(table.rows) > 0
        and [row.header for row in table.rows[:2]] in ([True], [True, False])
        and all(
            cell.rowspan == 1 == cell.colspan
            and len(cell.paragraphs) <= 1
            and (cell.align is None or row.header or cell.align == align)
            for row in table.rows
            for cell, align in zip(row.cells, table.aligns, strict=False)
        )
        and all(len(row.cells) == len(table.aligns) for row in table.rows)
    )


def _pipes(table: Table) -> str:
    lines = [_pipe_row(_pipe_cell(cell) for cell in row.cells) for row in table.rows]
    lines.insert(1, _pipe_row(_RULES[align] for align in table.aligns))
    return "\n".join(lines)


def _pipe_cell(cell: Cell) -> str:
    return pipe_cell_text(cell.paragraphs[0]) if cell.paragraphs else ""


def _pipe_row(cells: Iterator[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _html(table: Table) -> str:
    """HTML that GitHub prints as it is; a blank line inside would end it, so there is none."""
    lines = ["<table>"]
    columns = _columns(table)
    for header, rows in groupby(zip(table.rows, columns, strict=True), key=lambda pair: pair[0].header):
        part = "thead" if header and len(lines) == 1 else "tbody"
        lines.append(f"<{part}>")
        lines.extend(_html_row(row, starts, table.aligns) for row, starts in rows)
        lines.append(f"</{part}>")
    return "\n".join([*lines, "</table>"])


def _html_row(row: Row, starts: list[int], aligns: tuple[Align, ...]) -> str:
    return "<tr>" + "".join(_html_cell(c, aligns[at]) for c, at in zip(row.cells, starts, strict=False)) + "</tr>"


def _html_cell(cell: Cell, column_align: Align) -> str:
    tag = "th" if cell.header else "td"
    align = cell.align or ("center" if cell.header else column_align)
    # GitHub sets headings in the middle and other cells to the left where nothing is said.
    usual = align == "center" if cell.header else align in ("left", "justify")
    spans = ((name, count) for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if count > 1)
    attributes = "".join(f' {name}="{count}"' for name, count in spans) + ("" if usual else f' align="{align}"')
    text = "<br>".join(filter(None, map(_html_runs, cell.paragraphs)))
    return f"<{tag}{attributes}>{text}</{tag}>"


def _html_runs(runs: Runs) -> str:
    parts = ((html.escape(run.text, quote=False).replace("\n", "<br>"), run.bold) for run in runs)
    return "".join(f"<strong>{text}</strong>" if bold and text else text for text, bold in parts)


def _columns(table: Table) -> list[list[int]]:
    """For each row the grid column at which each of its cells begins."""
    placed = place(table.rows, len(table.widths))
    return [[one.column for one in row if one.cell is not None] for row in placed]
