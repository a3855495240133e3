"""The paragraphs of a file in, the figures of its fixed sentences by path out.

A sentence is read without blanks and line ends, which a PDF puts anywhere; one that speaks of another year is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Sequence as Many
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from ..amount import MONEY
from ..pattern import deferred
from ..sheets import Told
from ..source import Place
from .found import Found, Value, leaf, path_of, plain_amount
from .found import Path as Keys
from .layouts import label_of
from .named import Names

_FILE = Path(__file__).parent / "sentences.yaml"
_SLOT = "{}"
_WIDE = str.maketrans("(),:;", "（），：；")
_GROUPED = deferred(r"(?<=[0-9])，(?=[0-9]{3}(?![0-9]))")
_OTHER_YEAR = deferred("与|较|比|上年|上一年|去年")
"""What says that a sentence compares: its figures may be another year's."""
FUND: Keys = ("支出", "一般公共预算", "科目")
LIST = "名单"
BUDGETS = ("年初预算", "全年预算", "决算")


class Sentence(Struct, frozen=True):
    """How a sentence is written, and the keys of its figures."""

    pattern: re.Pattern[str]
    keys: tuple[str, ...]
    names: str = ""
    """The list whose rows it names."""


class Wordings(Struct, frozen=True):
    sentences: tuple[Sentence, ...]
    classes: re.Pattern[str]
    each: re.Pattern[str]
    item: re.Pattern[str]


class FlatText(Struct, frozen=True):
    """A file's paragraphs without blanks, and where each character stands."""

    told: Told
    text: str
    at: Many[int]

    def place(self, start: int, end: int) -> Place:
        return Place(self.told, self.at[start], self.at[end - 1] + 1)


@lru_cache(maxsize=1)
def wordings() -> Wordings:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with _FILE.open(encoding="utf-8") as stream:
        told: Mapping[str, Any] = yaml.load(stream, loader)  # noqa: S506 # a safe loader, of our own file
    listed = tuple(Sentence(_pattern(one["句"]), tuple(one["键"]), one.get(LIST, "")) for one in told["句子"])
    return Wordings(listed, _pattern(told["类"]), _pattern(told["一类"]), _pattern(told["项"]))


def _pattern(text: str) -> re.Pattern[str]:
    """Each {} as a figure with its unit, in groups that are numbered."""
    units = "|".join(sorted(MONEY, key=len, reverse=True))
    pieces = text.split(_SLOT)
    made = pieces[0]
    for number, piece in enumerate(pieces[1:]):
        made += f"(?:为)?(?P<n{number}>[0-9][0-9,]*(?:\\.[0-9]+)?)(?P<u{number}>{units}){piece}"
    return re.compile(made)


def flat(told: Told) -> FlatText:
    """Half-width marks as full ones, but for those within a figure."""
    at = [number for number, sign in enumerate(told.text) if not sign.isspace()]
    plain = "".join([told.text[number] for number in at])
    return FlatText(told, _GROUPED.sub(",", plain.translate(_WIDE)), at)


def read_sentences(found: Found, names: Names, told: Told) -> None:
    """Every fixed sentence; what it says of items is put to those that the tables have."""
    text, known = flat(told), wordings()
    for sentence in known.sentences:
        for match in sentence.pattern.finditer(text.text):
            if not _compares(text.text, match):
                for number, key in enumerate(sentence.keys):
                    _put(found, leaf(path_of(key), names.record), text, match, number)
                if sentence.names:
                    found.listed[path_of(sentence.names)] = list(_names(text, *match.span(LIST)))
    for listed in known.classes.finditer(text.text):
        for match in known.each.finditer(text.text, listed.start("各类"), listed.end("各类")):
            code = names.class_of(label_of(match["名称"]))
            if code is not None:
                _put(found, (*FUND, f"[{code}]", BUDGETS[-1]), text, match, 0)
    rows = dict(_rows(found))
    for match in known.item.finditer(text.text):
        row = rows.get((label_of(match["类"]), label_of(match["款"]), label_of(match["项"])))
        if row is not None:
            for number, column in enumerate(BUDGETS):
                _put(found, (*FUND, row, column), text, match, number)


def put_names(found: Found) -> None:
    """The rows that sentences only name, in lists that nothing else tells of."""
    for path, names in found.listed.items():
        if not any(other[: len(path)] == path for other in found.values):
            for name in names:
                found.values.setdefault((*path, f"[{name.text}]", FUND[-1]), [name])


def _names(text: FlatText, start: int, end: int) -> Iterator[Value]:
    for name in text.text[start:end].removesuffix("等").split("、"):
        if name:
            yield Value(name, text.place(start, start + len(name)))
        start += len(name) + 1


def _compares(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence up to the figure, or the words right behind it, tell of another year."""
    begin = max(text.rfind(sign, 0, match.start()) for sign in "。；：！") + 1
    before = text[max(begin, match.start() - 60) : match.start()]
    return _OTHER_YEAR.search(before) is not None or text.startswith("相比", match.end())


def _put(found: Found, path: Keys, text: FlatText, match: re.Match[str], number: int) -> None:
    figure = match[f"n{number}"]
    plain = plain_amount(figure) if figure is not None else None
    if plain is not None:
        start, end = match.span(f"n{number}")
        found.put(path, Value(plain, text.place(start, end), match[f"u{number}"]))


def _rows(found: Found) -> Iterator[tuple[tuple[str, str, str], str]]:
    """The items of 一般公共预算 by the names of their class, their section and their own, where these are told."""
    named = {
        path[-1].strip("[]"): label_of(value.text.split(" ", 1)[-1])
        for path, value in found.titles.items()
        if path[:-1] == FUND
    }
    for code, name in named.items():
        over, above = named.get(code[:5]), named.get(code[:3])
        if len(code) > len("20103") and over is not None and above is not None:
            yield (above, over, name), f"[{code}]"
