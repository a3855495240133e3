"""Templates in; that what they cost is bounded, far above every real report, and that no value of theirs becomes markup."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.checks import judge
from generator.packs import folders, names, read_pack
from generator.pipeline import Settings, build, check
from generator.render import limits, weighing
from generator.render.counting import _Reader
from generator.render.proof import _read, meanings, statements
from generator.render.sandbox import Sandbox

ROOT = Path(__file__).resolve().parent.parent
REAL = [*ROOT.glob("inputs/*.yaml"), *ROOT.glob("templates/*/*/sample/input.yaml")]
LIMITS = {one.name: one for one in limits.LIMITS}
FILE = "版本: 1\n模板: 包\n年度: 2024\n金额单位: 万元\n单位: {名称: %s}\n项目: [{名称: 甲项目, 资金: {全年预算: 120, 执行: 100}}]\n"
TEN = "{% set 表 = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] %}"
NAME = "'**甲**局 [丙](http://x) <b>乙</b> | # 1. \\'"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "缓存"))


def loops(depth: int, inner: str) -> str:
    return TEN + "{% for 甲 in 表 %}" * depth + inner + "{% endfor %}" * depth


def pack(folder: Path, body: str, name: str = "示例局", rules: str = "") -> Path:
    (folder / "包").mkdir(exist_ok=True)
    (folder / "包" / "pack.yaml").write_text("标题: 报告\n版本: '1'\n继承: 国家/公文\n", encoding="utf-8")
    (folder / "包" / "report.md.j2").write_text(f"# 题\n\n开头。\n\n{body}\n", encoding="utf-8", newline="\n")
    if rules:
        (folder / "包" / "rules.yaml").write_text(rules, encoding="utf-8")
    path = folder / "2024.yaml"
    path.write_text(FILE % name, encoding="utf-8")
    return path


def told(path: Path) -> list[str]:
    return [f"{one.code.id}:{one.place.line}" for one in check(path, Settings()).diagnostics if one.code.id[0] == "M"]


@pytest.fixture
def spent(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """The most that any rendering of the test spends."""
    most = {"steps": 0, "text": 0}
    plain = weighing.Budget.spend

    def spend(self: weighing.Budget, steps: int, text: int = 0) -> None:
        plain(self, steps, text)
        most.update(steps=max(most["steps"], self.steps), text=max(most["text"], self.text))

    monkeypatch.setattr(weighing.Budget, "spend", spend)
    yield most


@pytest.mark.thorough
def test_the_budget_is_far_above_every_real_report(spent: dict[str, int]) -> None:
    for path in REAL:
        assert told(path) == []
    for name, used in (("一份报告的模板做的事", spent["steps"]), ("一份报告的模板拼出的文字", spent["text"])):
        assert 0.5 * LIMITS[name].real <= used <= LIMITS[name].real < LIMITS[name].most / 20, (name, used)


@pytest.mark.thorough
def test_the_limits_of_files_are_far_above_every_pack() -> None:
    sandbox, tokens, own = Sandbox(lambda name: None), 0, 0
    for path in ROOT.glob("templates/**/*.j2"):
        text = path.read_text(encoding="utf-8")
        reader = _Reader(sandbox)
        reader.region(sandbox.parse(text))
        tokens, own = max(tokens, sum(1 for _ in sandbox._tokenize(text, None))), max(own, len(reader.names))
    packs = [read_pack(name, folders(None, ()))[0] for name in names(folders(None, ()))]
    read = max(_read(one).steps for one in packs if one is not None)
    for name, used in (
        ("一个模板文件的标签里的词和符号", tokens),
        ("一个模板文件里自己起的名字", own),
        ("读一个模板包时看的表达式和语句", read),
    ):
        assert 0.5 * LIMITS[name].real <= used <= LIMITS[name].real <= LIMITS[name].most / 9, (name, used)


def without_a_budget(path: Path, seconds: float) -> str:
    """The codes that check tells of the file in a process of its own, whose limits do not touch the threads of the tests;
    then that the run goes on with a report that is built."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom generator.pipeline import Settings, build, check\n"
        "from generator.render import watch, weighing\n"
        f"weighing.MOST_STEPS = weighing.MOST_TEXT = 10**15\nwatch.MOST_SECONDS = {seconds}\n"
        "path = Path(sys.argv[1])\n"
        "told = [f'{one.code.id}:{one.place.line}' for one in check(path, Settings()).diagnostics if one.code.id[0] == 'M']\n"
        "(path.parent / '包' / 'report.md.j2').write_text('# 题\\n\\n正文。\\n', encoding='utf-8')\n"
        "print(told, len(build(path, Settings(), ('docx', 'md')).reports))\n"
    )
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(path)], cwd=ROOT, capture_output=True, timeout=60, check=True
    )
    return run.stdout.decode().strip()


