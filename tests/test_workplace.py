"""The page's server without a browser: what it answers, what it refuses, and that it loses and changes no byte."""

from __future__ import annotations

import codecs
import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from conftest import ROOT
from effort import some
from serving import Page, served

from generator.cli.commands import program
from generator.library import blank_form, list_packs, schema
from generator.pipeline import Settings
from generator.workplace.advice import on_page
from generator.workplace.belonging import whole_of
from generator.workplace.folder import Folder, Refused
from generator.workplace.hints import hints, meaning
from generator.workplace.judging import judge

INPUT = ROOT / "inputs/wuwei-2022.yaml"
TEXT = INPUT.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("上级") / "2024自评"
    folder.mkdir()
    (folder / "2022.yaml").write_text(TEXT, encoding="utf-8")
    (folder.parent / "外面.yaml").write_text("秘密: 1\n", encoding="utf-8")
    (folder / "链接.yaml").symlink_to(folder.parent / "外面.yaml")
    (folder / "外面链接").symlink_to(folder.parent)
    with served(folder) as one:
        yield one


def test_what_is_not_this_page_is_refused(page: Page) -> None:
    """Another name that leads here (DNS rebinding), another site's page, no token, a form that a site sends."""
    start = f"{page.path}api/start"
    assert page.ask(page.path)[0] == 200
    assert page.ask(start, {})[0] == 200
    assert page.ask(start, {}, host="evil.example")[0] == 421
    assert page.ask(start, {}, origin="http://evil.example")[0] == 403
    assert page.ask(start, {}, origin="null")[0] == 403
    assert page.ask(page.path, sec_fetch_site="cross-site")[0] == 403
    assert page.ask(start, {}, x_zipingbao="")[0] == 403
    assert page.ask("/api/start", {})[0] == 404
    assert page.ask("/" + "x" * 32 + "/", None)[0] == 404


OUTSIDE = (
    "外面链接/外面.yaml",
    "项目/../../外面.yaml",
    "./2022.yaml",
    "/2022.yaml",
    "../外面.yaml",
    "/etc/passwd",
    "..\\外面.yaml",
    "链接.yaml",
    ".2022.yaml",
    "甲/乙.yaml",
    "C:甲.yaml",
    "",
)


@pytest.mark.parametrize("action", ["open", "judge", "keep", "save", "build", "watch", "new"])
def test_no_file_outside_the_folder(page: Page, action: str) -> None:
    for name in OUTSIDE:
        status, answer = page.api(action, name=name, last=name, text="甲: 1", base="", format="docx", page="甲")
        assert status == 409
        assert "秘密" not in str(answer)


def test_static_files_are_these_alone(page: Page) -> None:
    assert page.ask(f"{page.path}page.js")[0] == 200
    assert page.ask(f"{page.path}..%2fserving.py")[0] == 404
    assert page.ask(f"{page.path}codemirror.LICENSE.txt")[0] == 200


def test_every_template_has_a_picture_of_its_first_page(page: Page) -> None:
    packs = page.api("start")[1]["packs"]
    for one in some(packs, 2):
        status, shown = page.ask(f"{page.path}picture/{quote(one['name'])}")
        assert status == 200 and '<div class="sheet' in shown and 'class="example"' in shown
    assert page.ask(f"{page.path}picture/{quote('没有/这个')}")[0] == 404
    assert page.ask(f"{page.path}picture/..%2f..%2fetc")[0] == 404


def test_nothing_inline_can_run(page: Page) -> None:
    text = (ROOT / "generator/workplace/static/page.html").read_text(encoding="utf-8")
    assert text.count("<script") == 1 and 'src="page.js"' in text and " on" not in text.replace(" on ", "")
    assert "style=" not in text


def test_a_script_in_a_value_is_words(page: Page) -> None:
    text = TEXT.replace("办公费: 28.89", "办公费: 28.89", 1).replace("政务服务经费", "<script>alert(1)</script>")
    _, answer = page.api("judge", name="2022.yaml", text=text)
    status, shown = page.ask(f"{page.path}preview/{answer['key']}/0")
    assert status == 200 and "<script" not in shown and "&lt;script&gt;" in shown


