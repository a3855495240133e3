"""How much of the public tables import reads from a PDF: `python -m benchmarks.printed`. Needs LibreOffice.

Every sample and input whose report has tables of the final accounts (公开01表 and those behind it) is built, and its DOCX
turned into a PDF. What counts are the amounts of these tables as the DOCX has them: how many of them import reads from the
PDF for the same key, and how many of all that it takes from the PDF are not those of the file.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field

from generator.figure import Figure, Item, Rows
from generator.importing import layout_of
from generator.importing.found import CONTROL, Found
from generator.importing.found import Path as Keys
from generator.importing.layouts import Layout, layouts
from generator.importing.named import Names
from generator.importing.tables import TableReader
from generator.intake import Taken, take
from generator.pattern import deferred
from generator.pipeline import Settings, build, read
from generator.printing import printed
from generator.sheets import OpenedFile, Sheet, opened_file
from generator.source import Source

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [*sorted((ROOT / "templates").glob("*/*/sample/input.yaml")), *sorted((ROOT / "inputs").glob("*.yaml"))]
ACCOUNTS = layouts()[0].pack
"""The pack whose keys the tables of the final accounts fill."""
ROUNDED = Decimal(50)
"""元 by which an amount in 万元 with two decimals may differ from what was worked out."""
_AMOUNT = deferred(r"[-−]?[0-9][0-9,]*\.[0-9]+")
Amounts = Counter[tuple[str, Keys, str]]
"""How often a table says an amount for a key."""


class Report(Struct):
    """One report that has public tables, as DOCX, and what of their amounts came back from the PDF."""

    name: str
    template: str
    docx: bytes
    tables: int
    figures: Item
    amounts: int = 0
    read: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def row(self) -> str:
        share = f"{self.read / self.amounts:.0%}" if self.amounts else "—"
        return f"| {self.name} | {self.tables} | {self.read} / {self.amounts}（{share}） | {len(self.wrong)} |"


def public_tables(files: Sequence[OpenedFile]) -> Iterator[tuple[Sheet, Layout]]:
    for file in files:
        for sheet in file.sheets:
            layout = layout_of(sheet)
            if layout is not None and layout.pack == ACCOUNTS:
                yield sheet, layout


def with_tables(source: Path, folder: Path) -> Iterator[Report]:
    """The reports of a file that have public tables."""
    figures = {pack.name: item for pack, item in read(source, Settings()).figures}
    for template, item in figures.items():
        made = build(source, Settings(template=template), ("docx",)).reports[0].files["docx"]
        path = folder / "report.docx"
        path.write_bytes(made)
        opened = opened_file(path)
        tables = list(public_tables([opened])) if isinstance(opened, OpenedFile) else []
        if tables:
            stem = "/".join(source.parts[-4:-2]) if source.name == "input.yaml" else source.stem
            name = stem if len(figures) == 1 else f"{stem}（{template}）"
            yield Report(name, template, made, len(tables), item)


def compared(report: Report, docx: Path, pdf: Path) -> Report:
    """`report` with what was read from its PDF."""
    there, back = (take((path,), Settings(template=report.template)) for path in (docx, pdf))
    printed_ones = [cell.text for sheet, _ in public_tables(there.files) for row in sheet.rows for cell in row]
    report.amounts = sum(_AMOUNT.fullmatch(text) is not None for text in printed_ones)
    said, told = _amounts(there), _amounts(back)
    taken = Counter({one: count for one, count in told.items() if back.made and one[1] in back.made.settled.values})
    report.read = (said & taken).total()
    report.missing = [_told(*one) for one in said - taken]
    report.wrong = [_told(*one) for one in told - said] + list(_apart(report.figures, back))
    return report


def _amounts(taken: Taken) -> Amounts:
    """What the public tables say, each cell once for a key."""
    found, names = Found(), dict[Source, str]()
    if taken.pack is None or taken.record is None:
        return Counter()
    reader = TableReader(found, Names(taken.pack, taken.record))
    for sheet, layout in public_tables(taken.files):
        reader.read(sheet, layout)
        names[sheet] = layout.name
    told = {
        (path, one.place.source, one.place.start, one.text) for path, values in found.values.items() for one in values
    }
    return Counter((names[source], path, text) for path, source, _, text in told if _AMOUNT.fullmatch(text))


def _apart(figures: Item, taken: Taken) -> Iterator[str]:
    """What was taken and is another figure in the file."""
    values = taken.made.settled.values if taken.made is not None else {}
    for path, value in values.items():
        there = figure_at(figures, path) if not path[0].startswith(CONTROL) else None
        if there is not None and value.amount is not None:
            told = {one.value for one in (there, there.control) if one is not None}
            by = value.amount / 100 if there.unit.dimension == "rate" else value.amount
            if not any(abs(one - by) <= ROUNDED for one in told):
                yield _told("", path, value.text)


def figure_at(item: Item, path: Keys) -> Figure | None:
    """The figure of a path of import, rows by their codes."""
    at: object = item
    for step in path:
        if isinstance(at, Rows):
            rows = [row for row in at.items if step[1:-1] in (row.text("编码"), row.text("名称"))]
            at = rows[0] if len(rows) == 1 else None
        else:
            at = at.get(step) if isinstance(at, Item) else None
    if isinstance(at, Item):
        at = at.figure("决算") or at.figure("合计")
    return at if isinstance(at, Figure) else None


def _told(table: str, path: Keys, text: str) -> str:
    return f"{table} {'.'.join(path)} {text}".strip()


def main() -> None:
    print("| 报告 | 决算表 | 表里的数认出 | 错 |\n| :-- | --: | --: | --: |")
    with tempfile.TemporaryDirectory() as name:
        docx, pdf = Path(name) / "a.docx", Path(name) / "a.pdf"
        for one in (report for source in SOURCES for report in with_tables(source, Path(name))):
            docx.write_bytes(one.docx)
            pdf.write_bytes(printed(one.docx, one.name).data or b"")
            print(compared(one, docx, pdf).row(), flush=True)
            for wrong in one.wrong:
                print(f"    错 {wrong}")
            for missing in one.missing if os.environ.get("MISSING") else ():
                print(f"    缺 {missing}")


if __name__ == "__main__":
    main()
