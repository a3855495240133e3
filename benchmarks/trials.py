"""A broken program and tests in, whether one of them fails out: in forks of one process, then in a process of its own.

Which test runs which line is measured here too. Everything is done in the copy of the tree that is the working folder.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
MEMORY = 4 << 30
FORKING = multiprocessing.get_context("fork")
PYTEST = ["-n", "0", "-q", "-s", "-p", "no:cacheprovider", "-m", "not office and not editor and not thorough"]


@dataclass(frozen=True, slots=True)
class Mutant:
    path: str
    lines: list[int]
    source: str
    diff: str

    def __enter__(self) -> None:
        Path(self.path).write_text(self.source, encoding="utf-8")

    def __exit__(self, *raised: object) -> None:
        shutil.copy2(ROOT / self.path, self.path)

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@dataclass(slots=True, eq=False)
class Measuring:
    """A plugin: runs the tests that are not known yet, and keeps how long each takes that passes."""

    times: dict[str, float]
    kept: Path
    passed: dict[str, list[bool]] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid not in self.times]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.passed.setdefault(report.nodeid, []).append(report.passed)
        good = all(self.passed[report.nodeid])
        self.times[report.nodeid] = self.times.get(report.nodeid, 0) + report.duration if good else 1e9

    def pytest_sessionfinish(self) -> None:
        self.kept.write_text(json.dumps(self.times, ensure_ascii=False), encoding="utf-8")


def measured(kept: Path) -> dict[str, float]:
    """How long every test takes; `coverage` beside it tells afterwards which lines it runs."""
    times = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    os.environ["COVERAGE_FILE"] = str(kept.with_name("coverage"))
    options = ["--cov=generator", "--cov-context=test", "--cov-append", "--cov-report="]
    process = FORKING.Process(target=pytest.main, args=([*PYTEST, *options], [Measuring(times, kept)]))
    process.start()
    process.join()
    return dict(json.loads(kept.read_text(encoding="utf-8")))


@dataclass(slots=True, eq=False)
class Trials:
    """A plugin: in place of the tests, tries the mutants, each in a fork, until one of its tests fails."""

    mutants: list[Mutant]
    tests: list[list[str]]
    times: dict[str, float]
    survived: list[int] = field(default_factory=list)
    stopped: list[int] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        for number, (mutant, names) in enumerate(zip(self.mutants, self.tests, strict=True)):
            seconds = int(30 + 5 * sum(self.times[name] for name in names))
            with mutant:
                trial = FORKING.Process(
                    target=_tried, args=(mutant, [items[name] for name in names if name in items], seconds)
                )
                trial.start()
                trial.join()
            word = {0: "survives", 1: "dies"}.get(trial.exitcode or 0, "is stopped")
            if word != "dies":
                (self.survived if word == "survives" else self.stopped).append(number)
            print(f"{number} {mutant.path}:{mutant.lines[0]} {word} ({len(names)} tests)", flush=True)
        return True


def _tried(mutant: Mutant, tests: list[pytest.Item], seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for stream in (0, 1, 2):
        os.dup2(os.open(os.devnull, os.O_RDWR), stream)
    old = sys.modules.get(mutant.module)
    if old is not None:
        fresh = {name: value for name, value in vars(old).items() if name.startswith("__")}
        try:
            exec(compile(mutant.source, str(old.__file__), "exec"), fresh)  # noqa: S102 - our own source
        except Exception:
            os._exit(1)
        _replace(vars(old), fresh, mutant.module)
    seen = Measuring({}, Path())
    for test, following in zip(tests, [*tests[1:], None], strict=True):
        test.config.pluginmanager.register(seen, "seen")
        test.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
        test.config.pluginmanager.unregister(seen)
        if not all(all(passed) for passed in seen.passed.values()):
            os._exit(1)
    os._exit(0)


def _replace(old: Any, fresh: Any, module: str) -> None:
    """The code of functions, wherever they were imported to, by that of functions of the same names."""
    for name, new in fresh.items():
        there, new = getattr(old.get(name), "__func__", old.get(name)), getattr(new, "__func__", new)
        if getattr(there, "__module__", None) != module:
            continue
        if isinstance(there, FunctionType) and isinstance(new, FunctionType):
            for part in ("__code__", "__defaults__", "__kwdefaults__"):
                setattr(there, part, getattr(new, part))
        elif isinstance(there, type) and isinstance(new, type):
            _replace(vars(there), vars(new), module)


def survives_alone(mutant: Mutant, names: list[str]) -> bool:
    """Whether no test fails in a process of its own either, where what is worked out on import is broken as well."""
    with mutant:
        command = [sys.executable, "-m", "pytest", *PYTEST, "-x", *names]
        return not names or subprocess.run(command, capture_output=True, check=False).returncode == 0
