"""A pack's sample in which a stage of 预算绩效 is 无 in; no count of nought and no claim about it out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.diagnostic import Severity
from generator.pipeline import Settings, build

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
SICHUAN, HUNAN = "四川/部门决算公开", "湖南/部门决算公开"


@pytest.mark.parametrize("none", ["无", "{个数: 0}"])
@pytest.mark.parametrize(
    ("pack", "stage", "says", "claims"),
    [
        (SICHUAN, "事前评估", "", "事前绩效评估"),
        (SICHUAN, "编报目标", "没有编制项目绩效目标", "个项目编制了"),
        (SICHUAN, "监控", "没有开展项目绩效监控", "选取"),
        (SICHUAN, "自评", "没有开展项目绩效目标完成情况自评", "个项目开展了绩效目标"),
        (SICHUAN, "评价", "", "自行组织"),
        (HUNAN, "自评", "没有开展一般公共预算项目支出绩效自评", "自评覆盖率"),
        (HUNAN, "评价", "没有组织项目绩效评价", "进行了绩效评价"),
    ],
)
def test_a_stage_that_was_not_done(pack: str, stage: str, says: str, claims: str, none: str, tmp_path: Path) -> None:
    text = (TEMPLATES / pack / "sample" / "input.yaml").read_text(encoding="utf-8")
    new, count = re.subn(rf"(?m)^  {stage}: .*$", f"  {stage}: {none}", text)
    assert count == 1
    path = tmp_path / "一份.yaml"
    path.write_text(new, encoding="utf-8")
    built = build(path, Settings(), ("md",))
    assert [one.message for one in built.diagnostics if one.weight is not Severity.NOTE] == []
    told = "".join(report.files["md"].decode("utf-8") for report in built.reports)
    assert says in told
    assert claims not in told
    assert not re.search(r"(?<!\d)0个项目", told)
