"""Figures in, those out that changed much since last year, or were spent much below their budget, unexplained."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from ..codes import explained as codes
from ..derive.extra import COMPARED
from ..derive.none import says_nothing
from ..derive.sums import share_of
from ..diagnostic import Diagnostic, Label
from ..figure import Faulty, Figure, Item, Later, Rows, Words, title_of
from ..model import Record, inner_record
from ..pack import Pack
from ..pattern import deferred
from ..source import Place
from ..wording import digits
from .explained import Unexplained
from .following import contradicted
from .naming import projects_of
from .slips import far
from .written import place_of

BUDGETS = ("全年预算", "年初预算")
"""What spending is measured against: the budget as it was changed, or as it began."""
SPENDING = "支出."
APART = "偏离原因"
SENTENCE = deferred(r"[。！？]")
MONEY_LEFT = deferred(r"执行|支出|结余|结转|支付|拨付|付款|尾款|余款|质保金|保证金|进度|未用|资金")
REASON = deferred(
    r"因|由于|原因|受[^，。；]{0,60}影响|鉴于|(?:待|须|需)[^，。；]{0,60}(?:后|再)|尚未|未到|未达|未完成|推迟|延后|延期|跨年|跨年度|节约|节省|核减|审减|交回|收回"
)
"""A sentence that speaks of money left and has one of these gives a reason for it."""
CLASS, SECTION = 3, 5
"""Digits in the code of a 类 and of a 款; an item (项) has all of them."""


class Seen:
    """Items of 科目 that were told of: what hangs below one of them follows from it."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()

    def follows(self, item: Item, name: str) -> bool:
        """Whether the 类 or 款 of an item was told of; if not, this one is from now on."""
        code, within = item.text("编码"), name.rpartition(".")[0]
        if code is None:
            return False
        if any(len(code) > length and (within, code[:length]) in self._told for length in (CLASS, SECTION)):
            return True
        self._told.add((within, code))
        return False


@lru_cache(maxsize=1)
def compared(figures: Item) -> tuple[tuple[Item, str], ...]:
    """Every figure that is compared (数), with how messages call it; kept for the report that is being checked."""
    return tuple(_compared(figures, ""))


def _compared(item: Item, name: str) -> Iterator[tuple[Item, str]]:
    """Every figure that is compared (数) below, with how messages call it.

    A total that only derive gives is left out: its parts are asked about, which somebody wrote.
    """
    if type(item.entries) is Later:
        return
    for key in _leading(item.kind):
        value = item.entries.get(key)
        below = (value,) if isinstance(value, Item) else value.items if isinstance(value, Rows) else ()
        for one in below:
            called = (title_of(one, ("名称", "科目")) or key) if isinstance(value, Rows) else key
            path = f"{name}.{called}" if name else called
            if one.kind.by_name.keys() >= COMPARED and one.place is not None:
                yield one, path
            yield from _compared(one, path)


@lru_cache(maxsize=256)
def _leading(kind: Record) -> tuple[str, ...]:
    """The keys of the vocabulary behind which a 数 stands."""
    inners = [(field.name, inner_record(field.kind)) for field in (kind.base or kind).fields]
    return tuple(
        name for name, inner in inners if inner is not None and (inner.by_name.keys() >= COMPARED or _leading(inner))
    )


