"""The rows of a roster in, the units that are to file out: headings found, rows that are no unit told, duplicates named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from ..amount import MONEY, Amount, read_amount
from ..codes.taking import DUPLICATE, LEFT_OUT
from ..diagnostic import Code, Diagnostic, Label
from ..source import whole_file
from .cells import Rows, fault, filled, rows

COLUMNS = {
    "编码": ("预算编码", "单位编码", "单位代码", "预算单位编码", "预算代码", "编码", "代码"),
    "名称": ("单位名称", "预算单位", "预算单位名称", "部门名称", "名称", "单位", "单位全称"),
    "地区": ("地区", "区划", "行政区划", "所属地区", "县区"),
    "主管部门": ("主管部门", "上级部门", "主管单位", "主管部门编码", "所属部门"),
    "别名": ("别名", "曾用名", "又名", "简称"),
    "上缴": ("上缴", "上缴上级", "上缴上级支出"),
    "补助": ("补助", "上级补助", "对附属单位补助"),
}
"""What a column may be called, the likeliest first."""
_TOTAL = re.compile(r"(合计|总计|小计|共计|汇总)([:：（(].*|\d+家?)?|共\d+(家|个|户).*")
_NOTE = re.compile(r"(注|备注|说明|填表|制表|审核|联系|经办)[:：人单电]")
_PART = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
_DEEPEST = 20
"""Rows at the top in which the heading is looked for."""
_SEVERAL = re.compile(r"[、，,；;/|]")


class Unit(Struct, frozen=True):
    """One that is to file; `paid` and `granted` are what it paid to, and got from, its department (抵销), in 元."""

    code: str
    name: str
    region: str = ""
    department: str = ""
    others: tuple[str, ...] = ()
    paid: Decimal = Decimal(0)
    granted: Decimal = Decimal(0)
    row: int = 0

    @property
    def called(self) -> str:
        return f"{self.code} {self.name}".strip()


class Roster(Struct, frozen=True):
    units: tuple[Unit, ...]
    found: tuple[Diagnostic, ...] = ()


class Heading(Struct, frozen=True):
    """Where the columns are, and the first row below."""

    columns: dict[str, int]
    below: int
    units: dict[str, Decimal]
    """What an amount of a column counts, where its heading says so."""


def plain(name: str) -> str:
    """A name as it is compared: blanks and the width of signs do not matter."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()


def read_roster(path: Path) -> Roster | Diagnostic:
    cells = rows(path)
    if isinstance(cells, Diagnostic):
        return cells
    heading = _heading(cells)
    if heading is None:
        return fault(path, "里没有找到“单位名称”这一列")
    units: list[Unit] = []
    left: list[str] = []
    for number, row in enumerate(cells[heading.below :], heading.below + 1):
        unit = _unit(row, number, heading)
        if unit is None or _is_none(unit, row[: heading.columns["名称"] + 1], "编码" in heading.columns):
            shown = next((cell for cell in row if cell), "")
            why = "（没有单位名称）" if unit is None and shown.isascii() else ""
            left += [f"第 {number} 行“{shown[:20]}”{why}"] if shown else []
        else:
            units.append(unit)
    if not units:
        return fault(path, "里没有一个单位")
    kept, found = _once(units, path)
    if left:
        found.append(_told(LEFT_OUT, path, f"名册里 {len(left)} 行不是单位，没有算：{'、'.join(left[:5])}"))
    return Roster(tuple(kept), tuple(found))


def _heading(cells: Rows) -> Heading | None:
    """The row, or the two rows, with the most columns that are known."""
    best: Heading | None = None
    for at in range(min(_DEEPEST, len(cells))):
        for deep in (1, 2):
            if at + deep > len(cells):
                continue
            found = _columns(cells[at : at + deep])
            if "名称" in found and (best is None or len(found) > len(best.columns)):
                best = Heading(found, at + deep, _units(cells[at : at + deep], found))
    return best


