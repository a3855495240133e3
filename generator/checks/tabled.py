"""Rows of 合计 in tables that were pasted in; those that are not the sum of the rows that they stand for out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..codes import relations as codes
from ..codes.pasting import WITHIN
from ..derive.subjects import leaves
from ..derive.sums import Unknown, figure_at, sum_of
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Rows, Total, Working
from ..pack import Pack
from ..wording import with_unit
from .apart import Apart
from .given import FEW, compared, difference
from .nested import behind
from .survey import survey

ADDED = frozenset({"money", "count", "score"})
"""Rates of rows do not add up."""
SCORES = ("分值", "得分")
"""Columns of which a table's total may count the budget's execution in, which has no row."""


def totals(figures: Item, pack: Pack) -> Iterator[Diagnostic | Apart]:
    """Every figure of every total, against the rows above it, below it, or of the whole table."""
    for holder in survey(figures).records:
        for value in holder.entries.values():
            if type(value) is Rows and value.totals:
                parts: list[Total] = []
                wider: dict[tuple[tuple[int, int], ...], Diagnostic | None] = {}
                for total in value.totals:
                    found = list(_total(total, value.items, holder, pack))
                    if total.within and not found:
                        if total.spans not in wider:
                            wider[total.spans] = behind(total, value)
                            behind_it = wider[total.spans]
                            found = [behind_it] if behind_it is not None else []
                        elif wider[total.spans] is not None:
                            continue
                    yield from found
                    parts += [total] if total.within and not found else []
                yield from _unprinted(parts)


def _total(total: Total, rows: Sequence[Item], holder: Item, pack: Pack) -> Iterator[Diagnostic | Apart]:
    groups = [leaves(rows[first:last]) if not total.within else rows[first:last] for first, last in total.spans]
    likeliest: list[tuple[str, Figure, Figure]] = []
    likely: Sequence[Item] = ()
    rounded = False
    for group in groups or [[]]:
        found = list(_differing(total, group, holder, pack))
        if not found:
            return
        near = not total.within and all(sum_.agrees(given) for _, sum_, given in found)
        if not likeliest or (near and not rounded):
            likeliest, likely, rounded = found, group, near
    for name, sum_, given in likeliest:
        row = total.name.strip()
        if total.within:
            yield _above(row, name, sum_, given, pack)
        else:
            told = compared(f"“{row}”行的“{name}”", sum_.working or _SUM, sum_, given, pack.wording, printed=False)
            lines = frozenset(one.place.line for one in likely if one.place is not None)
            gap, said = given.value - sum_.value, difference(sum_, given)
            yield Apart(told, id(total), name, gap, said, lines, not sum_.parts, gap - _beyond(name, holder, pack))


_SUM = Working(codes.TABLED.id, "所列各行之和")


def _differing(total: Total, rows: Sequence[Item], holder: Item, pack: Pack) -> Iterator[tuple[str, Figure, Figure]]:
    for name, given in total.item.entries.items():
        if not isinstance(given, Figure) or given.unit.dimension not in ADDED:
            continue
        try:
            parts = [figure for row in rows if (figure := figure_at(row, name)) is not None]
        except Unknown:
            continue
        found = sum_of(parts) or _nothing(given)
        beyond = _beyond(name, holder, pack)
        if total.within:
            if given.low > found.high:
                yield name, found, given
        elif given.value not in (found.value, found.value + beyond):
            working = Working(codes.TABLED.id, _SUM.says, "+", ("分项",) * len(found.parts))
            yield name, found._replace(working=working), given


def _beyond(name: str, holder: Item, pack: Pack) -> Decimal:
    """What a total of scores may count beside its rows: the budget's execution."""
    if name == SCORES[0]:
        return pack.rules.execution_weight
    funds = holder.item("资金") or holder.item("执行")
    score = funds.figure(SCORES[1]) if funds is not None and name == SCORES[1] else None
    return score.shown.value if score is not None else Decimal(0)


def _unprinted(parts: Sequence[Total]) -> Iterator[Diagnostic]:
    """Rows that tell a part of the item above them, which no key takes: what was filled in there is not lost unsaid."""
    cells = [next((one.place for one in part.item.entries.values()), part.item.place) for part in parts]
    if not cells:
        return
    names = "、".join(f"“{part.name.strip()}”" for part in parts[:FEW]) + ("等" if len(parts) > FEW else "")
    what = "这一行" if len(parts) == 1 else f"这 {len(parts)} 行"
    first, *rest = (Label(place, "其中") for place in cells if place is not None)
    yield Diagnostic(
        WITHIN,
        f"{names}是上一项的一部分，{what}只用来核对，不印进报告",
        first,
        tuple(rest),
        help="要印的，从上一项里减去，单列一项，名称前不写“其中：”",
    )


def _nothing(given: Figure) -> Figure:
    zero = Decimal(0)
    return Figure(zero, zero, zero, given.unit, given.decimals)


def _above(row: str, name: str, whole: Figure, given: Figure, pack: Pack) -> Diagnostic:
    assert given.place is not None  # noqa: S101 # a cell of the file
    said = f"{with_unit(given, pack.wording)} > {with_unit(whole, pack.wording)}"
    place = whole.parts[0].place if whole.parts else whole.place
    return Diagnostic(
        codes.OF_WHICH,
        f"“{row}”的“{name}”大于它所在的一项：{said}",
        Label(given.place, "其中"),
        (Label(place, "所在的一项"),) if place is not None else (),
        help="核对两行；不是上一行的一部分，就去掉“其中：”",
    )
