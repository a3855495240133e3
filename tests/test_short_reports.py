"""A file with nothing but what its pack requires in: a whole report out, without an empty heading or half a sentence."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from generator.pipeline import Settings, build

SHORT = sorted((Path(__file__).parent / "cases" / "short").glob("*.yaml"))
GOLDEN = Path(__file__).parent / "golden" / "short"


@pytest.mark.parametrize("path", SHORT, ids=lambda path: path.stem)
def test_optional_parts_disappear(path: Path) -> None:
    result = build(path, Settings(), ("md",))
    assert [f"{one.code.id} {one.message}" for one in result.diagnostics] == []
    (report,) = result.reports
    golden, text = GOLDEN / f"{path.stem}.md", report.files["md"].decode("utf-8")
    if os.environ.get("ZIPINGBAO_REWRITE"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("founded", ["1958年", "1958年3月"])
def test_a_foundation_is_printed_as_far_as_it_is_known(tmp_path: Path, founded: str) -> None:
    text = (Path(__file__).parent.parent / "templates" / "甘肃" / "项目自评报告" / "sample" / "input.yaml").read_text(
        "utf-8"
    )
    path = tmp_path / "一.yaml"
    path.write_text(re.sub("成立: [^,}\n]+", f"成立: {founded}", text), encoding="utf-8")
    (report,) = build(path, Settings(), ("md",)).reports
    assert f"于{founded}建成" in report.files["md"].decode("utf-8")
