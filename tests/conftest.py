"""What all tests share: the repository's place, and that nothing is skipped in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without LibreOffice, or the editor's server, the tests that need them are skipped by name; in CI they fail."""
    missing = {}
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        missing["office"] = "没有 LibreOffice 或 poppler"
    if not (shutil.which("node") and (ROOT / ".venv/editor/node_modules/yaml-language-server").exists()):
        missing["editor"] = "没有 node 和 yaml-language-server（make test 会装）"
    for item in items:
        for marker in missing.keys() & item.keywords.keys():
            item.add_marker(pytest.mark.skip(reason=missing[marker]))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: skipped, which CI does not allow: {report.longrepr}"
