"""`python -m benchmarks.page`: from the last key that was typed to the new preview, in Chromium, with a report of 40 projects.

Beside the whole: what the page waits for another key, the answer with the findings and the report's HTML, and what the
browser takes to show what changed. Needs playwright and Chromium.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .machine import machine
from .processes import ROOT

PROJECTS = 40
TIMES = 15
TARGET = 300
SAMPLE = ROOT / "inputs" / "wuwei-2022.yaml"
WATCH = """
addEventListener('keydown', () => { window.typed = performance.now(); }, true);
addEventListener('DOMContentLoaded', () => {
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => { window.shown = performance.now(); })))
        .observe(document.body, {attributes: true, attributeFilter: ['data-judged']});
});
"""
SEEN = """() => new Promise((done) => {
    const look = () => {
        if (!(window.shown > window.typed)) return setTimeout(look, 5);
        const judged = performance.getEntriesByType('resource').filter((one) => one.name.includes('/api/judge')).at(-1);
        const before = judged.startTime - window.typed;
        done({whole: window.shown - window.typed, before, judged: judged.duration, laid: window.shown - judged.responseEnd});
    };
    look();
})"""
NAMES = {
    "whole": "从停下到新的预览",
    "before": "等下一个键",
    "judged": "检查，印成 HTML，答复",
    "laid": "浏览器换上、显示",
}


def report(projects: int) -> str:
    """A report of so many projects, each as the published one has it."""
    text = SAMPLE.read_text(encoding="utf-8")
    head, _, listed = text.partition("项目:\n")
    first, tail = listed[: listed.index("  - 名称:", 10)], listed[listed.index("\n落款") :]
    name = first.partition("名称: ")[2].partition("\n")[0]
    return head + "项目:\n" + "".join(first.replace(name, f"第{number}个项目", 1) for number in range(projects)) + tail


@contextmanager
def served(path: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "generator.cli", "open", str(path), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT)
    try:
        line = process.stdout.readline() if process.stdout is not None else ""
        yield line.rsplit("：", 1)[1].strip()
    finally:
        process.kill()
        process.wait()


def measured(page: Any, form: bool) -> list[dict[str, float]]:
    """A character is typed and waited for, time and again."""
    if form:
        page.click("#view")
        page.locator('#form [data-path=\'["单位","主管部门"]\']').click()
    else:
        page.locator(".cm-content").click()
        page.locator(".cm-line", has_text="主管部门").click()
        page.keyboard.press("End")
    found = []
    for _ in range(TIMES + 2):
        page.wait_for_timeout(400)
        page.keyboard.press("9")
        found.append(page.evaluate(SEEN))
    return found[2:]


def main() -> None:
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    print(f"{PROJECTS} 个项目，{machine()}{_load()}；目标 {TARGET} 毫秒\n")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "2022.yaml"
        path.write_text(report(PROJECTS), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with served(path) as address:
            for form in (False, True):
                page = browser.new_page(viewport={"width": 1366, "height": 768})
                page.add_init_script(WATCH)
                page.goto(address)
                page.wait_for_selector("#paper iframe:not(.next)", state="attached", timeout=20_000)
                _print("表单" if form else "YAML", measured(page, form))
                page.close()
        browser.close()


def _print(name: str, found: list[dict[str, float]]) -> None:
    print(name)
    for key, told in NAMES.items():
        values = sorted(one[key] for one in found)
        print(f"  {told}：最快 {values[0]:.0f} 毫秒，中位数 {statistics.median(values):.0f}，最慢 {values[-1]:.0f}")


def _load() -> str:
    """What else the machine was doing: beside that a figure in milliseconds says little."""
    return f"，别的程序占着 {os.getloadavg()[0]:.1f} 核" if hasattr(os, "getloadavg") else ""


if __name__ == "__main__":
    main()
