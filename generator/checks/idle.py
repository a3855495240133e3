"""Figures in, explanations (说明) out that have nothing to explain any more: the figures beside them are all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..codes import explained as codes
from ..derive.extra import COMPARED
from ..derive.tree import items_at
from ..derive.unread import unread
from ..diagnostic import Diagnostic, Kind, Label
from ..expression import names_in
from ..figure import Item, Words
from ..pattern import deferred
from ..relations import FAMILIES, family
from ..vocabulary.assessment import INDICATOR
from ..vocabulary.organisation import STAFF, SUBORDINATE
from ..vocabulary.projects import FUNDS
from ..wording import digits
from .following import contradicted
from .survey import survey

EXPLANATION = "说明"
OVER = deferred(r"(?<![未不无没])(?<!没有)(?<!并未)(?:超编|超员|超配|超出编制|超过编制)(?!问题|现象)")
COLUMNS = ("决算", "年初预算", "全年预算", "上年")


def idle(figures: Item, used: set[int]) -> Iterator[Diagnostic]:
    """An explanation that closed no finding (`used` are the items of those that did), beside figures that are equal."""
    explained = [
        (item, said)
        for item in survey(figures).records
        if isinstance(said := item.entries.get(EXPLANATION), Words) and id(item) not in used
    ]
    asked = _asked(figures) if explained else {}
    for item, said in explained:
        even = _even(item, asked.get(id(item), frozenset()))
        if even:
            yield Diagnostic(
                codes.IDLE,
                f"{even}，“说明”没有可说明的事",
                Label(item.keys.get(EXPLANATION, said.place)),
                help="删去说明；数填错了的，改数",
            )


def _asked(figures: Item) -> dict[int, frozenset[str]]:
    """The figures that the relations of 核实性 compare in each item in which an explanation closes them."""
    found: dict[int, frozenset[str]] = {}
    for row in (row for name in FAMILIES if name in figures.entries for row in family(name)):
        for item in items_at(figures, row.scope) if row.code.kind is Kind.EXPLAIN else ():
            named = frozenset(path.names[-1] for path in names_in(row.says))
            for holder in items_at(item, row.explained_at):
                found[id(holder)] = found.get(id(holder), frozenset()) | named
    return found


def _even(item: Item, asked: frozenset[str]) -> str:
    """How the figures beside an explanation are all the same; "" where they are not, or there are none to compare."""
    record = item.kind.origin
    if unread(item) is not None:
        return ""
    if record.by_name.keys() >= COMPARED:
        return _same(item, COLUMNS)
    told = TOLD.get(id(record))
    even = told(item) if told is not None else ""
    more = MORE.get(id(record))
    return even or (
        "" if more is not None and more(item) else _same(item, [one for one in record.by_name if one in asked])
    )


def _same(item: Item, names: Sequence[str]) -> str:
    there = {name: figure for name in names if (figure := item.figure(name)) is not None}
    if contradicted(tuple(there.values())):  # what the explanation explains is not known
        return ""
    figures = {name: figure.shown for name, figure in there.items()}
    values = {figure.value for figure in figures.values()}
    if len(figures) < 2 or len(values) > 1 or values == {0}:  # why there was nothing may be said
        return ""
    one = next(iter(figures.values()))
    return f"{'、'.join(figures)}都是{digits(one.value / one.unit.factor, 2, trim=True)}{one.unit.name}"


def _sources(item: Item) -> bool:
    """资金: the money is explained by where it came from."""
    carried = item.figure("上年结转")
    return len(item.rows("来源")) > 1 or (carried is not None and carried.value != 0)


def _others(item: Item) -> bool:
    """人员: there are people beside those with posts, of whom something may be said."""
    return any(one is not None and one.value for one in (item.figure("编外"), item.figure("离退休")))


def _within(item: Item) -> str:
    """人员: fewer than there are posts, and the words tell of more."""
    posts, people, said = item.figure("编制"), item.figure("实有"), item.get(EXPLANATION)
    if posts is None or people is None or not isinstance(said, Words) or people.shown.value >= posts.shown.value:
        return ""
    over = any(OVER.search(one) for one in said.prose.paragraphs()) and not contradicted((posts, people))
    numbers = [digits(one.shown.value, 0, trim=True) for one in (people, posts)]
    return f"实有{numbers[0]}人，没有超过编制{numbers[1]}人" if over else ""


def _indicator(item: Item) -> str:
    """An indicator that was met to the figure, and scored in full."""
    value, done = item.text("指标值"), item.text("完成值")
    weight, score = item.figure("分值"), item.figure("得分")
    known = score is not None and not contradicted((score,))
    full = score is not None and weight is not None and known and score.shown.value == weight.value
    even = value is not None and value == done and item.text("性质") != "定性" and full
    return "完成与目标相同，得了满分" if even else ""


TOLD: dict[int, Callable[[Item], str]] = {id(STAFF): _within, id(SUBORDINATE): _within, id(INDICATOR): _indicator}
"""What shows an explanation idle that no relation says, by the record of the vocabulary that it stands in."""
MORE: dict[int, Callable[[Item], bool]] = {id(FUNDS): _sources, id(STAFF): _others, id(SUBORDINATE): _others}
"""Whether there is more to explain than the figures that the relations compare."""
