"""A figure and what it is compared with in, the sentence that every report prints out: said in one place, in the pack's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline import Settings, build

HEAD = "版本: 1\n模板: 区/包\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"
REPORT = '# 题\n\n{% from "比较.md.j2" import 变动 with context %}\n比上年{{ 变动(收支总计) }}。\n'


def printed(tmp_path: Path, figures: str, words: str = "") -> str:
    pack = tmp_path / "区" / "包"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text('标题: 试\n版本: "1"\n继承: 国家/公文\n', encoding="utf-8")
    (pack / "style.yaml").write_text(f"用语: {{{words}}}\n" if words else "缩进: 2字\n", encoding="utf-8")
    (pack / "report.md.j2").write_text(REPORT, encoding="utf-8")
    path = tmp_path / "一份.yaml"
    path.write_text(HEAD + figures, encoding="utf-8")
    result = build(path, Settings(), ("md",))
    unprinted = ["这份报告不印：收支总计.增减原因"] if "增减原因" in figures else []
    assert [one.message for one in result.diagnostics] == unprinted
    return result.reports[0].files["md"].decode("utf-8").removeprefix("# 题\n\n").strip()


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("收支总计: {决算: 2286.45, 上年: 1282.09, 增减原因: 大厅改造}", "比上年增加1004.36万元，增长78.34%。"),
        ("收支总计: {决算: 1.85, 上年: 2.27}", "比上年减少0.42万元，下降18.5%。"),
        ("收支总计: {决算: 3, 上年: 3.00}", "比上年持平。"),
        ("收支总计: {决算: 3, 上年: 0}", "比上年增加3万元，上年无此项，不可比。"),
        ("收支总计: {决算: 0, 上年: 0}", "比上年持平。"),
        ("收支总计: {决算: 0, 上年: 3}", "比上年减少3万元，下降100%。"),
        ("收支总计: {决算: 20000元, 上年: 1}", "比上年增加1万元，增长100%。"),
        ("收支总计: {决算: 3, 上年: 2, 增减: 1, 增减率: 50%}", "比上年增加1万元，增长50%。"),
    ],
)
def test_change_against_last_year(tmp_path: Path, figures: str, expected: str) -> None:
    assert printed(tmp_path, figures) == expected


def test_words_are_the_pack_s(tmp_path: Path) -> None:
    words = "增加: 增加了, 增长: 上升, 不可比: 增长率无可比性"
    assert printed(tmp_path, "收支总计: {决算: 2, 上年: 1}", words) == "比上年增加了1万元，上升100%。"


def test_last_year_s_file_gives_the_figure(tmp_path: Path) -> None:
    (tmp_path / "去年.yaml").write_text(HEAD.replace("2024", "2023") + "收支总计: 80\n", encoding="utf-8")
    assert printed(tmp_path, "上年文件: 去年.yaml\n收支总计: 100\n") == "比上年增加20万元，增长25%。"
