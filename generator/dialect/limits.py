"""How much markup one rendered text may hold: what is beyond it is refused, with its line, before it is read any further.

The figures beside each limit are the most that any built-in pack prints of any published report.
"""

from __future__ import annotations

from ..codes.templates import TABLE_SIZE, TOO_LONG, TOO_NESTED
from .faults import Faults

LONGEST_LINE = 50_000
"""Characters of a line as the template prints it, values still to be put in; real ones have 357."""
MOST_COLUMNS = 100
"""Columns of a table; real ones have 12."""
MOST_ROWS = 50_000
"""Rows of a table; real ones have 41."""
MOST_CELLS = 200_000
"""Cells of a table; real ones have 240."""
MOST_SPAN = 10_000
"""Rows that one cell is said to reach over; real ones reach over 24."""
MOST_LEVELS = 10
"""Lists within lists, and `:::` blocks within blocks; real ones have one level."""


def within_limits(text: str, faults: Faults) -> bool:
    """Whether no line is too long."""
    if len(text) <= LONGEST_LINE:
        return True
    for number, line in enumerate(text.split("\n")):
        if len(line) > LONGEST_LINE:
            message = f"这一行有 {len(line)} 个字符，一行最多 {LONGEST_LINE} 个"
            faults.report(TOO_LONG, message, number, advice="在循环里换行，或分成几段来印")
            return False
    return True


def too_wide(columns: int, line: int, faults: Faults) -> bool:
    if columns > MOST_COLUMNS:
        message = f"表格的这一行占 {columns} 列，最多 {MOST_COLUMNS} 列"
        faults.report(TABLE_SIZE, message, line, advice="分成几个表格，或把行和列对调")
    return columns > MOST_COLUMNS


def too_high(rows: int, cells: int, line: int, faults: Faults) -> bool:
    if rows > MOST_ROWS:
        message = f"表格有 {rows} 行，最多 {MOST_ROWS} 行"
    elif cells > MOST_CELLS:
        message = f"表格有 {cells} 格，最多 {MOST_CELLS} 格"
    else:
        return False
    faults.report(TABLE_SIZE, message, line, advice="分成几个表格")
    return True


def too_nested(levels: int, what: str, line: int, faults: Faults) -> bool:
    if levels > MOST_LEVELS:
        message = f"{what}套了 {levels} 层，最多 {MOST_LEVELS} 层"
        faults.report(TOO_NESTED, message, line, advice="减少层数，或改用标题")
    return levels > MOST_LEVELS
