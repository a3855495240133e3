"""Files of others, spelt out in case files, in; what import and audit say of them and what they write, whole, out."""

from __future__ import annotations

import csv
import io
import os
import re
import sys
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from random import Random

import openpyxl
import pytest
import xlwt
import yaml
from case_files import CASES
from effort import some

from generator.cli import run

GOLDEN = Path(__file__).parent / "golden" / "importing"
HERE = sorted((CASES / "importing").glob("*.txt"))
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
HIDDEN = "!"
"""Before the name of a sheet that is hidden; ' before a number that is stored as text."""


def parts_of(case: str) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The command, and each file with the name and the text of its sheets."""
    head, *sheets = re.split(r"^>> ", case, flags=re.MULTILINE)
    command = re.findall(r"^> (.+)$", head, re.MULTILINE)
    assert len(command) == 1
    found = []
    for sheet in sheets:
        title, _, text = sheet.partition("\n")
        file, _, name = title.partition(" ")
        found.append((file, name, text))
    return command[0].split(), found


def value_of(cell: str) -> object:
    if cell.startswith("'"):
        return cell[1:]
    return float(cell) if NUMBER.fullmatch(cell) and len(cell) < 20 and len(cell) != 7 else cell or None


def grid(text: str) -> list[list[object]]:
    return [[value_of(cell.strip(" ")) for cell in line.split("\t")] for line in text.rstrip("\n").split("\n")]


def write_xlsx(path: Path, sheets: Iterable[tuple[str, str]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in sheets:
        sheet = book.create_sheet(name.removeprefix(HIDDEN)[:31])
        sheet.sheet_state = "hidden" if name.startswith(HIDDEN) else "visible"
        for row in grid(text):
            sheet.append(row)
    book.save(path)


def write_xls(path: Path, sheets: Iterable[tuple[str, str]]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    for name, text in sheets:
        sheet = book.add_sheet(name.removeprefix(HIDDEN)[:31])
        sheet.visibility = 1 if name.startswith(HIDDEN) else 0
        for at, row in enumerate(grid(text)):
            for number, value in enumerate(row):
                if value is not None:
                    sheet.write(at, number, value)
    book.save(str(path))


def write_files(folder: Path, sheets: list[tuple[str, str, str]]) -> None:
    by_file: dict[str, list[tuple[str, str]]] = {}
    for file, name, text in sheets:
        by_file.setdefault(file, []).append((name, text))
    for file, named in by_file.items():
        path = folder / file
        if file.endswith(".xlsx"):
            write_xlsx(path, named)
        elif file.endswith(".xls"):
            write_xls(path, named)
        else:
            path.write_text(named[0][1], encoding="utf-8")


def kept(name: str, text: str) -> None:
    """Compared with the golden, or written as the golden."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("ZIPINGBAO_REWRITE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", HERE, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    command, sheets = parts_of(path.read_text(encoding="utf-8"))
    write_files(tmp_path, sheets)
    status = run(command)
    out, err = capsys.readouterr()
    kept(path.stem, f"退出码 {status}\n{err}\n{re.sub(r'^.*?(?=^版本)', '', out, flags=re.DOTALL | re.MULTILINE)}")
    if out.startswith("#"):
        (tmp_path / "read.yaml").write_text(out, encoding="utf-8")
        run(["check", "read.yaml", "--format", "concise"])
        kept(f"{path.stem}.check", capsys.readouterr().out)


def test_csv_is_quoted_as_excel_writes_it(tmp_path: Path) -> None:
    """The writer of csv and our reader agree on quotes and commas inside of cells."""
    from generator.sheets import OpenedFile, opened_file

    rows = [["项目", "决算数"], ["其中：办公费，含“水费”", "1,234.50"]]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path = tmp_path / "a.csv"
    path.write_text(text.getvalue(), encoding="gb18030")
    opened = opened_file(path)
    assert isinstance(opened, OpenedFile)
    assert [[cell.text for cell in row] for row in opened.sheets[0].rows] == rows


def said_of(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["import", str(path)]) == 1
    return capsys.readouterr().err


