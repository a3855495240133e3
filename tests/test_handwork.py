"""A report that somebody changed in Word is not overwritten, and the refusal shows what was changed."""

from __future__ import annotations

import io
from pathlib import Path

import docx

from generator.handwork import changes
from generator.output import Output, write_outputs
from generator.pipeline import Settings, build

INPUT = Path(__file__).parent.parent / "inputs" / "minimal.yaml"


def report() -> bytes:
    return build(INPUT, Settings(), ("docx",)).reports[0].files["docx"]


def changed(data: bytes) -> bytes:
    """The leader's pen: a figure in one paragraph, and one paragraph more."""
    opened = docx.Document(io.BytesIO(data))
    paragraph = next(p for p in opened.paragraphs if p.text.startswith("2024年度该项目支出"))
    run = next(r for r in paragraph.runs if "118.5" in r.text)
    run.text = run.text.replace("118.5", "118.6")
    opened.paragraphs[-3].insert_paragraph_before("以上已经主任办公会审定。")
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def test_refusal_shows_the_changes(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    assert write_outputs([Output(path, report())]) == ()
    path.write_bytes(changed(path.read_bytes()))
    edited = path.read_bytes()
    (refused,) = write_outputs([Output(path, report())])
    assert refused.code.id == "W102"
    assert len(refused.notes) == 2
    assert "118.6万元" in refused.notes[0] and "这次要写" in refused.notes[0] and "118.5万元" in refused.notes[0]
    assert refused.notes[1].endswith("“以上已经主任办公会审定。”是后加的")
    assert path.read_bytes() == edited
    assert write_outputs([Output(path, report())], force=True) == ()
    assert changes(path.read_bytes(), report()) == ()


def test_no_docx_is_no_comparison() -> None:
    assert changes(b"\xd0\xcf\x11\xe0", report()) == ()
    assert changes(report()[:500], report()) == ()
