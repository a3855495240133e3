"""What was read in, a price, a number of pieces and their amount in one sentence that do not multiply out.

每亩补助100元，补助300亩，合计3万元; 培训6期，每期50人，共300人; 设备5台，单价2万元，共计10万元; 桥梁2座，总投资1200万元，平均每座600万元. Only a sentence of
these three figures, which says nothing of what else is in the amount.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...codes import sentences as codes
from ...pattern import deferred
from .numbers import PIECES, Number, Sort
from .reading import Reading, Sentence, alike, amount
from .slip import Mark, Slip

EACH = deferred(rf"每([{PIECES}])[^，。；,;：:、\d]{{0,8}}$")
PRICE = deferred(r"(?:单价|均价)(?:为|是|约)?[:：]? ?$")
AVERAGE = deferred(r"(人|户|亩|台|辆|件)均[^，。；,;：:、\d]{0,8}$")
TOTAL = deferred(
    r"(?:共[^，。；,;：:、\d]{0,8}|合计|总计|总共|总额|金额|总价|价款|总投资|资金|补[助贴]|支出|费用|经费)(?:为|是|约|了|达)?[:：]? ?$"
)
OTHERWISE = deferred(
    r"含|另|税|折|优惠|下浮|其他|其它|其余|以及|等|首付|预付|尾款|进度款|质保|月|天|日|季|周|次日|学期|增收|收入|提高|节约|节省|上年|去年|"
    r"比|较|预算|计划|标准|上限|最高|不超过|累计|剩余|结余|已付|每[十百千万]"
)
"""Words of a sentence in which the amount is of something else, too."""
FIGURES = 3


def find(reading: Reading) -> Iterator[Slip]:
    done: set[int] = set()
    for at in reading.found("每", "单价", "均"):
        sentence = reading.sentence(at)
        if sentence.start not in done:
            done.add(sentence.start)
            yield from _held(sentence)


def _held(sentence: Sentence) -> Iterator[Slip]:
    numbers = _of_average(sentence)
    if len(numbers) != FIGURES or any(one.rough or one.sort == Sort.RATE for one in numbers):
        return
    pair = [index for index, one in enumerate(numbers) if sum(alike(one, other) for other in numbers) == 2]
    counts = [one for index, one in enumerate(numbers) if index not in pair]
    if len(pair) != 2 or len(counts) != 1 or counts[0].sort != Sort.COUNT:
        return
    places = [sentence.numbers.index(one) for one in numbers]
    pieces = {index: piece for index in pair if (piece := _piece(sentence, places[index]))}
    if len(pieces) != 1 or sentence.text.count("每", sentence.start, sentence.end) > 1:
        return
    if OTHERWISE.search(sentence.text, sentence.start, sentence.end):
        return
    ((at, piece),) = pieces.items()
    (total,) = (index for index in pair if index != at)
    average = "均" in sentence.clause(places[at]).replace("均价", "")
    if len(numbers) < len(sentence.numbers) and not average:
        return
    if counts[0].piece.rstrip("次") in piece and TOTAL.search(sentence.clause(places[total])):
        yield from _product(numbers[at], counts[0], numbers[total], average)


def _of_average(sentence: Sentence) -> Sequence[Number]:
    """培训4期200人次，支出8万元，人均400元; 惠及400户1200人，户均600元: what is counted otherwise says nothing of an average."""
    numbers = sentence.numbers
    if len(numbers) != FIGURES + 1 or "每" in sentence.text[sentence.start : sentence.end]:
        return numbers
    each = [match[1] for at in range(FIGURES + 1) if (match := AVERAGE.search(sentence.clause(at))) is not None]
    others = [one for one in numbers if one.sort == Sort.COUNT and one.piece.rstrip("次") not in each]
    return [one for one in numbers if one is not others[0]] if len(each) == len(others) == 1 else numbers


def _piece(sentence: Sentence, index: int) -> str:
    """What a price is of; of a 单价 whatever is bought."""
    clause = sentence.clause(index)
    each = EACH.search(clause) or AVERAGE.search(clause)
    return each[1] if each is not None else PIECES if PRICE.search(clause) else ""


def _product(price: Number, count: Number, total: Number, average: bool) -> Iterator[Slip]:
    """A price is exact, an average as exact as it was written."""
    found = price.value * count.value
    slack = total.half * 2 + price.half * 2 * count.value if average else total.fine + price.fine * count.value
    if abs(found - total.value) <= slack:
        return
    yield Slip(
        codes.PRODUCT,
        total.start,
        total.end,
        f"{price.written} × {count.written} = {amount(found, total)}，写的是{total.written}",
        "核对单价、数量和总额；总额里还有别的，写清楚",
        others=(Mark(price.start, price.end, "单价"), Mark(count.start, count.end, "数量")),
    )
