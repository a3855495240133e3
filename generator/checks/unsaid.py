"""Figures in, what their sentences need and the file does not say out: a reason that is none, numbers left open."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import unsaid as codes
from ..derive.accounts import FUNDS
from ..derive.none import nothing_said, says_nothing
from ..derive.subjects import KINDS_OF_SPENDING, leaves
from ..derive.sums import Unknown, figure_at
from ..derive.unread import unread
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Nothing, Rows, Text, Words
from ..pack import Pack
from ..wording import is_trace, number, with_unit
from .explained import Unexplained
from .given import FEW
from .survey import survey

REASONS = {"增减原因": ("增减", "与上年相差"), "差异原因": ("差异", "与预算相差")}
"""Each reason, the difference that it is the reason of, and how that is said."""
COUNTED = (
    ("三公经费.公务接待费", ("批次", "人次")),
    ("三公经费.公务接待费.外事", ("批次", "人次")),
    ("三公经费.因公出国境费", ("团组", "人次")),
    ("三公经费.公务用车购置费", ("购置数",)),
    ("三公经费.公务用车运行维护费", ("保有量",)),
    ("一般性支出.会议费", ("次数", "人数")),
    ("一般性支出.培训费", ("次数", "人数")),
)
"""What was paid for, and the numbers that its sentence tells."""
AT_HOME = "国内"
TOLD_APART = ("性质", "独立核算", "纳入决算")
SUBORDINATE = "单位.所属单位"


def printed_as_zero(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Amounts that were filled in and are nothing in the unit that the report prints; one finding a file."""
    unit = figures.entries.get("报告金额单位")
    if not isinstance(unit, Text):
        return
    wording = pack.wording.for_report(unit.text)
    tiny = [one for one in _amounts(figures) if not number(one[1], wording).strip("-0.")]
    if not tiny:
        return
    shown = "、".join(f"“{key}”{with_unit(figure, pack.wording)}" for key, figure in tiny[:FEW])
    more = f"等 {len(tiny)} 个数" if len(tiny) > FEW else ""
    first, *others = [figure.place for _, figure in tiny[: 2 * FEW] if figure.place is not None]
    yield Diagnostic(
        codes.PRINTED_AS_ZERO,
        f"{shown}{more}不是零，按“报告金额单位: {unit.text}”会印成 {with_unit(tiny[0][1], wording)}",
        Label(first),
        (*(Label(place) for place in others), Label(unit.place, "报告金额单位")),
        help="换一个小些的单位；不写“报告金额单位”的，照填的单位印",
    )


def _amounts(figures: Item) -> Iterator[tuple[str, Figure]]:
    """Every amount that was written and is not zero, under its key, or its name in a list of names."""
    for holder in survey(figures).records:
        for key, value in holder.entries.items():
            items = value.items if type(value) is Rows and value.named else ()
            own = [(row.text("名称") or key, one) for row in items for one in row.entries.values()]
            for name, one in [(key, value), *own]:
                written = one.shown if isinstance(one, Figure) else None
                if written is not None and written.value and written.unit.dimension == "money" and written.place:
                    yield name, written


