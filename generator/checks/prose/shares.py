"""What was read in, shares that lack their rate (占…支出决算0万元) out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import prose as codes
from .numbers import Sort
from .reading import Reading
from .slip import Slip
from .words import BREAKS

OTHERS = "用地有据线比道场位满全优便先压补林田耕股款座"
"""What follows 占 in words that say nothing of a share: 占用, 占地, 占补平衡."""


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    for at in reading.found("，占", ",占", "；占"):
        start = at + 1
        first = next(iter(reading.between(start, start + 40)), None)
        if first is None or first.sort != Sort.MONEY or text[start + 1] in OTHERS:
            continue
        named = text[start + 1 : first.start]
        if (
            len(named) > 1
            and not any(sign in named for sign in "，。；,;%％\n\f的")
            and text[first.end : first.end + 1] in tuple(BREAKS)
        ):
            yield Slip(
                codes.SHARE,
                start,
                start + 1,
                f"“占”后面没有百分数，直接跟着“{named}{first.written}”",
                "补上“占X%，”，或删去“占”",
            )
