"""How much of a report import brings back: `python -m benchmarks.imported [FOLDER]`.

Without a folder: each sample and input is built, its DOCX imported without what it carries, and compared with its YAML.
With one (or ZIPINGBAO_PUBLISHED): its reports, published ones as text (.md, .txt), each imported with the pack of the
hand-made YAML of the same year and place in inputs/, and compared with that and with the figures as they were printed
(tests/cases/published). A value is wrong where neither of the two says the same.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from generator.cli import run
from generator.figure import Day, Faulty, Figure, Flag, Item, Nothing, Rows, Text, Texts, Value, Words
from generator.pipeline import Settings, read
from generator.sheets import OpenedFile, opened_file

ROOT = Path(__file__).resolve().parent.parent
HEADS = frozenset({"版本", "模板", "年度", "金额单位", "报告金额单位", "上年文件", "版式", "决算表"})
_NUMBER = re.compile(r"(?<![0-9.,])[0-9][0-9,]*(?:\.[0-9]+)?")
_FORM = re.compile("^定性|指标$")
"""Words that a form prints and a file may leave out, or the other way."""
_CODED = re.compile(r"(\d{3,7}(?!\d))?\s*(.*)", re.DOTALL)
_POINT = re.compile("[一二三四五六七八九十]是")
ALIKE = 0.4
"""The share of a passage's characters in common by which told in other words is told of the same."""
NEARLY = 0.9
TELLING = 10
"""Characters of a passage by which it is found in a report that prints it as it is."""
GUIDES = frozenset({"数据"})
"""Figures that are given names to be referred to in prose, which comes back with them."""
SUMMED = frozenset({"科目", "指标"})
"""Lists of which a report prints sums by class, too."""
Path_ = tuple[str, ...]


class Score(Struct):
    """What of one report came back."""

    name: str
    values: int = 0
    found: int = 0
    passages: int = 0
    placed: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def row(self) -> str:
        def share(some: int, of: int) -> str:
            return f"{some} / {of}（{some / of:.0%}）" if of else "—"

        return f"| {self.name} | {share(self.found, self.values)} | {share(self.placed, self.passages)} | {len(self.wrong)} |"


def leaves(value: Value, path: Path_ = ()) -> Iterator[tuple[Path_, Value]]:
    if isinstance(value, Item):
        for name, inner in value.entries.items():
            if path or name not in HEADS:
                yield from leaves(inner, (*path, name))
    elif isinstance(value, Rows):
        seen: dict[str, int] = {}
        for number, row in enumerate(value.items, 1):
            title = (
                "指标" if isinstance(row.entries.get("指标"), Text) else row.kind.titles[0] if row.kind.titles else ""
            )
            named = row.entries.get(title) if title else None
            text = plain(named) if named is not None else ""
            text = text[:7] if text[:7].isdigit() else text
            seen[text] = seen.get(text, 0) + 1
            again = f"#{seen[text]}" if text and seen[text] > 1 else ""
            yield from leaves(row, (*path, f"[{text or number}{again}]"))
    elif not isinstance(value, Faulty):
        yield path, value


def plain(value: Value) -> str:
    """A value as one text that is the same however it was written."""
    match value:
        case Figure():
            return f"{value.value.normalize():f} {value.unit.dimension}"
        case Text():
            return squeezed(value.text)
        case Texts():
            return squeezed("".join(one.text for one in value.items))
        case Words():
            return squeezed("".join(value.prose.paragraphs()))
        case Day():
            return f"{value.year}-{value.month}-{value.day}"
        case Flag():
            return str(value.value)
        case Nothing():
            return "无"
    return ""


def squeezed(text: str) -> str:
    """Without marks, and without the numbers of points (一是), which a report prints and a list does not have."""
    return "".join(sign for sign in _POINT.sub("", text) if sign.isalnum() or sign in "%.")


def given(path: Path) -> dict[Path_, Value]:
    """What a file itself says."""
    root = read(path, Settings()).root
    return dict(leaves(root)) if root is not None else {}


