"""What all tests share: the repository's place, and that nothing is skipped in CI."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from effort import THOROUGH
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SERVER = Path(sys.prefix) / "editor/node_modules/yaml-language-server/bin/yaml-language-server"
"""Put there by `make test`, beside the environment that runs the tests."""

settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What an older program found sound on this machine is no proof for this one."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        os.environ[name] = str(tmp_path_factory.mktemp("cache"))


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
