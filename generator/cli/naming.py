"""Reports in, the files they are to be written to out; two reports for one file are found before any is written."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from ..codes.output import W101
from ..diagnostic import Diagnostic, Label
from ..output import Output
from ..pipeline import Report
from ..source import whole_file

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")


class Planned(Struct, frozen=True):
    """An input and the files that it is to become."""

    path: Path
    outputs: tuple[Output, ...]


def outputs(path: Path, reports: Iterable[Report], folder: str | None, by_name: bool) -> tuple[Output, ...]:
    """STEM.docx, or STEM-报告名.docx where the input names several packs, or the pack's own name for the file."""
    where = path.parent if folder is None else Path(folder)
    return tuple(
        Output(where / f"{_stem(path, report, by_name)}.{ending}", data)
        for report in reports
        for ending, data in report.files.items()
    )


def _stem(path: Path, report: Report, by_name: bool) -> str:
    if by_name:
        return _file_name(report.pattern_name) or path.stem
    return f"{path.stem}-{_file_name(report.title)}" if report.several else path.stem


def _file_name(text: str) -> str:
    """Without what Windows refuses in a name (learn.microsoft.com, Naming Files, Paths, and Namespaces)."""
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "_", text).strip().rstrip(".")
    return f"_{name}" if _RESERVED.match(name) else name


def clashes(planned: Sequence[Planned]) -> dict[Path, tuple[Diagnostic, ...]]:
    """By input: each file that another report, or an input, has already the name of."""
    inputs = {_key(one.path): one.path for one in planned}
    claims: dict[str, list[tuple[Path, Path]]] = {}
    for one in planned:
        for output in one.outputs:
            claims.setdefault(_key(output.path), []).append((one.path, output.path))
    found: dict[Path, tuple[Diagnostic, ...]] = {}
    for key, claimed in claims.items():
        alone = False
        if key in inputs:
            message = f"输出文件 {claimed[0][1]} 就是输入文件 {inputs[key]}"
        elif len(claimed) > 1:
            message = f"输出文件重名：{_claimants(claimed)}都要写到 {claimed[0][1]}"
            alone = len({path for path, _ in claimed}) == 1
        else:
            continue
        for path in dict.fromkeys(path for path, _ in claimed):
            found[path] = (*found.get(path, ()), _clash(path, message, alone))
    return found


def _claimants(claimed: Sequence[tuple[Path, Path]]) -> str:
    paths = list(dict.fromkeys(str(path) for path, _ in claimed))
    return f"{paths[0]} 的 {len(claimed)} 份报告" if len(paths) == 1 else "、".join(paths) + " "


def _clash(path: Path, message: str, alone: bool) -> Diagnostic:
    """`alone`: one input's own reports clash, so that no other folder or name of the input helps."""
    tell = "请用 -o 分别写到不同的文件夹，或改用（或不用）--name，或给输入文件换个名字"
    if alone:
        tell = "这几个模板包的标题相同：用 -t 选其中一个，或请发模板包的单位改标题"
    return Diagnostic(W101, message, Label(whole_file(str(path))), help=tell)


def _key(path: Path) -> str:
    """What a file system that ignores case and Unicode form (Windows, macOS) takes for the same file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", os.path.realpath(path)).casefold())
