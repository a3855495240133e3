"""What was read and the report's figures in, changes against last year or the budget that a named figure does not have out.

The name is the clause before the comparison (机关运行经费比上年增加…), or that of the amount right before it
(机关运行经费88.97万元，比上年增加…). Where several records that tell of changes have that name, none is meant for certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import Match
from typing import NamedTuple

from ...codes import retold as codes
from ...figure import Figure, Item, Value
from ...pack import Pack
from ...pattern import deferred
from .filled import shown
from .mention import Mention, elsewhere, mentions
from .numbers import Number, Sort
from .reading import LEAD, Reading, fits
from .slip import Slip
from .told import Known, agrees
from .words import BREAKS, CLAUSE, LAST_YEAR, UP, WAYS

TOLD = deferred(
    rf"(?:比|较|与|同)(?:(?:(?:{LAST_YEAR})度?|(?P<year>[0-9]{{4}})年度?)|(?P<budget>年初预算|预算))"
    rf"(?:决算|执行|支出|收入|数|同期|相比)*，?(?:略?有?所?)(?P<way>{WAYS})(?:额|了|为|约)*"
)
LED = deferred(
    rf"(?:比|较|与|同)(?:(?:(?:{LAST_YEAR})度?|(?P<year>[0-9]{{4}})年度?)|(?P<budget>年初预算|预算))(?:决算|执行|支出|收入|数|同期)*(?:相比|比较)，?"
    rf"(?:我局|本单位|本部门|本年度?|全年)?(?P<name>[^，。；：,;:（(\d\n\f]{{3,24}}?)(?P<way>{WAYS})(?:额|了|为|约)*(?=[0-9])"
)
"""与上年相比，公务接待费增加0.14万元: what is compared stands behind the comparison."""
RATE = deferred(rf"，?(?P<way>{WAYS})(?:率|幅度)?(?:了|为|约)?")
PARTS = deferred(f"[{BREAKS}]")
COMPARES = deferred(rf"[比较与同][^0-9]{{0,12}}|[0-9]{{4}}年度?|{WAYS}|[率额了为约]|[0-9][0-9.,]*(?:万?元|%)?")
"""A piece of a clause that tells of the comparison alone."""
_BUDGETS = {"年初预算", "全年预算"}


class _Change(NamedTuple):
    """What a record says of itself against one base; no rate where the base is nothing."""

    main: Figure
    difference: Figure
    rate: Figure | None


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    known = Known(figures, pack)
    told = {one.number.end: one for one in mentions(reading)}
    last: Mention | None = None
    for at in sorted(reading.found("比", "较", "与", "同")):
        led = LED.match(reading.text, at)
        match = led or TOLD.match(reading.text, at)
        first = reading.at(match.end()) if match is not None else None
        if match is None or first is None or first.rough or reading.script.part(at):
            continue
        if match["year"] and (not reading.year or int(match["year"]) != int(reading.year) - 1):
            continue
        if led is not None:
            named = Mention(first, led["name"], led.start("name"), ahead=True)
            if not elsewhere(reading, at) and not known.of_others(reading, named):
                yield from _held(reading, led, first, named, known)
            continue
        mention = last = _subject(reading, match, first, told) or _as_before(reading, at, last)
        if mention is None or mention.planned or elsewhere(reading, mention.start):
            continue
        if not known.of_others(reading, mention):
            yield from _held(reading, match, first, mention, known)


def _subject(reading: Reading, match: Match[str], first: Number, told: dict[int, Mention]) -> Mention | None:
    """The clause that names what is compared: the one before the comparison, or that of the amount before it."""
    text, start = reading.text, match.start()
    while start > max(0, match.start() - LEAD) and text[start - 1] not in CLAUSE:
        start -= 1
    before = told.get(match.start()) or (told.get(start - 1) if start == match.start() else None)
    if before is not None:
        return before if before.ahead and before.number.sort == Sort.MONEY else None
    clause = text[start : match.start()]
    opened = start == 0 or text[start - 1] in CLAUSE
    return Mention(first, clause, start, ahead=True) if clause and opened else None


def _as_before(reading: Reading, at: int, last: Mention | None) -> Mention | None:
    """比上年增加…；比年初预算减少…: what was compared before in the sentence, where the clause names nothing and no amount of
    another name stands between."""
    if last is None or reading.text[at - 1] not in CLAUSE or reading.sentence(at).start > last.start:
        return None
    between = reading.text[max(last.start + len(last.clause), last.number.end) : at]
    return last if all(map(_nothing_new, PARTS.split(between))) else None


def _nothing_new(clause: str) -> bool:
    """Piece by piece and never back again, so that no clause takes long."""
    at = 0
    while at < len(clause) and (piece := COMPARES.match(clause, at)) is not None:
        at = piece.end()
    return at == len(clause)


def _held(reading: Reading, match: Match[str], first: Number, mention: Mention, known: Known) -> Iterator[Slip]:
    name, changes = next(
        (
            (name, found)
            for name in mention.names(reading.year, known.own)
            if (found := _changes(known.money(name), match))
        ),
        ("", []),
    )
    if mention.number is not first:
        changes = [one for one in changes if agrees(mention.number, one.main)]
    if not changes:
        return
    for number, way in _said(reading, match, first):
        reading.held.add(number.start)
        there = [figure for one in changes if (figure := one.rate if number.sort == Sort.RATE else one.difference)]
        if there and not any(_agrees(number, way, figure) for figure in there):
            yield _slip(number, way, f"{name}比{match['budget'] or '上年'}", there[0])
            return


def _changes(values: Sequence[Value], match: Match[str]) -> list[_Change]:
    """What each record under a name says against the base of the comparison."""
    names = ("差异", "差异率") if match["budget"] else ("增减", "增减率")
    found = []
    for item in values:
        if not isinstance(item, Item) or (match["budget"] == "预算" and item.entries.keys() >= _BUDGETS):
            continue
        main, difference = item.figure("决算"), item.figure(names[0])
        if main is not None and difference is not None:
            found.append(_Change(main.shown, difference.shown, item.figure(names[1])))
    return found if len(found) < 2 else []


def _said(reading: Reading, match: Match[str], first: Number) -> Iterator[tuple[Number, str]]:
    """The change, and the rate that goes on with it, each with the word for its way."""
    yield first, match["way"]
    more = RATE.match(reading.text, first.end) if first.sort == Sort.MONEY else None
    rate = reading.at(more.end()) if more is not None else None
    if more is not None and rate is not None and rate.sort == Sort.RATE and not rate.rough:
        yield rate, more["way"]


def _agrees(number: Number, way: str, figure: Figure) -> bool:
    """A change of nothing goes either way."""
    told = figure if way in UP else figure._replace(value=-figure.value, low=-figure.high, high=-figure.low)
    return fits(number, told.low, told.high) if number.sort == Sort.RATE else agrees(number, told)


def _slip(number: Number, way: str, name: str, figure: Figure) -> Slip:
    right = "增加" if figure.value > 0 else "减少"
    said = shown(figure._replace(value=abs(figure.value)))
    return Slip(
        codes.FILLED,
        number.start,
        number.end,
        f"“{name}”文字里是{way}{number.written}，按填的数是{right}{said}",
        "核对哪一个对；文字里写 {{ }} 引用算出的数，就不会不一样",
        figure=figure,
    )
