"""Command lines in, what is printed, written and returned out; the pipeline is the stand-in of standin.py."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import standin
from effort import some

from generator.cli import console, run
from generator.codes import output as codes

HERE = Path(__file__).parent
ENGLISH = re.compile(r"Usage|Options|Commands|Error|Missing|No such|Invalid|Try|Show|required|argument|Aborted")


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _standin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The stand-in for the pipeline, and an empty folder to work in; other tests find the real one again."""
    bound = [f"generator.cli.{name}" for name in ("building", "checking", "library", "naming")]
    replaced = [*bound, "generator.pipeline", "generator.library", "generator.checks.catalogue"]
    before = {name: sys.modules.pop(name) for name in replaced if name in sys.modules}
    standin.install()
    monkeypatch.setattr("generator.pipeline", standin, raising=False)
    monkeypatch.setattr("generator.library", standin, raising=False)
    monkeypatch.chdir(tmp_path)
    yield
    for name in replaced:
        sys.modules.pop(name, None)
    sys.modules.update(before)


@pytest.fixture
def zipingbao(capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run a command line in this process."""

    def call(*arguments: str) -> Ran:
        status = run(arguments)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return call


def give(name: str, text: str = "内容\n") -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def there() -> list[str]:
    return sorted(str(one) for one in Path().rglob("*") if one.is_file())


def last(text: str) -> str:
    return text.rstrip("\n").rsplit("\n", 1)[-1]


# build


def test_build_writes_beside_the_input(zipingbao) -> None:  # type: ignore[no-untyped-def]
    give("甲局/2024 年.yaml")
    assert zipingbao("build", "甲局/2024 年.yaml") == Ran(
        0, "", "甲局/2024 年.yaml：没有发现问题，已生成 甲局/2024 年.docx、甲局/2024 年.md\n"
    )
    assert there() == ["甲局/2024 年.docx", "甲局/2024 年.md", "甲局/2024 年.yaml"]


BUILDS = {
    "folder": (["-o", "报告/新", "x.yaml"], ["报告/新/x.docx", "报告/新/x.md"]),
    "one_format": (["-f", "md", "x.yaml"], ["x.md"]),
    "formats": (["-f", " MD，docx", "x.yaml"], ["x.docx", "x.md"]),
    "several": (["two.yaml"], ["two-决算.docx", "two-决算.md", "two-自评_报告.docx", "two-自评_报告.md"]),
    "name": (["--name", "-f", "md", "named.yaml"], ["A_B 2024.md"]),
    "reserved": (["--name", "-f", "md", "con.yaml"], ["_con.md"]),
    "no_name": (["--name", "-f", "md", "x.yaml"], ["x.md"]),
    "twice": (["-f", "md", "x.yaml", "./x.yaml"], ["x.md"]),
}


@pytest.mark.parametrize("name", BUILDS)
def test_names_of_reports(zipingbao, name: str) -> None:  # type: ignore[no-untyped-def]
    give("x.yaml")
    give("two.yaml", "报告 决算\n报告 自评/报告\n")
    give("named.yaml", "名称 A:B 2024.\n")
    give("con.yaml", "名称 con\n")
    before = there()
    arguments, made = BUILDS[name]
    assert zipingbao("build", *arguments).status == 0
    assert sorted(set(there()) - set(before)) == made


STATUS = {
    "": (0, 0, "没有发现问题"),
    "提示": (0, 0, "1 个提示"),
    "警告": (0, 1, "1 个警告"),
    "警告\n错误\n错误\n提示": (1, 1, "2 个错误，1 个警告，1 个提示"),
    "崩溃": (2, 2, "1 个错误"),
}


@pytest.mark.parametrize("text", STATUS)
def test_status_and_verdict(zipingbao, text: str) -> None:  # type: ignore[no-untyped-def]
    """Errors write nothing and say so; warnings write, and fail only when strict."""
    give("x.yaml", text)
    plain, strict, verdict = STATUS[text]
    assert zipingbao("check", "x.yaml").status == plain
    assert zipingbao("check", "--strict", "x.yaml").status == strict
    passed = "不能生成报告" if plain else "可以生成报告"
    assert last(zipingbao("check", "x.yaml").out) == f"x.yaml：{verdict}，{passed}"
    if strict and not plain:
        assert last(zipingbao("check", "--strict", "x.yaml").out) == f"x.yaml：{verdict}，按 --strict 不通过"
    ran = zipingbao("build", "x.yaml")
    assert (ran.status, ran.out) == (plain, "")
    tail = "未生成报告" if plain else "已生成 x.docx、x.md"
    assert last(ran.err) == f"x.yaml：{verdict}，{tail}"
    assert there() == (["x.yaml"] if plain else ["x.docx", "x.md", "x.yaml"])
    assert zipingbao("build", "--strict", "x.yaml").status == strict


def test_a_bad_file_stops_no_other(zipingbao) -> None:  # type: ignore[no-untyped-def]
    """Every file gets its verdict, the worst one the exit code."""
    give("a.yaml", "错误")
    give("b.yaml")
    give("c.yaml", "崩溃")
    ran = zipingbao("build", "a.yaml", "没有.yaml", "c.yaml", "b.yaml")
    assert ran.status == 2
    assert [line for line in ran.err.splitlines() if "报告" in line or "已生成" in line] == [
        "a.yaml：1 个错误，未生成报告",
        "没有.yaml：1 个错误，未生成报告",
        "c.yaml：1 个错误，未生成报告",
        "b.yaml：没有发现问题，已生成 b.docx、b.md",
        "共 4 个文件：1 个已生成报告，3 个未生成",
    ]
    assert "错误[W107] 处理 c.yaml 时程序内部出错：RecursionError" in ran.err
    assert zipingbao("check", "a.yaml", "b.yaml").status == 1


CLASHES = {
    "two_inputs": (["甲/x.yaml", "乙/x.yaml", "-o", "出"], "输出文件重名：甲/x.yaml、乙/x.yaml 都要写到 出/x.docx"),
    "case": (["甲/x.yaml", "甲/X.yaml", "-o", "出"], "输出文件重名：甲/x.yaml、甲/X.yaml 都要写到 出/x.docx"),
    "unicode": (
        ["甲/\u00e9.yaml", "甲/e\u0301.yaml", "-o", "出"],
        "输出文件重名：甲/\u00e9.yaml、甲/e\u0301.yaml 都要写到 出/\u00e9.docx",
    ),
    "two_packs": (["--name", "two.yaml"], "输出文件重名：two.yaml 的 2 份报告都要写到 同名.docx"),
    "input": (["-f", "md", "记.md"], "输出文件 记.md 就是输入文件 记.md"),
}


@pytest.mark.parametrize("name", CLASHES)
def test_two_reports_for_one_file(zipingbao, name: str) -> None:  # type: ignore[no-untyped-def]
    """Nothing of theirs is written, another input's report is."""
    for path in ("甲/x.yaml", "乙/x.yaml", "甲/X.yaml", "甲/\u00e9.yaml", "甲/e\u0301.yaml", "好/好.yaml", "记.md"):
        give(path)
    give("two.yaml", "报告 决算\n报告 自评\n名称 同名\n")
    arguments, message = CLASHES[name]
    before = there()
    ran = zipingbao("build", *arguments)
    assert ran.status == 2
    assert f"错误[W101] {message}" in ran.err
    assert there() == before
    assert zipingbao("build", *arguments, "好/好.yaml").status == 2
    assert {Path(one).stem for one in set(there()) - set(before)} == {"好"}


def test_an_edited_report_is_kept(zipingbao) -> None:  # type: ignore[no-untyped-def]
    """Neither format is written, --force writes both."""
    give("x.yaml", "旧")
    zipingbao("build", "x.yaml")
    Path("x.docx").write_bytes(standin.docx("领导改过"))
    give("x.yaml", "新")
    ran = zipingbao("build", "x.yaml")
    assert ran.status == 1
    assert "错误[W102] x.docx 在生成之后改动过" in ran.err
    assert Path("x.docx").read_bytes() == standin.docx("领导改过")
    assert "旧" in Path("x.md").read_text(encoding="utf-8")
    assert zipingbao("build", "--force", "x.yaml").status == 0
    assert "新" in Path("x.md").read_text(encoding="utf-8")


def test_a_folder_that_is_none(zipingbao) -> None:  # type: ignore[no-untyped-def]
    give("x.yaml")
    give("文件")
    ran = zipingbao("build", "x.yaml", "-o", "文件")
    assert ran.status == 2
    assert "错误[W105] 无法写入：文件/x.docx，文件 是一个文件，不是文件夹" in ran.err


# check


def test_check_forms(zipingbao) -> None:  # type: ignore[no-untyped-def]
    give("x.yaml", "甲: 错误\n")
    assert zipingbao("check", "x.yaml").out == (
        "错误[P101] 甲: 错误\n --> x.yaml:1:4\n  |\n1 | 甲: 错误\n  |     ^^^^ 这里\n  = 建议：请核对\n\n"
        "x.yaml：1 个错误，不能生成报告\n"
    )
    assert zipingbao("check", "--format", "concise", "x.yaml").out == (
        "x.yaml:1:4: 错误[P101] 甲: 错误\nx.yaml：1 个错误，不能生成报告\n"
    )
    ran = zipingbao("check", "--format", "json", "x.yaml", "x.yaml", "y.yaml")
    assert [(one["code"], one["file"], one["severity"]) for one in json.loads(ran.out)] == [
        ("P101", "x.yaml", "error"),
        ("Y101", "y.yaml", "error"),
        ("", "x.yaml", "none"),
        ("", "y.yaml", "none"),
    ]
    verdicts = "x.yaml：1 个错误，不能生成报告\ny.yaml：1 个错误，不能生成报告\n"
    assert ran.err == verdicts + "共 2 个文件：0 个没有错误，2 个有错误\n"
    ran = zipingbao("check", "--format", "sarif", "x.yaml", "y.yaml")
    results = json.loads(ran.out)["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == ["P101", "Y101"]
    assert zipingbao("check", "--format", "github", "x.yaml").out.startswith(
        "::error file=x.yaml,line=1,endLine=1,col=4,endColumn=6,title=P101 "
    )
    assert there() == ["x.yaml"]


# new, templates, explain


def test_new(zipingbao) -> None:  # type: ignore[no-untyped-def]
    assert zipingbao("new", "通用") == Ran(0, "版本: 1\n模板: 通用\n", "")
    assert zipingbao("new", "通用", "-o", "表/x.yaml") == Ran(
        0, "", "已写出 表/x.yaml，填好后运行 zipingbao check 表/x.yaml\n"
    )
    assert Path("表/x.yaml").read_bytes() == "版本: 1\n模板: 通用\n".encode()
    give("y.yaml", "填了一半")
    ran = zipingbao("new", "通用", "-o", "y.yaml")
    assert (ran.status, last(ran.err)) == (1, "未写出空白表")
    assert Path("y.yaml").read_text(encoding="utf-8") == "填了一半"
    assert zipingbao("new", "通用", "-o", "y.yaml", "--force").status == 0
    assert zipingbao("new", "没有").status == 1
    assert zipingbao("new").err == (
        "错误：请写明用哪个模板包，例如 zipingbao new 模板 -o 2024.yaml\n" + zipingbao("templates").out
    )


def test_templates(zipingbao) -> None:  # type: ignore[no-untyped-def]
    Path("本地包").mkdir()
    assert zipingbao("templates", "--templates", "本地包").out == (
        "名称       标题              版本    地区    适用年度\n"
        "通用       项目绩效自评报告  2024.1\n"
        "甘肃/部门  部门决算          2023.2  甘肃省  2022、2023\n"
        "本地包     自带              1\n"
    )
    assert zipingbao("templates", "甘肃/部门").out == (
        "名称：甘肃/部门\n标题：部门决算\n版本：2023.2\n地区：甘肃省\n适用年度：2022、2023\n继承：通用\n位置：程序自带\n"
        "\n收入\n  必填  合计：收入合计\n\n版面：按 GB/T 9704-2012\n"
    )
    ran = zipingbao("templates", "没有")
    assert (ran.status, ran.out) == (1, "")
    assert "没有模板包“没有”" in ran.err


def test_explain(zipingbao) -> None:  # type: ignore[no-untyped-def]
    ran = zipingbao("explain", "p101")
    assert ran == Ran(0, "P101 合计不符（基本平衡，错误）\n\n合计不等于分项之和。\n\n为什么：数不对。\n", "")
    assert zipingbao("explain").out.startswith(
        "基本平衡：\n  P101  错误  合计不符\n  P102  提示  四舍五入\n\n核实性：\n  P201  警告  增减过大\n\n"
        "写出：\n  W101  错误"
    )
    ran = zipingbao("explain", "p110")
    assert ran == Ran(2, "", "错误：没有“p110”这个代码，是不是 P101？（运行 zipingbao explain 列出全部）\n")


@pytest.mark.parametrize("code", sorted(one for one in vars(codes) if one.startswith("W")))
def test_texts_of_the_codes(zipingbao, code: str) -> None:  # type: ignore[no-untyped-def]
    """What it is, why, and an example of each; in GBK."""
    text = zipingbao("explain", code).out
    order = [text.index(part) for part in (code, "\n\n为什么：", "\n\n错：", "\n\n    zipingbao ", "\n\n对：")]
    assert order == sorted(order)
    text.encode("cp936")


# usage


USAGE = {
    "buidl x": "没有“buidl”这个命令，是不是 build？",
    "完全不同": "没有“完全不同”这个命令",
    "build": "缺少参数：文件...",
    "build --frce x": "没有 --frce 这个选项，是不是 --force？",
    "build -x x": "没有 -x 这个选项",
    "build -o": "选项 -o 后面缺少值",
    "build --force=是 x": "选项 --force 不带值",
    "build -f wps x": "-f / --format：没有“wps”这种格式，可以写 docx、md、html、pdf 或 docx,md,html,pdf",
    "build -f , x": "-f / --format：没有“”这种格式，可以写 docx、md、html、pdf 或 docx,md,html,pdf",
    "build -o 甲.docx x": "-o / --output：要写的是文件夹，“甲.docx”看上去是文件名；报告的名字取自输入文件，或用 --name",
    "check --format xml x": "--format：没有“xml”这个选择，可以写 full、concise、json、github、sarif、gitlab、junit",
    "check --templates 没有 x": "--templates：“没有”不存在",
    "check --templates 文件 x": "--templates：“文件”不是文件夹",
    "new 甲 乙": "多余的参数：乙",
    "explain P101 P102 P103": "多余的参数：P102 P103",
    "--templates 甲 check x": "没有 --templates 这个选项",
}


@pytest.mark.parametrize("line", USAGE)
def test_usage_errors(zipingbao, line: str) -> None:  # type: ignore[no-untyped-def]
    """The usage line, what is wrong, and where to read on: exit code 2, standard error, no English."""
    give("文件")
    ran = zipingbao(*line.split())
    usage, fault, hint = ran.err.splitlines()
    assert usage.startswith("用法：zipingbao")
    assert fault == f"错误：{USAGE[line]}"
    assert re.fullmatch(r"（运行 zipingbao( \w+)? --help 查看说明）", hint)
    assert (ran.status, ran.out) == (2, "")


@pytest.mark.parametrize("line", ["", "--"])
def test_no_command(zipingbao, line: str) -> None:  # type: ignore[no-untyped-def]
    """The help is shown, but the line is not taken for right."""
    assert zipingbao(*line.split()) == Ran(2, "", zipingbao("-h").out)


@pytest.mark.parametrize("command", ["", "build", "check", "new", "templates", "explain"])
def test_help(zipingbao, command: str) -> None:  # type: ignore[no-untyped-def]
    """Chinese throughout, in GBK, inside 80 columns; -h and --help say the same."""
    from generator.source import width

    ran = zipingbao(*command.split(), "--help")
    assert ran == Ran(0, zipingbao(*command.split(), "-h").out, "")
    assert not ENGLISH.search(ran.out)
    assert max(width(line) for line in ran.out.splitlines()) <= 80
    ran.out.encode("cp936")


def test_version(zipingbao) -> None:  # type: ignore[no-untyped-def]
    from generator import __version__

    assert zipingbao("--version") == Ran(0, f"zipingbao {__version__}\n", "")


def test_manual_is_the_help() -> None:
    """docs/cli.md is what docs/generate.py writes."""
    root = HERE.parent
    script = "import runpy; print(runpy.run_path('docs/generate.py')['manual'](), end='')"
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
    made = subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, check=True)
    assert made.stdout.decode("utf-8") == (root / "docs" / "cli.md").read_text(encoding="utf-8")


def test_broken_off(zipingbao, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """Ctrl+C says so and leaves no half report."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    give("x.yaml")
    monkeypatch.setattr(standin, "build", interrupt)
    ran = zipingbao("build", "x.yaml")
    assert (ran.status, ran.err.strip()) == (130, "已中断")
    assert there() == ["x.yaml"]


# the console


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WT_SESSION", "1")
    assert console.coloured(Terminal())
    assert not console.coloured(io.StringIO())
    assert not console.coloured(None)
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            assert not console.coloured(Terminal())


def test_progress_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is wiped by spaces, and one file needs none."""
    give("甲.yaml")
    give("乙.yaml")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    run(["check", "甲.yaml", "乙.yaml"])
    wiped = f"\r{' ' * 13}\r"
    assert terminal.getvalue() == f"[1/2] 甲.yaml{wiped}[2/2] 乙.yaml{wiped}"
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    run(["check", "甲.yaml"])
    assert terminal.getvalue() == ""


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, whose streams are the system's."""
    whole = {**os.environ, "PYTHONPATH": str(HERE.parent), **environment}
    return subprocess.run([sys.executable, str(HERE / "standin.py"), *arguments], env=whole, capture_output=True)


@pytest.mark.parametrize("encoding", some(["gbk", "ascii", "utf-16", "latin-1", "utf-8"], 1))
def test_printing_never_fails(encoding: str) -> None:
    """A character that the console lacks is spelt out; JSON stays JSON."""
    give("甲\U0001f600é.yaml", "乙: 错误 \U0001f600é\n")
    name = next(Path().glob("*.yaml")).name
    for line in (["check", name], ["build", name], ["-h"], ["buidl"], ["explain", "W101"], ["new", "通用"]):
        ran = process(*line, PYTHONIOENCODING=encoding)
        assert ran.returncode == {"check": 1, "build": 1, "buidl": 2}.get(line[0], 0)
        assert b"Traceback" not in ran.stdout + ran.stderr
    shown = process("check", name, PYTHONIOENCODING=encoding).stdout.decode(encoding)
    assert shown.startswith("错误[P101] 乙: 错误".encode(encoding, "backslashreplace").decode(encoding))
    found = json.loads(process("check", "--format", "json", name, PYTHONIOENCODING=encoding).stdout.decode(encoding))
    assert (found[0]["file"], found[0]["message"]) == (name, "乙: 错误 \U0001f600é")


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
def test_a_name_that_is_no_text() -> None:
    """Bytes that are not UTF-8 are shown as such and the report is written."""
    Path(os.fsdecode(b"\xd6\xd0.yaml")).write_text("x", encoding="utf-8")
    ran = process("build", os.fsdecode(b"\xd6\xd0.yaml"), PYTHONIOENCODING="utf-8")
    assert ran.returncode == 0
    assert ran.stderr.decode("utf-8").endswith("已生成 \\udcd6\\udcd0.docx、\\udcd6\\udcd0.md\n")


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_a_form_is_whole_in_any_code_page(encoding: str) -> None:
    """In the code page where that holds it, else in UTF-8: the loader reads both."""
    form = process("new", "通用", PYTHONIOENCODING=encoding).stdout
    assert form.decode("gbk" if encoding == "gbk" else "utf-8").splitlines() == ["版本: 1", "模板: 通用"]


@pytest.mark.skipif(os.name != "posix", reason="pipes and /dev/full of POSIX")
@pytest.mark.parametrize("line", [["check", "x.yaml"], ["check", "--format", "json", "x.yaml"], ["-h"], ["explain"]])
def test_a_closed_pipe_ends_quietly(line: list[str]) -> None:
    """A reader that goes away is no error."""
    give("x.yaml", "警告\n" * 20000)
    command = [sys.executable, str(HERE / "standin.py"), *line]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        ran = subprocess.run(command, env=environment, stdout=closed, stderr=subprocess.PIPE)
    assert b"Error" not in ran.stderr
    assert ran.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("line", [["new", "通用"], ["check", "x.yaml"], ["-h"]])
def test_a_full_disk_behind_standard_output(line: list[str]) -> None:
    """What did not arrive was not done: exit code 2."""
    give("x.yaml")
    command = [sys.executable, str(HERE / "standin.py"), *line]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            command, env={**os.environ, "PYTHONPATH": str(HERE.parent)}, stdout=full, stderr=subprocess.PIPE
        )
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


def test_start_imports_only_click() -> None:
    """--help and --version stay within 1.3 times of a process that imports click."""

    def modules(code: str) -> set[str]:
        script = f"import sys\ntry:\n    {code}\nexcept SystemExit: pass\nprint('\\n' + ' '.join(sys.modules))"
        environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
        ran = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
        return set(ran.stdout.decode("utf-8").splitlines()[-1].split())

    alone = modules("import click")
    for option in ("--version", "--help", "build --help"):
        arguments = ["zipingbao", *option.split()]
        ours = modules(f"import generator.cli; sys.argv = {arguments}; generator.cli.main()")
        light = {"unicodedata", "bisect", "_bisect", "__future__", "gc"}
        assert {name for name in ours - alone if not name.startswith("generator")} <= light
        assert not {"generator.pipeline", "generator.display", "generator.output"} & ours
