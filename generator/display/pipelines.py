"""Diagnostics in, what the pages of a build server read out: JUnit's XML, and GitLab's code quality report (a Code Climate subset)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from xml.sax.saxutils import escape, quoteattr

from ..diagnostic import Diagnostic, Severity
from .forms import concise
from .judged import Verdict
from .screen import visible

_LEVELS = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def as_junit(diagnostics: Sequence[Diagnostic], verdicts: Sequence[Verdict] = (), ascii_only: bool = False) -> str:
    """A file is a test, which fails where it has an error; what else was found on it is its output."""
    files = dict.fromkeys([*(one.file for one in verdicts), *(one.place.file for one in diagnostics)])
    found: dict[str, list[Diagnostic]] = {name: [] for name in files}
    for one in diagnostics:
        found[one.place.file].append(one)
    failed = sum(any(_wrong(one) for one in each) for each in found.values())
    head = f'<testsuite name="zipingbao" tests="{len(found)}" failures="{failed}" errors="0" skipped="0">'
    said = {one.file: one.said for one in verdicts}
    cases = "".join(line for name, each in found.items() for line in _case(name, each, said.get(name, "")))
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{head}\n{cases}</testsuite>\n</testsuites>\n'
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii") if ascii_only else text


def _case(name: str, found: Sequence[Diagnostic], said: str) -> Iterator[str]:
    yield f'<testcase classname="zipingbao" name={quoteattr(visible(_path(name)))}>\n'
    wrong = [one for one in found if _wrong(one)]
    if wrong:
        title = said or f"{len(wrong)} 个错误"
        yield f"<failure message={quoteattr(visible(title))}>{escape(concise(wrong))}</failure>\n"
    rest = [one for one in found if not _wrong(one)]
    if rest:
        yield f"<system-out>{escape(concise(rest))}</system-out>\n"
    yield "</testcase>\n"


def _wrong(one: Diagnostic) -> bool:
    return one.weight is Severity.ERROR


def as_gitlab(diagnostics: Sequence[Diagnostic], ascii_only: bool = False) -> str:
    """One entry a finding; its fingerprint stays when lines above it are put in or taken out."""
    seen: Counter[str] = Counter()
    entries = []
    for one in diagnostics:
        said = f"{one.code.id}\n{_path(one.place.file)}\n{one.message}"
        seen[said] += 1
        entries.append(
            {
                "description": f"{one.code.id} {one.told}" + (f"（建议：{one.help}）" if one.help else ""),
                "check_name": one.code.id,
                "fingerprint": hashlib.sha256(f"{said}\n{seen[said]}".encode("utf-8", "replace")).hexdigest(),
                "severity": _LEVELS[one.weight],
                "location": {"path": _path(one.place.file), "lines": {"begin": one.place.line}},
            }
        )
    return json.dumps(entries, ensure_ascii=ascii_only, indent=2) + "\n"


def _path(name: str) -> str:
    return PurePath(name).as_posix()
