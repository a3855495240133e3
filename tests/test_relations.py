"""The program's own relations (generator/relations) in; that each can be read, can fail and is missed where it is gone, out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from generator import relations
from generator.checks.apart import Apart
from generator.checks.bureau.names import root_record, scope_records
from generator.checks.bureau.relation import mistakes
from generator.checks.explained import Unexplained
from generator.checks.judge import related
from generator.codes.filling import MISSING
from generator.diagnostic import Kind
from generator.expression import names_in
from generator.expression.parse import Path as Names
from generator.load import load
from generator.model import Field, Named, Rate, Record, Table
from generator.pack import OwnRule, Pack
from generator.packs import folders, full_record, read_pack
from generator.pipeline import Settings, read
from generator.relations import FAMILIES, FILES, SCORES, Relation, family, rows
from generator.source import Place, Source
from generator.validate import validate

ROWS = [(name, row) for name in (*FAMILIES, SCORES) for row in family(name)]
KEYS = {"代码", "范围", "条件", "关系", "计法", "消息", "允差", "建议", "说明处"}
CASES = Path(__file__).parent / "cases" / "checks"
HEAD = {"版本": 1, "模板": "国家/公文", "年度": 2024, "金额单位": "万元", "单位": {"名称": "示例局"}}
WHOLE = "整体自评: {指标: [{一级: 产出, 指标: 接听, 分值: 90, 得分: 80}], 自评得分: 30}\n支出: {合计: {决算: 1, 全年预算: 1}}\n"
"""For the one sum of scores in which a record that only derive makes (执行) has a part."""


FUNDS = ("一般公共预算", "政府性基金", "国有资本经营")
SPENT_LAST = ", ".join(f"无则零(支出.{fund}.合计.上年)" for fund in FUNDS)
OF_CASES = {
    f"合计({SPENT_LAST}) ≤ 财政拨款总计.上年": "P116_last_year_items.yaml",
    f"合计({SPENT_LAST}) + 财政拨款年初结转 ≤ 财政拨款总计.上年": "H116.yaml",
    "财政拨款总计.上年 + 收入.年初结转 - 财政拨款年初结转 ≤ 收支总计.上年": "H116_other_money.yaml",
    "个数 ≥ 1": "H106_performance.yaml",
    "公务用车购置费.购置数 ≤ 公务用车运行维护费.保有量": "H119.yaml",
    "单位.人员.实有 > 0 且 非 有(单位.所属单位)": "H118.yaml",
    "金额 ≥ 人次 × 5元": "H115_foreign_low.yaml",
    "决算 ≥ 购置数 × 2万元": "H115_low_cars.yaml",
    "保有量 = 0": "H110_cars.yaml",
    "非 有(保有量) 且 国有资产.车辆总数 = 0": "H110_no_cars.yaml",
    "收入.年初结转 = 上年年末结转": "H113.yaml",
    "财政拨款年初结转 = 上年财政拨款年末结转": "H113_fiscal.yaml",
    "年初结转 ≥ 0": "P123.yaml",
    "决算 ≤ 人次 × 900元": "H115.yaml",
    "决算 ≥ 人次 × 5元": "H115_low.yaml",
    "决算 ≤ 保有量 × 12万元": "H115_cars.yaml",
    "决算 ≤ 购置数 × 80万元": "H115_cars.yaml",
    "决算 ≤ 人次 × 30万元": "H115_abroad.yaml",
    "收入 ≥ 0": "P123_items.yaml",
    **{f"收入.{fund} ≥ 0": "P123_income.yaml" for fund in FUNDS},
}
"""Rows by their condition or formula that no report made of their names can break, with the case that does."""


def called(row: Relation) -> str:
    return f"{'.'.join(row.scope)} {row.code.id} {row.formula}{' ' if row.condition else ''}{row.condition}"


def _pack() -> Pack:
    pack, _ = read_pack("国家/公文", folders(Path(), ()))
    assert pack is not None
    return pack


@pytest.mark.parametrize("name", [*FAMILIES, SCORES])
def test_the_reader_of_a_bureau_s_relations_reads_the_program_s(name: str) -> None:
    root = root_record(_pack())
    for number, row in enumerate(rows(name)):
        assert row.keys() <= KEYS
        place = Place(Source(f"{name}.yaml", json.dumps(row, ensure_ascii=False)), 0, 1)
        advice = row.get("建议", "").replace("{{", "").replace("}}", "")
        for text in (row.get("消息", ""), advice):
            rule = OwnRule(row["代码"], {**row, "消息": text}, dict.fromkeys(KEYS, place))
            assert mistakes(rule, root) == (), row
        one = family(name)[number]
        assert scope_records((*one.scope, *one.explained_at), root) is not None
        assert not one.working or (one.says.sign == "=" and isinstance(one.says.left, Names)), row


def test_every_family_is_read_and_none_is_said_twice() -> None:
    files = {path.stem for path in Path(relations.__file__).parent.glob("*.yaml")}
    assert files == set(FILES.values())
    assert len({called(row) for _, row in ROWS}) == len(ROWS)


def _required(record: Record) -> dict[str, Any]:
    return {field.name: field.example for field in record.fields if field.required and not _inner(field)}


def _inner(field: Field) -> Record | None:
    kind = field.kind.record if isinstance(field.kind, Table) else field.kind
    return kind if isinstance(kind, Record) else None


def _into(record: Record, node: dict[str, Any], name: str) -> tuple[Record, dict[str, Any]] | None:
    field = record.by_name[name]
    inner = _inner(field)
    if inner is None:
        return None
    made = _required(inner)
    if isinstance(field.kind, Table):
        return inner, node.setdefault(name, [made])[0]
    return inner, node.setdefault(name, made)


def _put(record: Record, node: dict[str, Any], names: Sequence[str], value: int) -> None:
    first, *rest = names
    if first not in record.by_name:
        return _put(record, node, [record.main, first, *rest], value)
    into = _into(record, node, first)
    if into is not None:
        if rest or into[0].main:
            _put(*into, rest or [into[0].main], value)
        return None
    kind = record.by_name[first].kind
    written = f"{value * 10}%" if isinstance(kind, Rate) else str(value)
    if value > 1 or first not in node:
        node[first] = {"一项": written} if isinstance(kind, Named) else written


def _report(row: Relation) -> dict[str, Any]:
    """A report in which one side is far above the other."""
    root: dict[str, Any] = {**HEAD, "单位": {"名称": "示例局"}}
    scopes: list[tuple[Record, dict[str, Any]]] = [(full_record(()), root)]
    for name in row.scope:
        into = _into(*scopes[0], name)
        assert into is not None
        scopes.insert(0, into)
    left, right = (1, 30) if row.says.sign == ">=" else (30, 1)
    for tree, value in ((row.says.left, left), (row.says.right, right)):
        for path in names_in(tree):
            record, node = next(one for one in scopes if path.names[0] in one[0].by_name)
            _put(record, node, path.names, value)
    return root


def _of_a_case(row: Relation) -> str | None:
    return OF_CASES.get(row.formula) or OF_CASES.get(row.condition)


def _text(row: Relation) -> str:
    """The report, or a case of the row's code where derive has a part in what stands at its scope, or its condition asks for 0."""
    if row.scope == ("整体自评",):
        return "".join(f"{key}: {json.dumps(value)}\n" for key, value in HEAD.items()) + WHOLE
    if "项." in row.formula:
        return (CASES / f"{row.code.id}.yaml").read_text(encoding="utf-8").replace("一般公共预算", row.scope[-1])
    if (case := _of_a_case(row)) is not None:
        fund = next((fund for fund in FUNDS if fund in (*row.scope, *row.formula.replace(".", " ").split())), FUNDS[0])
        return (CASES / case).read_text(encoding="utf-8").replace(FUNDS[0], fund)
    return json.dumps(_report(row), ensure_ascii=False)


