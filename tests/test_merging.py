"""A DOCX as a leader's hand left it, spelt out in a case file, in; what merge says of it, and what it writes, whole, out.

`改` of a case: `{找, 作}` a plain edit, with `谁` a tracked one; `{找, 批注, 谁}` a comment; `{后, 段}` a paragraph more;
`{删段}` one less. `先` is replaced in the file before it is built, `后来` in the file afterwards.
"""

from __future__ import annotations

import copy
import io
import os
import shutil
import zipfile
from difflib import unified_diff
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from case_files import CASES, case_files
from effort import some
from lxml import etree

from generator.cli import run
from generator.merging import merge
from generator.pipeline import Settings, build

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).parent / "golden" / "merging"
SAMPLES = sorted((ROOT / "templates").glob("*/*/sample/input.yaml"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = "word/document.xml"


def run_with(root: Any, text: str) -> Any:
    return next(run for run in root.iter(f"{W}r") if text in "".join(one.text or "" for one in run.iter(f"{W}t")))


def paragraph_with(root: Any, text: str) -> Any:
    return next(run_with(root, text).iterancestors(f"{W}p"))


def like(run: Any, text: str) -> Any:
    """A run of the same look."""
    made = copy.deepcopy(run)
    for one in made.findall(f"{W}t"):
        made.remove(one)
    etree.SubElement(made, f"{W}t").text = text
    return made


def signed(tag: str, step: dict[str, str]) -> Any:
    return etree.Element(f"{W}{tag}", {f"{W}id": "9", f"{W}author": step["谁"], f"{W}date": step.get("时", "")})


def deleted(run: Any, step: dict[str, str]) -> Any:
    for one in run.iter(f"{W}t"):
        one.tag = f"{W}delText"
    mark = signed("del", step)
    mark.append(run)
    return mark


def edit(root: Any, step: dict[str, str], comments: list[str]) -> None:
    if "段" in step or "删段" in step:
        paragraph = paragraph_with(root, step.get("后") or step["删段"])
        if "段" not in step:
            paragraph.getparent().remove(paragraph)
            return
        made = copy.deepcopy(paragraph)
        first = made.find(f"{W}r")
        for one in made.findall(f"{W}r"):
            made.remove(one)
        made.append(like(first, step["段"]))
        paragraph.addnext(made)
        return
    run_ = run_with(root, step["找"])
    before, _, after = "".join(one.text or "" for one in run_.iter(f"{W}t")).partition(step["找"])
    pieces = [like(run_, before), *changed(run_, step, comments), like(run_, after)]
    for piece in pieces:
        run_.addprevious(piece)
    run_.getparent().remove(run_)


def changed(run_: Any, step: dict[str, str], comments: list[str]) -> list[Any]:
    if "批注" in step:
        number, when = str(len(comments)), step.get("时", "")
        comments.append(
            f'<w:comment w:id="{number}" w:author="{step["谁"]}" w:date="{when}">'
            f"<w:p><w:r><w:t>{step['批注']}</w:t></w:r></w:p></w:comment>"
        )
        ends = [etree.Element(f"{W}commentRange{word}", {f"{W}id": number}) for word in ("Start", "End")]
        return [ends[0], like(run_, step["找"]), ends[1]]
    if "谁" not in step:
        return [like(run_, step["作"])]
    inserted = signed("ins", step)
    inserted.append(like(run_, step["作"]))
    return [deleted(like(run_, step["找"]), step), *([inserted] if step["作"] else [])]


def by_hand(data: bytes, steps: list[dict[str, str]]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[BODY])
    comments: list[str] = []
    for step in steps:
        edit(root, step, comments)
    parts[BODY] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if comments:
        parts["word/comments.xml"] = f"<w:comments {XMLNS}>{''.join(comments)}</w:comments>".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def replaced(text: str, pairs: list[list[str]]) -> str:
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def told(case: dict[str, Any], folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said, and what became of the file."""
    text = replaced((ROOT / case["输入"]).read_text(encoding="utf-8"), case.get("先", []))
    path, ends = folder / "2024.yaml", case.get("行尾", "\n")
    path.write_text(text, encoding=case.get("编码", "utf-8"), newline=ends)
    assert run(["build", "2024.yaml", "-f", "docx"]) == 0
    (folder / "改.docx").write_bytes(by_hand((folder / "2024.docx").read_bytes(), case.get("改", [])))
    text = replaced(text, case.get("后来", []))
    path.write_text(text, encoding=case.get("编码", "utf-8"), newline=ends)
    before = path.read_bytes()
    capsys.readouterr()
    status = run(["merge", "改.docx", "2024.yaml", *case.get("命令", [])])
    out, err = capsys.readouterr()
    after = path.read_bytes()
    assert "--write" in case.get("命令", []) or after == before
    lines = [
        line.replace("\r", "␍")
        for line in unified_diff(
            *(one.decode(case.get("编码", "utf-8")).splitlines(keepends=True) for one in (before, after)), n=0
        )
    ]
    return f"{out}>> {status}\n{err}>> 文件\n{''.join(lines)}"


@pytest.mark.parametrize("path", case_files("merging"), ids=lambda path: path.stem)
def test_an_edited_docx_comes_back(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = told(yaml.safe_load(path.read_text(encoding="utf-8")), tmp_path, capsys)
    golden = GOLDEN / f"{path.stem}.txt"
    if os.environ.get("ZIPINGBAO_REWRITE"):
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


def test_every_case_has_its_output_and_no_other_is_kept() -> None:
    assert {one.stem for one in GOLDEN.iterdir()} == {one.stem for one in case_files("merging")}
    assert (CASES / "merging").is_dir()


@pytest.mark.parametrize("path", some(SAMPLES, 2), ids=lambda path: path.parent.parent.name)
def test_what_was_written_is_printed_so(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Characters of whatever sentences were changed: those that could be written are no change any more, the others still are."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(path.parent, tmp_path, dirs_exist_ok=True)
    chance = Random(path.parent.as_posix().removeprefix(ROOT.as_posix()))  # noqa: S311 - the same every time
    file = Path("input.yaml")
    report = build(file, Settings(), ("docx",)).reports[0].files["docx"]
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        root = etree.fromstring(archive.read(BODY))
    texts = [text for one in root.iter(f"{W}t") if len(text := one.text or "") > 8]
    steps = [{"找": one, "作": f"{one[:4]}改{one[5:]}"} for one in chance.sample(texts, 8)]
    edited = by_hand(report, steps)
    before = merge(edited, file, Settings())
    written = [one for one in before.changes if one.writable]
    for done in before.fixed([at for at, one in enumerate(before.changes) if one.writable]):
        Path(done.name).write_bytes(done.data)
    after = merge(edited, file, Settings())
    echoed = {(one.becomes, one.was) for done in written for one in done.echoes}  # said: they change with it
    assert before.changes and not [one for one in after.changes if one.writable and (one.old, one.new) not in echoed]
    assert not {one.new for one in written} & {one.new for one in after.changes}
    left = {one.new for one in before.changes if not one.writable}
    assert left <= {one.new for one in after.changes}


def test_a_part_is_written_in_its_own_file_which_keeps_its_mode(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "inputs/minimal.yaml").read_text(encoding="utf-8")
    head, _, rest = text.partition("  - 名称: 政务大厅")
    item, _, tail = rest.partition("落款")
    Path("2024.yaml").write_text(f"{head}  - 文件: 大厅.yaml\n落款{tail}", encoding="utf-8")
    part = Path("大厅.yaml")
    part.write_text(f"名称: 政务大厅{item}".replace("\n    ", "\n"), encoding="utf-8")
    part.chmod(0o640)
    assert run(["build", "2024.yaml", "-f", "docx"]) == 0
    Path("改.docx").write_bytes(by_hand(Path("2024.docx").read_bytes(), [{"找": "正常运转", "作": "平稳运转"}]))
    assert run(["merge", "改.docx", "2024.yaml", "--write"]) == 0
    assert "大厅.yaml：写入 1 处" in capsys.readouterr().out
    assert "平稳运转" in part.read_text(encoding="utf-8") and (os.name == "nt" or part.stat().st_mode & 0o777 == 0o640)


def test_what_cannot_be_compared_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("2024.yaml").write_text((ROOT / "inputs/minimal.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    Path("坏.docx").write_bytes(b"PK")
    assert run(["merge", "没有.docx", "2024.yaml"]) == 2
    assert "错误：读不了 没有.docx" in capsys.readouterr().err
    assert run(["merge", "坏.docx", "2024.yaml"]) == 1
    assert "不是能读的 DOCX" in capsys.readouterr().err
    assert run(["merge", "坏.docx", "没有.yaml"]) == 2
    capsys.readouterr()
    assert run(["merge", "坏.docx", "2024.yaml", "--accept", "一"]) == 2
    assert "不是编号" in capsys.readouterr().err
