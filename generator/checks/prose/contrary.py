"""What was read in, words of a change that the figures beside them contradict (持平，增长3.2%；决算数大于预算数) out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...codes import sentences as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading, Sentence, alike
from .slip import Mark, Slip
from .words import LAST_YEAR, WAYS

EVEN = "持平"
LAST = deferred(LAST_YEAR)
ABOUT = ("基本", "大体", "大致", "总体", "略", "稍", "不再", "未")
BEHIND = deferred(
    rf"[，,；;、]?(?:并|且|同比|[比较](?:{LAST_YEAR}))?(?:{WAYS})(?:了|率|额|幅度|比例)?(?:为|达|达到)? ?(?=\d)"
)
AHEAD = deferred(rf"(?:^|[，,；;])(?:[^，。；,;]{{0,20}})(?:{WAYS})(?:了|率|额)?(?:为|达到?)? ?$")
BETWEEN = deferred(
    rf"[，,；;]?(?:支出|收入|总体)?(?:[与和同](?:{LAST_YEAR})(?:度|同期)?(?:决算|支出|预算|相比)?(?:数|相比)?)?$"
)
SIDES = ("支出", "收入")
TO_NOTHING = deferred(r"(?:减少|下降|降低|压减|降|减)(?:为|至|到)了? ?$")
ZERO = deferred(r"(?:减少|下降|降低|压减|降|减)(?:为|至|到)了?(0)(?=[，,；;])")
TWO_WAYS = "核对是持平还是有增减，只留一个"
ROSE = deferred(
    rf"^[，,]?(?:同?比|较|与)(?:{LAST_YEAR}|20\d\d年)(?:度|同期)?(?:决算|支出|预算)?(?:数)?(?:相比)?[，,]?"
    r"(?:增加|增长|上升|提高)(?:了|额)? ?$"
)
ORDER = deferred(
    r"(?:支出)?决算(?:数|支出)?(大于|高于|多于|超过|小于|低于|少于|等于|(?:与|和)(?=[^，。；,;]{2,8}持平))"
    r"((?:年初|全年|调整后?)?预算)(?:数|安排)?(?:持平)?"
)
FINAL = deferred(r"决算(?:数|支出)?(?:为|是)?[:：]? ?$")
BUDGET = deferred(r"((?:年初|全年|调整后?)?预算)(?:数|安排)?(?:为|是)?[:：]? ?$")
DONE = deferred(r"完成((?:年初|全年|调整后?)?预算)(?:数)?的?[:：]? ?$")
AGAINST = deferred(r"[比较与]((?:年初|全年|调整后?)?预算)(?:数|安排|相比)?，?(增加|超支|减少|节约|节省)了? ?$")
LEFT_UNDONE = deferred(
    r"[，,；;](?:但|仍|尚|还)*(?:有|剩余?)\d{1,5}[一-鿿]{1,6}?(?:尚|仍|还)?未(?:能)?(?:按期|按时|全部)?(?P<verb>[一-鿿]{2})(?=[，。；,;]|$)"
    r"|[，,；;](?:但|仍|尚|还)?未(?:能)?(?:全部|全面)?完成(?:了)?(?:年初|年度|全年|预期)?的?(?P<goal>目标|任务|计划|预算)(?:任务|数)?(?=[，。；,;]|$)"
)
RATE_OF = deferred(r"(完成|办结|整改|执行|支付|验收|答复)率(?:为|是|达到?|已达)?[:：]? ?$")
OVER = deferred(
    r"[，,](?:实现)?(?:超额|超)完成(?:了)?(?:年初|年度|全年|预期)?的?(?:目标|任务|计划)?(?:任务)?(?=[，。；,;]|$)"
)
GOAL = deferred(r"(?:目标|计划|任务)(?:值|数|任务)?[^，。；,;\d]{0,6}$")
DONE_BY = deferred(r"(?:实际|完成|共)[^，。；,;\d]{0,6}$")
MORE, LESS = ("大于", "高于", "多于", "超过"), ("小于", "低于", "少于")


def find(reading: Reading) -> Iterator[Slip]:
    for at in reading.found(EVEN):
        yield from _even(reading, at)
    for at in sorted(reading.found("，超", "，实现超", ",超")):
        yield from _unfinished(reading, at)
    for mark in reading.of(Sort.RATE):
        if reading.text[mark.stop + 1 : mark.stop + 2] in ("，", ",", "；", ";"):
            yield from _unfinished(reading, mark.stop + 1)
    for mark in reading.of(Sort.MONEY, Sort.COUNT):
        if not reading.text[mark.start : mark.stop].strip("0."):
            yield from _risen(reading, mark.start)
    for at in reading.found("大于", "高于", "多于", "超过", "小于", "低于", "少于", "等于", EVEN):
        match = ORDER.search(reading.text, max(0, at - 16), at + 12)
        if match is not None and match.start() < at < match.end():
            yield from _order(reading, match.start(), match.end(), match[1], match[2])


def _unfinished(reading: Reading, at: int) -> Iterator[Slip]:
    """完成率100%，尚有3项任务未完成."""
    text, sentence = reading.text, reading.sentence(at)
    match = LEFT_UNDONE.match(text, at)
    before = [index for index, one in enumerate(sentence.numbers) if one.end <= at]
    if match is not None and before:
        rate = sentence.numbers[before[-1]]
        told = RATE_OF.search(sentence.lead(before[-1]))
        verb = next((word for group in ("verb", "goal") if (word := match[group])), "")
        plain = (
            rate.sort == Sort.RATE
            and not rate.rough
            and rate.value >= 1
            and not text[rate.end : at].strip("，,；;但仍 ")
        )
        if told is not None and plain and (told[1] == verb or match["goal"]):
            fact = f"{told[1]}率{rate.written}，又说“{match[0].lstrip('，,')}”"
            yield Slip(
                codes.CONTRARY,
                at,
                match.end(),
                fact,
                "核对这个率，或没有完成的是另一件事，写清楚",
                others=(Mark(rate.start, rate.end),),
            )
    yield from _exceeded(sentence, at, before)


def _exceeded(sentence: Sentence, at: int, before: Sequence[int]) -> Iterator[Slip]:
    """计划100件，实际完成96件，超额完成."""
    over = OVER.match(sentence.text, at)
    if over is not None and len(before) > 1:
        goal, done = (sentence.numbers[index] for index in before[-2:])
        said = GOAL.search(sentence.clause(before[-2])) and DONE_BY.search(sentence.clause(before[-1]))
        if (
            said
            and done.sort == Sort.COUNT
            and alike(goal, done)
            and not goal.rough
            and not done.rough
            and done.value < goal.value
        ):
            others = (Mark(goal.start, goal.end, "目标"), Mark(done.start, done.end, "完成"))
            fact = f"完成{done.written}，不到目标{goal.written}，又说“{over[0].lstrip('，,')}”"
            yield Slip(codes.CONTRARY, at, over.end(), fact, "核对这两个数，或改正“超额”", others=others)


def _even(reading: Reading, at: int) -> Iterator[Slip]:
    text = reading.text
    sentence = reading.sentence(at)
    end = at + len(EVEN)
    if text[at - 2 : at] in ABOUT or text[at - 1 : at] in ABOUT:
        return
    behind = BEHIND.match(text, end)
    change = reading.at(behind.end()) if behind is not None else None
    if change is None:
        before = [one for one in sentence.numbers if one.end <= at]
        change = before[-1] if before else None
        zero = ZERO.search(text, max(sentence.start, at - 24), at)
        if zero is not None and BETWEEN.match(text[zero.end(1) : at]):
            yield Slip(codes.CONTRARY, at, end, "减少到0，又说持平", TWO_WAYS, others=(Mark(*zero.span(1)),))
            return
        if change is None or BETWEEN.match(text[change.end : at]) is None:
            return
        lead = sentence.lead(len(before) - 1)
        fallen = TO_NOTHING.search(lead) is not None and not change.value and change.end < at
        if not fallen and (AHEAD.search(lead) is None or not _same_base(lead, text[change.end : at])):
            return
        if any(side in text[change.end : at] and side not in lead for side in SIDES):
            return  # 收入增加3万元，支出持平
        if fallen:
            yield _contrary(change, at, end, f"减少到{change.written}，又说持平")
            return
    if change.value and not change.rough:
        yield _contrary(change, at, end, f"说持平，又写了增减{change.written}")


def _same_base(lead: str, behind: str) -> bool:
    """Whether a change names no other base than what is even with it: 比预算增加3万元，与上年持平 is of two."""
    words = lead.rpartition("，")[2].rpartition("；")[2]
    compared = any(sign in words for sign in "比较与")
    last = LAST.search(words) is not None
    return not compared or (last and (not behind.strip("，,") or LAST.search(behind) is not None))


def _contrary(change: Number, start: int, end: int, fact: str) -> Slip:
    return Slip(
        codes.CONTRARY,
        start,
        end,
        fact,
        TWO_WAYS,
        others=(Mark(change.start, change.end, "增减"),),
    )


def _risen(reading: Reading, start: int) -> Iterator[Slip]:
    """宣传支出0万元，比上年增加3.50万元."""
    sentence = reading.sentence(start)
    at = next((at for at, one in enumerate(sentence.numbers) if one.start == start), None)
    if at is None or at + 1 >= len(sentence.numbers):
        return
    subject, change = sentence.numbers[at : at + 2]
    clause = sentence.clause(at)
    if any(
        word in clause
        for word in (*LAST_YEAR.split("|"), "预算", "增", "减", "升", "降", "其中", "比", "较", "结余", "结转")
    ):
        return
    like = alike(subject, change) or change.sort == Sort.RATE
    if ROSE.match(sentence.lead(at + 1)) and like and change.value and not change.rough:
        yield Slip(
            codes.CONTRARY,
            change.start,
            change.end,
            f"本年是{subject.written}，不会比上年增加{change.written}",
            "核对本年的数，或改成减少",
            others=(Mark(subject.start, subject.end, "本年"),),
        )


def _order(reading: Reading, start: int, end: int, word: str, name: str) -> Iterator[Slip]:
    """决算数大于预算数 beside both figures, or beside 完成预算的80%, of its own paragraph."""
    paragraph = reading.text.rfind("\n", 0, start) + 1
    behind = _behind(reading, start, end, name)
    if behind is not None:
        yield from _against(reading, start, end, word, behind)
        return
    sentence: Sentence | None = reading.sentence(start)
    for _ in range(3):
        if sentence is None or sentence.end <= paragraph:
            return
        pair = _pair(sentence, start, name) or _changed(sentence, start, name)
        if pair is not None:
            break
        if any(one.end <= start for one in sentence.numbers if one.sort == Sort.MONEY):
            return
        sentence = reading.before(sentence)
    else:
        return
    yield from _against(reading, start, end, word, pair)


def _behind(reading: Reading, start: int, end: int, name: str) -> tuple[Decimal, Decimal, tuple[Mark, ...]] | None:
    """决算数大于预算数，预算120万元，决算100万元: both figures behind it, where its sentence has none before."""
    sentence = reading.sentence(start)
    numbers = sentence.numbers
    if len(numbers) != 2 or numbers[0].start < end or reading.text[end : end + 1] not in ("，", "：", ","):
        return None
    return _pair(sentence, sentence.end, name)


def _against(
    reading: Reading, start: int, end: int, word: str, pair: tuple[Decimal, Decimal, tuple[Mark, ...]]
) -> Iterator[Slip]:
    final, whole, marks = pair
    where = "前面" if not marks or marks[0].start < start else "后面"
    way = "等于" if final == whole else "大于" if final > whole else "小于"
    meant = "大于" if word in MORE else "小于" if word in LESS else "等于"
    if way != meant:
        yield Slip(
            codes.CONTRARY,
            start,
            end,
            f"写的是“{reading.text[start:end]}”，按{where}的数是决算{way}预算",
            "核对这两个数，或改正大于、小于",
            others=marks,
        )


def _changed(sentence: Sentence, before: int, name: str) -> tuple[Decimal, Decimal, tuple[Mark, ...]] | None:
    """比预算减少1.2万元: which of both is more, whatever they are."""
    for at, one in enumerate(sentence.numbers):
        match = AGAINST.search(sentence.lead(at)) if one.end <= before and one.sort == Sort.MONEY else None
        if match is not None and match[1] in (name, "预算") and one.value and not one.rough:
            change = one.value if match[2] in ("增加", "超支") else -one.value
            return change, Decimal(0), (Mark(one.start, one.end, "与预算相差"),)
    return None


def _pair(sentence: Sentence, before: int, name: str) -> tuple[Decimal, Decimal, tuple[Mark, ...]] | None:
    """The account and the budget of that name that a sentence gives last, or the rate of one to the other as both."""
    finals: list[Number] = []
    budgets: list[tuple[str, Number]] = []
    rates: list[Number] = []
    for at, one in enumerate(sentence.numbers):
        if one.end > before or one.rough:
            continue
        lead = sentence.lead(at)
        budget, done = BUDGET.search(lead), DONE.search(lead)
        if one.sort == Sort.MONEY and FINAL.search(lead):
            finals.append(one)
        elif one.sort == Sort.MONEY and budget is not None:
            budgets.append((budget[1], one))
        elif one.sort == Sort.RATE and done is not None and done[1] in (name, "预算"):
            rates.append(one)
    named = [one for called, one in budgets if called == name] or [
        one for called, one in budgets if name == "预算" or called == "预算"
    ]
    if len(finals) == 1 and len(named) == 1:
        final, whole = finals[0], named[0]
        if abs(final.value - whole.value) <= max(final.half, whole.half):
            return (
                final.value,
                final.value,
                (Mark(whole.start, whole.end, "预算"), Mark(final.start, final.end, "决算")),
            )
        return final.value, whole.value, (Mark(whole.start, whole.end, "预算"), Mark(final.start, final.end, "决算"))
    if len(rates) == 1 and not budgets and abs(rates[0].value - 1) > rates[0].half:
        return rates[0].value, Decimal(1), (Mark(rates[0].start, rates[0].end, "完成率"),)
    return None