def _found(row: Relation, folder: Path) -> list[tuple[str, str]]:
    """The findings of a whole run; of a row that only judges, those on the figures as they are written."""
    report = folder / "2024.yaml"
    report.write_text(_text(row), encoding="utf-8")
    if row.working or "项." in row.formula or _of_a_case(row):
        shutil.copytree(CASES / "上年", folder / "上年", dirs_exist_ok=True)
        return [(one.code.id, one.message) for one in read(report, Settings()).diagnostics]
    node, _, _ = load(report, report.name)
    assert node is not None
    figures, faults = validate(node, full_record(()))
    assert all(one.code is MISSING for one in faults), faults
    told = (one.finding if isinstance(one, Unexplained | Apart) else one for one in related(figures, _pack()))
    return [(one.code.id, one.message) for one in told]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=lambda one: called(one) if isinstance(one, Relation) else one)
def test_each_can_fail_and_is_missed_where_it_is_gone(
    name: str, row: Relation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.checks.judge.columns", lambda figures, pack: ())  # it tells the same of one part
    before = _found(row, tmp_path)
    assert row.code.id in [code for code, _ in before]
    kept = tuple(one for one in family(name) if one is not row)
    for home in ("generator.checks.judge", "generator.derive"):
        monkeypatch.setattr(f"{home}.family", lambda asked: kept if asked == name else family(asked))
    assert sorted(_found(row, tmp_path)) != sorted(before)


def test_what_a_row_asks_to_explain_is_what_an_explanation_may_stand_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """L170 is told of 资金 by the rows of 核实性: where there is none, nobody knows what the words explain."""
    case = CASES / "L170.yaml"
    told = [one.code.id for one in read(case, Settings()).diagnostics]
    assert "L170" in told
    kept = {name: tuple(row for row in family(name) if row.code.kind is not Kind.EXPLAIN) for name in FAMILIES}
    monkeypatch.setattr("generator.checks.idle.family", kept.get)
    assert "L170" not in [one.code.id for one in read(case, Settings()).diagnostics]
