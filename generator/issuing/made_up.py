"""A pack's vocabulary and a manner in, a report that nobody had to write out, as YAML: what a pack prints is tried on it.

Nothing is drawn at random: the same pack is tried on the same reports, and each text says of which key it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from ..exhaustive import assert_never
from ..forms import Wanted, wanted_of
from ..model import (
    Choice,
    Count,
    Date,
    Field,
    Kind,
    Length,
    Line,
    Lines,
    Money,
    Named,
    Passage,
    Rate,
    Record,
    Score,
    Table,
    Year,
    YesNo,
    bare_kind,
)
from ..pack import Pack

LEFT_OUT = frozenset({"上年文件", "核对说明", "报告金额单位"})
"""They ask for a file that is not there, or answer a finding."""
EXECUTION_SCORE = "项目.资金.得分"
"""Of a budget of nothing, which nobody can work out."""
AFTERWARDS = frozenset({"报送", "公开", "落款"})
"""What is dated there comes after the year of the report; all else went before."""
INDICATORS = frozenset({"项目.指标", "整体自评.指标"})
NUMERALS = "甲乙丙丁戊己庚辛壬癸"
LONG_LINE, LONG_PASSAGE = 60, 1_500
"""Characters: a name of a project, or a paragraph of a report, longer than which nobody reads."""


class Manner(Struct, frozen=True):
    """One way in which departments fill a form in."""

    name: str
    everything: bool = True
    """Whether what is optional is filled in as well."""
    rows: int = 2
    projects: int = 1
    number: str = "10"
    money: str = ""
    """Every amount, where it is another number: a budget of nothing, of which nothing was spent."""
    long: bool = False
    empty: bool = False
    """Whether optional lists, and all that may be 无, are 无 or not there."""


MANNERS = (
    Manner("每一栏都填"),
    Manner("只填必填的", everything=False),
    Manner("列表都空着", empty=True, rows=1),
    Manner("两个项目", projects=2),
    Manner("四十个项目", everything=False, projects=40),
    Manner("最长的文字", long=True),
    Manner("都是 0", number="0"),
    Manner("预算是 0", money="0"),
)


class Plain(str):
    """A text that is written without quotes: a number, 无."""


COMPUTED = ("none", "scored", "required", "all")
"""Which figures are filled in that can be worked out: a total of parts that are there as well would have to agree."""


def made_up(pack: Pack, record: Record, manner: Manner, computed: str = COMPUTED[0]) -> str:
    """The YAML of a report."""
    year = pack.years[-1] if pack.years else "2024"
    maker = _Maker(pack, manner, wanted_of(pack), year, computed)
    head = {"版本": Plain("1"), "模板": pack.name, "年度": Plain(year), "金额单位": Plain("万元")}
    body = maker.record(record, "")
    return "".join(_lines({**head, **{key: value for key, value in body.items() if key not in head}}, ""))


class _Maker:
    def __init__(self, pack: Pack, manner: Manner, wanted: Wanted, year: str, computed: str) -> None:
        self.pack, self.manner, self.wanted, self.year, self.computed = pack, manner, wanted, year, computed
        self.row = 0
        self.turn = MANNERS.index(manner) if manner in MANNERS else 0
        """Every choice is made in some report."""

    def record(self, record: Record, path: str) -> dict[str, Any]:
        """The keys of a record that are filled in."""
        found: dict[str, Any] = {}
        for field in record.fields:
            below = f"{path}.{field.name}" if path else field.name
            if field.name in LEFT_OUT and not path:
                continue
            if not self._stands(field, below):
                continue
            value = self.value(field, below)
            if value is not None and value != {}:
                found[field.name] = value
        return found

    def _stands(self, field: Field, path: str) -> bool:
        if path == EXECUTION_SCORE and self.computed == "scored":
            return True
        required = field.required or self.wanted.requires(path)
        if not required and (not self.manner.everything or not self.wanted.uses(path)):
            return False
        if not field.computed or self.wanted.inside(path):
            return True
        return self.computed == "all" or (required and self.computed == "required")

    def value(self, field: Field, path: str) -> Any:
        optional = not (field.required or self.wanted.requires(path))
        if self.manner.empty and field.none and path != "项目":
            return Plain("无")
        kind = field.kind
        if self.manner.empty and optional and isinstance(kind, (Table, Lines, Named)):
            return None
        if path in self.pack.blank and self.manner.empty:
            return Plain("空")
        if isinstance(kind, Table):
            return self.table(kind, path)
        if isinstance(kind, Record):
            return self.inner(kind, field, path)
        if isinstance(kind, Named):
            return self.named(kind, field, path)
        return self.scalar(kind, field, path)

    def inner(self, record: Record, field: Field, path: str) -> Any:
        """A record's keys; a bare amount where it has only that; what must be there and asks for nothing is 无, or has a key."""
        found = self.record(record, path)
        if record.main and (not found or (set(found) == {record.main} and not isinstance(found[record.main], dict))):
            return self.scalar(bare_kind(record), field, path)
        if record.main and record.main not in found and not field.computed:  # its comparisons alone say nothing
            main = record.by_name[record.main]
            return {record.main: self.value(main, f"{path}.{record.main}"), **found}
        if found or not (field.required or self.wanted.requires(path)):
            return found
        if field.none:
            return Plain("无")
        first = next((one for one in record.fields if self.wanted.uses(f"{path}.{one.name}")), record.fields[0])
        return {first.name: self.value(first, f"{path}.{first.name}")}

    def table(self, table: Table, path: str) -> list[Any]:
        if path in INDICATORS:
            return [self.indicator(table.record, path, *one) for one in self.weights()]
        lines = self.wanted.rows.get(path, ())
        number = self.manner.projects if path == "项目" else len(lines) or self.manner.rows
        rows = []
        for at in range(number):
            self.row = at
            row = self.record(table.record, path)
            if lines and table.record.titles:
                row[table.record.titles[0]] = lines[at]
            rows.append(row)
        self.row = 0
        return rows

    def weights(self) -> Iterator[tuple[str, Decimal | None, Mapping[str, str]]]:
        """The first levels of the indicators with the points that each has to share out, and what the bureau has set of each."""
        rules = self.pack.rules
        if rules.prescribed:
            for one in rules.prescribed:
                yield one["一级"], Decimal(one["分值"]) if one["分值"] else None, one
        elif rules.schemes:
            yield from ((name, points, {}) for name, points in rules.schemes[0].items())
        else:
            yield from (("产出", (rules.full_score - rules.execution_weight) / 2, {}),) * 2

    def indicator(
        self, record: Record, path: str, first: str, points: Decimal | None, given: Mapping[str, str]
    ) -> dict[str, Any]:
        self.row += 1
        row = self.record(record, path)
        second = next((one.second for one in self.pack.rules.indicator_rows if one.first == first), "")
        texts = {"一级": first, "目标": "≥10件", "完成": "10件", **({"二级": second} if second else {})}
        row.update({key: value for key, value in texts.items() if key in row})
        if given:
            row.update({key: value for key, value in given.items() if value and key in row and key != "分值"})
        if "分值" in row and points is not None:
            row["分值"] = Plain(f"{points:f}")
        return row

    def named(self, named: Named, field: Field, path: str) -> dict[str, Any]:
        inner = Field(named.what, named.kind, field.help)
        return {f"{named.what}{NUMERALS[at]}": self.value(inner, path) for at in range(self.manner.rows)}

    def scalar(self, kind: Kind, field: Field, path: str) -> Any:
        match kind:
            case Line():
                return self.line(field, path)
            case Passage():
                return self.passage(kind, path)
            case Lines():
                return [f"{field.name}{NUMERALS[at]}" for at in range(self.manner.rows)]
            case Choice():
                return kind.options[(self.row + self.turn) % len(kind.options)] if kind.options else None
            case Money():
                return Plain(self.manner.money or self.manner.number)
            case Rate():
                return Plain(f"{self.manner.number}%")
            case Count():
                if field.guides:  # the first year of a contract
                    return Plain("1")
                return Plain(self.manner.number if kind.most is None or kind.most >= 10 else "0")
            case Score() if path == EXECUTION_SCORE:
                return Plain(f"{self.pack.rules.execution_weight:f}")
            case Score():
                return Plain(self.manner.number)
            case Year():
                return Plain(self.year)
            case Date():
                after = path.partition(".")[0] in AFTERWARDS
                return f"{int(self.year) + (1 if after else -1)}年3月20日"
            case YesNo():
                return Plain("是")
            case Length():
                return Plain("37毫米")
            case Named() | Record() | Table():
                return None
            case _:
                assert_never(kind)

    def line(self, field: Field, path: str) -> str:
        text = f"{field.name}{NUMERALS[self.row % 10]}" + (f"{self.row}" if self.row > 9 else "")
        return (text * LONG_LINE)[:LONG_LINE] if self.manner.long else text

    def passage(self, kind: Passage, path: str) -> Any:
        text = f"这里是{path.replace('.', '的')}。"
        most = kind.limit or dict(self.pack.rules.limits).get(path) or LONG_PASSAGE
        if not self.manner.long:
            return text[:most]
        return (text * most)[:most]


def _lines(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, one in value.items():
        yield from _entry(f"{indent}{_key(key)}:", one, indent)


def _entry(head: str, one: Any, indent: str) -> Iterator[str]:
    if isinstance(one, dict):
        yield f"{head}\n"
        yield from _lines(one, indent + "  ")
    elif isinstance(one, list) and one and isinstance(one[0], dict):
        yield f"{head}\n"
        for row in one:
            first, *rest = list(_lines(row, indent + "    ")) or [f"{indent}    {{}}\n"]
            yield f"{indent}  - {first[len(indent) + 4 :]}"
            yield from rest
    elif isinstance(one, list):
        yield f"{head} [{', '.join(map(_scalar, one))}]\n"
    else:
        yield f"{head} {_scalar(one)}\n"


def _key(key: str) -> str:
    return key if key.isalnum() else json.dumps(key, ensure_ascii=False)


def _scalar(value: str) -> str:
    return str(value) if isinstance(value, Plain) else json.dumps(value, ensure_ascii=False)
