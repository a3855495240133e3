"""The bands of a merged rules.yaml in (等级, 执行率档次, 得分系数, 定性), those that stand in an impossible order out.

Grades and words are written from the highest to the lowest; bands of execution in any order, but a higher rate of
execution never earns less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ..codes import packs as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Text

LOW, HIGH, SHARE = "下限", "上限", "比例"
DOWNWARD = "各档从高到低写，核对两档的数"


def bands(rules: Item) -> Iterator[Diagnostic]:
    """One finding a list: what is wrong after it is mostly the same slip."""
    for found in (
        _grades(rules.rows("等级")),
        _execution(rules.rows("执行率档次")),
        _coefficients(rules.rows("得分系数")),
        _words(rules.rows("定性")),
    ):
        first = next(found, None)
        if first is not None:
            yield first


def _grades(rows: Sequence[Item]) -> Iterator[Diagnostic]:
    """Falling, down to a lowest one that every score reaches."""
    yield from _falling("等级", rows, LOW)
    lows = [low for row in rows if (low := row.figure(LOW)) is not None]
    twice = len({low.value for low in lows}) < len(rows)  # told already, or not all can be read
    if lows and not twice and lows[-1].value > 0:
        said = f"“等级”最低的一档下限是{_said(lows[-1])}，低于它的得分没有等级"
        yield _finding(said, lows[-1], "最后加一档下限是 0 的，如“{名称: 差, 下限: 0}”", lows[-1])


def repeated(rules: Item) -> Iterator[Diagnostic]:
    """A name that stands twice in a list: 资金行 of a form, 等级, 定性 with its other names."""
    yield from _repeated("资金行", rules.lines("资金行"))
    for key in ("等级", "定性"):
        texts: list[Text] = []
        for row in rules.rows(key):
            name = row.entries.get("名称")
            texts += [name] if isinstance(name, Text) else []
            texts += row.lines("别名")
        yield from _repeated(key, texts)


def _repeated(key: str, texts: Sequence[Text]) -> Iterator[Diagnostic]:
    seen: dict[str, Text] = {}
    for text in texts:
        if text.text in seen:
            labels = (Label(seen[text.text].place, "先写在这里"),)
            yield Diagnostic(
                codes.NAMED_TWICE, f"“{key}”里“{text.text}”写了两次", Label(text.place), labels, help="删去一个"
            )
        seen.setdefault(text.text, text)


def _execution(rows: Sequence[Item]) -> Iterator[Diagnostic]:
    complete = [(low, points) for row in rows if (low := row.figure(LOW)) and (points := row.figure("得分"))]
    for (high, more), (low, less) in pairwise(sorted(complete, key=lambda one: -one[0].value)):
        if high.value > low.value and more.value < less.value:
            said = f"执行率{_said(high)}得{_said(more)}，执行率{_said(low)}反而得{_said(less)}"
            yield _finding(
                f"“执行率档次”里{said}", more, "执行率高的，得分不低于执行率低的：核对两档的下限和得分", less
            )


def _coefficients(rows: Sequence[Item]) -> Iterator[Diagnostic]:
    """More of a target never earns less, and nothing earns more than its weight."""
    complete = [(low, share) for row in rows if (low := row.figure(LOW)) and (share := row.figure("系数"))]
    for low, share in complete:
        if share.value > 1:
            yield _finding(f"“得分系数”里系数{_said(share)}大于100%", share, "得分不超过分值：系数写到100%以内", low)
    for (high, more), (low, less) in pairwise(sorted(complete, key=lambda one: -one[0].value)):
        if high.value == low.value:
            yield _finding(f"“得分系数”里有两档的下限都是{_said(low)}", low, "各档的下限不同，删去或改正其中一档", high)
        elif more.value < less.value:
            said = f"完成{_said(high)}得{_said(more)}，完成{_said(low)}反而得{_said(less)}"
            yield _finding(f"“得分系数”里{said}", more, "完成多的，得分不低于完成少的：核对两档的下限和系数", less)


def _words(rows: Sequence[Item]) -> Iterator[Diagnostic]:
    for row in rows:
        low, high, share, name = row.figure(LOW), row.figure(HIGH), row.figure(SHARE), row.text("名称") or ""
        if low is None or high is None:
            continue
        if low.value > high.value:
            said = f"“定性”里“{name}”的下限{_said(low)}大于上限{_said(high)}"
            yield _finding(said, low, "下限不大于上限：核对两个数，写颠倒的对调", high)
        elif share is not None and not low.value <= share.value <= high.value:
            said = f"“定性”里“{name}”的比例{_said(share)}不在下限{_said(low)}和上限{_said(high)}之间"
            yield _finding(said, share, "比例写在下限和上限之间：核对三个数", low)
    for key in (HIGH, LOW):
        yield from _falling("定性", rows, key)


def _falling(name: str, rows: Sequence[Item], key: str) -> Iterator[Diagnostic]:
    """Each row's figure is not above that of the row before it."""
    complete = [(row.text("名称") or "", figure) for row in rows if (figure := row.figure(key)) is not None]
    for (one, above), (other, below) in pairwise(complete):
        if below.value > above.value:
            said = f"“{name}”里“{other}”的{key}{_said(below)}高于写在它前面的“{one}”的{_said(above)}"
            yield _finding(said, below, DOWNWARD, above)


def _said(figure: Figure) -> str:
    if figure.unit.dimension == "rate":
        return f"{_plain(figure.value * 100)}%"
    return f"{_plain(figure.value)}分"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _finding(message: str, figure: Figure, advice: str, other: Figure) -> Diagnostic:
    place = figure.place or other.place
    assert place is not None  # noqa: S101 # a figure of rules.yaml
    others = (Label(other.place, ""),) if other.place is not None and other.place != place else ()
    return Diagnostic(codes.SCORES, message, Label(place), others, help=advice)
