"""The file that stands where one is to be written in, why it must not be lost out."""

from __future__ import annotations

from pathlib import Path

from ..codes.output import W102, W103, W104
from ..container import Flaw
from ..diagnostic import Diagnostic
from ..exhaustive import assert_never
from ..formats import format_of
from .failures import finding
from .likeness import same_page, same_print, same_report
from .stamped import is_docx, was_edited

UNKNOWN = "在生成之后改动过，或者不是本程序生成的，里面可能有领导的修改"
ADVICE = "请先把其中的改动抄回 YAML，再加 --force 覆盖，原来的会另存；或者用 -o 写到别的文件夹"


def held(path: Path) -> Diagnostic | None:
    """A program seems to have the file open."""
    program = _holder(path)
    if program is None:
        return None
    return finding(
        W104,
        path,
        f"文件正被打开：{path}（旁边有 {program} 的占用标记）",
        f"请先在 {program} 中关闭 {path.name} 再运行；若它并没有打开，加 --force",
    )


def protection(path: Path, old: bytes, new: bytes, fresh: bool) -> Diagnostic | None:
    """Why these bytes must not be lost to others."""
    if fresh:
        return finding(W103, path, f"文件已经存在：{path}", "请换一个文件名，确实要覆盖时加 --force，原来的会另存")
    match format := format_of(path.name):
        case "docx":
            return _by_hand(path, old, new) if was_edited(old) else None
        case "md":
            return None if same_report(old, new) else _another(path)
        case "html":
            return None if same_page(old, new) else _another(path)
        case "pdf":
            return None if same_print(old, new) else _another(path)
        case None:
            return None
        case _:
            assert_never(format)


def _another(path: Path) -> Diagnostic:
    told = f"{path} 已经存在，而且看来不是本程序生成的这份报告"
    return finding(W103, path, told, "请用 -o 写到别的文件夹，确实要覆盖时加 --force，原来的会另存")


def _by_hand(path: Path, old: bytes, new: bytes) -> Diagnostic | None:
    """A DOCX that was only saved again, or says what is to be written, may be overwritten."""
    from ..handwork import handwork  # few reports were touched

    found = handwork(old, new)
    if isinstance(found, Flaw):
        return _unread(path, f"读不出 {path.name} 里改了什么：{found.fact}")
    if not found.notes:
        return None
    touched = f"{path} 在生成之后有人改动过" if found.ours else f"{path} {UNKNOWN}"
    return finding(W102, path, touched, ADVICE, found.notes)


def too_large(path: Path, flaw: Flaw) -> Diagnostic:
    """A file that is not even looked into."""
    if is_docx(path):
        return _unread(path, f"{path.name} {flaw.fact}")
    return finding(
        W103, path, f"文件已经存在：{path}，{flaw.fact}", "请换一个文件名，确实要覆盖时加 --force，原来的会另存"
    )


def _unread(path: Path, note: str) -> Diagnostic:
    return finding(W102, path, f"{path} {UNKNOWN}", ADVICE, (note,))


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
