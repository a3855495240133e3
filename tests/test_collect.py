"""An inbox and a roster in: what the screen says, what is written, and that nothing that was sent ends the run, out."""

from __future__ import annotations

import csv
import gc
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import jsonschema
import psutil
import pytest
import python_calamine
import xlsxwriter
import yaml
from effort import examples, some

from benchmarks.damages import damaged
from generator import crew
from generator.cli import run
from generator.collect import judging
from generator.collect.filing import Filing, Member
from generator.collect.parcel import entries
from generator.collect.roster import Roster, read_roster
from generator.collect.store import NAME as STORE
from generator.container import Flaw
from generator.figure import Item
from generator.output import turn

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "collect"
ROSTERS = yaml.safe_load((CASES / "rosters.yaml").read_text(encoding="utf-8"))
RUNS = yaml.safe_load((CASES / "runs.yaml").read_text(encoding="utf-8"))
SIX = "预算编码,单位名称\n" + "".join(f"11500{number},示例{number}局\n" for number in range(6))
PACK = "标题: 报告\n版本: '2024.2'\n继承: 国家/公文\n可选: [支出.一般公共预算, 项目]\n"
HOUR = 1_700_000_000


def form(name: str, **said: Any) -> str:
    """A short report of 编码, 年度, 口径, 项目 (names) and 数; `错` makes a total that is not that of its parts."""
    number = said.get("数", 10)
    more = "".join(
        f", {key}: '{said[word]}'" for word, key in (("编码", "预算编码"), ("口径", "口径")) if said.get(word)
    )
    total = f"    合计: {number + (15 if said.get('错') else 10)}\n    基本支出: {number}\n    项目支出: 10\n"
    listed = "".join(f"  - 名称: {one}\n    资金: {{全年预算: 1, 执行: 1}}\n" for one in said.get("项目", []))
    return (
        f"版本: 1\n模板: 示例市/报告\n年度: {said.get('年度', 2024)}\n金额单位: 万元\n单位: {{名称: {name}{more}}}\n"
        f"支出:\n  一般公共预算:\n{total}" + (f"项目:\n{listed}" if listed else "")
    )


def put(inbox: Path, files: dict[str, Any]) -> None:
    for name, said in files.items():
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if said == "删去":
            path.unlink()
            continue
        data = said.encode() if isinstance(said, str) else made(dict(said))
        path.write_bytes(data)
        os.utime(path, (HOUR, HOUR + len(path.as_posix().encode()) + ord(name[0])))


def made(said: dict[str, Any]) -> bytes:
    if "十六进制" in said:
        return bytes.fromhex(said["十六进制"])
    if "原样" in said:
        return str(said["原样"]).encode()
    encoding = said.pop("编码表", "utf-8")
    return form(said.pop("名称"), **said).encode(encoding)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "收件").mkdir()
    (tmp_path / "单位.csv").write_text(SIX, encoding="utf-8")
    home = tmp_path / "官方" / "示例市" / "报告"
    home.mkdir(parents=True)
    (home / "pack.yaml").write_text(PACK, encoding="utf-8")
    (home / "report.md.j2").write_text(
        "# {{ 单位.名称 }}报告\n\n一般公共预算支出{{ 支出.一般公共预算.合计 }}。\n", encoding="utf-8"
    )
    return tmp_path


def collect(*more: str) -> int:
    return run(["collect", "收件", "--roster", "单位.csv", "--only", "官方", "-o", "汇总", "--jobs", "1", *more])


def sheet(name: str) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path("汇总/汇总.xlsx").get_sheet_by_name(name).to_python()


# the roster


def as_csv(encoding: str) -> Callable[[Path, dict[str, Any]], Path]:
    def write(folder: Path, case: dict[str, Any]) -> Path:
        path = folder / "名册.csv"
        path.write_bytes(case["rows"].encode(encoding))
        return path

    return write


def as_workbook(folder: Path, case: dict[str, Any]) -> Path:
    """With codes as numbers, as Excel makes them, and cells that are merged."""
    path = folder / "名册.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        for at, line in enumerate(case["rows"].splitlines()):
            for column, cell in enumerate(line.split(",")):
                page.write_number(at, column, int(cell)) if cell.isdigit() else page.write_string(at, column, cell)
        if case.get("merged"):
            page.merge_range(0, 0, 0, 3, "2024年度预算单位名册")
            page.merge_range(1, 1, 1, 2, "单位")
            page.merge_range(1, 0, 2, 0, "序号")
            page.merge_range(1, 3, 2, 3, "所属地区")
    return path


