"""A folder that anybody sent files into, the reports in it out: folders and zips below it, parts with the whole that names them.

Nothing is parsed here: what a file is, its first keys say; which files it names, the words behind 文件. All that costs
time or may go wrong is for `judging`, which runs apart.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from ..codes.taking import UNREAD
from ..container import Flaw
from ..diagnostic import Diagnostic, Label
from ..load import LIMIT
from ..nearby import SUFFIXES, is_below, plain
from ..source import whole_file
from .filing import Filing, Member
from .parcel import entries

_BEGINNING = re.compile(rb"^[\"' ]*(?:\xef\xbb\xbf)?[\"']?(?:" + b"|".join(
    word.encode(encoding) for word in ("版本", "模板", "年度", "金额单位") for encoding in ("utf-8", "gb18030")
) + rb")", re.MULTILINE)  # fmt: skip
"""Keys that stand in every report, and in no part."""
_NAMES = re.compile(r"文件[\"']?\s*[:：]\s*(?:\"([^\"\n]+)\"|'([^'\n]+)'|([^\s#\"'{}\[\],][^#\"'{}\[\],\n]*))")
_MARKS = tuple("文件".encode(encoding) for encoding in ("utf-8", "gb18030"))
_DEEPEST = 8
_MOST_PARTS = 500
_SKIPPED = ("~$", ".", "__MACOSX")
"""Files that programs put beside others."""


class Found(Struct, frozen=True):
    """A YAML file where it lies; `read` gives its bytes, or why there are none."""

    name: str
    stamp: float
    size: int
    read: Callable[[], bytes | Flaw]


class Sent(Struct, frozen=True):
    """A report that lies in the inbox, with the sum of its bytes; they are read again when it is its turn."""

    name: str
    stamp: float
    sum: str
    parts: tuple[str, ...] = ()
    loose: bool = False


class Inbox(Struct):
    """All that was sent. `others`: files of other kinds, by their ending."""

    sent: list[Sent] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    files: dict[str, Found] = field(default_factory=dict)

    def filing(self, sent: Sent) -> Filing | Flaw:
        """Its bytes as they are now."""
        members = []
        folder = PurePosixPath(sent.name).parent
        for name in (sent.name, *sent.parts):
            data = self.files[name].read()
            if isinstance(data, Flaw):
                return data
            below = PurePosixPath(name)
            members.append(Member(below.relative_to(folder).as_posix() if name != sent.name else below.name, data))
        return Filing(sent.name, tuple(members), sent.loose)


def look_through(inbox: Path, but: Path) -> Inbox:
    """Everything below the folder, in the order of names; the folder of results (`but`) may lie in it."""
    found = Inbox()
    for one in _files(inbox, os.path.realpath(but), found):
        found.files[one.name] = one
    reports: list[tuple[Found, str, tuple[str, ...]]] = []
    rest: list[tuple[Found, str, tuple[str, ...]]] = []
    for name, one in sorted(found.files.items()):
        data = one.read()
        if isinstance(data, Flaw):
            found.found.append(unread(name, data))
            del found.files[name]
        else:
            (reports if _BEGINNING.search(data) else rest).append((one, _digest(data), _named(data)))
    words = {one.name: named for one, _, named in (*reports, *rest)}
    sums = {one.name: total for one, total, _ in (*reports, *rest)}
    used: set[str] = set()
    for one, total, _ in reports:
        parts = _parts(one.name, words)
        used.update(parts)
        whole = hashlib.sha256("".join((total, *(sums[part] for part in parts))).encode()).hexdigest()
        found.sent.append(Sent(one.name, one.stamp, whole, parts))
    found.sent += [Sent(one.name, one.stamp, total, (), loose=True) for one, total, _ in rest if one.name not in used]
    found.sent.sort(key=lambda one: one.name)
    return found


def _parts(whole: str, words: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The files that a report names, and those that they name."""
    found: dict[str, None] = {}
    waiting = [(whole, 0)]
    while waiting and len(found) < _MOST_PARTS:
        name, deep = waiting.pop(0)
        for word in words.get(name, ()) if deep < _DEEPEST else ():
            part = (PurePosixPath(name).parent / word).as_posix()
            if part in words and part not in found and part != whole:
                found[part] = None
                waiting.append((part, deep + 1))
    return tuple(found)


def _named(data: bytes) -> tuple[str, ...]:
    if not any(mark in data for mark in _MARKS):
        return ()
    text = _text(data)
    named = (plain(next(filter(None, one.groups()))) for one in _NAMES.finditer(text))
    return tuple(dict.fromkeys(word for word in named if is_below(word)))


def _text(data: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.removeprefix(codecs.BOM_UTF8).decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _files(inbox: Path, but: str, found: Inbox) -> Iterator[Found]:
    """Links to folders are not followed: one may lead back here."""
    waiting = [inbox]
    while waiting:
        folder = waiting.pop()
        try:
            listed = sorted(os.scandir(folder), key=lambda one: one.name)
        except OSError as error:
            found.found.append(unread(_name(inbox, folder), Flaw(f"读不了（{error.strerror or error}）")))
            continue
        for one in listed:
            path = Path(one.path)
            if one.name.startswith(_SKIPPED) or os.path.realpath(path) == but:
                continue
            if one.is_dir():
                waiting += [path] if not one.is_symlink() else []
            elif path.suffix.lower() == ".zip":
                yield from _zipped(inbox, path, found)
            elif path.suffix.lower() in SUFFIXES:
                yield _plain_file(inbox, path)
            else:
                found.others[path.suffix.lower() or "无扩展名"] += 1


def _plain_file(inbox: Path, path: Path) -> Found:
    try:
        status = path.stat()
    except OSError:
        return Found(_name(inbox, path), 0, 0, lambda: _read(path))
    return Found(_name(inbox, path), status.st_mtime, status.st_size, lambda: _read(path))


def _read(path: Path) -> bytes | Flaw:
    try:
        if not path.is_file():
            return Flaw("不是普通文件")
        if (size := path.stat().st_size) > LIMIT:
            return Flaw(f"有 {size / 1_048_576:.1f} MB，超过 {LIMIT // 1_048_576} MB，没有读")
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except OSError as error:
        return Flaw(f"读不了（{error.strerror or error}）")


def _zipped(inbox: Path, path: Path, found: Inbox) -> Iterator[Found]:
    name = _name(inbox, path)
    for one in entries(path):
        if isinstance(one, Flaw):
            found.found.append(unread(name, one))
        elif PurePosixPath(one.name).suffix.lower() in SUFFIXES:
            yield Found(f"{name}/{one.name}", one.stamp, one.size, one.read)
        elif not any(part.startswith(_SKIPPED) for part in PurePosixPath(one.name).parts):
            found.others[PurePosixPath(one.name).suffix.lower() or "无扩展名"] += 1


def _name(inbox: Path, path: Path) -> str:
    """As the user would write it: from the inbox that was named."""
    return plain((inbox / path.relative_to(inbox)).as_posix())


def unread(name: str, flaw: Flaw) -> Diagnostic:
    return Diagnostic(UNREAD, f"{name} {flaw.fact}", Label(whole_file(name)))
