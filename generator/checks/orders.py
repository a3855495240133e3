"""Figures and the rows of `bounds` in, figures that are above what bounds them out."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostic import Diagnostic, Kind
from ..expression import Absent, Context, Silent, evaluate, names_in, parse
from ..figure import Figure, Item, Rows
from ..pack import Pack
from ..source import Place
from ..wording import with_unit
from .accounts import basic_twice
from .bounds import BOUNDS, Bound
from .comparing import above, places
from .explained import Unexplained
from .given import difference
from .naming import name_of
from .totals import columns, kinds


def orders(figures: Item, pack: Pack) -> Iterator[Diagnostic | Unexplained]:
    """Every bound that a figure is above, beyond what rounding explains; one figure is told once."""
    told: set[Place] = set()
    unit = figures.text("金额单位") or ""
    for scope, bounds in BOUNDS.items():
        for item, owner, path in _items(figures, scope, "", ()):
            context = Context((item, figures), unit)
            for bound in bounds:
                held = list(_figures(item, bound.less, ""))
                formula, most = _most(bound, context) if held else ("", None)
                for less, row in held if most is not None else ():
                    if most is None or not above(less, most):
                        continue
                    told = told or _told(figures, pack)
                    called = f"{owner}“{'.'.join((*path, *bound.less))}”{row}"
                    finding = _finding(bound, called, less, formula, most, pack)
                    if finding is not None and finding.place not in told:
                        told.add(finding.place)
                        yield Unexplained(item, finding) if bound.code.kind is Kind.EXPLAIN else finding


def _finding(bound: Bound, called: str, less: Figure, formula: str, most: Figure, pack: Pack) -> Diagnostic | None:
    at, labels = places(less, most)
    if at is None:
        return None
    said = (
        f"{called}{with_unit(less, pack.wording)}大于{_spelt(formula)}{with_unit(most, pack.wording)}，"
        f"多{difference(less.shown, most.shown)}"
    )
    return Diagnostic(bound.code, said, at, labels, help=_help(bound, less, most))


def _told(figures: Item, pack: Pack) -> set[Place]:
    """What the sums tell already, which say more."""
    sums = (*basic_twice(figures, pack), *kinds(figures, pack), *columns(figures, pack))
    found = (one.finding if isinstance(one, Unexplained) else one for one in sums)
    return {label.place for one in found for label in (one.at, *one.labels)}


def _items(
    item: Item, scope: tuple[str, ...], owner: str, path: tuple[str, ...]
) -> Iterator[tuple[Item, str, tuple[str, ...]]]:
    """The items at a path, with whose they are (“热线运行”的) and their path from there on."""
    if not scope:
        yield item, owner, path
        return
    value = item.entries.get(scope[0])
    if isinstance(value, Item):
        yield from _items(value, scope[1:], owner, (*path, scope[0]))
    elif isinstance(value, Rows):
        for row in value.items:
            name = name_of(row)
            yield from _items(row, scope[1:], name or owner, () if name else (*path, scope[0]))


def _figures(item: Item, path: tuple[str, ...], row: str) -> Iterator[tuple[Figure, str]]:
    """The figures at a path, each row's with its name where it leads through rows; a record stands for its main figure."""
    value = item.entries.get(path[0])
    if isinstance(value, Figure):
        yield value, row
    elif isinstance(value, Item):
        yield from _figures(value, path[1:] or (value.kind.main,), row)
    elif isinstance(value, Rows):
        for one in value.items:
            name = one.text("科目")
            yield from _figures(one, path[1:], f"（{name}）" if name else row)


def _most(bound: Bound, context: Context) -> tuple[str, Figure | None]:
    """The first formula of a bound that has all its figures, and its value."""
    for formula in bound.most:
        try:
            value = evaluate(parse(formula), context)
        except Absent:
            continue
        except Silent:
            break
        return formula, value if isinstance(value, Figure) else None
    return "", None


def _spelt(formula: str) -> str:
    """“资金.上年结转”与“资金.到位”之和, for the message."""
    names = [f"“{'.'.join(path.names)}”" for path in names_in(parse(formula))]
    return names[0] if len(names) == 1 else f"{'与'.join(names)}之和"


def _help(bound: Bound, less: Figure, most: Figure) -> str:
    from .slips import slip  # only where something is wrong

    found = slip(less.shown, most.shown)
    return f"{found}；{bound.help}" if found else bound.help