def test_what_cannot_be_opened_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bombs, broken and locked files: by name, at once, and nothing is read of them."""
    write_xlsx(tmp_path / "好.xlsx", [("表", "收入支出决算总表")])
    whole = (tmp_path / "好.xlsx").read_bytes()
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 160_000_000)
    spread = openpyxl.Workbook()
    spread.active["A1"], spread.active["XFD1048576"] = "收入支出决算总表", 1
    spread.save(tmp_path / "铺满.xlsx")
    cases = {
        "半截.xlsx": (whole[: len(whole) // 2], "不是压缩包，或者压缩包不完整"),
        "空.xlsx": (b"", "不是压缩包，或者压缩包不完整"),
        "炸弹.xlsx": (bomb.getvalue(), "超过 150 MB"),
        "乱.xls": (b"\xd0\xcf\x11\xe0" + b"x" * 5_000, "不是完好的 Excel 文件"),
        "加密.xls": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        "铺满.xlsx": ((tmp_path / "铺满.xlsx").read_bytes(), "超过 200 万格"),
        "不是.pdf": (b"hello", "不是 PDF 文件"),
        "乱.pdf": (b"%PDF-1.7\n" + b"x" * 5_000, "不是完好的 PDF 文件"),
        "不是.docx": (b"hello", "不是压缩包，或者压缩包不完整"),
        "认不得.rar": (b"Rar!", "不是能读的文件"),
    }
    for name, (data, fact) in cases.items():
        (tmp_path / name).write_bytes(data)
        assert fact in said_of(tmp_path / name, capsys), name


@pytest.mark.thorough
def test_a_million_empty_rows_cost_little(tmp_path: Path) -> None:
    """Excel leaves a cell at the very end: what lies between is neither kept nor looked through."""
    from generator.sheets import OpenedFile, opened_file

    book = openpyxl.Workbook()
    book.active["A1"], book.active["A1048576"] = "收入支出决算总表", "注"
    book.save(tmp_path / "长.xlsx")
    opened = opened_file(tmp_path / "长.xlsx")
    assert isinstance(opened, OpenedFile)
    rows = opened.sheets[0].rows
    assert len(rows) < 50
    assert opened.sheets[0].where(rows[-1][0].place) == "Sheet A1048576"


@pytest.mark.parametrize("kind", [".xlsx", ".xls", ".docx", ".md"])
def test_damaged_files_are_read_or_told(kind: str, tmp_path: Path) -> None:
    from generator.container import Flaw
    from generator.pipeline import Settings, build
    from generator.sheets import OpenedFile, opened_file

    path, chance = tmp_path / f"表{kind}", Random(7)  # noqa: S311 - the same files for the same seed
    sheet = [("收入支出决算总表", "项目\t决算数\n其他收入\t1.5")]
    if kind in (".docx", ".md"):
        built = build(CASES.parent.parent / "inputs" / "minimal.yaml", Settings(), (kind[1:],))
        path.write_bytes(built.reports[0].files[kind[1:]])
    else:
        (write_xlsx if kind == ".xlsx" else write_xls)(path, sheet)
    whole = path.read_bytes()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(bytes(data))
        assert isinstance(opened_file(path), OpenedFile | Flaw)


def test_a_missing_library_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_xlsx(tmp_path / "表.xlsx", [("表", "收入支出决算总表")])
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert 'pip install "zipingbao[import]"' in said_of(tmp_path / "表.xlsx", capsys)


HEADED = ("版本", "模板", "年度", "金额单位")


def texts_of(path: Path) -> object:
    """What a YAML says, every scalar as its text."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 # it makes nothing but texts


