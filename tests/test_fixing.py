"""Files with slips in; what `check --fix` writes out: the certain ones mended, every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from case_files import JUDGED, case_files, printed
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import run
from generator.fixing import Fixed, fix
from generator.library import blank_form, list_packs
from generator.load import decode, load_bytes, read_source
from generator.nodes import Mapping, Node, Scalar
from generator.pipeline import Settings
from generator.source import Source

FILES = case_files("reading")
GOOD = "版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"


def tree(node: Node | None) -> object:
    match node:
        case Mapping(entries):
            return {entry.key.text: tree(entry.value) for entry in entries}
        case Scalar():
            return node.text
        case None:
            return None
    return [tree(item) for item in node.items]


def mendable(path: Path) -> bool:
    return fix(path.read_bytes(), path.name).mended > 0


MENDED = [path for path in FILES if mendable(path)]


def test_most_slips_can_be_mended() -> None:
    assert len(MENDED) >= 60


@pytest.mark.parametrize("path", MENDED, ids=lambda path: path.stem)
def test_a_mended_case_is_read_as_before_without_the_finding(path: Path) -> None:
    data = path.read_bytes()
    before = read_source(Source("a.yaml", data.decode("utf-8")))
    fixed = fix(data, "a.yaml")
    assert fixed.mended >= 1
    node, _, found = load_bytes(fixed.data, "a.yaml")
    assert tree(node) == tree(before.node)
    assert len(found) <= len(before.found) - fixed.mended
    assert fix(fixed.data, "a.yaml").data == fixed.data


@pytest.mark.parametrize("path", [path for path in FILES if path not in MENDED], ids=lambda path: path.stem)
def test_a_case_without_a_certain_slip_stays(path: Path) -> None:
    data = path.read_bytes()
    assert fix(data, "a.yaml").data == data


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_not_mended_is_shown_as_a_question(path: Path) -> None:
    """A corrected line that nobody is sure of says what else may be meant, or that it is left to the clerk."""
    source, _ = decode(path.read_bytes(), path.name)
    reading = read_source(source) if source is not None else None
    for slip in (one for one in (reading.slips if reading is not None else ()) if not one.safe and not one.told):
        shown = [one.help for one in reading.found if one.place == slip.diagnostic.place and "改为" in one.help]
        assert all("若" in one or "--fix 不改" in one for one in shown)


WRONG = (
    '# 全角：注释\n版本：1\n模板:国家/公文\t# 注\n年度: 2024\n单位: {名称：示例局，简称: "示"}\n目标: >=95%\n\n末行: 无'
)
RIGHT = '# 全角：注释\n版本: 1\n模板: 国家/公文\t# 注\n年度: 2024\n单位: {名称: 示例局, 简称: "示"}\n目标: ">=95%"\n\n末行: 无'


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encoding_bom_and_line_ends_stay(encoding: str, ends: str) -> None:
    wrong, right = (text.replace("\n", ends).encode(encoding) for text in (WRONG, RIGHT))
    assert fix(wrong, "a.yaml").data == right


def test_mixed_line_ends_stay() -> None:
    wrong = "年度：2024\r\n单位：\r  名称：甲\n\r\n说明:乙\r\n".encode()
    assert fix(wrong, "a.yaml").data == "年度: 2024\r\n单位:\r  名称: 甲\n\r\n说明: 乙\r\n".encode()


TYPED = """\
版本：1
模板：国家/公文
年度：2024
金额单位：万元
单位：
　　名称：示例区政务服务局
　　“简称”：区政务局
　　内设机构：［办公室，业务股］
数据：｛受理：14589件，办结：14000件｝
项目：
　－ 名称：12345热线
　　 资金：｛全年预算：1,234.50，执行：260.85｝
　　 实际完成："放管服"改革推进，受理{{ 数据.受理 }}。
　　 实施单位：财预[2023]8号
　－ 名称：大厅
　　 资金：｛全年预算：100，执行：95｝
　　 概况：｜
　　 　　第一段
　　 　　第二段
 落款：
   日期：二〇二五年四月二十八日
"""
MEANT = """\
版本: 1
模板: 国家/公文
年度: 2024
金额单位: 万元
单位:
    名称: 示例区政务服务局
    简称: 区政务局
    内设机构: [办公室, 业务股]