def _columns(head: Sequence[Sequence[str]]) -> dict[str, int]:
    wide = max(len(row) for row in head)
    names = [_names(head, column) for column in range(wide)]
    found: dict[str, int] = {}
    for key, known in COLUMNS.items():
        for word in known:
            at = next((n for n, said in enumerate(names) if word in said and n not in found.values()), None)
            if at is not None:
                found[key] = at
                break
    return found


def _names(head: Sequence[Sequence[str]], column: int) -> tuple[str, ...]:
    """What a column may be called: its own cell, or in a heading of two rows the lower one, with the upper before it."""
    texts = [
        _bare((filled(row) if len(head) > 1 and row is head[0] else list(row))[column : column + 1]) for row in head
    ]
    if len(texts) == 1:
        return (texts[0],) if texts[0] else ()
    upper, lower = texts
    own = _bare(list(head[0])[column : column + 1])
    return (lower, upper + lower) if lower else (own,) if own else ()


def _bare(cell: Sequence[str]) -> str:
    text = plain(cell[0]) if cell else ""
    return re.sub(r"[(（].*?[)）]|[*:：]", "", text)


def _units(head: Sequence[Sequence[str]], columns: dict[str, int]) -> dict[str, Decimal]:
    said = {key: "".join(row[at] for row in head if at < len(row)) for key, at in columns.items()}
    return {
        key: next((worth for name, worth in reversed(MONEY.items()) if f"（{name}）" in text or f"({name})" in text), Decimal(1))
        for key, text in said.items()
    }  # fmt: skip


def _unit(row: Sequence[str], number: int, heading: Heading) -> Unit | None:
    cells = {key: row[at].strip() for key, at in heading.columns.items() if at < len(row)}
    name, code = cells.get("名称", ""), cells.get("编码", "")
    if not name:
        return None
    others = tuple(one.strip() for one in _SEVERAL.split(cells.get("别名", "")) if one.strip())
    paid, granted = (_amount(cells.get(key, ""), heading.units.get(key, Decimal(1))) for key in ("上缴", "补助"))
    return Unit(code, name, cells.get("地区", ""), cells.get("主管部门", ""), others, paid, granted, number)


def _amount(text: str, worth: Decimal) -> Decimal:
    """In 元; a cell that says its own unit is taken at its word."""
    read = read_amount(text) if text else None
    if not isinstance(read, Amount):
        return Decimal(0)
    return read.value * MONEY.get(read.unit, worth)


def _is_none(unit: Unit, before: Sequence[str], coded: bool) -> bool:
    """A total, a note below the table, the heading of a part, or the heading once more on the next page."""
    name = plain(unit.name)
    totals = before if not unit.code or not coded else (unit.name, unit.code)
    if any(_TOTAL.fullmatch(plain(one)) for one in totals) or _NOTE.match(name) or _NOTE.match(unit.code):
        return True
    return name in COLUMNS["名称"] or (coded and not unit.code and bool(_PART.match(unit.name)))


def _once(units: Sequence[Unit], path: Path) -> tuple[list[Unit], list[Diagnostic]]:
    """A row that is there twice counts once; two units of one code, or one name, are both named, and both stay."""
    kept: dict[tuple[str, str], Unit] = {}
    found: list[Diagnostic] = []
    for one in units:
        before = kept.setdefault((one.code, plain(one.name)), one)
        if before is not one:
            found.append(_told(DUPLICATE, path, f"名册第 {before.row} 行与第 {one.row} 行是同一个单位：{one.called}"))
    for word, key in (("编码", lambda one: one.code), ("名称", lambda one: plain(one.name))):
        groups: dict[str, list[Unit]] = {}
        for one in kept.values():
            groups.setdefault(key(one), []).append(one)
        for same, several in groups.items():
            if same and len(several) > 1:
                named = "、".join(f"第 {one.row} 行 {one.called}" for one in several)
                found.append(
                    _told(
                        DUPLICATE,
                        path,
                        f"名册里{word}“{several[0].code if word == '编码' else several[0].name}”重复：{named}",
                    )
                )
    return list(kept.values()), found


def _told(code: Code, path: Path, message: str) -> Diagnostic:
    return Diagnostic(code, message, Label(whole_file(str(path))))
