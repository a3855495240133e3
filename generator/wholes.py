"""A file that holds an item of a list (项目/热线.yaml) in, the files that name it (文件: 项目/热线.yaml) out.

A part is checked with the whole that it belongs to. That is looked for in the part's folder and those above it, up to
the repository's root and never further than three.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .load import LIMIT, load
from .model import Record, Table
from .nearby import SUFFIXES
from .nodes import Mapping, Sequence
from .parts import DEEPEST, KEY, files_beside
from .vocabulary import REPORT

HIGHEST = 3
"""Folders above a part's own in which its whole may stand."""
_ENCODINGS = ("utf-8", "gb18030")
_BEGINNING = ("版本", "模板", "年度", "金额单位")
"""Keys that stand in every whole, and in no item."""


def may_be_part(path: Path) -> bool:
    """Whether a file has none of the keys that every whole begins with."""
    data = _bytes(path)
    keys = [word.encode(encoding) for word in _BEGINNING for encoding in _ENCODINGS]
    lines = (line.lstrip(b"\xef\xbb\xbf\"'") for line in data.split(b"\n"))
    return bool(data) and not any(line.startswith(tuple(keys)) for line in lines)


def is_item(path: Path) -> bool:
    """Whether a file holds what stands in a list of a report: a row's keys, rows, or rows behind their key."""
    node, _, _ = load(path, str(path))
    if isinstance(node, Mapping) and len(node.entries) == 1 and isinstance(node.entries[0].value, Sequence):
        return node.entries[0].key.text in {field.name for _, field in REPORT.below if isinstance(field.kind, Table)}
    rows = node.items if isinstance(node, Sequence) else (node,)
    keys = {entry.key.text for row in rows if isinstance(row, Mapping) for entry in row.entries}
    return bool(keys) and any(keys <= record.by_name.keys() for record in _rows(REPORT))


def wholes(path: Path, depth: int = 0) -> tuple[Path, ...]:
    """The files that name a part, those in the nearest folder; a part may itself be named by a part."""
    if depth >= DEEPEST:
        return ()
    for folder in _folders(path):
        found = [one for one in _naming(folder, path) if _holds(one, path)]
        whole = [one for near in found for one in (wholes(near, depth + 1) if may_be_part(near) else (near,))]
        if whole:
            return tuple(dict.fromkeys(whole))
    return ()


def _rows(record: Record) -> Iterator[Record]:
    return (field.kind.record for _, field in record.below if isinstance(field.kind, Table))


def _folders(path: Path) -> Iterator[Path]:
    """The part's folder first; the root of a repository is the last."""
    folder = path.parent
    for _ in range(HIGHEST + 1):
        yield folder
        above = (folder / "..") if not folder.name or folder.name == ".." else folder.parent
        if (folder / ".git").exists() or above.resolve() == folder.resolve():
            return
        folder = above


def _naming(folder: Path, path: Path) -> list[Path]:
    """Files that hold the part's name and 文件: not yet whether one names the other."""
    try:
        files = sorted(one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES)
    except OSError:
        return []
    words = [tuple(word.encode(encoding, "surrogateescape") for word in (KEY, path.name)) for encoding in _ENCODINGS]
    return [one for one in files if (data := _bytes(one)) and any(all(w in data for w in both) for both in words)]


def _holds(whole: Path, path: Path) -> bool:
    part = path.resolve()
    return whole.resolve() != part and any(one.resolve() == part for one in files_beside(whole))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= LIMIT else b""
    except OSError:
        return b""
