"""A pipeline whose inputs say what is to be found in them: each line is one instruction.

It lets the command line be tested on any outcome: `错误`, `警告`, `提示` make a finding of that severity at their own
place, `报告 NAME` a report (several where there are several), `名称 NAME` the pattern's file name, `崩溃` a bug.
"""

from __future__ import annotations

import io
import sys
import types
import zipfile
from dataclasses import dataclass
from pathlib import Path

from generator.codes import output, reading
from generator.diagnostic import Code, Diagnostic, Kind, Label, Severity
from generator.pack import Pack
from generator.source import Place, Source, whole_file


@dataclass(frozen=True)
class Settings:
    template_dirs: tuple[Path, ...] = ()
    template: str | None = None
    notes: bool = True
    each_rounding: bool = False
    only: Path | None = None
    coverage: bool = False
    carry: bool = False


@dataclass(frozen=True)
class Checked:
    name: str
    diagnostics: tuple[Diagnostic, ...]
    source: Source | None = None
    of_packs: frozenset[str] = frozenset()
    packs: tuple[Pack, ...] = ()
    coverage: tuple[object, ...] = ()


@dataclass(frozen=True)
class Report:
    title: str
    several: bool
    pattern_name: str
    files: dict[str, bytes]


@dataclass(frozen=True)
class Built:
    diagnostics: tuple[Diagnostic, ...]
    reports: tuple[Report, ...]
    of_packs: frozenset[str] = frozenset()
    packs: tuple[Pack, ...] = ()


@dataclass(frozen=True)
class PackSummary:
    name: str
    title: str
    version: str
    region: str
    years: tuple[str, ...]
    description: str
    extends: str | None
    parts: tuple[str, ...]
    prints: bool = True
    broken: str = ""


@dataclass(frozen=True)
class Asked:
    key: str
    meaning: str
    required: bool


@dataclass(frozen=True)
class OwnField:
    name: str
    meaning: str
    required: bool
    kind: str


@dataclass(frozen=True)
class Description:
    summary: PackSummary
    chapters: tuple[tuple[str, tuple[Asked, ...]], ...]
    departures: tuple[tuple[str, str, str], ...]
    relations: tuple[tuple[str, str, str], ...] = ()
    own: tuple[tuple[str, tuple[OwnField, ...]], ...] = ()
    place: str = ""
    digest: str = ""


FOUND = {
    "错误": Code("P101", Kind.BALANCE, Severity.ERROR, "合计不符", "合计不等于分项之和。\n\n为什么：数不对。\n"),
    "警告": Code("P201", Kind.EXPLAIN, Severity.WARNING, "增减过大", "增减超过三成而没有说明。\n"),
    "提示": Code("P102", Kind.BALANCE, Severity.NOTE, "四舍五入", "在舍入的范围之内。\n"),
}
OWN = (*FOUND.values(), *(value for value in vars(output).values() if isinstance(value, Code)))
CODES = {code.id: code for code in OWN}
PACKS = (
    PackSummary("通用", "项目绩效自评报告", "2024.1", "", (), "各地通用", None, ("项目", "指标")),
    PackSummary("甘肃/部门", "部门决算", "2023.2", "甘肃省", ("2022", "2023"), "", "通用", ("收入",)),
)


def check(path: Path, settings: Settings) -> Checked:
    """The findings that the file asks for."""
    try:
        source = Source(str(path), path.read_text(encoding="utf-8"))
    except OSError:
        code = reading.IS_FOLDER if path.is_dir() else reading.NO_FILE
        return Checked(str(path), (Diagnostic(code, f"读不到 {path}", Label(whole_file(str(path)))),), None)
    if "崩溃" in source.text:
        raise RecursionError("too deep")
    found = []
    for number, line in enumerate(source.text.splitlines(), 1):
        for word, code in FOUND.items():
            if word in line:
                start = source.offset(number, line.index(word) + 1)
                at = Label(Place(source, start, start + len(word)), "这里")
                found.append(Diagnostic(code, line.strip(), at, help="请核对"))
    return Checked(str(path), tuple(found), source)


def build(path: Path, settings: Settings, formats: tuple[str, ...]) -> Built:
    """One report, or one for each 报告."""
    checked = check(path, settings)
    if checked.source is None:
        return Built(checked.diagnostics, ())
    words = [line.split(maxsplit=1) for line in checked.source.text.splitlines() if " " in line]
    titles = [word[1] for word in words if word[0] == "报告"] or ["自评报告"]
    pattern = next((word[1] for word in words if word[0] == "名称"), "")
    made = {"docx": docx(checked.source.text), "md": f"# 报告\n\n{checked.source.text}".encode()}
    files = {ending: made[ending] for ending in formats}
    return Built(checked.diagnostics, tuple(Report(title, len(titles) > 1, pattern, files) for title in titles))


def docx(text: str) -> bytes:
    """A package that is enough for whoever looks at its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("word/document.xml"), text)
    return buffer.getvalue()


def blank_form(template: str, settings: Settings, year: str = "") -> tuple[str | None, tuple[Diagnostic, ...]]:
    """A form for a pack that there is."""
    pack, found = show_pack(template, settings)
    return (f"版本: 1\n模板: {pack.summary.name}\n" if pack else None), found


def list_packs(settings: Settings) -> tuple[PackSummary, ...]:
    """Those above, and one for each folder of --templates."""
    return (*PACKS, *(PackSummary(one.name, "自带", "1", "", (), "", None, ()) for one in settings.template_dirs))


def shelve(settings: Settings) -> tuple[tuple[PackSummary, ...], tuple[Diagnostic, ...]]:
    """The same, and nothing is wrong with them."""
    return list_packs(settings), ()


def show_pack(name: str, settings: Settings) -> tuple[Description | None, tuple[Diagnostic, ...]]:
    """The pack, or the finding that there is none of that name."""
    for pack in list_packs(settings):
        if pack.name == name:
            return Description(pack, (("收入", (Asked("收入.合计", "收入合计", True),)),), ()), ()
    code = Code("T101", Kind.PACK, Severity.ERROR, "没有这个模板包", "")
    return None, (Diagnostic(code, f"没有模板包“{name}”", Label(whole_file("命令行"))),)


def explain(code: str, settings: Settings) -> Code | None:
    return CODES.get(code)


def install() -> None:
    """Put this module in the place of the pipeline and of the library of packs."""
    catalogue = types.ModuleType("generator.checks.catalogue")
    catalogue.CODES = CODES  # type: ignore[attr-defined]
    sys.modules["generator.checks.catalogue"] = catalogue
    sys.modules["generator.pipeline"] = sys.modules["generator.library"] = sys.modules[__name__]


if __name__ == "__main__":
    sys.modules["standin"] = sys.modules[__name__]
    install()
    from generator.cli import main

    main()
