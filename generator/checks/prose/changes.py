"""What was read in, comparisons that their own figures contradict (A比B增加X，增长Y%) out.

X is held against A and B where both are written, Y against X and A. A is the figure last named before the comparison;
a comparison that some other figure of the sentences around it explains is not reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading, Sentence, alike, amount, fits, percent
from .slip import Mark, Slip
from .words import LAST_YEAR, UP, WAYS

MANY = 40
"""Figures that a comparison is held against at most."""
SIGNS = deferred("[增减升涨降高滑缩][^0-9０-９]{0,7}[0-9０-９]")
"""One of them is in each of these words, and a figure soon behind it."""
CHANGED = deferred(rf"({WAYS})(?:额|了|率|幅度)?(?:约|达到|达|为|是)?(?:人民币)? ?$")
OWN_NAME = deferred(rf"(?:相比|比较)[，,]([^，。；,;\d]{{3,20}}?)(?:支出|经费|决算|数|合计)*(?:{WAYS})")
"""与上年相比，公务接待费增加: what is compared, which another sentence tells only if it names the same."""
TAIL = 12
"""Characters of the longest of these."""
GOES_ON = deferred(rf"[，,、；;（(]?(?:同比|环比|且|即)?({WAYS})(?:额|了|率|幅度)?(?:约|达到|达|为|是)?(?:人民币)? ?")
"""What stands between a change and its rate: another noun (能耗下降8%) is another thing."""
BASE_AHEAD = deferred(rf"[，,（(]?(?:同?比|较|与)(?:{LAST_YEAR}|\d{{4}}年)(?:度|同期|的|决算|支出|收入|数|为){{0,3}} ?")
BASE_BEHIND = deferred(rf"[，,；;（(]?而?({LAST_YEAR}|\d{{4}}年)(?:度|同期)?(?:仅|只)?(?:为|是|有)? ?")
COMPARING = "比较与同"
OWN = deferred("[一-鿿]{2}$")
BASE_YEAR = deferred(r"[比较与](\d{4})年度?[^，。；,;\d]{0,20}$")
BEFORE = deferred(rf"[比较与]({LAST_YEAR}|\d{{4}}年)[^，。；,;\d]{{0,12}}$")
TOTALS = ("", "为", "总额", "合计", "总计", "数", "数为", "总额为", "合计为", "万元")
NAMED = deferred(r"(\d{4})年度?([^，。；,;\d\n]{2,12}?)(?:为|是|共|总额|合计|总计|万元|元)?$")


ASIDE = deferred(
    r"(?:[比较占](?:年初|全年|调整|当年|上年|去年|批复|计划|核定)*(?:预算|计划|目标|上年|去年)数?的?|节约|节省|节支|超支|[人户亩件次日月]均)了?约?为? ?$"
)
"""What no comparison behind it is about: 比预算6万元节约2.51万元，比上年3.28万元增加0.21万元."""
REACHED = deferred(r"[，,]?(?:总数|总量|总额|共|累计)?(?:达到?|增至|增加到|升至|降至|减少到|减至)了? ?")
FROM = deferred(rf"(?:[比较与](?:{LAST_YEAR}|年初|\d{{4}}年)|由|从|在原有?|原来)(?:度|同期|的)?[^，。；,;\d]{{0,4}} ?$")
BASE_TOLD = deferred(rf"(?:[比较与](?:{LAST_YEAR}|年初|\d{{4}}年)(?:度|同期|的)*|[比较与](?:年初|全年)?预算的?) ?$")
GROWN = deferred(rf"(?:的?基础上)?({WAYS})了? ?")


def find(reading: Reading) -> Iterator[Slip]:
    done: set[int] = set()
    for match in SIGNS.finditer(reading.text):
        sentence = reading.sentence(match.start())
        if sentence.start not in done:
            done.add(sentence.start)
            yield from _sentence(reading, sentence)


def _sentence(reading: Reading, sentence: Sentence) -> Iterator[Slip]:
    for at, change in enumerate(sentence.numbers):
        lead = sentence.lead(at)
        tail = max(0, len(lead) - TAIL)
        match = CHANGED.search(lead, tail)
        if match is None or change.rough:
            continue
        up = match[1] in UP
        if change.sort == Sort.RATE:
            yield from _rate_alone(reading, sentence, at, up)
            continue
        yield from _reached(sentence, at, up)
        subject = _subject(reading, sentence, at) if not _of_a_part(sentence, at) else None
        if subject is not None:
            yield from _difference(reading, sentence, at, subject, up)
        behind = _rate_behind(sentence, at)
        if behind is None:
            continue
        if (behind[1] in UP) != up:
            yield _two_ways(change, *behind, up)
        elif subject is not None:
            yield from _rate(reading, sentence, change, subject, behind[0], up)
        elif at and BASE_TOLD.search(sentence.clause(at - 1)) and GROWN.fullmatch(sentence.lead(at)):
            yield from _of_base(sentence.numbers[at - 1], change, behind[0])


def _of_a_part(sentence: Sentence, at: int) -> bool:
    """比预算22万元减少3.4万元，其中差旅费减少2.8万元: a change of a name of its own behind another change."""
    lead = sentence.lead(at)
    own = OWN.search(CHANGED.sub("", lead))
    return (
        at > 0
        and own is not None
        and not any(sign in lead for sign in COMPARING)
        and bool(CHANGED.search(sentence.lead(at - 1)))
    )


def _of_base(base: Number, change: Number, rate: Number) -> Iterator[Slip]:
    """较上年的50万元增加了10万元，增长20%."""
    low, high = base.value - base.fine, base.value + base.fine
    if base.rough or not alike(base, change) or low <= 0:
        return
    if not fits(rate, (change.value - change.fine) / high, (change.value + change.fine) / low):
        yield Slip(
            codes.CHANGE,
            rate.start,
            rate.end,
            f"写作{rate.written}，按前面的数是{change.written} ÷ {base.written} = {percent_of(change.value, base, rate)}",
            "核对增减额和比率；程序会算增减率，不用自己写",
            others=(Mark(change.start, change.end, "增减额"), Mark(base.start, base.end, "所比的数")),
        )


def _subject(reading: Reading, sentence: Sentence, at: int) -> Number | None:
    """A: the figure last named before the comparison, in the sentence before if need be."""
    change = sentence.numbers[at]
    opened = _comparison(sentence, at)
    for index in range(at - 1, -1, -1):
        one = sentence.numbers[index]
        if CHANGED.search(sentence.clause(index)) or ASIDE.search(sentence.lead(index)):
            continue  # 比2022年增加105万元，比2021年增加90万元
        if alike(one, change) and one.end <= opened and not one.rough:
            return one
    before = reading.before(sentence)
    if before is None or not any(sign in sentence.text[sentence.start : change.start] for sign in COMPARING):
        return None
    named = [
        (one, CHANGED.search(before.clause(index)) is not None)
        for index, one in enumerate(before.numbers)
        if alike(one, change) and not one.rough
    ]
    own = OWN_NAME.search(sentence.lead(at))
    other = own is not None and own[1] not in before.text[before.start : before.end]
    return named[0][0] if len(named) == 1 and not named[0][1] and not other else None


def _comparison(sentence: Sentence, at: int) -> int:
    """Where the words that compare begin: 比, 较, 与 … 相比 before the change."""
    text = sentence.text[sentence.start : sentence.numbers[at].start]
    found = max(text.rfind(sign) for sign in ("比", "较", "与", "同"))
    with_ = text.rfind("与")
    if "相比" in text and with_ >= 0:
        found = with_
    return sentence.start + (found if found >= 0 else len(text))


def _difference(reading: Reading, sentence: Sentence, at: int, subject: Number, up: bool) -> Iterator[Slip]:
    change = sentence.numbers[at]
    opened = _comparison(sentence, at)
    bases = [
        one
        for index, one in enumerate(sentence.numbers[:at])
        if alike(one, change) and one.start >= opened and not one.rough and not CHANGED.search(sentence.clause(index))
    ]
    base = bases[0] if len(bases) == 1 else None
    if not bases:
        base = _named_base(reading, sentence, at, subject) or _base_behind(sentence, at, opened)
    if base is None:
        return
    gap = subject.value - base.value
    written = change.value if up else -change.value
    slack = subject.fine + base.fine + change.fine
    if abs(gap - written) <= slack or _of_another(reading, sentence, change, base, written):
        return
    way = "增加" if gap > 0 else "减少"
    yield Slip(
        codes.CHANGE,
        change.start,
        change.end,
        f"写作{'增加' if up else '减少'}{change.written}，而{subject.written}与{base.written}相比是{way}{amount(abs(gap), change)}",
        "核对这三个数；本年和上年的数写在“上年”等键里，增减由程序算出",
        others=(Mark(subject.start, subject.end, "本数"), Mark(base.start, base.end, "所比的数")),
    )


def _of_another(reading: Reading, sentence: Sentence, change: Number, base: Number, written: Decimal) -> bool:
    """支出1.5万元，人均127元，比上年1.6万元减少0.1万元: whether another figure before the comparison is meant."""
    return any(
        abs(one.value - base.value - written) <= one.fine + base.fine + change.fine
        for one in _near(reading, sentence)[-MANY:]
        if alike(one, change) and one.start < base.start
    )


def _reached(sentence: Sentence, at: int, up: bool) -> Iterator[Slip]:
    """比上年1000人增加200人，达到1200人."""
    if not 0 < at < len(sentence.numbers) - 1:
        return
    base, change, now = sentence.numbers[at - 1 : at + 2]
    told = FROM.search(sentence.clause(at - 1)) and GROWN.fullmatch(sentence.lead(at))
    if not told or REACHED.fullmatch(sentence.lead(at + 1)) is None or base.rough or now.rough:
        return
    right = base.value + change.value if up else base.value - change.value
    if alike(base, change) and alike(now, change) and abs(now.value - right) > base.fine + change.fine + now.fine:
        sign = "+" if up else "-"
        yield Slip(
            codes.CHANGE,
            now.start,
            now.end,
            f"{base.written} {sign} {change.written} = {amount(right, now)}，写的是{now.written}",
            "核对这三个数",
            others=(Mark(base.start, base.end, "所比的数"), Mark(change.start, change.end, "增减")),
        )


def _base_behind(sentence: Sentence, at: int, opened: int) -> Number | None:
    """开放窗口28个，比上年增加4个，上年为24个: the base told last."""
    if at + 1 >= len(sentence.numbers):
        return None
    base, match = sentence.numbers[at + 1], BASE_BEHIND.fullmatch(sentence.lead(at + 1))
    named = match is not None and match[1] in sentence.text[opened : sentence.numbers[at].start]
    return base if named and alike(base, sentence.numbers[at]) and not base.rough else None


def _named_base(reading: Reading, sentence: Sentence, at: int, subject: Number) -> Number | None:
    """2022年预算收入…，比2021年预算增加: the figure written elsewhere as 2021年预算收入."""
    text = sentence.text
    change = sentence.numbers[at]
    match = BASE_YEAR.search(text, max(sentence.start, change.start - 30), change.start)
    named = NAMED.search(text, max(0, subject.start - 24), subject.start)
    if match is None or named is None or match[1] == named[1]:
        return None
    name = named[2]
    found = {}
    for one in {name, name[2:] + name[:2] if len(name) == 4 else name}:
        for year in reading.found(f"{match[1]}年{one}", f"{match[1]}年度{one}"):
            end = text.index(one, year) + len(one)
            base = next(reading.between(end, end + 8), None)
            if base is not None and text[end : base.start] in TOTALS:
                found[base.start] = base
    if len(found) != 1:
        return None
    (base,) = found.values()
    return base if alike(base, subject) and not base.rough else None


def _two_ways(change: Number, rate: Number, word: str, up: bool) -> Slip:
    return Slip(
        codes.CHANGE,
        rate.start,
        rate.end,
        f"前面是{'增加' if up else '减少'}{change.written}，后面却是{word}{rate.written}",
        "核对是增是减",
        others=(Mark(change.start, change.end, "前面的增减"),),
    )


def _rate(
    reading: Reading, sentence: Sentence, change: Number, subject: Number, rate: Number, up: bool
) -> Iterator[Slip]:
    near = _near(reading, sentence)[-MANY:]
    if any(_grown(rate, change, one, up) for one in near if alike(one, change) and one is not change):
        return
    if any(apart(rate, one, other) for one in near for other in near if alike(one, change) and alike(other, change)):
        return
    base = subject.value - change.value if up else subject.value + change.value
    if base <= 0:
        return
    yield Slip(
        codes.CHANGE,
        rate.start,
        rate.end,
        f"写作{rate.written}，按前面的数是{change.written} ÷ {amount(base, subject)} = {percent(change.value / base, rate)}",
        "核对增减额和比率；程序会算增减率，不用自己写",
        others=(Mark(change.start, change.end, "增减额"), Mark(subject.start, subject.end, "本数")),
    )


def _rate_behind(sentence: Sentence, at: int) -> tuple[Number, str] | None:
    """The rate right behind an amount of change, of the same comparison, and the word before it."""
    if at + 1 >= len(sentence.numbers):
        return None
    rate, match = sentence.numbers[at + 1], GOES_ON.fullmatch(sentence.lead(at + 1))
    return (rate, match[1]) if match is not None and rate.sort == Sort.RATE and not rate.rough else None


def _rate_alone(reading: Reading, sentence: Sentence, at: int, up: bool) -> Iterator[Slip]:
    """A rate without its amount, beside this year's amount and the one that it is compared with."""
    rate, pair = sentence.numbers[at], _compared(sentence, at) or _of_two_years(sentence, at)
    if pair is None:
        return
    subject, base = pair
    if base.value <= 0 or (apart(rate, subject, base, exact=True) and (subject.value >= base.value) == up):
        return
    near = [one for one in _near(reading, sentence)[-MANY:] if alike(one, base) and one.start < base.start]
    if any(apart(rate, one, base, exact=True) and (one.value >= base.value) == up for one in near):
        return
    gap = subject.value - base.value
    way = "增长" if gap > 0 else "下降"
    yield Slip(
        codes.CHANGE,
        rate.start,
        rate.end,
        f"写作{'增长' if up else '下降'}{rate.written}，而{base.written}到{subject.written}是"
        f"{way}{percent_of(gap, base, rate)}",
        "核对这两个数和比率；程序会算增减率，不用自己写",
        others=(Mark(subject.start, subject.end, "本数"), Mark(base.start, base.end, "所比的数")),
    )


