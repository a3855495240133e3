"""Samples and inputs in, built and read again; no value that comes back is another than was printed, and most come back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from effort import some

from benchmarks.imported import Score, imported, score, template_of
from generator.cli import run

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [*sorted((ROOT / "templates").glob("*/*/sample/input.yaml")), *sorted((ROOT / "inputs").glob("*.yaml"))]
MOST = {
    "广东/部门整体绩效自评报告": (0.75, 1.0),
    "甘肃/部门绩效自评工作总结": (0.8, 0.6),
    "国家/绩效评价报告": (0.95, 1.0),
    "四川/部门决算公开": (0.8, 0.7),
    "湖南/部门决算公开": (0.75, 0.85),
    "meishan-2021": (0.8, 0.9),
    "miluo-2018": (0.85, 0.9),
    "wuwei-2022": (0.85, 0.9),
    "huizhou-2022": (0.6, 1.0),
    "ganzhou-2023": (0.8, 0.6),
}
"""The share of values and of passages that come back at least, where chapters are all that there is."""


def name_of(source: Path) -> str:
    return "/".join(source.parts[-4:-2]) if source.name == "input.yaml" else source.stem


def back_from(source: Path, form: str, folder: Path) -> list[Score]:
    truth = folder / "report.yaml"
    shutil.copy(source, truth)
    assert run(["build", str(truth), "-o", str(folder), "-f", form]) == 0
    found = []
    for report in sorted(folder.glob(f"*.{form}")):
        back = report.with_suffix(".back.yaml")
        imported(report, template_of(truth, report), back)
        if back.exists():
            found.append(score(name_of(source), truth, back, report))
    return found


@pytest.mark.parametrize("source", some(SOURCES, 2), ids=[str(n) for n in range(len(some(SOURCES, 2)))])
def test_what_comes_back_is_what_was_printed(source: Path, tmp_path: Path) -> None:
    for one in back_from(source, "docx", tmp_path):
        assert one.wrong == []


NAMED = [source for source in SOURCES if name_of(source) in MOST]


@pytest.mark.parametrize("source", some(NAMED, 2), ids=[str(n) for n in range(len(some(NAMED, 2)))])
def test_chapters_come_back_from_markdown(source: Path, tmp_path: Path) -> None:
    for one in back_from(source, "md", tmp_path):
        values, passages = MOST[one.name]
        assert one.wrong == []
        assert one.found >= values * one.values, one.missing
        assert one.placed >= passages * one.passages, one.missing