FORMS = {"utf-8": as_csv("utf-8"), "bom": as_csv("utf-8-sig"), "gbk": as_csv("gbk"), "xlsx": as_workbook}


@pytest.mark.parametrize("form_", FORMS)
@pytest.mark.parametrize("case", ROSTERS, ids=lambda case: case["name"])
def test_a_roster_is_read_however_it_was_kept(case: dict[str, Any], form_: str, tmp_path: Path) -> None:
    path = FORMS[form_](tmp_path, case)
    read = read_roster(path)
    if "fault" in case:
        assert not isinstance(read, Roster)
        assert f"{read.code.id}: {read.message}" == case["fault"].replace("名册.csv", path.name)
        return
    assert isinstance(read, Roster)
    assert [f"{one.called} {one.region}".strip() for one in read.units] == case["units"]
    assert [f"{one.code.id}: {one.message}" for one in read.found] == case.get("told", [])


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00\x00", b"PK\x03\x04\x00", b"\xd0\xcf\x11\xe0" * 200, b'a,"b\n' * 9]
)
def test_no_roster_brings_the_run_down(data: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "单位.csv").write_bytes(data)
    assert collect() == 2
    assert "错误[S101]" in capsys.readouterr().err


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("row", "column", "read"), [(1_048_575, 0, True), (3, 16_383, True), (1_048_575, 16_383, False)]
)
def test_a_cell_far_away_costs_nothing(row: int, column: int, read: bool, tmp_path: Path) -> None:
    """Somebody's stray blank: a library that makes room for all that lies between would take the memory of the machine."""
    path = tmp_path / "名册.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        for at, cell in enumerate(("单位名称", "示例局")):
            page.write_string(at, 0, cell)
        page.write_string(row, column, "·")
    found = read_roster(path)
    if read:
        assert isinstance(found, Roster) and [one.name for one in found.units][:1] == ["示例局"]
    else:
        assert not isinstance(found, Roster) and "XFD1048576 还有内容" in found.message


@pytest.mark.thorough
def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    chance = Random(1)  # noqa: S311 - the same files each time
    whole = as_workbook(tmp_path, ROSTERS[0]).read_bytes()
    for number in range(examples(2_000, 150)):
        kind, data = damaged(whole, chance)
        path = tmp_path / "坏.xlsx"
        path.write_bytes(data)
        found = read_roster(path)
        assert isinstance(found, Roster) or found.code.id == "S101", (number, kind)
        with zipfile.ZipFile(tmp_path / "包.zip", "w") as archive:
            archive.writestr("内.zip", data)
        for one in (*entries(path), *entries(tmp_path / "包.zip")):
            assert isinstance(one, Flaw) or isinstance(one.read(), bytes | Flaw)


# runs


