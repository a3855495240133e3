"""What was read in, parts (其中, 包括, 分别为) and sums (共计, 合计) that do not agree with their whole out.

A list that says it is not complete (等, 主要) is only held against exceeding its whole. A part that is itself the
whole, or a few parts that make it, explain a list: the others then split it another way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading, Sentence, alike, amount, spelt
from .slip import Mark, Slip

OPENERS = ("其中", "包括", "分别为", "分别是")
OPEN_LIST = ("等", "主要", "包括", "重点", "余", "约", "近")
TOTALS = ("共计", "合计", "总计")
TOTAL = deferred(r"(?:共计|合计|总计)[^，。；,;\d]{0,10}$")
OF_ITS_OWN = deferred(r"(?:收入|支出|收支)(?:合计|总计)")
"""收入合计、支出合计 are names of their own, and no sums of what stands before them."""
BESIDE = deferred("均(?!衡)|每|[增减升降超][^，。；,;]{0,3}$|节约|节省|利息|滞纳金")
"""Words of a figure that is told between a whole and its parts: 总投资2.1亿元，亩均15万元，其中……."""
SPENT = deferred("(?:实际|全年)?(?:支出|决算|执行|完成|支付|使用)(?:数|额|支出)?(?:为|了)?[:：]? ?")
"""其中公务接待费预算2万元，支出1.64万元: the second is of the first, and no part beside it."""
LARGE = 100
"""A part this many times its whole has the wrong unit."""
MOST = 12
NEAR = 10
"""A list that misses its whole by more than a tenth is not one: something else is named."""
EXACT, CLOSE = 3, 20
"""Where no figure has so many digits, a rest of one digit says nothing (300 + 150 of 500) but below a twentieth."""
FAINT = 100
"""By less than a hundredth it is a slip whatever the digits."""


def find(reading: Reading) -> Iterator[Slip]:
    for at in reading.found(*OPENERS):
        yield from _list(reading, at)
    for at in reading.found(*TOTALS):
        if not OF_ITS_OWN.match(reading.text, at - 2):
            yield from _total(reading.sentence(at), at)
    yield from _halves(reading)


def _list(reading: Reading, at: int) -> Iterator[Slip]:
    sentence = reading.sentence(at)
    whole = _whole(reading, sentence, at)
    if whole is None:
        return
    end = _end(sentence, at)
    found = [one for one in sentence.numbers if at <= one.start < end and alike(one, whole) and not one.rough]
    if found and whole.sort == Sort.MONEY and found[0].value > LARGE * whole.value:
        yield _too_large(found[0], whole)
    elif len(found) > 1 and not whole.rough and not _split(sentence, found):
        yield from _sum(sentence, found, whole, at, end)


def _sum(sentence: Sentence, found: Sequence[Number], whole: Number, at: int, end: int) -> Iterator[Slip]:
    total = sum((one.value for one in found), Decimal(0))
    gap = total - whole.value
    if abs(gap) <= whole.fine + sum(one.fine for one in found) or abs(gap) * NEAR > whole.value:
        return
    if whole.sort == Sort.COUNT and not _formal(sentence, at):
        return
    if not _like_a_slip(gap, whole) and (gap < 0 or whole.sort == Sort.COUNT):
        return
    if (
        gap < 0
        and not _all_told(sentence, whole, at)
        and abs(gap) * CLOSE > whole.value
        and max(one.significant for one in (whole, *found)) < EXACT
    ):
        return
    listed = sentence.text[at - 2 : end]
    if (gap < 0 and any(word in listed for word in OPEN_LIST)) or _explained(found, whole):
        return
    yield Slip(
        codes.PARTS,
        whole.start,
        whole.end,
        f"{whole.written}不等于其中各项之和：{spelt(found)} = {amount(total, whole)}，相差{amount(abs(gap), whole)}",
        "核对各项；没有列全的，写“主要是”或加“等”",
        others=tuple(Mark(one.start, one.end, "分项") for one in found),
    )


def _all_told(sentence: Sentence, whole: Number, at: int) -> bool:
    """共计100万元，分别为……: nothing is left out."""
    each = sentence.text.startswith(("分别为", "分别是"), at) and not sentence.text[whole.end : at].strip("，, ")
    return each and sentence.text[whole.start - 2 : whole.start] in ("共计", "合计", "总计")


def _formal(sentence: Sentence, at: int) -> bool:
    """Whether the list is set off by a bracket or a colon: 其中 alone may name some of many."""
    text = sentence.text
    return text[at - 1 : at] in ("（", "(") or any(sign in text[at : at + 5] for sign in "：:")


def _like_a_slip(gap: Decimal, whole: Number) -> bool:
    """One digit off, two neighbours swapped (a multiple of nine), or next to nothing."""
    digits = int(abs(gap / whole.factor).scaleb(6)) if gap else 0
    while digits and digits % 10 == 0:
        digits //= 10
    return digits < 10 or (digits < 100 and digits % 9 == 0) or abs(gap) * FAINT <= whole.value


def _whole(reading: Reading, sentence: Sentence, at: int) -> Number | None:
    """The figure right before 其中, in its own sentence or at the end of the one before."""
    before = [one for one in sentence.numbers if one.end <= at and one.sort != Sort.RATE]
    if before:
        return before[-1] if BESIDE.search(sentence.clause(sentence.numbers.index(before[-1]))) is None else None
    if (
        sentence.text[sentence.start : at].strip(" （(，")
        or sentence.start == 0
        or sentence.text[sentence.start - 1] == "\n"
    ):
        return None
    earlier = reading.before(sentence)
    if earlier is None:
        return None
    named = [one for one in earlier.numbers if one.sort != Sort.RATE]
    return named[0] if len(named) == 1 else None


def _end(sentence: Sentence, at: int) -> int:
    """Where the list ends: its bracket closes, or its sentence ends."""
    depth = 0
    for index in range(at, sentence.end):
        sign = sentence.text[index]
        if sign in "（(":
            depth += 1
        elif sign in "）)":
            depth -= 1
            if depth < 0:
                return index
    return sentence.end


def _explained(found: Sequence[Number], whole: Number) -> bool:
    """Whether some of the parts make the whole."""
    for count in range(1, min(len(found), MOST) + 1):
        for group in combinations(found[:MOST], count):
            if abs(sum(one.value for one in group) - whole.value) <= whole.fine + sum(one.fine for one in group):
                return True
    return False


def _split(sentence: Sentence, found: Sequence[Number]) -> bool:
    """Whether parts are split again inside brackets or by a second 其中, or each is told with what was spent of it."""
    text = sentence.text[found[0].start : found[-1].end]
    if any(SPENT.fullmatch(sentence.clause(sentence.numbers.index(one))) for one in found[1:]):
        return True
    return "其中" in text or "（" in text or "(" in text or "比" in text or "上年" in text


def _too_large(part: Number, whole: Number) -> Slip:
    return Slip(
        codes.UNIT,
        part.start,
        part.end,
        f"其中的{part.written}比总数{whole.written}还大",
        _advice(part),
        others=(Mark(whole.start, whole.end, "总数"),),
    )


def _advice(part: Number) -> str:
    other = "元" if part.unit == "万元" else "万元"
    return f"单位是不是写错了？看是不是{part.digits}{other}"


def _total(sentence: Sentence, at: int) -> Iterator[Slip]:
    """甲71.89万元、乙179.72万元，共计251.61万元: the figures right before it must add up to it."""
    for index, total in enumerate(sentence.numbers):
        if not at < total.start < at + 16 or not TOTAL.search(sentence.lead(index)) or total.rough:
            continue
        before = [one for one in sentence.numbers[:index] if alike(one, total)]
        if len(before) < 2 or any(one.rough for one in before):
            return
        for first in range(len(before)):
            group = before[first:]
            if abs(sum(one.value for one in group) - total.value) <= total.fine + sum(one.fine for one in group):
                return
        gap = sum((one.value for one in before), Decimal(0)) - total.value
        if abs(gap) * NEAR > total.value or not _like_a_slip(gap, total) or _split(sentence, before):
            return
        yield Slip(
            codes.PARTS,
            total.start,
            total.end,
            f"{total.written}不等于前面各数之和：{spelt(before)} = {amount(total.value + gap, total)}，相差{amount(abs(gap), total)}",
            "核对各数和合计",
            others=tuple(Mark(one.start, one.end, "分项") for one in before),
        )
        return


def _halves(reading: Reading) -> Iterator[Slip]:
    """基本支出 and 项目支出 together above the 总支出 named before them."""
    text = reading.text
    for at in reading.found("项目支出"):
        project = reading.at(at + 4) or reading.at(at + 5)
        first = max(0, at - 160, text.rfind("\n", 0, at) + 1, text.rfind("\f", 0, at) + 1)
        basic_at = text.rfind("基本支出", first, at)
        basic = reading.at(basic_at + 4) or reading.at(basic_at + 5)
        if project is None or basic is None or basic_at < 0 or Sort.COUNT in (project.sort, basic.sort):
            continue
        wholes = [one for one in reading.between(first, basic_at) if one.sort == Sort.MONEY]
        wholes = [one for one in wholes if "支出" in text[max(0, one.start - 12) : one.start]]
        total = basic.value + project.value
        least = basic.fine + project.fine
        if not wholes or any(total <= one.value + one.fine + least for one in wholes):
            continue
        whole = wholes[0]
        gap = total - whole.value
        yield Slip(
            codes.PARTS,
            project.start,
            project.end,
            f"基本支出{basic.written} + 项目支出{project.written} = {amount(total, whole)}，"
            f"超过总支出{whole.written}，相差{amount(gap, whole)}",
            "核对这三个数",
            others=(Mark(whole.start, whole.end, "总支出"), Mark(basic.start, basic.end, "基本支出")),
        )
