"""Case files and hostile packs in; exactly the findings that each one's own comments name, in every word, out."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from case_files import CASES, case_files, expected, found, printed, told

from generator.checks.catalogue import CODES
from generator.diagnostic import Diagnostic, has_errors
from generator.pipeline import Settings, build, check, read

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).parent / "golden"
HERE = [*case_files("filling"), *case_files("checks"), *case_files("prose")]
PRINTED = case_files("printed")
"""What is only seen where the report is printed."""
PACK_CASES = case_files("packs")
PACKS = Settings((CASES / "packs" / "templates",))


@pytest.fixture(autouse=True)
def here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packs lie in the working folder, from which a message names their files."""
    own = "tmp_path" in request.fixturenames
    monkeypatch.chdir(request.getfixturevalue("tmp_path") if own else CASES / "packs" / "templates")


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def located(findings: Sequence[Diagnostic]) -> list[str]:
    """Findings as a pack's case names them, with the file: `M201 语法错误/report.md.j2:4:1`."""
    return [f"{one.code.id} {one.place.file}:{one.place.line}:{one.place.column}" for one in findings]


def named(path: Path) -> list[str]:
    lines = re.findall(r"^# 应得: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert lines, f"{path.name} does not say what it earns"
    return [line for line in lines if line != "无"]


@pytest.mark.parametrize("path", HERE, ids=name_of)
def test_case_file(path: Path) -> None:
    assert found(read(path, Settings(), path.name).diagnostics) == expected(path)


@pytest.mark.parametrize("path", PRINTED, ids=name_of)
def test_printed(path: Path) -> None:
    assert found(check(path, Settings(), path.name).diagnostics) == expected(path)


@pytest.mark.parametrize("path", PACK_CASES, ids=name_of)
def test_pack(path: Path) -> None:
    built = build(path, PACKS, ("docx", "md"), path.name)
    assert located(built.diagnostics) == named(path)
    assert bool(built.reports) != has_errors(built.diagnostics)


@pytest.mark.parametrize(
    "folder", ["filling", "checks", "prose", "printed", pytest.param("packs", marks=pytest.mark.thorough)]
)
def test_every_word_of_the_messages(folder: str) -> None:
    parts = []
    for path in case_files(folder):
        findings = (
            build(path, PACKS, ("md",), path.name).diagnostics
            if folder == "packs"
            else (check if folder == "printed" else read)(path, Settings(), path.name).diagnostics
        )
        parts.append(f"== {path.stem}\n{told(findings)}")
    text, golden = "".join(parts), GOLDEN / f"{folder}.txt"
    if os.environ.get("ZIPINGBAO_REWRITE"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")
    text.encode("gbk")
    assert not re.search(r"[a-z]{4,} [a-z]{2,} ", text), "English in a message"


def test_every_relation_has_a_case_of_its_own_name() -> None:
    """One case file for each code of the relations, which earns that code and no other."""
    relations = [code for code in CODES if code[0] in "PLH"]
    for code in relations:
        path = CASES / "checks" / f"{code}.yaml"
        assert [one for one, _, _ in expected(path)] == [code]


@pytest.mark.thorough
def test_nothing_is_said_twice() -> None:
    for path in HERE:
        findings = read(path, Settings(), path.name).diagnostics
        places = [
            (one.place.line, one.place.column) for one in findings if one.code.id != "V201"
        ]  # several keys may be missing in one place
        assert len(places) == len(set(places)), path.name


def test_references_print_what_they_name() -> None:
    figures = read(CASES / "filling" / "reference.yaml", Settings()).figures[0][1]
    project = figures.rows("项目")[0]
    words = [getattr(project.get(name), "prose", None) for name in ("实际完成", "改进措施")]
    assert [list(one.paragraphs()) for one in words if one is not None] == [
        ["受理14589件，占95.96%，结余1万元，共90000元。"],
        ["余1。", "用90.0%。"],
    ]


# real command lines


def zipingbao(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    command = [sys.executable, "-X", "utf8", "-m", "generator.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    ran = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, timeout=60, check=False)
    return ran.returncode, ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8")


def test_check_says_what_a_clerk_reads() -> None:
    assert zipingbao("check", "filling/key_too_shallow.yaml", cwd=CASES) == (
        1,
        """\
错误[V202] “项目”（热线运行）里没有“执行”这个键
  --> filling/key_too_shallow.yaml:10:5
   |
10 |     执行: 10
   |     ^^^^
   = 建议：“执行”应写在“资金”下面，比它多缩进两格：改为 执行: 10（行首空 6 格）

filling/key_too_shallow.yaml：1 个错误（国家/公文 2024.1），不能生成报告
""",
        "",
    )


def test_check_in_concise_form() -> None:
    status, out, err = zipingbao("check", "--format", "concise", "checks/P101.yaml", cwd=CASES)
    assert (status, err) == (1, "")
    assert out.splitlines() == [
        "checks/P101.yaml:9:24: 错误[P101] “热线运行”的“资金.执行”不等于支出明细之和："
        "10万元 ≠ 4万元 + 5万元 = 9万元，相差1万元",
        "checks/P101.yaml：1 个错误（国家/公文 2024.1），不能生成报告",
    ]


def test_a_warning_passes_and_strict_does_not(tmp_path: Path) -> None:
    case = (CASES / "checks" / "L104.yaml").read_text(encoding="utf-8")
    (tmp_path / "L104.yaml").write_text(printed(case, tmp_path), encoding="utf-8")
    assert zipingbao("check", "L104.yaml", cwd=tmp_path)[0] == 0
    assert zipingbao("check", "--strict", "L104.yaml", cwd=tmp_path)[0] == 1


def test_build_names_the_line_of_the_template(tmp_path: Path) -> None:
    case = CASES / "packs" / "没有的名称.yaml"
    status, out, err = zipingbao(
        "build", str(case), "-o", str(tmp_path), "--templates", str(CASES / "packs" / "templates"), cwd=tmp_path
    )
    assert (status, out) == (1, "")
    assert "错误[M202] “单位”下面没有“名程”" in err
    assert f" --> {CASES / 'packs' / 'templates'}/没有的名称/report.md.j2:4:7" in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("count", "told"), [(40, []), (4000, ["V230 甲.yaml:11:12"])])
def test_a_list_that_is_too_long_for_a_sentence_is_told_to_the_department(
    count: int, told: list[str], tmp_path: Path
) -> None:
    rows = "".join(f"    - {{名称: 示例市第{number}中学, 性质: 事业单位}}\n" for number in range(count))
    text = (ROOT / "inputs" / "minimal.yaml").read_text(encoding="utf-8")
    assert "  级次: 区级\n" in text
    path = tmp_path / "甲.yaml"
    path.write_text(text.replace("  级次: 区级\n", f"  级次: 区级\n  所属单位:\n{rows}"), encoding="utf-8")
    assert located(build(path, Settings(), ("md",), path.name).diagnostics) == told


# packs that come as a zip

PACK_YAML = '标题: 压缩包\n版本: "1"\n继承: 国家/公文\n'
INPUT = "版本: 1\n模板: 压缩包\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"


def zipped(entries: dict[str, str | bytes], folder: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(folder + name, text)
    return data.getvalue()


GOOD: dict[str, str | bytes] = {
    "pack.yaml": PACK_YAML,
    "report.md.j2": "# {{ 单位.名称 }}\n\n{% include '部件.j2' %}\n",
    "部件.j2": "正文。\n",
}


def built_from(data: bytes, tmp_path: Path) -> tuple[list[str], list[bytes]]:
    (tmp_path / "压缩包.zip").write_bytes(data)
    (tmp_path / "甲.yaml").write_text(INPUT, encoding="utf-8")
    built = build(tmp_path / "甲.yaml", Settings(), ("md",), "甲.yaml")
    return located(built.diagnostics), [report.files["md"] for report in built.reports]


@pytest.mark.parametrize("folder", ["", "压缩包/"])
def test_a_zip_is_read_like_a_folder(tmp_path: Path, folder: str) -> None:
    assert built_from(zipped(GOOD, folder), tmp_path) == ([], ["# 示例局\n\n正文。\n".encode()])


def test_a_zip_from_chinese_windows_has_its_names_in_gbk(tmp_path: Path) -> None:
    data = zipped({name.replace("部件", "bujn"): text for name, text in GOOD.items()})
    data = data.replace(b"bujn.j2", "部件.j2".encode("gbk"))
    assert built_from(data, tmp_path) == ([], ["# 示例局\n\n正文。\n".encode()])


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("no zip at all", lambda: b"PK nothing", "M102 压缩包.zip/pack.yaml:1:1"),
        ("empty file", lambda: b"", "M102 压缩包.zip/pack.yaml:1:1"),
        ("cut off", lambda: zipped(GOOD)[:-30], "M102 压缩包.zip/pack.yaml:1:1"),
        ("garbled inside", lambda: zipped(GOOD).replace(zipped(GOOD)[45:60], bytes(15), 1), "M102 压缩包.zip/pack.yaml:1:1"),
        ("no pack.yaml", lambda: zipped({"report.md.j2": "# 甲\n"}), "M102 压缩包.zip/pack.yaml:1:1"),
        ("bomb", lambda: zipped({"pack.yaml": b"#" * 200_000_000}), "M102 压缩包.zip/pack.yaml:1:1"),
        ("bomb in a template", lambda: zipped({**GOOD, "部件.j2": b"a" * 50_000_000}), "M102 压缩包.zip/report.md.j2:3:13"),
        ("way out", lambda: zipped({**GOOD, "report.md.j2": "{% include '../甲.yaml' %}\n"}), "M102 压缩包.zip/report.md.j2:1:13"),
    ],
)  # fmt: skip
def test_a_bad_zip_is_refused(tmp_path: Path, name: str, data: Callable[[], bytes], wanted: str) -> None:
    assert built_from(data(), tmp_path) == ([wanted], [])


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = zipped({**GOOD, "部件.j2": b"a" * 5_000_000})
    lying = data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 500))
    assert lying != data
    assert built_from(lying, tmp_path) == (["M102 压缩包.zip/report.md.j2:3:13"], [])


