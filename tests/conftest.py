"""What all tests share: the repository's place, and that nothing is skipped in CI."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from effort import THOROUGH
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
EDITOR = Path(sys.prefix) / "editor"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
SERVER = EDITOR / "node_modules/yaml-language-server/bin/yaml-language-server"
"""Put there by `make test`, beside the environment that runs the tests."""

gc.set_threshold(100_000)  # as the command does: thousands of tests in memory are looked through else, again and again

settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What an older program found sound on this machine is no proof for this one."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        os.environ[name] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield one
        one.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A screen of 1366 x 768; anything that the page's console calls an error fails the test."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    one = context.new_page()
    errors: list[str] = []
    one.on("pageerror", lambda error: errors.append(str(error)))
    one.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield one
    context.close()
    assert [error for error in errors if "net::ERR_" not in error and "409" not in error] == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without LibreOffice, or the editor's server, the tests that need them are skipped by name; in CI they fail.

    The long ones, marked `thorough`, are run in CI alone.
    """
    missing = {}
    if not THOROUGH:
        items[:] = [item for item in items if "thorough" not in item.keywords]
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        missing["office"] = "没有 LibreOffice 或 poppler"
    if not (shutil.which("node") and SERVER.exists()):
        missing["editor"] = "没有 node 和 yaml-language-server（make test 会装）"
    if not (CHROMIUM and find_spec("playwright") and find_spec("uvicorn") and find_spec("starlette")):
        missing["browser"] = (
            "没有 Chromium（apt-get install chromium），或者没有 playwright、starlette、uvicorn（make test 会装）"
        )
    for item in items:
        for marker in missing.keys() & item.keywords.keys():
            item.add_marker(pytest.mark.skip(reason=missing[marker]))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    outcome = yield
    report = outcome.get_result()
    if report.skipped and THOROUGH and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: skipped, which CI does not allow: {report.longrepr}"
