"""A seed, switches and how amounts are written in; the choices and the figures of a random department as a clerk types them out.

Amounts are exact whole numbers of 分 (0.01 元) inside; what is written is rounded where the file's clerk rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any
from zlib import crc32

FEN = {"元": 100, "万元": 1_000_000}
SWITCHES = 61
"""A prime, so that names seldom share a bit."""
CHARACTERS = "政务服务中心大厅窗口平台热线运行维护改造升级培训宣传档案数据信息安全设备采购物业保障惠民便民监管督查"


@dataclass(frozen=True)
class Written:
    """A value as it stands in the file, without quotation marks."""

    text: str

    def __str__(self) -> str:
        return self.text


class Ledger:
    """The choices of one department. `switches` decides what is there at all: none of it where it is 0."""

    def __init__(
        self,
        seed: int,
        switches: int,
        most: int,
        unit: str,
        rounded: bool,
        required: Iterable[str],
        execution: int = 10,
    ) -> None:
        self.random = Random(seed)  # noqa: S311 - sample data
        self.switches, self.most, self.unit, self.rounded = switches, most, unit, rounded
        self.required = tuple(required)
        self.execution = execution
        """What the rate of execution is worth."""
        self.grain = 1 if rounded or unit == "元" else 10_000
        """The smallest amount, in 分: what two decimals of the file's unit can hold, unless the clerk rounds."""
        self.facts: list[str] = []
        """Sentences of the report's own figures, for its prose."""
        self._names: set[str] = set()

    def on(self, name: str) -> bool:
        """Whether something that may be left out is there: what the packs require always is."""
        return self.asked(name) or bool(self.switches >> crc32(name.encode()) % SWITCHES & 1)

    def asked(self, name: str) -> bool:
        """Whether a pack requires a key, or one below it."""
        return any(path == name or path.startswith(f"{name}.") for path in self.required)

    def chance(self, share: float = 0.5) -> bool:
        """Small things, row by row; none of them where every switch is off."""
        return bool(self.switches) and self.random.random() < share

    def amount(self, least: int, most: int) -> int:
        """A random amount; bounds in 元."""
        return self.random.randrange(least * 100, most * 100 + 1) // self.grain * self.grain

    def part(self, whole: int, low: float = 0.0, high: float = 1.0) -> int:
        """A random part of an amount."""
        return int(whole * self.random.uniform(low, high)) // self.grain * self.grain

    def split(self, whole: int, count: int) -> list[int]:
        """An amount in so many parts, none below zero."""
        cuts = sorted(self.random.randint(0, whole // self.grain) * self.grain for _ in range(count - 1))
        return [end - start for start, end in zip([0, *cuts], [*cuts, whole], strict=True)]

    def about(self, amount: int) -> int:
        """The same thing in another year or in a budget: equal, near, far, or nothing."""
        kind = self.random.random()
        if kind < 0.2:
            return amount
        if kind < 0.3:
            return 0
        return self.part(amount, 0.7, 1.3) if kind < 0.85 else self.part(amount, 0.2, 3.0)

    def name(self, end: str = "") -> str:
        """A name that was not used before."""
        while True:
            made = "".join(self.random.choices(CHARACTERS, k=self.random.randint(2, 7))) + end
            if made not in self._names:
                self._names.add(made)
                return made

    def some(self, things: Sequence[Any], most: int | None = None) -> list[Any]:
        """One or more of these, in their order."""
        count = self.random.randint(1, min(len(things), self.most if most is None else most))
        chosen = self.random.sample(range(len(things)), count)
        return [things[at] for at in sorted(chosen)]

    def money(self, fen: int) -> Written | str:
        """As clerks type it: in the file's unit, at times in the other one, with commas, without the noughts."""
        kind = self.random.random() if self.switches else 1.0
        if kind < 0.05 and self.digits(fen):
            return Written(f"{Decimal(fen).scaleb(-2):f}元")
        if kind < 0.08 and (not self.rounded or self.unit == "元"):
            return Written(f"{Decimal(fen) / FEN['万元']:f}万元")
        number = self.digits(fen)
        if kind < 0.12 and number >= 1000:
            return f"{number:,}"
        return Written(f"{number.normalize():f}" if kind < 0.3 else f"{number:f}")

    def digits(self, fen: int) -> Decimal:
        """An amount in the file's unit, to two decimals."""
        return (Decimal(fen) / FEN[self.unit]).quantize(Decimal("0.01"), ROUND_HALF_UP)

    def rate(self, part: int, whole: int) -> Written | None:
        """A share or a change in per cent; none of what is nought as it is written."""
        return Written(f"{percent(part, whole):f}%") if self.digits(whole) else None

    def said(self, fen: int) -> str:
        """An amount in a sentence."""
        return f"{self.digits(fen):f}{self.unit}"


def percent(part: int, whole: int, decimals: int = 2) -> Decimal:
    """A rate as it is printed, without its sign."""
    return (Decimal(part) * 100 / whole).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def filled(**entries: Any) -> dict[str, Any]:
    """A mapping without the keys of which nothing is said."""
    return {key: value for key, value in entries.items() if value is not None}
