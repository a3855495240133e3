"""Built, changed in the YAML and built again: what nobody touched is updated, what somebody wrote is not."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path

import docx
import pytest
from effort import some
from leaves import changed, leaves, read, write
from test_unprinted import record_of

from generator.cli import run
from generator.output import Output, write_outputs
from generator.pipeline import Settings, build

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(ROOT.glob("templates/*/*/sample/input.yaml"))
TRIED = 5
"""Leaves of a sample, spread over it."""
FORM = ROOT / "templates" / "国家" / "项目支出绩效自评表" / "sample" / "input.yaml"
SIBLING = ROOT / "templates" / "国家" / "部门整体支出绩效自评表" / "sample" / "expected.md"


@cache
def reports(path: Path, text: str) -> tuple[bytes, ...]:
    path.write_text(text, encoding="utf-8")
    return tuple(one.files["md"] for one in build(path, Settings(), ("md",)).reports)


def edited(text: str) -> list[str]:
    """The file with one value changed, with another year, with another name of the unit, with counts changed."""
    report = read(text)
    every = list(leaves(report, record_of(report)))
    texts = []
    for where, field in every[:: max(1, len(every) // TRIED)]:
        after = copy.deepcopy(report)
        texts += [write(after)] if changed(after, where, field) else []
    year = str(report["年度"])
    return [
        *texts,
        text.replace(year, str(int(year) + 1)),
        text.replace("政务服务", "行政审批"),
        text.replace("5项", "6项"),
    ]


@pytest.mark.parametrize("sample", some(SAMPLES, 5), ids=lambda one: "-".join(one.parts[-4:-2]))
def test_an_edit_of_the_yaml(tmp_path: Path, sample: Path) -> None:
    """The Markdown is known again, before the edit and after it is undone."""
    text, tried = sample.read_text(encoding="utf-8"), 0
    first = reports(tmp_path / "表.yaml", text)
    for other in edited(text):
        for before, after in zip(first, reports(tmp_path / "表.yaml", other), strict=False):
            tried += 1
            for data in (before, after, before.replace(b"\n", b"\r\n"), after):
                assert write_outputs([Output(tmp_path / "表.md", data)]) == (), other
            (tmp_path / "表.md").unlink()
    assert tried > 2


FOREIGN = {
    "another form": SIBLING.read_text(encoding="utf-8"),
    "a few of its columns": "<table>\n<tr><th>一级指标</th><th>二级指标</th><th>分值</th><th>得分</th></tr>\n</table>\n",
    "some of its lines": "项目名称\n\n总分\n\n预期目标\n",
    "another bold line": "**会议记录**\n\n| 时间 | 事项 |\n| --- | --- |\n| 三月 | 验收 |\n",
    "headings": "# 项目支出绩效自评表（2024年度）\n\n问财政局。\n",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_form_over_another_text(tmp_path: Path, name: str) -> None:
    target = tmp_path / "表.md"
    target.write_text(FOREIGN[name], encoding="utf-8")
    (new, *_) = reports(tmp_path / "表.yaml", FORM.read_text(encoding="utf-8"))
    (refused,) = write_outputs([Output(target, new)])
    assert refused.code.id == "W103"
    assert target.read_text(encoding="utf-8") == FOREIGN[name]


def test_a_docx_that_was_edited_is_the_only_refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What nobody touched beside it is no second fault."""
    path = tmp_path / "表.yaml"
    text = FORM.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    assert run(("build", str(path))) == 0
    opened = docx.Document(str(path.with_suffix(".docx")))
    opened.add_paragraph("已经审定。")
    opened.save(str(path.with_suffix(".docx")))
    path.write_text(text.replace("新增弹性窗口8个", "新增弹性窗口9个"), encoding="utf-8")
    capsys.readouterr()
    assert run(("build", str(path))) == 1
    told = "".join(capsys.readouterr())
    assert "W102" in told and "W103" not in told
    path.with_suffix(".docx").unlink()
    assert run(("build", str(path))) == 0
