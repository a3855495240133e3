"""Relations in, the program's own and a bureau's (rules.yaml, 勾稽), those that do not hold in a report out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct

from ..codes import bureau as codes
from ..codes.figures import TOO_LONG
from ..diagnostic import Diagnostic, Kind, Label
from ..expression import (
    Absent,
    Context,
    Exhausted,
    Expression,
    Silent,
    TooLarge,
    Work,
    evaluate,
    names_in,
    parse,
    spell,
)
from ..expression.arithmetic import COMPARE
from ..expression.evaluate import Result, look_up
from ..expression.parse import Call, Literal, Operation, Path
from ..figure import Day, Figure, Item, Rows, Text, Value
from ..pack import Pack
from ..relations import FAMILIES, SLOT, Relation, family
from ..source import Place
from ..wording import date_text, digits, with_unit
from .apart import Apart
from .comparing import written
from .explained import Unexplained
from .following import contradicted
from .given import PART
from .survey import survey
from .totals import columns

MOST_WORK = 1_000_000
"""Rows that all relations of a pack go through in one report, and names and signs in them that are looked at. Forty
projects checked by thirty relations of twenty words come to 25,000."""
MOST_PLACES = 5
"""Of the figures of one side not all are pointed at."""
FEN = 6
"""Decimals that a fen (分) has in 万元."""
LOOK = "核对这几处"
MISSING = "（没有填）"
BROKEN = {"=": "≠", "!=": "=", "<": "≥", "<=": ">", ">": "≤", ">=": "<"}
"""How the two sides stand where the relation does not hold."""


class Breach(Struct, frozen=True):
    """A relation that does not hold at the innermost item of a context, with both its sides."""

    relation: Relation
    context: Context
    left: Result = False
    right: Result = False


def related(figures: Item, pack: Pack) -> Iterator[Diagnostic | Unexplained | Apart]:
    """The program's own rows: sums first, one of them for the figures of a chapter, then orders (≤).

    Nothing is said at a figure of which a sum or an order of one figure has told, nor of a total where an order of totals
    has told of its parts. What an explanation may close comes last and silences nothing.
    """
    rows = [row for name in FAMILIES if name in figures.entries for row in family(name) if not row.working]
    rows.sort(key=lambda row: (row.says.sign != "=", row.code.kind is Kind.EXPLAIN))
    unit = figures.text("金额单位") or ""
    at = {path: [Context(scopes, unit) for scopes in walk((figures,), path)] for path in {row.scope for row in rows}}
    there = [(row, context) for row in rows for context in at[row.scope]]
    sums: dict[str, set[Place]] = {}
    ones: set[Place] = set()
    totals: set[Place] = set()
    for row, context in there:
        breach = _breach(row, context)
        if breach is None or not (labels := _labels(breach)):
            continue
        ones = ones or _told(figures, pack)
        told, places = ones, {labels[0].place}
        if row.says.sign == "=":
            told, places = sums.setdefault("".join(row.scope[:1]), set()), {label.place for label in labels}
        elif _is_total(row.says.left):
            told, places = totals, set(_written(breach.left))
        if told.isdisjoint(places) and labels[0].place not in ones:
            if row.code.kind is not Kind.EXPLAIN:
                told |= places
                ones |= places if row.says.sign == "=" else set()
            found = _found(breach, labels, _filled(row.message, breach, pack), _advice(breach, pack))
            yield _apart(found, breach) if row.says.sign == "=" and isinstance(found, Diagnostic) else found


def _apart(found: Diagnostic, breach: Breach) -> Diagnostic | Apart:
    """A sum that may differ only because a row is missing that another sum tells."""
    left, right = breach.left, breach.right
    if not isinstance(left, Figure) or not isinstance(right, Figure):
        return found
    lines = frozenset(place.line for side in (left, right) for place in _written(side))
    gap = left.value - right.value
    return Apart(found, id(found), "决算", gap, "", lines, other=-gap, last=True)


def _is_total(tree: Expression) -> bool:
    return isinstance(tree, Operation) or (isinstance(tree, Call) and tree.function == "合计")


def _told(figures: Item, pack: Pack) -> set[Place]:
    """What the sums of columns tell already, which say more."""
    found = (one.finding if isinstance(one, Unexplained) else one for one in columns(figures, pack))
    return {label.place for one in found for label in (one.at, *one.labels)}


def _advice(breach: Breach, pack: Pack) -> str:
    """What to do, behind the slip that most likely made a figure too large."""
    from .slips import slip  # only where something is wrong

    found, advice = "", _filled(breach.relation.advice, breach, pack).replace("{{", "{").replace("}}", "}")
    if breach.relation.says.sign != "=" and isinstance(breach.left, Figure) and isinstance(breach.right, Figure):
        found = slip(breach.left.shown, breach.right.shown)
    return f"{found}；{advice}" if found else advice


def own(relations: tuple[Relation, ...], figures: Item, pack: Pack) -> Iterator[Diagnostic | Unexplained]:
    """The relations of a bureau's pack, as far as they may cost."""
    unit = figures.text("金额单位") or "万元"
    work = Work(MOST_WORK)
    for relation in relations:
        try:
            for scopes in walk((figures,), relation.scope):
                work.spend(len(relation.formula) + len(relation.condition))
                yield from _own(relation, Context(scopes, unit, work), pack)
        except Exhausted:
            yield _exhausted(relation, pack)
            return


