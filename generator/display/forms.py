"""Diagnostics in, one of the forms they are reported in out; nothing is sorted or dropped here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..diagnostic import Diagnostic, Label, Severity, shortened
from ..source import Place, whole_file, width
from .judged import Verdict, told
from .screen import Paint, paint_for, plain, visible
from .snippet import snippet

MOST_LABELS = 8
"""Places beside the finding's own that are all shown; a sum of more parts shows its first and its last."""


def full(diagnostics: Iterable[Diagnostic], colour: bool = False) -> str:
    """Every finding with the lines it points at, a blank line between two."""
    return "\n".join(_full(one, paint_for(one.weight) if colour else plain) for one in diagnostics)


def concise(diagnostics: Iterable[Diagnostic], colour: bool = False) -> str:
    """`path:line:column: 错误[P101] message`, the form that editors jump to."""
    return "".join(_concise(one, paint_for(one.weight) if colour else plain) for one in diagnostics)


def as_json(diagnostics: Iterable[Diagnostic], ascii_only: bool = False, verdicts: Iterable[Verdict] = ()) -> str:
    """A list of objects; lines and columns count from 1, columns in characters, the end is exclusive.

    After the findings there is one object for each file, of the same keys and with `packs`; its severity is `none`.
    """

    listed = [*map(_object, diagnostics), *map(_verdict, verdicts)]
    return json.dumps(listed, ensure_ascii=ascii_only, indent=2) + "\n"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many there are of each severity: 2 个错误，1 个警告."""
    counted = {severity: sum(one.weight is severity for one in diagnostics) for severity in Severity}
    return "，".join(f"{count} 个{severity.word}" for severity, count in counted.items() if count) or "没有发现问题"


def _concise(one: Diagnostic, paint: Paint) -> str:
    return f"{_where(one.place)}: {_kind(one, paint)} {visible(one.told)}\n"


def _where(place: Place) -> str:
    return f"{visible(place.file)}:{place.line}:{place.column}"


def _kind(one: Diagnostic, paint: Paint) -> str:
    return paint(f"{one.weight.word}[{one.code.id}]", "severity")


def _full(one: Diagnostic, paint: Paint) -> str:
    files = _by_file(one)
    gutter = len(str(max(label.place.line for labels in files for label in labels)))
    rows = [f"{_kind(one, paint)} {paint(visible(one.told), 'strong')}"]
    for labels in files:
        rows.append(f"{' ' * gutter}{paint('-->', 'frame')} {_where(labels[0].place)}")
        if labels[0].place.source.text:
            rows += snippet(labels, one.at, gutter, paint)
    for word, text in [("建议", one.help), *(("注", note) for note in one.notes)]:
        if text:
            rows += _remark(word, text, gutter, paint)
    return "\n".join(rows) + "\n"


def _by_file(one: Diagnostic) -> list[list[Label]]:
    """The labels of each file, the primary's own file first, the others in the order of their naming."""
    order: dict[str, dict[Label, None]] = {one.place.file: {one.at: None}}
    for label in one.labels:
        order.setdefault(label.place.file, {}).setdefault(label)
    return [_folded(list(labels), one.at) for labels in order.values()]


def _folded(labels: list[Label], primary: Label) -> list[Label]:
    """Of many labels the primary, the first and the last of the others, which says how many are not shown."""
    others = [label for label in labels if label != primary]
    if len(others) <= MOST_LABELS:
        return labels
    first, *between, last = others
    said = replace(last, text=f"{last.text}（另有{len(between)}项）")
    return [label for label in (primary, first, said) if label in labels or label is said]


def _remark(word: str, text: str, gutter: int, paint: Paint) -> list[str]:
    """`= 建议：…`; further lines (a corrected stretch of YAML) stand below its first and keep their indentation."""
    first, *others = text.split("\n")
    indent = " " * (gutter + 3 + width(f"{word}："))
    return [
        f"{' ' * gutter} {paint('=', 'frame')} {word}：{visible(shortened(first))}",
        *(indent + visible(shortened(row)) for row in others),
    ]


def _object(one: Diagnostic) -> dict[str, object]:
    return {
        "code": one.code.id,
        "severity": one.weight.value,
        "message": one.told,
        **_span(one.place),
        "label": one.at.text,
        "help": one.help,
        "notes": list(one.notes),
        "labels": [{"text": label.text, **_span(label.place)} for label in one.labels],
    }


def _verdict(one: Verdict) -> dict[str, object]:
    place = whole_file(one.file)
    said = {"code": "", "severity": "none", "message": one.said, **_span(place), "label": "", "help": ""}
    return {**said, "notes": [], "labels": [], "packs": told(one)}


def _span(place: Place) -> dict[str, object]:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
