"""`python -m benchmarks.foreign [--count 3000] [--seed 1]`: damage files of others, have each imported and audited; then measure.

Excel (.xls, .xlsx, .xlsm), Word, PDF, CSV and Markdown: cut, with flipped bits, with pieces doubled or taken out; beside them
bombs, locked files, macros, links to elsewhere and a million empty rows. Nothing may raise, hang or fetch. Then the time that a
large .xls and a PDF of forty pages take, and the memory. PDF needs LibreOffice; without it that row is left out by name.
"""

from __future__ import annotations

import argparse
import io
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import openpyxl
import xlwt
from msgspec import Struct, field

from generator.auditing import audit
from generator.intake import take
from generator.pipeline import Settings, build
from generator.sheets import portable

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "templates" / "国家" / "部门决算公开表" / "sample" / "input.yaml"
CHAPTERS = ROOT / "inputs" / "huizhou-2022.yaml"
SLOW = 10.0
ROWS, COLUMNS, PAGES = 1_000, 40, 40
LINES, LONGEST = 20, 60
"""Paragraphs of a page, and their characters."""
HEAD = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")


class Tally(Struct):
    """What came of the files, and what was raised."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0
    raised: list[str] = field(default_factory=list)


def cells(rows: int, columns: int) -> list[list[object]]:
    """支出决算表 with so many rows and columns."""
    head: list[object] = [*HEAD, *("备注" for _ in range(columns - len(HEAD)))]
    body = [[f"2{at:06d}", f"科目{at}", at + 0.5, at, 0.5, *([""] * (columns - len(HEAD)))] for at in range(rows)]
    return [["支出决算表"], ["编制单位：示例区政务局", "金额单位：万元"], head, *body]


def xls(rows: int, columns: int) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Z04 支出决算表")
    for at, row in enumerate(cells(rows, columns)):
        for number, value in enumerate(row):
            sheet.write(at, number, value)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def xlsx(rows: int = 12, columns: int = 6, last: int = 0) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in cells(rows, columns):
        sheet.append(row)
    if last:
        sheet.cell(last, 1, " ")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return made.getvalue()


def originals(folder: Path) -> dict[str, bytes]:
    """One sound file of each kind."""
    tables = build(TABLES, Settings(), ("docx", "md")).reports[0].files
    chapters = build(CHAPTERS, Settings(), ("docx", "md")).reports[0].files
    csv = "\n".join(",".join(map(str, row)) for row in cells(12, 5)).encode("gb18030")
    found = {
        "a.xls": xls(12, 6), "a.xlsx": xlsx(), "b.docx": tables["docx"], "c.docx": chapters["docx"],
        "b.md": tables["md"], "c.md": chapters["md"], "a.csv": csv,
    }  # fmt: skip
    pdf = printed(tables["docx"], folder)
    return found | ({"b.pdf": pdf} if pdf else {})


def printed(docx: bytes, folder: Path) -> bytes | None:
    """As LibreOffice prints it; None where there is none."""
    office = shutil.which("soffice")
    if office is None:
        return None
    (folder / "print.docx").write_bytes(docx)
    profile = f"-env:UserInstallation={folder.as_uri()}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "print.docx"),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (folder / "print.pdf").read_bytes()


def hostile(names: Sequence[str] = ()) -> Iterator[tuple[str, bytes]]:
    """What somebody made to do harm, or what happens to be too much; all, or those that are named."""
    for name, make in HOSTILE.items():
        if not names or name in names:
            yield name, make()


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    return made.getvalue()


LINK = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2_000
HOSTILE: dict[str, Callable[[], bytes]] = {
    "炸弹.xlsx": bomb,
    "炸弹.docx": bomb,
    "宏.xlsm": lambda: with_part(xlsx(), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
    "外链.xlsx": lambda: with_part(xlsx(), "xl/externalLinks/externalLink1.xml", LINK),
    "密码.xlsx": lambda: LOCKED,
    "密码.docx": lambda: LOCKED,
    "百万空行.xlsx": lambda: xlsx(last=1_048_576),
    "空.pdf": lambda: b"",
    "假.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\n" * 2_000,
    "长行.md": lambda: ("| 项目 " * 100_000).encode(),
    "长段.md": lambda: ("一、" + "其中：" * 200_000).encode(),
    "括号.csv": lambda: b'"' * 1_000_000,
}


def spoilt(data: bytes, chance: Random) -> bytes:
    """Cut, flipped, doubled or with a hole."""
    found = bytearray(data)
    match chance.randrange(4):
        case 0:
            return bytes(found[: chance.randrange(len(found))])
        case 1:
            for _ in range(chance.randrange(1, 40)):
                found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
        case 2:
            at, size = chance.randrange(len(found)), chance.randrange(1, 4_000)
            found[at:at] = found[at : at + size] * chance.randrange(1, 4)
        case _:
            at = chance.randrange(len(found))
            del found[at : at + chance.randrange(1, 4_000)]
    return bytes(found)


def read(path: Path, tally: Tally, what: str) -> float:
    began = time.perf_counter()
    try:
        taken = take((path,), Settings())
        found = audit(path, Settings())
        tally.outcomes["读到" if taken.made is not None and found.values else "说明"] += 1
        if taken.made is None and not taken.diagnostics:
            tally.raised.append(f"{what}：什么也没有说")
    except Exception:
        tally.outcomes["异常"] += 1
        tally.raised.append(f"{what}\n{traceback.format_exc(limit=-4)}")
    seconds = time.perf_counter() - began
    tally.slowest = max(tally.slowest, seconds)
    if seconds > 2 * SLOW:
        tally.raised.append(f"{what}：{seconds:.1f} s")
    return seconds


def run(count: int, seed: int, folder: Path) -> Tally:
    """So many files, the same ones for the same seed, and the hostile ones once."""
    portable.MOST_SECONDS = 6
    chance, tally = Random(seed), Tally()  # noqa: S311 - the same files for the same seed
    sound = originals(folder)
    for name, data in hostile():
        (folder / name).write_bytes(data)
        read(folder / name, tally, name)
    names = sorted(sound)
    for number in range(count):
        name = chance.choice(names)
        path = folder / f"damaged{Path(name).suffix}"
        path.write_bytes(spoilt(sound[name], chance))
        read(path, tally, f"{seed}:{number} {name}")
    return tally


def measured(folder: Path) -> Iterator[str]:
    """The processor's time to open and read a large .xls and a PDF of forty pages, and the most memory so far."""
    large = folder / "large.xls"
    large.write_bytes(xls(ROWS, COLUMNS))
    began = time.process_time()
    take((large,), Settings())
    yield f"{ROWS} 行 × {COLUMNS} 列的 .xls：{time.process_time() - began:.2f} s（上限 2 s）"
    text = build(CHAPTERS, Settings(), ("md",)).reports[0].files["md"].decode("utf-8")
    pdf = printed(pages_of(text), folder)
    if pdf is None:
        yield "没有 LibreOffice，没有量 PDF"
    else:
        (folder / "long.pdf").write_bytes(pdf)
        began = time.process_time()
        take((folder / "long.pdf",), Settings(template="广东/部门整体绩效自评报告"))
        yield f"{PAGES} 页的 PDF：{time.process_time() - began:.2f} s（上限 10 s）"
    yield f"内存最多 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB（上限 300 MB）"


def pages_of(text: str) -> bytes:
    """A report's paragraphs over and over, so many to a page."""
    import docx

    document = docx.Document()
    lines = [line.strip("# ") for line in text.split("\n") if line.strip()]
    for page in range(PAGES):
        for at in range(LINES):
            document.add_paragraph(lines[(page * LINES + at) % len(lines)][:LONGEST])
        if page + 1 < PAGES:
            document.add_page_break()
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for line in measured(folder):
            print(line, flush=True)
        tally = run(told.count, told.seed, folder)
    counted = "、".join(f"{what} {number}" for what, number in tally.outcomes.most_common())
    print(f"{sum(tally.outcomes.values())} 个文件：{counted}；最慢 {tally.slowest:.1f} s")
    for one in tally.raised:
        print(one)
    return 1 if tally.raised else 0


if __name__ == "__main__":
    sys.exit(main())