def test_a_report_that_is_too_large_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "压缩包").mkdir()
    (tmp_path / "压缩包" / "pack.yaml").write_text(PACK_YAML, encoding="utf-8")
    (tmp_path / "压缩包" / "report.md.j2").write_bytes(b"a" * 1_500_000)
    (tmp_path / "甲.yaml").write_text(INPUT, encoding="utf-8")
    built = build(tmp_path / "甲.yaml", Settings(), ("md",), "甲.yaml")
    assert located(built.diagnostics) == ["M102 压缩包/report.md.j2:1:1"]


def test_a_link_out_of_the_pack_is_not_followed(tmp_path: Path) -> None:
    pack = tmp_path / "模板" / "压缩包"
    pack.mkdir(parents=True)
    for name, text in GOOD.items():
        if name != "部件.j2":
            (pack / name).write_text(str(text), encoding="utf-8")
    secret = tmp_path / "机密.j2"
    secret.write_text("机密\n", encoding="utf-8")
    (pack / "部件.j2").symlink_to(secret)
    (tmp_path / "甲.yaml").write_text(INPUT, encoding="utf-8")
    built = build(tmp_path / "甲.yaml", Settings((tmp_path / "模板",)), ("md",), "甲.yaml")
    assert located(built.diagnostics) == ["M102 模板/压缩包/report.md.j2:3:13"]
