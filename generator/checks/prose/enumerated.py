"""What was read in, numbers of points (三项措施：一是……二是……) of which more or fewer follow in the same paragraph out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import prose as codes
from ...pattern import deferred
from .named import number
from .reading import Reading
from .slip import Mark, Slip

DIGITS = "一二三四五六七八九十"
TOLD = deferred(
    r"(?<![\d.第])(\d{1,2}|[两三四五六七八九十])([个项条大])(?:方面|重点|主要)*的?(?:重点|主要)?(?:工作|任务|措施|举措|问题|原因|不足|做法|方面)?(?:的?工作)?[：:]$"
)
POINT = deferred("([一二三四五六七八九十])是")
LONGEST = 2000
"""Characters of a paragraph in which its points are looked for."""
LEFT_OPEN = deferred("[^。；;、\n\f]{1,40}等(?=[。；;\n\f]|$)")
"""四是预警等: the last point says that there are more."""
FAR = 400
"""Characters behind a paragraph in which the next point may follow."""
EDGES = frozenset("；;。，,：: ")


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    for at in reading.found("一是"):
        told = TOLD.search(text, max(0, at - 24), at)
        stops = [stop for sign in "\n\f" if (stop := text.find(sign, at, at + LONGEST)) >= 0]
        if told is None or (not stops and len(text) > at + LONGEST):
            continue
        end = min(stops, default=len(text))
        points: list[int] = []
        for point in POINT.finditer(text, at, end):
            if DIGITS.index(point[1]) == len(points) and (point.start() == at or text[point.start() - 1] in EDGES):
                points.append(point.start())
        listed, said = len(points), number(told[1])
        rest = text[at:end]
        if (
            said == listed
            or listed < 2
            or LEFT_OPEN.match(text, points[-1])
            or _of_another_list(text, points, said)
            or _goes_on(text[end : end + FAR], listed)
            or any(word in rest for word in ("其次", "此外", "另外", "同时", "最后", "等方面"))
        ):
            continue
        yield Slip(
            codes.LISTED,
            told.start(1),
            told.end(2),
            f"写作{told[1]}{told[2]}，后面列到“{DIGITS[listed - 1]}是”",
            "核对个数，或补上、删去后面的",
            others=(Mark(at, at + 2, "列举"),),
        )


def _of_another_list(text: str, points: list[int], said: int) -> bool:
    """二是完成两大任务：一是……；二是……。三是……: whether the list that was told of is one sentence, and ends with it."""
    return 1 < said < len(points) and text.find("。", points[0], points[said]) == points[said] - 1


def _goes_on(behind: str, listed: int) -> bool:
    """Whether the next point follows behind the paragraph, before another list begins."""
    at = behind.find(f"{DIGITS[listed]}是") if listed < len(DIGITS) else -1
    return at >= 0 and "一是" not in behind[:at]
