"""Where packs are found, what a pack inherits, and how mistakes in a pack's Markdown are located in its own files."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import run
from generator.library import list_packs
from generator.pack import Pack
from generator.packs import folders, read_pack
from generator.pipeline import Settings, build, check

ROOT = Path(__file__).parent.parent
GANSU = ROOT / "templates" / "甘肃" / "项目自评报告"
MINIMAL = (ROOT / "inputs" / "minimal.yaml").read_text(encoding="utf-8")


def pack_at(folder: Path, name: str, title: str, **files: str) -> Path:
    """A pack that inherits the shipped one and says its own title."""
    path = folder / name
    path.mkdir(parents=True)
    (path / "pack.yaml").write_text(f"标题: {title}\n版本: '1'\n继承: 甘肃/项目自评报告\n", encoding="utf-8")
    for file, text in files.items():
        (path / file.replace("_", ".")).write_text(text, encoding="utf-8")
    return path


def report(folder: Path, template: str) -> Path:
    path = folder / "一份.yaml"
    path.write_text(MINIMAL.replace("模板: 甘肃/项目自评报告", f"模板: {template}"), encoding="utf-8")
    return path


def titles(path: Path, *dirs: Path, template: str | None = None) -> list[str]:
    result = build(path, Settings(dirs, template), ("md",))
    assert [one.message for one in result.diagnostics] == []
    return [one.title for one in result.reports]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "配置"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "配置"))
    return tmp_path / "配置" / "zipingbao" / "templates"


def test_looked_for_beside_the_file_at_home_in_the_given_folder_and_built_in(tmp_path: Path, home: Path) -> None:
    beside, given = tmp_path / "工作", tmp_path / "给的"
    beside.mkdir()
    for place, name in ((given, "给的"), (home, "我的"), (beside, "旁边的")):
        pack_at(place, f"区/{name}", f"{name}文件夹里的")
        assert titles(report(beside, f"区/{name}"), given) == [f"{name}文件夹里的"]
    assert titles(report(beside, "甘肃/项目自评报告"), given) == ["项目自评报告"]


@pytest.mark.parametrize("inside", ["", "包/"])
def test_a_zip_is_a_pack(tmp_path: Path, home: Path, inside: str) -> None:
    """Packed with or without its folder, named with or without .zip."""
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as archive:
        for file in GANSU.iterdir():
            if file.is_file():
                archive.write(file, inside + file.name)
        archive.writestr(zipfile.ZipInfo(""), b"")  # what has no name is no file
    assert titles(report(tmp_path, "包")) == ["项目自评报告"]
    assert titles(report(tmp_path, "包.zip")) == ["项目自评报告"]
    assert titles(report(tmp_path, "./包.zip")) == ["项目自评报告"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_pack_that_is_changed_between_two_reports_is_read_anew(tmp_path: Path, home: Path, packed: bool) -> None:
    """Also where only a partial is another one, the size of the file is the same, or a layer got a file of its own."""

    def printed(title: str, **files: str) -> str:
        folder = pack_at(tmp_path / title, "包", title, **files)
        for old in (tmp_path / "包", tmp_path / "包.zip"):
            shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)
        shutil.copytree(folder, tmp_path / "包")
        if packed:
            shutil.make_archive(str(tmp_path / "包"), "zip", tmp_path / "包")
            shutil.rmtree(tmp_path / "包")
        (one,) = build(path, Settings(), ("md",)).reports
        return one.title + one.files["md"].decode()

    path, main = report(tmp_path, "包"), '# 题\n\n{% include "句.md.j2" %}\n'
    first = printed("甲", report_md_j2=main, 句_md_j2="第一句。\n")
    assert first == "甲# 题\n\n第一句。\n"
    assert printed("乙", report_md_j2=main, 句_md_j2="第二句。\n") == "乙# 题\n\n第二句。\n"
    assert "第二句" not in printed("丙")


def test_one_digest_of_a_folder_and_its_zip_and_another_where_a_byte_changed(tmp_path: Path, home: Path) -> None:
    """Whatever the zip is packed in, what a system leaves behind, and which of the chain changed."""

    def digest(folder: Path, name: str = "包") -> str:
        pack, found = read_pack(name, folders(folder, ()))
        assert pack is not None and found == ()
        assert (pack.origin.path.parent, pack.origin.built_in) == (folder, False)
        assert [one.built_in for one in pack.origins[1:]] == [True, True]
        return pack.digest()

    whole = pack_at(tmp_path / "甲", "包", "题", 句_md_j2="第一句。\n")
    (whole / "说明").mkdir()
    (whole / "说明" / "二.md.j2").write_text("第二句。\n", encoding="utf-8")
    first = digest(tmp_path / "甲")
    assert len(first) == 64
    for number, base in enumerate((whole, whole.parent)):
        folder = tmp_path / f"压缩{number}"
        folder.mkdir()
        shutil.make_archive(str(folder / "包"), "zip", base)
        assert digest(folder) == first
    (whole / "Thumbs.db").write_bytes(b"x")
    (whole / "sample").mkdir()
    (whole / "sample" / "input.yaml").write_text("版本: 1\n", encoding="utf-8")
    assert digest(tmp_path / "甲") == first
    (whole / "说明" / "二.md.j2").write_text("第三句。\n", encoding="utf-8")
    second = digest(tmp_path / "甲")
    (whole / "句.md.j2").rename(whole / "话.md.j2")
    assert len({first, second, digest(tmp_path / "甲")}) == 3


def test_inherits_all_that_it_does_not_say(tmp_path: Path, home: Path) -> None:
    style = "正文: {字号: 14磅}\n用语: {行政单位: 行政机关}\n"
    pack_at(tmp_path, "区/包", "小字", style_yaml=style)
    pack, found = read_pack("区/包", folders(tmp_path, ()))
    parent, _ = read_pack("甘肃/项目自评报告", folders(None, ()))
    assert pack is not None and parent is not None and found == ()
    assert (pack.style.body.size, pack.style.body.chinese) == (14, parent.style.body.chinese)
    assert pack.wording.words == {**parent.wording.words, "行政单位": "行政机关"}
    assert pack.extends == ("甘肃/项目自评报告", "国家/公文")
    assert (pack.style.page, pack.rules, pack.required) == (parent.style.page, parent.rules, parent.required)


def test_adds_to_what_its_parent_requires_and_takes_away(tmp_path: Path, home: Path) -> None:
    path = pack_at(tmp_path, "区/包", "增减")
    with (path / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("需要: [单位.预算编码, 单位.规格]\n不需要: [单位.级次, 项目.绩效]\n")
    pack, found = read_pack("区/包", folders(tmp_path, ()))
    parent, _ = read_pack("甘肃/项目自评报告", folders(None, ()))
    assert pack is not None and parent is not None and found == ()
    gone = {"单位.级次", "项目.绩效", "项目.绩效.产出"}
    assert pack.required == (*(key for key in parent.required if key not in gone), "单位.预算编码", "单位.规格")
    assert set(parent.optional) - set(pack.optional) == {"单位.规格", "项目.绩效.社会效益", "项目.绩效.满意度"}


FORM, TABLES_PACK = "国家/项目支出绩效自评表", "国家/部门决算公开表"
DROPPED: dict[str, tuple[str, str, Callable[[Pack], object]]] = {
    "适用年度": ("pack.yaml", "四川/项目支出绩效自评表", lambda pack: pack.years),
    "版式": ("pack.yaml", "甘肃/项目自评报告", lambda pack: pack.declared["版式"].fields),
    "等级": ("rules.yaml", FORM, lambda pack: pack.rules.bands),
    "执行率说明下限": ("rules.yaml", "四川/项目支出绩效自评表", lambda pack: pack.rules.explain_below),
    "定性": ("rules.yaml", FORM, lambda pack: pack.rules.qualitative),
    "分值方案": ("rules.yaml", FORM, lambda pack: pack.rules.schemes),
    "资金行": ("rules.yaml", FORM, lambda pack: pack.rules.money_rows),
    "字数": ("rules.yaml", "四川/项目支出绩效自评表", lambda pack: pack.rules.limits),
    "表": ("tables.yaml", TABLES_PACK, lambda pack: pack.tables.listed),
    "收入行": ("tables.yaml", TABLES_PACK, lambda pack: pack.tables.left),
    "支出行": ("tables.yaml", TABLES_PACK, lambda pack: pack.tables.right),
    "财政拨款收入行": ("tables.yaml", TABLES_PACK, lambda pack: pack.tables.fiscal_left),
    "财政拨款支出行": ("tables.yaml", TABLES_PACK, lambda pack: pack.tables.fiscal_right),
    "功能分类": ("subjects.yaml", TABLES_PACK, lambda pack: pack.subjects.functions),
    "经济分类": ("subjects.yaml", TABLES_PACK, lambda pack: pack.subjects.economic),
    "列表": ("style.yaml", FORM, lambda pack: pack.style.lists),
}
"""Lists and names that a pack has of its own or of its parents, by the file that they stand in."""


@pytest.mark.parametrize("setting", DROPPED)
def test_takes_away_a_whole_list_or_names(setting: str, tmp_path: Path, home: Path) -> None:
    """无 in a child, and in the child of a child; below it a pack may begin anew."""
    file, parent, value = DROPPED[setting]
    before, _ = read_pack(parent, folders(None, ()))
    assert before is not None and value(before)
    head = "标题: 包\n版本: '1'\n继承: {}\n"
    for name, above in (("子", parent), ("孙", "子")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.yaml").write_text(head.format(above), encoding="utf-8")
    with (tmp_path / "子" / file).open("a", encoding="utf-8") as own:
        own.write(f"{setting}: 无\n")
    for name in ("子", "孙"):
        pack, found = read_pack(name, folders(tmp_path, ()))
        assert found == () and pack is not None
        assert not value(pack)


def test_names_below_what_was_dropped_are_added_up(tmp_path: Path, home: Path) -> None:
    head, above = "标题: 包\n版本: '1'\n继承: {}\n", TABLES_PACK
    for name, given in (("子", "无"), ("孙", "{'201': 甲}"), ("曾孙", "{'202': 乙}")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.yaml").write_text(head.format(above), encoding="utf-8")
        (tmp_path / name / "subjects.yaml").write_text(f"功能分类: {given}\n", encoding="utf-8")
        above = name
    pack, found = read_pack("曾孙", folders(tmp_path, ()))
    assert found == () and pack is not None
    assert pack.subjects.functions == {"201": "甲", "202": "乙"}


def test_takes_away_a_field_that_its_parent_declares(tmp_path: Path, home: Path) -> None:
    """One of several, or all of a block; what it declares itself stays."""
    parent = "国家/转移支付绩效自评表"
    head = f"标题: 包\n版本: '1'\n继承: {parent}\n"
    fields = "项目: {文字: {本区特色: {类型: 文字, 说明: 特色, 必填: 是}}}\n"
    for name, unwanted in (("一个", "项目.文字.分配科学性"), ("全部", "项目.文字")):
        (tmp_path / name).mkdir()
        text = f"{head}不需要: [{unwanted}]\n{fields}"
        (tmp_path / name / "pack.yaml").write_text(text, encoding="utf-8")
    before, _ = read_pack(parent, folders(None, ()))
    one, found = read_pack("一个", folders(tmp_path, ()))
    every, more = read_pack("全部", folders(tmp_path, ()))
    assert before is not None and one is not None and every is not None and (found, more) == ((), ())
    names = [field.name for field in before.declared["项目.文字"].fields]
    assert [field.name for field in one.declared["项目.文字"].fields] == [*names[1:], "本区特色"]
    assert [field.name for field in every.declared["项目.文字"].fields] == ["本区特色"]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('项目合计.执行 > "100万元"', True),
        ('项目合计.执行 > "1185000.01元"', False),
        ('项目合计.执行率 < "98.8%"', True),
        ("项目合计.执行 > 0", True),
        ("项目合计.个数 == 1", True),
        ("项目合计.全年预算 > 项目合计.执行", True),
        ("项目[0].自评得分 >= 97", True),
    ],
)
def test_figures_are_compared_with_their_unit(tmp_path: Path, home: Path, condition: str, holds: bool) -> None:
    template = "# 题目\n\n{% if " + condition + " %}成立{% else %}不成立{% endif %}\n"
    pack_at(tmp_path, "区/包", "比", report_md_j2="x")
    (tmp_path / "区/包" / "report.md.j2").write_text(template, encoding="utf-8")
    (tmp_path / "区/包" / "report_md_j2").unlink(missing_ok=True)
    (one,) = build(report(tmp_path, "区/包"), Settings(), ("md",)).reports
    assert one.files["md"].decode("utf-8") == f"# 题目\n\n{'成立' if holds else '不成立'}\n"


def test_one_file_feeds_several_reports(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack_at(tmp_path, "区/简表", "简表")
    path = report(tmp_path, "[甘肃/项目自评报告, 区/简表]")
    assert titles(path) == ["项目自评报告", "简表"]
    assert titles(path, template="简表") == ["简表"]
    assert titles(path, template="区/简表") == ["简表"]
    assert run(["build", str(path), "-f", "md"]) == 0
    assert sorted(file.name for file in tmp_path.glob("*.md")) == ["一份-简表.md", "一份-项目自评报告.md"]
    assert run(["build", str(path), "-f", "md", "-t", "简表", "--name", "-o", str(tmp_path / "出")]) == 0
    assert [file.name for file in (tmp_path / "出").iterdir()] == ["示例市示例区政务服务中心-2024-简表.md"]
    capsys.readouterr()


def test_a_template_not_named_in_the_file_can_be_asked_for(tmp_path: Path, home: Path) -> None:
    pack_at(tmp_path, "区/简表", "简表")
    assert titles(report(tmp_path, "甘肃/项目自评报告"), template="区/简表") == ["简表"]


def test_fields_of_another_named_pack_may_stand_in_the_file_and_need_not(tmp_path: Path, home: Path) -> None:
    """Asked for one report of several, the other's own fields are no mistakes, and those it requires are not missing."""
    pack_at(tmp_path, "区/简表", "简表")
    asked = pack_at(tmp_path, "区/全表", "全表") / "pack.yaml"
    fields = "补充:\n  联系人: {类型: 一行, 说明: 谁, 必填: 是}\n  电话: {类型: 一行, 说明: 几号}\n"
    asked.write_text(asked.read_text(encoding="utf-8") + fields, encoding="utf-8")
    path = report(tmp_path, "[区/全表, 区/简表]")
    with path.open("a", encoding="utf-8") as file:
        file.write("\n补充: {电话: 0000-0000}\n")
    assert titles(path, template="简表") == ["简表"]
    found = build(path, Settings((), "全表"), ("md",)).diagnostics
    assert [one.message for one in found] == ["“补充”里缺少“联系人”（谁）"]


