"""A part of a DOCX in, its tree of XML out; nothing in it is fetched, run or expanded."""

from __future__ import annotations

from typing import Any

from .flaw import Flaw, named
from .zipped import FAULTS, Zipped

LARGEST = 64_000_000
"""Bytes of XML in all parts together: 114 times the largest report of inputs/, 4 times one of 1,000 projects."""
MOST_MARKS = 1_500_000
"""Signs that begin an element or an attribute (< and =) in all parts together: each costs some 200 bytes of a tree. 34 times the
largest report of inputs/, 1.4 times one of 1,000 projects."""


def tree(zipped: Zipped, name: str, most: int = LARGEST) -> Any | Flaw:
    """The root of a part, of at most so many bytes."""
    entry = zipped.entries.get(name)
    if entry is None:
        return Flaw(f"里面没有{named(name)}")
    data = zipped.read(entry, most)
    if isinstance(data, Flaw):
        return data
    if _marks(data) > MOST_MARKS:
        return _too_many()
    return _parsed(data, name)


def trees(zipped: Zipped) -> dict[str, Any] | Flaw:
    """The roots of all parts that are XML."""
    found: dict[str, Any] = {}
    room, marks = LARGEST, 0
    for name, entry in zipped.entries.items():
        if not name.endswith(".xml"):
            continue
        data = zipped.read(entry, room)
        if isinstance(data, Flaw):
            return data
        room, marks = room - len(data), marks + _marks(data)
        if marks > MOST_MARKS:
            return _too_many()
        root = _parsed(data, name)
        if isinstance(root, Flaw):
            return root
        found[name] = root
    return found


def _marks(data: bytes) -> int:
    return data.count(b"<") + data.count(b"=")


def _too_many() -> Flaw:
    return Flaw(f"里面的标记超过 {MOST_MARKS // 10_000} 万个，没有读")


def _parsed(data: bytes, name: str) -> Any | Flaw:
    """No office program writes a DTD: what has one is not even parsed, where it is seen before."""
    from lxml import etree  # most runs look into no DOCX

    told = Flaw(f"里面的{named(name)}带有 DTD（实体定义），没有读")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return told
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
        internal = root.getroottree().docinfo.internalDTD
    except (etree.LxmlError, SyntaxError, AssertionError, *FAULTS):
        return Flaw(f"里面的{named(name)}不是完好的 XML")
    return root if internal is None else told
