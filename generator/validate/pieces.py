"""A target that a form tells in several columns (指标性质, 指标值, 度量单位) in, the one line that it is written as out."""

from __future__ import annotations

from msgspec.structs import replace

from ..model import Field, Record
from ..nodes import Scalar
from ..pattern import deferred
from .cells import PastedCell
from .headings import DONE, VALUE

WORDED = "定性"
SIGNS = frozenset("≥≤=><＝＞＜")
_BARE = deferred(r"[-−]?[0-9０-９][0-9０-９,.]*")


def put_together(values: dict[str, Scalar], pieces: dict[str, PastedCell], record: Record) -> dict[str, Scalar]:
    """≥, 12 and 个 as ≥12个, 定性 and 明显提升 as 定性 明显提升; what was done has the same unit where it has none."""
    target = _key(record, VALUE)
    if target is None or target.name not in values:
        return values
    sign, unit = (pieces[one].text if one in pieces else "" for one in ("sign", "unit"))
    found = dict(values)
    before = sign if sign in SIGNS else f"{sign} " if sign == WORDED else ""
    for field in (target, _key(record, DONE)):
        if field is None or field.name not in values:
            continue
        cell = values[field.name]
        bare = _BARE.fullmatch(cell.text) is not None and sign != WORDED
        own = before if field is target and not cell.text.startswith((*SIGNS, WORDED)) else ""
        found[field.name] = replace(cell, text=f"{own}{cell.text}{unit if bare else ''}")
    return found


def _key(record: Record, word: str) -> Field | None:
    return next((field for field in record.fields if word in field.headings), None)
