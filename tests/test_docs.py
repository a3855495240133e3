"""Every *.md of the repository in: what is generated is current, its links lead somewhere, its commands run."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
import xlwt

from generator.cli import run
from generator.cli.commands import program
from generator.load import load_text
from generator.pipeline import Settings, build
from generator.source import Source

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
EXAMPLES = DOCS / "examples"
SKIPPED = {".venv", ".venv-latest", ".git", "tests", "build", "dist", "out", "node_modules"}
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not SKIPPED & set(path.relative_to(ROOT).parts) and path.name != "expected.md"
)
GENERATE: dict[str, Any] = runpy.run_path(str(DOCS / "generate.py"))
MADE: dict[Path, Callable[[], str]] = GENERATE["PAGES"]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# what is generated


@pytest.mark.parametrize("path", MADE, ids=name)
def test_generated_pages_are_current(path: Path) -> None:
    made = MADE[path]()
    if os.environ.get("ZIPINGBAO_REWRITE"):
        path.write_text(made, encoding="utf-8", newline="\n")
    assert text(path) == made


def test_every_marked_part_is_generated() -> None:
    page = text(DOCS / "packs.md") + text(DOCS / "security.md")
    marked = re.findall(r"<!-- 生成：(.+?) -->", page)
    assert sorted(marked) == sorted(GENERATE["PARTS"])
    assert page.count("<!-- 生成结束 -->") == len(marked)
    assert "<!-- 文件：docs/examples/2024.yaml -->\n```yaml\n版本: 1\n" in text(ROOT / "README.md")
    assert "<!-- 输出：zipingbao check 合计有误.yaml -->\n```text\n错误[P101]" in text(ROOT / "README.md")


def test_every_slip_of_the_bureaus_page_is_named_in_its_own_file() -> None:
    """One message a slip, and none about the department's file."""
    rows = re.findall(r"^\| (\S+) \| .* \| (.*) \|$", GENERATE["PARTS"]["写错的提示"](), re.MULTILINE)[2:]
    assert len(rows) == len(GENERATE["MISTAKES"])
    for file, said in rows:
        assert re.match(rf"{re.escape(file)}:\d+:\d+: 错误\[[MV]\d{{3}}\] ", said), said
        assert "<br>" not in said, said


@pytest.mark.parametrize("kind", ["FILTER_WORDS", "TEST_WORDS", "MACRO_WORDS"])
def test_every_filter_test_and_macro_is_shown_at_work(kind: str) -> None:
    """The printed column comes from running the examples; each must use what it is an example of, and print."""
    use = {"FILTER_WORDS": r"\|{}\b", "TEST_WORDS": r" is {}\b", "MACRO_WORDS": r"{{{{ {}\("}[kind]
    for one, (_, examples) in GENERATE[kind].items():
        uses = re.compile(use.format(one.rpartition(".")[2]))
        assert any(uses.search(example) for example in examples), one
        assert all(GENERATE["_rendered"](examples)), one


def test_the_picture_of_a_message_shows_what_is_said_today() -> None:
    """`python docs/pictures.py` makes it anew."""
    picture = (DOCS / "images" / "message.png").read_bytes()
    assert GENERATE["printed"](["check", "合计有误.yaml"], EXAMPLES).rstrip("\n").encode() in picture


# links


def links(page: str) -> Iterator[str]:
    page = re.sub(r"(?ms)^```.*?^```$|`[^`\n]*`", "", page)
    yield from re.findall(r"\]\(([^)\s]+)\)", page)
    yield from re.findall(r'<img src="([^"]+)"', page)


def anchors(page: str) -> set[str]:
    """Headings as GitHub links to them."""
    page = re.sub(r"(?ms)^```.*?^```$", "", page)
    heads = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_and_pictures_exist(path: Path) -> None:
    dead = []
    for link in links(text(path)):
        if re.match(r"https?://", link):
            continue
        target, _, anchor = link.partition("#")
        to = (path.parent / target).resolve() if target else path
        if not to.exists() or not to.is_relative_to(ROOT) or (anchor and anchor not in anchors(text(to))):
            dead.append(link)
    assert dead == []


def test_pages_are_found() -> None:
    root = {"README.md", "README.en.md", "CONTRIBUTING.md", "CHANGELOG.md"}
    assert root | {"docs/architecture.md", "docs/packs.md"} <= {name(path) for path in PAGES}
    assert len(list(links(text(ROOT / "README.md")))) > 15


# commands


@dataclass(frozen=True)
class Shown:
    """A command line that a page shows."""

    page: str
    words: tuple[str, ...]


def fenced(page: str, language: str) -> Iterator[str]:
    for block in re.findall(rf"(?ms)^```{language}\n(.*?)^```$", page):
        yield from block.splitlines()


