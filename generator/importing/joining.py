"""The paragraphs of a file in, cut and joined as a pack's templates have them out: headings that run in or have two lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..backwards import BREAK
from ..backwards.pieces import Text, leaves
from ..sheets import Told
from .paragraphs import ENDS, LONG, Paragraph, numbered
from .patterns import LEAST, SURE, Pattern

COLON = "："
FIRST, SECOND = "：1.", "2."
STOPS = 4
"""Marks by which a heading with figures in it may end."""


def as_printed(patterns: Sequence[Pattern], paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """A heading with which its paragraph runs in stands by itself."""
    found: list[Paragraph] = []
    heads = [one for one in patterns if one.block.level and one.machine.anchor]
    for paragraph in _rows(patterns, _headings(patterns, list(_first_points(paragraphs)))):
        end = next((end for one in heads if (end := _runs_in(one, paragraph))), 0) if not paragraph.is_row else 0
        parts = _split(patterns, paragraph) if not end and not paragraph.is_row else ()
        if parts:
            found += parts
        elif end:
            found.append(_begin(paragraph, end))
            found.append(paragraph.cut(end, len(paragraph.text)))
        else:
            found.append(paragraph)
    return found


def _begin(paragraph: Paragraph, end: int) -> Paragraph:
    """Its first part, with its number."""
    begin = paragraph.cut(0, end)
    return Paragraph(begin.told, begin.text, begin.at, paragraph.number, paragraph.rank, paragraph.before)


def _first_points(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """A list whose first point stands in the line that leads to it: the next paragraph is its second one."""
    for at, one in enumerate(paragraphs):
        below = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        end = one.text.find(FIRST) + 1
        leads = end > 0 and below is not None and below.number == SECOND and one.rank is None
        if leads and isinstance(one.told, Told):
            yield _begin(one, end)
            yield numbered(one.told, one.text[end:], one.at[end:], one.at[end])
        else:
            yield one


def _split(patterns: Sequence[Pattern], paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """A sentence that ends with a colon and, behind it in the same line, the one that the template prints below it."""
    text = paragraph.text
    stops = [at + 1 for at, sign in enumerate(text[:-1]) if sign == COLON]
    if not stops or len(stops) > STOPS * 2 or len(text) > LONG or not isinstance(paragraph.told, Told):
        return ()
    for number, one in enumerate(patterns[:-1]):
        below = patterns[number + 1]
        if one.block.level or one.block.table or one.block.prose or one.machine.weight < SURE or below.block.prose:
            continue
        if not one.machine.has_anchor(text) or not _ends_with_colon(one) or one.machine.read(text) is not None:
            continue
        for end in stops:
            rest = numbered(paragraph.told, text[end:], paragraph.at[end:], paragraph.at[end])
            if one.machine.read(text[:end]) is not None and below.machine.read(rest.text) is not None:
                return _begin(paragraph, end), rest
    return ()


def _ends_with_colon(pattern: Pattern) -> bool:
    last = next((one for one in reversed(list(leaves(pattern.block.piece))) if isinstance(one, Text)), None)
    return last is not None and last.text.rstrip().endswith(COLON)


def _headings(patterns: Sequence[Pattern], paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines of a heading that has several, as one paragraph."""
    several = [(one, _ends(one)) for one in patterns if one.block.level and one.machine.anchor and _ends(one)]
    found: list[Paragraph] = []
    at = 0
    while at < len(paragraphs):
        whole = next(
            (
                joined
                for one, ends in several
                if (joined := _together(paragraphs[at : at + ends + 1], BREAK)) is not None
                and joined.text.count(BREAK) == ends
                and one.machine.read(joined.text.rstrip(ENDS)) is not None
            ),
            None,
        )
        found.append(whole or paragraphs[at])
        at += 1 + (whole.text.count(BREAK) if whole is not None else 0)
    return found


def _ends(pattern: Pattern) -> int:
    return sum(one.text.count(BREAK) for one in leaves(pattern.block.piece) if isinstance(one, Text))


def _together(paragraphs: Sequence[Paragraph], between: str) -> Paragraph | None:
    """Several paragraphs as one; None where one of them is numbered but the first, or is a row."""
    first, *more = paragraphs
    if any(one.rank is not None or one.told is not first.told for one in more) or first.is_row:
        return None
    text, at = first.text, first.at
    for one in more:
        text, at = text + between + one.text, at + one.at[:1] * len(between) + one.at
    return Paragraph(first.told, text, at, first.number, first.rank, first.before)


def _rows(patterns: Sequence[Pattern], paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """What a row is called and what is said of it, where hands put a line end between."""
    found: list[Paragraph] = []
    rows = [one.machine for one in patterns if one.block.loops and one.machine.anchor]
    for paragraph in paragraphs:
        last = found[-1] if found and not paragraph.is_row else None
        if last is not None and last.rank is not None and paragraph.rank is None and last.text[-1] in "）)":
            whole = _together((last, paragraph), "")
            if whole is not None and any(
                one.has_anchor(whole.text) and not one.has_anchor(last.text) and one.read(whole.text) for one in rows
            ):
                found[-1] = whole
                continue
        found.append(paragraph)
    return found


def _ends_line(paragraph: Paragraph, end: int) -> bool:
    """Whether a numbered paragraph goes on in a new line of the file there, as on a page."""
    if paragraph.rank is None or not 0 < end < len(paragraph.text):
        return False
    return "\n" in paragraph.told.text[paragraph.at[end - 1] : paragraph.at[end]]


def _runs_in(pattern: Pattern, paragraph: Paragraph) -> int:
    """Where a heading ends within its paragraph, behind its stop; 0 where it does not run in."""
    anchor = pattern.machine.anchor
    if pattern.block.run_in and pattern.machine.has_slots and anchor in paragraph.text:
        stops = [at for at, sign in enumerate(paragraph.text[:-1]) if sign in ENDS][:STOPS]
        return next((at + 1 for at in stops if pattern.machine.read(paragraph.text[:at]) is not None), 0)
    at = paragraph.text.find(anchor)
    if _ends_line(paragraph, at + len(anchor)) and at == 0 and len(anchor) >= LEAST and not pattern.machine.has_slots:
        return len(anchor)
    if at < 0 or len(anchor) < LEAST or (paragraph.rank is None and not pattern.block.run_in):
        return 0
    end = at + len(anchor)
    if end + 1 >= len(paragraph.text) or paragraph.text[end] not in ENDS:
        return 0
    return end + 1 if pattern.machine.read(paragraph.text[:end]) is not None else 0