def test_a_mistake_in_the_markdown_stands_at_the_template_s_own_line(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = pack_at(tmp_path, "区/包", "错", 项目_md_j2="x")
    text = (GANSU / "项目.md.j2").read_text(encoding="utf-8")
    (path / "项目.md.j2").write_text(
        text.replace("{接排}", "{接}", 1).replace("| 序号 |", "| 序号 | 多 |"), encoding="utf-8"
    )
    (path / "项目_md_j2").unlink(missing_ok=True)
    result = build(report(tmp_path, "区/包"), Settings(), ("md",))
    (found,) = result.diagnostics
    line = next(n for n, one in enumerate(text.split("\n"), 1) if "产出指标方面" in one)
    assert (found.code.id, found.place.file, found.place.line, found.place.text) == (
        "M304",
        "区/包/项目.md.j2",
        line,
        "接",
    )
    assert result.reports == ()


def test_listed_with_what_they_say_of_themselves() -> None:
    packs = {one.name: one for one in list_packs(Settings())}
    assert packs["甘肃/项目自评报告"].prints and not packs["国家/公文"].prints
    assert packs["甘肃/项目自评报告"].region == "甘肃省"


def test_the_shipped_packs_hold_only_data() -> None:
    """YAML, templates and Markdown: nothing that could run."""
    kinds = {file.suffix for file in (ROOT / "templates").rglob("*") if file.is_file()}
    assert kinds <= {".yaml", ".j2", ".md"}


def test_a_pack_copied_out_of_the_checkout_works(tmp_path: Path, home: Path) -> None:
    shutil.copytree(GANSU, tmp_path / "本区" / "项目自评报告")
    assert titles(report(tmp_path, "本区/项目自评报告")) == ["项目自评报告"]


def test_described_chapter_by_chapter_with_what_departs_from_the_standard(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack_at(tmp_path, "区/包", "小字", style_yaml="页面: {行距: 28磅}\n正文: {字号: 14磅}\n表格: {边框: 1磅}\n")
    assert run(["templates", "区/包", "--templates", str(tmp_path)]) == 0
    text = capsys.readouterr().out
    assert "\n单位\n  必填  级次：预算级次\n" in text
    assert "\n  可选  偏离原因：" in text
    assert text.endswith(
        "\n版面与 GB/T 9704-2012 不同的：\n  页面.行距：28磅（标准 28.95磅）\n  正文.字号：14磅（标准 16磅）\n"
    )
    assert run(["templates", "甘肃/项目自评报告"]) == 0
    assert capsys.readouterr().out.endswith("\n版面：按 GB/T 9704-2012\n")


@pytest.mark.parametrize("way", ["beside", "--templates", "--only"])
@pytest.mark.parametrize("below", [".", "这里"])
def test_a_file_of_a_pack_is_named_by_a_path_that_opens_from_the_working_folder(
    way: str, below: str, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the pack was found, and where a sound one of its name lies in the working folder, too."""
    shelf = tmp_path / below / "架" if way != "beside" else tmp_path / below
    pack_at(shelf, "区/包", "错")
    wrong = shelf / "区" / "包" / "pack.yaml"
    wrong.write_text("标题: 错\n版本: '1'\n继承: 国家/公闻\n", encoding="utf-8")
    (tmp_path / below).mkdir(exist_ok=True)
    path = report(tmp_path / below, "区/包")
    monkeypatch.chdir(tmp_path)
    for folder in (shelf, shelf.relative_to(tmp_path)):
        settings = {"beside": Settings(), "--templates": Settings((folder,)), "--only": Settings(only=folder)}[way]
        (found,) = [one for one in check(path, settings).diagnostics if one.code.id == "M103"]
        assert Path(found.place.file).read_bytes() == wrong.read_bytes()
        assert not Path(found.place.file).is_absolute()
    home.mkdir(parents=True)
    monkeypatch.chdir(home)
    (found,) = [one for one in check(path, Settings((shelf,))).diagnostics if one.code.id == "M103"]
    assert Path(found.place.file).read_bytes() == wrong.read_bytes()