def _exhausted(relation: Relation, pack: Pack) -> Diagnostic:
    place = next(rule.places["代码"] for rule in pack.rules.own if rule.code == relation.code.id)
    said = f"勾稽关系核对到“{relation.code.id}”，看过的行和算过的字超过了 {MOST_WORK:,} 个"
    return Diagnostic(codes.TOO_MUCH_WORK, said, Label(place), help="用“范围”逐个核对，不要在每一处都把整张表加一遍")


def _own(relation: Relation, context: Context, pack: Pack) -> Iterator[Diagnostic | Unexplained]:
    try:
        breach = _breach(relation, context)
    except TooLarge as fault:
        said = f"{relation.code.title}：{fault}，没有核对"
        yield from (Diagnostic(TOO_LONG, said, one, help=LOOK) for one in _labels(Breach(relation, context))[:1])
        return
    labels = _labels(breach) if breach is not None else ()
    if breach is None or not labels:
        return
    stands, holds = _stand(breach, pack), f"应当 {spell(relation.says)}"
    message = _filled(relation.message, breach, pack) or f"{relation.code.title}：{stands}"
    explain = "；属实的，在同一处加“说明: ……”" if relation.code.kind is Kind.EXPLAIN else ""
    notes = (f"{holds}，现在 {stands}" if relation.message else holds,)
    yield _found(breach, labels, message, relation.advice or LOOK + explain, notes)


def walk(scopes: tuple[Item, ...], names: tuple[str, ...]) -> Iterator[tuple[Item, ...]]:
    """The items at a path, each with those around it."""
    if not names:
        yield scopes
        return
    value = scopes[0].entries.get(names[0])
    below = (value,) if isinstance(value, Item) else value.items if isinstance(value, Rows) else ()
    for item in below:
        yield from walk((item, *scopes), names[1:])


def _breach(relation: Relation, context: Context) -> Breach | None:
    """Both sides where the relation does not hold, and that follows from no fault that is told already."""
    try:
        both = sides(relation, context)
        if both is None or _holds(relation, *both, context):
            return None
    except (Absent, Silent):
        return None
    told = contradicted([one for one in both if isinstance(one, Figure)])
    return None if told else Breach(relation, context, *both)


def sides(relation: Relation, context: Context) -> tuple[Result, Result] | None:
    """Both sides of a relation, None where its condition does not hold; raises Absent and Silent as `evaluate` does."""
    if relation.applies is not None and not relation.applies(context):
        return None
    return relation.left(context), relation.right(context)


def _holds(relation: Relation, left: Result, right: Result, context: Context) -> bool:
    if not isinstance(left, Figure) or not isinstance(right, Figure):
        return bool(evaluate(relation.says, context))
    if relation.margin is not None:
        wide = _wide(relation.margin, right, context)
        right = right._replace(low=right.low - wide, high=right.high + wide)
    return COMPARE[relation.says.sign](left, right)


def _wide(tolerance: Literal, right: Figure, context: Context) -> Decimal:
    """A tolerance as an amount; a percentage is of the right side, but between rates points of a rate."""
    figure = evaluate(tolerance, context)
    assert isinstance(figure, Figure)  # noqa: S101 # a number is one
    of_right = figure.unit.dimension == "rate" != right.unit.dimension
    return figure.value * abs(right.value) if of_right else figure.value


def _found(
    breach: Breach, labels: tuple[Label, ...], message: str, advice: str, notes: tuple[str, ...] = ()
) -> Diagnostic | Unexplained:
    code = breach.relation.code
    found = Diagnostic(code, message, labels[0], labels[1:], notes, advice)
    return Unexplained(_holder(breach), found) if code.kind is Kind.EXPLAIN else found


def _holder(breach: Breach) -> Item:
    """Where an explanation closes a finding: where the row says, or in the item in which the first figure stands."""
    scopes, relation = breach.context.scopes, breach.relation
    if relation.explained_at:
        return next((scopes[0] for scopes in walk(scopes[:1], relation.explained_at)), scopes[0])
    paths = names_in(relation.says)
    return next((_standing(path, scopes) for path in paths if _values(path, breach.context)), scopes[0])


def _standing(path: Path, scopes: tuple[Item, ...]) -> Item:
    """The item that holds what stands at a path, as far as the path leads through items."""
    holder = next((item for item in scopes if path.names[0] in item.kind.by_name), scopes[-1])
    value: Value | None = holder
    for name in path.names:
        while isinstance(value, Item) and name not in value.kind.by_name and value.kind.main:
            value = value.entries.get(value.kind.main)
        if not isinstance(value, Item):
            break
        holder, value = value, value.entries.get(name)
    while isinstance(value, Item) and value.kind.main:
        holder, value = value, value.entries.get(value.kind.main)
    return holder


