"""How much is tried: all of it in CI; elsewhere, so that `make test` stays short, a part that is spread evenly."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

THOROUGH = bool(os.environ.get("CI"))
T = TypeVar("T")


def some(items: Sequence[T], number: int) -> list[T]:
    """`number` of the items, the first among them; all in CI."""
    if THOROUGH or len(items) <= number:
        return list(items)
    return [items[at * len(items) // number] for at in range(number)]


def examples(thorough: int, brief: int) -> int:
    """Examples of a property test: in CI, and elsewhere."""
    return thorough if THOROUGH else brief
