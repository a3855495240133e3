"""What was read in, counts that the list beside them contradicts (共7个，分别为…；甲、乙、丙等2个) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading
from .slip import Mark, Slip
from .words import WITHIN

LISTS = ("分别为", "分别是", "分别有", "依次为", "依次是")
NAMED = "个项类种条家部"
"""What names are counted by; 两报1000份 counts copies."""
SETS = "批套期班场宗"
"""What is counted by these is made of many: 桌椅、电脑、打印机等2批."""
BESIDE = 12
MANY = 30
CLOSERS = {"”": "“", "》": "《"}
NESTED = deferred(r"（[^（）]*）|\([^()]*\)|“[^“”]*”|《[^《》]*》")
JOINED = deferred("以及|[和及与]")


MONTHS = deferred(r"分别(?:在|于)((?:\d{1,2}月(?:份)?[、，和及与]?){2,12})(?:[一-鿿]{0,6})(?=[，。；,;\n\f]|$)")
VALUES = deferred(r"分别(?:为|是|有|达|支出|安排)(?=\d)")
NAMES = deferred(r"([^，。；：,;:（）()\d\n\f]{2,12}(?:、[^，。；：、,;:（）()\d\n\f]{2,12}){1,8})$")
JOINS = frozenset(("、", "和", "及", "与"))


def find(reading: Reading) -> Iterator[Slip]:
    for at in reading.found(*LISTS):
        yield from _following(reading, at)
    for at in reading.found("分别"):
        yield from _months(reading, at)
        yield from _values(reading, at)
    text = reading.text
    for mark in reading.of(Sort.COUNT):
        before = text[mark[0] - 1 : mark[0]]
        if before == "等":
            yield from _and_others(reading, reading.number(mark))
        elif before in CLOSERS and before:
            yield from _quoted(reading, reading.number(mark))


def _months(reading: Reading, at: int) -> Iterator[Slip]:
    """召开会议3次，分别在3月、6月、9月召开."""
    match = MONTHS.match(reading.text, at)
    count = next((one for one in reversed(reading.sentence(at).numbers) if one.end <= at), None)
    if match is None or count is None or count.rough or count.piece not in ("次", "期", "场", "批", "届"):
        return
    listed = match[1].count("月")
    if count.value < listed and not reading.text[count.end : at].strip("，,、 "):
        yield _slip(count, f"写作{count.written}，后面列了{listed}个月份", match.start(1), match.end(1))


def _values(reading: Reading, at: int) -> Iterator[Slip]:
    """办公费、差旅费分别为3万元、2万元: as many figures as names."""
    text = reading.text
    match = VALUES.match(text, at)
    named = NAMES.search(text, max(0, at - 80), at) if match is not None else None
    if match is None or named is None or any(sign in named[1] for sign in ("的", "等", "各", "两", "三个")):
        return
    begin = named.start(1)
    if begin > 0 and text[begin - 1] not in WITHIN + "：:":
        return
    told: list[Number] = []
    end = match.end()
    while (one := reading.at(end)) is not None:
        told.append(one)
        end = one.end + (text[one.end : one.end + 1] in JOINS)
        if end == one.end:
            break
    least = named[1].count("、") + 1
    most = least + len(JOINED.findall(named[1]))
    if len(told) < 2 or text[told[-1].end : told[-1].end + 1] not in ("，", "。", "；", ",", ";", "\n", "\f", ""):
        return
    further = reading.at(told[-1].end + 1) if text[told[-1].end : told[-1].end + 1] in tuple("，,；;") else None
    if (further is not None and further.sort == told[-1].sort) or len(told) == _of_each(named[1]):
        return
    if len({one.sort for one in told}) == 1 and not least <= len(told) <= most:
        fact = f"“分别”前面有{least}个名称，后面有{len(told)}个数"
        yield Slip(codes.LISTED, at, told[-1].end, fact, "核对各是多少", others=(Mark(begin, at, "名称"),))


def _and_others(reading: Reading, count: Number) -> Iterator[Slip]:
    """甲、乙、丙等2个; what 和 or 及 joins before the last names may be another list."""
    text = reading.text
    before = reading.sentence(count.start).numbers
    earlier = max((one.end for one in before if one.end < count.start), default=0)
    start = max(earlier, max(text.rfind(sign, 0, count.start) for sign in WITHIN) + 1)
    listed = text[start : count.start - 1]
    least = JOINED.split(listed)[-1].count("、") + 1
    if count.unit in SETS or any(one.value >= least for one in _beside(reading, count)):
        return
    if count.value < least > 1 and not count.rough and not NESTED.search(listed):
        yield _slip(count, f"写作等{count.written}，前面已经列了{least}个", start, count.start)


def _beside(reading: Reading, count: Number) -> Iterator[Number]:
    """甲村、乙村、丙村等2个乡镇3个村: the counts of other things right behind."""
    for one in reading.between(count.end, count.end + BESIDE):
        if not any(sign in reading.text[count.end : one.start] for sign in WITHIN):
            yield one


def _quoted(reading: Reading, count: Number) -> Iterator[Slip]:
    """“甲”“乙”“丙”2个, with nothing or a 、 between them."""
    text = reading.text
    listed, at = 0, count.start
    if count.rough or count.value > MANY or count.unit not in NAMED:
        return
    while text[at - 1 : at] in CLOSERS and at > 0:
        opened = text.rfind(CLOSERS[text[at - 1]], max(0, at - 40), at)
        if opened < 0:
            return
        listed, at = listed + 1, opened
        if text[at - 1 : at] in ("、", "和", "及", "与") and text[at - 2 : at - 1] in CLOSERS:
            at -= 1
    if listed > 1 and listed != count.value and text[at - 1 : at] not in ("等", "和", "及", "与", "、"):
        yield _slip(count, f"写作{count.written}，前面列了{listed}个", at, count.start)


def _following(reading: Reading, at: int) -> Iterator[Slip]:
    """3个，分别为甲；乙；丙。"""
    text = reading.text
    sentence = reading.sentence(at)
    count = next((one for one in reversed(sentence.numbers) if one.end <= at), None)
    if count is None or count.sort != Sort.COUNT or count.rough or at - count.end > 10:
        return
    if any(sign in text[count.end : at].rstrip("，,：: ") for sign in "，。；,;"):
        return
    start = at + 3 + (text[at + 3 : at + 4] in "：:")
    listed = text[start : sentence.end]
    plain = NESTED.sub("", listed)
    if "等" in plain or "分别" in plain or not plain.strip():
        return
    if "；" in plain or ";" in plain:
        least = most = len([one for one in re.split("[；;]", plain) if one.strip()])
    else:
        if (further := _further(plain)) is not None:
            plain = further
        else:
            plain, listed = (re.split("[，,]", one)[0] for one in (plain, listed))
        least, most = plain.count("、") + 1, plain.count("、") + 1 + len(JOINED.findall(plain))
        if "、" not in plain and any(sign.isdigit() for sign in plain):
            return
    if most < 2 or least <= count.value <= most:
        return
    said = str(least) if least == most else f"{least}到{most}"
    yield _slip(count, f"写作{count.written}，后面列了{said}个", start, start + len(listed))


def _of_each(names: str) -> int:
    """大气、水、土壤项目预算和执行分别为……: how many figures are told of all names together."""
    *others, last = names.split("、")
    kinds = JOINED.split(last)
    longer = len(kinds) > 1 and len(kinds[0]) > max(map(len, others)) + 1
    return len(kinds) if longer else 0


def _further(plain: str) -> str | None:
    """东镇甲村、乙村，西镇丙村: a list in groups, each name of which ends as the others do."""
    names = [name for name in re.split("[、，,]|以及|[和及与]", plain.strip("，, ")) if name]
    grouped = (
        any(sign in plain for sign in "，,")
        and not any(sign.isdigit() for sign in plain)
        and len({name[-1] for name in names}) == 1
    )
    return "、".join(names) if grouped else None


def _slip(count: Number, fact: str, first: int, last: int) -> Slip:
    names = (Mark(first, last, "名单"),)
    return Slip(codes.LISTED, count.start, count.end, fact, "核对个数，或补上、删去名单里的", others=names)
