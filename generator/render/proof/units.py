"""What a template prints and the text behind it in, a unit that is printed twice (92分分) out."""

from __future__ import annotations

from jinja2 import nodes

from ...amount import MONEY
from ...codes.templates import UNIT_AGAIN
from ...derive.references import unit_again
from ...model import Date, Money, Rate, Score
from .meanings import Meaning, each_of, figure_kind
from .reader import Findings


def begins_with(node: nodes.Node) -> str:
    """The text that a statement surely prints first."""
    first = node.nodes[0] if isinstance(node, nodes.Output) else None
    return first.data if isinstance(first, nodes.TemplateData) else ""


def unit_twice(printed: nodes.Expr, meaning: Meaning, behind: str, after: str, findings: Findings) -> None:
    """`after` is how the tag ends that `behind` stands after. Told where every value that may be printed there brings the unit that stands behind it."""
    if not behind:
        return
    again = {_again(one, behind) for one in _units(printed, meaning)}
    unit = again.pop() if len(again) == 1 else ""
    if unit:
        gap, bare = behind[: behind.index(unit)], f'数("{unit}")' if unit in MONEY else "数"
        findings.say(
            UNIT_AGAIN,
            f"印出来的{'日期' if unit in DAYS else '数'}已经带了单位，后面又写了“{unit}”",
            printed.lineno,
            after + gap + unit,
            f"删去“{unit}”" + ("" if unit in DAYS else f"；只印数、不印单位的，写成“{{{{ ……|{bare} }}}}{unit}”"),
        )


DAYS = ("日", "月")
_UNITS: dict[type, tuple[str, ...]] = {Money: ("万元",), Rate: ("%",), Score: ("分",)}


def _units(printed: nodes.Expr, meaning: Meaning) -> list[tuple[str, ...]]:
    """The units that each of the possible values prints; none where nobody knows."""
    if isinstance(printed, nodes.Filter):
        return [_UNITS[Money]] if printed.name == "金额" else [()]
    found: list[tuple[str, ...]] = []
    for one in each_of(meaning):
        kind = figure_kind(one)
        found.append(DAYS[: 2 if kind.month else 1] if isinstance(kind, Date) else _UNITS.get(type(kind), ()))
    return found


def _again(units: tuple[str, ...], behind: str) -> str:
    return next((again for unit in units if (again := unit_again(unit, behind))), "")