def leaves(node: object, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    """Every amount of a YAML by its path, rows by their codes."""
    if isinstance(node, dict):
        return {where: text for key, value in node.items() for where, text in leaves(value, (*path, str(key))).items()}
    if isinstance(node, list):
        found = {}
        for number, item in enumerate(node):
            name = str(item.get("科目", number)).split()[0] if isinstance(item, dict) else str(number)
            found.update(leaves(item, (*path, name)))
        return found
    return {path: str(node)}


@pytest.mark.parametrize("kind", ["docx", "md", "xlsx", "xls"])
def test_the_nine_tables_come_back(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the tables of a sample, in each format: every value is that of the file, and the YAML is sound."""
    from generator.pipeline import Settings, build
    from generator.sheets import OpenedFile, opened_file

    source = CASES.parent.parent / "inputs" / "shifan-2024.yaml"
    settings = Settings(template="国家/部门决算公开表")
    path = tmp_path / f"2024公开表.{kind}"
    written = "docx" if kind.startswith("xls") else kind
    (tmp_path / f"a.{written}").write_bytes(build(source, settings, (written,)).reports[0].files[written])
    if kind.startswith("xls"):
        opened = opened_file(tmp_path / "a.docx")
        assert isinstance(opened, OpenedFile)
        sheets = [
            (f"表{at}", "\n".join([*one.above[-2:], *("\t".join(cell.text for cell in row) for row in one.rows)]))
            for at, one in enumerate(opened.sheets)
        ]
        (write_xlsx if kind == "xlsx" else write_xls)(path, sheets)
    else:
        (tmp_path / f"a.{written}").rename(path)
    out = tmp_path / "读.yaml"
    assert run(["import", str(path), "-o", str(out)]) == 0
    assert run(["check", str(out)]) == 0
    capsys.readouterr()
    there = leaves(texts_of(source))
    there |= {(*path, "决算"): text for path, text in there.items()}
    back = {
        where: text
        for where, text in leaves(texts_of(out)).items()
        if where[0] not in HEADED and "科目" not in where[-1] and text
    }
    wrong = {where: text for where, text in back.items() if where in there and float_of(text) != float_of(there[where])}
    assert wrong == {}
    assert len([where for where in back if where in there]) > 100


def float_of(text: str) -> object:
    return Decimal(text) if NUMBER.fullmatch(text) else text


ROOT = CASES.parent.parent
SAMPLES = [*sorted((ROOT / "inputs").glob("*.yaml")), *sorted((ROOT / "templates").glob("*/*/sample/input.yaml"))]


@pytest.mark.parametrize("source", some(SAMPLES, 4), ids=lambda path: path.parts[-3] + path.stem)
def test_built_imported_and_built_again_is_the_same(source: Path, tmp_path: Path) -> None:
    """A DOCX that carries its file gives it back byte for byte, and that builds the same DOCX."""
    from generator.pipeline import Settings, build

    settings = Settings(carry=True)
    first = build(source, settings, ("docx",), "a.yaml")
    for number, report in enumerate(first.reports):
        path, out = tmp_path / f"{number}.docx", tmp_path / f"{number}.yaml"
        path.write_bytes(report.files["docx"])
        assert run(["import", str(path), "-o", str(out)]) == 0
        assert out.read_bytes() == source.read_bytes()
        again = build(out, settings, ("docx",), "a.yaml")
        assert [one.files for one in again.reports] == [one.files for one in first.reports]
    assert first.reports


def test_a_changed_report_gives_no_file_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What somebody wrote into the DOCX is not in the file that it carries."""
    from generator.pipeline import Settings, build

    made = build(ROOT / "inputs" / "zipingbiao-2024.yaml", Settings(carry=True), ("docx",)).reports[0].files["docx"]
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"288.10", b"288.20") if "document" in name else data)
    (tmp_path / "改过.docx").write_bytes(changed.getvalue())
    run(["import", str(tmp_path / "改过.docx")])
    out, err = capsys.readouterr()
    assert "生成以后改过里面的文字" in err
    assert "执行: 288.20}" in out


def test_a_report_carries_nothing_unless_asked(tmp_path: Path) -> None:
    """A report that is published holds no more than what is seen in it."""
    from generator.pipeline import Settings, build

    made = build(ROOT / "inputs" / "minimal.yaml", Settings(), ("docx",)).reports[0].files["docx"]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert [name for name in archive.namelist() if name.startswith("customXml/item2")] == []


def test_a_report_made_of_several_files_carries_none(tmp_path: Path) -> None:
    """W121: half of what it was made of would build another report."""
    from generator.codes.output import NOT_CARRIED
    from generator.pipeline import Settings, build

    text = (ROOT / "inputs" / "zipingbiao-2024.yaml").read_text(encoding="utf-8")
    (tmp_path / "2023.yaml").write_text(text.replace("年度: 2024", "年度: 2023"), encoding="utf-8")
    (tmp_path / "2024.yaml").write_text(text.replace("年度: 2024", "年度: 2024\n上年文件: 2023.yaml"), encoding="utf-8")
    built = build(tmp_path / "2024.yaml", Settings(carry=True), ("docx",))
    assert [one.code for one in built.diagnostics if one.code.id == "W121"] == [NOT_CARRIED]
    with zipfile.ZipFile(io.BytesIO(built.reports[0].files["docx"])) as archive:
        assert [name for name in archive.namelist() if name.startswith("customXml/item2")] == []


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        ("html", "HTML 里没有带填报文件：--carry 只能带在 DOCX 里，加上 -f docx\n"),
        ("docx,html", "HTML 里没有带填报文件：--carry 只能带在 DOCX 里\n"),
        ("docx,md", ""),
    ],
)
def test_what_carries_nothing_is_told(
    formats: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "2024.yaml"
    source.write_bytes((ROOT / "inputs" / "minimal.yaml").read_bytes())
    assert run(["build", str(source), "--carry", "-f", formats, "-o", str(tmp_path)]) == 0
    told = capsys.readouterr().err.partition(f"{source}：")[0]
    assert told == said
