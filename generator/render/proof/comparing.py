"""The two sides of a comparison in, what is known of its outcome out; one that can never hold, or fails, is told."""

from __future__ import annotations

from ...amount import MONEY, RATES, Amount, read_amount
from ...codes import packs as codes
from ...codes import templates
from ...model import Choice, Count, Kind, Line, Money, Passage, Rate, Record, Score, Year, YesNo, bare_kind
from ..faults import Mistake
from .meanings import MADE, Constant, Items, Key, Meaning, each_of
from .options import no_option, nothing, options_of
from .reader import Findings


def compare(sign: str, left: Meaning, right: Meaning, line: int, findings: Findings) -> Meaning:
    if isinstance(left, Constant) and isinstance(right, Constant) and sign in ("eq", "ne"):
        return Constant((left.value == right.value) is (sign == "eq"))
    if sign in ("in", "notin"):
        return _within(sign, left, right, line, findings)
    for key, other in ((left, right), (right, left)):
        if isinstance(key, Key):
            for one in each_of(other):
                if isinstance(one, Constant):
                    _with_constant(key, sign, one.value, line, findings)
    return MADE


def _within(sign: str, left: Meaning, right: Meaning, line: int, findings: Findings) -> Meaning:
    if not isinstance(right, Items):
        return MADE
    known = [one.value for one in right.items if isinstance(one, Constant)]
    if isinstance(left, Constant) and len(known) == len(right.items):
        return Constant((left.value in known) is (sign == "in"))
    if isinstance(left, Key):
        for value in known:
            _with_constant(left, "eq", value, line, findings)
    return MADE


def _with_constant(key: Key, sign: str, value: object, line: int, findings: Findings) -> None:
    """What a report would raise on, or can never be."""
    kind = bare_kind(key.kind)
    if value is None or value == "":
        return
    if isinstance(value, bool):
        return
    if isinstance(value, str) and options_of(key, findings.pack):
        no_option(key, value, line, findings)
    elif value == "无" and key.none and sign in ("eq", "ne"):
        nothing(key, line, findings)
    elif isinstance(kind, YesNo) and isinstance(value, str):
        name = key.name.rpartition(".")[2]
        message = f"“{key.name}”是“是”或“否”，与文字“{value}”比较永远不相等"
        findings.say(
            templates.NO_OPTION, message, line, value, f"写成 {{% if …{name} %}}，否就写 {{% if not …{name} %}}"
        )
    elif isinstance(kind, Record):
        findings.mistake(Mistake(f"“{key.name}”下面还有键，不能整个印出来或比较", key.name), line)
    elif isinstance(value, int | float) and isinstance(kind, Line | Year | Choice | Passage):
        message = f"“{key.name}”是文字，不能与数 {value} 比较"
        findings.say(codes.RUNNING, message, line, str(value), f'数加上引号，写成 "{value}"')
    else:
        _with_figure(key, kind, value, line, findings)


def _with_figure(key: Key, kind: Kind, value: object, line: int, findings: Findings) -> None:
    if isinstance(kind, Count | Score):
        if isinstance(value, str):
            findings.mistake(Mistake(f"“{key.name}”是数，不能与文字比较", key.name), line)
        return
    if not isinstance(kind, Money | Rate):
        return
    units = MONEY if isinstance(kind, Money) else RATES
    written = read_amount(value) if isinstance(value, str) else None
    if value == 0 or (isinstance(written, Amount) and written.unit in units):
        return
    example = "“100万元”" if isinstance(kind, Money) else "“90%”"
    findings.mistake(Mistake(f"“{key.name}”只能与带单位的数比较，例如 {example}", key.name), line)
