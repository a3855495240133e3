"""A clerk at the form, in Chromium: what is filled in is a small edit of the YAML, and YAML and form are one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import opened, put, told, until
from conftest import EDITOR, ROOT
from serving import Page as Served
from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
TEXT = (ROOT / "inputs/wuwei-2022.yaml").read_text(encoding="utf-8").replace("\n", "\r\n")
COPIED = '支出内容\t金额（元）\n"办公费"\t"288,900.50"\n培训\t12\n'
PASTE = """(node, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    node.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "2022.yaml").write_text(TEXT, encoding="utf-8", newline="")
    with served(tmp_path / "2022.yaml") as one:
        yield one


def formed(page: Page, at: Served) -> Page:
    opened(page, at).click("#view")
    page.wait_for_selector("#form .group")
    return page


def control(page: Page, *path: str | int) -> Locator:
    written = "[" + ",".join(str(one) if isinstance(one, int) else f'"{one}"' for one in path) + "]"
    return page.locator(f"#form [data-path='{written}']")


def holds(control: Locator, value: str) -> None:
    from playwright.sync_api import expect

    expect(control).to_have_value(value)


def saved(page: Page, path: Path) -> str:
    page.click("#save")
    told(page, "#state", "已保存")
    return path.read_bytes().decode("utf-8")


def test_to_the_form_and_back_not_a_byte_is_changed_that_was_not_edited(page: Page, at: Served, tmp_path: Path) -> None:
    """A value by the keyboard, another with what stands in the YAML beside it, undone from both sides."""
    formed(page, at)
    control(page, "单位", "规格").fill("副县级")
    told(page, "#state", "没有保存")
    control(page, "项目", 0, "资金", "全年预算").fill("291.55")
    page.frame_locator("#paper iframe:not(.next)").locator("[data-at]", has_text="副县级").first.wait_for()
    page.click("#view")
    told(page, ".cm-content", "规格: 副县级")
    put(page, "名称: 政务服务经费", "名称: 大厅经费")
    page.click("#view")
    holds(control(page, "项目", 0, "名称"), "大厅经费")
    wanted = TEXT.replace("正县级", "副县级", 1).replace("291.54", "291.55", 1).replace("政务服务经费", "大厅经费", 1)
    assert saved(page, tmp_path / "2022.yaml") == wanted
    control(page, "单位", "规格").press("Control+z")
    holds(control(page, "项目", 0, "名称"), "政务服务经费")
    page.click("#undo")
    page.click("#undo")
    holds(control(page, "单位", "规格"), "正县级")
    assert saved(page, tmp_path / "2022.yaml") == TEXT


@pytest.mark.thorough
def test_a_block_of_excel_rows_and_names(page: Page, at: Served, tmp_path: Path) -> None:
    formed(page, at)
    control(page, "项目", 0, "支出明细", "水费", "金额").evaluate(PASTE, COPIED)
    control(page, "项目", 0, "支出明细", "培训", "金额").wait_for()
    name = control(page, "项目", 0, "支出明细", "水费", "名称")
    name.fill("水费、气费")
    name.press("Tab")
    control(page, "项目", 0, "支出明细", "水费、气费", "金额").wait_for()
    page.locator("#form button[aria-label='删去印刷费']").click()
    until(page, "() => !document.querySelector('#form').textContent.includes('删去印刷费')")
    wanted = TEXT.replace("办公费: 28.89", "办公费: 288900.50元", 1).replace("      印刷费: 2.71\r\n", "", 1)
    wanted = wanted.replace("水费: 1.37", "水费、气费: 1.37", 1)
    wanted = wanted.replace("其他交通费用: 0.07\r\n", "其他交通费用: 0.07\r\n      培训: 12元\r\n", 1)
    page.wait_for_timeout(500)
    assert saved(page, tmp_path / "2022.yaml") == wanted


@pytest.mark.thorough
def test_findings_lead_to_the_form_and_the_form_to_the_yaml(page: Page, at: Served) -> None:
    formed(page, at)
    page.frame_locator("#paper iframe:not(.next)").locator("[data-at]", has_text="28.89").first.click()
    assert page.evaluate("document.activeElement.dataset.path") == '["项目",0,"支出明细","办公费","金额"]'
    page.keyboard.press("Control+a")
    page.keyboard.type("二八")
    page.locator("#findings li.error button.go").first.wait_for()
    control(page, "单位", "名称").focus()
    page.locator("#findings li.error button.go").first.click()
    assert page.evaluate("document.activeElement.value") == "二八"
    page.click("#view")
    page.wait_for_selector(".cm-content:focus")
    page.keyboard.press("Control+z")
    told(page, "#findings", "没有发现问题")


@pytest.mark.thorough
def test_a_blank_form_is_filled_in_as_a_form(page: Page, tmp_path: Path) -> None:
    """Row by row; what is composed by an input method is not disturbed."""
    with served(tmp_path) as at:
        page.goto(at.address)
        page.select_option("#region", "甘肃省")
        page.select_option("#template", "甘肃/项目自评报告")
        page.fill("#year", "2024")
        page.click("#create")
        told(page, "#progress", "还有 11 项")
        page.click("#view")
        page.wait_for_selector("#form .group")
        assert page.locator("#form .need").count() >= 8
        control(page, "单位", "名称").focus()
        method = page.context.new_cdp_session(page)
        for typed in ("s", "shi", "shili"):
            given = {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)}
            method.send("Input.imeSetComposition", given)
            page.wait_for_timeout(350)
        method.send("Input.insertText", {"text": "示例局"})
        told(page, "#progress", "还有 10 项")
        page.locator("#form button", has_text="再加一个项目").click()
        control(page, "项目", 1, "名称").fill("二号项目")
        page.locator("#unfilled li", has_text="二号项目").first.wait_for(state="attached")
        text = saved(page, tmp_path / "2024.yaml")
    assert "  名称: 示例局" in text and "shili" not in text
    assert "\n  - 名称: 二号项目\n" in text


@pytest.mark.thorough
def test_no_fault_of_accessibility_in_the_form(page: Page, at: Served) -> None:
    axe = EDITOR / "node_modules/axe-core/axe.min.js"
    if not axe.exists():
        pytest.skip("没有 axe-core（make test 会装）")
    formed(page, at).evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document.querySelector('#left'), {rules: {region: {enabled: false}}, iframes: false})"
        ".then((found) => found.violations.map((one) => [one.id, ...one.nodes.map((node) => node.html.slice(0, 99))].join(' ')))"
    )
    assert found == []
