"""Figures in, explanations (说明) out that have nothing to explain any more: the figures beside them are all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..codes import explained as codes
from ..derive.extra import COMPARED
from ..derive.unread import unread
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Words
from ..pattern import deferred
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
    for item in survey(figures).records:
        said = item.entries.get(EXPLANATION)
        even = _even(item) if isinstance(said, Words) and id(item) not in used else ""
        if isinstance(said, Words) and even:
            yield Diagnostic(
                codes.IDLE,
                f"{even}，“说明”没有可说明的事",
                Label(item.keys.get(EXPLANATION, said.place)),
                help="删去说明；数填错了的，改数",
            )


def _even(item: Item) -> str:
    """How the figures beside an explanation are all the same; "" where they are not, or there are none to compare."""
    record = item.kind.base or item.kind
    if unread(item) is not None:
        return ""
    if record.by_name.keys() >= COMPARED:
        return _same(item, COLUMNS)
    compare = BESIDE.get(id(record))
    return compare(item) if compare is not None else ""


def _same(item: Item, names: tuple[str, ...]) -> str:
    there = {name: figure for name in names if (figure := item.figure(name)) is not None}
    if contradicted(tuple(there.values())):  # what the explanation explains is not known
        return ""
    figures = {name: figure.shown for name, figure in there.items()}
    values = {figure.value for figure in figures.values()}
    if len(figures) < 2 or len(values) > 1 or values == {0}:  # why there was nothing may be said
        return ""
    one = next(iter(figures.values()))
    return f"{'、'.join(figures)}都是{digits(one.value / one.unit.factor, 2, trim=True)}{one.unit.name}"


def _funds(item: Item) -> str:
    """资金: nothing was added, cut or left over, and the money is not explained by where it came from."""
    carried = item.figure("上年结转")
    plain = len(item.rows("来源")) < 2 and (carried is None or carried.value == 0)
    return _same(item, ("年初预算", "全年预算", "到位", "执行")) if plain else ""


def _staff(item: Item) -> str:
    """人员: as many as there are posts, and nobody beside them of whom something may be said."""
    posts, people, said = item.figure("编制"), item.figure("实有"), item.get(EXPLANATION)
    if posts is not None and people is not None and isinstance(said, Words) and people.shown.value < posts.shown.value:
        over = any(OVER.search(one) for one in said.prose.paragraphs())
        if over and not contradicted((posts, people)):
            return f"实有{digits(people.shown.value, 0, trim=True)}人，没有超过编制{digits(posts.shown.value, 0, trim=True)}人"
    others = [item.figure(name) for name in ("编外", "离退休")]
    return "" if any(one is not None and one.value for one in others) else _same(item, ("编制", "实有"))


def _indicator(item: Item) -> str:
    """An indicator that was met to the figure, and scored in full."""
    value, done = item.text("指标值"), item.text("完成值")
    weight, score = item.figure("分值"), item.figure("得分")
    known = score is not None and not contradicted((score,))
    full = score is not None and weight is not None and known and score.shown.value == weight.value
    even = value is not None and value == done and item.text("性质") != "定性" and full
    return "完成与目标相同，得了满分" if even else ""


BESIDE: dict[int, Callable[[Item], str]] = {
    id(FUNDS): _funds,
    id(STAFF): _staff,
    id(SUBORDINATE): _staff,
    id(INDICATOR): _indicator,
}
"""What an explanation explains, by the record of the vocabulary that it stands in; figures that are compared apart."""
