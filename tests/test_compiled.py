"""A report in, the same out whether its templates were compiled before or not, and whatever became of the kept files."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline import Settings, build
from generator.render import kept
from generator.render.compiled import COMPILED
from generator.render.sandbox import Sandbox, _idle

FILE = "版本: 1\n模板: 包\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "缓存"))
    (tmp_path / "包").mkdir()
    (tmp_path / "包" / "pack.yaml").write_text("标题: 报告\n版本: '1'\n继承: 国家/公文\n", encoding="utf-8")
    (tmp_path / "2024.yaml").write_text(FILE, encoding="utf-8")
    return kept.folder("compiled")


def printed(folder: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, set[str | None]]:
    """What a new process prints of a template, and the templates that it compiles."""
    (folder / "包" / "report.md.j2").write_text(f"# 题\n\n{line}\n", encoding="utf-8")
    COMPILED.codes.clear()
    _idle.cache_clear()
    names: set[str | None] = set()
    generate = Sandbox._generate

    def noted(self: Sandbox, source: object, name: str | None, *more: object, **named: object) -> str:
        names.add(name)
        return generate(self, source, name, *more, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Sandbox, "_generate", noted)
        built = build(folder / "2024.yaml", Settings(), ("md",))
    assert not built.diagnostics
    return built.reports[0].files["md"].decode("utf-8"), names


def test_a_template_is_compiled_once_for_what_it_says(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, compiled = printed(tmp_path, "{{ 单位.名称 }}甲。", monkeypatch)
    assert "示例局甲。" in first and compiled == {"report.md.j2"} and len(list(folder.iterdir())) == 1
    assert printed(tmp_path, "{{ 单位.名称 }}甲。", monkeypatch) == (first, set())
    second, compiled = printed(tmp_path, "{{ 单位.名称 }}乙。", monkeypatch)
    assert "示例局乙。" in second and compiled == {"report.md.j2"} and len(list(folder.iterdir())) == 1
    monkeypatch.setitem(COMPILED.__dict__, "by", "another version of the program")
    assert printed(tmp_path, "{{ 单位.名称 }}乙。", monkeypatch) == (second, {"report.md.j2"})


@pytest.mark.parametrize("kind", ["empty", "cut", "zeros", "foreign"])
def test_a_kept_file_that_is_damaged_is_written_anew(
    kind: str, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = printed(tmp_path, "{{ 单位.名称 }}。", monkeypatch)
    (file,) = folder.iterdir()
    data = file.read_bytes()
    at = data.index(b"\x80")  # where the pickled digest begins, behind what tells the version
    cut, foreign = data[: at + 20], data[:at] + b"(" * 40
    file.write_bytes({"empty": b"", "cut": cut, "zeros": bytes(len(data)), "foreign": foreign}[kind])
    assert printed(tmp_path, "{{ 单位.名称 }}。", monkeypatch) == (first, {"report.md.j2"})
    assert file.read_bytes() == data


def test_a_folder_that_cannot_be_written_is_none(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.parent.parent.mkdir(parents=True)
    folder.parent.write_text("a file, no folder", encoding="utf-8")
    for _ in range(2):
        assert printed(tmp_path, "{{ 单位.名称 }}。", monkeypatch)[1] == {"report.md.j2"}
