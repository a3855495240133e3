"""Named bytes in, files on disk out: whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Sequence
from itertools import count, groupby
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ..codes.output import W105, W120
from ..container import DOCX, Flaw, flaw_of_size
from ..diagnostic import Diagnostic, Label
from ..source import whole_file
from .failures import failure
from .guard import held, protection, too_large
from .published import Made, publish
from .rewriting import OLD, rewrite_file
from .stamped import is_docx, stamp
from .turn import Turn, turn
from .unfinished import Move, digest, free_name, mend, mended, record

_PIECE = 1 << 20


class Output(Struct, frozen=True):
    """A file to be written; `fresh` asks that none of that name be there yet, but for one that is `ours`."""

    path: Path
    data: bytes
    fresh: bool = False
    ours: Callable[[bytes], bool] | None = None


class _Ready(Struct, frozen=True):
    """A file about to be written: a protected one that is there is kept under another name."""

    path: Path
    data: bytes
    guarded: Diagnostic | None


def write_outputs(plan: Sequence[Output], force: bool = False) -> tuple[Diagnostic, ...]:
    """Write all of `plan` or, where one of them may not or cannot be written, none; a file that is there stays.

    By force what was protected is kept beside the new file, and a note tells where.
    """
    ready: list[_Ready] = []
    refused: list[Diagnostic] = []
    notes = tuple(note for folder in dict.fromkeys(one.path.parent for one in plan) for note in mended(folder))
    for one in plan:
        data = stamp(one.data) if is_docx(one.path) else one.data
        there, guarded = _state(one.path), None
        if isinstance(there, Diagnostic):
            refused.append(there)
        elif there and there != data:
            if isinstance(there, Flaw):
                guarded = too_large(one.path, there)
            else:
                fresh = one.fresh and not (one.ours is not None and one.ours(there))
                guarded = protection(one.path, there, one.data, fresh)
            wrong = held(one.path) or guarded
            refused += [wrong] if wrong is not None and not force else []
        ready.append(_Ready(one.path, data, guarded))
    return notes + (tuple(refused) or _write(ready))


def rewrite(path: Path, data: bytes) -> tuple[Diagnostic, ...]:
    """New bytes for a file that somebody keeps (check --fix): it stays theirs, under all of its names."""
    there = _state(path)
    if isinstance(there, Diagnostic):
        return (there,)

    if (wrong := held(path)) is not None:
        return (wrong,)
    target = Path(os.path.realpath(path))
    try:
        rewrite_file(target, free_name(target.parent), data)
    except OSError as error:
        found = _failure(path, error, held=True)
        old = target.with_name(target.name + OLD)
        return (replace(found, notes=(*found.notes, f"原来的内容在 {old}")) if old.exists() else found,)
    return ()


def _state(path: Path) -> bytes | Flaw | Diagnostic | None:
    """What stands at the path, nothing where there is nothing, or why it cannot be written to; the disk is not touched."""
    try:
        mode, size = (status := path.stat()).st_mode, status.st_size
    except FileNotFoundError:
        if path.is_symlink():  # what comes into being at its end was never there for us to guard
            return _refused(path, "是一个链接，它指的文件不存在", "请删去这个链接，或用 -o 换一个位置")
        return None
    except OSError as error:
        return _failure(path, error)
    if not stat.S_ISREG(mode):
        what = "是一个文件夹" if stat.S_ISDIR(mode) else "不是普通文件"
        return _refused(path, what, "请用 -o 换一个位置")
    if not os.access(path, os.W_OK):  # whoever may write everything (root) is not asked what the file allows others
        return _refused(path, "是只读文件", "请去掉它的只读属性，或用 -o 换一个位置")
    try:
        with path.open("r+b") as file:
            return file.read() if size <= DOCX.packed else flaw_of_size(size, DOCX)
    except OSError as error:
        return _failure(path, error, held=os.name == "nt")


def _refused(path: Path, what: str, tell: str) -> Diagnostic:
    return Diagnostic(W105, f"无法写入：{path} {what}", Label(whole_file(str(path))), help=tell)


def _failure(path: Path, error: OSError, held: bool = False, done: Sequence[str] = ()) -> Diagnostic:

    return failure(path, error, held, done)


def _write(plan: Sequence[_Ready]) -> tuple[Diagnostic, ...]:
    """By folder, since one at a time is written to; a report's files always share theirs."""
    found: tuple[Diagnostic, ...] = ()
    for folder, group in groupby(plan, key=lambda one: one.path.parent):
        found += _in_turn(folder, list(group))
    return found


