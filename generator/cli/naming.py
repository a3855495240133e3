"""Reports in, the files they are to be written to out, and which of them another report, or an input, has already."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
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
    outputs: tuple[Path, ...]


def outputs(path: Path, reports: Iterable[Report], folder: str | None, by_name: bool) -> tuple[Output, ...]:
    """STEM.docx, or STEM-报告名.docx where the input names several packs, or the pack's own name for the file."""
    return tuple(
        Output(_folder(path, folder) / f"{_stem(path, report, by_name)}.{ending}", data)
        for report in reports
        for ending, data in report.files.items()
    )


def _folder(path: Path, folder: str | None) -> Path:
    return path.parent if folder is None else Path(folder)


def _stem(path: Path, report: Report, by_name: bool) -> str:
    if by_name:
        return _file_name(report.pattern_name) or path.stem
    return f"{path.stem}-{_file_name(report.title)}" if report.several else path.stem


def _file_name(text: str) -> str:
    """Without what Windows refuses in a name (learn.microsoft.com, Naming Files, Paths, and Namespaces)."""
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "_", text).strip().rstrip(".")
    return f"_{name}" if _RESERVED.match(name) else name


class Claims:
    """The files that the reports of one run are written to: none to one that is an input, and no two to the same.

    Inputs that are called alike wait for each other (`waits`), so that neither of two that clash is written; what clashes
    beside that (--name) is refused the report that was made later.
    """

    def __init__(self, inputs: Sequence[Path], folder: str | None, by_name: bool) -> None:
        self._inputs = {_key(path): path for path in inputs}
        self._taken: dict[str, Path] = {}
        stems = [] if by_name or len(inputs) < 2 else [_key(_folder(path, folder) / path.stem) for path in inputs]
        several = {stem for stem, number in Counter(stems).items() if number > 1}
        self._alike = {path for path, stem in zip(inputs, stems, strict=False) if stem in several}

    def waits(self, path: Path) -> bool:
        return path in self._alike

    def refused(self, planned: Sequence[Planned]) -> dict[Path, tuple[Diagnostic, ...]]:
        """By input: each file that another of `planned`, another report before them, or an input has the name of."""
        claims: dict[str, list[tuple[Path, Path]]] = {}
        for one in planned:
            for path in one.outputs:
                claims.setdefault(_key(path), []).append((one.path, path))
        found: dict[Path, tuple[Diagnostic, ...]] = {}
        for key, claimed in claims.items():
            alone = False
            if key in self._inputs:
                message = f"输出文件 {claimed[0][1]} 就是输入文件 {self._inputs[key]}"
            elif len(claimed) > 1:
                message = f"输出文件重名：{_claimants(claimed)}都要写到 {claimed[0][1]}"
                alone = len({path for path, _ in claimed}) == 1
            elif key in self._taken:
                message = f"输出文件重名：{claimed[0][1]} 已经是 {self._taken[key]} 的报告"
            else:
                continue
            for path in dict.fromkeys(path for path, _ in claimed):
                found[path] = (*found.get(path, ()), _clash(path, message, alone))
        return found

    def take(self, plan: Planned) -> None:
        self._taken.update((_key(path), plan.path) for path in plan.outputs)


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