@pytest.mark.parametrize("data", [
    TEXT.encode(), codecs.BOM_UTF8 + TEXT.encode(), TEXT.replace("\n", "\r\n").encode(), TEXT.encode("gb18030"),
], ids=["plain", "mark", "crlf", "gbk"])  # fmt: skip
def test_a_byte_that_was_not_edited_stays(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "甲.yaml"
    path.write_bytes(data)
    folder = Folder(tmp_path)
    opened = folder.opened("甲.yaml")
    digest, found = folder.save("甲.yaml", opened.text, opened.digest)
    assert (path.read_bytes(), digest, found) == (data, opened.digest, ())
    folder.save("甲.yaml", opened.text.replace("28.89", "28.90"), digest)
    old, new = (b"28.89", b"28.90")
    assert path.read_bytes() == data.replace(old, new)


def test_an_edit_from_outside_is_never_overwritten_and_a_draft_never_lost(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text("年度: 2024\n", encoding="utf-8")
    folder = Folder(tmp_path)
    opened = folder.opened("甲.yaml")
    folder.keep("甲.yaml", "年度: 2025\n")
    path.write_text("年度: 2023\n", encoding="utf-8")
    assert folder.save("甲.yaml", "年度: 2025\n", opened.digest) == ("", ())
    assert path.read_text(encoding="utf-8") == "年度: 2023\n"
    again = folder.opened("甲.yaml")
    assert again.draft == "年度: 2025\n"
    folder.save("甲.yaml", "年度: 2025\n", again.digest)
    assert folder.opened("甲.yaml").draft is None
    with pytest.raises(Refused):
        folder.create("甲.yaml", b"")


def test_a_draft_of_another_page_outlives_a_save(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").write_text("年度: 2024\n", encoding="utf-8")
    folder = Folder(tmp_path)
    opened = folder.opened("甲.yaml")
    folder.keep("甲.yaml", "年度: 2025\n")
    folder.save("甲.yaml", "年度: 2023\n", opened.digest)
    folder.forget("甲.yaml", "年度: 2023\n")
    assert folder.opened("甲.yaml").draft == "年度: 2025\n"
    folder.forget("甲.yaml", "年度: 2025\n")
    assert folder.opened("甲.yaml").draft is None


def test_what_two_pages_type_is_kept_apart(page: Page) -> None:
    """Each has a draft of its own; that of one that was closed goes to the next, that of one that is open to nobody else."""
    folder = Folder(Path(page.api("start")[1]["folder"]))
    folder.create("两页.yaml", b"a: 1\n")

    def asked(action: str, who: str, **more: object) -> dict[str, Any]:
        return page.api(action, name="两页.yaml", page=who, **more)[1]

    assert asked("open", "甲")["draft"] is None
    asked("keep", "甲", text="a: 2\n")
    assert asked("open", "乙")["draft"] is None
    asked("keep", "乙", text="a: 3\n")
    assert sorted(folder.drafts("两页.yaml")) == [1, 2]
    seen = asked("watch", "乙")
    assert (seen["others"], seen["typed"], seen["more"]) == (1, 1, [])
    assert "草稿" in asked("adopt", "乙", slot=1)["refused"]
    asked("leave", "甲")
    assert [one["slot"] for one in asked("watch", "乙")["more"]] == [1]
    assert asked("adopt", "乙", slot=1)["text"] == "a: 2\n"
    assert asked("open", "丙")["draft"] == "a: 3\n"
    asked("keep", "甲", text="a: 4\n")
    assert folder.opened("两页.yaml", 3).draft == "a: 4\n"
    for who, text in (("甲", "a: 4\n"), ("乙", "a: 2\n"), ("丙", "a: 3\n")):
        asked("forget", who, text=text)
    assert folder.drafts("两页.yaml") == {}


def test_a_file_that_is_gone_is_written_anew_only_when_asked(page: Page, tmp_path: Path) -> None:
    folder = Folder(Path(page.api("start")[1]["folder"]))
    folder.create("走了.yaml", b"\xe5\xb9\xb4\xe5\xba\xa6: 2024\n")
    base = page.api("open", name="走了.yaml")[1]["digest"]
    page.api("keep", name="走了.yaml", text="年度: 2025\n")
    assert not page.api("watch", name="走了.yaml", page="甲")[1]["gone"]
    (folder.root / "走了.yaml").rename(tmp_path / "改名.yaml")
    assert page.api("watch", name="走了.yaml", page="甲")[1]["gone"]
    assert page.api("save", name="走了.yaml", text="年度: 2025\n", base=base) == (200, {"gone": True})
    start = page.api("start")[1]
    assert ("走了.yaml" in start["lost"], "走了.yaml" in start["files"]) == (True, False)
    lost = page.api("open", name="走了.yaml")[1]
    assert (lost["text"], lost["digest"], lost["draft"]) == ("", "", "年度: 2025\n")
    with served(folder.root / "走了.yaml") as again:
        assert again.api("start")[1]["first"] == "走了.yaml"
    assert page.api("save", name="走了.yaml", text="年度: 2025\n", base="")[0] == 200
    assert (folder.root / "走了.yaml").read_text(encoding="utf-8") == "年度: 2025\n"
    assert page.api("start")[1]["lost"] == []
    assert page.api("save", name="走了.yaml", text="", base="")[1]["conflict"]


def test_what_is_in_the_way_of_a_report_is_told_without_the_command_line(page: Page) -> None:
    """Only what is kept beside can be written over."""
    root = Path(page.api("start")[1]["folder"])
    (root / "2022.docx").mkdir()
    (root / "2022.html").write_text("别人的", encoding="utf-8")
    answers = [page.api("build", name="2022.yaml", format=one)[1] for one in ("docx", "html")]
    (root / "2022.docx").rmdir()
    assert [(one["files"], one["force"]) for one in answers] == [([], False), ([], True)]
    told = "".join(line for one in answers for line in one["told"])
    assert "是一个文件夹" in told and "--force" not in told and " -o" not in told
    assert page.api("build", name="2022.yaml", format="html", force=True)[1]["files"] == ["2022.html"]


@pytest.mark.parametrize(("advice", "shown"), [
    ("不用改；加 --notes 逐条列出", "不用改"),
    ("转到 2 版：zipingbao migrate 这个文件 --to 2；或者装回 1 版", "装回 1 版"),
    ("要用新版的：zipingbao migrate 这个文件 --to 2", "要用新版的：zipingbao migrate 这个文件 --to 2"),
    ("", ""),
])  # fmt: skip
def test_a_page_advises_no_commands_where_there_is_another_way(advice: str, shown: str) -> None:
    assert on_page(advice) == shown


def test_a_year_has_four_digits(page: Page) -> None:
    asked = {"name": "新.yaml", "template": "甘肃/项目自评报告"}
    assert [page.api("new", year=year, **asked)[0] for year in ("20", "", "二〇二四", "2024")] == [409, 409, 409, 200]


@pytest.mark.parametrize(("text", "readable", "known"), [
    ("", False, False), ("甲: {\n", False, False), ("年度: 2024\n", True, False), (TEXT, True, True),
], ids=["empty", "broken", "no pack", "whole"])  # fmt: skip
def test_what_could_not_be_counted_is_not_told_as_a_count(page: Page, text: str, readable: bool, known: bool) -> None:
    answer = page.api("judge", name="2022.yaml", text=text)[1]
    assert (answer["readable"], answer["known"]) == (readable, known)


def test_what_is_left_is_counted_and_shown_by_its_example(tmp_path: Path) -> None:
    CliRunner().invoke(program, ["new", "甘肃/项目自评报告", "-o", str(tmp_path / "2024.yaml")])
    text = (tmp_path / "2024.yaml").read_text(encoding="utf-8")
    judged = judge(tmp_path / "2024.yaml", text, Settings())
    assert (judged.filled, len(judged.left), judged.draft) == (5, 11, True)
    shown = judged.shown.html(0)
    name = text.index("名称:") + len("名称:")
    assert f'<span data-at="{name}-{name}" class="example">示例区政务服务管理局</span>' in shown


PACKS = [one.name for one in list_packs(Settings()) if one.prints]


@pytest.mark.parametrize("pack", some(PACKS, 4))
def test_every_blank_form_is_shown_with_its_examples(tmp_path: Path, pack: str) -> None:
    """Though the figures of examples do not agree with each other."""
    text, _ = blank_form(pack, Settings(), "2024")
    judged = judge(tmp_path / "2024.yaml", text or "", Settings())
    assert judged.draft and len(judged.shown.titles) == 1
    assert 'class="example"' in judged.shown.html(0)


def test_what_a_part_lacks_has_no_place_in_the_file_that_is_open(tmp_path: Path) -> None:
    (tmp_path / "项目").mkdir()
    (tmp_path / "项目/大厅.yaml").write_text("名称: 大厅运行\n资金: {全年预算: , 执行: 20}\n", encoding="utf-8")
    text = "版本: 1\n模板: 国家/项目支出绩效自评表\n年度: 2024\n金额单位: 万元\n项目:\n  - 文件: 项目/大厅.yaml\n"
    judged = judge(tmp_path / "2024.yaml", text, Settings())
    part = str(Path("项目/大厅.yaml"))
    assert [(one["file"], one["line"], one["at"]) for one in judged.left] == [(part, 2, 0)]
    assert judged.shown.added == ()
    assert {one["from"] for one in judged.findings if one["file"]} == {0}


def test_a_value_of_a_part_leads_nowhere_in_the_file_that_is_open(tmp_path: Path) -> None:
    head, project = TEXT.split("项目:\n")
    project, end, tail = project.partition("\n落款")
    (tmp_path / "大厅.yaml").write_text(textwrap.dedent(project), encoding="utf-8")
    judged = judge(tmp_path / "2022.yaml", f"{head}项目:\n  - 文件: 大厅.yaml\n{end}{tail}", Settings())
    shown = judged.shown.html(0)
    assert "政务服务经费" in shown and not re.search(r"data-at[^>]*>[^<]*政务服务经费", shown)
    assert re.search(r"data-at[^>]*>[^<]*28.89", shown) is None


def test_what_was_worked_out_marks_no_whole_file() -> None:
    shown = judge(INPUT, TEXT, Settings()).shown.html(0)
    spans = [TEXT[int(start) : int(end)] for start, end in re.findall(r'data-at="(\d+)-(\d+)"', shown)]
    assert [one for one in spans if one.count("\n") > 3] == []


def test_every_value_that_is_printed_tells_its_place() -> None:
    shown = judge(INPUT, TEXT, Settings()).shown.html(0)
    at = TEXT.index("28.89")
    assert f'<span data-at="{at}-{at + 5}">28.89' in shown
    assert "\ufdd2" not in shown and "\ufdd4" not in shown


def test_what_can_be_typed_and_what_it_means(tmp_path: Path) -> None:
    text, _ = schema("甘肃/项目自评报告", Settings())
    known = json.loads(text or "")

    def offered(typed: str) -> list[str]:
        return [one.label for one in hints(known, typed, len(typed))[1]]

    assert {"名称", "职能", "内设机构"} <= set(offered("单位:\n  "))
    assert {"资金", "自评得分"} <= set(offered("项目:\n  - 名称: 甲\n    "))
    assert {"全年预算", "执行"} <= set(offered("项目:\n- 名称: 甲\n  资金:\n    全年"))
    assert {"全年预算", "执行"} <= set(offered("项目:\n  - 名称: 甲\n    资金: {全年预算: 3, "))
    assert offered("金额单位: ") == ["元", "千元", "万元", "百万元", "亿元"]
    told = meaning(known, "单位:\n  名称: ", 9)
    assert told is not None and told.detail.startswith("单位全称")


def test_ports_and_files_that_cannot_be_had_are_told(page: Page, tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(program, ["open", *words, "--no-browser"], standalone_mode=False)
        return result.return_value, result.output

    port = page.host.rpartition(":")[2]
    assert run(str(tmp_path), "--port", port) == (
        2,
        f"错误：{port} 这个端口已经被占用；不写 --port，由程序自己找一个\n",
    )
    status, told = run(str(tmp_path / "没有.yaml"))
    assert status == 2 and told.startswith("错误：没有这个文件：")


def test_a_part_in_a_folder_is_judged_with_its_whole(tmp_path: Path) -> None:
    """Its own places are the editor's, the whole's are not; what it lacks has an example, whichever of the two is open."""
    root = tmp_path.resolve()
    part, main = root / "项目/大厅.yaml", root / "2022.yaml"
    part.parent.mkdir()
    rows = "名称: 大厅运行\n资金: {全年预算: 20, 执行: }\n实际完成: 平稳。\n绩效: {产出: 办件1万件。}\n自评得分: 95\n"
    part.write_text(rows, encoding="utf-8")
    head, _, tail = TEXT.partition("项目:\n")
    text = f"{head}项目:\n  - 文件: 项目/大厅.yaml\n\n落款{tail.partition('落款')[2]}"
    main.write_text(text, encoding="utf-8")
    whole = judge(main, text, Settings())
    assert ([one["file"] for one in whole.left], whole.at, whole.draft) == (["项目/大厅.yaml"], "", True)
    assert "291.54" in whole.shown.html(0)
    own = judge(part, rows, Settings(), whole_of(part, "项目/大厅.yaml", root))
    assert ([one["file"] for one in own.left], own.at, own.filled) == ([""], "项目", 5)
    assert rows[own.left[0]["at"] :].startswith("执行: }")
    name, example = rows.index("大厅运行"), rows.index(" }", rows.index("执行"))
    assert f'<span data-at="{name}-{name + 4}">大厅运行</span>' in own.shown.html(0)
    assert f'data-at="{example}-{example}" class="example"' in own.shown.html(0)
    changed = judge(part, rows.replace("执行: }", "执行: 19}"), Settings(), whole_of(part, "项目/大厅.yaml", root))
    assert (changed.left, changed.draft) == ([], False)
    assert whole_of(main, "2022.yaml", root) is None
    with served(root) as page:
        page.api("open", name="项目/大厅.yaml")
        for text, one in ((rows, True), ("- {名称: 大厅, 自评得分: 95}\n", False), ("项目: [{名称: 大厅}]\n", False)):
            page.api("judge", name="项目/大厅.yaml", text=text)
            found = page.api("form", name="项目/大厅.yaml", text=text)[1]
            assert ("values" in found, "一列几项" in found.get("refused", "")) == (one, not one)
            asked = {"do": "put", "path": ["自评得分"], "value": "9"}
            assert page.api("change", name="项目/大厅.yaml", text=text, **asked)[0] == (200 if one else 409)
