"""A bureau's pack in; what is told of it, and that a mistake of the pack is never told as a department's, out."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from effort import some

from generator.cli import run

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "issuing"
NAME = "示例市/年度自评"
MISTAKES: list[dict[str, str]] = yaml.safe_load((CASES / "mistakes.yaml").read_text(encoding="utf-8"))
TOLD = CASES / "mistakes_told.yaml"
REWRITE = bool(os.environ.get("ZIPINGBAO_REWRITE"))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "家"))
    shutil.copytree(CASES / "示例市", "示例市")


def planted(case: dict[str, str]) -> None:
    path = Path(NAME, case["文件"])
    if case["改成"] == "删去":
        path.unlink()
        return
    text = path.read_text(encoding="utf-8")
    assert text.count(case["原文"]) >= 1, case
    path.write_text(text.replace(case["原文"], case["改成"], 1), encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = run(words)
    out, err = capsys.readouterr()
    return status, out, err


def test_a_pack_without_a_mistake_is_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "pack", "check", NAME) == (0, f"{NAME}：没有发现问题，{NAME} 2024.1，造了 8 份报告\n", "")


@pytest.mark.parametrize("case", some(MISTAKES, 16), ids=lambda case: str(case["名"]))
def test_a_planted_mistake_is_told_at_the_pack(case: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    planted(case)
    status, out, err = told(capsys, "pack", "check", NAME, "--format", "concise")
    lines = out.splitlines()
    assert err == "" and len(lines) > 1, out
    assert all(re.match(rf"{NAME}/[^:]+:\d+:\d+: ", line) for line in lines[:-1]), out
    assert len(set(lines)) == len(lines)
    kept: dict[str, Any] = yaml.safe_load(TOLD.read_text(encoding="utf-8")) if TOLD.exists() else {}
    if REWRITE:
        kept = {**kept, case["名"]: lines[:-1]}
        TOLD.write_text(yaml.safe_dump(kept, allow_unicode=True, width=1000, sort_keys=False), encoding="utf-8")
    assert lines[:-1] == kept[case["名"]]
    assert status == (1 if any("错误[" in line for line in lines) else 0)


def test_every_kind_of_mistake_that_only_pack_check_tells_is_planted() -> None:
    planted = set(re.findall(r"\[(M50\d)\]", TOLD.read_text(encoding="utf-8")))
    assert planted == {"M502", "M503", "M504", "M505", "M506", "M507"}


@pytest.mark.parametrize("form", ["json", "sarif", "github", "full"])
def test_findings_are_told_in_every_form_once(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    planted(MISTAKES[0])
    status, out, _ = told(capsys, "pack", "check", NAME, "--format", form)
    assert status == 1 and out.count("“补充”下面没有“意件”") + out.count("‘补充’下面没有‘意件’") == 1, out


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted(path.parent for path in (ROOT / "templates").glob("*/*/pack.yaml")))
def test_what_comes_with_the_program_has_no_error(name: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = told(capsys, "pack", "check", str(name))
    assert status == 0, out


def test_a_sealed_pack_has_the_same_bytes_everywhere_and_is_known_by_what_is_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = told(capsys, "pack", "seal", NAME, "-o", "任意.zip")
    assert (status, err) == (0, "") and re.fullmatch(r"已写出 任意\.zip，SHA-256：[0-9a-f]{64}\n", out)
    for path in Path(NAME).rglob("*"):
        os.utime(path, (1, 1))
    Path(NAME, "Thumbs.db").touch()
    assert told(capsys, "pack", "seal", NAME, "-o", "再.zip")[1].rpartition("：")[2] == out.rpartition("：")[2]
    assert Path("再.zip").read_bytes() == Path("任意.zip").read_bytes()
    shutil.rmtree("示例市")
    assert told(capsys, "pack", "check", "任意.zip")[1] == f"任意.zip：没有发现问题，{NAME} 2024.1，造了 8 份报告\n"
    with zipfile.ZipFile("任意.zip") as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    files[f"{NAME}/rules.yaml"] += b"\n"
    with zipfile.ZipFile("动过.zip", "w") as archive:
        for one, data in files.items():
            archive.writestr(one, data)
    status, out, _ = told(capsys, "pack", "check", "动过.zip")
    assert status == 1 and out.startswith(f"错误[M508] 动过.zip 封装以后被动过：“{NAME}/rules.yaml”和封装时不一样\n")


def test_what_is_no_pack_and_a_pack_with_a_mistake_are_not_sealed(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "pack", "check", "没有")[1].startswith("错误[M501] 没有 没有\n")
    planted(MISTAKES[0])
    status, out, err = told(capsys, "pack", "seal", NAME, "-o", "任意.zip")
    assert (status, out) == (1, "") and err.endswith("没有封装\n") and not Path("任意.zip").exists()


CHANGES: list[dict[str, Any]] = yaml.safe_load((CASES / "changes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: str(case["名"]))
def test_what_a_department_notices_of_a_new_version(case: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree("示例市", "新/示例市")
    for one in case["改"]:
        planted({**one, "文件": f"../../新/{NAME}/{one['文件']}"})
    status, out, _ = told(capsys, "pack", "diff", NAME, f"新/{NAME}")
    head, *lines = out.splitlines()
    assert status == 0 and head.startswith(f"{NAME} 2024.1 → {NAME} "), out
    assert [line.strip() for line in lines if line.startswith("  ")] == case["说"], out


PRESCRIBED = """规定指标:
  - {一级: 产出, 指标: 开放窗口, 目标: ≥30个, 分值: 60}
  - {一级: 效益, 指标: 办件提速, 分值: 30}