def by_number(told: dict[Path_, Value], wanted: dict[Path_, Value]) -> dict[Path_, Value]:
    """Rows whose name was not read, as those that stand in the same place in the other file."""
    rows: dict[Path_, list[str]] = {}
    for path in wanted:
        for deep, step in enumerate(path):
            known = rows.setdefault(path[:deep], [])
            if step.startswith("[") and step not in known:
                known.append(step)

    def renamed(path: Path_) -> Path_:
        made: list[str] = []
        for step in path:
            known = rows.get(tuple(made), [])
            number = int(step[1:-1]) if step.startswith("[") and step[1:-1].isdigit() else 0
            called = next((one for one in known if step not in known and one_subject(one, step)), "")
            made.append(called or (known[number - 1] if 0 < number <= len(known) and step not in known else step))
        return tuple(made)

    return {renamed(path): value for path, value in told.items()}


def one_subject(one: str, other: str) -> bool:
    """Whether rows called by a code, by a name or by both are of one subject."""
    (code, name), (number, title) = (_CODED.fullmatch(step.strip("[]")).groups() for step in (one, other))  # type: ignore[union-attr] # it fits any text
    if code and number:
        return bool(code == number)
    return bool(name) and bool(name == title)


def all_of(path: Path) -> dict[Path_, Value]:
    """What it says and what follows from it."""
    known: dict[Path_, Value] = {}
    for _, figures in read(path, Settings()).figures:
        known |= dict(leaves(figures))
    return known


def is_prose(value: Value) -> bool:
    return isinstance(value, Words) and len(plain(value)) > 12


def same(one: Value, other: Value) -> bool:
    if isinstance(one, Figure) and isinstance(other, Figure):
        return one.agrees(other)
    if isinstance(one, Text) and isinstance(other, Text):
        one, other = (replace(value, text=_FORM.sub("", value.text)) for value in (one, other))
        short, long = sorted((one.text, other.text), key=len)
        return squeezed(short) == squeezed(long) or one_subject(short, long)
    listed = isinstance(one, Texts) and alike(one, other, NEARLY)
    return plain(one) == plain(other) or listed or (is_prose(one) and alike(one, other))


def alike(one: Value, other: Value, enough: float = ALIKE) -> bool:
    """Whether both tell of the same: told in own words here, as published there."""
    a, b = plain(one), plain(other)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    return common >= enough * min(len(a), len(b))


class Print(Struct, frozen=True):
    """What stands in a report: its figures, and its text without marks."""

    figures: frozenset[Decimal]
    text: str
    verbatim: bool = False
    """Whether prose stands in it as it was written."""

    def has(self, path: Path_, value: Value) -> bool:
        """Whether a value is printed at all; what only guides or was worked out from is not to be found in it."""
        if path[0] in GUIDES:
            return False
        if isinstance(value, Figure):
            units = (value.unit.factor, Decimal(1), Decimal(10_000), Decimal("0.01"))
            return any((value.value / one).normalize() in self.figures for one in units)
        if isinstance(value, Flag | Nothing):
            return False
        if is_prose(value) and self.verbatim:
            return plain(value)[:TELLING] in self.text
        return is_prose(value) or isinstance(value, Day | Texts) or plain(value) in self.text


def print_of(report: Path, verbatim: bool) -> Print:
    opened = opened_file(report)
    if not isinstance(opened, OpenedFile):
        return Print(frozenset(), "")
    text = "\n".join([one.text for one in opened.sheets] + [opened.told.text if opened.told is not None else ""])
    found = frozenset(Decimal(one.replace(",", "")).normalize() for one in _NUMBER.findall(text))
    return Print(found, squeezed(text), verbatim)


def score(name: str, truth: Path, back: Path, report: Path, printed: Sequence[Path] | None = None) -> Score:
    """`printed` are other files of the same report: what one of them says is right as well; None where it was built."""
    made, shown = Score(name), print_of(report, printed is None)
    printed = printed or ()
    resolved = all_of(truth)
    wanted = {path: resolved.get(path, value) for path, value in given(truth).items()}
    wanted = {path: value for path, value in wanted.items() if shown.has(path, value)}
    told, follows = by_number(given(back), wanted), by_number(all_of(back), wanted)
    sound = [all_of(one) for one in (truth, *printed)] + [given(one) for one in (truth, *printed)]
    for path, value in wanted.items():
        there = [one for one in (told.get(path), follows.get(path)) if one is not None]
        hit = any(same(value, one) for one in there) or _within(path, value, told) or _implied(path, value, follows)
        made.missing += [] if hit else [f"{'.'.join(path)} {plain(value)[:30]}"]
        if is_prose(value):
            made.passages, made.placed = made.passages + 1, made.placed + hit
        else:
            made.values, made.found = made.values + 1, made.found + hit
    for path, value in told.items():
        against = [known[path] for known in sound if path in known]
        rowless = any(step.startswith("[") for step in path) and isinstance(value, Figure) and not SUMMED & {*path}
        if (against and not any(same(one, value) for one in against)) or (
            rowless and not against and unheard(path, sound)
        ):
            made.wrong.append(
                f"{'.'.join(path)}: {plain(value)[:40]} ≠ {plain(against[0])[:40] if against else '没有这一行'}"
            )
    return made


