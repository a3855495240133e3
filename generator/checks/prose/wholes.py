"""What was read in, parts above their whole (其中……) and lists of all parts that do not come to it out.

A list names all parts where it says so (其他、其余), where its names split the whole (男、女; 年初、年中) or where it
stands in a bracket of nothing else and misses by a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from ...codes import prose as codes
from ...codes.sentences import PART_ABOVE
from ...pattern import deferred
from .kinds import OVERLAP, apart, whole
from .numbers import Number, Sort
from .reading import Reading, Sentence, alike, amount, spelt
from .slip import Mark, Slip
from .words import BREAKS, EARLIER

OTHERWISE = deferred(
    f"{EARLIER}|累计|总投资|合同|计划|预算|概算|结转|结余|节约|节省|核减|审减|均(?!衡)|每[人户日月年亩件次]|标准|限额|涉及|覆盖|惠及|带动|"
    "[增减升降比较超差余至]"
)
"""Words of figures that are no part of a whole, or no whole."""
PIECES = ("件", "人", "户", "人次", "名", "家", "辆", "台", "套", "宗", "起", "笔", "份", "亩", "吨")
"""What is counted by its own measure; 个, 项 and 条 count anything."""
DONE = (
    "已",
    "完成",
    "办结",
    "整改",
    "解决",
    "答复",
    "通过",
    "合格",
    "达标",
    "建成",
    "投用",
    "验收",
    "结项",
    "办理",
    "回访",
)
LARGE = 100
MOST = 12
NEAR = 10
OPEN = ("等", "主要", "包括", "重点", "约", "近", "含", "部分")
SPLIT = deferred("[、，,；;]|和(?=[^、，,；;]{0,40}\\d)")
TOTAL = deferred(r"(?:共计?|总计|合计|总共)(?:为|有|是)?$")
HAN = deferred("[一-鿿]{1,8}")
FAR = 200


def find(reading: Reading) -> Iterator[Slip]:
    for at in reading.found("其中"):
        yield from _within(reading, at)
    for mark in reading.of(Sort.MONEY, Sort.COUNT):
        if "（" in reading.text[mark[1] : mark[1] + 10] or "(" in reading.text[mark[1] : mark[1] + 10]:
            yield from _bracket(reading, reading.number(mark))
        if reading.text[mark[0] - 1] in "共计有为是" or reading.text[mark[1] + 1 : mark[1] + 2] in tuple("：:"):
            yield from _series(reading, reading.number(mark))


def _within(reading: Reading, at: int) -> Iterator[Slip]:
    sentence = reading.sentence(at)
    before = [index for index, one in enumerate(sentence.numbers) if one.end <= at]
    behind = [index for index, one in enumerate(sentence.numbers) if one.start > at]
    if not before or not behind or sentence.numbers[before[-1]].sort == Sort.RATE:
        return
    total, first = sentence.numbers[before[-1]], sentence.numbers[behind[0]]
    gap = sentence.text[total.end : at]
    if total.rough or OTHERWISE.search(sentence.clause(before[-1])) or any(sign in gap for sign in "。；;"):
        return
    parts = [one for one in sentence.numbers[behind[0] :] if alike(one, total) and not one.rough]
    if _of_earlier(sentence, before[:-1], parts, total):
        return
    if 1 < len(parts) <= MOST and len(parts) == len(behind) and "其中" not in sentence.text[at + 2 : sentence.end]:
        names = [_name(sentence, index) for index in behind]
        found = list(_sum(total, parts, names, sentence.text[at : parts[-1].end]))
        if found:
            yield from found
            return
    if alike(first, total) and not first.rough and first.value > total.value and _part(sentence, behind[0], at):
        if total.sort == Sort.MONEY and first.value > LARGE * total.value:
            return  # told as a wrong unit
        yield Slip(
            PART_ABOVE,
            first.start,
            first.end,
            f"其中的{first.written}比总数{total.written}还大",
            "核对这两个数；不是总数里的一部分的，不写“其中”",
            others=(Mark(total.start, total.end, "总数"),),
        )


def _of_earlier(sentence: Sentence, before: Sequence[int], parts: Sequence[Number], total: Number) -> bool:
    """追回1863万元，处罚386万元，其中日常检查追回862万元、专项检查追回1001万元: whether the parts are those of another whole."""
    found = sum((one.value for one in parts), Decimal(0))
    slack = sum((one.fine for one in parts), Decimal(0))
    earlier = [sentence.numbers[index] for index in before]
    return len(parts) > 1 and any(
        alike(one, total) and abs(found - one.value) <= slack + one.fine and one.value != total.value for one in earlier
    )


def _part(sentence: Sentence, index: int, at: int) -> bool:
    """Whether the first figure behind 其中 can only be a part of the figure before it."""
    one = sentence.numbers[index]
    clause = sentence.text[at + 2 : one.start]
    if OTHERWISE.search(clause) or any(sign in clause for sign in "，。；,;"):
        return False
    if one.sort == Sort.MONEY:
        return True
    return one.piece in PIECES or any(word in clause for word in DONE)


def _name(sentence: Sentence, index: int) -> str:
    """What a part is called: the words before it, of 5名管理人员 those behind."""
    one = sentence.numbers[index]
    clause = sentence.clause(index)
    for sign in "、：:（(和":
        clause = clause.rpartition(sign)[2]
    clause = clause.removeprefix("其中").strip()
    behind = HAN.match(sentence.text, one.end)
    return clause or (behind[0] if behind is not None else "")


def _bracket(reading: Reading, total: Number) -> Iterator[Slip]:
    """服务205人（老年人120人、其他75人）."""
    text = reading.text
    opened = min([at for sign in "（(" if (at := text.find(sign, total.end, total.end + 9)) >= 0], default=-1)
    closed = min([at for sign in "）)" if (at := text.find(sign, opened, opened + FAR)) >= 0], default=-1)
    if total.rough or opened < 0 or closed < 0 or any(sign in text[total.end : opened] for sign in "，。；、,;\n\f"):
        return
    inner = text[opened + 1 : closed]
    listed = inner.removeprefix("其中").lstrip("：:")
    segments = SPLIT.split(listed)
    parts = [one for one in reading.between(opened, closed) if alike(one, total) and not one.rough]
    if len(parts) != len(segments) or not 1 < len(parts) <= MOST:
        return
    names = []
    for segment, one in zip(segments, parts, strict=True):
        ahead, found, behind = segment.partition(one.written)
        name = ahead.strip() or behind.strip()
        if not found or (ahead.strip() and behind.strip()) or any(sign.isdigit() for sign in name):
            return
        names.append(name)
    lead = text[max(0, total.start - 12) : total.start]
    if not OTHERWISE.search(lead.rpartition("，")[2].rpartition("。")[2]):
        yield from _sum(total, parts, names, inner, formal=True)


def _series(reading: Reading, total: Number) -> Iterator[Slip]:
    """任务共15个；年初8个；年中增加8个, and 205人：男120人、女75人."""
    text = reading.text
    headed = text[total.end : total.end + 1] in tuple("：:")
    if total.rough or not (headed or TOTAL.search(text, max(0, total.start - 4), total.start)):
        return
    sentence = reading.sentence(total.start)
    behind = [index for index, one in enumerate(sentence.numbers) if one.start > total.start]
    parts = [sentence.numbers[index] for index in behind]
    if not 1 < len(parts) <= MOST or not all(alike(one, total) and not one.rough for one in parts):
        return
    if text[total.end : total.end + 1] in tuple(f"{BREAKS}：:"):
        yield from _sum(total, parts, [_name(sentence, index) for index in behind], text[total.end : parts[-1].end])


def _sum(
    total: Number, parts: Sequence[Number], names: Sequence[str], listed: str, formal: bool = False
) -> Iterator[Slip]:
    """Parts that are told not to overlap come to no more than the whole, and to all of it where they are all there are."""
    found = sum((one.value for one in parts), Decimal(0))
    gap = found - total.value
    if abs(gap) <= total.fine + sum(one.fine for one in parts) or any(word in listed for word in OPEN):
        return
    if OTHERWISE.search("、".join(names).replace("增加", "").replace("增补", "").replace("新增", "")):
        return
    slipped = formal and abs(gap) * NEAR <= total.value and not any(OVERLAP.search(name) for name in names)
    if not (whole(names) or (gap > 0 and (apart(names) or (slipped and total.sort == Sort.MONEY)))) or _explained(
        parts, total
    ):
        return
    shown = spelt(parts)
    yield Slip(
        codes.PARTS,
        total.start,
        total.end,
        f"{total.written}不等于各部分之和：{shown} = {amount(found, total)}，相差{amount(abs(gap), total)}",
        "核对总数和各部分；没有列全的，加“等”",
        others=tuple(Mark(one.start, one.end, "部分") for one in parts),
    )


def _explained(parts: Sequence[Number], total: Number) -> bool:
    """Whether some of the parts are the whole, which the others split or which they are told beside."""
    for count in range(1, len(parts)):
        for group in combinations(parts, count):
            if abs(sum(one.value for one in group) - total.value) <= total.fine + sum(one.fine for one in group):
                return True
    return False