@pytest.mark.thorough
def test_time_is_bounded_without_a_budget(tmp_path: Path) -> None:
    assert without_a_budget(pack(tmp_path, loops(12, "")), 0.5) == "['M421:5'] 1"


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform != "linux", reason="the limit of Windows is another one")
def test_memory_is_bounded_without_a_budget(tmp_path: Path) -> None:
    text = "{% set 甲 = '啊啊' ~ '啊' %}" + "{% set 甲 = 甲 ~ 甲 %}" * 40
    assert without_a_budget(pack(tmp_path, text), 30) == "['M421:5'] 1"


def test_what_never_returns_to_python_ends_the_program() -> None:
    code = (
        "from generator.render import watch\nwatch.LAST_SECONDS = 0.5\n"
        "a, b = [1], [1]\nfor _ in range(60): a, b = [a, a], [b, b]\n"
        "with watch.bounded(): a == b\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert ended.returncode == 1 and b"Timeout" in ended.stderr


@pytest.mark.thorough
def test_branches_are_read_in_linear_time(tmp_path: Path) -> None:
    """Of two thousand elif each is looked at once: the meanings of names are joined over all branches, not for each."""
    counted = 0
    plain = meanings.either

    def either(*found: meanings.Meaning) -> meanings.Meaning:
        nonlocal counted
        counted += 1
        return plain(*found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statements, "either", either)
        body = "{% if 年度 == '1' %}甲" + "{% elif 年度 == '2' %}乙" * 2000 + "{% endif %}"
        assert told(pack(tmp_path, body)) == []
    assert 0 < counted < 2000


@pytest.mark.thorough
def test_who_is_stopped_goes_on_even_where_all_is_traced() -> None:
    """Forty times in a row, however close the end of the time is to the end of the work."""
    code = (
        "import sys, time\nsys.setswitchinterval(0.0001)\n"
        "from generator.render import watch\nfrom generator.render.faults import TooLong\n"
        "watch.MOST_SECONDS, watch.AGAIN, stopped = 0.02, 0.02, 0\n"
        "def work(until):\n    while time.monotonic() < until: pass\n"
        "sys.settrace(lambda *at: None)\n"
        "for turn in range(40):\n"
        "    try:\n        with watch.bounded(): work(time.monotonic() + 0.01 + turn / 1_000)\n"
        "    except TooLong: stopped += 1\n"
        "    work(time.monotonic() + 0.005)\n"
        "print(stopped)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60, check=True)
    assert 5 <= int(ended.stdout) < 40


PIECES = (
    "{{ %s }}", "{%% set 甲 = %s %%}", "{%% set 乙 = %s %%}", "{%% if %s %%}字{%% endif %%}", "字\n\n",
    "{%% for 丙 in [甲, 乙, 1] %%}{{ %s }}{%% endfor %%}", "{%% for 丙 in 表 %%}{%% set 甲 = %s %%}{%% endfor %%}",
    "{%% set 乙 %%}{{ %s }}{{ 单位.名称 }}{%% endset %%}", "{%% filter 去尾('字') %%}{{ %s }}{%% endfilter %%}",
    "{%% macro 宏(丁) %%}{{ 丁 }}{{ 丁 }}{%% endmacro %%}{{ 宏(%s) }}", "{%% include 'report.md.j2' if %s %%}",
)  # fmt: skip
FORMS = (
    "(%s ~ %s)", "[%s, %s]", "[%s, %s]|连接('')", "[%s]|连接(%s)", "{'左': %s, '右': %s}", "(%s == %s)", "(%s in %s)",
    "(%s < %s)", "(%s + %s)", "(%s or %s)", "(%s|个数 + %s|个数)", "(%s)[%s:]", "(%s)[%s]", "(%s if %s else 1)",
    "(%s|去尾(%s))", "(%s|序号(%s))", "(%s * %s)", "(%s)|文号~(%s)",
)  # fmt: skip
LEAVES = ("甲", "乙", "单位.名称", "项目", "1", "7", "'啊啊啊'", "项目[0].资金.执行", "none", "用语", "表", "年度")


def expression(chance: random.Random, depth: int) -> str:
    if depth == 0 or chance.random() < 0.3:
        return chance.choice(LEAVES)
    return chance.choice(FORMS) % (expression(chance, depth - 1), expression(chance, depth - 1))


def program(chance: random.Random) -> str:
    body = [
        piece % expression(chance, 2) if "%s" in (piece := chance.choice(PIECES)) else piece
        for _ in range(chance.randint(1, 6))
    ]
    return TEN + "{% set 甲, 乙 = '啊', '哦' %}" + "".join(body) * chance.choice((1, 1, 5, 200))


@pytest.mark.thorough
def test_random_programs_stay_within_the_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spent: dict[str, int]
) -> None:
    """Whatever is written ends in a report or a finding in its template: no text grows, no list is gone through without
    being paid for. Read without the proof, which finds most mistakes before anything is run."""
    monkeypatch.setattr("generator.render.proof.proofread", lambda pack: ())
    monkeypatch.setattr(weighing, "MOST_STEPS", 30_000)
    monkeypatch.setattr(weighing, "MOST_TEXT", 100_000)
    chance, ran, stopped = random.Random(2026), 0, 0  # noqa: S311 # programs, not secrets
    for _ in range(1000):
        body = program(chance)
        built = build(pack(tmp_path, body), Settings(), ("md",))
        told = {one.code.id for one in built.diagnostics}
        assert not [one for one in told if one[0] == "W" and one != "W110"], body
        assert sum(len(one.files["md"]) for one in built.reports) < 20 * 100_000, body
        ran += bool(built.reports)
        stopped += "M205" in told
    assert ran >= 5, "hardly a program runs through"
    assert stopped >= 1, "no program spends too much"
    assert spent["steps"] <= 30_000 and spent["text"] <= 100_000


@pytest.mark.parametrize(
    "body",
    [
        "{{ 单位.名称[0:] }}",
        "{{ 单位.名称|去尾('') }}",
        "{{ 单位.名称|文号 }}",
        "{{ [单位.名称]|连接 }}",
        "{{ ['', '']|连接(单位.名称) }}",
        "{% set 甲 %}{{ 单位.名称 }}{% endset %}{{ 甲 }}",
        "{% set 甲 %}{{ 单位.名称 }}{% endset %}{{ [甲]|连接 }}",
        "{{ '' ~ 单位.名称 }}",
        "{{ (单位.名称 ~ '')|去尾('x') }}",
        "{% macro 甲(乙) %}{{ 乙 }}{% endmacro %}{{ 甲(单位.名称) }}",
        "{% filter 去尾('x') %}{{ 单位.名称 }}{% endfilter %}",
    ],
)
def test_a_value_stays_a_value(body: str, tmp_path: Path) -> None:
    plain, other = (
        build(pack(tmp_path, one, NAME), Settings(), ("md",)).reports[0].files["md"]
        for one in ("{{ 单位.名称 }}", body)
    )
    assert other == plain


def test_letters_of_a_value_stay_letters(tmp_path: Path) -> None:
    body = "".join(f"{{{{ 单位.名称[{at}] }}}}" for at in range(len(NAME) - 3))
    plain, other = (
        build(pack(tmp_path, one, NAME), Settings(), ("md",)).reports[0].files["md"]
        for one in ("{{ 单位.名称 }}", body)
    )
    assert other.translate(None, b"\\ ") == plain.translate(None, b"\\ ")


def test_relations_of_a_pack_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "MOST_WORK", 1_000)
    sums = " + ".join(["合计(项目.资金.执行)"] * 20)
    rows = "".join(
        f"  甲乙{n}: {{名称: 试, 类别: 基本平衡, 范围: 项目, 关系: {sums} >= 0, 说明: 试。}}\n" for n in range(10, 30)
    )
    found = check(pack(tmp_path, "正文。", rules="勾稽:\n" + rows), Settings()).diagnostics
    assert [f"{one.code.id} {one.place.line}" for one in found if one.code.id[0] == "M"] == ["M422 4"]
