"""The five published reports of tests/cases/published in, what is found of their mistakes and docs/detection.md out.

docs/generate.py writes the page; tests/test_detection.py holds the program to it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.checks.catalogue import CODES
from generator.diagnostic import Diagnostic
from generator.pipeline import Settings, check

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "published"
REPORTS = {"武威": "wuwei", "甘州": "ganzhou", "惠州": "huizhou", "眉山": "meishan", "汨罗": "miluo"}
"""The cities of the rows, and the files of their reports."""


@dataclass(frozen=True)
class Told:
    """A finding as a row names it: its code, and characters that it must point at."""

    code: str
    words: str

    def is_(self, found: Diagnostic) -> bool:
        text, place = found.place.source.text, found.place
        at = text.find(self.words, max(0, place.start - len(self.words) + 1))
        return found.code.id == self.code and 0 <= at <= place.start < at + len(self.words)


@dataclass(frozen=True)
class Row:
    """A mistake (矛盾), a rounding difference (舍入) or a doubt (存疑) of a report, and what tells of it."""

    group: str
    number: int
    report: str
    kind: str
    printed: str
    right: str
    told: tuple[Told, ...]
    in_prose: tuple[Told, ...]
    """What else tells of it in the whole prose of the report."""
    first: tuple[str, str] | None
    """What must be set right, and how, before this can be seen."""
    missed: str
    """Why nothing tells of it."""


TOLD = {"矛盾": "查出", "舍入": "提示", "存疑": "提示", "另外": "提示"}
"""What tells of a row, as each group calls it."""


def rows(group: str) -> tuple[Row, ...]:
    """The rows of one group of findings.yaml."""
    return tuple(_row(group, number, one) for number, one in enumerate(_data()[group], 1))


def _row(group: str, number: int, one: dict[str, Any]) -> Row:
    told, in_prose = (tuple(Told(t["代码"], t["字"]) for t in one.get(key, ())) for key in (TOLD[group], "整篇"))
    first = (one["先改"]["从"], one["先改"]["到"]) if "先改" in one else None
    right, missed = str(one.get("应为") or one.get("凭什么") or ""), one.get("没有查出", "")
    return Row(group, number, one["报告"], one.get("类", ""), one["印的"], right, told, in_prose, first, missed)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((CASES / "findings.yaml").read_text(encoding="utf-8"))
    return data


def relations() -> dict[str, dict[str, str]]:
    """By report, the relations that hold, and where in its file their figures stand."""
    found: dict[str, dict[str, str]] = _data()["成立"]
    return found


def beyond() -> tuple[Told, ...]:
    """What was told of the whole prose of the reports beside the rows, when it was last measured."""
    return tuple(Told(one["代码"], one["字"]) for one in _data()["整篇文字"] or ())


def text_of(report: str) -> str:
    return (CASES / f"{REPORTS[report]}.yaml").read_text(encoding="utf-8")


@cache
def findings(report: str) -> tuple[Diagnostic, ...]:
    """What the program tells of a report's figures as they were printed."""
    path = CASES / f"{REPORTS[report]}.yaml"
    return check(path, Settings(each_rounding=True), path.name).diagnostics


PAGE = """# 查出了什么

本页由 `python docs/generate.py` 生成，请不要手工修改。

五份公开的报告，数照所印的录入（[tests/cases/published](../tests/cases/published)），连同印错的；文字只录带错的几个字。\
逐条重算了{relations}处关系：{holding}处成立，{mistakes}处矛盾，{rounded}处只差尾数，{doubts}处存疑但说得通。

- {mistakes}处矛盾查出{found}处。
- {rounded}处尾数全部认作舍入：只提示或不提示，不报错。
- {holding}处成立的关系，误报0处。
- 五份报告的整篇文字读一遍，矛盾和存疑以外另有{beyond}条提示。

| 报告 | 矛盾 | 查出 |
| :-- | --: | --: |
{by_report}

| 类 | 矛盾 | 查出 |
| :-- | --: | --: |
{by_kind}

## 矛盾

“代码”一栏点进去看规则。注明“改正后”的，同一处的前一个错改正以后才看得见。“文字”是读整篇文字时也指着它的代码。

| 序 | 报告 | 类 | 印的 | 应为 | 代码 | 文字 |
| --: | :-- | :-- | :-- | :-- | :-- | :-- |
{mistake_rows}

## 舍入

| 序 | 报告 | 印的 | 凭什么认得 | 代码 |
| --: | :-- | :-- | :-- | :-- |
{rounded_rows}

## 存疑

不是算术的错，或有别的解释。有代码的，程序也问一声。

| 报告 | 印的 | 代码 | 文字 |
| :-- | :-- | :-- | :-- |
{doubt_rows}

## 另外

不在上面之列，要说明原因的。

| 报告 | 印的 | 代码 |
| :-- | :-- | :-- |
{beside_rows}
{prose}"""
PROSE = """
整篇文字里多出的提示：

| 代码 | 指着 |
| :-- | :-- |
{rows}
"""


def page() -> str:
    mistakes, rounded, doubts = rows("矛盾"), rows("舍入"), rows("存疑")
    holding = sum(len(one) for one in relations().values())
    more = "\n".join(f"| {_link(told.code)} | {told.words} |" for told in beyond())
    return PAGE.format(
        relations=holding + len(mistakes) + len(rounded) + len(doubts),
        holding=holding,
        mistakes=len(mistakes),
        rounded=len(rounded),
        doubts=len(doubts),
        found=sum(1 for row in mistakes if row.told),
        beyond=len(beyond()),
        by_report=_counted(mistakes, "report"),
        by_kind=_counted(mistakes, "kind"),
        mistake_rows="\n".join(
            f"| {r.number} | {r.report} | {r.kind} | {r.printed} | {r.right} | {_codes(r)} | {_links(r.in_prose)} |"
            for r in mistakes
        ),
        rounded_rows="\n".join(
            f"| {r.number} | {r.report} | {r.printed} | {r.right} | {_codes(r) or '不提示'} |" for r in rounded
        ),
        doubt_rows="\n".join(f"| {r.report} | {r.printed} | {_codes(r)} | {_links(r.in_prose)} |" for r in doubts),
        beside_rows="\n".join(f"| {r.report} | {r.printed} | {_codes(r)} |" for r in rows("另外")),
        prose=PROSE.format(rows=more) if more else "",
    )


def _counted(mistakes: tuple[Row, ...], by: str) -> str:
    """Lines of a table: how many there are and how many are found, by report or by kind."""
    all_of = Counter(getattr(row, by) for row in mistakes)
    found = Counter(getattr(row, by) for row in mistakes if row.told)
    lines = [f"| {name} | {count} | {found[name]} |" for name, count in all_of.items()]
    return "\n".join([*lines, f"| 共计 | {all_of.total()} | {found.total()} |"])


def _codes(row: Row) -> str:
    if row.missed:
        return f"没有查出：{row.missed}"
    return f"{_links(row.told)}（改正后）" if row.first else _links(row.told)


def _links(told: tuple[Told, ...]) -> str:
    return "、".join(_link(id) for id in dict.fromkeys(one.code for one in told))


def _link(id: str) -> str:
    """A code with a link to its text in docs/checks.md, whose headings GitHub names by their letters."""
    code = CODES[id]
    heading = re.sub(r"[^\w\- ]", "", f"{code.id} {code.title}（{code.severity.word}）".lower())
    return f"[{id}](checks.md#{heading.replace(' ', '-')})"
