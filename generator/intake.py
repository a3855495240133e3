"""Files of others in, the YAML that holds what was recognised of them out; a file that is kept, filled with it."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from .amount import MONEY
from .codes import importing as codes
from .codes.reading import IS_FOLDER, NO_FILE, UNREADABLE
from .container import Flaw
from .diagnostic import Code, Diagnostic, Label, has_errors
from .importing import Imported, imported, pack_for
from .importing.found import Unknown, Value
from .importing.into import filled_in
from .importing.settle import Disagreement
from .load import decode, read_source
from .load.decoding import read as read_bytes
from .model import Record
from .nodes import Mapping as NodeMapping
from .nodes import Scalar
from .pack import Pack
from .packs import full_record
from .packs.asked import choose
from .pipeline import Settings, read_packs
from .sheets import EXTRA, Missing, OpenedFile, opened_file, told_place
from .source import Place, whole_file


class Taken(Struct, frozen=True):
    """What was read: its YAML, where anything was, and the findings on what was not."""

    diagnostics: tuple[Diagnostic, ...]
    made: Imported | None = None
    pack: Pack | None = None
    record: Record | None = None
    files: tuple[OpenedFile, ...] = ()
    source: bytes | None = None
    """The file that a report was built from, as it carries it: exact, where nothing else is read with it."""


def take(
    paths: Sequence[Path],
    settings: Settings,
    unit: str = "",
    year: str = "",
    whole: bool = False,
    figures_only: bool = False,
) -> Taken:
    """All files together: what one says, another may say too. `whole` asks for the file that a report carries, if any."""
    files: list[OpenedFile] = []
    found: list[Diagnostic] = []
    for path in paths:
        opened = _opened(path)
        if isinstance(opened, Diagnostic):
            found.append(opened)
        else:
            files.append(opened)
            found += (_finding(codes.UNREAD, text, whole_file(str(path)), HELP_UNREAD) for text in opened.unread)
    if not files:
        return Taken(tuple(found))
    if len(files) == 1 and files[0].source is not None and whole:
        return Taken(tuple(found), source=files[0].source)
    asked, _ = choose((), settings.template or pack_for(files))
    packs, problems = read_packs(asked, settings.folders())
    if not packs:
        return Taken((*found, *problems))
    record = full_record(packs)
    made = imported(files, packs[0], record, unit, year, figures_only)
    found += _on(made)
    if not made.values:
        found += (
            _finding(codes.NOTHING, f"{one.name} 里一个数也没有认出来", whole_file(one.name), HELP_NOTHING)
            for one in files
        )
        return Taken(tuple(found))
    return Taken(tuple(found), made, packs[0], record, tuple(files))


class FilledFile(Struct, frozen=True):
    """A file with its empty places filled: its new bytes, None where it was not touched."""

    diagnostics: tuple[Diagnostic, ...]
    data: bytes | None = None
    count: int = 0
    diff: str = ""


def fill(path: Path, taken: Taken) -> FilledFile:
    """What was recognised, put where a file is empty; where it says something else, that is told."""
    made, record = taken.made, taken.record
    data = read_bytes(path, str(path))
    if isinstance(data, Diagnostic) or made is None or record is None:
        return FilledFile((data,) if isinstance(data, Diagnostic) else ())
    source, found = decode(data, str(path))
    root = read_source(source) if source is not None else None
    if source is None or root is None or not isinstance(root.node, NodeMapping) or has_errors((*found, *root.found)):
        fact = f"{path} 自己有错，没有填"
        problem = _finding(codes.UNFIT, fact, whole_file(str(path)), f"先运行 zipingbao check {path}，改好再填")
        return FilledFile((*found, *(root.found if root is not None else ()), problem))
    unit = next((one.value for one in root.node.entries if one.key.text == "金额单位"), None)
    made.settled.unit = unit.text if isinstance(unit, Scalar) and unit.text in MONEY else made.settled.unit
    for key, where in HEADS.items():
        if key in made.heads and made.settled.values:
            place = next(iter(made.settled.values.values())).place
            made.settled.values.setdefault((key,), Value(made.heads[key], place))
            made.settled.working[(key,)] = where
    filled = filled_in(source, root.node, record, made.settled, made.writer)
    clashes = tuple(_clash(one) for one in filled.doubled)
    if filled.text is None:
        problem = _finding(
            codes.UNFIT,
            f"填进 {path} 以后读不成原来的样子，没有填",
            whole_file(str(path)),
            "不加 --into，写成另一份再抄",
        )
        return FilledFile((*clashes, problem))
    return FilledFile(clashes, encoded(filled.text, data), filled.count, filled.diff(str(path)))


def encoded(text: str, like: bytes) -> bytes:
    """As the file was: its encoding, its mark, its line ends."""
    if b"\r\n" in like:
        text = text.replace("\n", "\r\n")
    try:
        like.decode("utf-8")
    except UnicodeDecodeError:
        return text.encode("gb18030")
    return (codecs.BOM_UTF8 if like.startswith(codecs.BOM_UTF8) else b"") + text.encode("utf-8")


HEADS = {"年度": "各表的标题", "金额单位": "各表的金额单位"}
"""The keys that say how a file is read, and where they stand in others."""
HELP_UNREAD = "看一看那里有没有要填的数；图片里的，自己填"
HELP_NOTHING = "看看选对了文件没有；表的名称要在表的上方，如“收入支出决算总表”"


def _opened(path: Path) -> OpenedFile | Diagnostic:
    place = whole_file(str(path))
    try:
        if path.is_dir():
            return _finding(IS_FOLDER, "这是一个文件夹，不是文件", place, "给出文件夹里的一个文件")
        opened = opened_file(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a zero character in the path
        return _finding(NO_FILE, "没有这个文件", place, "检查文件名、扩展名，以及运行命令时所在的文件夹")
    except OSError as fault:
        return _finding(
            UNREADABLE, f"系统读不了这个文件（错误号 {fault.errno}）", place, "检查权限；在别的程序里打开着的先关闭"
        )
    if isinstance(opened, Missing):
        advice = f'运行 pip install "zipingbao[{EXTRA}]"，再试'
        return _finding(codes.EXTRA, f"读 {path.name} 要用 {opened.library}，没有装", place, advice)
    if isinstance(opened, Flaw):
        return _finding(
            codes.UNOPENED, f"{path.name} {opened.fact}", place, "能打开的话，另存为 .xlsx、.docx 或 .pdf 再试"
        )
    return opened


def _on(made: Imported) -> Iterator[Diagnostic]:
    yield from map(_clash, made.doubled)
    yield from map(missed, made.unknown)


def _clash(clash: Disagreement) -> Diagnostic:
    one, other = clash.one, clash.other
    name = ".".join(step.strip("[]·") for step in clash.path)
    fact = (
        f"“{name}”两处不一样：{told_place(one.place)} 是 {one.text}{one.unit}，"
        f"{told_place(other.place)} 是 {other.text}{other.unit}"
    )
    second = Label(other.place, "另一处")
    return Diagnostic(codes.APART, fact, Label(one.place, "一处"), (second,), help="查清哪一处对；两处都没有取")


def missed(one: Unknown) -> Diagnostic:
    """What found no key, at its place."""
    place = one.place if one.place is not None else whole_file("")
    fact = f"{'没有填' if one.clear else '没有认出'}“{one.text}”" + (
        f"（{told_place(place)}）" if one.place is not None else ""
    )
    return _finding(codes.UNKNOWN, fact + (f"：{one.reason}" if one.reason else ""), place, "要用的话自己填")


def _finding(code: Code, fact: str, place: Place, advice: str) -> Diagnostic:
    return Diagnostic(code, fact, Label(place), help=advice)