def unheard(path: Path_, sound: Sequence[dict[Path_, Value]]) -> bool:
    """Whether no file has that row, though one has the list."""
    deep = max(at for at, step in enumerate(path) if step.startswith("["))
    lists = [one for one in sound if any(other[:deep] == path[:deep] for other in one)]
    return bool(lists) and not any(other[: deep + 1] == path[: deep + 1] for one in lists for other in one)


def _implied(path: Path_, value: Value, told: dict[Path_, Value]) -> bool:
    """Whether the year before is what two figures beside it say, where a report prints these alone."""
    final, change = told.get((*path[:-1], "决算")), told.get((*path[:-1], "增减"))
    if path[-1] != "上年" or not isinstance(final, Figure) or not isinstance(change, Figure):
        return False
    low, high = final.low - change.high, final.high - change.low
    return isinstance(value, Figure) and value.agrees(final._replace(low=low, high=high))


def _within(path: Path_, value: Value, told: dict[Path_, Value]) -> bool:
    """Whether a passage that has sections here was told in one there."""
    return is_prose(value) and any(
        is_prose(one) and other[: len(path)] == path[: len(other)] and alike(value, one) for other, one in told.items()
    )


def imported(report: Path, template: str, into: Path) -> None:
    run(["import", str(report), "-t", template, "-o", str(into)])


def built_ones(folder: Path) -> Iterator[Score]:
    """Every sample and input, through a DOCX that carries nothing."""
    inputs = [*sorted((ROOT / "templates").glob("*/*/sample/input.yaml")), *sorted((ROOT / "inputs").glob("*.yaml"))]
    for number, source in enumerate(inputs):
        here = folder / str(number)
        here.mkdir()
        truth = here / "report.yaml"
        shutil.copy(source, truth)
        run(["build", str(truth), "-o", str(here), "-f", "docx"])
        for report in sorted(here.glob("*.docx")):
            back = report.with_suffix(".back.yaml")
            imported(report, template_of(truth, report), back)
            if back.exists():
                name = "/".join(source.parts[-4:-2]) if source.name == "input.yaml" else source.stem
                yield score(name, truth, back, report)


def published_ones(texts: Path, folder: Path) -> Iterator[Score]:
    for truth in sorted((ROOT / "inputs").glob("*.yaml")):
        place = truth.stem.split("-")[0]
        text = next((one for one in sorted(texts.glob("*")) if place in one.name and one.is_file()), None)
        if text is None:
            continue
        copy = folder / f"{truth.stem}.md"
        shutil.copy(text, copy)
        back = folder / f"{truth.stem}.yaml"
        imported(copy, template_of(truth), back)
        printed = ROOT / "tests" / "cases" / "published" / f"{place}.yaml"
        if back.exists():
            yield score(truth.stem, truth, back, copy, [printed] if printed.exists() else [])


def template_of(path: Path, report: Path | None = None) -> str:
    """The template of a file; of several, the one that a report's name ends with."""
    lines: list[Any] = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("模板:")]
    first = lines[0].partition(":")[2].partition("#")[0].strip().strip("[]")
    listed = [one.strip() for one in str(first).split(",")]
    ending = report.stem.rpartition("-")[2] if report is not None else ""
    return next((one for one in listed if ending and one.endswith(f"/{ending}")), listed[0])


def main() -> None:
    told = sys.argv[1:] or [os.environ.get("ZIPINGBAO_PUBLISHED", "")]
    with tempfile.TemporaryDirectory() as folder:
        found = published_ones(Path(told[0]), Path(folder)) if told[0] else built_ones(Path(folder))
        print("| 报告 | 数和名称 | 放对章节的文字 | 错 |\n| :-- | --: | --: | --: |")
        for one in found:
            print(one.row(), flush=True)
            for wrong in one.wrong:
                print(f"    错 {wrong}")
            for missing in one.missing if os.environ.get("MISSING") else ():
                print(f"    缺 {missing}")


if __name__ == "__main__":
    main()
