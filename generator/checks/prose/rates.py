"""What was read in, rates that the figures around them contradict (完成率, 办结率, 占比, 首年费用的50%即…) out.

A rate is held against the figures of its own sentence and the two before. It is only reported where its words say
which is the part and which the whole, and where no other pair of those figures gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading, Sentence, alike, fits, named, percent
from .slip import Mark, Slip
from .words import BREAKS, WITHIN

COMPLETION = deferred(
    r"(?:执行率|执行进度|支付进度|支出进度|完成[^，。；,;%]{0,6}预算的?|完成率|支付率|使用率)[^，。；,;\d]{0,6}$"
)
TAIL = 20
"""Characters of the longest of these."""
BUDGET = ("预算", "财政拨款", "到位", "下达", "安排", "批复", "计划")
SPENT = ("执行", "支出", "决算", "使用", "支付")
NAMED = deferred(r"([一-鿿]{2})[率度]")
QUALIFIED = deferred(
    "提前|按期|按时|及时|准时|如期|限时|限期|期内|限内|当场|当日|当年|当天|即时|一次|一审|首次|首件|网上|线上|全程|平均|人均|[不未非]$"
)
"""Before the verb of a rate: 办结286件，提前办结率98.6% counts others than were 办结."""
MOVED = deferred("[增减降升]|节约|节省|超支")
"""公务接待费减少0.21万元: what a name came to more or less is no whole."""
VERB = deferred("(?=([一-鿿]{2}))")
TELLING = ("率", "满意度", "占", "完成", "进度")
SHARE = deferred(r"占(?!比|用|地|有)([^，。；,;\d]*?)的?$")
DIFFERENT = (
    "同比",
    "增长",
    "下降",
    "上升",
    "提高",
    "减少",
    "增加",
    "降低",
    "上涨",
    "提升",
    "增幅",
    "降幅",
    "压缩",
    "缩短",
    "压减",
    "精简",
    "缩减",
    "目标",
    "不低于",
    "以上",
)
OTHER_WORDS = {"回收": ("收回", "回收"), "执行": ("支出", "执行"), "到位": ("到位",), "合格": ("合格",)}
"""What a rate's verb is called beside its figure where that is another word: 收回480份，回收率96%."""
SHOULD, DID = ("计划", "目标", "应", "任务"), ("实际", "完成", "已", "实")
"""计划培训200人，实际培训190人，完成率95%; 应到位120万元，实际到位110万元，资金到位率91.67%."""
OF_PLAN = deferred(r"^[，,](?:任务|计划|资金|目标)*(?:完成|到位|到会|到岗|参训|出勤)率(?:为|是|达到?|：)? ?$")
GOAL = deferred(r"[，,](?:占|完成|达到)(?:年度|全年|年初)?(?:目标|任务|计划|预算)(?:任务|数)?(?:的|为)?")
CLAUSE_END = deferred(f"[{BREAKS}]")
REDUCED = deferred("[压核审缩削递]减|节约|节支|节省|压缩|压降|化解|退出|淘汰|流失|消减|清零|减[少排员量]")
"""What a rate of is counted by what is gone, while the figure beside it may be what is left."""
MANY = 40
CLOSE = 400
"""Characters within which rates are of one contract."""
THAT_IS = ("即", "计", "折合", "为人民币", "共完成", "实际完成")


class _Share(NamedTuple):
    """首年费用的20%，即718880元: what it is a share of, in its clause's words, its rate and its amount."""

    name: str
    rate: Number
    figure: Number


def find(reading: Reading) -> Iterator[Slip]:
    done: set[int] = set()
    bases: dict[str, list[_Share]] = {}
    text = reading.text
    for mark in reading.of(Sort.RATE):
        if text[mark.start - 1] == "的":
            _base(reading, reading.number(mark), bases)
            yield from _that_is(reading, reading.number(mark))
        told = text[max(0, mark.start - 20) : mark.start]
        if not any(word in told for word in TELLING):
            continue
        sentence = reading.sentence(mark.start)
        if sentence.start not in done:
            done.add(sentence.start)
            yield from _sentence(reading, sentence)
    for shares in bases.values():
        if len(shares) > 1:
            yield from _odd_ones(shares)