数据: {受理: 14589件, 办结: 14000件}
项目:
  - 名称: 12345热线
    资金: {全年预算: "1,234.50", 执行: 260.85}
    实际完成: '"放管服"改革推进，受理{{ 数据.受理 }}。'
    实施单位: 财预[2023]8号
  - 名称: 大厅
    资金: {全年预算: 100, 执行: 95}
    概况: |
      第一段
      第二段
落款:
  日期: 二〇二五年四月二十八日
"""


def test_a_file_typed_with_a_chinese_keyboard() -> None:
    fixed = fix(TYPED.encode(), "a.yaml")
    assert fixed.data.decode() == MEANT
    assert load_bytes(fixed.data, "a.yaml")[2] == ()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\xff\x80:", b"PK\x03\x04", b"- [[" * 9])
def test_what_is_no_yaml_stays(data: bytes) -> None:
    assert fix(data, "a.yaml").data == data


@pytest.mark.thorough
def test_more_slips_than_the_reader_goes_past_at_once() -> None:
    wrong = "".join(f"键{n}：值\n" for n in range(600)).encode()
    data, runs = wrong, []
    while (fixed := fix(data, "a.yaml")).mended:
        data, runs = fixed.data, [*runs, fixed.mended]
    assert data == wrong.replace("：".encode(), b": ") and sum(runs) == 600
    assert min(runs[:-1]) >= 60, "what is left is for the next run"


# a good file with one slip


@dataclass(frozen=True)
class Slip:
    """How a beginner writes a line; where the pattern matches, the change is a slip that has one meaning."""

    name: str
    pattern: str
    change: Callable[[re.Match[str]], str]


SLIPS = (
    Slip("wide colon", r"(?m)^( *(?:- )?[一-鿿]+): (?=[^{\[|])", lambda one: f"{one[1]}："),
    Slip("no space", r"(?m)^( *(?:- )?[一-鿿]+): ", lambda one: f"{one[1]}:"),
    Slip("wide colon in braces", r"([{,] ?[一-鿿]+): ", lambda one: f"{one[1]}："),
    Slip("wide comma in braces", r", (?=[一-鿿]+: )", lambda one: "，"),
    Slip("bare special sign", r'"([>*&@%`{][^"\n]*)"', lambda one: one[1]),
    Slip("hard spaces", r"(?m)^ +(?=[一-鿿]+:)", lambda one: "\xa0" * len(one[0])),
    Slip("wide spaces", r"(?m)^(?:  )+(?=[一-鿿]+:)", lambda one: "　" * (len(one[0]) // 2)),
    Slip("dot for a dash", r"(?m)^( *)- (?=[一-鿿]+$)", lambda one: f"{one[1]}· "),
    Slip("tight dash", r"(?m)^( *)- (?=[一-鿿]+$)", lambda one: f"{one[1]}-"),
    Slip("zero width", r"(?m)^( *[一-鿿]+)(?=: )", lambda one: f"{one[1]}\u200b"),
    Slip("a column too far", r"(?m)^( *)(?=(?:简称|性质|执行|编码): )", lambda one: f"{one[1]} "),
    Slip("quote not closed", r'(: "[^"\n]+)"(?=\n)', lambda one: one[1]),
    Slip("quote closed wide", r'(: "[^"“\n]+)"(?=\n)', lambda one: f"{one[1]}”"),
    Slip("quotes at the start", r"""'("[^'\n]*)'(?=\n)""", lambda one: one[1]),
    Slip("square brackets of a year", "〔([0-9]{4})〕(?=[0-9]+号\n)", lambda one: f"[{one[1]}]"),
    Slip("wide braces", r"(?m)(?<=: )\{([^{}\n]*)\}$", lambda one: f"｛{one[1]}｝"),
    Slip("brace closed round", r"(?m)(?<=: )(\{[^{}\n]*)\}$", lambda one: f"{one[1]})"),
    Slip("text below a bar not indented", r"(?m)^      (?=第.段)", lambda one: ""),
    Slip("table without a bar", r"(?<=机构收支:) \|", lambda one: ""),
    Slip("table not indented", r"(?m)^  (?=.*\t)", lambda one: ""),
)
"""Each is made once, but the last three at every place: a table is pasted whole."""
WHOLE = {"text below a bar not indented", "table not indented", "wide spaces", "hard spaces"}

