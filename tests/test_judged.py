"""Which pack judged a report is said wherever it is judged, and no other pack slips into its place."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from generator.cli import run
from generator.packs import folders, read_pack
from generator.pipeline import Settings, build

ROOT = Path(__file__).resolve().parent.parent
BUILT_IN = "甘肃/项目自评报告"
OWN = "示例市/自评"
MINIMAL = (ROOT / "inputs" / "minimal.yaml").read_text(encoding="utf-8")
STRICT = f"标题: 自评报告\n版本: '2024.7'\n继承: {BUILT_IN}\n需要: [文字.存在问题]\n文字: {{存在问题: {{类型: 文字, 说明: 问题}}}}\n"
LOOSE = f"标题: 自评报告\n版本: '2024.7'\n继承: {BUILT_IN}\n"


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "配置"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "配置"))
    monkeypatch.chdir(tmp_path)


def give(template: str = OWN, name: str = "一份.yaml") -> str:
    Path(name).write_text(MINIMAL.replace(BUILT_IN, template), encoding="utf-8")
    return name


def pack_at(folder: str, text: str = LOOSE, name: str = OWN) -> Path:
    path = Path(folder) / name
    path.mkdir(parents=True)
    (path / "pack.yaml").write_text(text, encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = run(arguments)
    out = capsys.readouterr()
    return status, out.out + out.err


def digest(name: str = OWN, beside: Path | None = None) -> str:
    pack, _ = read_pack(name, folders(beside or Path(), ()))
    assert pack is not None
    return pack.digest()


def test_the_verdict_names_the_pack(capsys: pytest.CaptureFixture[str]) -> None:
    """One of the program's by name and version, any other with its place and digest; several beside one another."""
    give(BUILT_IN)
    assert said(capsys, "check", "一份.yaml") == (0, f"一份.yaml：没有发现问题（{BUILT_IN} 2022.1），可以生成报告\n")
    pack_at(".")
    give(f"[{BUILT_IN}, {OWN}]")
    own = f"{OWN} 2024.7，来自 {OWN}，摘要 {digest()[:12]}"
    assert said(capsys, "check", "一份.yaml") == (
        0,
        f"一份.yaml：没有发现问题（{BUILT_IN} 2022.1；{own}），可以生成报告\n",
    )
    status, text = said(capsys, "build", "-f", "md", "-t", OWN, "一份.yaml")
    assert (status, text) == (0, f"一份.yaml：没有发现问题（{own}），已生成 一份.md\n")
    give(OWN)
    Path("一份.yaml").write_text(MINIMAL.replace(BUILT_IN, OWN).replace("  职能: ", "  # "), encoding="utf-8")
    assert said(capsys, "check", "--format", "concise", "一份.yaml")[1].endswith(f"（{own}），不能生成报告\n")


