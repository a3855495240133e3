"""A path or its bytes in, the decoded source out: UTF-8 with or without a BOM, or GBK; anything else is named."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from ..codes import reading as codes
from ..diagnostic import Code, Diagnostic, Label
from ..source import Place, Source, nearest, whole_file
from .wording import shown

LIMIT = 10 * 1024 * 1024
"""Bytes; a year's facts of one department take some 50 KB."""

_SAVE_AS = "在记事本或 WPS 里打开，选“文件”“另存为”，编码选“UTF-8”，再保存"
_MAGIC = (
    (b"PK\x03\x04", "办公文档（Word、Excel、WPS）或压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版办公文档（Word、Excel、WPS）"),
    (b"%PDF-", "一个 PDF 文件"),
    (b"{\\rtf", "一个 RTF 文档"),
    (b"\x89PNG", "一张图片"),
    (b"\xff\xd8\xff", "一张图片"),
)


def read(path: Path, name: str) -> bytes | Diagnostic:
    """The bytes of a file, or why there are none; its size is asked before it is read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return _folder(path, name)
        if not stat.S_ISREG(status.st_mode):
            return _whole(codes.UNREADABLE, name, "这不是普通的文件", "给出一个 YAML 文件的路径")
        if status.st_size > LIMIT:
            return _too_large(name, status.st_size)
        with path.open("rb") as stream:
            return stream.read(LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a zero character in the path
        return _missing(path, name)
    except PermissionError:
        advice = "若在别的程序里打开着，先关闭；否则在文件属性的“安全”里给自己加上“读取”，或复制一份再用"
        return _whole(codes.UNREADABLE, name, "没有读取这个文件的权限", advice)
    except OSError as fault:
        fact = f"系统读不了这个文件（错误号 {fault.errno}）"
        return _whole(codes.UNREADABLE, name, fact, "检查路径与磁盘；网盘里的文件先下载到本机")


def decode(data: bytes, name: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The text of the bytes, or why they are none."""
    if len(data) > LIMIT:
        return None, (_too_large(name, len(data)),)
    refused = _foreign(data, name)
    if refused:
        return None, (refused,)
    marked = data.startswith(codecs.BOM_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)  # here, as the codec that leaves it out counts bytes without it
    try:
        return _source(name, data.decode("utf-8")), ()
    except UnicodeDecodeError as fault:
        broken = fault
    if marked or _mostly_utf8(data):
        return None, (_broken_utf8(data, name, broken),)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        fact = "文件既不是 UTF-8 编码，也不是 GBK 编码的文本"
        return None, (_whole(codes.NOT_TEXT, name, fact, _SAVE_AS),)
    source = _source(name, text)
    return source, _doubt(source)


def _source(name: str, text: str) -> Source:
    return Source(name, text.replace("\r\n", "\n").replace("\r", "\n"))


def _foreign(data: bytes, name: str) -> Diagnostic | None:
    """Files that are no text, and Unicode of two or four bytes a character: by their first bytes or their zeros."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return _whole(codes.NOT_TEXT, name, f"这是{what}，不是 YAML 文件", "给出一个 .yaml 文件")
    encoding = ""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "UTF-32 编码"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _zeros_alternate(data[:4096]):
        encoding = "UTF-16 编码（记事本里叫“Unicode”）"
    return _whole(codes.UTF16, name, f"文件是 {encoding}", _SAVE_AS) if encoding else None


def _zeros_alternate(head: bytes) -> bool:
    """UTF-16 without a BOM: line ends, spaces and figures have zeros, all on one side."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return even + odd >= max(4, len(head) / 20) and (min(even, odd) * 10 < max(even, odd) or even + odd > len(head) / 2)


def _mostly_utf8(data: bytes) -> bool:
    """A UTF-8 file with a few broken bytes, which GBK would read as garbage; GBK text is hardly ever valid UTF-8."""
    text = data.decode("utf-8", "replace")
    return sum(c > "\u07ff" and c != "\ufffd" for c in text) > text.count("\ufffd") * 3


def _broken_utf8(data: bytes, name: str, fault: UnicodeDecodeError) -> Diagnostic:
    before = data[: fault.start].decode("utf-8")
    source = _source(name, before + data[fault.start :].decode("utf-8", "replace"))
    start = len(_source(name, before).text)
    found = " ".join(f"{byte:02X}" for byte in data[fault.start : fault.end])
    return Diagnostic(
        codes.NOT_TEXT,
        f"文件是 UTF-8 编码，但从这里起的字节（{found}）读不成字",
        Label(Place(source, start, start + 1), "坏在这里"),
        help="从备份恢复，或在编辑器里删去这一处，重新输入后保存",
    )


def _doubt(source: Source) -> tuple[Diagnostic, ...]:
    """Big5 and others also pass as GBK, but give rare characters; Chinese offices write nearly all in GB 2312."""
    chinese = [c for c in source.text if c > "\x7f"]
    rare = [c for c in chinese if not _in_gb2312(c)]
    if len(rare) < 4 or len(rare) * 4 < len(chinese):
        return ()
    at = source.text.index(rare[0])
    some = shown("".join(rare[:6]))
    fact = f"按 GBK 读出的 {len(chinese)} 个字里有 {len(rare)} 个生僻字，如“{some}”，可能不是 GBK 编码"
    return (Diagnostic(codes.DOUBTFUL_ENCODING, fact, Label(Place(source, at, at + 1), "从这里起"), help=_SAVE_AS),)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _whole(code: Code, name: str, fact: str, advice: str) -> Diagnostic:
    return Diagnostic(code, fact, Label(whole_file(name)), help=advice)


def _too_large(name: str, size: int) -> Diagnostic:
    fact = f"文件有 {size / 1024 / 1024:.1f} MB，超过 {LIMIT // 1024 // 1024} MB，没有读"
    return _whole(codes.TOO_LARGE, name, fact, "看看是不是选错了文件；填报文件通常只有几十 KB")


def _folder(path: Path, name: str) -> Diagnostic:
    inside = _yaml_names(path)
    advice = f"给出文件夹里的一个文件，如 {shown(inside[0], 60)}" if inside else "给出一个 .yaml 文件"
    return _whole(codes.IS_FOLDER, name, "这是一个文件夹，不是文件", advice)


def _missing(path: Path, name: str) -> Diagnostic:
    near = nearest(path.name, _yaml_names(path.parent)[:200])
    advice = f"是不是 {shown(near, 60)}？" if near else "检查文件名、扩展名，以及运行命令时所在的文件夹"
    return _whole(codes.NO_FILE, name, "没有这个文件", advice)


def _yaml_names(folder: Path) -> list[str]:
    try:
        return sorted(one.name for one in folder.iterdir() if one.suffix.lower() in (".yaml", ".yml"))
    except (OSError, ValueError):
        return []