def shown() -> list[Shown]:
    """Every mention of a command line, fenced or in a sentence."""
    found = []
    for path in PAGES:
        if name(path) in ("docs/cli.md", "CHANGELOG.md"):
            continue
        page = text(path)
        lines = [line for language in ("console", "sh", "powershell") for line in fenced(page, language)]
        lines += re.findall(r"`(zipingbao [^`\n]+)`", re.sub(r"(?ms)^```.*?^```$", "", page))
        for line in lines:
            match = re.search(r"(?:^|[ /\\])zipingbao ((?:[a-z]|--).*)", line.partition(" #")[0])
            if match and "pip" not in line:
                found.append(Shown(name(path), tuple(shlex.split(match[1]))))
    return found


def test_commands_and_options_exist() -> None:
    mentions = shown()
    assert len(mentions) > 20
    wrong = []
    for one in mentions:
        command: click.Command = program
        for word in one.words:
            if isinstance(command, click.Group) and not word.startswith("-"):
                command = command.commands.get(word) or click.Command("?")
            known = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
            if (word.startswith("-") and word not in known) or command.name == "?":
                wrong.append(f"{one.page}: zipingbao {' '.join(one.words)}")
    assert wrong == []


def test_options_in_readme_sentences_exist() -> None:
    """`--force` alone in a sentence is an option of some command."""
    parameters = [parameter for command in program.commands.values() for parameter in command.params]
    known = {option for parameter in parameters for option in parameter.opts}
    for path in (ROOT / "README.md", ROOT / "README.en.md", DOCS / "packs.md"):
        page = re.sub(r"(?ms)^```.*?^```$", "", text(path))
        named = set(re.findall(r"`(--?[a-z][a-z-]*)(?: [^`]*)?`", page))
        assert named <= known | {"--help"}, sorted(named - known)
    assert "--force" in known


STATUS = {"check 合计有误.yaml": 1}
"""What a shown command returns where it is not 0."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clerk's folder: nothing but what the page says is there, and no packs at home."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "配置"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "配置"))
    folder = tmp_path / "2024自评"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def follow(page: Path, folder: Path, filled: str) -> list[str]:
    """Run a page's console lines in order; after the blank form is written it is filled in as the page shows."""
    done = []
    for line in fenced(text(page), "console"):
        words = shlex.split(line)
        assert words[0] == "zipingbao"
        command = " ".join(words[1:])
        assert run(words[1:]) == STATUS.get(command, 0), line
        if words[1] == "new":
            Path("2024.yaml").write_text(filled, encoding="utf-8", newline="\n")
        done.append(command)
    return done


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_first_report_as_the_readme_tells_it(page: str, desk: Path) -> None:
    filled = marked("文件：docs/examples/2024.yaml")
    done = follow(ROOT / page, desk, filled)
    assert done == ["new 甘肃/项目自评报告 -o 2024.yaml", "check 2024.yaml", "build 2024.yaml"]
    assert sorted(path.name for path in desk.iterdir()) == ["2024.docx", "2024.md", "2024.yaml"]
    assert "全年支出116万元，执行率96.67%。通过自评，有1个项目结果为“优”。" in text(desk / "2024.md")


def marked(mark: str) -> str:
    """The YAML of the README behind a comment."""
    (found,) = re.findall(rf"(?ms)^<!-- {re.escape(mark)} -->\n```yaml\n(.*?)^```$", text(ROOT / "README.md"))
    return str(found)


def test_a_pasted_table_as_the_readme_tells_it(desk: Path) -> None:
    filled = marked("文件：docs/examples/2024.yaml")
    listed = re.findall(r"(?m)^    支出明细:\n(?:      .*\n)+", filled)
    pasted = filled.replace(listed[0], marked("粘贴")).replace("\n\n单位:", "\n报告金额单位: 万元\n\n单位:")
    (desk / "2024.yaml").write_text(pasted, encoding="utf-8")
    assert run(["build", "2024.yaml"]) == 0
    assert "全年支出116万元，执行率96.67%。" in text(desk / "2024.md")


