"""Files on disk before and after: written whole, refused with a reason, and never over somebody else's work."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from standin import docx as package

from generator.cli import run
from generator.diagnostic import Diagnostic
from generator.output import Output, rewrite, rewriting, stamp, write_outputs
from generator.output.stamped import was_edited


def ids(found: tuple[Diagnostic, ...]) -> list[str]:
    return [one.code.id for one in found]


def write(path: Path, text: str, force: bool = False) -> tuple[Diagnostic, ...]:
    return write_outputs([Output(path, package(text))], force)


def left_over(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_new_file(tmp_path: Path) -> None:
    """With its folder, the umask's mode, and nothing beside it."""
    target = tmp_path / "新 文件夹" / "里层" / "甲局.md"
    before = os.umask(0o027)
    try:
        assert write_outputs([Output(target, "# 甲\n".encode())]) == ()
    finally:
        os.umask(before)
    assert target.read_text(encoding="utf-8") == "# 甲\n"
    assert left_over(target.parent) == ["甲局.md"]
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    """What comes into being at its end, perhaps outside the folder, was nobody's wish."""
    (tmp_path / "链.md").symlink_to("别处.md")
    (found,) = write_outputs([Output(tmp_path / "链.md", b"x")], force=True)
    assert found.code.id == "W105" and "链接" in found.message
    assert [one.name for one in tmp_path.iterdir()] == ["链.md"]


def test_a_replaced_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    """A group's shared file stays shared; a link still leads to the file."""
    (tmp_path / "真.docx").write_bytes(stamp(package("旧")))
    (tmp_path / "真.docx").chmod(0o664)
    (tmp_path / "链.docx").symlink_to("真.docx")
    assert write(tmp_path / "链.docx", "新") == ()
    assert (tmp_path / "链.docx").is_symlink()
    assert zipfile.ZipFile(tmp_path / "真.docx").read("word/document.xml").decode() == "新"
    assert stat.S_IMODE((tmp_path / "真.docx").stat().st_mode) == 0o664


def test_a_rewritten_file_keeps_its_owner_and_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "甲.yaml"
    target.write_text("旧的", encoding="utf-8")
    owner, group = (1234, 4321) if os.geteuid() == 0 else (os.getuid(), os.getgid())  # only root may give a file away
    os.chown(target, owner, group)
    target.chmod(0o2640)
    assert rewrite(target, "新".encode()) == ()
    after = target.stat()
    assert (after.st_uid, after.st_gid, stat.S_IMODE(after.st_mode)) == (owner, group, 0o2640)
    assert target.read_text(encoding="utf-8") == "新"
    assert left_over(tmp_path) == ["甲.yaml"]


def test_a_file_that_cannot_be_given_to_its_owner_is_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "甲.yaml"
    target.write_text("旧的旧的", encoding="utf-8")
    before = target.stat()
    monkeypatch.setattr(rewriting, "_given", lambda path, found: False)
    assert rewrite(target, "新".encode()) == ()
    assert target.stat().st_ino == before.st_ino
    assert target.read_text(encoding="utf-8") == "新"
    assert left_over(tmp_path) == ["甲.yaml"]


def linked(folder: Path) -> tuple[Path, Path]:
    target, other = folder / "甲.yaml", folder / "别名.yaml"
    target.write_text("旧的", encoding="utf-8")
    os.link(target, other)
    return target, other


def test_a_file_with_several_names_keeps_them(tmp_path: Path) -> None:
    target, other = linked(tmp_path)
    before = target.stat()
    assert rewrite(target, "新的内容更长".encode()) == ()
    assert (target.stat().st_ino, target.stat().st_nlink) == (before.st_ino, 2)
    assert other.read_text(encoding="utf-8") == "新的内容更长"
    assert left_over(tmp_path) == ["别名.yaml", "甲.yaml"]


def test_its_old_content_lies_beside_it_until_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, _ = linked(tmp_path)
    (tmp_path / "甲.yaml.改前").write_text("更早的", encoding="utf-8")
    seen: list[str] = []

    def overwrite(path: Path, data: bytes) -> None:
        seen.append((tmp_path / "甲.yaml.改前2").read_text(encoding="utf-8"))
        path.write_bytes(data)

    monkeypatch.setattr(rewriting, "_overwrite", overwrite)
    assert rewrite(target, "新".encode()) == ()
    assert seen == ["旧的"]
    assert left_over(tmp_path) == ["别名.yaml", "甲.yaml", "甲.yaml.改前"]