def _sentence(reading: Reading, sentence: Sentence) -> Iterator[Slip]:
    if len(sentence.numbers) < 2:
        return
    for at, rate in enumerate(sentence.numbers):
        if rate.sort != Sort.RATE or rate.rough:
            continue
        lead = sentence.lead(at)
        telling = any(word in lead for word in TELLING)
        if any(word in lead for word in DIFFERENT) or not (telling or lead.startswith("的")):
            continue
        pair = (_completion(sentence, at, lead) or _of_plan(sentence, at) or _named(sentence, at)) if telling else None
        pair = (
            pair
            or _of_goal(sentence, at)
            or (_share(reading, sentence, at, lead) if telling else None)
            or _portion(reading, sentence, at)
        )
        if pair is None:
            continue
        part, wholes = pair
        if _is(rate, part, wholes):
            continue
        near = [*wholes, *_near(reading, sentence, rate, part)]
        if not _explained(rate, near, wholes, left=REDUCED.search(lead) is not None) and not _unit_slip(part, wholes):
            yield _slip(rate, part, wholes)


def _near(reading: Reading, sentence: Sentence, rate: Number, part: Number) -> list[Number]:
    """The figures of the part's kind in its sentence and the two before, but for those of a long list far away."""
    found = list(sentence.numbers)
    before: Sentence | None = sentence
    for _ in range(2):
        before = reading.before(before) if before is not None else None
        found += before.numbers if before is not None else ()
    found = [one for one in found if alike(one, part)]
    return found if len(found) <= MANY else sorted(found, key=lambda one: abs(one.start - rate.start))[:MANY]


def _of_goal(sentence: Sentence, at: int) -> tuple[Number, list[Number]] | None:
    """接听来电5600件，完成目标5000件的112%."""
    if at < 2 or sentence.lead(at) != "的" or GOAL.fullmatch(sentence.lead(at - 1)) is None:
        return None
    part, whole = sentence.numbers[at - 2 : at]
    return (part, [whole]) if alike(part, whole) and not part.rough and not whole.rough else None


def _of_plan(sentence: Sentence, at: int) -> tuple[Number, list[Number]] | None:
    """What was planned and what was done right before a rate of completion, in either order of words but not of figures."""
    if at < 2 or OF_PLAN.fullmatch(sentence.lead(at)) is None:
        return None
    whole, part = sentence.numbers[at - 2 : at]
    planned, done = sentence.clause(at - 2), sentence.lead(at - 1)
    if whole.rough or part.rough or not alike(whole, part) or not any(word in planned for word in SHOULD):
        return None
    told = (
        done.startswith(("，", ","))
        and any(word in done for word in DID)
        and not any(word in done for word in SHOULD[:2])
    )
    return (part, [whole]) if told else None


def _completion(sentence: Sentence, at: int, lead: str) -> tuple[Number, list[Number]] | None:
    """预算数X，执行数Y，执行率Z: the last spent and the last budget before it."""
    if not COMPLETION.search(lead, max(0, len(lead) - TAIL)):
        return None
    budget = spent = None
    for index in range(at):
        one = sentence.numbers[index]
        words = sentence.lead(index)
        if one.sort != Sort.MONEY or one.rough:
            continue
        last = max(((words.rfind(word), word) for word in (*BUDGET, *SPENT)), default=(-1, ""))
        if last[0] < 0:
            continue
        if last[1] in BUDGET:
            budget, spent = one, None
        elif budget is not None and spent is None:
            spent = one
        elif spent is not None and one.value > spent.value:
            return None  # 两批共支付180万元: what is told last is of more than the last budget
    return (spent, [budget]) if budget is not None and spent is not None else None


def _named(sentence: Sentence, at: int) -> tuple[Number, list[Number]] | None:
    """办结率 beside 已办结14403件: the figure whose words have the rate's verb, and the whole before it."""
    clause = sentence.clause(at)
    if "率" not in clause and "度" not in clause:
        return None
    for match in NAMED.finditer(clause):
        told = QUALIFIED.search(clause, 0, match.start())
        for index in range(at - 1, -1, -1):
            part = sentence.numbers[index]
            if part.sort == Sort.RATE or part.rough or (told is not None and told[0] not in sentence.clause(index)):
                continue
            words = OTHER_WORDS.get(match[1], (match[1],)) if part.sort == Sort.COUNT else (match[1],)
            if any(word in sentence.clause(index) or _behind(sentence.text, part, word) for word in words):
                wholes = _wholes(sentence, index)
                other = clause[max(0, match.start() - 2) : match.start()]
                if len(other) == 2 and index and other in sentence.clause(index - 1):
                    return None  # 治愈好转率 beside 治愈6826人、好转5862人 is of both
                apart = wholes and (_beside(sentence, wholes[0], match[1]) or _another(sentence, wholes[0], match[1]))
                return (part, wholes) if wholes and not apart else None
    return None


