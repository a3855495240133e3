"""Diagnostics in, one of the forms they are reported in out; nothing is sorted or dropped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..diagnostic import Diagnostic, Label, Severity
from ..source import Place, width
from .screen import Paint, paint_for, plain, visible


def full(diagnostics: Iterable[Diagnostic], colour: bool = False) -> str:
    """Every finding with the lines it points at, a blank line between two."""
    return "\n".join(_full(one, paint_for(one.weight) if colour else plain) for one in diagnostics)


def concise(diagnostics: Iterable[Diagnostic], colour: bool = False) -> str:
    """`path:line:column: 错误[P101] message`, the form that editors jump to."""
    return "".join(_concise(one, paint_for(one.weight) if colour else plain) for one in diagnostics)


def as_json(diagnostics: Iterable[Diagnostic], ascii_only: bool = False) -> str:
    """A list of objects; lines and columns count from 1, columns in characters, the end is exclusive."""
    import json

    return json.dumps([_object(one) for one in diagnostics], ensure_ascii=ascii_only, indent=2) + "\n"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many there are of each severity: 2 个错误，1 个警告."""
    counted = {severity: sum(one.weight is severity for one in diagnostics) for severity in Severity}
    return "，".join(f"{count} 个{severity.word}" for severity, count in counted.items() if count) or "没有发现问题"


def _concise(one: Diagnostic, paint: Paint) -> str:
    return f"{_where(one.place)}: {_kind(one, paint)} {visible(one.message)}\n"


def _where(place: Place) -> str:
    return f"{visible(place.file)}:{place.line}:{place.column}"


def _kind(one: Diagnostic, paint: Paint) -> str:
    return paint(f"{one.weight.word}[{one.code.id}]", "severity")


def _full(one: Diagnostic, paint: Paint) -> str:
    files = _by_file(one)
    gutter = len(str(max(label.place.line for labels in files for label in labels)))
    rows = [f"{_kind(one, paint)} {paint(visible(one.message), 'strong')}"]
    for labels in files:
        rows.append(f"{' ' * gutter}{paint('-->', 'frame')} {_where(labels[0].place)}")
        if labels[0].place.source.text:
            from .snippet import snippet  # most runs have nothing to show

            rows += snippet(labels, one.at, gutter, paint)
    for word, text in [("建议", one.help), *(("注", note) for note in one.notes)]:
        if text:
            rows += _remark(word, text, gutter, paint)
    return "\n".join(rows) + "\n"


def _by_file(one: Diagnostic) -> list[list[Label]]:
    """The labels of each file, the primary's own file first, the others in the order of their naming."""
    order: dict[str, list[Label]] = {one.place.file: [one.at]}
    for label in one.labels:
        labels = order.setdefault(label.place.file, [])
        if label not in labels:
            labels.append(label)
    return list(order.values())


def _remark(word: str, text: str, gutter: int, paint: Paint) -> list[str]:
    """`= 建议：…`; further lines (a corrected stretch of YAML) stand below its first and keep their indentation."""
    first, *others = text.split("\n")
    indent = " " * (gutter + 3 + width(f"{word}："))
    return [
        f"{' ' * gutter} {paint('=', 'frame')} {word}：{visible(first)}",
        *(indent + visible(row) for row in others),
    ]


def _object(one: Diagnostic) -> dict[str, object]:
    return {
        "code": one.code.id,
        "severity": one.weight.value,
        "message": one.message,
        **_span(one.place),
        "label": one.at.text,
        "help": one.help,
        "notes": list(one.notes),
        "labels": [{"text": label.text, **_span(label.place)} for label in one.labels],
    }


def _span(place: Place) -> dict[str, object]:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
