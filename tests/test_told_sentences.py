"""Sentences that contradict themselves in, their code; true ones that look alike, as clerks write them, silence out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.pipeline import Settings, read

ROWS = yaml.safe_load((Path(__file__).parent / "cases" / "told_sentences.yaml").read_text(encoding="utf-8"))
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