def _beside(sentence: Sentence, whole: Number, verb: str) -> bool:
    """新开工62个、竣工48个，开工率100%、竣工率96%: whether what would be the whole has a rate of its own."""
    said = sentence.text[sentence.start : sentence.end]
    words = sentence.clause(sentence.numbers.index(whole))
    return any(f"{one[1]}率" in said and one[1] != verb for one in VERB.finditer(words))


def _another(sentence: Sentence, whole: Number, verb: str) -> bool:
    """热线执行87.03万元，执行率96.7%；平台执行40.50万元，执行率69.83%: whether what would be the whole has that rate itself."""
    at = sentence.numbers.index(whole)
    return verb in sentence.clause(at) and f"{verb}率" in sentence.lead(at + 1)


def _behind(text: str, part: Number, verb: str) -> bool:
    """Whether the verb stands behind the figure in its clause, before any other figure."""
    stretch = text[part.end : part.end + 16]
    if verb not in stretch:
        return False
    clause = CLAUSE_END.split(stretch)[0]
    return verb in clause and not any(sign.isdigit() for sign in clause)


def _wholes(sentence: Sentence, at: int) -> list[Number]:
    """What a part can be a part of: the figures 甲、乙 that stand joined before it, else the nearest greater one."""
    part = sentence.numbers[at]
    before = [one for one in sentence.numbers[:at] if alike(one, part) and not one.rough]
    joined: list[Number] = []
    for one, other in pairwise(before):
        between = sentence.text[one.end : other.start]
        if "、" in between and not CLAUSE_END.search(between):
            joined = [*(joined or [one]), other]
    if joined and sum(one.value for one in joined) >= part.value:
        return joined
    greater = [one for one in before if one.value >= part.value]
    return greater[-1:]


def _share(reading: Reading, sentence: Sentence, at: int, lead: str) -> tuple[Number, list[Number]] | None:
    """308.03万元，占政府采购支出总额的12.03%: the whole is the figure of that name, or the one before 其中."""
    match = SHARE.search(lead)
    if match is None or at == 0:
        return None
    part = sentence.numbers[at - 1]
    if part.sort == Sort.RATE or part.rough or "）" in lead or ")" in lead:
        return None
    whole = _called(reading, sentence, at, match[1]) if len(match[1]) >= 4 else None
    return (part, [whole]) if whole is not None and whole is not part and alike(whole, part) else None


def _portion(reading: Reading, sentence: Sentence, at: int) -> tuple[Number, list[Number]] | None:
    """What a share is of, in its sentence."""
    if "占" not in sentence.text[sentence.start : sentence.numbers[at].start]:
        return None
    from .portions import pair  # most rates are no shares

    return pair(reading, sentence, at)


def _called(reading: Reading, sentence: Sentence, at: int, name: str) -> Number | None:
    """The last figure before whose name ends the same."""
    text = sentence.text
    name = name.removesuffix("合计").removesuffix("总额")
    found = text.rfind(name, max(0, text.rfind("\f", 0, sentence.start)), sentence.numbers[at - 1].start)
    if found < 0:
        return None
    end = found + len(name)
    whole = next(reading.between(end, end + 24), None)
    if whole is None or whole.rough or CLAUSE_END.search(text, end, whole.start):
        return None
    return whole if MOVED.search(text, end, whole.start) is None else None


def _is(rate: Number, part: Number, wholes: Sequence[Number]) -> bool:
    """Whether the rate is part ÷ whole."""
    if len(wholes) == 1:
        low, high = wholes[0].low, wholes[0].high
    else:
        low, high = sum((one.low for one in wholes), Decimal(0)), sum((one.high for one in wholes), Decimal(0))
    return low > 0 and fits(rate, part.low / high, part.high / low)


def _explained(rate: Number, near: Sequence[Number], wholes: Sequence[Number], left: bool) -> bool:
    """Whether any two figures near it give the rate; `left`: or what is left to 100% (118家压减至5家，压减率95.8%)."""
    groups: list[Sequence[Number]] = [(one,) for one in near]
    if len(wholes) > 1:
        groups.append(wholes)
    return any(
        part not in group and (_is(rate, part, group) or (left and _left(rate, part, group)))
        for group in groups
        for part in near
    )


