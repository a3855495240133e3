"""Rules on the rows of a self-assessment form: scores without a reason, scores that nobody gave, values that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ..codes import relations as codes
from ..codes import scored
from ..derive.extra import GOAL
from ..derive.none import claims_no_miss, nothing_said
from ..derive.scoring import outcome_of
from ..derive.targets import Outcome, read_target, span_of
from ..diagnostic import Diagnostic, Label, Severity
from ..figure import Faulty, Figure, Item, Nothing, Text, Words
from ..pack import Pack
from ..wording import points
from .deadlines import late
from .explained import Unexplained
from .naming import assessed_of

PROJECT, WHOLE = ASSESSED = ("项目", "整体自评")


def rows_of(figures: Item) -> Iterator[tuple[Item, str]]:
    """Every indicator with how messages call it."""
    for holder, name in assessed_of(figures):
        for row in holder.rows("指标"):
            yield row, f"{name}指标“{row.text('指标') or ''}”"


class Judged(NamedTuple):
    """An indicator and what came of it; `of` is the key of whose it is, `weight` and `score` are None without one."""

    row: Item
    of: str
    name: str
    came: Outcome
    weight: Decimal | None
    score: Figure | None

    @property
    def short(self) -> bool:
        """Whether it earned less than its weight."""
        return self.weight is not None and self.score is not None and self.score.shown.value < self.weight

    @property
    def full(self) -> bool:
        """Whether it earned its weight."""
        return self.weight is not None and self.score is not None and self.score.shown.value >= self.weight

    @property
    def passed_over(self) -> bool:
        """Whether it was missed and has full marks, where the writer scores it: a day, or words without a band."""
        came, goal = self.came, read_target(self.row.text(GOAL) or "")
        return came.met is False and came.band is None and goal.value is None and self.full

    def said(self, *keys: str) -> bool:
        """Whether one of these keys of the row says something."""
        return any((one := self.row.get(key)) is not None and not nothing_said(one) for key in keys)


@lru_cache(maxsize=1)
def judged(figures: Item, pack: Pack) -> tuple[Judged, ...]:
    """Every indicator that has a target and an actual value: kept for the report that is being checked, as several rules ask."""
    return tuple(_judged(figures, pack))


def _judged(figures: Item, pack: Pack) -> Iterator[Judged]:
    whole = figures.item(WHOLE)
    rows = {id(row) for row in whole.rows("指标")} if whole is not None else set()
    year = int(figures.text("年度") or 0)
    for row, name in rows_of(figures):
        came, weight = outcome_of(row, pack.rules), row.figure("分值")
        if came is not None:
            if year and came == Outcome() and late(row.text(GOAL) or "", row.text("完成") or "", year):
                came = Outcome(False)
            of = WHOLE if id(row) in rows else PROJECT
            yield Judged(row, of, name, came, weight.value if weight is not None else None, row.figure("得分"))


def reasons(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A row that missed its target, or did not earn its weight, says why (偏差原因分析及改进措施).

    One without a weight does where the pack's report has a place for it.
    """
    printed = {name for name in ASSESSED if f"{name}.指标.偏差" in (*pack.required, *pack.optional)}
    for one in judged(figures, pack):
        row, name, came = one.row, one.name, one.came
        done, said = row.entries.get("完成"), row.get("偏差")
        claimed = nothing_said(said) or claims_no_miss(said)
        if (one.said("偏差") and not claimed) or came.unsigned or not isinstance(done, Text):
            continue
        if one.weight is None and one.of not in printed:
            continue
        if said is None and one.passed_over:
            continue  # asked of its full marks
        if came.met is not False and one.said("说明"):
            continue  # less was scored for a reason that stands beside
        if came.met is False or one.short:
            what = "没有达到目标" if came.met is False else "得分低于分值"
            yield Diagnostic(
                scored.DEVIATION,
                f"{name}{what}，偏差原因写的是“{claimed}”" if said else f"{name}{what}，没有写偏差原因",
                Label(said.place if isinstance(said, (Words, Nothing)) else done.place, "偏差" if said else "完成"),
                _beside(row.entries.get(GOAL), "目标"),
                help=("“偏差”里" if said else "在同一行加“偏差: ……”，") + "写原因和改进措施；目标或完成抄错的，改过来",
            )


