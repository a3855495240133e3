"""Parts and their relationships in, the bytes of an OPC package out: the same for the same parts, whenever written."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from .runs import attribute

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP entry can carry; a real one would change the bytes from run to run."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship to a part: its id within the part that has it, its type's address and the part's name."""

    id: str
    type: str
    target: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package: its name without a leading slash, media type, bytes and relationships."""

    name: str
    content_type: str
    data: bytes
    relations: tuple[Relation, ...] = ()


def xml(text: str) -> bytes:
    return (_DECLARATION + text).encode("utf-8")


def pack(parts: Sequence[Part], relations: Sequence[Relation]) -> bytes:
    """A package of `parts` whose own relationships are `relations`."""
    entries = {part.name: part.data for part in parts}
    entries["[Content_Types].xml"] = _content_types(parts)
    entries["_rels/.rels"] = _relationships(relations, "")
    for part in parts:
        if part.relations:
            folder, name = posixpath.split(part.name)
            entries[f"{folder}/_rels/{name}.rels"] = _relationships(part.relations, folder)
    return zipped(entries, zipfile.ZIP_DEFLATED)


def _content_types(parts: Sequence[Part]) -> bytes:
    overrides = "".join(
        f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>'
        for part in sorted(parts, key=lambda part: part.name)
    )
    return xml(
        f'<Types xmlns="{_CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(relations: Sequence[Relation], folder: str) -> bytes:
    listed = "".join(
        f'<Relationship Id="{relation.id}" Type="{relation.type}" '
        f'Target="{attribute(posixpath.relpath(relation.target, folder) if folder else relation.target)}"/>'
        for relation in relations
    )
    return xml(f'<Relationships xmlns="{_RELATIONSHIPS}">{listed}</Relationships>')


def zipped(entries: dict[str, bytes], method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=6) as archive:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = method
            info.create_system = 0  # else Windows and Linux write different bytes
            archive.writestr(info, entries[name], compresslevel=6)
    return buffer.getvalue()
