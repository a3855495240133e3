"""Named bytes in, files on disk out: whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from .codes.output import W102, W103, W104, W105, W106
from .diagnostic import Code, Diagnostic, Label
from .frozen import dataclass
from .handwork import changes
from .source import whole_file

STAMP = re.compile(rb"zipingbao sha256=([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Output:
    """A file to be written; `fresh` asks that none of that name be there yet."""

    path: Path
    data: bytes
    fresh: bool = False


def write_outputs(plan: Sequence[Output], force: bool = False) -> tuple[Diagnostic, ...]:
    """Write all of `plan` or, where one of them may not or cannot be written, none; a file that is there stays."""
    ready = [replace(one, data=stamp(one.data)) if _is_docx(one.path) else one for one in plan]
    refused = tuple(found for one in ready if (found := _refusal(one, force)))
    return refused or _write(ready)


def stamp(data: bytes) -> bytes:
    """A DOCX with the fingerprint of its parts as the archive's comment, which Word and WPS drop when they save."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"zipingbao sha256=" + _fingerprint(archive).encode("ascii")
    return buffer.getvalue()


def edited(path: Path) -> bool:
    """Whether a DOCX was saved by somebody since it was stamped, or never was."""
    return _edited(path.read_bytes())


def _edited(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = STAMP.fullmatch(archive.comment)
            return found is None or found[1].decode("ascii") != _fingerprint(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
        return True


def _fingerprint(archive: zipfile.ZipFile) -> str:
    """Over the unpacked parts, so that another zlib gives the same."""
    total = hashlib.sha256()
    for name in sorted(archive.namelist()):
        part = hashlib.sha256(archive.read(name)).hexdigest()
        total.update(f"{len(name)} {name} {part}\n".encode())
    return total.hexdigest()


def _is_docx(path: Path) -> bool:
    return path.suffix.lower() == ".docx"


def _refusal(one: Output, force: bool) -> Diagnostic | None:
    """Why this file may not be written, found out without touching the disk."""
    try:
        mode = one.path.stat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        return _failure(one.path, error)
    if not stat.S_ISREG(mode):
        what = "是一个文件夹" if stat.S_ISDIR(mode) else "不是普通文件"
        return _found(W105, one.path, f"无法写入：{one.path} {what}", "请用 -o 换一个位置")
    if not mode & stat.S_IWUSR:
        return _found(W105, one.path, f"无法写入：{one.path} 是只读文件", "请去掉它的只读属性，或用 -o 换一个位置")
    try:
        with one.path.open("r+b") as file:
            old = file.read()
    except OSError as error:
        return _failure(one.path, error, held=os.name == "nt")
    return None if force or old in (b"", one.data) else _protection(one, old)


def _protection(one: Output, old: bytes) -> Diagnostic | None:
    """Why other bytes that stand at the path must not be lost."""
    if program := _holder(one.path):
        return _found(
            W104,
            one.path,
            f"文件正被打开：{one.path}（旁边有 {program} 的占用标记）",
            f"请先在 {program} 中关闭 {one.path.name} 再运行；若它并没有打开，加 --force",
        )
    if one.fresh:
        return _found(W103, one.path, f"文件已经存在：{one.path}", "请换一个文件名，确实要覆盖时加 --force")
    if _is_docx(one.path) and _edited(old):
        return _found(
            W102,
            one.path,
            f"{one.path} 在生成之后改动过，或者不是本程序生成的，里面可能有领导的修改",
            "请先把其中的改动抄回 YAML，再加 --force 覆盖；或者用 -o 写到别的文件夹",
            changes(old, one.data),
        )
    if one.path.suffix.lower() == ".md" and not _same_report(old, one.data):
        return _found(
            W103,
            one.path,
            f"{one.path} 已经存在，而且看来不是本程序生成的这份报告",
            "请用 -o 写到别的文件夹，确实要覆盖时加 --force",
        )
    return None


def _same_report(old: bytes, new: bytes) -> bool:
    """Whether a Markdown file is an earlier state of the new one: by its title, else by half of its headings.

    A mark in the text would have to be read by everyone, and a record beside it is lost by the first copy; so an
    edit inside a Markdown report is not noticed, only a file that is another text altogether.
    """
    before, after = _headings(old), _headings(new)
    known = set(after)
    return bool(before) and (before[:1] == after[:1] or 2 * sum(line in known for line in before) >= len(before))


def _headings(data: bytes) -> list[bytes]:
    return [line.strip() for line in data.removeprefix(b"\xef\xbb\xbf").splitlines() if line.startswith(b"#")]


def _holder(path: Path) -> str | None:
    """The program whose owner file stands beside the path.

    Word writes ~$ over the first characters of a name longer than six (support.microsoft.com, "owner file").
    """
    name, over = path.name, min(max(len(path.stem) - 6, 0), 2)
    marks = {
        f"~${name}": "WPS 或 Word",
        f"~${name[over:]}": "WPS 或 Word",
        f".~{name}": "WPS",
        f".~lock.{name}#": "LibreOffice",
    }
    return next((program for mark, program in marks.items() if path.with_name(mark).exists()), None)


def _write(plan: Sequence[Output]) -> tuple[Diagnostic, ...]:
    """Every file under a temporary name first, so that a full disk is met before the first is moved."""
    waiting: list[tuple[Path, Path, Path]] = []
    path = Path()
    try:
        for one in plan:
            path, target = one.path, Path(os.path.realpath(one.path))
            if target.exists() and target.read_bytes() == one.data:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            waiting.append((path, _free_name(target.parent), target))
            _spool(waiting[-1][1], target, one.data)
        while waiting:
            path, temporary, target = waiting[0]
            temporary.replace(target)
            waiting.pop(0)
    except OSError as error:
        return (_failure(path, error, held=True),)
    finally:
        for _, temporary, _ in waiting:
            temporary.unlink(missing_ok=True)
    return ()


def _free_name(folder: Path) -> Path:
    """Short, since the final name may already be as long as the file system allows."""
    names = (folder / f".zipingbao-{os.getpid()}-{n}.tmp" for n in count())
    return next(name for name in names if not name.exists())


def _spool(temporary: Path, target: Path, data: bytes) -> None:
    """mkstemp would leave 0600: a new file takes the umask's mode, one that is replaced keeps its own."""
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))


