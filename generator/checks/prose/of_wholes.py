"""What was read and the report's figures in, shares of a whole that is filled in (占基本支出的X%) that it does not have out.

A share that some figure of its own sentence explains is left to the sentence. One of a whole that is not said (基本支出占47.2%)
may be of any amount of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ...codes import retold as codes
from ...figure import Figure, Item, Rows, Value
from ...pack import Pack
from ...pattern import deferred
from .filled import shown
from .mention import Mention, elsewhere, mentions
from .numbers import Number, Sort
from .reading import LEAD, Reading, fits, percent
from .slip import Mark, Slip
from .told import Known, figures_of
from .words import CLAUSE

SHARE = deferred(r"占(?P<whole>[^，。；,;：:0-9（(\n\f]{2,16}?)的?(?:比重|比例|比率)?(?:为|是|达到|达)? ?(?=[0-9])")

IMPLIED = deferred(r"占(?:比)?(?:为|是|达到|达)? ?(?=[0-9])")


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    known = Known(figures, pack)
    told = {one.number.end: one for one in mentions(reading) if one.ahead and one.number.sort == Sort.MONEY}
    for at in reading.found("占"):
        match = SHARE.match(reading.text, at)
        rate = reading.at(match.end()) if match is not None else None
        part = told.get(at) or told.get(at - 1)
        if match is None or rate is None or part is None or not _single(reading, rate):
            continue
        if elsewhere(reading, part.start) or known.of_others(reading, part) or part.planned:
            continue
        wholes = _wholes(known, Mention(rate, match["whole"], at, ahead=True), reading)
        if not wholes or _of_the_sentence(reading, rate, part.number):
            continue
        reading.held.add(rate.start)
        if not any(_is_share(rate, part.number, one.low, one.high) for one in wholes):
            yield _slip(rate, part.number, match["whole"], wholes[0])
    yield from _of_any(reading, known, told)


def _of_any(reading: Reading, known: Known, told: Mapping[int, Mention]) -> Iterator[Slip]:
    """基本支出占47.2%, 政府采购货物支出占采购总额的20%: a named figure's share, its amount told before or not."""
    everything: list[Figure] = []
    for at in reading.found("占"):
        explicit, implied = SHARE.match(reading.text, at), IMPLIED.match(reading.text, at)
        match = implied or explicit
        rate = reading.at(match.end()) if match is not None else None
        part = told.get(at) or told.get(at - 1)
        if match is None or rate is None or not _single(reading, rate) or (part is not None and not implied):
            continue
        named = part or _clause(reading, rate, at)
        values = next((found for name in named.names(reading.year, known.own) if (found := known.money(name))), ())
        if not values or named.planned or elsewhere(reading, named.start) or known.of_others(reading, named):
            continue
        there = _amounts(figures_of(values, planned=False))
        parts = [_span(part.number)] if part is not None else [_span(one) for one in there]
        everything = everything or _amounts(_money(known.figures))
        wholes: Sequence[Figure] = everything
        if implied is None and explicit is not None:
            wholes = _wholes(known, Mention(rate, explicit["whole"], at, ahead=True), reading)
        if not parts or not wholes or (part is not None and _of_the_sentence(reading, rate, part.number)):
            continue
        near = [one for one in _before(reading, rate) if one.sort == Sort.MONEY and one.low > 0]
        reading.held.add(rate.start)
        spans = [*map(_span, wholes), *map(_span, near)]
        if not any(fits(rate, one.low / whole.high, one.high / whole.low) for one in parts for whole in spans):
            yield _odd(reading, rate, named, parts, wholes if implied is None else ())


def _single(reading: Reading, rate: Number) -> bool:
    """Whether it is one exact rate, and not of as many as there are amounts before: 分别为1.64万元、1.85万元，占46.99%、53.01%."""
    follows = reading.at(rate.end + 1) if reading.text[rate.end : rate.end + 1] in tuple("、和及与") else None
    return rate.sort == Sort.RATE and not rate.rough and (follows is None or follows.sort != Sort.RATE)


class _Span(NamedTuple):
    """What the digits of an amount can stand for."""

    low: Decimal
    high: Decimal
    value: Decimal


def _span(one: Number | Figure) -> _Span:
    return _Span(one.low, one.high, one.value)


def _clause(reading: Reading, rate: Number, at: int) -> Mention:
    """The words before 占 in their clause, as the name of what has the share."""
    start = at
    while start > max(0, at - LEAD) and reading.text[start - 1] not in CLAUSE:
        start -= 1
    return Mention(rate, reading.text[start:at].removesuffix("合计"), start, ahead=True)


def _before(reading: Reading, rate: Number) -> Sequence[Number]:
    """The figures of its sentence and the one before."""
    sentence = reading.sentence(rate.start)
    earlier = reading.before(sentence)
    return (*sentence.numbers, *(earlier.numbers if earlier is not None else ()))


def _amounts(figures: Iterable[Figure]) -> list[Figure]:
    return [one for one in figures if one.unit.dimension == "money" and one.low > 0]


def _money(value: Value) -> Iterator[Figure]:
    """Every amount of the report, as printed and as written."""
    if isinstance(value, Figure):
        yield value
        if value.control is not None:
            yield value.control
    elif isinstance(value, Item):
        for one in value.made.values():
            yield from _money(one)
    elif isinstance(value, Rows):
        for row in value.items:
            yield from _money(row)


def _odd(reading: Reading, rate: Number, named: Mention, parts: Sequence[_Span], wholes: Sequence[Figure]) -> Slip:
    share = f"，按填的数是{percent(parts[0].value / wholes[0].value, rate)}" if wholes else "，与填的哪个合计都对不上"
    name = next(iter(named.names(reading.year)), named.clause)
    fact = f"写作“{name}”占{rate.written}{share}"
    return Slip(
        codes.FILLED, rate.start, rate.end, fact, "核对比率，或写清占什么的；文字里写 {{ 占比(…) }}，就不会不一样"
    )


def _wholes(known: Known, whole: Mention, reading: Reading) -> Sequence[Figure]:
    """What may stand for the whole, without what is nothing."""
    values = next((found for name in whole.names(reading.year, known.own) if (found := known.money(name))), ())
    return [one for one in figures_of(values, planned=False) if one.unit.dimension == "money" and one.low > 0]


def _of_the_sentence(reading: Reading, rate: Number, part: Number) -> bool:
    """Whether another figure of the sentence makes it right."""
    sentence = reading.sentence(rate.start)
    return any(
        one is not part and one.sort == Sort.MONEY and one.low > 0 and _is_share(rate, part, one.low, one.high)
        for one in sentence.numbers
    )


def _is_share(rate: Number, part: Number, low: Decimal, high: Decimal) -> bool:
    return fits(rate, part.low / high, part.high / low)


def _slip(rate: Number, part: Number, name: str, whole: Figure) -> Slip:
    return Slip(
        codes.FILLED,
        rate.start,
        rate.end,
        f"写作占{name}的{rate.written}，按填的数是{part.written} ÷ {shown(whole)} = {percent(part.value / whole.value, rate)}",
        "核对哪一个对；文字里写 {{ 占比(…) }}，就不会不一样",
        others=(Mark(part.start, part.end, "分项"),),
        figure=whole,
    )
