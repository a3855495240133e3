"""What was read and a pack's list of subjects in, subjects with their level (类, 款, 项) that bear another name out.

The list may be a part of all (节选): a name is only asked about where it is one character from a listed one of its
level, or an old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...codes import sentences as codes
from ...derive.subject_names import LENGTHS
from ...figure import Item
from ...pack import Pack
from ...pattern import deferred
from ...subjects import Subjects
from .mention import names_another_year
from .numbers import Sort
from .reading import Reading
from .slip import Slip

LEAST = {"类": 6, "款": 7, "项": 7}
"""Characters of a name at least: 国防支出 and 外交支出 are one character or two apart."""
SHORT = 4
"""Characters of a name that is only held against the items of its own section."""
BACK = 32
DIFFERENT = (
    frozenset("行事"), frozenset("政业"), frozenset("城农"), frozenset("市村"), frozenset("本其"), frozenset("上下"),
)  # fmt: skip
"""Pairs of characters by which the list tells its own names apart."""


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    subjects, text = pack.subjects, reading.text
    if not reading.year or (subjects.years and reading.year not in subjects.years):
        return
    yield from _old_classes(reading, subjects)
    names: dict[str, list[str]] = {}
    old: dict[str, str] = {}
    for sign in "类款项":
        for at in reading.found(f"（{sign}）", f"({sign})"):
            if sign not in names:
                names[sign] = _names(subjects.of(reading.year).functions, LENGTHS[sign])
                old = old or _old(subjects, reading.year)
            start = _start(text, at)
            if sign == "项" and not _earlier(reading, at):
                yield from _of_section(subjects.of(reading.year), text, start, at)
            meant = _meant(text[start:at], names[sign], old, sign)
            if meant is not None and not _earlier(reading, at):
                written, right, why = meant
                begun = at - len(written)
                yield Slip(
                    codes.SUBJECT_NAME,
                    begun,
                    at,
                    f"“{written}（{sign}）”{why}“{right}”",
                    f"改成“{right}”；科目表里没有列的科目，核对名称",
                )


SECTION = deferred(r"([^（）()，。；：\s]{4,20}(?:[（(]室[）)][^（）()，。；：\s]{2,14})?)[（(]款[）)]$")


def _of_section(subjects: Subjects, text: str, start: int, at: int) -> Iterator[Slip]:
    """……（款）行政运营（项）: a short name, one character from an item of its own section, which is no item of any."""
    written, section = text[start:at], SECTION.search(text, max(0, start - BACK), start)
    functions = subjects.functions
    if section is None or not SHORT <= len(written) < LEAST["项"] or written in functions.values():
        return
    codes_of = [code for code, name in functions.items() if len(code) == LENGTHS["款"] and section[1].endswith(name)]
    items = [
        name for code, name in functions.items() if len(code) == LENGTHS["项"] and code[: LENGTHS["款"]] in codes_of
    ]
    near = [name for name in items if len(name) == len(written) and _near(written, name)]
    if len(near) == 1:
        yield Slip(
            codes.SUBJECT_NAME,
            start,
            at,
            f"“{written}（项）”与科目表差一个字：“{near[0]}”",
            f"改成“{near[0]}”；科目表里没有列的科目，核对名称",
        )


def _names(functions: Mapping[str, str], length: int) -> list[str]:
    return sorted({name for code, name in functions.items() if len(code) == length}, key=len, reverse=True)


def _old(subjects: Subjects, year: str) -> dict[str, str]:
    """Old names that are wrong in the year, and what they became."""
    return {one.name: subjects.functions.get(code, "") for code, one in subjects.old.items() if one.over(year)}


def _old_classes(reading: Reading, subjects: Subjects) -> Iterator[Slip]:
    """医疗卫生与计划生育支出12万元: the old name of a class with an amount right behind it, in no sentence of another year."""
    leads = reading.leads(Sort.MONEY)
    for code, one in subjects.old.items():
        if len(code) != LENGTHS["类"] or not one.over(reading.year) or one.name not in leads:
            continue
        for at in reading.found(one.name):
            end = at + len(one.name)
            amount = reading.at(end)
            whole = at == 0 or not reading.text[at - 1].isalpha() or reading.text[at - 1] in "中和及与是为"
            if amount is not None and amount.sort == Sort.MONEY and whole and not _earlier(reading, at):
                new = subjects.functions.get(code, "")
                fact = f"“{one.name}”是以前的名称，现在是“{new}”"
                yield Slip(codes.SUBJECT_NAME, at, end, fact, f"改成“{new}”")


def _start(text: str, at: int) -> int:
    """Where a name can begin: behind a mark, a digit, or the level of the name before."""
    start = at
    while (
        start
        and at - start < BACK
        and (text[start - 1].isalpha() or text[start - 1] in "（）()")
        and text[start - 1] > "z"
    ):
        if text[start - 1] in "）)" and text[start - 2 : start - 1] in "类款项":
            break
        start -= 1
    while start < at and text[start] in "）)":
        start += 1
    return start


def _meant(written: str, names: list[str], old: Mapping[str, str], sign: str) -> tuple[str, str, str] | None:
    """What of the words is a name, which one is meant, and why."""
    if any(written.endswith(name) for name in names):
        return None
    for name, new in old.items():
        if written.endswith(name) and new:
            return name, new, "是以前的名称，现在是"
    for name in names:
        if len(name) < LEAST[sign]:
            break
        for length in (len(name), len(name) - 1, len(name) + 1):
            end = written[-length:]
            whole = len(written) == length or not written[-length - 1 : -length].isalpha()
            if len(end) == length and (whole or length == len(name)) and _near(end, name):
                return end, name, "与科目表差一个字："
    return None


def _near(written: str, name: str) -> bool:
    if len(written) == len(name):
        apart = [frozenset(pair) for pair in zip(written, name, strict=True) if pair[0] != pair[1]]
        return len(apart) == 1 and apart[0] not in DIFFERENT and written[0] == name[0]
    long, short = (name, written) if len(name) > len(written) else (written, name)
    missing = [at for at in range(1, len(long)) if long[:at] + long[at + 1 :] == short]
    return bool(missing)


def _earlier(reading: Reading, at: int) -> bool:
    """Whether its sentence speaks of another year before."""
    sentence = reading.sentence(at)
    lead = sentence.text[sentence.start : at]
    return "上年" in lead or "去年" in lead or names_another_year(reading, lead)