INDENTED = {"a column too far", "dot for a dash", "tight dash"}
"""A line with one of these does not plainly stand anywhere."""

WORDS = st.text("示例政务热线窗口督导", min_size=2, max_size=6)
AMOUNTS = st.decimals(0, 9999, places=2).map(str)
ODD = st.sampled_from([">=95%", "*号", "&丙", "@某", "%5", "`x`", "{{ 数据.受理 }}件"])


@st.composite
def reports(draw: st.DrawFn) -> str:
    """A good file in the ways that a clerk writes one."""
    names = draw(st.lists(WORDS, min_size=2, max_size=4, unique=True))
    rows = "".join(f"  - 名称: {name}\n    编码: {draw(st.integers(1, 99))}\n{project(draw)}" for name in names)
    table = "".join(f"  {name}\t{draw(AMOUNTS)}\t{draw(AMOUNTS)}\n" for name in names)
    return (
        f"版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元  # 单位：万元\n单位:\n  名称: {draw(WORDS)}\n"
        f"  简称: {draw(WORDS)}\n  性质: 行政单位\n  内设机构:\n"
        + "".join(f"    - {name}\n" for name in names)
        + f"数据: {{受理: {draw(AMOUNTS)}件, 办结: 2件}}\n机构收支: |\n  机构\t人员经费\t公用经费\n{table}项目:\n{rows}"
    )


def project(draw: st.DrawFn) -> str:
    return (
        f"    资金:\n      全年预算: {draw(AMOUNTS)}\n      执行: {draw(AMOUNTS)}\n"
        f'    实施单位: "{draw(ODD)}"\n    依据: 〔2023〕{draw(st.integers(1, 99))}号\n'
        f"    概况: |\n      第一段，{draw(WORDS)}。\n      第二段。\n    负责人: '\"{draw(WORDS)}\"{draw(WORDS)}'\n"
        f"    绩效: {{满意度: 95%, 说明: {draw(WORDS)}}}\n"
    )


@settings(max_examples=examples(150, 60), deadline=None)
@given(reports(), st.sampled_from(SLIPS), st.randoms(use_true_random=False), st.sampled_from(["\n", "\r\n"]))
def test_a_slip_in_a_good_file_is_undone(text: str, slip: Slip, chance: object, ends: str) -> None:
    places = list(re.finditer(slip.pattern, text))
    assert places, slip.name
    one = places[chance.randrange(len(places))]  # type: ignore[attr-defined]
    chosen = places if slip.name in WHOLE else [one]
    wrong = text
    for match in reversed(chosen):
        wrong = wrong[: match.start()] + slip.change(match) + wrong[match.end() :]
    assert wrong != text
    good, bad = (version.replace("\n", ends).encode() for version in (text, wrong))
    assert load_bytes(good, "a.yaml")[2] == ()
    assert fix(bad, "a.yaml").data.decode() == good.decode()


LOST = ("", " ", "=", " = ", "＝", ";", "； ", "，", "、", "。", ".", "：：")
"""What is left of a colon behind a key, or stands in its place."""
_WORDS = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """All that is neither white space nor a mark, in its order."""
    return _WORDS.findall(text)


def outline(text: str) -> list[tuple[str, ...]]:
    """Each line's first word with those that it stands below, as its indentation plainly says."""
    found: list[tuple[str, ...]] = []
    above: list[tuple[int, str]] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        bare = line.lstrip(" -")
        depth = len(line) - len(bare)
        above = [one for one in above if one[0] < depth]
        if first := words(bare)[:1]:
            above.append((depth, first[0]))
            found.append(tuple(word for _, word in above))
    return found


