"""`python -m benchmarks.patterns [NAMES]`: whether a regular expression of the program takes the square of its text's time.

Every pattern of `generator` is tried in the ways the source calls it (search, match …) on texts made of its own parts: what
leads up to one of its repetitions, then what it repeats, some thousand times, then a sign that lets it fail. Printed are
those that take `TIMES` times as much for four times the text; a pattern that is only ever handed a short text is a line of
SHORT. It exits with 1 where one is left. NAMES tries those whose name holds one of them.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as kinds
    from re import _parser as parser
else:
    import sre_constants as kinds
    import sre_parse as parser

import generator

SMALL, LARGE = 1_000, 4_000
"""Characters of a text, and of the one four times as long."""
TIMES = 9
SECONDS = 0.01
"""Less than this for the longer text is nothing to speak of."""
GIVEN_UP = 0.5
"""Seconds for the shorter text after which the longer one need not be tried."""
ENDS = "!\n"
UNBOUNDED = 60
"""A repetition that may be longer than this is as good as without end."""
SHORT = {
    "amount._BOOKED": "at most 200 characters",
    "checks.prose.data.ASSESSED": "about 40 characters around a figure",
    "load.quotes._TEXT": "matched once, at the beginning of an item",
    "load.quotes._ITEM": "matched once, at the beginning of an item",
}
"""Patterns that are handed nothing long, and why."""
SCANNING = ("search", "finditer", "findall", "sub", "subn", "split")
ONCE = ("match", "fullmatch")
EITHER = ("search", "fullmatch")
"""How a pattern is tried of which the source shows no call; of one in a table, those of what is called `pattern` there."""
CATEGORIES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
SIGNS = "甲a1 、X”("
"""Of a class of what must not stand there, the first of these that may is taken."""


@dataclass(frozen=True, slots=True)
class Named:
    """A pattern, the first name it has, and the methods by which the source calls it."""

    name: str
    text: str
    flags: int
    calls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slow:
    """Seconds for a text of so many of `pump` behind `lead`."""

    seconds: float
    call: str
    lead: str
    pump: str


def patterns() -> Iterator[Named]:
    """Every pattern of a module of the program once."""
    seen: set[tuple[str, int]] = set()
    sources = "\n".join(path.read_text(encoding="utf-8") for path in Path(generator.__path__[0]).rglob("*.py"))
    for module in _modules():
        own = Path(module.__file__ or "").read_text(encoding="utf-8")
        for name, value in vars(module).items():
            for one in _within(value):
                key = _written(one)
                if key is not None and key not in seen:
                    seen.add(key)
                    called = _calls(name, own) or _calls(name, sources) or _calls("pattern", own) or frozenset(EITHER)
                    yield Named(f"{module.__name__}.{name}", *key, called)


def _calls(name: str, source: str) -> frozenset[str]:
    """The methods that are called of what has that name; where it is handed on (`map(NAME.match, …)`) as well."""
    return frozenset(re.findall(rf"\b{name}\.(\w+)\b", source)) & {*SCANNING, *ONCE}


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(generator.__path__, "generator."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _within(value: object) -> Iterator[object]:
    """What stands in the tuples and tables of a module, one or two deep."""
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, (tuple, list)):
        for one in value:
            yield from _within(one)
    else:
        yield value


def _written(value: object) -> tuple[str, int] | None:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        return value.pattern, value.flags
    if type(value).__name__ == "_Pattern" and type(value).__module__ == "generator.pattern":
        return vars(value)["_text"], vars(value)["_flags"]
    return None


def attacks(text: str, flags: int) -> set[tuple[str, str]]:
    """What leads up to each part of a pattern, and what may be repeated behind it."""
    pumps: set[tuple[str, str]] = set()
    _sample(parser.parse(text, flags), pumps)
    return {
        one for lead, pump in pumps if pump for one in ((lead, pump), ("", pump), ("", lead + pump), (lead, pump[-1]))
    }


def _sample(tree: Iterable[Any], pumps: set[tuple[str, str]]) -> str:
    """A short text that the tree matches; what repeats in it goes to `pumps`."""
    out = ""
    for kind, told in tree:
        if kind is kinds.LITERAL:
            out += chr(told)
        elif kind is kinds.NOT_LITERAL:
            out += next(sign for sign in SIGNS if ord(sign) != told)
        elif kind is kinds.ANY:
            out += SIGNS[0]
        elif kind is kinds.IN:
            out += _of_class(told)
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
            least, most, inner = told
            once = _sample(inner, pumps)
            if most > UNBOUNDED:
                pumps.add((out, once))
            out += once * (least or len(out) < len(SIGNS))
        elif kind is kinds.SUBPATTERN:
            out += _sample(told[3], pumps)
        elif kind is kinds.BRANCH:
            ways = [_sample(one, pumps) for one in told[1]]
            pumps.update((out, way) for way in ways)
            out += ways[0]
        elif kind is kinds.ASSERT:
            _sample(told[1], pumps)
    pumps.add(("", out))
    return out


def _of_class(items: list[Any]) -> str:
    kind, told = items[0]
    if kind is kinds.NEGATE:
        refused = re.compile("[" + "".join(_spelt(*one) for one in items[1:]) + "]")
        return next((sign for sign in SIGNS + "丁z9" if not refused.match(sign)), "丁")
    if kind is kinds.LITERAL:
        return chr(told)
    return chr(told[0]) if kind is kinds.RANGE else CATEGORIES.get(str(told), SIGNS[0])


def _spelt(kind: Any, told: Any) -> str:
    if kind is kinds.LITERAL:
        return re.escape(chr(told))
    if kind is kinds.RANGE:
        return f"{re.escape(chr(told[0]))}-{re.escape(chr(told[1]))}"
    return {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}.get(str(told), r"\D")


def slowest(one: Named) -> Slow | None:
    """The attack that costs most, where it costs more than what is linear."""
    compiled = re.compile(one.text, one.flags)
    ways: list[Callable[[str], object]] = []
    names: list[str] = []
    if one.calls & {*SCANNING}:
        ways.append(lambda text: sum(1 for _ in compiled.finditer(text)))
        names.append("finditer")
    for call in ONCE:
        if call in one.calls:
            ways.append(getattr(compiled, call))
            names.append(call)
    found: list[Slow] = []
    for lead, pump in sorted(attacks(one.text, one.flags)):
        for end in ENDS:
            for name, way in zip(names, ways, strict=True):
                short = _seconds(way, lead, pump, SMALL, end)
                long = short * TIMES * 2 if short > GIVEN_UP else _seconds(way, lead, pump, LARGE, end)
                if long > SECONDS and long > TIMES * short:
                    found.append(Slow(long, name, lead[-12:], pump[:20]))
    return max(found, key=lambda slow: slow.seconds, default=None)


def _seconds(way: Callable[[str], object], lead: str, pump: str, size: int, end: str) -> float:
    text = lead + (pump * (size // len(pump) + 1))[:size] + end
    before = time.perf_counter()
    way(text)
    return time.perf_counter() - before


def main() -> int:
    wanted = sys.argv[1:]
    left = 0
    every = [one for one in patterns() if not wanted or any(part in one.name for part in wanted)]
    for one in every:
        slow = slowest(one)
        if slow is None:
            continue
        why = SHORT.get(one.name.removeprefix("generator."), "")
        left += not why
        told = f"{slow.seconds:.3f} s, {slow.call} of {slow.lead!r} and many {slow.pump!r}"
        print(f"{one.name}: {told}{f' ({why})' if why else ''}\n    {one.text[:100]}", flush=True)
    print(f"{len(every)} patterns, {left} of them slow")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
