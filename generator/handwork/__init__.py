"""A DOCX as it is found and as it is to be written in, what a hand did to it since it was built out."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..container import Flaw
from ..imprint import Imprint, bare, imprint, mark, sentences
from .comments import comments
from .edits import changes
from .emphasis import emphasis
from .marked import marked
from .opened import OpenedDocx, opened
from .reading import DocxText, read
from .revisions import revisions

MOST = 50
"""Notes that are told one by one."""


class Handwork(Struct, frozen=True):
    """What must not be lost; `ours`: the file says that this program built it, and what it wrote then."""

    ours: bool
    notes: tuple[str, ...]


def handwork(old: bytes, new: bytes) -> Handwork | Flaw:
    """Or why one of them is no DOCX that can be read; no notes where `old` was only saved again, or says the same."""
    before, after = opened(old), opened(new)
    if isinstance(before, Flaw) or isinstance(after, Flaw):
        return before if isinstance(before, Flaw) else Flaw(f"新写的{after.fact if isinstance(after, Flaw) else ''}")
    found, fresh = read(before), read(after)
    ours = before.imprint is not None or before.digest is not None
    notes = list(_notes(before, found, _built(before, found, fresh), fresh, after))
    more = (f"另有 {len(notes) - MOST} 处，请在 Word 或 WPS 里看",) if len(notes) > MOST else ()
    return Handwork(ours, (*notes[:MOST], *more))


def was_changed(data: bytes) -> bool:
    """Whether a DOCX no longer says what it said when it was built, or does not tell."""
    document = opened(data)
    if isinstance(document, Flaw) or document.imprint is None:
        return True
    now = _imprint(read(document))
    return now.text != document.imprint.text or any(comments(document)) or any(revisions(document))


def _built(document: OpenedDocx, found: DocxText, fresh: DocxText) -> Imprint:
    """As the file was built; where a program threw that away, as it would be built now."""
    if document.imprint is not None:
        return document.imprint
    now, then = _imprint(fresh), _imprint(found)
    return Imprint(then.text, now.charts, now.margins) if then.digest == document.digest else now


def _imprint(reading: DocxText) -> Imprint:
    return imprint((one.text for one in reading.passages), reading.charts, reading.margins)


def _notes(document: OpenedDocx, found: DocxText, built: Imprint, fresh: DocxText, new: OpenedDocx) -> Iterator[str]:
    yield from comments(document)
    yield from revisions(document)
    yield from marked(document)
    yield from emphasis(document, new)
    known = {mark(one): one for passage in fresh.passages for one in sentences(passage.text)}
    before, after = _imprint(found), _imprint(fresh)
    if before.text != after.text:  # as where the changes were copied into the YAML
        yield from changes(built.text, found.passages, known)
    if strange := set(before.charts) - set(built.charts) - set(after.charts):
        yield f"图里的数或文字改过（{len(strange)} 幅）"
    for text in dict.fromkeys(found.margins):
        if bare(text) and mark(bare(text)) not in built.margins:
            yield f"页眉、页脚或脚注里加了“{text.strip()}”"


__all__ = ["Handwork", "handwork", "was_changed"]
