"""A clerk's file in, the report that comes out: its text, its outline, its soundness, and what may be missing from it."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import docx
import pytest
from docx_audit import audit
from effort import some

from generator.diagnostic import Severity
from generator.pipeline import Report, Settings, build

ROOT = Path(__file__).parent.parent
INPUTS = sorted((ROOT / "inputs").glob("*.yaml"))
SAMPLES = sorted((ROOT / "templates").glob("*/*/sample/input.yaml"))
GOLDEN = Path(__file__).parent / "golden" / "reports"
FORM = b"**"
"""A form begins with the caption of its table and has no headings."""


def all_built(path: Path) -> tuple[Report, ...]:
    """Every report that a file names, which must have nothing found against it."""
    result = build(path, Settings(), ("docx", "md"))
    found = [one for one in result.diagnostics if one.weight is not Severity.NOTE]  # a note tells of rounding
    assert [f"{one.code.id} {one.message}" for one in found] == []
    assert result.reports
    return result.reports


def built(path: Path) -> Report:
    (report,) = all_built(path)
    return report


def written(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "一份.yaml"
    path.write_text(text, encoding="utf-8")
    return built(path)


def compare(path: Path, text: str) -> None:
    if os.environ.get("ZIPINGBAO_REWRITE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_text_of_every_input(path: Path) -> None:
    for report in all_built(path):
        name = f"{path.stem}-{report.title}" if report.several else path.stem
        compare(GOLDEN / f"{name}.md", report.files["md"].decode("utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.parent.name)
def test_every_pack_prints_its_sample_as_it_says(path: Path) -> None:
    compare(path.with_name("expected.md"), built(path).files["md"].decode("utf-8"))


@pytest.mark.parametrize("path", some([*INPUTS, *SAMPLES], 3), ids=lambda path: path.as_posix()[-40:])
def test_every_docx_passes_the_strict_audit(path: Path) -> None:
    for report in all_built(path):
        assert audit(report.files["docx"]) == []


@pytest.mark.parametrize("path", some([*INPUTS, *SAMPLES], 4), ids=lambda path: path.as_posix()[-40:])
def test_heading_outline_is_the_report_s(path: Path) -> None:
    """python-docx opens it; its headings, level by level, are those of the Markdown."""
    for report in all_built(path):
        assert_outline(report)


def assert_outline(report: Report) -> None:
    opened = docx.Document(io.BytesIO(report.files["docx"]))
    word = [
        (int(p.style.name[-1]), p.text) for p in opened.paragraphs if re.fullmatch(r"[Hh]eading [1-4]", p.style.name)
    ]
    markdown = [
        (len(match[1]) - 1, match[2])
        for match in re.finditer(r"^(#{2,5}) (.+)$", report.files["md"].decode("utf-8"), re.M)
    ]
    assert word == markdown
    assert len(word) >= 6 or report.files["md"].startswith(FORM)


def minimal() -> str:
    return (ROOT / "inputs" / "minimal.yaml").read_text(encoding="utf-8")


def test_optional_parts_disappear(tmp_path: Path) -> None:
    """Nothing is left of what a file does not give: no empty heading, no clause without its figure."""
    text = built(ROOT / "inputs" / "minimal.yaml").files["md"].decode("utf-8")
    for absent in ("效益指标", "偏离绩效目标", "内设机构2个", "隶属", "编制", "其中：", "None", "建成"):
        assert absent not in text
    assert "**（2）满意度指标方面**：" in text


def test_forty_projects(tmp_path: Path) -> None:
    head, _, rest = minimal().partition("项目:\n")
    project, _, tail = rest.partition("落款:")
    many = "".join(project.replace("政务大厅运行经费", f"第{n}号经费") for n in range(1, 41))
    text = written(tmp_path, f"{head}项目:\n{many}落款:{tail}").files["md"].decode("utf-8")
    assert "预算支出项目40个，当年财政拨款4800万元，全年支出4740万元，执行率98.75%。" in text
    assert "### 项目40：第40号经费" in text
    assert text.count("#### 1.项目支出预算执行情况") == 40


def test_no_subordinates_is_said(tmp_path: Path) -> None:
    text = written(tmp_path, minimal().replace("  级次: 区级\n", "  级次: 区级\n  所属单位: 无\n  内设机构: 无\n"))
    assert "无内设机构。无所属单位。" in text.files["md"].decode("utf-8")


PARAGRAPH = "“一件事一次办”“跨省通办”全面推开，‘不来即享’——政务服务提质增效（含乡镇）。（1）接听：全年受理250453件；（2）办结：按期办结率98.73%；①回访、②督办并行……一是流程再造；二是数据共享。"


def test_prose_of_any_length_keeps_every_character(tmp_path: Path) -> None:
    """Ten times a published report's prose: long paragraphs, quotation marks, typed numbering inside a paragraph."""
    long = [PARAGRAPH * 40 + f"（第{n}段）" for n in range(30)]
    block = "".join(f"      {paragraph}\n" for paragraph in long)
    text = minimal().replace("    实际完成: 大厅全年正常运转，窗口服务不断档。\n", f"    实际完成: |\n{block}")
    report = written(tmp_path, text)
    markdown = report.files["md"].decode("utf-8")
    paragraphs = [p.text for p in docx.Document(io.BytesIO(report.files["docx"])).paragraphs]
    for paragraph in long:
        assert paragraphs.count(paragraph) == 1
        assert f"\n{paragraph}\n" in markdown
    assert audit(report.files["docx"]) == []


def test_details_as_a_table(tmp_path: Path) -> None:
    details = "    资金: {全年预算: 120}\n    支出明细: {物业费: 100.5, 电费: 18}\n"
    text = minimal().replace("    资金: {全年预算: 120, 执行: 118.5}\n", details) + "版式: {支出明细: 表格}\n"
    report = written(tmp_path, text)
    (table,) = docx.Document(io.BytesIO(report.files["docx"])).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [["序号", "支出内容", "金额"], ["1", "物业费", "100.5"], ["2", "电费", "18"], ["", "合计", "118.5"]]
    assert "其中：" not in report.files["md"].decode("utf-8")


@pytest.mark.parametrize("seal", ["是", "否"])
def test_signature_says_who_and_when(tmp_path: Path, seal: str) -> None:
    text = minimal().replace("{日期: 2025年3月20日}", f"{{日期: 2025-3-20, 盖章: {seal}, 署名: 示例区政务中心}}")
    paragraphs = [p.text for p in docx.Document(io.BytesIO(written(tmp_path, text).files["docx"])).paragraphs]
    assert paragraphs[-2:] == ["示例区政务中心", "2025年3月20日"]