def _in_turn(folder: Path, plan: Sequence[_Ready]) -> tuple[Diagnostic, ...]:
    path = plan[0].path
    try:
        plan = [one for one in plan if not _is(one.path, one.data)]
        if not plan:
            return ()
        folder.mkdir(parents=True, exist_ok=True)
        with turn(folder) as mine:
            if mine.left:
                mend(mine)
            return (*mine.notes, *_moved(plan, mine))
    except OSError as error:
        return (_failure(path, error, held=True),)


def _is(path: Path, data: bytes) -> bool:
    """Whether a file holds these bytes."""
    return path.exists() and path.stat().st_size == len(data) and path.read_bytes() == data


def _moved(plan: Sequence[_Ready], mine: Turn) -> tuple[Diagnostic, ...]:
    """Every file under a temporary name first, so that a full disk is met before the first is moved."""
    waiting: list[tuple[_Ready, Path, Path, Path | None]] = []
    notes: list[Diagnostic] = []
    path = Path()
    moves: list[Move] = []
    try:
        for one in plan:
            path, target = one.path, Path(os.path.realpath(one.path))
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = free_name(target.parent)
            waiting.append((one, temporary, target, None))
            _spool(temporary, target, (one.data,))
            if one.guarded is not None:
                waiting[-1] = (one, temporary, target, _keep(target))
            if len(plan) > 1:  # one move is whole in itself
                moves.append(Move(temporary.name, path.name, digest(one.data), digest(target)))
        if moves:
            record(mine, moves)
        while waiting:
            one, temporary, target, kept = waiting[0]
            path = one.path
            temporary.replace(target)
            waiting.pop(0)
            if kept is not None and one.guarded is not None:
                notes.append(_kept(path, kept, one.guarded))
    except OSError as error:
        done = [one.target for one in moves if all(one.target != left.path.name for left, *_ in waiting)]
        return (*notes, _failure(path, error, held=True, done=done))
    finally:
        for _, temporary, _, kept in waiting:
            temporary.unlink(missing_ok=True)
            if kept is not None:
                kept.unlink(missing_ok=True)
    return tuple(notes)


def _keep(target: Path) -> Path:
    """The file that is there once more, under a name that nothing has."""
    names = (target.with_name(f"{target.name}.备份{number if number > 1 else ''}") for number in count(1))
    for name in names:
        try:
            with target.open("rb") as file:
                _spool(name, target, iter(lambda: file.read(_PIECE), b""))
        except FileExistsError:
            continue
        except OSError:
            name.unlink(missing_ok=True)
            raise
        return name
    raise AssertionError


def _kept(path: Path, kept: Path, guarded: Diagnostic) -> Diagnostic:
    beside = path.with_name(kept.name)
    shown = beside if os.path.realpath(beside) == str(kept) else kept  # a link's file lies elsewhere
    message = f"{path} 已经覆盖，原来的另存为 {shown}"
    return Diagnostic(W120, message, Label(whole_file(str(path))), notes=guarded.notes)


def _spool(temporary: Path, target: Path, data: Iterable[bytes]) -> None:
    """mkstemp would leave 0600: a new file takes the umask's mode, one that is replaced keeps its own."""
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as file:
        file.writelines(data)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))


__all__ = ["Made", "Output", "Turn", "publish", "rewrite", "stamp", "turn", "write_outputs"]