def passed_over(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Full marks for what was done too late, or less well than the target says, where no formula gives the score."""
    for one in judged(figures, pack):
        goal, done, score = one.row.entries.get(GOAL), one.row.entries.get("完成"), one.score
        if not one.passed_over or one.row.get("偏差") is not None:
            continue
        if score is not None and isinstance(done, Text) and isinstance(goal, Text):
            found = Diagnostic(
                scored.PASSED_OVER,
                f"{one.name}目标是“{goal.text}”，完成是“{done.text}”，得了满分{points(score.shown.value)}",
                Label(done.place, "完成"),
                _beside(goal, "目标"),
                help="没有达到的，扣减得分，在同一行写“偏差: ……”；达到了的，改“完成”，或写“说明: ……”",
            )
            yield Unexplained(one.row, found)


def unscored(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A row with a weight whose score no rule gives has to be scored by hand."""
    for row, _, name, came, weight, _ in judged(figures, pack):
        target = row.entries.get(GOAL)
        if (
            weight is not None
            and came.share is None
            and not came.unsigned
            and row.get("得分") is None
            and isinstance(target, Text)
        ):
            words = "" if re.search("[0-9]", target.text) else _words(pack)
            yield Diagnostic(
                scored.NO_SCORE,
                f"{name}的得分算不出，也没有填",
                Label(target.place, "目标"),
                _beside(row.entries.get("完成"), "完成"),
                help=f"在同一行加“得分: ……”{words}",
            )


def unsigned(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A number beside a target without a sign is more or less than it, and nobody knows which is better.

    A writer who scored it and gave a reason has answered; a row whose score has to be worked out waits for the sign.
    """
    for one in judged(figures, pack):
        goal, done = one.row.entries.get(GOAL), one.row.entries.get("完成")
        if not one.came.unsigned or not isinstance(goal, Text) or not isinstance(done, Text):
            continue
        waits = one.weight is not None and (one.score is None or (one.short and not one.said("偏差", "说明")))
        if not waits and one.said("偏差", "说明"):
            continue
        written = goal.text.strip()
        low, high = span_of(written) or (written, written)
        said = "没有符号" if low == high else f"是一段，完成{done.text}不在里面"
        yield Diagnostic(
            scored.NO_SIGN,
            f"{one.name}的目标“{written}”{said}，{'完成' + done.text if low == high else ''}是超过了还是没有达到，看不出来",
            Label(goal.place, "目标"),
            _beside(done, "完成"),
            help=f"越多越好的写“≥{low}”，越少越好的写“≤{high}”"
            + (f"，正好才算完成的写“={low}”" if low == high else "；确实要在这之间的，填得分，写明偏差"),
            severity=Severity.ERROR if waits else None,
        )


def _words(pack: Pack) -> str:
    words = [band.words[0] for band in pack.rules.qualitative]
    return f"；定性指标的完成可以填：{'、'.join(words)}" if words else ""


def out_of_band(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """The score of a 定性 indicator lies in the band that its words name."""
    for row, _, name, came, weight, score in judged(figures, pack):
        if came.band is None or score is None or weight is None:
            continue
        low, high = came.band.lowest * weight, came.band.highest * weight
        if score.place is not None and not low <= score.value <= high:
            found = Diagnostic(
                scored.OUT_OF_BAND,
                f"{name}完成为“{row.text('完成')}”，得分{points(score.value)}不在{points(low)}到{points(high)}之间",
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


def _beside(value: object, text: str) -> tuple[Label, ...]:
    if isinstance(value, (Text, Figure, Faulty)) and value.place is not None:
        return (Label(value.place, text),)
    return ()
