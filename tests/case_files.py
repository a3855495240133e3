"""A case file in, the findings it says it earns out.

A case is a YAML file whose first lines are comments: `# 应得: Y203 3:5` (code, line, column), once for each finding, or
`# 应得: 无`. Cases that cannot be a text file are recipes in `cases/recipes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.diagnostic import Diagnostic
from generator.source import Place

CASES = Path(__file__).parent / "cases"

PROJECTS = """{% for 一个 in 项目 %}
{{ 一个.名称 }}{% for 数 in (一个.资金.全年预算, 一个.资金.执行) if 数 is not 空 %}，{{ 数 }}{% endfor %}{% for 一行 in 一个.支出明细 %}，{{ 一行.名称 }}{{ 一行.金额 }}{% endfor %}。

{% endfor %}
"""

Expected = list[tuple[str, int, int]]


def expected(path: Path) -> Expected:
    """The findings that the file's own comments name, in the order of a run."""
    return sorted(_named(path.read_text(encoding="utf-8").split("\n")), key=lambda one: (one[1], one[2], one[0]))


def found(findings: Iterable[Diagnostic]) -> Expected:
    """Findings in the form in which a case names them."""
    named = [(one.code.id, one.place.line, one.place.column) for one in findings]
    return sorted(named, key=lambda one: (one[1], one[2], one[0]))


def case_files(folder: str) -> list[Path]:
    """The case files of a folder of `cases`, by name."""
    return sorted((CASES / folder).glob("*.yaml"))


def printed(text: str, folder: Path) -> str:
    """A case of the base pack, which prints nothing, as a file for a pack in `folder` that prints its projects."""
    pack = folder / "印一行"
    pack.mkdir(exist_ok=True)
    (pack / "pack.yaml").write_text("标题: 一行\n版本: '1'\n继承: 国家/公文\n", encoding="utf-8")
    (pack / "report.md.j2").write_text("# 一行\n\n正文。\n" + PROJECTS, encoding="utf-8")
    return text.replace("模板: 国家/公文", "模板: 印一行")


JUDGED = re.compile(r"（([^（）]*?) (\S+)，来自 [^（）]*，摘要 [0-9a-f]{12}）")
"""How a verdict names a pack that did not come with the program."""


def told(findings: Iterable[Diagnostic]) -> str:
    """Findings as a golden file keeps them: every word that a user reads, and from where to where it is underlined."""
    lines: list[str] = []
    for one in findings:
        lines.append(f"{stretch(one.place)}: {one.weight.word}[{one.code.id}] {one.message}")
        labels = [label for label in (one.at, *one.labels) if label.text or label is not one.at]
        lines += [f"    {stretch(label.place)} {label.text}".rstrip() for label in labels]
        lines += [f"    注：{note}" for note in one.notes]
        lines += [f"    建议：{one.help}"] if one.help else []
    return "\n".join(lines) + "\n"


def stretch(place: Place) -> str:
    """`3:5-9`: line, first column, the column behind the last; `3:5-4:2` where it ends on another line."""
    end = f"{place.end_line}:{place.end_column}" if place.end_line != place.line else f"{place.end_column}"
    return f"{place.line}:{place.column}-{end}"


def _named(lines: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    stated = False
    for line in lines:
        head, mark, rest = line.partition("应得:")
        if not mark or head.strip("# "):
            break
        stated = True
        if rest.strip() == "无":
            continue
        code, place = rest.split()
        number, _, column = place.partition(":")
        yield code, int(number), int(column)
    if not stated:
        raise ValueError("the case does not say what it earns")
