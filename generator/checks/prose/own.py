"""What was read and the unit's name in, the name written with one wrong, missing or swapped character out.

Only long names: 示例区财政局 and 示例区民政局 are two bodies. A place whose sign is that of a direction (东城、西城) or of
a rank (市、区) is another place.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import sentences as codes
from ...figure import Item
from ...pack import Pack
from .reading import Reading
from .slip import Slip

LEAST = 6
"""Characters of a name behind its place at least."""
PLACES = "省市区县旗州盟镇乡"
JOINTS = frozenset("、与和同到赴向及")
FARTHEST = 12
"""Characters of a place between its city and the rest of the name at most."""
OTHERS = frozenset(
    "东西南北中上下前后新老大小江河湖海山城一二三四五六七八九十甲乙丙丁省市区县旗州盟镇乡街厅局室处科股委办院所站队"
)
"""What tells two bodies apart by one character."""
MET = ("学习", "考察", "交流", "来我", "兄弟", "结对", "帮扶", "借鉴", "对标", "邻")
"""Words of a sentence that speaks of another body."""


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    body = figures.item("单位")
    name = body.text("名称") if body is not None else None
    if not name or not name.isalpha():
        return
    cut = _place(name)
    if len(name) - cut < LEAST:
        return
    told: set[int] = set()
    lines = set(reading.script.lines)
    slipped = [one for one in _candidates(reading.text, name) if _wrong(name, reading.text[slice(*one)], cut)]
    for start, end in (*slipped, *_other_place(reading.text, name, cut)):
        written = reading.text[start:end]
        if start in told or written in lines or _met(reading, start) or reading.text[start - 1 : start] in JOINTS:
            continue
        if written[cut - len(name) :] != name[cut:] or _subject(reading, start, end) or _levels(name, written, cut):
            told.add(start)
            fact = f"写作“{written}”，单位名称是“{name}”"
            yield Slip(codes.OWN_NAME, start, end, fact, "核对哪一个对，写成一样")


def _place(name: str) -> int:
    """Where the name goes on behind its place: 示例市示例区｜政务服务管理局."""
    return max((at + 1 for at, sign in enumerate(name[:-4]) if sign in PLACES and at), default=0)


def _other_place(text: str, name: str, cut: int) -> Iterator[tuple[int, int]]:
    """示例市样板区政务服务管理局 where the unit's is 示例市示例区……: the same city, the same rank, another place."""
    first = max((at + 1 for at, sign in enumerate(name[: cut - 1]) if sign in PLACES and at), default=0)
    at = text.find(name[cut:]) if first else -1
    while at >= 0:
        start = text.rfind(name[:first], max(0, at - first - FARTHEST), at)
        place = text[start + first : at]
        like = start >= 0 and len(place) > 1 and place.isalpha() and place[-1] == name[cut - 1]
        if like and place != name[first:cut] and not any(sign in PLACES for sign in place[:-1]):
            yield start, at + len(name) - cut
        at = text.find(name[cut:], at + 1)


def _subject(reading: Reading, start: int, end: int) -> bool:
    """Whether a name begins its sentence, so that the report speaks of its own unit; 、 and 与 join another one."""
    lead = reading.text[reading.sentence(start).start : start].strip(" \u3000，,")
    behind = reading.text[end : end + 1]
    return lead in ("", f"{reading.year}年", f"{reading.year}年度") and behind not in tuple("、与和及等来同到“")


def _levels(name: str, written: str, cut: int) -> bool:
    """Whether one character is wrong in a name of two places (示例市示列区): the other place is its own."""
    two = sum(sign in PLACES for sign in name[1:cut]) > 1
    return two and len(name) == len(written) and sum(map(str.__ne__, name, written)) == 1


def _candidates(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Stretches that begin or end as the name does: one error leaves one half as it is."""
    half = len(name) // 2
    first, last = name[:half], name[half:]
    at = text.find(first)
    while at >= 0:
        if not text.startswith(name, at):
            for length in (len(name), len(name) - 1, len(name) + 1):
                if length == len(name) or text[at + length - 1 : at + length] == name[-1:]:
                    yield at, at + length
        at = text.find(first, at + 1)
    cut = _place(name)
    at = text.find(name[:cut]) if cut > 1 else -1
    while at >= 0:
        if text[at + len(name) - 1 : at + len(name)] == name[-1]:
            yield at, at + len(name)
        at = text.find(name[:cut], at + 1)
    at = text.find(last)
    while at >= 0:
        start = at - half
        if start >= 0 and text[start:at] != first:
            yield start, at + len(last)
        at = text.find(last, at + 1)


def _wrong(name: str, written: str, cut: int) -> bool:
    """Whether one character is another, missing or twice, or two neighbours are swapped, so that no other body is meant."""
    if not written.isalpha():
        return False
    if len(written) == len(name):
        if _words_swapped(name, written, cut):
            return True
        places = [at for at, (one, other) in enumerate(zip(name, written, strict=True)) if one != other]
        if len(places) == 2 and places[1] - places[0] == 1:
            first, second = places
            return name[first] == written[second] and name[second] == written[first]
        if len(places) != 1:
            return False
        signs = {name[places[0]], written[places[0]]}
        return not (signs & OTHERS if places[0] < cut else signs <= OTHERS)
    long, short = (name, written) if len(name) > len(written) else (written, name)
    gaps = [at for at in range(len(long)) if long[:at] + long[at + 1 :] == short]
    return bool(gaps) and gaps[0] > cut and long[gaps[0]] not in OTHERS


def _words_swapped(name: str, written: str, cut: int) -> bool:
    """政务管理服务局 for 政务服务管理局: two words of two characters in the other order."""
    at = next((at for at, (one, other) in enumerate(zip(name, written, strict=True)) if one != other), -1)
    if at < cut or name[at + 4 :] != written[at + 4 :] or len(name) < at + 4:
        return False
    return name[at : at + 2] == written[at + 2 : at + 4] and name[at + 2 : at + 4] == written[at : at + 2]


def _met(reading: Reading, at: int) -> bool:
    sentence = reading.sentence(at)
    return any(word in sentence.text[sentence.start : sentence.end] for word in MET)
