"""A finding on the Markdown that a template produced in, the same finding at the template's own line out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace

from ..diagnostic import Diagnostic, Label
from ..pack import Pack
from ..source import Place, Source
from .views import CLOSE, OPEN

_VALUE = re.compile(f"{OPEN}\\d+{CLOSE}")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_INCLUDED = re.compile(r"\{%-?\s*(?:include|import|from|extends)\s+[\"']([^\"']+)[\"']")
CLOSE_ENOUGH = 0.6


def at_template(found: tuple[Diagnostic, ...], rendered: Source, pack: Pack, main: str) -> tuple[Diagnostic, ...]:
    """Point findings on `rendered` at the line of the pack that printed them, where one is alike enough."""
    if not any(one.place.source is rendered for one in found):
        return found
    sources = list(_sources(pack, main, set()))
    return tuple(_moved(one, rendered, sources) if one.place.source is rendered else one for one in found)


def _sources(pack: Pack, name: str, seen: set[str]) -> Iterator[Source]:
    """The main template and all that it takes in, each once."""
    read = pack.read(name)
    if read is None or name in seen:
        return
    seen.add(name)
    yield Source(read[0], read[1])
    for inner in _INCLUDED.findall(read[1]):
        yield from _sources(pack, inner, seen)


def _moved(one: Diagnostic, rendered: Source, sources: list[Source]) -> Diagnostic:
    printed = rendered.line_text(one.place.line)
    bare = _VALUE.sub("", printed).strip()
    best = (0.0, sources[0], 1)
    for source in sources:
        for line in range(1, len(source.line_starts) + 1):
            text = _TAG.sub("", source.line_text(line)).strip()
            if text:
                score = difflib.SequenceMatcher(None, bare, text, autojunk=False).ratio()
                best = max(best, (score, source, line), key=lambda each: each[0])
    score, source, line = best
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
