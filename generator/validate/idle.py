"""The rows of a pasted table in, without those that a form has beforehand and that were left empty, out.

A published table prints every item of its form and leaves the cell blank, or with a dash, where nothing was spent.
"""

from __future__ import annotations

from collections.abc import Sequence as Many

from ..model import Record
from ..pattern import deferred
from .headings import grouping, title_of
from .totalled import TotalRow

_CODE = deferred(r"[0-9]+")


def without_idle(lines: Many[TotalRow], record: Record) -> list[TotalRow]:
    """Where some item has a figure, those with nothing but a name are none; a class stays above its items.

    Where none has one the names alone are what is listed.
    """
    if not title_of(record).preprinted or not any(is_filled(one, record) for one in lines if not one.total):
        return list(lines)
    codes = tuple(code for one in lines if is_filled(one, record) and (code := _code(one)))
    return [one for one in lines if one.total or is_filled(one, record) or _is_above(_code(one), codes)]


def is_filled(line: TotalRow, record: Record) -> bool:
    """Whether a row has anything beside what it is called."""
    names = {field.name for field in (*grouping(record), title_of(record))}
    return any(one.key.text not in names for one in line.entries)


def _code(line: TotalRow) -> str:
    found = _CODE.match(line.name.lstrip())
    return found[0] if found else ""


def _is_above(code: str, codes: Many[str]) -> bool:
    return bool(code) and any(one.startswith(code) and one != code for one in codes)
