"""A template's name or a finding's code in, its form, description or explanation on standard output out."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .. import library
from ..checks.applying import applies
from ..checks.catalogue import CODES
from ..diagnostic import Code, Diagnostic, Kind, has_errors
from ..display import full, summary, visible
from ..output import Output, write_outputs
from ..pipeline import Settings
from ..source import nearest, width
from . import console, verdict

if TYPE_CHECKING:
    from ..packs.shelf import AskedKey as AskedKey
    from ..packs.shelf import OwnField, PackSummary


def write_form(template: str | None, path: str | None, settings: Settings, force: bool) -> int:
    """The blank form of a pack; without a name that of the only pack there is."""
    known = [one for one in library.list_packs(settings) if one.prints]
    if template is None and len(known) != 1:
        console.tell("错误：请写明用哪个模板包，例如 zipingbao new 模板 -o 2024.yaml\n" + _packs(known))
        return 2
    year = _year_in(path)
    text, diagnostics = library.blank_form(template or known[0].name, settings, year)
    if text is not None and path is not None and not has_errors(diagnostics):
        diagnostics += write_outputs([Output(Path(path), text.encode("utf-8"), fresh=True)], force)
    _tell(diagnostics)
    if text is None or has_errors(diagnostics):
        console.tell("未写出空白表\n")
        return max(1, verdict.status(diagnostics))
    if path is None:
        console.hand_over(text)
    else:
        name = visible(path)
        noted = f"年度按文件名写作 {year}，" if year else ""
        console.tell(f"已写出 {name}，{noted}填好后运行 zipingbao check {name}\n")
    return 0


def _year_in(path: str | None) -> str:
    """The one year that a file is named after (2024.yaml), or nothing."""
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", Path(path).stem) if path is not None else []
    return years[0] if len(years) == 1 else ""


def write_next(last: str, template: str | None, path: str | None, settings: Settings, force: bool) -> int:
    """This year's form from last year's file; that file's faults are only counted, `check` tells them."""
    text, diagnostics = library.rolled_form(Path(last), template, settings, _beside(last, path))
    if text is None:
        _tell(diagnostics)
        console.tell("未写出空白表\n")
        return max(1, verdict.status(diagnostics))
    if has_errors(diagnostics):
        console.tell(
            f"{visible(last)}：{summary(diagnostics)}；上年数可能不对，先运行 zipingbao check {visible(last)}\n"
        )
    if path is None:
        console.hand_over(text)
        return 0
    refused = write_outputs([Output(Path(path), text.encode("utf-8"), fresh=True)], force)
    _tell(refused)
    if has_errors(refused):
        console.tell("未写出空白表\n")
        return max(1, verdict.status(refused))
    console.tell(f"已写出 {visible(path)}，填好后运行 zipingbao check {visible(path)}\n")
    return 0


def _beside(last: str, path: str | None) -> str:
    """Last year's file as the new one names it: from the folder that the new one is written to."""
    folder = Path(path).parent if path is not None else Path()
    try:
        return Path(os.path.relpath(last, folder)).as_posix()
    except ValueError:  # on another drive of Windows
        return Path(last).resolve().as_posix()


def write_schema(template: str | None, path: str | None, settings: Settings, force: bool) -> int:
    """The JSON Schema of the YAML, for editors; written anew where an older one stands, over nothing else."""
    from ..schema import is_schema

    text, diagnostics = library.schema(template, settings)
    if text is not None and path is not None:
        asked = Output(Path(path), text.encode("utf-8"), fresh=True, ours=is_schema)
        diagnostics += write_outputs([asked], force)
    _tell(diagnostics)
    if text is None or has_errors(diagnostics):
        return max(1, verdict.status(diagnostics))
    if path is None:
        console.hand_over(text)
    else:
        console.tell(f"已写出 {visible(path)}\n")
    return 0


def list_templates(settings: Settings) -> int:
    """All that are found; a broken one is listed as such, and what is wrong with it told."""
    packs, diagnostics = library.shelve(settings)
    console.say(_packs(packs))
    _tell(diagnostics)
    return verdict.status(diagnostics)