@pytest.mark.parametrize("broken", [1, 2], ids=["the old one is put back", "nothing can be written"])
def test_a_disk_that_fills_up_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: int) -> None:
    target, _ = linked(tmp_path)
    calls: list[bytes] = []
    write_whole = rewriting._overwrite

    def overwrite(path: Path, data: bytes) -> None:
        calls.append(data)
        if len(calls) <= broken:
            path.write_bytes(data[:2])
            raise OSError(errno.ENOSPC, "full")
        write_whole(path, data)

    monkeypatch.setattr(rewriting, "_overwrite", overwrite)
    (found,) = rewrite(target, "新的内容".encode())
    assert found.code.id == "W106"
    kept = tmp_path / "甲.yaml.改前"
    assert kept.exists() == (broken == 2) == any(str(kept) in note for note in found.notes)
    assert (kept if broken == 2 else target).read_text(encoding="utf-8") == "旧的"


def test_stamp_is_the_same_twice() -> None:
    data = package("正文")
    assert stamp(data) == stamp(stamp(data)) == stamp(package("正文"))
    assert stamp(data).startswith(data[:-22])


def test_unchanged_bytes_are_left_alone(tmp_path: Path) -> None:
    """Not even the date changes, and it matters to nobody that the file is open."""
    target = tmp_path / "甲.docx"
    write(target, "正文")
    os.utime(target, (1, 1))
    (tmp_path / ".~lock.甲.docx#").touch()
    assert write(target, "正文") == ()
    assert target.stat().st_mtime == 1


def test_our_own_docx_is_updated(tmp_path: Path) -> None:
    target = tmp_path / "甲.docx"
    write(target, "旧")
    assert not was_edited(target.read_bytes())
    assert write(target, "新") == ()
    assert zipfile.ZipFile(target).read("word/document.xml").decode() == "新"


def saved_again(target: Path) -> None:
    """As an office program saves: all parts written anew, no comment."""
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def changed_inside(target: Path) -> None:
    """As a tool edits that keeps the comment."""
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/comments.xml", "批注")


HANDS = {
    "saved": saved_again,
    "changed": changed_inside,
    "cut": lambda target: target.write_bytes(target.read_bytes()[:-10]),
    "not_ours": lambda target: target.write_bytes(package("别人的")),
    "no_zip": lambda target: target.write_text("不是压缩包", encoding="utf-8"),
}


@pytest.mark.parametrize("hand", HANDS)
def test_a_docx_that_somebody_touched(tmp_path: Path, hand: str) -> None:
    """It is refused and stays as it is; --force writes."""
    target = tmp_path / "甲.docx"
    write(target, "旧")
    HANDS[hand](target)
    before = target.read_bytes()
    assert was_edited(target.read_bytes())
    (found,) = write(target, "新")
    assert found.code.id == "W102"
    assert found.message == f"{target} 在生成之后改动过，或者不是本程序生成的，里面可能有领导的修改"
    assert "--force" in found.help
    assert "-o" in found.help
    assert target.read_bytes() == before
    assert ids(write(target, "新", force=True)) == ["W120"]
    assert not was_edited(target.read_bytes())
    assert (tmp_path / "甲.docx.备份").read_bytes() == before
    assert left_over(tmp_path) == ["甲.docx", "甲.docx.备份"]


