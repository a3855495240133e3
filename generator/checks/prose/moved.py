"""What was read in, moves from one figure to another (由6万元降至4万元，下降50%) that their figures contradict out.

The word of the move must agree with both figures, and so must the change or the rate that goes on with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...codes import prose as codes
from ...pattern import deferred
from ...wording import round_half_up
from .changes import apart, percent_of
from .numbers import Number, Sort
from .reading import Reading, Sentence, alike, amount
from .slip import Mark, Slip
from .words import UP, WAYS

RISING, FALLING = "增升涨", "减降"
SHORTENED = ("压缩", "缩短", "精简", "缩减")
WORDS = "|".join((WAYS, *SHORTENED, *RISING, *FALLING))
DAYS = deferred(
    r"[由从](?:原来|法定|承诺|以前|过去)?的?(?:平均)?(\d{1,4}(?:\.\d)?)(个?工作日|天|个?小时|分钟|个月)(?:平均|进一步|统一)?"
    r"(?:压缩|缩短|减少|降低|精简|压减)(?:到|至|为)了?(\d{1,4}(?:\.\d)?)(个?工作日|天|个?小时|分钟|个月)(?:以?内)?"
    r"[，,](?:平均|时限|时间|共)?(?:压缩|缩短|减少|压减|精简)(?:比例|率|幅度|了)?(?:为|达到?|了)?(\d{1,3}(?:\.\d{1,2})?)[%％](?=[，。；,;]|$)"
)
"""办理时限由10天压缩到4天，压缩60%: days are no pieces."""
MOVED = deferred(rf"({WORDS})(?:到|至|为)了?(?:(?:本年|今年|当年|全年)度?的?|\d{{4}}年度?的?)? ?$")
FURTHER = deferred(rf"[，,]?(?:同比|共|净|累计)?({WORDS})(?:额|了|率|幅度)?(?:约|达到|达|为)? ?$")
TAIL = 20
"""Characters of the longest of these."""
SIGNS = tuple(f"{way}{to}" for way in "加长升涨高少降低滑减增缩短简" for to in "到至为")
FROM = 8
"""Characters before the first figure in which 从 or 由 stands."""
ADVICE = "核对是增是减，或两个数是不是写颠倒了"


def find(reading: Reading) -> Iterator[Slip]:
    yield from _days(reading)
    done: set[int] = set()
    for place in reading.found(*SIGNS):
        sentence = reading.sentence(place)
        if sentence.start in done:
            continue
        done.add(sentence.start)
        for at, last in enumerate(sentence.numbers[1:], 1):
            lead = sentence.lead(at)
            match = MOVED.search(lead, max(0, len(lead) - TAIL)) if not last.rough else None
            if match is not None and _one_move(sentence, at, lead[: match.start()].strip("，, ")):
                yield from _held(sentence, at, match[1])


def _days(reading: Reading) -> Iterator[Slip]:
    for at in reading.found("压缩", "缩短", "压减", "精简"):
        match = DAYS.search(reading.text, max(reading.sentence(at).start, at - 24), at + 60)
        if match is None or not match.end(2) <= at < match.start(3) or match[2] != match[4] or not Decimal(match[1]):
            continue
        first, last, said = (Decimal(match[group]) for group in (1, 3, 5))
        right = (first - last) / first * 100
        if abs(right - said) >= max(Decimal(1), Decimal(1).scaleb(-len(match[5].partition(".")[2]))):
            yield Slip(
                codes.CHANGE,
                match.start(5),
                match.end(5) + 1,
                f"写作{match[5]}%，由{match[1]}{match[2]}到{match[3]}{match[4]}是{round_half_up(right, 2).normalize():f}%",
                "核对这三个数",
                others=(Mark(match.start(1), match.end(2), "原来"), Mark(match.start(3), match.end(4), "现在")),
            )


def _up(word: str) -> bool:
    return word in UP or word in RISING


def _one_move(sentence: Sentence, at: int, noun: str) -> bool:
    """Whether both figures are of one kind and told as the two ends of a move: 5个工作日 and 8个工作小时 are not."""
    first, last = sentence.numbers[at - 1 : at + 1]
    if first.rough or first.sort != last.sort or not (alike(first, last) or first.sort == Sort.RATE):
        return False
    text = sentence.text
    before = text[max(sentence.start, first.start - FROM) : first.start]
    behind = text[last.end : last.end + len(noun) + 1]
    return ("从" in before or "由" in before) and (not behind[:1].isalpha() or behind.startswith(noun))


def _held(sentence: Sentence, at: int, word: str) -> Iterator[Slip]:
    first, last = sentence.numbers[at - 1 : at + 1]
    up = _up(word)
    if first.value != last.value and (last.value > first.value) != up:
        fact = f"写作由{first.written}{word}到{last.written}，方向反了"
        yield Slip(codes.CHANGE, last.start, last.end, fact, ADVICE, others=(Mark(first.start, first.end, "原来"),))
        return
    change = sentence.numbers[at + 1] if at + 1 < len(sentence.numbers) else None
    match = FURTHER.fullmatch(sentence.lead(at + 1)) if change is not None else None
    if change is None or match is None or change.rough or first.sort == Sort.RATE:
        return
    gap = last.value - first.value
    if change.sort == Sort.RATE:
        right = apart(change, last, first, exact=True)
        shown = percent_of(gap, first, change) if first.value > 0 else "没有意义的比"
    elif alike(change, first):
        right = abs(abs(gap) - change.value) <= first.fine + last.fine + change.fine
        shown = amount(abs(gap), change)
    else:
        return
    if not right or _up(match[1]) != up:
        yield _slip(
            first, last, change, f"写作{match[1]}{change.written}，而由{first.written}到{last.written}是", shown, up
        )


def _slip(first: Number, last: Number, change: Number, said: str, shown: str, up: bool) -> Slip:
    return Slip(
        codes.CHANGE,
        change.start,
        change.end,
        f"{said}{'增加' if up else '减少'}{shown}",
        "核对这三个数",
        others=(Mark(first.start, first.end, "原来"), Mark(last.start, last.end, "现在")),
    )
