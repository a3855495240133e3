"""Diagnostics in, what a code host reads out: GitHub's workflow commands, and SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..diagnostic import Code, Diagnostic, Label, Severity
from ..source import Place
from .judged import Verdict, described, told

SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """`::error file=…,line=…::…`, one line a finding: GitHub shows it beside the line of a pull request."""
    return "".join(_command(one) for one in diagnostics)


def _command(one: Diagnostic) -> str:
    place = one.place
    properties = {
        "file": _uri(place.file, quoted=False),
        "line": place.line,
        "endLine": place.end_line,
        **({"col": place.column, "endColumn": place.end_column} if place.line == place.end_line else {}),
        "title": f"{one.code.id} {one.code.title}",
    }
    spelt = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{_COMMANDS[one.weight]} {spelt}::{_data(_said(one))}\n"


def _said(one: Diagnostic) -> str:
    return "\n".join([one.told, *([f"建议：{one.help}"] if one.help else []), *(f"注：{note}" for note in one.notes)])


def _data(text: str) -> str:
    """A command ends at its line: what would end it is written as GitHub's runner reads it back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(diagnostics: Sequence[Diagnostic], ascii_only: bool = False, verdicts: Sequence[Verdict] = ()) -> str:
    """One run with the rules that it uses; columns count characters.

    Packs are the tool's extensions; each file that was looked at is an artifact, which names those that it was judged by.
    """

    codes = {one.code.id: one.code for one in diagnostics}
    rules = sorted(codes)
    number = {id: at for at, id in enumerate(rules)}
    driver: dict[str, Any] = {
        "name": "zipingbao",
        "version": __version__,
        "rules": [sarif_rule(codes[id]) for id in rules],
    }
    run = {
        "tool": {"driver": driver, **({"extensions": _extensions(verdicts)} if verdicts else {})},
        "columnKind": "unicodeCodePoints",
        **({"artifacts": [_artifact(one) for one in verdicts]} if verdicts else {}),
        "results": [{**sarif_result(one), "ruleIndex": number[one.code.id]} for one in diagnostics],
    }
    log = {"$schema": SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=ascii_only, indent=2) + "\n"


def _extensions(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    packs = {(pack.name, pack.digest()): pack for one in verdicts for pack in one.packs}
    told = ((pack, described(pack)) for pack in packs.values())
    return [
        {
            "name": pack.name,
            "version": pack.version,
            "properties": {key: said[key] for key in ("digest", "built_in", "origin")},
        }
        for pack, said in told
    ]


def _artifact(one: Verdict) -> dict[str, Any]:
    properties = {"verdict": one.said, "packs": told(one)}
    return {"location": {"uri": _uri(one.file)}, "properties": properties}


def sarif_rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.text.strip().split("\n\n")[0]},
        "help": {"text": code.text.strip(), "markdown": code.text.strip()},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {"tags": [code.kind.value]},
    }


def sarif_result(one: Diagnostic) -> dict[str, Any]:
    """A finding by the id of its rule."""
    related = [{**_location(label), "id": number} for number, label in enumerate(one.labels, 1)]
    return {
        "ruleId": one.code.id,
        "level": _LEVELS[one.weight],
        "message": {"text": _said(one)},
        "locations": [_location(one.at)],
        **({"relatedLocations": related} if related else {}),
    }


def _location(label: Label) -> dict[str, Any]:
    physical = {"artifactLocation": {"uri": _uri(label.place.file)}, "region": _region(label.place)}
    return {"physicalLocation": physical, **({"message": {"text": label.text}} if label.text else {})}


def _region(place: Place) -> dict[str, int]:
    start = {"startLine": place.line, "startColumn": place.column}
    return {**start, "endLine": place.end_line, "endColumn": place.end_column}


def _uri(file: str, quoted: bool = True) -> str:
    """A path with forward slashes; an absolute one as file:///…, as a URI has to be."""
    path = PurePath(file)
    if not quoted:
        return path.as_posix()
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