def reasons(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """“无”, in whatever words, is the reason of no difference."""
    for item in survey(figures).records:
        for key, (difference, said) in REASONS.items():
            reason = item.entries.get(key)
            change = item.figure(difference) if says_nothing(reason) else None
            if change is None or not change.shown.value or is_trace(change, pack.wording):
                continue
            if isinstance(reason, (Words, Nothing)):
                shown = change.shown
                size = with_unit(shown._replace(value=abs(shown.value)), pack.wording)
                message = f"{survey(figures).called(item, key)}写的是“{nothing_said(reason)}”，可是{said}{size}"
                advice = f"写明原因；没有要说的，删去“{key}”；数错了的，改数"
                yield Diagnostic(codes.NO_REASON, message, Label(reason.place, key), help=advice)


def counts(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Money that was spent, without the numbers that the pack's sentence has."""
    asked = frozenset((*pack.required, *pack.optional))
    for path, keys in COUNTED:
        item = _item_at(figures, path)
        open_ = [key for key in keys if item is not None and key not in item.entries]
        if item is None or not any(f"{path}.{key}" in asked or path in asked for key in open_):
            continue
        spent = _spent(item)
        place = item.place if spent is None or spent.place is None else spent.place
        if spent is None or not spent.value or place is None:
            continue
        missing, name = "、".join(open_), path.rpartition(".")[2]
        said = f"“{name}”有{with_unit(spent, pack.wording)}，没有填{missing}"
        shown = (
            "{" + ", ".join([f"{item.kind.main or '决算'}: {_typed(spent)}", *(f"{key}: ……" for key in open_)]) + "}"
        )
        advice = f"写成“{name}: {shown}”；没有的填 0，或加“说明: ……”"
        yield Unexplained(item, Diagnostic(codes.UNCOUNTED, said, Label(place, name), help=advice))


def amounts(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A row of 科目 by function that is no total of others and has no 支出."""
    spending = figures.item("支出")
    for owner in (spending, *(spending.item(name) for name in FUNDS)) if spending is not None else ():
        for row in leaves(owner.rows("科目")) if owner is not None else ():
            text = row.entries.get("科目")
            said = any(name in row.entries for name in ("决算", *KINDS_OF_SPENDING))
            if said or not isinstance(text, Text) or unread(row) is not None:
                continue
            yield Diagnostic(
                codes.NO_AMOUNT,
                f"科目“{text.text}”没有支出数",
                Label(text.place, "科目"),
                help=f"写上金额，如“{{科目: {text.text}, 基本: ……, 项目: ……}}”；没有支出的写“决算: 0”；只想写明款、类名称的，下面要有它的项",
            )


def yearly(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A row of a year's budget by function that has no 金额, where the sum needs it, or the report prints it."""
    asked = frozenset((*pack.required, *pack.optional))
    for year in figures.rows("历年"):
        for name in ("收入预算", "支出预算"):
            budget = year.item(name)
            if budget is None or ("合计" in budget.entries and f"历年.{name}.科目.金额" not in asked):
                continue
            for row in budget.rows("科目"):
                text = row.entries.get("科目")
                if isinstance(text, Text) and "金额" not in row.entries:
                    fact = f"科目“{text.text}”没有预算数"
                    advice = f"写上金额，如“{{科目: {text.text}, 金额: ……}}”；没有的写 0"
                    yield Diagnostic(codes.NO_AMOUNT, fact, Label(text.place, "科目"), help=advice)


def partly(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of 所属单位 either all say what they are counted by, or none."""
    body = figures.item("单位")
    rows = body.rows("所属单位") if body is not None else ()
    asked = frozenset((*pack.required, *pack.optional))
    for key in TOLD_APART if rows else ():
        open_ = [row for row in rows if key not in row.entries]
        if f"{SUBORDINATE}.{key}" not in asked or not open_ or len(open_) == len(rows):
            continue
        place = open_[0].place
        if place is not None:
            names = "、".join(f"“{row.text('名称') or '……'}”" for row in open_[:3]) + ("等" if len(open_) > 3 else "")
            said = f"所属单位{names}没有填“{key}”，别的单位填了"
            yield Diagnostic(codes.PARTLY, said, Label(place, key), help=f"每个所属单位都填“{key}”，或都不填")


def _item_at(figures: Item, path: str) -> Item | None:
    item: Item | None = figures
    for name in path.split("."):
        item = item.item(name) if item is not None else None
    return item


def _spent(item: Item) -> Figure | None:
    """What was spent; of receptions, at home: those of foreign guests have numbers of their own."""
    try:
        return figure_at(item, AT_HOME) or figure_at(item)
    except Unknown:
        return None


def _typed(figure: Figure) -> str:
    """As it would be typed in the file: in its own unit."""
    return f"{figure.value / figure.unit.factor:f}"