def changed(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Of its own shape, every figure against the pack's bounds: a change that is large both as a rate and as an amount."""
    least, amount = pack.rules.bounds.change, pack.rules.bounds.amount
    seen = Seen()
    for item, name in compared(figures) if least is not None else ():
        change, rate = item.figure("增减"), item.figure("增减率")
        if change is None or rate is None or least is None or abs(rate.value) < least or abs(change.value) < amount:
            continue
        place, this, last = _written(item, "决算", "上年"), item.figure("决算"), item.figure("上年")
        if this is not None and last is not None and far(this, last):
            continue
        if place is None or contradicted((change, rate)) or seen.follows(item, name):
            continue
        more, grew = ("增加", "增长") if change.value > 0 else ("减少", "下降")
        found = Diagnostic(
            codes.CHANGED,
            f"“{name}”比上年{more}{_size(change)}，{grew}{_size(rate)}，没有说明原因",
            Label(place, "决算"),
            _beside(item, "上年", place),
            help="核对两年的数和单位；属实的，在同一处加“增减原因: ……”",
        )
        yield Unexplained(item, found, ("增减原因",))


def slow(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Of its own shape, every figure against the pack's bounds: spending below a share of its budget."""
    least = pack.rules.bounds.execution
    if least is not None:
        bound = f"低于{digits(least * 100, 2, trim=True)}%，没有说明原因"
        for funds, name, rate in _slow_projects(figures, pack):
            place = _written(funds, "执行", "执行率", "全年预算")
            if rate.shown.high < least and place is not None and not _small(funds, "执行", "全年预算", pack):
                said, advice = f"{name}执行率{_size(rate.shown)}，{bound}", "核对两个数；属实的，在“资金”里加“说明: ……”"
                beside = _beside(funds, "全年预算", place)
                yield Unexplained(funds, Diagnostic(codes.SLOW, said, Label(place), beside, help=advice))
        seen = Seen()
        for item, name, budget, rate in _spending(figures, least):
            place = _written(item, "决算", budget)
            small = _small(item, "决算", budget, pack)
            if rate.high < least and place is not None and not small and not seen.follows(item, name):
                said = f"“{name}”是{budget}的{_size(rate)}，{bound}"
                beside, advice = _beside(item, budget, place), "核对两个数；属实的，在同一处加“差异原因: ……”"
                found = Diagnostic(codes.SLOW, said, Label(place, "决算"), beside, help=advice)
                yield Unexplained(item, found, ("差异原因",))


def _small(item: Item, spent: str, budget: str, pack: Pack) -> bool:
    """Whether what was not spent is too little to ask about, or no saving but a wrong unit, which is told as such."""
    left, right = item.figure(spent), item.figure(budget)
    if left is None or right is None:
        return False
    return right.value - left.value < pack.rules.bounds.amount or far(left, right)


def _slow_projects(figures: Item, pack: Pack) -> Iterator[tuple[Item, str, Figure]]:
    """资金 and 执行率 of every project, but on a form that has its own box for the reason (执行率说明下限)."""
    for project, name in projects_of(figures) if pack.rules.explain_below is None else ():
        funds = project.item("资金")
        if funds is None or any(isinstance(funds.get(key), Faulty) for key in ("执行", "全年预算")):
            continue
        rate = funds.figure("执行率")
        if rate is not None and not contradicted((rate,)) and not _told(project):
            yield funds, name, rate


def _told(project: Item) -> bool:
    """Whether the project's own prose says why money was not spent."""
    if (apart := project.get(APART)) is not None and not says_nothing(apart):
        return True
    told = project.item("绩效")
    values = (*project.entries.values(), *(told.entries.values() if told is not None else ()))
    return any(
        MONEY_LEFT.search(sentence) and REASON.search(sentence)
        for words in values
        if isinstance(words, Words)
        for paragraph in words.prose.paragraphs()
        for sentence in SENTENCE.split(paragraph)
    )


def _spending(figures: Item, least: Decimal) -> Iterator[tuple[Item, str, str, Figure]]:
    """What was spent below a share of its budget, with the budget's name and the share."""
    for item, name in compared(figures):
        if not name.startswith(SPENDING):
            continue
        budget = next((key for key in BUDGETS if key in item.entries), None)
        spent, given = item.figure("决算"), item.figure(budget) if budget is not None else None
        if budget is None or spent is None or given is None or spent.value >= least * given.value:
            continue
        rate = share_of(spent.shown, given.shown)
        if rate is not None and not contradicted((rate,)):
            yield item, name, budget, rate


def _written(item: Item, *names: str) -> Place | None:
    """Where the first of these figures was written that was, or one that it was computed from."""
    places = (place_of(figure) for name in names if (figure := item.figure(name)) is not None)
    return next((place for place in places if place is not None), None)


def _beside(item: Item, name: str, at: Place) -> tuple[Label, ...]:
    place = _written(item, name)
    return (Label(place, name),) if place is not None and place != at else ()


def _size(figure: Figure) -> str:
    """Without its sign, and the same in every pack of a file."""
    return digits(abs(figure.value) / figure.unit.factor, 2, trim=True) + figure.unit.name
