"""Findings as they were kept in, 问题.sarif out, written one by one: all of them together may be larger than memory."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from .. import __version__
from ..display.machines import SARIF
from .filing import Rule
from .judging import told
from .standing import Filed
from .tables import Load


def write_log(path: Path, filed: Iterable[Filed], load: Load) -> None:
    """Results name their rule by its id; the rules follow, since they are known when all is written."""
    rules: dict[str, Rule] = {}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            f'{{"$schema": "{SARIF}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": [\n'
        )
        comma = ""
        for one in filed:
            outcome = load(one.key)
            own, more = told(one.own, frozenset())
            known = outcome.rules if outcome is not None else ()
            rules.update({rule.id: rule for rule in (*known, *more)})
            for found in (*(outcome.found if outcome is not None else ()), *own):
                file.write(comma + found.sarif)
                comma = ",\n"
        driver = {
            "name": "zipingbao",
            "version": __version__,
            "rules": [json.loads(rules[id].sarif) for id in sorted(rules)],
        }
        file.write(f'\n], "tool": {{"driver": {json.dumps(driver, ensure_ascii=False)}}}}}]}}\n')