def _left(rate: Number, part: Number, group: Sequence[Number]) -> bool:
    """Whether the rate is 1 - part ÷ whole, or part ÷ (part + whole): 中标15.37亿元，节约0.86亿元，节约率5.3%."""
    low, high = sum((one.low for one in group), Decimal(0)), sum((one.high for one in group), Decimal(0))
    if low <= 0 or part.low < 0:
        return False
    together = fits(rate, part.low / (part.low + high), part.high / (part.high + low))
    return together or (part.high <= low and fits(rate, 1 - part.high / low, 1 - part.low / high))


def _unit_slip(part: Number, wholes: Sequence[Number]) -> bool:
    """元 for 万元 is told by its own check."""
    return len(wholes) == 1 and part.digits == wholes[0].digits and part.unit != wholes[0].unit


def _slip(rate: Number, part: Number, wholes: Sequence[Number]) -> Slip:
    whole = sum(one.value for one in wholes)
    right = percent(part.value / whole, rate) if whole else "没有意义的比"
    divisor = wholes[0].written if len(wholes) == 1 else f"（{' + '.join(one.written for one in wholes)}）"
    return Slip(
        codes.RATE,
        rate.start,
        rate.end,
        f"写作{rate.written}，按前面的数是{part.written} ÷ {divisor} = {right}",
        "核对这几个数；比率不用自己算，写成 {{ 占比(甲, 乙) }} 就由程序算出",
        others=(Mark(part.start, part.end, "分子"), *(Mark(one.start, one.end, "分母") for one in wholes)),
    )


def _that_is(reading: Reading, rate: Number) -> Iterator[Slip]:
    """任务100件的95%，即95件: a figure, its share, and what that comes to."""
    text = reading.text
    end = rate.end + (text[rate.end : rate.end + 1] in "，,")
    word = next((word for word in THAT_IS if text.startswith(word, end)), "")
    part = reading.at(end + len(word)) if word else None
    whole = next((one for one in reading.between(rate.start - 24, rate.start) if one.end == rate.start - 1), None)
    if part is None or whole is None or not alike(part, whole) or part.rough or whole.rough or rate.rough:
        return
    if whole.low > 0 and not _is(rate, part, [whole]):
        yield _slip(rate, part, [whole])


def _base(reading: Reading, rate: Number, bases: dict[str, list[_Share]]) -> None:
    """首年费用的20%，即718880元: the words before 的, the rate and the amount behind 即."""
    text = reading.text
    end = rate.end + (text[rate.end : rate.end + 1] in "，,")
    if not text.startswith(THAT_IS, end):
        return
    figure = next(reading.between(end, end + 8), None)
    name = named(text, rate.start - 1, WITHIN + "、（( ")
    if figure is None or figure.sort != Sort.MONEY or not rate.value:
        return
    if len(name) >= 3 and figure.start - end < 6:
        bases.setdefault(name[-5:], []).append(_Share(name, rate, figure))


def _odd_ones(shares: Sequence[_Share]) -> Iterator[Slip]:
    """A share whose base is not that of two others close by."""
    for share in shares:
        near = [one for one in shares if abs(one.rate.start - share.rate.start) < CLOSE and not _one_base(one, share)]
        backed = [one for one in near if sum(_one_base(one, other) for other in near) > 1]
        if not backed or sum(_one_base(share, one) for one in shares) > 1:
            continue
        name, rate, figure = share
        right, base = backed[0].figure.value / backed[0].rate.value, figure.value / rate.value
        yield Slip(
            codes.BASE,
            rate.start,
            figure.end,
            f"“{name}的{rate.written}”是{figure.written}，则“{name}”是{base:.0f}元；照旁边的比例应是{right:.0f}元",
            "核对是谁的百分之几，或改正比例、金额",
            others=(Mark(backed[0].rate.start, backed[0].figure.end, "旁边的比例"),),
        )


def _one_base(one: _Share, other: _Share) -> bool:
    """Whether both amounts can be of one base; the rates of a contract are exact."""
    low, high = (
        max((share.figure.value - share.figure.half) / share.rate.value for share in (one, other)),
        min((share.figure.value + share.figure.half) / share.rate.value for share in (one, other)),
    )
    return low <= high