def test_machines_read_it_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON: an object a file after the findings, with the same keys; SARIF: extensions and artifacts."""
    pack_at(".", STRICT)
    give()
    give(BUILT_IN, "二.yaml")
    assert run(["check", "--format", "json", "一份.yaml", "二.yaml"]) == 1
    *findings, one, two = json.loads(capsys.readouterr().out)
    assert [(each["code"], each["severity"]) for each in findings] == [("V201", "error")]
    assert findings[0].keys() == one.keys() - {"packs"}
    ours = {"name": OWN, "version": "2024.7", "digest": digest(), "built_in": False, "origin": OWN}
    theirs = {"name": BUILT_IN, "version": "2022.1", "digest": digest(BUILT_IN), "built_in": True, "origin": None}
    assert (one["file"], one["severity"], one["message"], one["packs"]) == (
        "一份.yaml",
        "none",
        "1 个错误，不能生成报告",
        [ours],
    )
    assert (two["file"], two["message"], two["packs"]) == ("二.yaml", "没有发现问题，可以生成报告", [theirs])
    assert run(["check", "--format", "sarif", "一份.yaml", "二.yaml"]) == 1
    (log,) = json.loads(capsys.readouterr().out)["runs"]
    known = {each["name"]: {**each["properties"], "version": each["version"]} for each in log["tool"]["extensions"]}
    assert known == {each["name"]: {key: each[key] for key in each if key != "name"} for each in (ours, theirs)}
    assert [each["properties"]["packs"] for each in log["artifacts"]] == [[ours], [theirs]]


def test_the_docx_carries_it_and_no_place_of_this_machine() -> None:
    pack_at(".")
    for template, came in ((BUILT_IN, "程序自带"), (OWN, "不是程序自带的")):
        (report,) = build(Path(give(template)), Settings(), ("docx",)).reports
        with zipfile.ZipFile(io.BytesIO(report.files["docx"])) as archive:
            root = etree.fromstring(archive.read("docProps/custom.xml"))
            whole = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
        told = {one.get("name"): "".join(one.itertext()) for one in root}
        version = "2022.1" if template == BUILT_IN else "2024.7"
        assert told.pop("正文摘要")
        assert told == {
            "模板包": template,
            "模板包版本": version,
            "模板包摘要": digest(template),
            "模板包来源": came,
        }
        assert str(Path.cwd()) not in whole


PLACES = {
    "beside the file": (".", "官方", ["--templates", "官方"]),
    "in the user's folder": ("配置/zipingbao/templates", "官方", ["--templates", "官方"]),
    "in two given folders": ("甲", "乙", ["--templates", "甲", "--templates", "乙"]),
    "beside the file and in the user's folder": (".", "配置/zipingbao/templates", []),
}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_pack_found_twice(capsys: pytest.CaptureFixture[str], name: str, command: str) -> None:
    """An error that names both places, unless they say the same; whatever lies in a sample says nothing."""
    loose, strict, options = PLACES[name]
    give()
    one, other = pack_at(loose), pack_at(strict, STRICT)
    status, text = said(capsys, command, *options, "一份.yaml")
    assert status == 1
    shown = [str(path.resolve() if "配置" in str(path) else path) for path in (one, other)]
    assert f"错误[M110] 模板包“{OWN}”有两份，内容不同：{shown[0]} 和 {shown[1]}" in text
    (one / "pack.yaml").write_text(STRICT, encoding="utf-8")
    (one / "sample").mkdir()
    (one / "sample" / "input.yaml").write_text("版本: 1\n", encoding="utf-8")
    assert "V201" in said(capsys, command, *options, "一份.yaml")[1]


def test_a_folder_and_a_zip_of_one_name(capsys: pytest.CaptureFixture[str]) -> None:
    """The same unpacked is the same; an older zip left beside it is another."""
    path = pack_at(".")
    shutil.make_archive(str(path), "zip", path)
    give()
    assert said(capsys, "check", "一份.yaml")[0] == 0
    (path / "pack.yaml").write_text(STRICT, encoding="utf-8")
    assert f"{OWN} 和 {OWN}.zip" in said(capsys, "check", "一份.yaml")[1]


def test_a_parent_found_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """Loosened is what the bureau's pack inherits; the place is the line that names it."""
    for folder in (".", "官方"):
        pack_at(folder, "标题: 表\n版本: '1'\n继承: 示例省/底\n")
    pack_at(".", LOOSE, "示例省/底")
    pack_at("官方", STRICT, "示例省/底")
    give()
    status, text = said(capsys, "check", "--templates", "官方", "一份.yaml")
    assert status == 1 and "错误[M110] 模板包“示例省/底”有两份" in text and "--> 示例市/自评/pack.yaml:3:" in text


@pytest.mark.parametrize("where", [".", "配置/zipingbao/templates", "给的"])
@pytest.mark.parametrize("form", ["folder", "zip", "zip, named so"])
def test_a_built_in_name_is_not_taken_over(capsys: pytest.CaptureFixture[str], where: str, form: str) -> None:
    path = pack_at(where, "标题: 项目自评报告\n版本: '9'\n继承: 国家/公文\n", BUILT_IN)
    if form != "folder":
        shutil.make_archive(str(path), "zip", path)
        shutil.rmtree(path)
    give(f"{BUILT_IN}.zip" if form.endswith("so") else BUILT_IN)
    options = ["--templates", where] if where == "给的" else []
    status, text = said(capsys, "check", *options, "一份.yaml")
    assert status == 1
    assert f"错误[M111] 模板包“{BUILT_IN}”是程序自带的，内容不同的 " in text
    assert f"pack.yaml 里写“继承: {BUILT_IN}”" in text


def test_nor_in_the_chain_of_one_that_is_built_in(capsys: pytest.CaptureFixture[str]) -> None:
    pack_at(".", "标题: 公文\n版本: '9'\n", "国家/公文")
    give(BUILT_IN)
    assert "错误[M111] 模板包“国家/公文”是程序自带的" in said(capsys, "check", "一份.yaml")[1]


def test_a_copy_that_says_the_same_is_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "templates" / BUILT_IN, BUILT_IN)
    give(BUILT_IN)
    assert said(capsys, "check", "一份.yaml")[0] == 0


def test_a_name_does_not_lead_out_of_the_folders(capsys: pytest.CaptureFixture[str]) -> None:
    pack_at("外")
    Path("里").mkdir()
    for name in (f"../外/{OWN}", str((Path("外") / OWN).resolve())):
        give(name, "里/一份.yaml")
        for options in ([], ["--only", "里"]):
            assert "错误[M101]" in said(capsys, "check", *options, "里/一份.yaml")[1]


