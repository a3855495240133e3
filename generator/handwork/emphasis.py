"""A DOCX as found and as it would be built in, what a hand underlined, dotted, slanted, hid or made bold out.

This program sets bold type and underlines itself, so that a sentence is compared with how it is built; where the YAML says
a sentence anew, only what is never built so is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ..imprint import sentences
from ..ooxml import W, paragraphs, runs
from ..source import cut
from .marked import LONGEST, is_on
from .opened import OpenedDocx
from .places import Places

BOLD, LINE = "b", "u"
TOLD = {LINE: "加了下划线", "em": "加了着重号", "i": "改成了斜体", "vanish": "设成了隐藏文字", BOLD: "改成了加粗"}
UNTOLD = "去掉了加粗"
"""What is told of bold type that was built and is not there."""
Marks = frozenset[str]
Stretch = tuple[str, Marks]
_MOST_STYLES = 20
"""Styles that a style may stand on, one on another; ours stand on two."""


class _Weights:
    """Which styles of a document are bold."""

    def __init__(self, document: OpenedDocx) -> None:
        found = (one for root in document.of("styles") for one in root.iterfind(f"{W}style"))
        self._styles = {str(one.get(f"{W}styleId")): one for one in found}
        self._known: dict[str, bool] = {}

    def bold(self, name: str | None) -> bool:
        if name is None:
            return False
        if name not in self._known:
            self._known[name] = self._bold(name)
        return self._known[name]

    def _bold(self, name: str) -> bool:
        for _ in range(_MOST_STYLES):
            style = self._styles.get(name)
            if style is None:
                return False
            properties = style.find(f"{W}rPr")
            if properties is not None and properties.find(f"{W}b") is not None:
                return is_on(properties, BOLD)
            below = style.find(f"{W}basedOn")
            name = str(below.get(f"{W}val")) if below is not None else ""
        return False


def emphasis(document: OpenedDocx, fresh: OpenedDocx) -> Iterator[str]:
    built = list(_paragraphs(fresh))
    whole = set(map(tuple, built))
    places, known, beside = Places(document), dict[str, set[tuple[Marks, ...]]](), set[str]()
    for stretches in _paragraphs(document, places):
        if tuple(stretches) in whole:
            continue
        if not known:
            known, beside = _sentences(built), {_beside(one) for one in built if _has(one, LINE)}
        lined = _beside(stretches) in beside
        for text, fact in _told(stretches, known, lined):
            yield f"标记（{places.within()}）：“{cut(text, LONGEST)}”{fact}"


def _paragraphs(document: OpenedDocx, places: Places | None = None) -> Iterator[list[Stretch]]:
    """What they say; `places` goes along."""
    weights = _Weights(document)
    for paragraph in paragraphs(document.main):
        if places is not None:
            places.at(paragraph)
        if stretches := list(_stretches(paragraph, weights)):
            yield stretches


def _stretches(paragraph: Any, weights: _Weights) -> Iterator[Stretch]:
    """What runs look alike is one stretch: a program cuts them as it likes when it saves."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    bold = weights.bold(style.get(f"{W}val") if style is not None else None)
    own = (run for run in runs(paragraph) if run.text)
    for marks, group in groupby(own, key=lambda run: _marks(run.properties, bold, weights)):
        yield "".join(run.text for run in group), marks


def _marks(properties: Any, bold: bool, weights: _Weights) -> Marks:
    """Of a run; what was changed with changes tracked is told as such."""
    if properties is None or properties.find(f"{W}rPrChange") is not None:
        return frozenset((BOLD,) if bold else ())
    found = {name for name in TOLD if name != BOLD and is_on(properties, name)}
    style = properties.find(f"{W}rStyle")
    own = properties.find(f"{W}b") is not None
    if is_on(properties, BOLD) if own else bold != weights.bold(style.get(f"{W}val") if style is not None else None):
        found.add(BOLD)
    return frozenset(found)


def _sentences(built: list[list[Stretch]]) -> dict[str, set[tuple[Marks, ...]]]:
    known: dict[str, set[tuple[Marks, ...]]] = {}
    for stretches in built:
        for sentence, marks in _by_sentence(stretches):
            known.setdefault(sentence, set()).add(marks)
    return known


def _by_sentence(stretches: list[Stretch]) -> Iterator[tuple[str, tuple[Marks, ...]]]:
    """Each sentence with the marks of each of its characters."""
    text = "".join(one for one, _ in stretches)
    marks, at = [marks for one, marks in stretches for _ in one], 0
    for sentence in sentences(text):
        begin = text.find(sentence, at)
        if begin >= 0:
            at = begin + len(sentence)
            yield sentence, tuple(marks[begin:at])


def _told(stretches: list[Stretch], known: dict[str, set[tuple[Marks, ...]]], lined: bool) -> Iterator[tuple[str, str]]:
    """Each stretch of a paragraph that does not look as it is built, and how it looks."""
    facts: list[tuple[str, Marks, Marks]] = []
    for sentence, marks in _by_sentence(stretches):
        looks = known.get(sentence)
        if looks is None:
            never = {name for name in TOLD if name not in (BOLD, LINE) or (name == LINE and not lined)}
            facts += [(sign, one & never, frozenset()) for sign, one in zip(sentence, marks, strict=True)]
        elif marks in looks:
            facts += [(sign, frozenset(), frozenset()) for sign in sentence]
        else:
            like = min(looks, key=lambda look: sum(a != b for a, b in zip(look, marks, strict=True)))
            facts += [(sign, a - b, b - a) for sign, a, b in zip(sentence, marks, like, strict=True)]
    for (more, fewer), group in groupby(facts, key=lambda one: one[1:]):
        text = "".join(sign for sign, _, _ in group)
        said = [fact for name, fact in TOLD.items() if name in more] + ([UNTOLD] if BOLD in fewer else [])
        if said and text.strip():
            yield text, "，".join(said)


def _has(stretches: list[Stretch], mark: str) -> bool:
    return any(mark in marks for _, marks in stretches)


def _beside(stretches: list[Stretch]) -> str:
    """What stands beside the underlined: the label of a cover's row."""
    return "".join(text for text, marks in stretches if LINE not in marks)
