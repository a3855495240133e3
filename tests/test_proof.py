"""Packs in; that their templates are read whole, once for what they say, and that a sound one is never found fault with."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from case_files import CASES
from effort import some

from generator.checks import sound
from generator.library import shelve
from generator.packs import folders, names, read_pack
from generator.pipeline import Settings, build, check
from generator.render.proof import kept, proofread, read_whole

ROOT = Path(__file__).resolve().parent.parent
BUILT_IN = folders(None, ())
FILE = "版本: 1\n模板: 包\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"
SOUND, WRONG = "# 题\n\n{{ 单位.名称 }}。\n", "# 题\n\n{% if 单位.职能 %}{{ 单位.职责 }}{% endif %}正文。\n"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "缓存"))
    return kept.folder()


def pack(folder: Path, main: str, parent: str = "国家/公文", **files: str) -> Path:
    (folder / "包").mkdir(exist_ok=True)
    (folder / "包" / "pack.yaml").write_text(f"标题: 报告\n版本: '1'\n继承: {parent}\n", encoding="utf-8")
    for name, text in {"report": main, **files}.items():
        (folder / "包" / f"{name}.md.j2").write_text(text, encoding="utf-8")
    path = folder / "2024.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def told(path: Path) -> list[str]:
    found = check(path, Settings(), path.name).diagnostics
    return [f"{one.code.id} {one.place.file}:{one.place.line}:{one.place.column}" for one in found]


@pytest.mark.parametrize("name", some(list(names(BUILT_IN)), 6))
def test_what_comes_with_the_program_is_sound(name: str) -> None:
    found, problems = read_pack(name, BUILT_IN)
    assert found is not None and problems == ()
    assert read_whole(found) == ()
    assert sound((found, problems)) == (found, ())


@pytest.mark.parametrize("name", some(list(names(BUILT_IN)), 4))
def test_a_copy_is_read_whole_and_as_sound(name: str, tmp_path: Path) -> None:
    """Also what a child of a pack has of its own, and every partial that nothing takes in."""
    shutil.copytree(ROOT / "templates" / name, tmp_path / "包")
    copy, problems = read_pack("包", folders(tmp_path, ()))
    assert copy is not None and problems == () and not copy.built_in
    assert proofread(copy) == ()


SPOILT = ("国家/绩效评价报告/基本情况.md.j2", "国家/部门决算/句子.md.j2", "湖南/部门决算公开/概况.md.j2")


@pytest.mark.thorough
@pytest.mark.parametrize("file", SPOILT)
def test_a_key_spoilt_by_one_character_is_found_on_any_line(file: str, tmp_path: Path) -> None:
    """In macros too, as far as somebody calls them, whichever branch it stands in."""
    name = file.rpartition("/")[0]
    shutil.copytree(ROOT / "templates" / name, tmp_path / "包")
    inner = tmp_path / "包" / file.rpartition("/")[2]
    lines = inner.read_text(encoding="utf-8").split("\n")
    tried = 0
    for at, line in enumerate(lines):
        for key in list(re.finditer(r"\.([一-鿿]+)(?=[^{}]*[}])", line))[:2]:
            spoilt = f"{line[: key.start(1)]}某{line[key.start(1) :]}"
            inner.write_text("\n".join([*lines[:at], spoilt, *lines[at + 1 :]]), encoding="utf-8")
            found, _ = read_pack("包", folders(tmp_path, ()))
            assert found is not None
            places = [(one.place.file, one.place.line) for one in read_whole(found)]
            assert places == [(f"包/{inner.name}", at + 1)] or "数." in spoilt, spoilt
            tried += 1
    assert tried > 5


def test_check_and_build_tell_it_and_nothing_is_written(tmp_path: Path) -> None:
    path = pack(tmp_path, WRONG)
    assert told(path) == ["M202 包/report.md.j2:3:21"]
    built = build(path, Settings(), ("md",))
    assert [one.code.id for one in built.diagnostics] == ["M202"] and built.reports == ()


def test_only_that_a_pack_is_sound_is_kept_and_a_changed_one_is_read_anew(tmp_path: Path, cache: Path) -> None:
    path = pack(tmp_path, WRONG)
    assert told(path) and not cache.exists()
    pack(tmp_path, SOUND)
    assert told(path) == [] and len(list(cache.iterdir())) == 1
    assert all(not one.read_bytes() for one in cache.iterdir())
    pack(tmp_path, SOUND, 句="{{ 单位.职责 }}\n")
    assert told(path) == ["M202 包/句.md.j2:1:7"]
    assert told(path) == ["M202 包/句.md.j2:1:7"] and len(list(cache.iterdir())) == 1


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path, cache: Path) -> None:
    cache.parent.parent.mkdir(parents=True)
    cache.parent.write_text("a file, no folder", encoding="utf-8")
    assert told(pack(tmp_path, SOUND)) == []
    assert told(pack(tmp_path, WRONG)) == ["M202 包/report.md.j2:3:21"]


def test_marks_of_packs_long_gone_are_thrown_away(cache: Path) -> None:
    cache.mkdir(parents=True)
    for number in range(kept.MOST + 1):
        (cache / str(number)).touch()
    kept.keep("新")
    assert [one.name for one in cache.iterdir()] == ["新"] and kept.is_sound("新")


def test_what_comes_with_the_program_costs_nothing(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from generator.pipeline import Settings, build\n"
        "built = build(Path(sys.argv[1]), Settings(), ('md',)); assert built.reports\n"
        "assert not [name for name in sys.modules if 'render.proof' in name]\n"
    )
    path = str(ROOT / "inputs" / "minimal.yaml")
    subprocess.run([sys.executable, "-c", program, path], cwd=ROOT, check=True, timeout=120)


@pytest.mark.parametrize(
    "main",
    [
        "# 题\n\n{% set 甲 = '啊' %}" + "{% set 甲 = 甲 ~ 甲 %}" * 60 + "正文。\n",
        "# 题\n\n{% macro 甲() %}{{ 乙() }}{{ 乙() }}{% endmacro %}{% macro 乙() %}{{ 甲() }}{{ 甲() }}{% endmacro %}正文。\n",
        '# 题\n\n{% if 单位.职能 %}{% include "report.md.j2" %}{% endif %}正文。\n',
        "# 题\n\n" + "{% for 甲 in [1, 2, 3, 4, 5, 6, 7, 8] %}" * 9 + "一" + "{% endfor %}" * 9,
    ],
    ids=["doubling", "calling each other", "taking in itself", "loops in loops"],
)
def test_reading_comes_to_an_end(main: str, tmp_path: Path) -> None:
    pack(tmp_path, main)
    found, _ = read_pack("包", folders(tmp_path, ()))
    assert found is not None
    assert proofread(found) == ()


def test_a_file_that_is_included_may_end_with_a_newline_or_not(tmp_path: Path) -> None:
    """In a line, at its end, alone in it, within a set block, a macro and a branch; one that prints nothing as well."""
    main = (
        '# 题\n\n前{% include "句.md.j2" %}后。\n\n{% include "句.md.j2" %}\n## 节\n\n'
        '{% if 年度 %}{% include "句.md.j2" %}{% endif %}\n## 节\n\n{% set 话 %}{% include "句.md.j2" %}{% endset %}\n'
        '（{{ 话 }}）{% macro 说() %}{% include "句.md.j2" %}{% endmacro %}（{{ 说() }}）\n\n'
        '{% for 甲 in ["一", "二"] %}{% include "句.md.j2" %}{% endfor %}\n\n'
        '::: 表 {注="{% include "句.md.j2" %}"}\n| 甲 |\n| --- |\n| {% include "句.md.j2" %} |\n:::\n'
    )
    printed = set()
    for text in ("有的", "有的\n", "{% if 年度 %}\n有的\n{% endif %}", "{% if 年度 %}\n有的\n{% endif %}\n"):
        (one,) = build(pack(tmp_path, main, 句=text), Settings(), ("md",)).reports
        printed.add(one.files["md"])
    assert len(printed) == 1
    text = printed.pop().decode()
    assert "前有的后。" in text and "（有的）（有的）" in text and text.count("\n有的\n\n## ") == 2
    (one,) = build(pack(tmp_path, main, 句="\n"), Settings(), ("md",)).reports
    assert "前后。" in one.files["md"].decode() and "（）（）" in one.files["md"].decode()


def test_templates_lists_broken_packs_as_broken(tmp_path: Path) -> None:
    for name, text in {
        "好的": "标题: 甲\n版本: '1'\n继承: 国家/公文\n",
        "坏的": "标题: 乙\n版本: '1'\n继承: 没有/的\n",
    }.items():
        (tmp_path / "区" / name).mkdir(parents=True)
        (tmp_path / "区" / name / "pack.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "区" / "不通").mkdir()
    (tmp_path / "区" / "不通" / "pack.yaml").write_text("标题: [丙\n", encoding="utf-8")
    (tmp_path / "区" / "错名").mkdir()
    shutil.copy(CASES / "packs" / "templates" / "没走到的错名" / "pack.yaml", tmp_path / "区" / "错名")
    (tmp_path / "区" / "错名" / "report.md.j2").write_text(WRONG, encoding="utf-8")
    (tmp_path / "坏.zip").write_bytes(b"PK no zip")
    packs, found = shelve(Settings((tmp_path,)))
    broken = {one.name: one.broken for one in packs if one.broken}
    assert broken == {
        "坏": "坏.zip/pack.yaml:1:1", "区/不通": "区/不通/pack.yaml:1:5", "区/坏的": "区/坏的/pack.yaml:3:5",
        "区/错名": "区/错名/report.md.j2:3:21",
    }  # fmt: skip
    assert len(found) == 4 and "区/好的" in {one.name for one in packs}
