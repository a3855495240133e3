"""What the system said about a file in, the finding out."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

from ..codes.output import W104, W105, W106
from ..diagnostic import Code, Diagnostic, Label
from ..source import whole_file


def failure(path: Path, error: OSError, held: bool = False, done: Sequence[str] = ()) -> Diagnostic:
    """`held`: where a file that is there is refused, a program has it open; `done`: files that are new already."""
    system = (f"系统信息：{error.strerror or error}", *(f"{one} 已经换成这一次的了" for one in done))
    folder = path.parent
    if isinstance(error, BlockingIOError):
        return finding(W105, path, f"无法写入：{path}，{error.strerror}", "等它写完再运行一次", system[1:])
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return finding(W106, path, f"磁盘空间不足，没有写成：{path}", "请腾出空间再运行，或用 -o 写到别的盘上", system)
    if held and isinstance(error, PermissionError) and path.is_file() and os.access(folder, os.W_OK):
        tell = f"请先在 WPS 或 Word 中关闭 {path.name} 再运行"
        return finding(W104, path, f"文件正被打开，写不进去：{path}", tell, system)
    if isinstance(error, NotADirectoryError | FileExistsError):
        wrong = next((one for one in path.parents if one.is_file()), folder)
        return finding(W105, path, f"无法写入：{path}，{wrong} 是一个文件，不是文件夹", "请用 -o 换一个文件夹", system)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return finding(W105, path, f"没有权限写入：{path}", "请用 -o 换一个可以写入的文件夹", system)
    if error.errno == errno.ENAMETOOLONG:
        return finding(W105, path, f"文件名太长：{path}", "请缩短输入文件的名字，或不用 --name", system)
    return finding(W105, path, f"无法写入：{path}", "请检查这个位置，或用 -o 换一个文件夹", system)


def finding(code: Code, path: Path, message: str, tell: str, notes: tuple[str, ...] = ()) -> Diagnostic:
    """What is wrong with a file as a whole."""
    return Diagnostic(code, message, Label(whole_file(str(path))), notes=notes, help=tell)
