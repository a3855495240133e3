"""A DOCX's parts in, its tracked changes (修订) out: by whom, where, and what was inserted, deleted, moved or reformatted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from msgspec import Struct

from ..ooxml import FALLBACK, W
from .comments import author
from .opened import OpenedDocx
from .places import Places

_WORDS = {
    f"{W}ins": "插入",
    f"{W}del": "删去",
    f"{W}moveFrom": "移走",
    f"{W}moveTo": "移入",
    f"{W}cellIns": "插入一格",
    f"{W}cellDel": "删去一格",
    f"{W}cellMerge": "合并或拆分一格",
}
_PARTED = {"插入", "删去", "移走", "移入"}
"""Without a text it is the break of a paragraph, which is said only where nothing else is."""
_REFORMATTED = "改了格式"
_ROW = f"{W}trPr"


class _Change(Struct, frozen=True):
    """`end` is the element that it ends with, so that one that follows at once is known."""

    what: str
    who: str
    place: str
    text: str
    end: Any


def revisions(document: OpenedDocx) -> Iterator[str]:
    for root in (document.main, *(one for tag in ("hdr", "ftr", "footnotes", "endnotes") for one in document.of(tag))):
        yield from _told(_joined(_changes(root, Places(document))))


def _changes(root: Any, places: Places) -> Iterator[_Change]:
    seen: set[str] = set()
    for one in root.iter():
        if one.tag == f"{W}p":
            places.at(one)
            seen.clear()
        elif not _is_change(one):
            continue
        elif one.tag in _WORDS:
            yield _Change(_WORDS[one.tag], author(one), _beside(one, places), _text(one), one)
        elif author(one) not in seen:  # of a paragraph, once
            seen.add(author(one))
            yield _Change(_REFORMATTED, author(one), _beside(one, places), _around(one), one)


def _is_change(element: Any) -> bool:
    """Text for older programs says the same again."""
    named = element.tag in _WORDS or (element.tag.startswith(W) and element.tag.endswith("Change"))
    return named and not any(up.tag == FALLBACK for up in element.iterancestors())


def _beside(element: Any, places: Places) -> str:
    """A row's properties stand before its paragraphs, a table's before all."""
    inner = next(element.iterancestors(f"{W}tr", f"{W}tbl", f"{W}p"), None)
    if inner is not None and inner.tag != f"{W}p":
        first = next(inner.iter(f"{W}p"), None)
        if first is not None:
            places.at(first)
    return places.within()


def _text(element: Any) -> str:
    """What an insertion or a deletion holds; a mark on a row or a paragraph stands for it."""
    texts = "".join(one.text or "" for one in element.iter(f"{W}t", f"{W}delText"))
    if texts:
        return texts
    if element.getparent().tag == _ROW:
        row = element.getparent().getparent()
        return "一行：" + " ".join(filter(None, (one.text for one in row.iter(f"{W}t", f"{W}delText"))))
    return ""


def _around(element: Any) -> str:
    for above in element.iterancestors(f"{W}r", f"{W}p"):
        if text := _text(above):
            return text
    return ""


def _joined(changes: Iterator[_Change]) -> list[_Change]:
    """Runs of one insertion are one; a break of a paragraph alone is said where nothing else is."""
    found: list[_Change] = []
    for one in changes:
        last = found[-1] if found else None
        if last and (last.what, last.who, last.place) == (one.what, one.who, one.place) and _follows(last.end, one.end):
            found[-1] = _Change(one.what, one.who, one.place, last.text + one.text, one.end)
        else:
            found.append(one)
    return found


def _follows(before: Any, after: Any) -> bool:
    """Whether nothing that was not changed stands between the two."""
    following = after.getprevious()
    while following is not None and following is not before and not following.findall(f".//{W}t"):
        following = following.getprevious()
    return following is before


def _told(changes: list[_Change]) -> Iterator[str]:
    changed = [one for one in changes if one.text or one.what not in _PARTED] or changes[:1]
    taken = False
    for one, following in pairwise([*changed, None]):
        if taken or one is None:
            taken = False
            continue
        swapped = following is not None and {one.what, following.what} == {"插入", "删去"} and one.who == following.who
        if swapped and following is not None and _follows(one.end, following.end):
            old, new = (one, following) if one.what == "删去" else (following, one)
            yield f"修订（{one.who}，{one.place}）：“{old.text}”改成“{new.text}”"
            taken = True
        else:
            what = f"“{one.text}”" if one.text else "一处分段" if one.what in _PARTED else ""
            yield f"修订（{one.who}，{one.place}）：{one.what}{what}"
