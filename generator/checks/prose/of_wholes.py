"""What was read and the report's figures in, shares of a whole that is filled in (占基本支出的X%) that it does not have out.

A share that some figure of its own sentence explains is left to the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...codes import retold as codes
from ...figure import Figure, Item
from ...pack import Pack
from ...pattern import deferred
from .filled import shown
from .mention import Mention, elsewhere, mentions
from .numbers import Number, Sort
from .reading import Reading, fits, percent
from .slip import Mark, Slip
from .told import Known, figures_of

SHARE = deferred(r"占(?P<whole>[^，。；,;：:0-9（(\n\f]{2,16}?)的?(?:比重|比例|比率)?(?:为|是|达到|达)? ?(?=[0-9])")


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    known = Known(figures, pack)
    told = {one.number.end: one for one in mentions(reading) if one.ahead and one.number.sort == Sort.MONEY}
    for at in reading.found("占"):
        match = SHARE.match(reading.text, at)
        rate = reading.at(match.end()) if match is not None else None
        part = told.get(at) or told.get(at - 1)
        if match is None or rate is None or part is None or rate.sort != Sort.RATE or rate.rough:
            continue
        if elsewhere(reading, part.start) or known.of_others(reading, part) or part.planned:
            continue
        wholes = _wholes(known, Mention(rate, match["whole"], at, ahead=True), reading)
        if not wholes or _of_the_sentence(reading, rate, part.number):
            continue
        reading.held.add(rate.start)
        if not any(_is_share(rate, part.number, one.low, one.high) for one in wholes):
            yield _slip(rate, part.number, match["whole"], wholes[0])


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
