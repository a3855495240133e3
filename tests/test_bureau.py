"""Relations that a pack states itself (勾稽) in; what they find, how they are explained and refused, out."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import run
from generator.diagnostic import Diagnostic, Kind, Severity
from generator.library import explain, show_pack
from generator.pipeline import Settings, build, check

CASES = Path(__file__).parent / "cases" / "packs"
PACKS = Settings((CASES / "templates",))
REPORT = """
版本: 1
模板: 本地
年度: 2024
金额单位: 万元
单位: {名称: 示例局, 人员: {编制: 12, 实有: 12}}
"""


def found(rules: dict[str, dict[str, str]], more: str) -> list[Diagnostic]:
    """What a report earns in a pack with these relations, but for what the program finds itself."""
    with TemporaryDirectory() as folder:
        pack = Path(folder) / "本地"
        pack.mkdir()
        (pack / "pack.yaml").write_text('标题: 报告\n版本: "1"\n继承: 国家/公文\n', encoding="utf-8")
        (pack / "report.md.j2").write_text("# {{ 单位.名称 }}\n", encoding="utf-8")
        text = json.dumps({"勾稽": rules}, ensure_ascii=False)
        (pack / "rules.yaml").write_text(text, encoding="utf-8")
        report = Path(folder) / "2024.yaml"
        report.write_text(REPORT + more, encoding="utf-8")
        diagnostics = check(report, Settings()).diagnostics
    return [one for one in diagnostics if one.code.id in rules or one.code.id[0] in "MVY"]


def rule(relation: str, **more: str) -> dict[str, dict[str, str]]:
    return {"BD101": {"名称": "测试", "类别": "逻辑性", "关系": relation, "说明": "测试。", **more}}


def projects(**figures: object) -> str:
    inner = ", ".join(f"{name}: {value}" for name, value in figures.items())
    return f"项目:\n  - 名称: 热线运行\n    资金: {{{inner}}}\n"


CENTS = st.integers(0, 10**7).map(lambda cents: Decimal(cents).scaleb(-2))


@settings(max_examples=25, deadline=None)
@given(CENTS, CENTS)
def test_a_relation_is_broken_where_rounding_does_not_explain_it(budget: Decimal, spent: Decimal) -> None:
    """Both figures stand for ±0.005 万元: more than a cent above is above; both ways of writing it say the same."""
    more = projects(全年预算=budget, 执行=spent, 说明="测试。")
    forms = ("资金.执行 ≤ 资金.全年预算", "资金.全年预算 >= 资金.执行", "资金.执行 - 资金.全年预算 ≤ 0")
    told = [len(found(rule(form, 范围="项目"), more)) for form in forms]
    assert told == [int(spent - budget > Decimal("0.01"))] * len(forms)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=20))
def test_no_text_of_a_stranger_does_anything_but_hold_or_be_refused(relation: str, message: str) -> None:
    diagnostics = found(rule(relation, 条件=relation, 允差=message, 消息=message, 范围=message), projects(全年预算=1))
    assert all(one.place.file.endswith(("rules.yaml", "2024.yaml")) for one in diagnostics)


@pytest.mark.parametrize(
    ("relation", "more", "broken"),
    [
        ("单位.人员.实有 ≤ 10", {}, True),
        ("单位.人员.实有 ≤ 10", {"允差": "2"}, False),
        ("资金.执行 = 50万元", {"范围": "项目"}, True),
        ("资金.执行 = 50万元", {"范围": "项目", "允差": "0.5万元"}, False),
        ("资金.执行 = 50万元", {"范围": "项目", "允差": "0.6%"}, True),
        ("资金.执行 = 50万元", {"范围": "项目", "允差": "0.9%"}, False),
        ("资金.执行率 ≥ 51%", {"范围": "项目", "允差": "1%"}, False),
        ("资金.执行率 ≥ 60%", {"范围": "项目", "条件": "资金.执行 > 60万元"}, False),
        ("资金.执行率 ≥ 60%", {"范围": "项目", "条件": "有(资金.到位)"}, False),
        ("资金.执行率 ≥ 60%", {"范围": "项目", "条件": "非 有(资金.到位) 且 资金.执行 > 0"}, True),
        ("资金.执行 ≤ 资金.到位", {"范围": "项目"}, False),
        ("资金.执行 ≤ 无则零(资金.到位)", {"范围": "项目"}, True),
        ("合计(项目.资金.执行) < 项目合计.全年预算", {}, False),
        ("个数(项目) > 1", {}, True),
        ("最大(项目.资金.执行) ≤ 最小(项目.资金.全年预算)", {}, False),
        ("名称 ≠ “热线运行”", {"范围": "项目"}, True),
        ("单位.名称 = “示例局”", {}, False),
        ("支出.合计 > 0", {}, False),
        ("合计(无则零(项目.资金.到位)) = 0", {}, False),
        ("合计(无则零(项目.资金.到位), 项目.资金.执行) < 49万元", {}, True),
        ("项目合计.执行 > 50万元", {"条件": "有任一(项目.资金.到位)"}, False),
        ("项目合计.执行 > 50万元", {"条件": "有任一(项目.资金.执行)"}, True),
    ],
)
def test_what_holds(relation: str, more: dict[str, str], broken: bool) -> None:
    diagnostics = found(rule(relation, **more), projects(全年预算=99.1, 执行=49.55, 说明="测试。"))
    assert [one.code.id for one in diagnostics] == (["BD101"] if broken else [])


@pytest.mark.parametrize(
    ("kind", "degree", "severity"),
    [
        ("基本平衡", "", Severity.ERROR),
        ("逻辑性", "", Severity.ERROR),
        ("逻辑性", "警告", Severity.WARNING),
        ("核实性", "", Severity.WARNING),
    ],
)
def test_its_kind_is_the_ministry_s(kind: str, degree: str, severity: Severity) -> None:
    more = {"程度": degree} if degree else {}
    (one,) = found(rule("资金.执行率 ≥ 99%", 范围="项目", 类别=kind, **more), projects(全年预算=100, 执行=95))
    assert (one.code.kind, one.weight) == (Kind(kind), severity)


@pytest.mark.parametrize("where", ["资金.执行率", "资金.执行"])
def test_an_explanation_closes_what_asks_for_one_and_nothing_else(where: str) -> None:
    relation = {"资金.执行率": "资金.执行率 ≥ 99%", "资金.执行": "96万元 ≤ 资金.执行"}[where]
    explained = projects(全年预算=100, 执行=95, 说明="尾款待验收。")
    assert found(rule(relation, 范围="项目", 类别="核实性"), explained) == []
    assert len(found(rule(relation, 范围="项目", 类别="逻辑性"), explained)) == 1


def test_what_follows_from_a_reported_fault_is_not_told() -> None:
    wrong = projects(全年预算=100, 执行=95) + "    支出明细: {线路费: 90}\n"
    assert found(rule("资金.执行 ≤ 92万元", 范围="项目"), wrong) == []


def test_a_finding_says_both_sides_and_where_they_stand() -> None:
    asked = rule("资金.执行 ≤ 资金.到位 + 1万元", 范围="项目", 消息="“{名称}”支出{左边}，到位{资金.到位}，多{差额}")
    (one,) = found(asked, projects(全年预算=9, 到位="5.5", 执行=9))
    assert one.message == "“热线运行”支出9万元，到位5.5万元，多2.5万元"
    assert one.notes == ("应当 资金.执行 ≤ 资金.到位 + 1万元，现在 9万元 > 6.5万元，相差2.5万元",)
    assert [(label.text, label.place.text) for label in (one.at, *one.labels)] == [("执行", "9"), ("到位", "5.5")]


def test_there_are_not_too_many() -> None:
    """M407 at the first that is too many."""
    one = rule("资金.执行 ≤ 资金.全年预算", 范围="项目")["BD101"]
    many = {f"BD{number:04}": one for number in range(201)}
    (told,) = found(many, projects(全年预算=1))
    assert (told.code.id, told.place.text.strip('"')) == ("M407", "BD0200")
    assert found(dict(list(many.items())[:200]), projects(全年预算=1)) == []


def test_a_code_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / "templates")
    code = explain("BD102", Settings(PACKS.template_dirs, "勾稽本地"))
    assert code is not None
    assert (code.title, code.kind, code.severity) == ("人员经费不到一半", Kind.EXPLAIN, Severity.WARNING)
    assert code.text == (
        "应当成立：占比(基本支出.人员经费, 基本支出) ≥ 50%\n\n"
        "为什么：人员经费一般占基本支出的一半以上。\n"
        "情况属实的，在那个数的同一处写“说明”即可消除，说明会印入报告。\n\n"
        "出自模板包“勾稽本地”（勾稽本地/rules.yaml），在“支出.一般公共预算”的每一处核对。\n"
    )
    inherited = explain("BD102", Settings(PACKS.template_dirs, "勾稽继承"))
    assert inherited is not None and inherited.title == "人员经费不到三成"
    assert explain("BD103", Settings(PACKS.template_dirs, "勾稽继承")) is None
    assert explain("BD201", PACKS) is not None, "found without naming its pack"
    assert explain("BD999", PACKS) is None


def test_a_pack_lists_its_relations() -> None:
    shown, _ = show_pack("勾稽继承", PACKS)
    assert shown is not None
    assert shown.relations == (
        ("BD101", "逻辑性", "追加超过两成"),
        ("BD102", "核实性", "人员经费不到三成"),
        ("BD104", "逻辑性", "合同比全部项目的预算还大"),
        ("本地01", "核实性", "执行率低"),
        ("BD201", "逻辑性", "项目太多"),
    )


def test_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--templates", str(CASES / "templates")]
    assert run(["explain", "bd102", "-t", "勾稽继承", *where]) == 0
    assert capsys.readouterr().out.startswith("BD102 人员经费不到三成（核实性，警告）\n\n应当成立：占比(")
    assert run(["explain", "BD999", *where]) == 2
    assert run(["templates", "勾稽本地", *where]) == 0
    assert "另加的勾稽关系（zipingbao explain 代码）：\n  BD101  逻辑性  追加超过两成\n" in capsys.readouterr().out


def test_a_mistake_is_told_wherever_the_pack_is_read() -> None:
    shown, told = show_pack("勾稽关系写错", PACKS)
    assert shown is None and {one.code.id for one in told} == {"M401", "M402", "M403", "M404", "M405"}
    assert build(CASES / "勾稽关系写错.yaml", PACKS, ("md",)).reports == ()


@pytest.mark.parametrize("name", ["四川/项目支出绩效自评表"])
def test_a_pack_of_ours_has_one(name: str) -> None:
    """The form's own note asks for a reason where the budget was changed in the year."""
    sample = Path(__file__).resolve().parent.parent / "templates" / name / "sample" / "input.yaml"
    text = sample.read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "2024.yaml"
        path.write_text(
            "".join(line for line in text.splitlines(keepends=True) if "年中追加12.96" not in line), "utf-8"
        )
        told = [one.code.id for one in check(path, Settings()).diagnostics]
    assert check(sample, Settings()).diagnostics == () and told == ["SC101"]


def test_a_column_of_a_total_is_named_without_the_total() -> None:
    more = "支出:\n  一般公共预算: {合计: {决算: 12, 年初预算: 10, 说明: 测试。}}\n"
    (breach,) = found(rule("支出.一般公共预算.决算 ≤ 支出.一般公共预算.年初预算"), more)
    assert (breach.code.id, breach.place.text) == ("BD101", "12")
    (refused,) = found(rule("支出.一般公共预算.决算 ≤ 支出.一般公共预算.年初决算"), more)
    assert (refused.code.id, refused.help) == ("M402", "是不是“支出.一般公共预算.年初结转”？")
