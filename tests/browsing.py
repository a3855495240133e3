"""A page in Chromium in, what a clerk does on it, and waits for, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from serving import Page as Served

if TYPE_CHECKING:
    from playwright.sync_api import Page


def opened(page: Page, at: Served) -> Page:
    page.goto(at.address)
    page.wait_for_selector("#paper iframe:not(.next)", state="attached", timeout=10_000)
    return page


def told(page: Page, selector: str, text: str) -> None:
    page.locator(selector, has_text=text).first.wait_for(timeout=8_000)


def until(page: Page, holds: str, arg: object = None) -> None:
    """Asked anew each time: what polls inside the page needs an eval that the page's own policy refuses."""
    for _ in range(400):
        if page.evaluate(holds, arg):
            return
        page.wait_for_timeout(20)
    raise AssertionError(holds)


def put(page: Page, old: str, new: str) -> None:
    """The caret goes to a text, which is typed over."""
    page.locator(".cm-content").press("Control+f")
    search = page.locator(".cm-search input[name=search]")
    search.fill(old)
    search.dispatch_event("change")
    search.press("Enter")
    search.press("Escape")
    until(page, "old => getSelection().toString() === old", old)
    page.keyboard.type(new)
