"""Every rule of RULES and every check of sentences with the codes of what it finds in the case files: golden/rules.txt."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from case_files import CASES, case_files

from generator import checks
from generator.checks import prose
from generator.pipeline import Settings, check

OF_A_FILE = re.compile("^# 应得: [PLH]", re.MULTILINE)
GOLDEN = Path(__file__).parent / "golden" / "rules.txt"
Yielded = dict[str, set[str]]


def watched(name: str, find: Callable[..., Iterator[Any]], seen: Yielded) -> Callable[..., Iterator[Any]]:
    def listen(*given: Any) -> Iterator[Any]:
        for one in find(*given):
            seen[name].add(getattr(one, "finding", one).code.id)
            yield one

    return listen


def test_what_each_rule_can_find(monkeypatch: pytest.MonkeyPatch) -> None:
    """ZIPINGBAO_REWRITE=1 writes it anew; a rule without a code is one that no case file makes speak."""
    seen: Yielded = defaultdict(set)
    names = [f"{rule.__module__.removeprefix('generator.checks.')}.{rule.__name__}" for rule in checks.RULES]
    rules = tuple(watched(name, rule, seen) for name, rule in zip(names, checks.RULES, strict=True))
    monkeypatch.setattr(checks, "RULES", rules)
    for one in (*prose.TYPED, *prose.HELD):
        name = one.module.__name__.removeprefix("generator.checks.")
        names.append(name)
        monkeypatch.setattr(one.module, "find", watched(name, one.module.find, seen))
    monkeypatch.chdir(CASES / "packs" / "templates")
    for path in (*case_files("filling"), *case_files("checks"), *case_files("prose"), *case_files("printed")):
        check(path, Settings(), path.name)
    for path in case_files("packs"):
        if OF_A_FILE.search(path.read_text(encoding="utf-8")):
            check(path, Settings((CASES / "packs" / "templates",)), path.name)
    lines = "".join(f"{name}: {' '.join(sorted(seen[name]))}\n" for name in names if name != "prose.prose")
    if os.environ.get("ZIPINGBAO_REWRITE"):
        GOLDEN.write_text(lines, encoding="utf-8")
    assert lines == GOLDEN.read_text(encoding="utf-8")
    assert not [line for line in lines.splitlines() if line.endswith(": ")]
