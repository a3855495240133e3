"""Rules between weights, scores and grades (财预〔2020〕10号 单位自评)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..codes import orders, scored
from ..codes import relations as codes
from ..derive.sums import Unknown, figure_at
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Text
from ..pack import Pack
from ..wording import points
from .apart import Apart
from .comparing import written
from .explained import Unexplained
from .naming import assessed_of
from .ruled import in_pack


def weights(figures: Item, pack: Pack) -> Iterator[Apart]:
    """Of its own shape, sums against the pack's scores: 分值 of all indicators and of the execution add to the full score."""
    rules = pack.rules
    for project, name in assessed_of(figures):
        given = [row.figure("分值") for row in project.rows("指标")]
        figures_given = [figure for figure in given if figure is not None]
        if not figures_given or len(figures_given) < len(given):
            continue
        total = sum((figure.value for figure in figures_given), Decimal(0))
        if total + rules.execution_weight != rules.full_score:
            first = figures_given[0].place
            assert first is not None  # noqa: S101 # a weight is always written
            wanted = rules.full_score - rules.execution_weight
            found = Diagnostic(
                codes.WEIGHTS,
                f"{name}各指标分值合计{points(total)}，加预算执行率{points(rules.execution_weight)}"
                f"是{points(total + rules.execution_weight)}，不是{points(rules.full_score)}",
                Label(first, "分值"),
                tuple(Label(f.place, "分值") for f in figures_given[1:] if f.place is not None)
                + in_pack(pack, "满分", "执行率分值"),
                help=f"各指标分值合计应为{points(wanted)}",
            )
            lines = frozenset(one.place.line for one in figures_given if one.place is not None)
            yield Apart(found, id(found), "分值", wanted - total, "", lines, last=True)


def execution_unscored(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """With a budget of 0 there is no rate of execution: the score of a form that counts it has to be given."""
    for holder, name in assessed_of(figures):
        whole = holder is figures.item("整体自评")
        execution = holder.item("执行" if whole else "资金")
        if not pack.rules.execution_weight or execution is None or holder.get("自评得分") is not None:
            continue
        path = ("支出", "合计", "全年预算") if whole else ("资金", "全年预算")
        try:
            base = figure_at(figures if whole else holder, *path)
        except Unknown:
            continue
        unscored = execution.get("得分") is None and execution.get("执行率") is None
        if base is None or base.value or not unscored or not any(row.get("分值") for row in holder.rows("指标")):
            continue
        if places := written(base):
            yield Diagnostic(
                scored.NO_SCORE,
                f"{name}全年预算是 0，算不出执行率，预算执行率{points(pack.rules.execution_weight)}的得分也没有填",
                Label(places[0], "全年预算"),
                help=f"按本地的规定定分，在“{'整体自评' if whole else '资金'}”里加“{'自评得分' if whole else '得分'}: ……”",
            )


def above_weight(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of its own shape, exact and against the pack: 得分 ≤ 分值 for an indicator, 自评得分 ≤ the full score."""
    for project, name in assessed_of(figures):
        score = project.figure("自评得分")
        if score is not None and score.value > pack.rules.full_score and score.place is not None:
            yield Diagnostic(
                scored.SCORES,
                f"{name}自评得分{points(score.value)}超过满分{points(pack.rules.full_score)}",
                Label(score.place),
                in_pack(pack, "满分"),
                help="核对得分；加分项也要在满分以内",
            )
        for row in project.rows("指标"):
            got, weight = row.figure("得分"), row.figure("分值")
            if got is not None and weight is not None and got.value > weight.value and got.place and weight.place:
                yield Diagnostic(
                    scored.SCORES,
                    f"{name}指标“{row.text('指标')}”得分{points(got.value)}超过分值{points(weight.value)}",
                    Label(got.place, "得分"),
                    (Label(weight.place, "分值"),),
                    help="核对得分和分值，多半有一个抄错",
                )


def grade(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A given 自评等级 is the one whose band holds the score."""
    for project, name in assessed_of(figures):
        written, score, earned = project.entries.get("自评等级"), project.figure("自评得分"), project.item("等级")
        if not isinstance(written, Text):
            continue
        known = {word for band in pack.rules.bands for word in (band.name, band.full)}
        right = {earned.text("名称"), earned.text("全称")} if earned is not None else set()
        if written.text not in known and pack.rules.bands:
            yield Diagnostic(
                scored.GRADE,
                f"{name}自评等级“{written.text}”不在档次里：{'、'.join(band.name for band in pack.rules.bands)}",
                Label(written.place),
                in_pack(pack, "等级"),
                help="不用写，程序按得分定",
            )
        elif score is not None and earned is not None and written.text not in right:
            yield Diagnostic(
                scored.GRADE,
                f"{name}自评得分{points(score.value)}应为“{earned.text('名称')}”，写的是“{written.text}”",
                Label(written.place, "等级"),
                _beside(score),
                help=f"改成“{earned.text('名称')}”，或删去这一行由程序定",
            )


def grade_alone(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """A grade that no score leads to, where the pack's report tells scores; `assessed` without a grade say nothing."""
    asked = {*pack.required, *pack.optional}
    for holder, name in assessed_of(figures):
        path = "整体自评" if holder is figures.item("整体自评") else "项目"
        if f"{path}.自评等级" in asked and f"{path}.自评得分" not in asked:
            continue
        written = holder.entries.get("自评等级")
        if isinstance(written, Text) and holder.entries.get("自评得分") is None:
            yield Unexplained(
                holder,
                Diagnostic(
                    orders.GRADE_ALONE,
                    f"{name}有自评等级“{written.text}”，没有自评得分",
                    Label(written.place),
                    help="填“自评得分”，或把指标的分值、得分填全由程序算出",
                ),
            )


def _beside(score: Figure) -> tuple[Label, ...]:
    return (Label(score.place, "得分"),) if score.place is not None else ()
