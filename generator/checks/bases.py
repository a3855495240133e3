"""Rates and changes that were given in, those that nothing can be compared with out.

Whatever can be computed is compared by `given`; what cannot, because its base is zero or is not there, is told here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import names as codes
from ..derive.extra import COMPARED
from ..derive.unread import unread
from ..diagnostic import Diagnostic, Label
from ..figure import Faulty, Figure, Item, Rows, Value
from ..pack import Pack
from ..wording import with_unit
from .survey import Survey, survey

COMPARISONS = {"完成率": ("年初预算", "全年预算"), "增减率": ("上年",), "增减": ("上年",), "占比": ()}
"""What each is worked out from in a 数, beside its 决算; the first that is there is taken."""
OTHERS = {"增减率": (), "增减": (), "执行率": ("全年预算",), "占比": (), "覆盖率": (), "结余": ()}
"""The same elsewhere: a year's budget against the one before it, 资金, 预算绩效."""
KEYS = tuple(dict.fromkeys((*COMPARISONS, *OTHERS)))
ADVICE = {
    "结余": "写上收入和支出，或预算和执行",
    "占比": "写上合计",
    "覆盖率": "写上项目的“金额”和“支出”一章的“项目支出”",
    "执行率": "写上“全年预算”和“执行”",
    "增减": "写上前一年度的数",
    "增减率": "写上前一年度的数",
}
NEEDS_NONE = frozenset({"完成率", "占比"})
"""100% of these needs no other figure: the budget, or the whole, is what was spent."""


def bases(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of its own shape, a figure without another: a given rate or change that no computed one stands beside."""
    report = survey(figures)
    for item in report.records:
        for key in KEYS:
            figure = item.entries.get(key)
            if not isinstance(figure, Figure) or figure.working is not None:
                continue
            names = (COMPARISONS if item.kind.by_name.keys() >= COMPARED else OTHERS).get(key)
            if names is None or any(isinstance(value, Faulty) for value in item.entries.values()):
                continue
            found = _alone(item, figure, report.called(item, key), key, names, pack)
            if found is not None and not _unread(figures, report, item):
                yield found


def _unread(figures: Item, report: Survey, item: Item) -> bool:
    """Whether the base may be what could not be read: in the item's own chapter (another year's row), or the accounts."""
    outer = report.around(item)
    while outer is not None and outer is not figures:
        item, outer = outer, report.around(outer)
    chapters: list[Value | None] = [item, figures.get("支出"), figures.get("收入")]
    chapters += [value for value in figures.entries.values() if isinstance(value, Rows) and item in value.items]
    return any(unread(one) is not None for one in chapters)


def _alone(item: Item, figure: Figure, called: str, key: str, names: tuple[str, ...], pack: Pack) -> Diagnostic | None:
    """What is wrong with a figure that was given alone; `names` are the bases that its record may have."""
    if figure.place is None or (key in NEEDS_NONE and figure.value == 1 and not _there(item, names)):
        return None
    written = f"{called}写作{with_unit(figure, pack.wording)}"
    name = next(iter(_there(item, names)), None)
    base = item.figure(name) if name is not None else None
    if base is not None and base.value == 0:
        if key == "执行率":  # told as a budget of zero
            return None
        return Diagnostic(
            codes.ZERO_BASE,
            f"{written}，而“{name}”是 0，没有比率",
            Label(figure.place, key),
            (Label(base.place, name or ""),) if base.place is not None else (),
            help=f"删去“{key}”；"
            + ("年中才有预算的，只写“全年预算”" if key == "完成率" else "上年没有的，不说增长多少"),
        )
    if base is not None and base.value < 0:
        return None
    wanted = f"补上{'或'.join(f'“{one}”' for one in names)}" if names and key != "执行率" else ADVICE[key]
    return Diagnostic(
        codes.NO_BASE,
        f"{written}，没有可比的数，无从核对",
        Label(figure.place, key),
        help=f"{wanted}，程序据此算出并核对；不印的，删去“{key}”",
    )


def _there(item: Item, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if item.figure(name) is not None]
