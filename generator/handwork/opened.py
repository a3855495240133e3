"""A DOCX's bytes in, its parts as trees of XML out, with what they say of themselves."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from ..container import DOCX, Flaw, main_part, trees
from ..container import opened as unpacked
from ..imprint import Imprint, decoded
from ..ooxml import IMPRINT, W

DIGEST = "正文摘要"


class OpenedDocx(Struct, frozen=True):
    """The main part, the others by name, the names of its styles that are headings, and what it says it was built as."""

    main: Any
    parts: dict[str, Any]
    headings: frozenset[str]
    imprint: Imprint | None
    digest: str | None

    def of(self, tag: str) -> list[Any]:
        """The roots of the parts of one kind."""
        return [root for root in self.parts.values() if root.tag == W + tag]


def opened(data: bytes) -> OpenedDocx | Flaw:
    """Or why it is no DOCX that can be read: what a broken part held is not known."""
    zipped = unpacked(data, DOCX)
    if isinstance(zipped, Flaw):
        return zipped
    parts = trees(zipped)
    if isinstance(parts, Flaw):
        return parts
    main = main_part(zipped, parts)
    if isinstance(main, Flaw):
        return main
    kept = next((root.text for root in parts.values() if root.tag == IMPRINT), None)
    return OpenedDocx(main, parts, _headings(parts), decoded(kept or "") if kept is not None else None, _digest(parts))


def _headings(parts: dict[str, Any]) -> frozenset[str]:
    """Word and WPS number styles anew when they save: what stands in the outline is told by the style."""
    styles = (one for root in parts.values() if root.tag == f"{W}styles" for one in root.iterfind(f"{W}style"))
    return frozenset(str(one.get(f"{W}styleId")) for one in styles if one.find(f"{W}pPr/{W}outlineLvl") is not None)


def _digest(parts: dict[str, Any]) -> str | None:
    root = parts.get("docProps/custom.xml")
    if root is None:
        return None
    return next(("".join(one.itertext()) for one in root if one.get("name") == DIGEST), None)