@settings(max_examples=examples(400, 60), deadline=None)
@given(reports(), st.sampled_from(LOST), st.randoms(use_true_random=False), st.sampled_from(["\n", "\r\n"]))
def test_a_key_that_lost_its_colon_is_a_key_or_asked_about(text: str, mark: str, chance: object, ends: str) -> None:
    """Never text: not of the `|` above it, not of the line above it, not of its own value."""
    places = list(re.finditer(r"(?m)^( *(?:- )?[一-鿿]+): ?", text))
    one = places[chance.randrange(len(places))]  # type: ignore[attr-defined]
    wrong = text[: one.start()] + one[1] + mark + text[one.end() :]
    fixed = fix(wrong.replace("\n", ends).encode(), "a.yaml").data.decode()
    assert words(fixed) == words(wrong)
    assert outline(fixed) == outline(wrong)
    node, _, found = load_bytes(fixed.encode(), "a.yaml")
    assert found or tree(node) == tree(load_bytes(text.encode(), "a.yaml")[0])


@settings(max_examples=examples(200, 40), deadline=None)
@given(
    reports(),
    st.lists(st.sampled_from([one for one in SLIPS if one.name not in WHOLE]), min_size=1, max_size=4),
    st.sampled_from(LOST),
    st.randoms(use_true_random=False),
)
def test_nothing_but_marks_is_changed(text: str, slips: list[Slip], mark: str, chance: object) -> None:
    """Several slips at once, a lost colon among them: every word is there still, where it plainly stood."""
    wrong = text
    for slip in slips:
        places = list(re.finditer(slip.pattern, wrong))
        if places:
            one = places[chance.randrange(len(places))]  # type: ignore[attr-defined]
            wrong = wrong[: one.start()] + slip.change(one) + wrong[one.end() :]
    places = list(re.finditer(r"(?m)^( *(?:- )?[一-鿿]+): ?", wrong))
    one = places[chance.randrange(len(places))]  # type: ignore[attr-defined]
    wrong = wrong[: one.start()] + one[1] + mark + wrong[one.end() :]
    fixed = fix(wrong.encode(), "a.yaml").data.decode()
    assert words(fixed) == words(wrong)
    if not any(slip.name in INDENTED for slip in slips):
        assert outline(fixed) == outline(wrong)


