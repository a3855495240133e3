"""Rules between projects, and between a project's budget and its spending."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import relations as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Faulty, Figure, Item, Text
from ..pack import Pack
from ..source import Place, nearest
from ..wording import with_unit
from .comparing import above
from .explained import Unexplained
from .money import mistyped
from .naming import assessed_of, projects_of
from .slips import far


def same_name_twice(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Two projects under one name; the later one is reported."""
    seen: dict[str, Place] = {}
    for project, _ in projects_of(figures):
        name = project.entries.get("名称")
        if not isinstance(name, Text):
            continue
        if name.text in seen:
            yield Diagnostic(
                codes.DUPLICATE,
                f"项目名称“{name.text}”前面已经用过",
                Label(name.place, "又用了一次"),
                (Label(seen[name.text], "先用在这里"),),
                help="改成预算批复里各自的名称；重复录入的删去一个",
            )
        else:
            seen[name.text] = name.place


def over_budget(figures: Item, pack: Pack) -> Iterator[Diagnostic | Unexplained]:
    """Of its own shape, silent where a mistaken unit tells it: spending above the budget, and any on a budget of zero."""
    for project, name in projects_of(figures):
        funds = project.item("资金")
        budget, spent = (funds.figure("全年预算"), funds.figure("执行")) if funds is not None else (None, None)
        if funds is None or budget is None or budget.place is None:
            continue
        if budget.value == 0:
            rate = funds.figure("执行率")
            against = spent if spent is not None and spent.value else rate
            if against is not None:
                what = "执行数" if against is spent else "执行率"
                yield Diagnostic(
                    codes.NO_BUDGET,
                    f"{name}全年预算为 0，却有{what}{with_unit(against, pack.wording)}",
                    _at(against, budget),
                    _beside(against, budget),
                    help="全年预算填年中追加之后的数；确实没有预算的，执行填 0、不写执行率",
                )
        elif spent is not None and above(spent, budget) and not far(spent, budget) and not any(mistyped(project)):
            found = Diagnostic(
                codes.OVERSPENT,
                f"{name}执行数{with_unit(spent, pack.wording)}超过全年预算{with_unit(budget, pack.wording)}",
                _at(spent, budget),
                _beside(spent, budget),
                help="全年预算填调整后的数；情况属实的，在“资金”里加“说明: ……”",
            )
            yield Unexplained(funds, found)


def _at(figure: Figure, fallback: Figure) -> Label:
    place = figure.shown.place or fallback.place
    assert place is not None  # noqa: S101 # the fallback is a figure that was written
    return Label(place)


def _beside(figure: Figure, budget: Figure) -> tuple[Label, ...]:
    return (Label(budget.place, "全年预算"),) if budget.place is not None and figure.shown.place is not None else ()


def evidence(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Evidence that supports a project, or an indicator, which is not there."""
    submission = figures.item("报送")
    if any(isinstance(project.get("名称"), Faulty) for project, _ in projects_of(figures)):
        return
    names = [name for project, _ in projects_of(figures) if (name := project.text("名称"))]
    indicators = {row.text("指标") for holder, _ in assessed_of(figures) for row in holder.rows("指标")}
    for row in submission.rows("佐证材料") if submission is not None else ():
        target = row.entries.get("支撑")
        if isinstance(target, Text) and target.text not in names and target.text not in indicators:
            near = nearest(target.text, (*names, *sorted(filter(None, indicators))))
            yield Diagnostic(
                codes.SUPPORT,
                f"佐证材料“{row.text('名称')}”支撑的“{target.text}”不在项目和指标里",
                Label(target.place),
                help=f"是不是“{near}”？"
                if near
                else f"写成这几个之一：{'、'.join(names)}"
                if names
                else "先写上这个项目，或删去“支撑”",
            )
