"""Five published reports, mistakes and all, in; what the program finds of them, and nothing else, out.

docs/detection.md tells the same; tests/cases/published/findings.yaml has the rows. The whole prose of the reports is
not kept here: with ZIPINGBAO_PUBLISHED naming a folder of it, what is said of it is measured too.
"""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostic import Diagnostic, Kind, Severity
from generator.pipeline import Settings, check

ROOT = Path(__file__).resolve().parent.parent
PAGE: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "detection.py"))
MISTAKES, ROUNDED, DOUBTS, BESIDE = (PAGE["rows"](group) for group in ("矛盾", "舍入", "存疑", "另外"))
REPORTS = tuple(PAGE["REPORTS"])
PUBLISHED = os.environ.get("ZIPINGBAO_PUBLISHED", "")
"""A folder of the reports as published, one Markdown file each, with the report's name in its own."""


def name(row: Any) -> str:
    return f"{row.group}{row.number}-{row.report}"


def found_in(row: Any, folder: Path) -> tuple[Diagnostic, ...]:
    """The findings of a row's report, after what had to be set right first."""
    if row.first is None:
        return PAGE["findings"](row.report)  # type: ignore[no-any-return]
    text = PAGE["text_of"](row.report)
    wrong, right = row.first
    assert text.count(wrong) == 1
    path = folder / "改正.yaml"
    path.write_text(text.replace(wrong, right), encoding="utf-8")
    return check(path, Settings(each_rounding=True), path.name).diagnostics


@pytest.mark.parametrize("row", [row for row in MISTAKES if row.told], ids=name)
def test_mistake_is_found(row: Any, tmp_path: Path) -> None:
    found = found_in(row, tmp_path)
    for told in row.told:
        hits = [one for one in found if told.is_(one)]
        assert hits, f"{told} not among {[f'{one.place.line} {one.code.id}' for one in found]}"
        assert all(one.weight is not Severity.NOTE for one in hits)


@pytest.mark.parametrize("row", ROUNDED, ids=name)
def test_rounding_is_no_fault(row: Any) -> None:
    found = PAGE["findings"](row.report)
    for told in row.told:
        assert [one.weight for one in found if told.is_(one)] == [Severity.NOTE]


@pytest.mark.parametrize("report", REPORTS)
def test_nothing_else_is_told(report: str) -> None:
    """So none of the relations that hold: each finding is one of a row's, each note one of a rounding's."""
    rows = [row for row in (*MISTAKES, *ROUNDED, *DOUBTS, *BESIDE) if row.report == report]
    named = [told for row in rows if row.first is None for told in row.told]
    notes = [told for row in ROUNDED if row.report == report for told in row.told]
    found = PAGE["findings"](report)
    assert [shown(one) for one in found if not any(told.is_(one) for told in named)] == []
    assert all(any(told.is_(one) for told in notes) for one in found if one.weight is Severity.NOTE)
    unseen = [told for told in named if not any(told.is_(one) for one in found)]
    assert unseen == []


def shown(found: Diagnostic) -> str:
    return f"{found.place.line}:{found.place.column}: {found.code.id} {found.message}"


def test_what_is_told_beside_asks_for_an_explanation() -> None:
    for report, told in [(row.report, told) for row in BESIDE for told in row.told]:
        hits = [one for one in PAGE["findings"](report) if told.is_(one)]
        assert {(one.weight, one.code.kind) for one in hits} == {(Severity.WARNING, Kind.EXPLAIN)}


@pytest.mark.parametrize("report", REPORTS)
def test_what_holds_stands_in_the_file(report: str) -> None:
    text = PAGE["text_of"](report)
    assert [name for name, words in PAGE["relations"]()[report].items() if words not in text] == []


def test_what_is_missed_says_why() -> None:
    for row in MISTAKES:
        assert bool(row.told) != bool(row.missed), row


def test_counts() -> None:
    holding = {report: len(relations) for report, relations in PAGE["relations"]().items()}
    assert holding == {"武威": 6, "甘州": 15, "惠州": 3, "眉山": 68, "汨罗": 42}
    assert [row.number for row in MISTAKES] == list(range(1, 36))
    assert (len(ROUNDED), len(DOUBTS)) == (6, 23)
    assert sum(1 for row in MISTAKES if row.told) >= 33
    assert len(PAGE["beyond"]()) <= 5


# the whole prose, where it is at hand


def with_prose(text: str, prose: str) -> str:
    """A report's file with the prose as one more passage; lines without the marks of the transcript."""
    lines = [stripped for line in prose.splitlines() if (stripped := line.strip("#-*> \t"))]
    passage = "  其他: |\n" + "".join(f"    {line}\n" for line in lines)
    text = text.replace("  其他: 无\n", "")
    head, section, rest = text.partition("整体自评:\n")
    return f"{head}{section}{passage}{rest}" if section else f"{text}整体自评:\n{passage}"


def beyond(report: str, folder: Path) -> set[tuple[str, str]]:
    """Codes and characters of what is told of a report's whole prose, beside what its rows name."""
    (published,) = Path(PUBLISHED).glob(f"*{PAGE['REPORTS'][report]}*.*")
    path = folder / "整篇.yaml"
    path.write_text(with_prose(PAGE["text_of"](report), published.read_text(encoding="utf-8")), encoding="utf-8")
    rows = [row for row in (*MISTAKES, *ROUNDED, *DOUBTS) if row.report == report]
    named = [told for row in rows for told in (*row.told, *row.in_prose)]
    found = check(path, Settings(each_rounding=True), path.name).diagnostics
    prose = [one for one in found if one.code.id.startswith("T") and not any(told.is_(one) for told in named)]
    return {(one.code.id, one.place.text) for one in prose}


if PUBLISHED:

    def test_the_whole_prose_is_told_little_of(tmp_path: Path) -> None:
        told = {one for report in REPORTS for one in beyond(report, tmp_path)}
        assert told == {(one.code, one.words) for one in PAGE["beyond"]()}
