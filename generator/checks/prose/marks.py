"""What was read in, half-width marks and straight quotes among Chinese characters out: the first of a report."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import sentences as codes
from ...pattern import deferred
from .reading import Reading
from .slip import Slip

WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", '"': "“”"}
BEFORE = deferred("[一-鿿”’》）〕】]")
BEHIND = deferred("[一-鿿“‘《（〔【]")
HAN = deferred("[一-鿿]")
QUOTED = 40
"""Characters within straight quotes at most."""


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    found = [at for sign in ",;:?!" for at in reading.found(sign) if _between(text, at)]
    found += _quotes(reading)
    if found:
        at = min(found)
        sign = text[at]
        more = f"，全文共有{len(found)}处半角标点" if len(found) > 1 else ""
        name = "直引号" if sign == '"' else "半角标点"
        yield Slip(codes.MARKS, at, at + 1, f"汉字之间的{name} {sign}{more}", f"改成 {WIDE[sign]}")


def _between(text: str, at: int) -> bool:
    """Whether a mark stands between two Chinese characters, or their brackets."""
    return BEFORE.match(text, at - 1) is not None and at > 0 and BEHIND.match(text, at + 1) is not None


def _quotes(reading: Reading) -> Iterator[int]:
    """Where a straight quotation opens that holds Chinese characters, in pairs of one paragraph."""
    text = reading.text
    opened = -1
    for at in reading.found('"'):
        if text[at - 1 : at].isdigit():  # 55" is a size
            continue
        if opened < 0 or at - opened > QUOTED + 1:
            opened = at
            continue
        stretch = text[opened + 1 : at]
        if "\n" in stretch or "\f" in stretch:
            opened = at
            continue
        if stretch and HAN.search(stretch):
            yield opened
        opened = -1
