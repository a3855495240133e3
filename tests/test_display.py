"""Diagnostics in every shape in, the text of golden/display/*.txt out; ZIPINGBAO_REWRITE=1 rewrites those."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from generator.diagnostic import Code, Diagnostic, Kind, Label, Severity
from generator.display import Verdict, as_json, concise, full, screenful, summary
from generator.display.machines import as_github, as_sarif
from generator.display.pipelines import as_gitlab, as_junit
from generator.source import Place, Source, whole_file, width

SARIF_SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
)
GOLDEN = Path(__file__).parent / "golden" / "display"
CODE = Code("P101", Kind.BALANCE, Severity.ERROR, "合计与分项之和不符", "")

SPENDING = Source(
    "inputs/甲局-2022.yaml",
    "\n" * 29
    + "支出:\n    合计: 921.52\n    基本支出: 390.73\n    项目支出: 620.85\n    原因: 无\n"
    + "说明: 共支出 {{ 支出.合计 }} 万元，其中基本支出 {{ 支出.基本支出 }} 万元\n",
)
ODD = Source(
    "inputs/\x1b[31m红\u202e.yaml",
    "\t一:\t错\t了\n\u3000\u3000全角: 错\u200b了\n控制: \x1b[31m红\x07\u202e错\ud800了\n"
    "组合: e\u0301e\u0301 \U0001f600 错了\n错了",
)
LONG = Source(
    "长.yaml", f"长: {'前面的文字' * 60}错了，{'后面的文字' * 60}又错了\n数: [{', '.join(map(str, range(200)))}]\n"
)
MANY = Source("多.yaml", "合计: 101\n" + "".join(f"项{number}: 2.5\n" for number in range(40)))
OTHER = Source("templates/甲/rules.yaml", "权重:\n  执行率: 10\n")


def at(source: Source, text: str, label: str = "", number: int = 0) -> Label:
    """The label on the `number`-th place of `text`."""
    start = [found.start() for found in re.finditer(re.escape(text), source.text)][number]
    return Label(Place(source, start, start + len(text)), label)


def found(message: str, primary: Label, *labels: Label, **more: object) -> Diagnostic:
    return Diagnostic(CODE, message, primary, labels, **more)  # type: ignore[arg-type]


CASES: dict[str, list[Diagnostic]] = {
    "sum": [
        found(
            "支出合计与分项之和不符：921.52 ≠ 390.73 + 620.85 = 1011.58，相差 90.06 万元",
            at(SPENDING, "921.52", "合计"),
            at(SPENDING, "390.73", "分项"),
            at(SPENDING, "620.85", "分项"),
            help="若合计与基本支出无误，项目支出应为 530.79 万元：\n  项目支出: 530.79",
            notes=("按填写的位数比较，允许相差 0.015", "见《部门决算》表四\n第三行"),
        ),
    ],
    "gap": [
        found(
            "隔一行照印，隔多行省略",
            at(SPENDING, "390.73", "主"),
            at(SPENDING, "支出", "首"),
            at(SPENDING, "说明", "末"),
        )
    ],
    "many_parts": [
        found(
            "项目““甲”工程”等40项之和对不上",
            at(MANY, "101", "合计"),
            *(at(MANY, f"项{number}: 2", "分项") for number in range(40)),
        ),
        found("引号不成对的“照原样”写”", at(MANY, "101")),
    ],
    "one_line": [
        found(
            "一行几处",
            at(SPENDING, "支出.合计", "主"),
            at(SPENDING, "支出.基本支出", "次一"),
            at(SPENDING, "其中", "次二"),
            at(SPENDING, "共支出", "次三"),
            at(SPENDING, "说明", ""),
        ),
        found("里外两处", at(SPENDING, "{{ 支出.合计 }}", "外"), at(SPENDING, "合计", "里", 1)),
        found("同一处", at(SPENDING, "921.52", "主"), at(SPENDING, "921.52", "次")),
        found("最后的没有字", at(SPENDING, "共支出", "主"), at(SPENDING, "其中")),
    ],
    "files": [
        found(
            "两个文件",
            at(SPENDING, "921.52", "这里"),
            at(OTHER, "10", "那里"),
            at(OTHER, "权重", "上一级"),
            help="改一处",
        ),
        found("没有原文的文件", Label(whole_file("没有.yaml")), help="检查文件名"),
    ],
    "shapes": [
        found(
            "跨行", Label(Place(SPENDING, at(SPENDING, "支出").place.start, at(SPENDING, "390.73").place.end), "整段")
        ),
        found(
            "没有宽度", Label(Place(SPENDING, at(SPENDING, "390.73").place.start, at(SPENDING, "390.73").place.start))
        ),
        found("行尾", Label(Place(SPENDING, at(SPENDING, "390.73").place.end, at(SPENDING, "390.73").place.end), "缺")),
        found("文件末尾", Label(Place(SPENDING, len(SPENDING.text), len(SPENDING.text)), "完")),
        found("警告", at(SPENDING, "无", "这里"), severity=Severity.WARNING),
        found("提示", at(SPENDING, "无", "这里"), severity=Severity.NOTE),
    ],
    "odd": [
        found("制表符", at(ODD, "错", "这里"), at(ODD, "了", "次")),
        found("全角空格和零宽空格", at(ODD, "了", "这里", 1), at(ODD, "\u200b", "零宽")),
        found(
            "控制符\x1b[0m", at(ODD, "错", "这\x1b里", 2), at(ODD, "\x1b[31m", "颜色"), help="别\x07响", notes=("\x9b",)
        ),
        found("组合字符", at(ODD, "错了", "这里")),
        found("最后一行", at(ODD, "错了", "这里", 1)),
    ],
    "long": [
        found("长行", at(LONG, "错了", "这里"), at(LONG, "长", "键"), at(LONG, "又错了", "末尾")),
        found("比一屏长", Label(Place(LONG, 3, 500), "很长")),
        found("数列", at(LONG, " 100,", "这里"), at(LONG, " 103,", "近"), at(LONG, " 199", "远")),
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_full(name: str) -> None:
    """Each case reads as its golden file."""
    path, text = GOLDEN / f"{name}.txt", full(CASES[name])
    if os.environ.get("ZIPINGBAO_REWRITE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_colour_changes_no_character(name: str) -> None:
    """Without its escapes the coloured text is the plain one, and the escapes are only ours."""
    coloured = full(CASES[name], colour=True)
    assert "\x1b[1;34m" in coloured
    assert re.sub(r"\x1b\[(0|1|1;3[1346])m", "", coloured) == full(CASES[name])


def test_nothing_that_moves_a_cursor() -> None:
    """Of control, format and surrogate characters only the line end is sent."""
    sent = set(full(CASES["odd"]) + concise(CASES["odd"]))
    assert not sent & {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160))}
    assert not sent & set("\u200b\u202e\ud800")


@pytest.mark.parametrize("text", ["合计", "921.52", "支出.基本支出", "，其中"])
def test_carets_stand_under_the_place(text: str) -> None:
    """Measured in columns of the terminal, Chinese taking two."""
    rows = full([found("x", at(SPENDING, text))]).splitlines()
    caret = rows.index(next(row for row in rows if "^" in row))
    source, marks = rows[caret - 1], rows[caret]
    assert width(source[: source.index(text)]) == marks.index("^")
    assert marks.count("^") == width(text)


def test_a_very_long_line_costs_no_more_than_a_short_one() -> None:
    """A megabyte on one line is shown by what stands around the place."""
    source = Source("x.yaml", "字" * 1_000_000 + "错" + "字" * 1_000_000)
    shown = full([found("长", at(source, "错", "这里"))])
    assert len(shown) < 400
    assert "…" in shown


def test_concise() -> None:
    assert concise([*CASES["sum"], *CASES["odd"][2:3]]) == (
        "inputs/甲局-2022.yaml:31:9: 错误[P101] "
        "支出合计与分项之和不符：921.52 ≠ 390.73 + 620.85 = 1011.58，相差 90.06 万元\n"
        "inputs/\\x1b[31m红\\u202e.yaml:3:13: 错误[P101] 控制符\\x1b[0m\n"
    )


def test_json() -> None:
    """Every field, and positions as the source counts them."""
    assert json.loads(as_json(CASES["files"][:1])) == [
        {
            "code": "P101",
            "severity": "error",
            "message": "两个文件",
            "file": "inputs/甲局-2022.yaml",
            "line": 31,
            "column": 9,
            "end_line": 31,
            "end_column": 15,
            "label": "这里",
            "help": "改一处",
            "notes": [],
            "labels": [
                _label("那里", 2, 8, 10),
                _label("上一级", 1, 1, 3),
            ],
        }
    ]
    assert json.loads(as_json([])) == []


def _label(text: str, line: int, column: int, end: int) -> dict[str, object]:
    place = {"file": OTHER.name, "line": line, "column": column, "end_line": line, "end_column": end}
    return {"text": text, **place}


def test_json_for_a_console_without_chinese() -> None:
    """The same value, all in ASCII."""
    narrow = as_json(CASES["odd"], ascii_only=True)
    assert narrow.isascii()
    assert json.loads(narrow) == json.loads(as_json(CASES["odd"]))


@pytest.mark.parametrize("name", CASES)
def test_sarif_is_what_its_schema_says(name: str) -> None:
    """SARIF 2.1.0, validated against the schema of OASIS; every finding with its place and those beside it."""
    log = json.loads(as_sarif(CASES[name]))
    SARIF_SCHEMA.validate(log)
    run = log["runs"][0]
    assert len(run["results"]) == len(CASES[name])
    for one, result in zip(CASES[name], run["results"], strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (one.place.line, one.place.column)
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == one.code.id
        assert len(result.get("relatedLocations", [])) == len(one.labels)
    assert as_sarif(CASES[name], ascii_only=True).isascii()


def test_sarif_of_nothing() -> None:
    log = json.loads(as_sarif([]))
    SARIF_SCHEMA.validate(log)
    assert log["runs"][0]["results"] == []


@pytest.mark.parametrize("name", CASES)
def test_gitlab_has_what_its_report_requires(name: str) -> None:
    """description, check_name, fingerprint, severity, location: each finding once, told apart by its fingerprint."""
    entries = json.loads(as_gitlab(CASES[name]))
    assert len(entries) == len(CASES[name]) == len({one["fingerprint"] for one in entries})
    for one, entry in zip(CASES[name], entries, strict=True):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"] == {"begin": one.place.line} and "\\" not in entry["location"]["path"]
    assert as_gitlab(CASES[name], ascii_only=True).isascii() and json.loads(as_gitlab([])) == []


@pytest.mark.parametrize("name", CASES)
def test_junit_has_a_test_for_each_file(name: str) -> None:
    text = as_junit(CASES[name], [Verdict("无错.yaml", "没有发现问题")])
    (suite,) = etree.fromstring(text.encode())
    cases = suite.findall("testcase")
    assert suite.get("tests") == str(len(cases)) and cases[0].get("name") == "无错.yaml" and len(cases[0]) == 0
    failed = {case.get("name") for case in cases if case.find("failure") is not None}
    wrong = {one.place.file for one in CASES[name] if one.weight is Severity.ERROR}
    assert suite.get("failures") == str(len(failed)) == str(len(wrong))
    narrow = as_junit(CASES[name], ascii_only=True)
    assert narrow.isascii() and etree.fromstring(narrow.encode()) is not None


def test_github() -> None:
    """One line a finding, whatever characters it holds; several lines of help stay within it."""
    said = as_github([*CASES["sum"], *CASES["odd"][2:3]])
    first, second = said.rstrip("\n").split("\n")
    assert first == (
        "::error file=inputs/甲局-2022.yaml,line=31,endLine=31,col=9,endColumn=15,title=P101 合计与分项之和不符"
        "::支出合计与分项之和不符：921.52 ≠ 390.73 + 620.85 = 1011.58，相差 90.06 万元"
        "%0A建议：若合计与基本支出无误，项目支出应为 530.79 万元：%0A  项目支出: 530.79"
        "%0A注：按填写的位数比较，允许相差 0.015%0A注：见《部门决算》表四%0A第三行"
    )
    assert second.startswith("::error file=inputs/")


def test_a_screen_holds_the_causes_and_counts_the_rest() -> None:
    """Errors of reading, other errors, warnings; as many as fit, the first always, and how many are left."""
    reading = Code("V202", Kind.FILLING, Severity.ERROR, "不认识的键", "")
    last = Code("L104", Kind.LOGIC, Severity.WARNING, "超过", "")
    place = at(SPENDING, "921.52")
    many = [Diagnostic(last, "第三", place), Diagnostic(CODE, "第二", place), Diagnostic(reading, "第一", place)]
    everything = screenful(many, None)
    assert everything.index("第一") < everything.index("第二") < everything.index("第三")
    assert everything == "".join(full([one]) + "\n" for one in reversed(many))
    assert (
        screenful(many, 10)
        == full([many[2]]) + "\n另有 1 个错误，1 个警告没有列出；先改上面的，或加 --all 全部列出\n\n"
    )
    assert screenful(many, 1) == screenful(many, 10)
    assert screenful([], 10) == ""


@pytest.mark.parametrize("rows", range(8, 60, 7))
def test_no_screen_is_overfull(rows: int) -> None:
    many = [one for name in ("sum", "gap", "files", "shapes") for one in CASES[name]]
    shown = screenful(many, rows)
    assert shown.count("\n") <= max(rows, full([CASES["sum"][0]]).count("\n") + 3)
    assert shown == screenful(many, None) or "没有列出" in shown


def test_summary() -> None:
    assert summary(CASES["shapes"]) == "4 个错误，1 个警告，1 个提示"
    assert summary([]) == "没有发现问题"


def test_goldens_hold_only_characters_of_gbk() -> None:
    """What we add of our own prints on a Chinese Windows console; the odd case's own characters apart."""
    for path in GOLDEN.glob("*.txt"):
        if path.stem != "odd":
            path.read_text(encoding="utf-8").encode("cp936")
