"""A Table and what it stands under in, its HTML out: caption, head with scopes, spans, notes below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from ...document import Align, Cell, Row, Runs, Table, text_of
from ...grid import Grid, Placed, place
from ...style import TableStyle
from .text import attribute, words


def table(block: Table, number: int, under: str, style: TableStyle) -> Iterator[str]:
    """In a box that scrolls where a screen is narrower than the table; keys reach it. `number` tells boxes apart."""
    name = attribute(f"第{number}个表 {text_of(block.caption) or under}")
    yield f'<section class="table" aria-label="{name}" tabindex="0">'
    yield f"<table{_size(block)}>"
    above = [f'<div class="{kind}">{words(runs)}</div>' for kind, runs in _above(block) if runs]
    if above:
        yield f"<caption>{''.join(above)}</caption>"
    placed = place(block.rows, len(block.widths))
    begun = sorted({one.column for row in placed for one in row if one.cell is not None})
    yield f"<colgroup>{_columns(block.widths, begun)}</colgroup>"
    yield from _rows(block, placed, begun, style)
    yield "</table>"
    yield "</section>"
    yield from (f'<p class="note">{words(runs)}</p>' for runs in block.notes)


def _size(block: Table) -> str:
    """Smaller type, and less beside it, where the table says so."""
    own = [f"font-size:{block.size:g}pt"] if block.size else []
    own += [f"--beside:{block.padding:g}mm"] if block.padding is not None else []
    return f' style="{";".join(own)}"' if own else ""


def _above(block: Table) -> tuple[tuple[str, Runs], ...]:
    return ("caption", block.caption), ("unit", block.unit)


def _columns(widths: Sequence[float], begun: Sequence[int]) -> str:
    """HTML knows no column in which no cell begins: its room goes to the one before."""
    edges = [0.0, *accumulate(widths)]
    whole = edges[-1]
    parts = [edges[end] - edges[start] for start, end in pairwise((*begun, len(widths)))]
    return "".join(f'<col style="width:{round(100 * part / whole, 2):g}%">' for part in parts)


def _rows(block: Table, placed: Grid, begun: Sequence[int], style: TableStyle) -> Iterator[str]:
    head = _head(block)
    rows = []
    for row, cells in zip(block.rows, placed, strict=True):
        own = [one for one in cells if one.cell is not None]
        spans = [sum(one.column <= column < one.column + one.span for column in begun) for one in own]
        rows.append(_row(row, own, spans, block.aligns, style))
    yield from (("<thead>", *rows[:head], "</thead>") if head else ())
    yield from (("<tbody>", *rows[head:], "</tbody>") if rows[head:] else ())


def _head(block: Table) -> int:
    """The rows above the first that is no head; none where a cell of theirs reaches below: HTML would cut it off."""
    head = next((n for n, row in enumerate(block.rows) if not row.header), len(block.rows))
    reaching = any(n + cell.rowspan > head for n, row in enumerate(block.rows[:head]) for cell in row.cells)
    return 0 if reaching else head


def _row(row: Row, cells: Sequence[Placed], spans: Sequence[int], aligns: Sequence[Align], style: TableStyle) -> str:
    written = (
        _cell(one.cell, span, row.header, aligns[one.column], style)
        for one, span in zip(cells, spans, strict=True)
        if one.cell is not None
    )
    return f"<tr>{''.join(written)}</tr>"


def _cell(cell: Cell, span: int, head: bool, usual: Align, style: TableStyle) -> str:
    said = [words(runs) for runs in cell.paragraphs]
    header = (head or cell.header) and any(said)  # a heading that says nothing heads nothing
    tag = f'th scope="{_scope(cell, span, head)}"' if header else "td"
    align = cell.align or _usual(cell, head, usual, style)
    spans = "".join(f' {name}="{n}"' for name, n in (("rowspan", cell.rowspan), ("colspan", span)) if n > 1)
    kinds = [*(["head"] if head or cell.header else []), *([align] if align != "left" else [])]
    named = f' class="{" ".join(kinds)}"' if kinds else ""
    text = "".join(f"<p>{one}</p>" for one in said) if len(said) > 1 else "".join(said)
    return f"<{tag}{spans}{named}>{text}</{tag[:2]}>"


def _scope(cell: Cell, span: int, head: bool) -> str:
    if head:
        return "colgroup" if span > 1 else "col"
    return "rowgroup" if cell.rowspan > 1 else "row"


def _usual(cell: Cell, head: bool, usual: Align, style: TableStyle) -> Align:
    centred = len(cell.paragraphs) == 1 and text_of(cell.paragraphs[0]) in style.centred
    return "center" if head or cell.header or centred else usual
