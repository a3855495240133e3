"""A report as it would be built now in, its paragraphs with whose every printed stretch is out."""

from __future__ import annotations

from msgspec import Struct

from ..container import Flaw
from ..dialect import laid_out
from ..document import Document
from ..handwork.opened import opened
from ..handwork.reading import read
from ..numbered import Span, spans
from ..pack import Pack
from ..pipeline import Composed
from ..weaving import Spot, woven
from ..writers import write
from .sentences import Sentence, parted


class Fresh(Struct, frozen=True):
    """`printed` are the stretches of each paragraph that come from the file, by the number of their spot."""

    texts: tuple[str, ...]
    printed: tuple[tuple[Span, ...], ...]
    spots: tuple[Spot, ...]
    sentences: tuple[Sentence, ...]

    def within(self, one: Sentence) -> list[Span]:
        """The stretches that share a character with a sentence; of what is numbered twice, the one."""
        found = [span for span in self.printed[one.paragraph] if span.start < one.end and one.start < span.end]
        return list({(span.start, span.end): span for span in found}.values())


def fresh(one: Composed) -> Fresh:
    """Read from a DOCX of it, as the edited one is: what both writers and readers do to a text is done to both."""
    plain = laid_out(one.document, one.pack.style)
    whole, spots = woven(plain, one.rendered, one.pack)
    texts, marked = _texts(plain, one.pack), [spans(text) for text in _texts(whole, one.pack)]
    alike = len(texts) == len(marked)
    printed = (
        tuple(_moved(*two, text) for two, text in zip(marked, texts, strict=True)) if alike else ((),) * len(texts)
    )
    return Fresh(texts, printed, tuple(spots), tuple(parted(texts)))


def texts_of(one: Composed) -> tuple[str, ...]:
    """Its paragraphs alone."""
    return _texts(laid_out(one.document, one.pack.style), one.pack)


def _texts(document: Document, pack: Pack) -> tuple[str, ...]:
    found = opened(write(document, pack.style, (), "docx"))
    return () if isinstance(found, Flaw) else tuple(one.text for one in read(found).passages)


def _moved(marked: str, found: tuple[Span, ...], plain: str) -> tuple[Span, ...]:
    """The stretches of a text that may break its lines elsewhere, as a title does."""
    if marked == plain:
        return found
    before = [at for at, sign in enumerate(marked) if sign != "\n"]
    after = [at for at, sign in enumerate(plain) if sign != "\n"]
    if [marked[at] for at in before] != [plain[at] for at in after]:
        return ()
    to = dict(zip(before, after, strict=True))
    return tuple(
        Span(to[inside[0]], to[inside[-1]] + 1, one.number)
        for one in found
        if (inside := [at for at in range(one.start, one.end) if at in to])
    )