def show_template(name: str, settings: Settings) -> int:
    """One pack's description, a line for each thing that it says of itself."""
    shown, diagnostics = library.show_pack(name, settings)
    _tell(diagnostics)
    if shown is None:
        return max(1, verdict.status(diagnostics))
    pack = shown.summary
    rows = {
        "名称": pack.name,
        "标题": pack.title if pack.prints else f"{pack.title}（只供继承，不出报告）",
        "版本": pack.version,
        "地区": pack.region,
        "适用年度": _years(pack),
        "继承": pack.extends or "",
        "说明": pack.description,
        "位置": shown.place or "程序自带",
        "摘要": shown.digest,
    }
    text = "".join(f"{key}：{visible(value)}\n" for key, value in rows.items() if value)
    text += "".join(_chapter(name, asked) for name, asked in shown.chapters)
    text += "".join(_own(block, fields) for block, fields in shown.own)
    text += _departures(shown.departures) + _relations(shown.relations)
    console.say(text)
    return verdict.status(diagnostics)


def _chapter(name: str, asked: Sequence[AskedKey]) -> str:
    """A chapter of the file: what must be there, then what may be, each with its meaning."""
    lines = [f"\n{name}\n"]
    for one in sorted(asked, key=lambda one: not one.required):
        key = one.key.removeprefix(f"{name}.")
        lines.append(f"  {'必填' if one.required else '可选'}  {visible(key)}：{visible(one.meaning)}\n")
    return "".join(lines)


def _own(block: str, fields: Sequence[OwnField]) -> str:
    """The pack's own fields below one key, with their types."""
    lines = [f"\n{block}（模板包自己的栏目）\n"]
    for one in sorted(fields, key=lambda one: not one.required):
        meaning = f"{visible(one.meaning)}（{visible(one.kind)}）"
        lines.append(f"  {'必填' if one.required else '可选'}  {visible(one.name)}：{meaning}\n")
    return "".join(lines)


def _departures(departures: Sequence[tuple[str, str, str]]) -> str:
    if not departures:
        return "\n版面：按 GB/T 9704-2012\n"
    rows = "".join(
        f"  {visible(key)}：{visible(own)}（标准 {visible(official)}）\n" for key, own, official in departures
    )
    return f"\n版面与 GB/T 9704-2012 不同的：\n{rows}"


def _relations(relations: Sequence[tuple[str, str, str]]) -> str:
    """The pack's own relations (勾稽), under their codes."""
    rows = "".join(f"  {visible(code)}  {kind}  {visible(name)}\n" for code, kind, name in relations)
    return f"\n另加的勾稽关系（zipingbao explain 代码）：\n{rows}" if rows else ""


def explain_code(asked: str, settings: Settings) -> int:
    """What a code means, why it is looked for, and an example of each; a pack's own code is found in the pack."""
    code = library.explain(asked.strip().upper(), settings)
    if code is None:
        close = nearest(asked.upper(), CODES)
        hint = f"，是不是 {close}？" if close else ""
        console.tell(f"错误：没有“{visible(asked)}”这个代码{hint}（运行 zipingbao explain 列出全部）\n")
        return 2
    text = f"{code.id} {code.title}（{code.kind.value}，{code.severity.word}）\n\n{code.text.strip()}"
    where = applies(code)
    text += "\n\n用在：\n\n" + "\n".join(f"    {one}" for one in where) if where else ""
    console.say("\n".join(map(visible, text.split("\n"))) + "\n")
    return 0


def list_codes() -> int:
    """Every code under its kind."""
    console.say("\n".join(_kind(kind, CODES.values()) for kind in Kind if any(c.kind is kind for c in CODES.values())))
    return 0


def _kind(kind: Kind, codes: Iterable[Code]) -> str:
    rows = [f"  {code.id}  {code.severity.word}  {code.title}\n" for code in codes if code.kind is kind]
    return f"{kind.value}：\n{''.join(rows)}"


def _packs(packs: Sequence[PackSummary]) -> str:
    rows: list[tuple[str, ...]] = [("名称", "标题", "版本", "地区", "适用年度", "")]
    rows += [(*map(visible, (one.name, one.title, one.version, one.region, _years(one))), _use(one)) for one in packs]
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "".join(
        "  ".join(text + " " * (room - width(text)) for text, room in zip(row, widths, strict=True)).rstrip() + "\n"
        for row in rows
    )


def _use(pack: PackSummary) -> str:
    if pack.broken:
        return f"有错误，用不了：{visible(pack.broken)}"
    return "" if pack.prints else "只供继承，不出报告"


def _years(pack: PackSummary) -> str:
    return "、".join(str(year) for year in pack.years)


def _tell(diagnostics: Sequence[Diagnostic]) -> None:
    if diagnostics:
        console.tell(full(diagnostics, console.coloured(sys.stderr)) + "\n")