def _failure(path: Path, error: OSError, held: bool = False) -> Diagnostic:
    """What the system said, as a finding; `held`: where a file that is there is refused, a program has it open."""
    system = (f"系统信息：{error.strerror or error}",)
    folder = path.parent
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return _found(W106, path, f"磁盘空间不足，没有写成：{path}", "请腾出空间再运行，或用 -o 写到别的盘上", system)
    if held and isinstance(error, PermissionError) and path.is_file() and os.access(folder, os.W_OK):
        tell = f"请先在 WPS 或 Word 中关闭 {path.name} 再运行"
        return _found(W104, path, f"文件正被打开，写不进去：{path}", tell, system)
    if isinstance(error, NotADirectoryError | FileExistsError):
        wrong = next((one for one in path.parents if one.is_file()), folder)
        return _found(W105, path, f"无法写入：{path}，{wrong} 是一个文件，不是文件夹", "请用 -o 换一个文件夹", system)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _found(W105, path, f"没有权限写入：{path}", "请用 -o 换一个可以写入的文件夹", system)
    if error.errno == errno.ENAMETOOLONG:
        return _found(W105, path, f"文件名太长：{path}", "请缩短输入文件的名字，或不用 --name", system)
    return _found(W105, path, f"无法写入：{path}", "请检查这个位置，或用 -o 换一个文件夹", system)


def _found(code: Code, path: Path, message: str, tell: str, notes: tuple[str, ...] = ()) -> Diagnostic:
    return Diagnostic(code, message, Label(whole_file(str(path))), notes=notes, help=tell)