def test_only_one_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever lies beside the file or in the user's folder; the program's packs only as parents."""
    pack_at(".")
    pack_at("配置/zipingbao/templates")
    pack_at("官方", STRICT)
    pack_at(".", LOOSE, "示例市/另")
    give()
    status, text = said(capsys, "check", "--only", "官方", "一份.yaml")
    assert status == 1 and "V201" in text and f"，来自 官方/{OWN}，摘要 " in text
    for other in ("示例市/另", BUILT_IN):
        status, text = said(capsys, "check", "--only", "官方", give(other))
        assert status == 1 and f"错误[M101] 在“官方”里找不到模板包“{other}”" in text
    assert said(capsys, "build", "--only", "官方", "-t", "示例市/另", give())[0] == 1
    pack_at("官方", "标题: 题\n版本: '9'\n继承: 国家/公文\n", BUILT_IN)
    assert "错误[M111]" in said(capsys, "check", "--only", "官方", give(BUILT_IN))[1]


def test_only_one_folder_in_other_commands(capsys: pytest.CaptureFixture[str]) -> None:
    pack_at(".", LOOSE, "示例市/另")
    path = pack_at("官方", STRICT)
    (path / "rules.yaml").write_text(
        "勾稽:\n  SC101: {名称: 名, 类别: 逻辑性, 范围: 项目, 关系: 资金.执行 ≥ 0, 说明: 因为。}\n", encoding="utf-8"
    )
    give()
    listed = said(capsys, "templates", "--only", "官方")[1]
    assert OWN in listed and "示例市/另" not in listed and BUILT_IN not in listed
    assert said(capsys, "templates", "--only", "官方", OWN)[0] == 0
    assert "M101" in said(capsys, "templates", "--only", "官方", "示例市/另")[1]
    assert f"模板: {OWN}" in said(capsys, "new", "--only", "官方")[1]  # the only one there
    assert "M101" in said(capsys, "new", "--only", "官方", BUILT_IN)[1]
    assert "SC101 名" in said(capsys, "explain", "--only", "官方", "SC101")[1]
    assert "存在问题" in said(capsys, "schema", "--only", "官方", OWN)[1]
    assert "M101" in said(capsys, "schema", "--only", "官方", "示例市/另")[1]
    assert said(capsys, "diff", "--only", "官方", "一份.yaml", "一份.yaml") == (0, "没有不同\n")
    give("示例市/另")
    assert "M101" in said(capsys, "diff", "--only", "官方", "一份.yaml", "一份.yaml")[1]
    assert "M101" in said(capsys, "new", "--only", "官方", "--from", "一份.yaml")[1]


def test_only_is_one_folder_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    Path("官方").mkdir()
    assert said(capsys, "check", "--only", "没有", "x.yaml") == (
        2,
        said(capsys, "check", "--only", "没有", "x.yaml")[1],
    )
    for order in (["--only", "官方", "--templates", "官方"], ["--templates", "官方", "--only", "官方"]):
        status, text = said(capsys, "check", *order, "x.yaml")
        assert status == 2 and "--only 不能与 --templates 一起用" in text
    status, text = said(capsys, "check", "--only", "官方", give())
    assert status == 1 and "那里一个模板包也没有" in text


LITTER = {
    "none": {},
    "of Windows": {"Thumbs.db": "x", "自评/desktop.ini": "x", "自评/图/Thumbs.db": "x"},
    "of macOS": {"__MACOSX/自评/._pack.yaml": "x", "自评/.DS_Store": "x", ".DS_Store": "x"},
    "of both, and a note beside the folder": {"__MACOSX/._自评": "x", "thumbs.DB": "x", "使用说明.txt": "x"},
    "an owner file of Word": {"自评/~$使用说明.docx": "x", "使用说明.docx": "x"},
}


@pytest.mark.parametrize("litter", LITTER)
@pytest.mark.parametrize("outer", ["", "自评/", "示例市/自评/", "./自评/", "自评\\"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-8, not said"])
def test_a_zip_with_what_systems_leave_in_it(
    capsys: pytest.CaptureFixture[str], litter: str, outer: str, encoding: str
) -> None:
    """Read, and of the same digest as the folder, whatever it was packed in and however names are written."""
    files = {"pack.yaml": LOOSE, "说明/句.md.j2": "句。\n"}
    path = pack_at("样")
    (path / "说明").mkdir()
    (path / "说明" / "句.md.j2").write_text(files["说明/句.md.j2"], encoding="utf-8")
    Path("示例市").mkdir()
    left = {name: text for name, text in LITTER[litter].items() if outer or not name.startswith("使用说明")}
    named = {**{outer + file: text for file, text in files.items()}, **left}
    raw = {name: name.encode(encoding.partition(",")[0]) for name in named}
    plain = {name: f"{number:03d}".ljust(len(raw[name]), "-") for number, name in enumerate(named)}
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as archive:
        for name, text in named.items():
            archive.writestr(name if encoding == "utf-8" else plain[name], text)
    data = buffer.getvalue()
    for name in named:
        data = data.replace(plain[name].encode("ascii"), raw[name])
    Path("示例市/自评.zip").write_bytes(data)
    give()
    status, text = said(capsys, "check", "一份.yaml")
    assert (status, "没有发现问题" in text) == (0, True), text
    assert digest() == digest(beside=Path("样"))
