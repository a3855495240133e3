"""What was read in, the part and the whole that a share (占X%) is of, and shares of one whole above 100%, out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from ...codes import sentences as codes
from ...pattern import deferred
from .kinds import EXACT, OVERLAP, apart
from .numbers import Number, Sort
from .reading import Reading, Sentence, alike
from .slip import Mark, Slip
from .words import EARLIER

SHARE = deferred(
    r"^([^，。；,;\d]{0,8}?)[，,、；;（( ]*占(?:比(?!例|重)|(?!用|地|有|线|据|道|场|位)([^，。；,;：:\d（(]{0,16}?))的?"
    r"(?:比重|比例|比率)?(?:为|是|达到|达|到)?[:：]? ?$"
)
"""What stands between a part and its share, and what it is a share of."""
OF = deferred(r"^(?:的|的比重为?|的比例为?|的比重达到?)$")
WHOLE = deferred(r"占([^，。；,;：:\d（(]{0,14})$")
BEHIND = deferred(r"^[，,]?(?:为|即|计|共|共计|是|达)?$")
GENERAL = ("", "总数", "总量", "总额", "总体", "全部", "合计", "总计", "其中", "总", "全年总量", "总数量")
ENDS = ("合计", "总额", "总计", "总数", "总量")
TAIL = deferred(r"(?:共计?|合计|总计|总额|达到?|为|是|约|了|：|:| ){1,9}$")
OWN = deferred(r"^(?:\d{4}年度?|全年|本年度?|年度|我局|我单位|本单位|总|共)+")
CHANGED = "增减升降比较"
ALONE = deferred(r"([^，。；,;：:、（(\n\f\d]{1,14}?)占(?:比)?(?:为|达)?[:：]? ?$")
"""线上占62%: a name and its share, and nothing else."""
OF_ONE = deferred(
    r"([^，。；,;：:、（(\n\f\d]{1,14}?)占((?!比|用|地|有)[^，。；,;：:、（(\n\f\d]{2,14}?)的(?:比重|比例)?(?:为|达)? ?$"
)
"""人员经费占总支出的62%: and what it is a share of."""
AFTER = deferred(r"^[，,（( ]*占(?:比)?(?:为|达)?[:：]? ?$")
ACCOUNT = deferred(r"(?:支出|收入|资金|经费|采购|投资|拨款)[^，。；,;\d]{0,6}(?:中|[\d.,万亿元]+[，,（(]?其中|[：:])")
OTHERWISE = deferred(f"{EARLIER}|同比|分别|预算|计划|权重|分值")
TOO_MUCH = Decimal("1.5")
"""Shares that come to more are of several wholes."""
MOST = 12


def pair(reading: Reading, sentence: Sentence, at: int) -> tuple[Number, list[Number]] | None:
    """The part that the rate number `at` is a share of, and its whole, where the sentence says both."""
    numbers, lead = sentence.numbers, sentence.lead(at)
    if at and lead.startswith("的") and OF.match(lead):
        return _of_named(sentence, at)
    match = SHARE.match(lead) if at and "占" in lead else None
    if match is None or _odd(numbers[at - 1]) or any(sign in sentence.clause(at - 1) for sign in CHANGED):
        return None
    part, name = numbers[at - 1], (match[2] or "").strip()
    whole = _before(reading, sentence, at - 1) if name in GENERAL else _called(reading, sentence, at - 1, name)
    return (part, [whole]) if whole is not None and whole.value >= part.value else None


def _odd(one: Number) -> bool:
    return one.sort == Sort.RATE or one.rough


def _of_named(sentence: Sentence, at: int) -> tuple[Number, list[Number]] | None:
    """拨款88万元，占收入100万元的78%, or 拨款占收入100万元的78%，为88万元."""
    numbers = sentence.numbers
    whole = numbers[at - 1]
    if _odd(whole) or WHOLE.search(sentence.lead(at - 1)) is None:
        return None
    lead = sentence.lead(at - 1)
    before = numbers[at - 2] if at > 1 else None
    if before is not None and alike(before, whole) and SHARE.match(lead) and not _odd(before):
        changed = any(sign in sentence.clause(at - 2) for sign in CHANGED)
        return (before, [whole]) if whole.value >= before.value and not changed else None
    behind = numbers[at + 1] if at + 1 < len(numbers) else None
    if behind is not None and alike(behind, whole) and BEHIND.match(sentence.lead(at + 1)) and not _odd(behind):
        return (behind, [whole]) if whole.value >= behind.value else None
    return None


def _before(reading: Reading, sentence: Sentence, part: int) -> Number | None:
    """The figure before the last 其中, or the one that is called a total at the beginning of the sentence."""
    numbers, text = sentence.numbers, sentence.text
    within = text.rfind("其中", sentence.start, numbers[part].start)
    if within >= 0:
        before = [one for one in numbers[:part] if one.end <= within and one.sort != Sort.RATE]
        if not before and not text[sentence.start : within].strip(" （(，"):
            earlier = reading.before(sentence)
            before = [one for one in earlier.numbers if one.sort != Sort.RATE] if earlier is not None else []
            before = before if len(before) == 1 else []
        whole = before[-1] if before else None
    else:
        clause = sentence.clause(0).replace("公共", "")
        total = any(word in clause for word in ("总", "共", "合计"))
        whole = numbers[0] if part and total and not any(sign in clause for sign in CHANGED) else None
    return whole if whole is not None and alike(whole, numbers[part]) and not whole.rough else None


def _called(reading: Reading, sentence: Sentence, part: int, name: str) -> Number | None:
    """The figure of that name before the part, here or in the sentence before: 总收入 or 收入合计."""
    plain = name.removeprefix("全部").removeprefix("全年").removeprefix("本年")
    forms = (plain, *(plain.removeprefix("总") + end for end in ENDS if plain.startswith("总")))
    if len(plain) < 2 or OTHERWISE.search(name):
        return None
    short = next((plain.removesuffix(end) for end in ENDS if plain.endswith(end)), "")
    before = reading.before(sentence)
    places = [(sentence, part), *([(before, len(before.numbers))] if before is not None else [])]
    for where, last in places:
        for at in range(last - 1, -1, -1):
            one, clause = where.numbers[at], where.clause(at)
            core = TAIL.sub("", clause)
            whole = core.endswith("总价") and core.replace("总", "").endswith(plain.replace("总", ""))
            named = whole or clause.endswith(forms) or core.endswith(forms) or (short and OWN.sub("", core) == short)
            if named and alike(one, sentence.numbers[part]):
                return one if not one.rough else None
    return None


def find(reading: Reading) -> Iterator[Slip]:
    """Shares of one whole that come to more than all of it."""
    done: set[int] = set()
    for mark in reading.of(Sort.RATE):
        if "占" not in reading.text[max(0, mark.start - 6) : mark.start]:
            continue
        sentence = reading.sentence(mark.start)
        if sentence.start not in done:
            done.add(sentence.start)
            yield from _sums(sentence)


def _of_one(sentence: Sentence) -> bool:
    """Whether each rate is a share of the same money: 人员经费占总支出的62%，公用经费占总支出的48%."""
    told = [OF_ONE.search(sentence.lead(at)) for at, one in enumerate(sentence.numbers) if one.sort == Sort.RATE]
    wholes = {match[2] for match in told if match is not None}
    whole = next(iter(wholes), "")
    return (
        None not in told
        and len(wholes) == 1
        and any(word in whole for word in ("支出", "收入", "资金", "投资", "采购"))
    )


def _sums(sentence: Sentence) -> Iterator[Slip]:
    found: list[tuple[str, Number]] = []
    of_one = _of_one(sentence)
    for at, one in enumerate(sentence.numbers):
        name = _name(sentence, at) if one.sort == Sort.RATE and not one.rough else ""
        named = OF_ONE.search(sentence.lead(at)) if of_one and not name and one.sort == Sort.RATE else None
        name = named[1] if named is not None and not one.rough else name
        if name:
            found.append((name, one))
        elif one.sort == Sort.RATE:
            return  # 占62%，增长5%: something else is told as well
    if len(found) < 2 or len(found) > MOST:
        return
    first = sentence.text[sentence.start : found[0][1].start]
    between = sentence.text[found[0][1].end : found[-1][1].start]
    names, rates = [name for name, _ in found], [rate for _, rate in found]
    if "其中" in between or OTHERWISE.search(first + between) or _overlap(names, of_one):
        return
    if len(set(names)) < len(names) or not (of_one or apart(names) or ACCOUNT.search(first)):
        return
    total = sum((one.value for one in rates), Decimal(0))
    if total - 1 <= sum((one.half for one in rates), Decimal(0)) or total > TOO_MUCH or _whole(rates):
        return
    shown = " + ".join(one.written for one in rates) + f" = {(total * 100).normalize():f}%"
    yield Slip(
        codes.SHARES_OVER,
        rates[-1].start,
        rates[-1].end,
        f"各部分占比之和超过100%：{shown}",
        "核对各个占比；不是同一个总数的，写清各占什么的",
        others=tuple(Mark(one.start, one.end, "占比") for one in rates[:-1]),
    )


def _overlap(names: list[str], of_one: bool) -> bool:
    """Whether one may have something of another: 人员经费 and 项目支出, but not 人员经费 and 公用经费 of one whole."""
    if of_one and tuple(sorted(names)) in EXACT:
        return False
    return any(OVERLAP.search(name) for name in names)


def _name(sentence: Sentence, at: int) -> str:
    """What has a share, of 线上占62% and 线上620件，占62%; "" where its words say more."""
    lead = sentence.lead(at)
    alone = ALONE.search(lead)
    if alone is not None:
        return alone[1].removeprefix("其中").strip()
    if at and AFTER.match(lead) and sentence.numbers[at - 1].sort != Sort.RATE:
        clause = sentence.clause(at - 1)
        return TAIL.sub("", clause.rpartition("：")[2].rpartition(":")[2].removeprefix("其中").strip())
    return ""


def _whole(rates: list[Number]) -> bool:
    """Whether some of the shares come to 100%: the others split it another way."""
    for count in range(2, len(rates)):
        for group in combinations(rates, count):
            total = sum((one.value for one in group), Decimal(0))
            if abs(total - 1) <= sum((one.half for one in group), Decimal(0)):
                return True
    return any(one.value == 1 for one in rates)