分值方案:"""


def test_indicators_that_a_bureau_has_set_are_written_by_new_and_held_by_check(
    capsys: pytest.CaptureFixture[str],
) -> None:
    planted({"文件": "rules.yaml", "原文": "分值方案:", "改成": PRESCRIBED})
    assert told(capsys, "pack", "check", NAME)[1].startswith(f"{NAME}：没有发现问题")
    form = told(capsys, "new", NAME)[1]
    assert "- {一级: 产出, 指标: 开放窗口, 目标: ≥30个, 完成: , 分值: 60}" in form, form
    assert "- {一级: 效益, 指标: 办件提速, 目标: , 完成: , 分值: 30}" in form
    text = Path(NAME, "sample", "input.yaml").read_text(encoding="utf-8")
    Path("2024.yaml").write_text(text, encoding="utf-8")
    assert told(capsys, "check", "2024.yaml")[0] == 0
    changed = text.replace("指标: 办件提速", "指标: 办件速度").replace("分值: 60", "分值: 50")
    Path("2024.yaml").write_text(changed, encoding="utf-8")
    said = told(capsys, "check", "2024.yaml", "--format", "concise")[1]
    assert "错误[V201] 项目“政务大厅运行经费”缺少规定的指标“办件提速”" in said, said
    assert "[L125] 项目“政务大厅运行经费”“开放窗口”的分值是50分，规定是60分" in said
    changes = told(capsys, "pack", "diff", str(CASES / NAME), NAME)[1]
    assert "规定指标：没有 → 开放窗口60、办件提速30" in changes
    rolled = told(capsys, "new", "--from", "2024.yaml")[1]
    assert "指标: 开放窗口" in rolled
    rules = (
        Path(NAME, "rules.yaml")
        .read_text(encoding="utf-8")
        .replace("产出: 60", "产出: 50")
        .replace("效益: 30", "效益: 40")
    )
    rules = rules.replace("分值: 60}", "分值: 50}\n  - {一级: 效益, 指标: 群众满意, 分值: 10}")
    Path(NAME, "rules.yaml").write_text(rules, encoding="utf-8")
    Path("2024.yaml").write_text(text, encoding="utf-8")
    status, out, err = told(capsys, "migrate", "2024.yaml", "--to", "2024.1")
    assert (status, out) == (0, "2024.yaml：已转到 2024.1 版\n"), err
    rows = re.findall(r"(?m)^      - \{一级.*$", Path("2024.yaml").read_text(encoding="utf-8"))
    assert rows == [
        "      - {一级: 产出, 指标: 开放窗口, 目标: ≥30个, 完成: 32个, 分值: 50, 核心: 是}",
        "      - {一级: 效益, 指标: 办件提速, 目标: ≥20%, 完成: 21%, 分值: 30, 核心: 否}",
        "      - {一级: 效益, 指标: 群众满意, 分值: 10, 完成: }",
    ]


@pytest.mark.thorough
def test_what_an_inherited_pack_requires_and_nothing_prints_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    base = Path("示例市", "底", "pack.yaml")
    base.parent.mkdir()
    base.write_text('标题: 底\n版本: "1"\n继承: 国家/公文\n需要: [单位.主管部门]\n', encoding="utf-8")
    planted({"文件": "pack.yaml", "原文": "国家/公文", "改成": "示例市/底"})
    status, out, _ = told(capsys, "pack", "check", NAME, "--format", "concise")
    assert f"{NAME}/pack.yaml:4:5: 警告[M503] “单位.主管部门”是所继承的模板包要的，要填报人填" in out, out
    assert out.count("M503") == 1 and status == 1  # its sample lacks it, too
    planted({"文件": "pack.yaml", "原文": "地区:", "改成": "不需要: [单位.主管部门]\n地区:"})
    assert told(capsys, "pack", "check", NAME)[1].startswith(f"{NAME}：没有发现问题")


PART = "名称: 大厅改造 # 二期\n措施: 加快，{{ 文字.存在问题 }}。\n"


def test_references_move_with_their_keys_and_parts_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    planted(
        {
            "文件": "pack.yaml",
            "原文": "继承:",
            "改成": "更名: {文字.存在问题: 文字.问题, 项目.措施: 项目.改进措施}\n继承:",
        }
    )
    planted({"文件": "pack.yaml", "原文": "  存在问题:", "改成": "  问题:"})
    planted({"文件": "report.md.j2", "原文": "文字.存在问题", "改成": "文字.问题"})
    text = Path(NAME, "sample", "input.yaml").read_text(encoding="utf-8")
    quoting = "职能: 管理政务大厅，{{ 文字.存在问题 }}，{{ 文字.存在问题数 }}，{{ 措施 }}。"
    text = text.replace("职能: 管理政务大厅。", quoting).replace("项目:\n", "项目:\n  - 文件: 项目/大厅.yaml\n", 1)
    Path("2024.yaml").write_text(text, encoding="utf-8")
    part = Path("项目", "大厅.yaml")
    part.parent.mkdir()
    part.write_text(PART, encoding="utf-8")
    status, out, err = told(capsys, "migrate", "2024.yaml", "--to", "2024.1")
    assert (status, out) == (0, "2024.yaml：已转到 2024.1 版，连同分开填的 1 份\n"), err
    after = Path("2024.yaml").read_text(encoding="utf-8")
    assert "管理政务大厅，{{ 文字.问题 }}，{{ 文字.存在问题数 }}，{{ 措施 }}。" in after and "\n  问题: " in after
    assert "第 7 行引用的“文字.存在问题”改成“文字.问题”" in err
    assert "第 7 行引用“措施”，是“项目.措施”的，现在叫“项目.改进措施”，自己改" in err
    moved = part.read_text(encoding="utf-8")
    assert moved.startswith("名称: 大厅改造 # 二期\n") and "\n改进措施: 加快，{{ 文字.问题 }}。\n" in moved, moved
    assert (
        f"{part}：第 2 行“措施”改名“改进措施”" in err and f"{part}：第 2 行引用的“文字.存在问题”改成“文字.问题”" in err
    )
    assert f"{part}：补上“项目.资金”，等着填" in err and "\n资金:" in moved
    assert told(capsys, "migrate", "2024.yaml", "--to", "2024.1")[1] == "2024.yaml：已经是 2024.1 版\n"
    assert part.read_text(encoding="utf-8") == moved
    status, _, err = told(capsys, "migrate", str(part), "--to", "2024.1")
    assert status == 1 and f"{part} 是 " in err and "2024.yaml 里分开填的一份，不单独转" in err, err
    Path("2024.yaml").unlink()
    assert f"{part} 没有写“模板”" in told(capsys, "migrate", str(part), "--to", "2024.1")[2]
