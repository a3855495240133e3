"""The figures of a pie in, its shares and what is printed of them out; and the colours of all charts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ..document import Chart

COLORS = ("1F3864", "9DC3E6", "2E75B6", "DEEBF7", "595959", "BFBFBF", "5B7F9F", "F2F2F2")
"""Dark and light by turns: neighbours differ in a grey print too, and every shape has a black edge."""
_HUNDREDTH = Decimal("0.01")


def shares(values: Sequence[Decimal]) -> list[Decimal]:
    whole = sum(values)
    return [value / whole if whole else Decimal(0) for value in values]


def given_in_percent(block: Chart) -> bool:
    return block.unit in ("%", "％")


def printed_shares(block: Chart) -> list[str]:
    """Of the first series; a share given in percent is printed as given, any other is computed."""
    values = [*block.series[0].values, *[Decimal(0)] * len(block.categories)][: len(block.categories)]
    if given_in_percent(block):
        return [f"{value:f}%" for value in values]
    return [f"{(share * 100).quantize(_HUNDREDTH, ROUND_HALF_UP)}%" for share in shares(values)]