def named(relation: Relation, context: Context) -> Iterator[tuple[Path, list[Figure | Text | Day | Rows]]]:
    """Every path of a relation with what it stands for at a place: one value, one in each row, or nothing."""
    for path in names_in(relation.says):
        yield path, _values(path, context)


def _labels(breach: Breach) -> tuple[Label, ...]:
    """Where both sides were written, with the names of the figures that the relation names."""
    called: dict[Place, str] = {}
    for path, values in named(breach.relation, breach.context):
        for value in values:
            called |= _names(value, path.names[-1])
    places = [place for side in (breach.left, breach.right) for place in _written(side)[:MOST_PLACES]] or list(called)
    if not places:
        places = [item.place for item in breach.context.scopes if item.place is not None][:1]
    return tuple(Label(place, called.get(place, "")) for place in dict.fromkeys(places))


def _written(value: Result) -> list[Place]:
    """Where a side was written, or the figures that it was computed from."""
    if isinstance(value, Figure):
        return written(value)
    return [value.place] if isinstance(value, (Text, Day)) else []


def _values(path: Path, context: Context) -> list[Figure | Text | Day | Rows]:
    """What a path stands for: one value, or one in each row."""
    try:
        value = look_up(path.names, context, forgiving=True)
    except (Absent, Silent):
        return []
    rows = value if isinstance(value, list) else [value]
    return [one for one in rows if isinstance(one, (Figure, Text, Day, Rows))]


def _names(value: Figure | Text | Day | Rows, name: str) -> dict[Place, str]:
    """Where a figure was written and its name; of one that was computed, its parts with theirs."""
    figure = value.shown if isinstance(value, Figure) else None
    if figure is None or figure.place is not None or figure.working is None:
        place = value.place if figure is None else figure.place
        return {} if place is None else {place: name}
    parts = zip(figure.parts, figure.working.names, strict=True)
    return {place: own for part, own in parts if (place := part.shown.place) is not None and own != PART}


def _filled(message: str, breach: Breach, pack: Pack) -> str:
    """A text with what stands in its braces: figures, or both sides and what they are called."""
    return SLOT.sub(lambda slot: _slot(slot[1].strip(), breach, pack), message)


def _slot(text: str, breach: Breach, pack: Pack) -> str:
    match text:
        case "左边":
            return _printed(breach.left, pack)
        case "右边":
            return _printed(breach.right, pack)
        case "差额":
            return _gap(breach)
        case "左名":
            return _called(breach.relation.says.left, lambda path: _owned(path, breach.context))
        case "右名":
            return _called(breach.relation.says.right, lambda path: f"“{'.'.join(path.names)}”")
        case "范围":
            return ".".join(breach.relation.scope)
    try:
        return _printed(evaluate(parse(text), breach.context), pack)
    except (Absent, Silent):
        return MISSING


def _called(tree: Expression, name: Callable[[Path], str]) -> str:
    """What a side is called: “资金.上年结转”与“资金.到位”之和; a formula of other kinds as it is written."""
    match tree:
        case Path():
            return name(tree)
        case Call("无则零" | "最大" | "最小", (inner,)):
            return _called(inner, name)
        case Call("合计", (inner,)):
            return f"{_called(inner, name)}之和"
        case Operation("+", Path() as one, Path() as other):
            return f"{name(one)}与{name(other)}之和"
    return f"“{spell(tree)}”"


def _owned(path: Path, context: Context) -> str:
    """“热线运行”的“资金.执行”; a row without a name of its own is told by its 科目."""
    item, report = context.scopes[0], survey(context.scopes[-1])
    row = item.text("科目")
    outer = report.around(item) if row is not None else None
    key = ".".join(path.names)
    return report.called(item, key) if outer is None else f"{report.called(outer, f'科目.{key}')}（{row}）"


def _stand(breach: Breach, pack: Pack) -> str:
    gap = _gap(breach)
    stands = f"{_printed(breach.left, pack)} {BROKEN[breach.relation.says.sign]} {_printed(breach.right, pack)}"
    return stands + (f"，相差{gap}" if gap else "")


def _gap(breach: Breach) -> str:
    left, right = breach.left, breach.right
    if not isinstance(left, Figure) or not isinstance(right, Figure):
        return ""
    unit = left.shown.unit if left.shown.unit.name else right.shown.unit
    gap = abs(left.value - right.value) / unit.factor
    rate = unit.dimension == "rate"
    return digits(gap, 2 if rate else FEN, trim=True) + ("个百分点" if rate else unit.name)


def _printed(value: Result, pack: Pack) -> str:
    if isinstance(value, Figure):
        return with_unit(value, pack.wording)
    if isinstance(value, Day):
        return date_text(value)
    return value.text if isinstance(value, Text) else str(value)