def _compared(sentence: Sentence, at: int) -> tuple[Number, Number] | None:
    """收入120万元，比上年100万元增长20%."""
    if at < 2 or GOES_ON.fullmatch(sentence.lead(at).removeprefix("相比")) is None:
        return None
    subject, base = sentence.numbers[at - 2 : at]
    told = BASE_AHEAD.fullmatch(sentence.lead(at - 1)) is not None and not CHANGED.search(sentence.clause(at - 2))
    return (subject, base) if told and alike(subject, base) and not subject.rough and not base.rough else None


def _of_two_years(sentence: Sentence, at: int) -> tuple[Number, Number] | None:
    """本年56.12万元，上年57.43万元，比上年减少2.28%: two amounts, one of them of the year compared with."""
    compared = BEFORE.search(sentence.lead(at))
    if compared is None or at != 2:
        return None
    one, other = sentence.numbers[:2]
    if not alike(one, other) or one.rough or other.rough:
        return None
    of_base = [compared[1] in sentence.clause(index) for index in (0, 1)]
    if of_base[0] == of_base[1]:
        return None
    return (other, one) if of_base[0] else (one, other)


def _near(reading: Reading, sentence: Sentence) -> list[Number]:
    before = reading.before(sentence)
    return [
        one for one in (*(before.numbers if before is not None else ()), *sentence.numbers) if one.sort != Sort.RATE
    ]


def _grown(rate: Number, change: Number, subject: Number, up: bool) -> bool:
    """Whether the rate is change ÷ (subject ∓ change), or change ÷ subject where subject is the base itself."""
    for base in ((subject.value - change.value if up else subject.value + change.value), subject.value):
        half = subject.half + change.half
        if base - half > 0 and fits(
            rate, (change.value - change.half) / (base + half), (change.value + change.half) / (base - half)
        ):
            return True
    return False


def apart(rate: Number, one: Number, other: Number, exact: bool = False) -> bool:
    """Whether a rate can be the change from `other` to `one`, whichever way; `exact`: as accounts are kept, 8万元 is no 8.3."""
    first, last = (other.fine, one.fine) if exact else (other.half, one.half)
    if other.value - first <= 0 or one is other:
        return False
    gap, slack = abs(one.value - other.value), first + last
    return fits(rate, max(Decimal(0), gap - slack) / (other.value + first), (gap + slack) / (other.value - first))


def percent_of(gap: Decimal, base: Number, like: Number) -> str:
    """A change as a rate of its base."""
    return percent(abs(gap) / base.value, like)
