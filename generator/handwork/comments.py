"""A DOCX's parts in, its comments (批注) out: by whom, where and what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..ooxml import W, paragraphs
from ..source import cut
from .opened import OpenedDocx
from .places import Places
from .shown import shown

QUOTED = 37
"""Characters of the text that a comment stands at."""
UNSIGNED = "未署名"


def comments(document: OpenedDocx) -> Iterator[str]:
    where = _where(document)
    for root in document.of("comments"):
        for one in root.iterfind(f"{W}comment"):
            place = where.get(str(one.get(f"{W}id")), "")
            text = "\n".join(map(shown, paragraphs(one))).strip()
            yield f"批注（{author(one)}{place}）：{text or '（没有文字）'}"


def author(element: Any) -> str:
    return str(element.get(f"{W}author") or "").strip() or UNSIGNED


def _where(document: OpenedDocx) -> dict[str, str]:
    """By comment: its place, and the text that it was set on or the paragraph that it stands in."""
    places = Places(document)
    found: dict[str, str] = {}
    starts: dict[str, tuple[str, Any]] = {}
    quoted: dict[str, list[str]] = {}
    for one in document.main.iter(
        f"{W}p", f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference", f"{W}t"
    ):
        id = str(one.get(f"{W}id"))
        if one.tag == f"{W}p":
            places.at(one)
        elif one.tag == f"{W}commentRangeStart":
            starts[id], quoted[id] = (places.here(), one), []
        elif one.tag == f"{W}t":
            for texts in quoted.values():
                texts.append(one.text or "")
        elif id in quoted:
            found[id] = _said(starts[id][0], "".join(quoted.pop(id)))
        elif id not in found:
            found[id] = _said(places.here(), _paragraph(one))
    found |= {id: _said(place, _paragraph(one)) for id, (place, one) in starts.items() if id not in found}
    return found


def _said(place: str, text: str) -> str:
    return f"，{place}“{cut(text.strip(), QUOTED)}”处" if text.strip() else f"，{place}"


def _paragraph(element: Any) -> str:
    return next((shown(one) for one in element.iterancestors(f"{W}p")), "")
