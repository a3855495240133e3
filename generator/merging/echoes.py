"""A changed sentence in, the others of the report that print the same words of the department, as they would change, out."""

from __future__ import annotations

from typing import NamedTuple

from ..numbered import Span
from .fresh import Fresh
from .placing import is_own
from .sentences import Pair, Sentence

MARKS = "。；，、：！？"


class Echo(NamedTuple):
    was: str
    becomes: str


def echoes(pair: Pair, report: Fresh) -> list[Echo]:
    """None for a sentence that was added or deleted: where that would be printed again is not known."""
    if pair.old is None or pair.new is None:
        return []
    found: dict[Sentence, Echo] = {}
    for span in report.within(pair.old):
        if not is_own(report.spots[span.number]):
            continue
        was, becomes = _words(pair.old, pair.new, span)
        if was == becomes:
            continue
        for other in report.sentences:
            if other != pair.old and was in other.text and _prints(report, other, span):
                found[other] = Echo(other.text, other.text.replace(was, becomes, 1))
    return list(found.values())


def _words(old: Sentence, new: Sentence, span: Span) -> tuple[str, str]:
    """A stretch of a sentence before and after, without the mark at its end; twice the same where more was changed."""
    first, last = max(span.start - old.start, 0), min(span.end - old.start, len(old.text))
    head, tail = old.text[:first], old.text[last:]
    if not (new.text.startswith(head) and new.text[len(head) :].endswith(tail)):
        return "", ""
    was, becomes = old.text[first:last], new.text[len(head) : len(new.text) - len(tail)]
    both = was[-1:] == becomes[-1:] and was[-1:] in MARKS
    return (was[:-1], becomes[:-1]) if both else (was, becomes)


def _prints(report: Fresh, one: Sentence, span: Span) -> bool:
    """Whether a sentence prints the value of a stretch too."""
    value = report.spots[span.number].of[0]
    return any(value is other for at in report.within(one) for other in report.spots[at.number].of)
