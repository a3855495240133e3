"""A finding on the Markdown that a template produced in, the same finding at the template's own line out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from ..diagnostic import Diagnostic, Label
from ..pack import Pack
from ..source import Place, Source
from .desk import CLOSE, OPEN

_VALUE = re.compile(f"{OPEN}\\d+{CLOSE}")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_INCLUDED = re.compile(r"\{%-?\s*(?:include|import|from|extends)\s+[\"']([^\"']+)[\"']")
CLOSE_ENOUGH = 0.6
LONGEST = 1_000
"""Characters of a line that are compared; the longest one of a built-in template has 615."""
MOST_EFFORT = 40_000_000
"""Pairs of characters that are compared for all findings of a report; one finding in the longest built-in template takes
about a fiftieth of it. Behind it a line is only known by being the same."""


class _Origin(NamedTuple):
    """A line of a template and how much it is like one that was printed."""

    score: float
    source: Source
    line: int


def at_template(found: tuple[Diagnostic, ...], rendered: Source, pack: Pack, main: str) -> tuple[Diagnostic, ...]:
    """Point findings on `rendered` at the line of the pack that printed them, where one is alike enough."""
    if not any(one.place.source is rendered for one in found):
        return found
    templates = _Templates(_sources(pack, main, set()))
    return tuple(_moved(one, rendered, templates) if one.place.source is rendered else one for one in found)


def _sources(pack: Pack, name: str, seen: set[str]) -> Iterator[Source]:
    """The main template and all that it takes in, each once."""
    read = pack.read(name)
    if read is None or name in seen:
        return
    seen.add(name)
    yield Source(read[0], read[1])
    for inner in _INCLUDED.findall(read[1]):
        yield from _sources(pack, inner, seen)


class _Templates:
    """The lines of a pack's templates; of two that are as much alike the first is taken."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = list(sources)
        self.same: dict[str, _Origin] = {}
        """By what a line prints itself."""
        for source in self.sources:
            for line in range(1, len(source.line_starts) + 1):
                text = _TAG.sub("", source.line_text(line)[:LONGEST]).strip()
                if text:
                    self.same.setdefault(text, _Origin(1, source, line))
        self.known: dict[str, _Origin] = {}
        self.effort = 0

    @cached_property
    def matchers(self) -> list[tuple[difflib.SequenceMatcher[str], int, _Origin]]:
        """Each line of the templates, ready to be compared, with its length."""
        same = self.same.items()
        return [(difflib.SequenceMatcher(None, "", text, autojunk=False), len(text), one) for text, one in same]

    def nearest(self, printed: str) -> _Origin:
        """The line that is most like what was printed."""
        bare = _VALUE.sub("", printed).strip()[:LONGEST]
        if bare in self.same:
            return self.same[bare]
        if bare not in self.known:
            self.known[bare] = self._compared(bare)
        return self.known[bare]

    def _compared(self, bare: str) -> _Origin:
        best = _Origin(0, self.sources[0], 1)
        for matcher, length, one in self.matchers:
            matcher.set_seq1(bare)
            if best.score >= matcher.real_quick_ratio() or best.score >= matcher.quick_ratio():
                continue
            self.effort += len(bare) * length
            if self.effort > MOST_EFFORT:
                break
            if (score := matcher.ratio()) > best.score:
                best = _Origin(score, one.source, one.line)
        return best


def _moved(one: Diagnostic, rendered: Source, templates: _Templates) -> Diagnostic:
    printed = rendered.line_text(one.place.line)
    score, source, line = templates.nearest(printed)
    note = f"印出来的这一行：{_VALUE.sub('……', printed).strip()[:60]}"
    if score < CLOSE_ENOUGH:
        place = Place(source, 0, 0)
    else:
        start = source.offset(line, 1)
        text = source.line_text(line)
        piece = _VALUE.sub("", one.place.text).strip()
        column = text.find(piece) if piece and "\n" not in piece else -1
        begin = column if column >= 0 else len(text) - len(text.lstrip())
        place = Place(source, start + begin, start + (column + len(piece) if column >= 0 else len(text.rstrip())))
    return replace(one, at=Label(place, one.at.text), labels=(), notes=(*one.notes, note))
