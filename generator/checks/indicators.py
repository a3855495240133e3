"""Rules on the rows of a self-assessment form: scores without a reason, scores that nobody gave, values that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..codes import relations as codes
from ..derive.none import nothing_said
from ..derive.scoring import outcome_of
from ..derive.targets import Outcome, read_target
from ..diagnostic import Diagnostic, Label
from ..figure import Faulty, Figure, Item, Nothing, Text, Words
from ..pack import Pack
from .explained import Unexplained
from .naming import assessed_of


def rows_of(figures: Item) -> Iterator[tuple[Item, str]]:
    """Every indicator with how messages call it."""
    for holder, name in assessed_of(figures):
        for row in holder.rows("指标"):
            yield row, f"{name}指标“{row.text('指标') or ''}”"


class _Weighed(NamedTuple):
    """An indicator with a weight, and what came of it; `score` is None where none was given or could be worked out."""

    row: Item
    name: str
    came: Outcome
    weight: Decimal
    score: Figure | None


def _weighed(figures: Item, pack: Pack) -> Iterator[_Weighed]:
    for row, name in rows_of(figures):
        came, weight = outcome_of(row, pack.rules), row.figure("分值")
        if came is not None and weight is not None:
            yield _Weighed(row, name, came, weight.value, row.figure("得分"))


def reasons(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A scored row that missed its target, or did not earn its weight, says why (偏差原因分析及改进措施)."""
    for row, name, came, weight, score in _weighed(figures, pack):
        done = row.entries.get("完成")
        said = row.get("偏差")
        if (said is not None and not nothing_said(said)) or not isinstance(done, Text):
            continue
        short = score is not None and score.shown.value < weight
        if came.met is False or short:
            what = "没有达到目标" if came.met is False else "得分低于分值"
            yield Diagnostic(
                codes.DEVIATION,
                f"{name}{what}，偏差原因写的是“{nothing_said(said)}”" if said else f"{name}{what}，没有写偏差原因",
                Label(said.place if isinstance(said, (Words, Nothing)) else done.place, "偏差" if said else "完成"),
                _beside(row.entries.get("目标"), "目标"),
                help=("“偏差”里" if said else "在同一行加“偏差: ……”，") + "写原因和改进措施；目标或完成抄错的，改过来",
            )


def unscored(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A row with a weight whose score no rule gives has to be scored by hand."""
    for row, name, came, _, _ in _weighed(figures, pack):
        target = row.entries.get("目标")
        if came.share is None and row.get("得分") is None and isinstance(target, Text):
            words = "" if re.search("[0-9]", target.text) else _words(pack)
            yield Diagnostic(
                codes.NO_SCORE,
                f"{name}的得分算不出，也没有填",
                Label(target.place, "目标"),
                _beside(row.entries.get("完成"), "完成"),
                help=f"在同一行加“得分: ……”{words}",
            )


def _words(pack: Pack) -> str:
    words = [band.words[0] for band in pack.rules.qualitative]
    return f"；定性指标的完成可以填：{'、'.join(words)}" if words else ""


def out_of_band(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """The score of a 定性 indicator lies in the band that its words name."""
    for row, name, came, weight, score in _weighed(figures, pack):
        if came.band is None or score is None:
            continue
        low, high = came.band.lowest * weight, came.band.highest * weight
        if score.place is not None and not low <= score.value <= high:
            found = Diagnostic(
                codes.OUT_OF_BAND,
                f"{name}完成为“{row.text('完成')}”，得分{_points(score.value)}不在{_points(low)}到{_points(high)}之间",
                Label(score.place, "得分"),
                _beside(row.entries.get("完成"), "完成"),
                help="改得分，或改完成的档次",
            )
            yield Unexplained(row, found)


def bounds(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """An actual value that is a bound (≥95%) is no value."""
    for row, name in rows_of(figures):
        done = row.entries.get("完成")
        if isinstance(done, Text) and read_target(done.text).sign in ("≥", "≤", ">", "<"):
            found = Diagnostic(
                codes.BOUND,
                f"{name}的完成“{done.text}”是一个范围，不是实际完成的数",
                Label(done.place),
                help="填实际的数；调查结果只有范围的，在同一行加“说明: ……”",
            )
            yield Unexplained(row, found)


def _points(value: Decimal) -> str:
    return f"{value.normalize():f}分"


def _beside(value: object, text: str) -> tuple[Label, ...]:
    if isinstance(value, (Text, Figure, Faulty)) and value.place is not None:
        return (Label(value.place, text),)
    return ()
