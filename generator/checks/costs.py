"""三公经费, 国有资产, 机关运行经费 and the economic items of 基本支出 in, where they contradict each other out."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import orders as codes
from ..derive.accounts import FISCAL
from ..derive.spending import INSTITUTION, economic_rows, natures
from ..derive.sums import Unknown, figure_at, sum_of
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Nothing, Text
from ..pack import Pack
from ..wording import number, with_unit
from .comparing import above, places
from .explained import Unexplained
from .given import difference

COUNTED = (
    ("公务接待费", "国内", ("批次", "人次")),
    ("公务接待费.外事", "金额", ("批次", "人次")),
    ("因公出国境费", "决算", ("团组", "人次")),
    ("公务用车购置费", "决算", ("购置数",)),
)
"""The 三公 whose money (what of a reception is not 外事) and number are both zero or neither."""


def lines(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of its own shape, pairs that the pack names (对应科目): an economic item of 基本支出 is at most the cost that it is a part of."""
    spending = figures.item("支出")
    if spending is None or not pack.rules.lines:
        return
    spent = _by_code(spending, _funds(figures), pack)
    for code, path in pack.rules.lines.items():
        if code not in spent:
            continue
        try:
            holder = figures.item(path.partition(".")[0])
            figure, whole = sum_of(spent[code]), figure_at(figures, *path.split("."))
        except Unknown:
            continue
        if figure is None or holder is None or whole is None or not above(figure, whole):
            continue
        at, labels = places(figure, whole)
        if at is not None:
            yield Diagnostic(
                codes.LINE,
                f"基本支出的“{pack.subjects.economic.get(code, code)}”{with_unit(figure, pack.wording)}"
                f"大于“{path}”{with_unit(whole, pack.wording)}，多{difference(figure, whole)}",
                at,
                labels,
                help=f"核对两个数；“{path}”包括基本支出和项目支出里的",
            )


def _funds(figures: Item) -> tuple[str, ...]:
    """The funds that 三公经费 counts (范围)."""
    costs = figures.item("三公经费")
    return FISCAL if costs is not None and costs.text("范围") == "财政拨款" else FISCAL[:1]


def _by_code(spending: Item, funds: tuple[str, ...], pack: Pack) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for fund in funds:
        for row in economic_rows(spending.item(fund)):
            code, figure = row.text("编码") or "", row.figure("决算")
            if code in pack.rules.lines and figure is not None:
                found.setdefault(code, []).append(figure)
    return found


