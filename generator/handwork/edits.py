"""Marks of a report as built and its paragraphs as found in, what a hand changed without tracking it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..alignment import aligned, compared
from ..imprint import SIZE, marks, sentences
from ..source import excerpt
from .reading import DocxParagraph

LONGEST = 120
"""Characters of a sentence that are shown: what somebody wrote has to be copied from here into the YAML."""


def changes(built: Sequence[bytes], found: Sequence[DocxParagraph], known: Mapping[bytes, str]) -> Iterator[str]:
    """`known` are sentences of the report as it would be built now, by which a mark can be read where they are the same."""
    now = [marks(one.text) for one in found]
    for i, j, k, m in aligned(built, now):
        for number in range(max(j - i, m - k)):
            was = built[i + number] if i + number < j else b""
            at = min(k + number, m)
            if k + number < m:
                yield from _changed(was, found[at].text, found[at].place, known)
            else:
                yield f"{_after(found, at)}{_deleted(_split(was), known)}"


def _after(found: Sequence[DocxParagraph], at: int) -> str:
    if at == 0:
        return "开头"
    last = found[at - 1]
    return f"{last.place}“{_around(last.text, '', 24)}”之后"


def _split(made: bytes) -> list[bytes]:
    return [made[at : at + SIZE] for at in range(0, len(made), SIZE)]


def _deleted(gone: Sequence[bytes], known: Mapping[bytes, str]) -> str:
    text = _read(gone, known)
    return f"删去了“{_around(text, '')}”" if text else f"删去了 {len(gone)} 句"


def _read(made: Sequence[bytes], known: Mapping[bytes, str]) -> str:
    """The sentences of these marks; nothing where one of them is not known."""
    return "".join(known[one] for one in made) if all(one in known for one in made) else ""


def _changed(was: bytes, text: str, place: str, known: Mapping[bytes, str]) -> Iterator[str]:
    """Of one paragraph, sentence by sentence."""
    before, after = _split(was), sentences(text)
    if not before:
        yield f"{place}加了“{_around(text.strip(), '')}”"
        return
    now = _split(marks(text))
    for i, j, k, m in compared(before, now):
        old, new = _read(before[i:j], known).strip(), "".join(after[k:m]).strip()
        if i == j:
            yield f"{place}加了“{_around(new, '')}”"
        elif k == m:
            yield f"{place}{_deleted(before[i:j], known)}"
        elif old:
            yield f"{place}“{_around(old, new)}”改成了“{_around(new, old)}”"
        else:
            yield f"{place}改成了“{_around(new, '')}”"


def _around(text: str, other: str, longest: int = LONGEST) -> str:
    """A text for one line, cut to where it first differs from the other."""
    start = next((n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    return excerpt(text, start, longest).replace("\n", " ")
