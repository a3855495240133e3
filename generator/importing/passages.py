"""The paragraphs of one piece of prose in, the value that prints them again out: a text, a list of points, or sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..backwards import BREAK
from .found import Found, Path, Value
from .paragraphs import Paragraph

TITLE, CONTENT = "标题", "内容"
NONE = "无"
BETWEEN = "、"
ENDS = "。！？；：…”"


def put_passage(found: Found, path: Path, paragraphs: Sequence[Paragraph]) -> None:
    if _are_sections(paragraphs):
        number = 0
        for paragraph in paragraphs:
            if paragraph.rank is not None:
                number += 1
                _put(found, (*path, f"[#{number}]", TITLE), [paragraph])
                body: list[Paragraph] = []
            else:
                body.append(paragraph)
                found.values.pop((*path, f"[#{number}]", CONTENT), None)
                _put(found, (*path, f"[#{number}]", CONTENT), body)
    elif len(paragraphs) > 1 and len({one.rank for one in paragraphs}) == 1 and paragraphs[0].rank is not None:
        for number, paragraph in enumerate(paragraphs, 1):
            _put(found, (*path, f"[#{number}]"), [paragraph])
    else:
        _put(found, path, paragraphs, numbers=True)


def put_list(found: Found, path: Path, paragraph: Paragraph) -> None:
    """The items of a list, between 、 or each in a line of its own; one alone is a text."""
    cuts = list(_items(paragraph))
    if any(one[: len(path)] == path for one in found.values):
        return
    for number, item in enumerate(cuts, 1):
        _put(found, (*path, f"[#{number}]"), [item])


def _items(paragraph: Paragraph) -> Iterator[Paragraph]:
    sign = BREAK if BREAK in paragraph.text else BETWEEN
    start = 0
    for text in paragraph.text.split(sign):
        if text:
            yield paragraph.cut(start, start + len(text))
        start += len(text) + 1


def _are_sections(paragraphs: Sequence[Paragraph]) -> bool:
    """Headings of one rank without a full stop, each with text below it."""
    ranks = {one.rank for one in paragraphs if one.rank is not None}
    heads = [at for at, one in enumerate(paragraphs) if one.rank is not None]
    if len(ranks) != 1 or heads[0] != 0:
        return False
    ends = [*heads[1:], len(paragraphs)]
    return all(end - at > 1 and paragraphs[at].text[-1] not in ENDS for at, end in zip(heads, ends, strict=True))


def _put(found: Found, path: Path, paragraphs: Sequence[Paragraph], numbers: bool = False) -> None:
    texts = [one.said(0, len(one.text)) for one in paragraphs]
    if numbers:
        texts = [f"{one.number}{text}" for one, text in zip(paragraphs, texts, strict=True)]
    text = "\n".join(texts)
    found.put(path, Value(NONE if text in (NONE, f"{NONE}。") else text, paragraphs[0].whole))