def vehicles(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Of its own shape, an explanation in any row closes it: 各类车辆之和 = 公务用车保有量."""
    assets, costs = figures.item("国有资产"), figures.item("三公经费")
    running = costs.item("公务用车运行维护费") if costs is not None else None
    listed = assets.entries.get("车辆") if assets is not None else None
    if assets is None or running is None or listed is None:
        return
    kept, there, rows = running.figure("保有量"), assets.figure("车辆总数"), assets.rows("车辆")
    if kept is None or there is None or kept.place is None or kept.value == there.value:
        return
    if not isinstance(listed, Nothing) and any(row.figure("数量") is None for row in rows):
        return
    explained = next((row for row in rows if row.get("说明") is not None), running)
    beside = tuple(
        Label(number.place, "数量") for row in rows if (number := row.figure("数量")) is not None and number.place
    )
    yield Unexplained(
        explained,
        Diagnostic(
            codes.VEHICLES,
            f"公务用车保有量{with_unit(kept, pack.wording)}辆，国有资产里各类车辆合计{with_unit(there, pack.wording)}辆，不一致",
            Label(kept.place, "保有量"),
            beside[:5],
            help="核对辆数；有待报废等情形的，在“车辆”的一行里加“说明: ……”",
        ),
    )


def counts(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Of its own shape, both or neither: money without a number, or a number without money."""
    costs = figures.item("三公经费")
    for path, money, keys in COUNTED if costs is not None else ():
        item, name = costs, path.replace(".", "的")
        for key in path.split("."):
            item = item.item(key) if item is not None else None
        spent = (item.figure(money) or item.figure("决算")) if item is not None else None
        name = "国内公务接待" if item is not None and "外事" in item.entries and money == "国内" else name
        for key in keys if item is not None and spent is not None else ():
            number = item.figure(key) if item is not None else None
            if item is None or spent is None or number is None or bool(spent.value) == bool(number.value):
                continue
            at, labels = places(number, spent)
            if at is not None:
                said = f"“{name}”是{with_unit(spent, pack.wording)}，“{key}”却是{with_unit(number, pack.wording)}"
                advice = "核对两个数；情况属实的，在同一处加“说明: ……”"
                yield Unexplained(item, Diagnostic(codes.COUNTS, said, at, labels, help=advice))
                break


def running(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of its own shape, by the natures of the units: 机关运行经费, none in 事业单位, at most the 公用经费 where there are some (equal to it elsewhere: `given`)."""
    costs, kinds = figures.item("机关运行经费"), natures(figures)
    if costs is None:
        yield from _denied(figures, kinds, pack)
        return
    try:
        spent = figure_at(costs)
        public = figure_at(figures, "支出", "一般公共预算", "基本支出", "公用经费")
    except Unknown:
        return
    place = spent.place if spent is not None and spent.place is not None else costs.place
    if place is None:
        return
    if kinds == {INSTITUTION}:
        if spent is None or spent.value:
            yield _running(figures, "单位都是事业单位，没有机关运行经费", Label(place), "写“机关运行经费: 无”")
    elif INSTITUTION in kinds and "" not in kinds and spent is not None and not spent.value:
        yield from _denied(figures, kinds, pack)
    elif INSTITUTION in kinds and spent is None:
        said = "机关运行经费没有写决算数：纳入决算的有事业单位，不能由公用经费算出"
        yield _running(figures, said, Label(place), "填行政单位和参公单位的公用经费之和，如“决算: 124.87”")
    elif spent is not None and public is not None and above(spent, public):
        said = (
            f"机关运行经费{with_unit(spent, pack.wording)}大于一般公共预算的公用经费{with_unit(public, pack.wording)}，"
            f"多{difference(spent, public)}"
        )
        at, labels = places(spent, public)
        yield _running(figures, said, at or Label(place), "核对两个数；机关运行经费只是公用经费里的一部分", labels)


def _denied(figures: Item, kinds: frozenset[str], pack: Pack) -> Iterator[Diagnostic]:
    """None is said of a unit that is 行政 or 参公 itself and has 公用经费."""
    said, body = figures.entries.get("机关运行经费"), figures.item("单位")
    nature = body.text("性质") if body is not None else None
    try:
        public = figure_at(figures, "支出", "一般公共预算", "基本支出", "公用经费")
    except Unknown:
        return
    place = said.place if isinstance(said, (Nothing, Item)) else None
    if place is None or nature in (None, "", INSTITUTION) or public is None or not public.value:
        return
    advice = "填行政单位和参公单位的公用经费之和，如“决算: 124.87”"
    typed = number(public, pack.wording) + ("" if public.unit.name == figures.text("金额单位") else public.unit.name)
    yield _running(
        figures,
        f"{nature}的机关运行经费写的是没有，公用经费却有{with_unit(public, pack.wording)}",
        Label(place),
        advice if INSTITUTION in kinds else f"等于公用经费，写成“机关运行经费: {typed}”",
    )


def _running(figures: Item, said: str, at: Label, advice: str, more: tuple[Label, ...] = ()) -> Diagnostic:
    body = figures.item("单位")
    nature = body.entries.get("性质") if body is not None else None
    beside = (Label(nature.place, "性质"),) if isinstance(nature, Text) and not more else more
    return Diagnostic(codes.RUNNING, said, at, beside, help=advice)