def test_several_people_as_the_readme_tells_it(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each part as it is shown; a slip is told in the file where it stands."""
    filled, hall = marked("文件：docs/examples/2024.yaml"), marked("分头：项目/大厅.yaml")
    own = re.sub(r"(?ms)^项目:\n.*?^(?=落款)", lambda _: marked("分头：2024.yaml") + "\n", filled)
    (desk / "项目").mkdir()
    (desk / "2024.yaml").write_text(own, encoding="utf-8")
    (desk / "项目" / "大厅.yaml").write_text(hall, encoding="utf-8")
    (desk / "项目" / "热线.yaml").write_text(hall.replace("大厅", "热线"), encoding="utf-8")
    assert run(["check", "2024.yaml"]) == 0
    (desk / "项目" / "热线.yaml").write_text(hall.replace("执行: 116", "执行: 一百"), encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "2024.yaml"]) == 1
    assert f"--> {Path('项目', '热线.yaml')}:4:7" in capsys.readouterr().out


def test_variant_as_the_bureaus_page_tells_it(desk: Path) -> None:
    shutil.copytree(EXAMPLES / "模板", desk, dirs_exist_ok=True)
    done = follow(DOCS / "packs.md", desk, GENERATE["variant_input"]())
    assert done[-1] == "build 2024.yaml"
    report = text(desk / "2024.md")
    for part in ("执行率96.67%", "| 1 | 物业管理费 | 60.50 |", "当年财政拨款120.00万元"):
        assert part in report
    assert "## 三、存在问题\n\n部分项目进度偏慢。" in report
    assert "文字:                       # 模板包的文字栏\n  存在问题:" in text(desk / "空白表.yaml")


VARIANT = "示例市/项目自评报告"
STANDS_FOR = {"模板": "甘肃/项目自评报告", "文件": "2024.yaml", "*.yaml": "甲局.yaml", "官方": "."}
"""Placeholders of the table of commands, and what a shell makes of a pattern."""
SENTENCES = [
    one
    for one in shown()
    if one.page in ("README.md", "docs/packs.md") and len(one.words) > 1 and one.words[0] != "open"
]
"""But `open`, which serves until it is broken off: tests/serving.py runs it."""


def foreign(desk: Path) -> None:
    """Files of others under the names that the pages give them."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Z01")
    rows = [
        ["收入支出决算总表"],
        ["2024年度", "单位：万元"],
        ["项目", "决算数"],
        ["本年收入合计", 12.5],
        ["总计", 12.5],
    ]
    for at, row in enumerate(rows):
        for number, value in enumerate(row):
            sheet.write(at, number, value)
    book.save(str(desk / "决算报表.xls"))
    sample = ROOT / "inputs" / "shifan-2024.yaml"
    report = build(sample, Settings(template="国家/部门决算公开表"), ("docx",)).reports[0]
    (desk / "报告.docx").write_bytes(report.files["docx"])


@pytest.mark.parametrize("one", SENTENCES, ids=lambda one: " ".join(one.words))
def test_commands_in_sentences_run(one: Shown, desk: Path) -> None:
    """With a filled form under each name that is mentioned, and the variant beside it."""
    shutil.copytree(EXAMPLES / "模板", desk, dirs_exist_ok=True)
    arguments = [STANDS_FOR.get(word, word) for word in one.words]
    if arguments[0] in ("check", "build") and not any(word.endswith(".yaml") for word in arguments):
        arguments.append("甲局.yaml")  # the hook's xargs
    if arguments[0] == "collect":
        Path("收件").mkdir()
        shutil.copy(EXAMPLES / "2024.yaml", "收件")
        Path("单位.csv").write_text("单位名称\n示例区政务服务中心\n", encoding="utf-8")
    written = arguments[-1] if arguments[0] in ("new", "schema", "import") else ""
    foreign(desk)
    if arguments[0] in ("text", "merge"):
        shutil.copy(EXAMPLES / "2024.yaml", desk)
        run(["build", "2024.yaml"])
        shutil.copy(desk / "2024.docx", desk / "领导改.docx")
    for word in arguments:
        if word.endswith(".yaml") and word != written:
            source = EXAMPLES / word if (EXAMPLES / word).exists() else EXAMPLES / "2024.yaml"
            filled = GENERATE["variant_input"]() if {VARIANT, "--only"} & set(arguments) else text(source)
            Path(word).write_text(filled, encoding="utf-8")
    assert run(arguments) == STATUS.get(" ".join(arguments), 0)


# examples


def yaml_blocks() -> list[tuple[str, str]]:
    fence = re.compile(r"(?ms)^```yaml[^\n]*\n(.*?)^```$")
    return [(name(path), block) for path in PAGES for block in fence.findall(text(path))]


@pytest.mark.parametrize(("page", "block"), yaml_blocks())
def test_yaml_blocks_parse(page: str, block: str) -> None:
    node, found = load_text(Source(page, block))
    assert node is not None and [one.message for one in found] == []


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=name)
def test_examples_are_what_they_say(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["check", str(path)])
    assert status == (1 if path.stem == "合计有误" else 0), capsys.readouterr().out


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_can_be_read_on_a_chinese_windows(path: Path) -> None:
    """Only characters of code page 936, as everything that a clerk reads."""
    page = text(path)
    assert page.encode("gbk", "replace").decode("gbk") == page
