"""An expression's tree in, its text out: what `parse` reads as the same tree, in the signs of a printed formula."""

from __future__ import annotations

from decimal import Decimal

from .parse import COMPARISONS, Call, Expression, Literal, Not, Operation, Path, Word

SHOWN = {"*": "×", "/": "÷", ">=": "≥", "<=": "≤", "!=": "≠"}
EITHER, BOTH, NEGATION, COMPARISON, SUM, PRODUCT, ATOM = range(7)
"""How tightly a sign binds, loosest first, as the parser reads them."""
LEVELS = {"或": EITHER, "且": BOTH, "+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT} | dict.fromkeys(
    COMPARISONS, COMPARISON
)


def spell(tree: Expression) -> str:
    return _spelt(tree, EITHER)


def _spelt(tree: Expression, least: int) -> str:
    """A tree's text, in brackets where it binds more loosely than its surroundings ask."""
    text, level = _text(tree)
    return text if level >= least else f"({text})"


def _text(tree: Expression) -> tuple[str, int]:
    match tree:
        case Literal(value, unit):
            return f"{value:f}{unit}", ATOM
        case Word(text):
            return (f"“{text}”" if "”" not in text else f'"{text}"'), ATOM
        case Path(names):
            return ".".join(names), ATOM
        case Call(function, arguments):
            return f"{function}({', '.join(map(spell, arguments))})", ATOM
        case Not(inner):
            return f"非 {_spelt(inner, NEGATION)}", NEGATION
        case Operation("*", Literal(value, ""), right) if value == Decimal(-1):
            return f"-{_spelt(right, ATOM)}", ATOM
        case Operation(sign, left, right):
            level = LEVELS[sign]
            first = level + 1 if level == COMPARISON else level
            return f"{_spelt(left, first)} {SHOWN.get(sign, sign)} {_spelt(right, level + 1)}", level
