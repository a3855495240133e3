"""What was read and a pack's words of subjects in, what one item is said to be for and another one is out.

A list of several purposes is no other item's; only a sentence of a single one is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import sentences as codes
from ...figure import Item
from ...pack import Pack
from ...pattern import deferred
from .reading import Reading
from .slip import Slip

FOR = deferred(
    r"(?:[（(][类款项][）)]|支出|决算|数|为|是|主要|本年|全年|年初|预算|完成|的|[\d.,%％万亿元，,：:年度 ]|\n(?=主?要?用于))*"
    r"用于[：:]?([^。；;\n\f]{2,80})"
)
SEVERAL = deferred("[、，,]|[和及与](?!事业)|以及|等")
LEVELS = (7, 5, 3)
LEAST = 4


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    yield from _economic(reading, pack)
    words = pack.subjects.words
    if not words:
        return
    names: dict[str, list[str]] = {}
    for code, name in pack.subjects.functions.items():
        if len(code) == LEVELS[0] and len(name) >= LEAST:
            names.setdefault(name, []).append(code)
    text = reading.text
    near = "\n".join([text[max(0, at - BACK) : at] for at in reading.found("用于")])
    for name, items in names.items():
        for at in reading.found(name) if name in near else ():
            if at and text[at - 1].isalpha() and text[at - 1] > "z":
                continue  # 其他行政运行
            match = FOR.match(text, at + len(name))
            other = _other(match[1], name, items, pack) if match is not None else None
            if match is not None and other is not None:
                code, word = other
                whose = pack.subjects.functions.get(code) or next(
                    (one for key, one in pack.subjects.functions.items() if key.startswith(code)), ""
                )
                yield Slip(
                    codes.SAID_FOR,
                    match.start(1),
                    match.end(1),
                    f"“{name}”的用途说的是“{word}”，那是“{f'{code} {whose}'.strip()}”的",
                    "核对是不是抄错了一行",
                )


def _economic(reading: Reading, pack: Pack) -> Iterator[Slip]:
    """公务接待费主要用于车辆燃料费: of economic items, those alone that have words of their own."""
    text, words = reading.text, pack.subjects.economic_words
    for code, own in words.items():
        name = pack.subjects.economic[code]
        for at in reading.found(name):
            match = FOR.match(text, at + len(name))
            if match is None or (at and text[at - 1].isalpha() and text[at - 1] > "z" and text[at - 1] not in "的中其"):
                continue
            if name in match[1] or any(word in match[1] for word in own):
                continue
            found = [(other, word) for other, said in words.items() for word in said if word in match[1]]
            if len({other for other, _ in found}) == 1:
                other, word = found[0]
                yield Slip(
                    codes.SAID_FOR,
                    match.start(1),
                    match.end(1),
                    f"“{name}”的用途说的是“{word}”，那是“{other} {pack.subjects.economic[other]}”的",
                    "核对是不是抄错了一行",
                )


BACK = 40
"""Characters before 用于 in which the item's name stands."""


def _other(said: str, name: str, items: list[str], pack: Pack) -> tuple[str, str] | None:
    """The subject whose words a purpose has, where it has none of its own item's."""
    words = pack.subjects.words
    owns = {code[:length] for code in items for length in LEVELS if code[:length] in words}
    if name in said or any(word in said for own in owns for word in words[own]):
        return None
    found = [(code, word) for code, known in words.items() for word in known if word in said and code not in owns]
    if len({code for code, _ in found}) != 1 or (not owns and SEVERAL.search(said)):
        return None
    return found[0]
