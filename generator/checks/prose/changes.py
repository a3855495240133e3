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

MANY = 40
"""Figures that a comparison is held against at most."""
UP = ("增加", "增长", "上升", "上涨", "提高", "增幅")
DOWN = ("减少", "下降", "降低", "降幅", "下滑", "缩减", "压减")
SIGNS = deferred("[增减升涨降高滑缩][^0-9０-９]{0,7}[0-9０-９]")
"""One of them is in each of these words, and a figure soon behind it."""
CHANGED = deferred(rf"({'|'.join((*UP, *DOWN))})(?:额|了|率|幅度)?(?:约|达到|达|为|是)?(?:人民币)? ?$")
MOVED = deferred(rf"({'|'.join((*UP, *DOWN))})(?:到|至|为)了? ?$")
TAIL = 12
"""Characters of the longest of these."""
COMPARING = "比较与同"
BASE_YEAR = deferred(r"[比较与](\d{4})年度?[^，。；,;\d]{0,20}$")
BEFORE = deferred(r"[比较与](上年|去年|\d{4}年)[^，。；,;\d]{0,12}$")
TOTALS = ("", "为", "总额", "合计", "总计", "数", "数为", "总额为", "合计为", "万元")
NAMED = deferred(r"(\d{4})年度?([^，。；,;\d\n]{2,12}?)(?:为|是|共|总额|合计|总计|万元|元)?$")


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
            moved = MOVED.search(lead, tail) if at and not change.rough else None
            if moved is not None:
                yield from _from_to(sentence, at, moved[1], lead[: moved.start()].strip("，, "))
            continue
        up = match[1] in UP
        if change.sort == Sort.RATE:
            yield from _rate_alone(sentence, at, up)
            continue
        subject = _subject(reading, sentence, at)
        if subject is not None:
            yield from _difference(reading, sentence, at, subject, up)
            yield from _rate(reading, sentence, at, subject, up)


def _subject(reading: Reading, sentence: Sentence, at: int) -> Number | None:
    """A: the figure last named before the comparison, in the sentence before if need be."""
    change = sentence.numbers[at]
    opened = _comparison(sentence, at)
    for index in range(at - 1, -1, -1):
        one = sentence.numbers[index]
        if CHANGED.search(sentence.clause(index)):
            continue  # 比2022年增加105万元，比2021年增加90万元
        if alike(one, change) and one.end <= opened and not one.rough:
            return one
    before = reading.before(sentence)
    if before is None or not any(sign in sentence.text[sentence.start : change.start] for sign in COMPARING):
        return None
    named = [one for one in before.numbers if alike(one, change) and not one.rough]
    return named[0] if len(named) == 1 else None


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
    base = bases[0] if len(bases) == 1 else _named_base(reading, sentence, at, subject) if not bases else None
    if base is None:
        return
    gap = subject.value - base.value
    written = change.value if up else -change.value
    slack = subject.fine + base.fine + change.fine
    if abs(gap - written) <= slack:
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


def _rate(reading: Reading, sentence: Sentence, at: int, subject: Number, up: bool) -> Iterator[Slip]:
    change, found = sentence.numbers[at], _rate_behind(sentence, at)
    if found is None:
        return
    rate, word = found
    if (word in UP) != up:
        yield Slip(
            codes.CHANGE,
            rate.start,
            rate.end,
            f"前面是{'增加' if up else '减少'}{change.written}，后面却是{word}{rate.written}",
            "核对是增是减",
            others=(Mark(change.start, change.end, "前面的增减"),),
        )
        return
    near = _near(reading, sentence)[-MANY:]
    if any(_grown(rate, change, one, up) for one in near if alike(one, change) and one is not change):
        return
    if any(_apart(rate, one, other) for one in near for other in near if alike(one, change) and alike(other, change)):
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
    rate, lead = sentence.numbers[at + 1], sentence.lead(at + 1)
    match = CHANGED.search(lead)
    if rate.sort != Sort.RATE or rate.rough or match is None or len(lead) > 12:
        return None
    return None if any(sign in lead.replace("同比", "") for sign in COMPARING) else (rate, match[1])


def _rate_alone(sentence: Sentence, at: int, up: bool) -> Iterator[Slip]:
    """本年56.12万元，上年57.43万元，比上年减少1.10%: two amounts, one of them of the year compared with."""
    rate = sentence.numbers[at]
    compared = BEFORE.search(sentence.lead(at))
    if compared is None or at != 2:
        return
    one, other = sentence.numbers[:2]
    if not alike(one, other) or one.rough or other.rough:
        return
    of_base = [compared[1] in sentence.clause(index) for index in (0, 1)]
    if of_base[0] == of_base[1]:
        return
    subject, base = (other, one) if of_base[0] else (one, other)
    if base.value <= 0 or (_apart(rate, subject, base) and (subject.value >= base.value) == up):
        return
    gap = subject.value - base.value
    way = "增长" if gap > 0 else "下降"
    yield Slip(
        codes.CHANGE,
        rate.start,
        rate.end,
        f"写作{'增长' if up else '下降'}{rate.written}，而{base.written}到{subject.written}是"
        f"{way}{percent(abs(gap) / base.value, rate)}",
        "核对这两个数和比率；程序会算增减率，不用自己写",
        others=(Mark(subject.start, subject.end, "本数"), Mark(base.start, base.end, "所比的数")),
    )


def _from_to(sentence: Sentence, at: int, word: str, noun: str) -> Iterator[Slip]:
    """由95%提高到93%: the wrong way; 5个工作日 and 8个工作小时 are not of one kind."""
    first, last = sentence.numbers[at - 1 : at + 1]
    text = sentence.text
    before = text[max(sentence.start, first.start - 8) : first.start]
    behind = text[last.end : last.end + len(noun) + 1]
    if first.rough or first.sort != last.sort or not (alike(first, last) or first.sort == Sort.RATE):
        return
    if not ("从" in before or "由" in before) or (behind[:1].isalpha() and not behind.startswith(noun)):
        return
    up = word in UP
    if first.value == last.value or (last.value > first.value) == up:
        return
    yield Slip(
        codes.CHANGE,
        last.start,
        last.end,
        f"写作由{first.written}{word}到{last.written}，方向反了",
        "核对是增是减，或两个数是不是写颠倒了",
        others=(Mark(first.start, first.end, "原来"),),
    )


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


def _apart(rate: Number, one: Number, other: Number) -> bool:
    if other.value - other.half <= 0 or one is other:
        return False
    gap = abs(one.value - other.value)
    half = one.half + other.half
    return fits(
        rate, max(Decimal(0), gap - half) / (other.value + other.half), (gap + half) / (other.value - other.half)
    )
