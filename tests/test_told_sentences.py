"""Sentences that contradict themselves in, their code; true ones that look alike, as clerks write them, silence out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.checks.catalogue import CODES
from generator.pipeline import Settings, read

ROWS = yaml.safe_load((Path(__file__).parent / "cases" / "told_sentences.yaml").read_text(encoding="utf-8"))
SCORED = CODES["T137"].text.partition("错：\n\n")[2].partition("对：")[0].replace("\n    ", "\n")[4:]
"""A project whose score is 100 and is told to be 96."""
HEAD = """版本: 1
模板: 国家/公文
年度: 2024
金额单位: 万元
单位: {名称: 示例市示例区政务服务管理局}
年度工作:
  完成情况: |
    """


def told(text: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "报告.yaml"
    path.write_text(HEAD + text.replace("\n", "\n    ") + "\n", encoding="utf-8")
    return [one.code.id for one in read(path, Settings(), path.name).diagnostics]


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, kind in ROWS.items() for text in kind["错"]], ids=lambda value: value[:24]
)
def test_what_contradicts_itself_is_told(code: str, text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path) == [code.partition(" ")[0]]


@pytest.mark.parametrize("text", [text for kind in ROWS.values() for text in kind["对"]], ids=lambda value: value[:24])
def test_what_is_true_is_not(text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path) == []


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("自评得分96分", ["T137"]),
        ("绩效自评分为98.41分", ["T137"]),
        ("项目自评96.5分，等级为优", ["T137"]),
        ("自评总分：99 分", ["T137"]),
        ("2024年自评得分为96分", ["T137"]),
        ("自评得分100分", []),
        ("自评得分为100.00分", []),
        ("上年自评得分96分", []),
        ("2023年自评得分96分", []),
        ("产出指标自评得分50分", []),
        ("自评96分以上的项目优先安排", []),
        ("自评得分满分100分", []),
        ("自评用时96分钟", []),
    ],
)
def test_a_score_is_that_of_the_table(said: str, wanted: list[str], tmp_path: Path) -> None:
    path = tmp_path / "报告.yaml"
    path.write_text(SCORED.replace("自评得分96分", said), encoding="utf-8")
    assert [one.code.id for one in read(path, Settings(), path.name).diagnostics] == wanted