WORDY = "年度 名称 单位 项目 甲 8号 1 1,234.5 ： : ， ' \" “ ” [ ] { } ｛ ｝ ( ) － ＃ | ｜ > &a * ! % @ ? ~ \\ [2023] {{a}}"
PIECES = (
    *WORDY.split(),
    ": ",
    ", ",
    "- ",
    " #",
    *"\n\t\u3000\u200b\xa0",
    "|\n",
    "\n  ",
    "\n - ",
    "\n\t",
    "\r\n",
    "\n机构收支:\n",
)
ANY = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@settings(max_examples=examples(400, 150), deadline=None)
@given(ANY, st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_no_text_is_made_worse(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    before, _, found = load_bytes(data, "a.yaml")
    fixed = fix(data, "a.yaml")
    after, _, left = load_bytes(fixed.data, "a.yaml")
    if before is not None:
        assert tree(after) == tree(before)
        assert len(left) <= len(found)
    assert fix(fixed.data, "a.yaml").data == fixed.data


# blank forms


@pytest.mark.parametrize("pack", [one.name for one in list_packs(Settings()) if one.prints])
def test_a_space_left_of_an_option_is_taken_away(pack: str) -> None:
    """`# 数据:` brought in by removing the # alone: the form is what it is without the space."""
    form, _ = blank_form(pack, Settings())
    assert form is not None
    lines = form.split("\n")
    mended = 0
    for number, line in enumerate(lines):
        if not re.match(r" *# [一-鿿]+:", line):
            continue
        wrong, right = lines.copy(), lines.copy()
        wrong[number], right[number] = line.replace("# ", " ", 1), line.replace("# ", "", 1)
        fixed = fix("\n".join(wrong).encode(), "a.yaml").data.decode()
        mended += fixed == "\n".join(right)
        assert fixed in ("\n".join(right), "\n".join(wrong)), line
    assert mended


# the command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    text = printed(GOOD, tmp_path).replace("年度: ", "年度：") + "项目: [{文件: 热线.yaml}]\n"
    (tmp_path / "x.yaml").write_bytes(text.encode("gbk"))
    (tmp_path / "热线.yaml").write_bytes("名称：热线\r\n资金: {全年预算: 10，执行: 9.5}\r\n".encode())
    return tmp_path


def test_files_are_mended_with_those_that_they_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("check", "--fix", "x.yaml")) == 0
    said = "x.yaml：改好 1 处\n热线.yaml：改好 2 处\nx.yaml：没有发现问题（印一行 1），可以生成报告\n"
    assert JUDGED.sub(r"（\1 \2）", capsys.readouterr().out) == said
    assert (folder / "x.yaml").read_bytes() == (printed(GOOD, folder) + "项目: [{文件: 热线.yaml}]\n").encode("gbk")
    assert (folder / "热线.yaml").read_bytes() == "名称: 热线\r\n资金: {全年预算: 10, 执行: 9.5}\r\n".encode()
    assert run(("check", "--fix", "x.yaml")) == 0
    assert JUDGED.sub(r"（\1 \2）", capsys.readouterr().out) == "x.yaml：没有发现问题（印一行 1），可以生成报告\n"


@pytest.mark.parametrize("options", [("--diff",), ("--fix", "--diff")])
def test_a_diff_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
    assert run(("check", *options, "x.yaml")) == 1
    said = capsys.readouterr()
    assert said.out == (
        "--- x.yaml\n+++ x.yaml（改后）\n@@ -1,6 +1,6 @@\n 版本: 1\n 模板: 印一行\n-年度：2024\n+年度: 2024\n 金额单位: 万元\n"
        " 单位: {名称: 示例局}\n 项目: [{文件: 热线.yaml}]\n"
        "--- 热线.yaml\n+++ 热线.yaml（改后）\n@@ -1,2 +1,2 @@\n-名称：热线\n-资金: {全年预算: 10，执行: 9.5}\n"
        "+名称: 热线\n+资金: {全年预算: 10, 执行: 9.5}\n"
    )
    assert (
        said.err
        == "x.yaml：可以改好 1 处，还没有写入；用 --fix 写入\n热线.yaml：可以改好 2 处，还没有写入；用 --fix 写入\n"
    )
    assert {path.name: path.read_bytes() for path in folder.glob("*.yaml")} == before


def test_what_is_left_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.yaml").write_text(GOOD.replace("年度: 2024", "年度：24"), encoding="utf-8")
    assert run(("check", "--fix", "--format", "concise", "x.yaml")) == 1
    said = capsys.readouterr().out
    assert said.startswith("x.yaml：改好 1 处\nx.yaml:3:5: 错误[V210]")
    assert (folder / "x.yaml").read_text(encoding="utf-8") == GOOD.replace("年度: 2024", "年度: 24")


def test_a_file_that_was_saved_meanwhile_is_kept(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.cli import fixing

    def slow(data: bytes, name: str) -> Fixed:
        done = fix(data, name)
        Path(name).write_bytes(data + b"# saved\n")
        return done

    before = (folder / "x.yaml").read_bytes()
    monkeypatch.setattr(fixing, "fix", slow)
    assert run(("check", "--fix", "x.yaml")) == 2
    assert "错误[W105] 没有写入：x.yaml 在这期间被别的程序改动过" in capsys.readouterr().out
    assert (folder / "x.yaml").read_bytes() == before + b"# saved\n"


def test_what_cannot_be_read_or_mended_is_for_the_check(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "y.yaml").write_bytes(b"PK\x03\x04")
    assert run(("check", "--fix", "没有.yaml", "y.yaml")) == 2
    said = capsys.readouterr().out
    assert "Y101" in said
    assert "Y107" in said
    assert "改好" not in said


def test_watching_does_not_mend(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("check", "--fix", "--watch", "x.yaml")) == 2
    assert "--watch 不能与 --fix、--diff 一起用" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("row", "mended"),
    [
        ("落款: {日期: 2025年3月20日，署名: 示例局}", "落款: {日期: 2025年3月20日, 署名: 示例局}"),
        ("落款: {盖章: 是，日期: 2025-3-20}", "落款: {盖章: 是, 日期: 2025-3-20}"),
        ("落款: {日期: 三月，署名: 示例局}", ""),
        ("落款: {署名: 示例局，日期: 2025年3月20日}", ""),
    ],
)
def test_a_wide_comma_behind_what_holds_none_is_mended(row: str, mended: str) -> None:
    """A date and a word to choose from end there; a text may go on."""
    assert fix(f"{GOOD}{row}\n".encode(), "甲.yaml").data == f"{GOOD}{mended or row}\n".encode()