def test_an_empty_file_is_nobodys_work(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").touch()
    assert write(tmp_path / "甲.docx", "新") == ()


MARKDOWN = {
    "same_title": ("# 甲局自评报告\n\n## 三、旧\n", True),
    "half_of_the_headings": ("# 乙局自评报告\n\n## 一、概况\n\n旧数\n\n## 二、收支\n", True),
    "bom": ("\ufeff# 甲局自评报告\n", True),
    "notes": ("# 记事\n\n- 问财政局\n", False),
    "other_report": ("# 乙局\n\n## 甲\n\n## 一、概况\n\n## 丙\n", False),
    "no_heading": ("随手记的几句\n", False),
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown(tmp_path: Path, name: str) -> None:
    """An earlier state of the same report is updated, another text is not."""
    old, ours = MARKDOWN[name]
    target = tmp_path / "甲.md"
    target.write_text(old, encoding="utf-8")
    new = Output(target, "# 甲局自评报告\n\n## 一、概况\n\n## 二、收支\n".encode())
    assert ids(write_outputs([new])) == ([] if ours else ["W103"])
    assert target.read_bytes() == (new.data if ours else old.encode())
    assert ids(write_outputs([new], force=True)) == ([] if ours else ["W120"])
    assert target.read_bytes() == new.data


def html(title: str) -> str:
    return f'<head>\n<meta name="generator" content="zipingbao">\n<title>{title}</title>\n</head>\n<p>正文</p>\n'


@pytest.mark.parametrize(("old", "ours"), [(html("甲"), True), (html("乙"), False), ("<title>甲</title>", False)])
def test_html(tmp_path: Path, old: str, ours: bool) -> None:
    """As with Markdown: a page of this program with the same title is updated, another is not."""
    target = tmp_path / "甲.html"
    target.write_text(old, encoding="utf-8")
    new = Output(target, html("甲").replace("正文", "新的").encode())
    assert ids(write_outputs([new])) == ([] if ours else ["W103"])
    assert target.read_bytes() == (new.data if ours else old.encode())


def test_a_fresh_file_never_overwrites(tmp_path: Path) -> None:
    target = tmp_path / "表.yaml"
    target.write_text("填了一半", encoding="utf-8")
    assert ids(write_outputs([Output(target, b"x", fresh=True)])) == ["W103"]
    assert target.read_text(encoding="utf-8") == "填了一半"
    assert ids(write_outputs([Output(target, b"x", fresh=True)], force=True)) == ["W120"]
    assert target.read_bytes() == b"x"
    assert (tmp_path / "表.yaml.备份").read_text(encoding="utf-8") == "填了一半"


def test_a_schema_is_written_over_nothing_but_a_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The clerk's own file, and another program's JSON, are told; an older schema is written anew."""
    target = str(tmp_path / "甲.json")
    for filled in (
        "版本: 1\n年度: 2024\n",
        "{}",
        '{"$schema": "http://json-schema.org/draft-07/schema#"}',
        "[1]",
        "\xff",
    ):
        Path(target).write_text(filled, encoding="utf-8")
        assert run(["schema", "-o", target]) == 1
        assert "错误[W103] 文件已经存在" in capsys.readouterr().err
        assert Path(target).read_text(encoding="utf-8") == filled
    assert run(["schema", "-o", target, "--force"]) == 0
    assert Path(f"{target}.备份").read_text(encoding="utf-8") == "\xff"
    whole = Path(target).read_bytes()
    assert run(["schema", "甘肃/项目自评报告", "-o", target]) == 0
    assert whole != Path(target).read_bytes()
    assert not Path(f"{target}.备份2").exists()


def test_what_is_kept_through_a_link_lies_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "里").mkdir()
    (tmp_path / "里" / "真.yaml").write_text("填了一半", encoding="utf-8")
    (tmp_path / "链.yaml").symlink_to("里/真.yaml")
    (note,) = write_outputs([Output(tmp_path / "链.yaml", b"x", fresh=True)], force=True)
    assert note.message.endswith(f"原来的另存为 {tmp_path / '里' / '真.yaml.备份'}")
    assert left_over(tmp_path / "里") == ["真.yaml", "真.yaml.备份"]


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        ("~$甲局自评报告二三.docx", "WPS 或 Word"),
        ("~$自评报告二三.docx", "WPS 或 Word"),
        (".~甲局自评报告二三.docx", "WPS"),
        (".~lock.甲局自评报告二三.docx#", "LibreOffice"),
    ],
)
def test_a_file_that_is_open(tmp_path: Path, mark: str, program: str) -> None:
    """The owner file alone refuses, and --force goes past one that was left by a crash."""
    target = tmp_path / "甲局自评报告二三.docx"
    write(target, "旧")
    (tmp_path / mark).touch()
    (found,) = write(target, "新")
    assert found.code.id == "W104"
    assert found.help == f"请先在 {program} 中关闭 {target.name} 再运行；若它并没有打开，加 --force"
    assert write(target, "新", force=True) == ()


def test_all_or_none(tmp_path: Path) -> None:
    """One refusal keeps the others from being written, and all refusals are told."""
    ours, theirs, notes = tmp_path / "甲.docx", tmp_path / "乙.docx", tmp_path / "丙.md"
    theirs.write_bytes(package("别人的"))
    notes.write_text("记事", encoding="utf-8")
    plan = [Output(ours, package("新")), Output(theirs, package("新")), Output(notes, b"# x\n")]
    assert ids(write_outputs(plan)) == ["W102", "W103"]
    assert left_over(tmp_path) == ["丙.md", "乙.docx"]


def test_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "报告").write_text("", encoding="utf-8")
    for inner in ("甲.md", "里层/甲.md"):
        (found,) = write_outputs([Output(tmp_path / "报告" / inner, b"x")])
        assert found.code.id == "W105"
        assert f"{tmp_path / '报告'} 是一个文件，不是文件夹" in found.message


def test_target_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "甲.md").mkdir()
    assert ids(write_outputs([Output(tmp_path / "甲.md", b"x")])) == ["W105"]


@pytest.mark.skipif(os.name != "posix", reason="devices and /proc are of POSIX")
def test_devices_and_kernel_folders() -> None:
    """A device would be replaced by a file, where the user is root."""
    assert ids(write_outputs([Output(Path("/dev/null"), b"x")], force=True)) == ["W105"]
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert ids(write_outputs([Output(Path("/proc/没有/甲.md"), b"x")])) == ["W105"]


def test_read_only_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "甲.md"
    target.write_text("# 旧", encoding="utf-8")
    target.chmod(0o444)
    if getattr(os, "geteuid", lambda: 1)() == 0:  # root may write it: what anybody else is told
        monkeypatch.setattr(os, "access", lambda path, mode: not (mode & os.W_OK and Path(path) == target))
    (found,) = write_outputs([Output(target, b"x")], force=True)
    assert found.message == f"无法写入：{target} 是只读文件"


def test_name_too_long(tmp_path: Path) -> None:
    (found,) = write_outputs([Output(tmp_path / ("长" * 100 + ".md"), b"x")])
    assert found.code.id == "W105"
    assert found.message.startswith("文件名太长：")
    assert left_over(tmp_path) == []


def failing(name: str, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def fail(*arguments: Any, **named: Any) -> None:
        raise error

    monkeypatch.setattr(name, fail)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_disk_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The old file stays, the temporary one goes."""
    target = tmp_path / "甲.docx"
    write(target, "旧")
    before = target.read_bytes()
    failing("os.fsync", monkeypatch, OSError(number, "No space left on device"))
    (found,) = write(target, "新")
    assert (found.code.id, found.message) == ("W106", f"磁盘空间不足，没有写成：{target}")
    assert left_over(tmp_path) == ["甲.docx"]
    assert target.read_bytes() == before


def test_nothing_is_left_where_the_old_file_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two files is the one that does not fit: the old ones stay, and no copy of them."""
    for name in ("甲.docx", "乙.docx"):
        (tmp_path / name).write_bytes(package("别人的"))
    failing("pathlib.Path.replace", monkeypatch, OSError(errno.ENOSPC, "No space left on device"))
    plan = [Output(tmp_path / name, package("新")) for name in ("甲.docx", "乙.docx")]
    assert ids(write_outputs(plan, force=True)) == ["W106"]
    assert left_over(tmp_path) == ["乙.docx", "甲.docx"]
    assert (tmp_path / "甲.docx").read_bytes() == package("别人的")


def test_held_open_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There the move is refused while Word has the file."""
    target = tmp_path / "甲.docx"
    write(target, "旧")
    failing("pathlib.Path.replace", monkeypatch, PermissionError(errno.EACCES, "拒绝访问。"))
    (found,) = write_outputs([Output(target, package("新")), Output(tmp_path / "甲.md", b"x")])
    assert (found.code.id, found.message) == ("W104", f"文件正被打开，写不进去：{target}")
    assert found.help == "请先在 WPS 或 Word 中关闭 甲.docx 再运行"
    assert left_over(tmp_path) == ["甲.docx"]
    assert not was_edited(target.read_bytes())


def test_other_failures_tell_what_the_system_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing("os.fsync", monkeypatch, OSError(errno.EIO, "Input/output error"))
    (found,) = write_outputs([Output(tmp_path / "甲.md", b"x")])
    assert (found.code.id, found.notes) == ("W105", ("系统信息：Input/output error",))
    assert left_over(tmp_path) == []


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing("os.open", monkeypatch, PermissionError(errno.EACCES, "Permission denied"))
    (found,) = write_outputs([Output(tmp_path / "甲.md", b"x")])
    assert (found.code.id, found.message) == ("W105", f"没有权限写入：{tmp_path / '甲.md'}")


def real_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("绩效自评报告")
    document.save(str(path))
    path.write_bytes(stamp(path.read_bytes()))
    return path


def test_the_stamp_is_no_fault_to_readers(tmp_path: Path) -> None:
    """python-docx reads a stamped file, and what it saves counts as edited."""
    path = real_docx(tmp_path / "甲.docx")
    assert not was_edited(path.read_bytes())
    document = docx.Document(str(path))
    assert document.paragraphs[0].text == "绩效自评报告"
    document.save(str(path))
    assert was_edited(path.read_bytes())


@pytest.mark.thorough
@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is absent")
def test_libreoffice_reads_and_drops_the_stamp(tmp_path: Path) -> None:
    """It opens a stamped file, and what it saves counts as edited."""
    path = real_docx(tmp_path / "甲.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    into = ["--convert-to", "docx", "--outdir", str(tmp_path / "存")]
    subprocess.run(["soffice", profile, "--headless", *into, str(path)], check=True, capture_output=True, timeout=120)
    saved = tmp_path / "存" / "甲.docx"
    assert docx.Document(str(saved)).paragraphs[0].text == "绩效自评报告"
    assert was_edited(saved.read_bytes())