@pytest.mark.parametrize("case", RUNS, ids=lambda case: case["name"])
def test_what_was_sent_is_told(case: dict[str, Any], folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    (folder / "单位.csv").write_text(case["roster"], encoding="utf-8")
    given: list[str] = []
    handed = crew._given
    monkeypatch.setattr(crew, "_given", lambda workers, filing, *more: (given.append(filing.name), handed(workers, filing, *more)))  # fmt: skip
    for one in case["runs"]:
        put(folder / "收件", one["files"])
        given.clear()
        assert collect(*one.get("args", [])) == one["exit"]
        out, err = capsys.readouterr()
        assert err == ""
        said = re.sub(r"上次（[\d :-]+）", "上次（时刻）", out)
        *lines, last = said.splitlines()
        assert "\n".join(lines) + "\n" == one["screen"]
        assert (
            last
            == "已写出 汇总：应报已报.csv、文件.csv、问题.csv、数据.csv、变动.csv、数据.parquet、汇总.xlsx、问题.sarif、汇总.html"
        )
        if "judged" in one:
            assert len(given) == one["judged"]
        for problem in one.get("problems", []):
            assert problem in [f"{row[3]} {row[7]}" for row in sheet("问题")]


def test_what_the_library_lacks_is_named_with_the_command_that_adds_it(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert collect() == 2
    assert "S104" in (err := capsys.readouterr().err)
    assert 'pip install "zipingbao[bureau]"' in err


@pytest.mark.parametrize(
    "args", [["收件"], ["--resume"], ["没有", "--roster", "单位.csv"], ["收件", "--roster", "单位.csv"]]
)
def test_what_is_not_there_is_told(args: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["collect", "-o", "汇总", *args]) == 2
    err = capsys.readouterr().err
    assert "S105" in err or "错误：" in err


# zips


def spelt(path: Path, files: dict[str, bytes]) -> None:
    """As Windows makes them: names in the code page of the machine, not marked."""

    class Plain(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 # zipfile's own name
            return self.filename.encode("gbk"), self.flag_bits & ~0x800

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(Plain(name), data)


def report(number: int, **more: Any) -> bytes:
    return form(f"示例{number}局", **more).encode()


def test_zips_are_read_with_names_in_gbk_zips_within_them_and_parts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = form("示例0局").replace("\n支出:", "\n项目:\n  - 文件: 项目/热线.yaml\n支出:").encode("gbk")
    part = "名称: 热线运行\n资金: {全年预算: 5, 执行: 4}\n".encode("gbk")
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("示例二局/2024.yaml", report(2))
    spelt(folder / "收件" / "各局.zip", {
        "示例零局/自评.yaml": whole, "示例零局/项目/热线.yaml": part, "示例一局/自评.yaml": report(1), "再打包.zip": inner.getvalue(),
        "照片.jpg": b"x", "__MACOSX/示例一局/._自评.yaml": b"\0\1",
    })  # fmt: skip
    assert collect() == 0
    out = capsys.readouterr().out
    assert out.startswith("应报 6，已报 3：无错 3，有错 0；未报 3\n没有读的：别的文件 1 个（.jpg 1）\n")
    assert sorted({row[11] for row in sheet("应报已报")[1:]} - {""}) == [
        "收件/各局.zip/再打包.zip/示例二局/2024.yaml", "收件/各局.zip/示例一局/自评.yaml", "收件/各局.zip/示例零局/自评.yaml",
    ]  # fmt: skip
    assert any(row[5] == "项目.资金.执行" and row[6] == "热线运行" and row[7] == 40_000 for row in sheet("数据"))


def hostile() -> dict[str, bytes]:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../逃.yaml", report(1))
        archive.writestr("C:/逃.yaml", report(1))
        archive.writestr("示例1局.yaml", report(1))
        archive.writestr("大.yaml", b" " * 11_000_000)
    encrypted = bytearray(plain.getvalue())
    at = encrypted.index(b"PK\1\2")
    encrypted[at + 8] |= 1
    return {"逃.zip": plain.getvalue(), "加密.zip": bytes(encrypted), "坏.zip": plain.getvalue()[:-40], "空.zip": b""}


def test_nothing_hostile_ends_the_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inbox = folder / "收件"
    for name, data in hostile().items():
        (inbox / name).write_bytes(data)
    (inbox / "大.yaml").write_bytes(b"# " + b"x" * 11_000_000)
    (inbox / "深.yaml").write_text("单位: " + "[" * 100_000, encoding="utf-8")
    (inbox / "炸.yaml").write_text(
        "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(500)), encoding="utf-8"
    )
    (inbox / "圈").symlink_to(inbox)
    os.mkfifo(inbox / "管.yaml")
    many = inbox / "别的"
    many.mkdir()
    for number in range(10_000):
        (many / f"{number}.txt").touch()
    (inbox / "名=1+1.yaml").write_text(form("=cmd|'/c calc'!A1"), encoding="utf-8")
    assert collect() == 1
    out = capsys.readouterr().out
    assert out.startswith("应报 6，已报 1：无错 1，有错 0；未报 5\n")
    assert "别的文件 10000 个（.txt 10000）" in out
    told = " ".join(row[5] for row in sheet("问题"))
    for word in ("加密.zip 里面的", "坏.zip 不是压缩包", "空.zip 不是压缩包", "“../../逃.yaml”路径不安全", "“C:/逃.yaml”路径不安全", "大.yaml 有 10.5 MB", "管.yaml 不是普通文件"):  # fmt: skip
        assert word in told, word
    assert "=cmd" not in [cell[:4] for row in (folder / "汇总" / "文件.csv").read_text(encoding="utf-8-sig").splitlines() for cell in row.split(",")]  # fmt: skip
    assert not list(folder.rglob("逃.yaml"))


# interruptions


def command(*more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "generator.cli",
        "collect",
        "收件",
        "--roster",
        "单位.csv",
        "--only",
        "官方",
        "-o",
        "汇总",
        *more,
    ]


def started(folder: Path, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(command(*more), cwd=folder, env=environment, text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip


def until(true: Callable[[], bool]) -> None:
    for _ in range(1200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def reports(folder: Path, number: int) -> None:
    rows = "".join(f"局{one}\n" for one in range(number))
    (folder / "单位.csv").write_text(f"单位名称\n{rows}", encoding="utf-8")
    big = (ROOT / "inputs" / "shifan-2024.yaml").read_text(encoding="utf-8")
    for one in range(number):
        text = big.replace("示例市示例区政务服务管理局", f"局{one}", 1)
        (folder / "收件" / f"{one:03}.yaml").write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "templates" / "国家" / "部门决算公开表", folder / "官方" / "国家" / "部门决算公开表")
    shutil.copytree(ROOT / "templates" / "四川" / "部门决算公开", folder / "官方" / "四川" / "部门决算公开")


def kept(folder: Path) -> int:
    """By the size of the journal, which can be looked at from outside."""
    base = folder / "汇总" / STORE
    return sum(path.stat().st_size for path in (base, base.with_name(f"{STORE}-wal")) if path.exists())


@pytest.mark.thorough
def test_ctrl_c_says_what_is_done_and_resume_goes_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports(folder, 20)
    begun = started(folder, "--jobs", "1")
    until(lambda: kept(folder) > 60_000)
    begun.send_signal(signal.SIGINT)
    _, err = begun.communicate(timeout=60)
    assert begun.returncode == 130
    done = re.fullmatch(
        r"已中断：查完 (\d+) 份，都记下了，还有 (\d+) 份没有查\n接着做：zipingbao collect -o 汇总 --resume\n", err
    )
    assert done and int(done[1]) >= 1 and int(done[1]) + int(done[2]) == 20
    assert run(["collect", "-o", "汇总", "--resume"]) == 0
    assert capsys.readouterr().out.startswith("应报 20，已报 20：无错 20，有错 0；未报 0\n")


@pytest.mark.thorough
def test_a_run_that_was_killed_leaves_what_it_finished_and_no_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports(folder, 8)
    begun = started(folder, "--jobs", "2")
    until(lambda: kept(folder) > 60_000)
    children = psutil.Process(begun.pid).children(recursive=True)
    begun.kill()
    begun.communicate(timeout=60)
    given: list[str] = []
    handed = crew._given
    monkeypatch.setattr(crew, "_given", lambda workers, filing, *more: (given.append(filing.name), handed(workers, filing, *more)))  # fmt: skip
    assert collect() == 0
    assert len(given) < 8
    assert [row[7] for row in sheet("应报已报")[1:]] == ["无错"] * 8
    psutil.wait_procs(children, timeout=20)
    assert not [one for one in children if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.thorough
def test_a_process_that_dies_costs_one_file(folder: Path) -> None:
    reports(folder, 3)
    begun = started(folder, "--jobs", "1")
    until(lambda: any("spawn_main" in " ".join(one.cmdline()) for one in psutil.Process(begun.pid).children()))
    next(one for one in psutil.Process(begun.pid).children() if "spawn_main" in " ".join(one.cmdline())).kill()
    out, _ = begun.communicate(timeout=120)
    assert (begun.returncode, out.splitlines()[0]) == (1, "应报 3，已报 3：无错 2，有错 1；未报 0")
    assert [row[3] for row in sheet_of(folder, "问题") if row[3] == "S121"] == ["S121"]


def sheet_of(folder: Path, name: str) -> list[list[Any]]:
    return (
        python_calamine.CalamineWorkbook.from_path(str(folder / "汇总" / "汇总.xlsx"))
        .get_sheet_by_name(name)
        .to_python()
    )


@pytest.mark.thorough
def test_a_file_that_takes_too_long_is_a_finding_and_looked_at_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports(folder, 1)
    assert collect("--time-limit", "0.01") == 1
    assert "最多的错：S121 1家" in capsys.readouterr().out
    assert collect() == 0
    assert "改好 1" in capsys.readouterr().out


def test_only_one_run_writes_to_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder / "收件", {"甲.yaml": {"名称": "示例0局"}})
    (folder / "汇总").mkdir()
    with turn(folder / "汇总"):
        assert collect() == 2
    assert "另一个 zipingbao 正在往这个文件夹里写" in capsys.readouterr().err


def test_a_damaged_store_is_begun_anew(folder: Path) -> None:
    put(folder / "收件", {"甲.yaml": {"名称": "示例0局"}})
    (folder / "汇总").mkdir()
    (folder / "汇总" / STORE).write_bytes(b"x" * 9000)
    assert collect() == 0


@pytest.mark.thorough
def test_a_store_that_another_program_holds_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As on a drive that knows no locks of ours."""
    put(folder / "收件", {"甲.yaml": {"名称": "示例0局"}})
    assert collect() == 0
    before = (folder / "汇总" / STORE).read_bytes()
    with closing(sqlite3.connect(folder / "汇总" / STORE, isolation_level=None)) as held:
        held.execute("pragma locking_mode=exclusive")
        held.execute("begin exclusive")
        capsys.readouterr()
        assert collect() == 2
        assert "无法写入：汇总" in capsys.readouterr().err
    assert (folder / "汇总" / STORE).read_bytes()[:16] == before[:16]
    assert collect() == 0


def test_our_own_fault_is_a_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(judging, "check", broken)
    filing = Filing("甲.yaml", (Member("甲.yaml", form("示例0局").encode()),))
    outcome = judging.judge(filing, judging.Order(judging.Settings()))
    assert [one.code for one in outcome.found] == ["W107"]
    assert outcome.identity.name == "示例0局"


@pytest.mark.thorough
def test_nothing_of_a_report_stays_in_memory() -> None:
    """A process looks at thousands: where a generator raised in a call with keywords, CPython 3.11 kept all of the report."""
    data = (ROOT / "inputs" / "shifan-2024.yaml").read_bytes()
    counts = []
    for _ in range(4):
        judging.judge(Filing("示范.yaml", (Member("示范.yaml", data),)), judging.Order(judging.Settings()))
        gc.collect()
        counts.append(sum(isinstance(one, Item) for one in gc.get_objects()))
    assert counts[1] == counts[2] == counts[3]


# what is written


def test_reports_are_built_once_and_again_where_they_are_gone(folder: Path) -> None:
    put(folder / "收件", {"甲/甲.yaml": {"名称": "示例0局"}, "乙.yaml": {"名称": "示例1局", "错": True}})
    assert collect("--build") == 1
    built = folder / "汇总" / "报告" / "收件" / "甲"
    assert sorted(one.name for one in built.iterdir()) == ["甲.docx", "甲.md"]
    assert (built / "甲.md").read_text(encoding="utf-8").startswith("# 示例0局报告\n\n一般公共预算支出20")
    assert not (built.parent / "乙.docx").exists()
    before = (built / "甲.docx").stat().st_mtime_ns
    assert collect("--build") == 1
    assert (built / "甲.docx").stat().st_mtime_ns == before
    (built / "甲.md").unlink()
    assert collect("--build") == 1
    assert (built / "甲.md").exists()


@pytest.mark.thorough
def test_a_pack_that_changed_has_every_file_looked_at_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder / "收件", {"甲.yaml": {"名称": "示例0局"}})
    assert collect() == 0
    home = folder / "官方" / "示例市" / "报告"
    (home / "pack.yaml").write_text(PACK + "需要: [单位.职能]\n", encoding="utf-8")
    assert collect() == 1
    assert "变差 1" in capsys.readouterr().out


def test_the_workbook_has_real_numbers_headings_that_stay_and_filters(folder: Path) -> None:
    put(folder / "收件", {"甲.yaml": {"名称": "示例0局"}, "乙.yaml": {"名称": "示例1局", "错": True}})
    assert collect() == 1
    book = python_calamine.CalamineWorkbook.from_path("汇总/汇总.xlsx")
    assert book.sheet_names[:5] == ["应报已报", "问题", "数据", "排名", "变动"]
    assert [row[:2] + row[6:10] for row in sheet("应报已报")[1:3]] == [
        ["115000", "示例0局", "否", "无错", 0, 0],
        ["115001", "示例1局", "否", "有错", 1, 0],
    ]
    row = next(row for row in sheet("数据") if row[5] == "支出.一般公共预算.合计.决算")
    assert row[7:10] == [200_000, "元", "填写"]
    with zipfile.ZipFile("汇总/汇总.xlsx") as archive:
        page = archive.read("xl/worksheets/sheet3.xml").decode()
    assert 'state="frozen"' in page and "<autoFilter" in page


@pytest.mark.thorough
def test_a_workbook_of_too_many_figures_leaves_out_those_of_lists(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "收件", {"甲.yaml": {"名称": "示例0局", "项目": ["热线运行"]}})
    assert collect() == 0
    assert "项目.资金.执行" in [row[5] for row in sheet("数据")]
    monkeypatch.setattr("generator.collect.workbook.MOST_FIGURES", 3)
    assert collect() == 0
    assert {row[6] for row in sheet("数据")[1:]} == {""}
    assert "项目.资金.执行" in (folder / "汇总" / "数据.csv").read_text(encoding="utf-8-sig")


def test_an_old_version_of_the_pack_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(
        folder / "收件",
        {"甲.yaml": form("示例0局") + "模板版本: '2024.1'\n", "乙.yaml": form("示例1局") + "模板版本: '2024.2'\n"},
    )
    collect()
    assert "\n旧版 2024.1：1 家\n" in capsys.readouterr().out
    assert [row[7] for row in sheet("问题") if row[3] == "S115"] == ["收件/甲.yaml"]


def test_results_within_the_inbox_are_not_taken_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder / "收件", {"甲.yaml": {"名称": "示例0局"}})
    for _ in range(2):
        assert run(["collect", "收件", "--roster", "单位.csv", "--only", "官方", "-o", "收件/汇总", "--build"]) == 0
        assert "没有读的" not in capsys.readouterr().out


def test_findings_are_sarif_and_the_page_needs_nothing_else(folder: Path) -> None:
    put(folder / "收件", {"甲.yaml": {"名称": "示例0局"}, "乙.yaml": {"名称": "示例1局", "错": True, "年度": 2023}})
    put(folder / "收件", {"丙.yaml": {"名称": "<script>alert(1)</script>"}})
    assert collect("--force-year", "2024") == 1
    log = json.loads((folder / "汇总" / "问题.sarif").read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "tests" / "schemas" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.validate(log, schema)
    assert sorted(one["ruleId"] for one in log["runs"][0]["results"]) == ["P112", "S110", "S114"]
    assert [one["id"] for one in log["runs"][0]["tool"]["driver"]["rules"]] == ["P112", "S110", "S114"]
    page = (folder / "汇总" / "汇总.html").read_text(encoding="utf-8")
    assert "<script" not in page and not re.search(r"(?:src|href)=|url\(|@import", page)
    assert "有错 1" in page and "P112" in page and "示例5局" in page


def test_sums_are_exact_and_a_query_of_the_bureau_is_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(6):
        text = form(f"示例{number}局").replace("合计: 20", "合计: 10.1").replace("基本支出: 10", "基本支出: 0.1").replace("项目支出: 10", "项目支出: 10.0")  # fmt: skip
        (folder / "收件" / f"{number}.yaml").write_text(text, encoding="utf-8")
    assert collect() == 0
    capsys.readouterr()
    assert (
        run(
            [
                "collect",
                "-o",
                "汇总",
                "--sql",
                "select sum(值) as 和 from 数据 where 栏目 = '支出.一般公共预算.基本支出.合计.决算'",
            ]
        )
        == 0
    )
    assert capsys.readouterr().out == "和\n6000\n"
    own = folder / "汇总" / "查询" / "资金.sql"
    own.write_text("select 3 as 三", encoding="utf-8")
    (own.parent / "坏.sql").write_text("select 没有 from 数据", encoding="utf-8")
    assert collect() == 2
    assert "查询 坏 没有查成" in capsys.readouterr().err
    assert sheet("资金") == [["三"], [3]]
    assert own.read_text(encoding="utf-8") == "select 3 as 三"


@pytest.mark.parametrize("sql", ["select * from read_csv('单位.csv')", "copy 数据 to '偷.csv'", "attach '别.db'", "install httpfs", "set enable_external_access=true"])  # fmt: skip
def test_a_query_sees_nothing_but_the_tables(sql: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder / "收件", {"甲.yaml": {"名称": "示例0局"}})
    assert collect() == 0
    assert run(["collect", "-o", "汇总", "--sql", sql]) == 2
    assert "S106" in capsys.readouterr().err
    assert not (folder / "偷.csv").exists()


FAMILY = "预算编码,单位名称,主管部门,上缴（万元）,补助（万元）\n115,示例部,,,\n115001,示例本级,示例部,,\n115002,示例中心,115,{paid},{granted}\n"


def money(name: str, income: int, granted: int = 0, scope: str = "单位") -> str:
    text = form(name, 口径=scope).partition("支出:")[0]
    more = f"  上级补助收入: {granted}\n" if granted else ""
    return f"{text}收入:\n  合计: {income}\n  一般公共预算: {income - granted}\n{more}"


@pytest.mark.parametrize(("granted", "told"), [("5", False), ("4", True), ("", True)])
def test_a_department_is_the_sum_of_its_units_less_what_they_paid_each_other(
    granted: str, told: bool, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The department granted 5 of its 100 to its unit, which earned 20 besides: 100 + 25 - 5."""
    (folder / "单位.csv").write_text(FAMILY.format(paid="", granted=granted), encoding="utf-8")
    texts = {"部": money("示例部", 120, scope="部门"), "本级": money("示例本级", 100), "中心": money("示例中心", 25, 5)}
    for name, text in texts.items():
        (folder / "收件" / f"{name}.yaml").write_text(text, encoding="utf-8")
    collect()
    out, err = capsys.readouterr()
    assert ("S130" in err, "部门与所属单位：" in out) == (told, told)
    rows = sheet("部门与所属单位")[1:]
    assert bool([row for row in rows if row[2] == "收入.合计.决算"]) == told
    run(
        [
            "collect",
            "-o",
            "汇总",
            "--sql",
            "select sum(值)/10000 as 万元 from 数据 where 计入 = '是' and 栏目 = '收入.合计.决算'",
        ]
    )
    assert Decimal(capsys.readouterr().out.splitlines()[1]) == 125


REFUSALS: list[dict[str, str]] = yaml.safe_load((CASES / "refusals.yaml").read_text(encoding="utf-8"))


def test_what_a_query_lacks_is_told_in_chinese_with_the_words_of_the_database(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder / "收件", {"甲.yaml": form("示例0局")})
    collect()
    assert run(["collect", "-o", "汇总", "--sql", "-- 没有写"]) == 2
    assert "错误[S106] 查询 --sql 是空的\n" in capsys.readouterr().err
    for one in some(REFUSALS, 5):
        capsys.readouterr()
        assert run(["collect", "-o", "汇总", "--sql", one["sql"]]) == 2
        err = capsys.readouterr().err
        assert f"查询 --sql 没有查成：{one['说']}\n" in err, err
        assert f"DuckDB 的原话：{one['原话']}" in err, err


def test_figures_are_the_same_in_parquet(folder: Path) -> None:
    """To the last decimal, with their types: what reads it need not be told which column is an amount."""
    put(folder / "收件", {"甲.yaml": {"名称": "示例0局", "项目": ["热线运行"]}})
    collect()
    with duckdb.connect() as base:
        kept = base.execute("select * from read_parquet('汇总/数据.parquet')")
        columns = {name: str(kind) for name, kind, *_ in kept.description or ()}
        rows = [[f"{cell:f}".rstrip("0").rstrip(".") if isinstance(cell, Decimal) else cell for cell in row] for row in kept.fetchall()]  # fmt: skip
    with Path("汇总/数据.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *typed = csv.reader(file)
    assert list(columns) == head and columns["值"] == "DECIMAL(38,10)"
    assert rows == typed and len(rows) > 3
