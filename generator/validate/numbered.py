"""The rows of a pasted table that are numbered in a column of their own in, those above others as their totals out.

一 above 1 and 2, 1 above 1.1: a number of another style that begins anew tells a part of the row before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Many
from decimal import Decimal

from msgspec.structs import replace

from ..amount import Amount, Misread, read_amount
from ..model import Money, Record, bare_kind
from ..nodes import Scalar
from ..pattern import deferred
from .totalled import TotalRow, renamed

_TOKEN = deferred(
    r"(?P<open>[（(]?)(?:(?P<words>[一二三四五六七八九十]+)|(?P<ring>[①-⑳])|(?P<digits>[0-9０-９]{1,3}(?:[.．\-—－][0-9０-９]{1,3})*))"
    r"(?P<close>[)）、.．]?)"
)
_WORDS = deferred("[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟圆元角分整正]+")
_COUNTED = deferred(r"\s*([0-9]{1,2})[、.．]\s*(?=\D)")
_CODED = deferred(r"[0-9]{3,}")
Style = tuple[str, bool, int]
"""Its signs, whether it stands in brackets, and of how many numbers it is (1.1 of two)."""


def is_number(text: str) -> bool:
    """Whether a cell holds nothing but the number of a row: 1, （一）, 1.1, 二、."""
    return _TOKEN.fullmatch(re.sub(r"\s", "", text)) is not None


def levelled(lines: Many[TotalRow]) -> list[TotalRow]:
    """The rows with the level of each number; one with others below it is the total of those.

    As they were where they have codes, which tell the same, or where the numbers make no order.
    """
    if not any(line.number for line in lines) or any(_CODED.match(line.name) for line in lines if not line.total):
        return list(lines)
    halves = [[line for line in lines if line.half == half] for half in dict.fromkeys(line.half for line in lines)]
    return [line for half in halves for line in _levelled(half)]


def _levelled(lines: list[TotalRow]) -> Iterator[TotalRow]:
    levels = _levels(lines)
    if levels is None:
        yield from lines
        return
    for at, line in enumerate(lines):
        level = levels[at]
        below = [] if line.total or not level else list(_below(at, levels, lines))
        whole = bool(below) and (all(one.number for one in below) or _adds_up(line, below))
        yield line._replace(total=line.total or whole, level=level if whole or below or not line.total else 0)


def _levels(lines: Many[TotalRow]) -> list[int] | None:
    """Each row's level from 1 on, 0 for one of which that is not said; None where the numbers make no order."""
    stack: list[Style] = []
    depths: dict[Style, int] = {}
    found: list[int] = []
    for line in lines:
        token = _TOKEN.fullmatch(line.number) if line.number and not line.total else None
        if token is None:
            spoken = bool(stack) and stack[-1][0] == "words" and not line.total
            found.append(len(stack) + 1 if spoken else 0)
            continue
        style = _style(token)
        if style in stack:
            del stack[stack.index(style) + 1 :]
        elif not stack or _begins(token) or depths.get(style) == len(stack) + 1:  # 3 below 二, behind 1 and 2 below 一
            stack.append(style)
            depths[style] = len(stack)
        else:
            return None
        found.append(len(stack))
    return found


def _style(token: re.Match[str]) -> Style:
    kind = "words" if token["words"] else "ring" if token["ring"] else "digits"
    return kind, bool(token["open"]), len(re.split(r"[.．\-—－]", token["digits"])) if token["digits"] else 1


def _begins(token: re.Match[str]) -> bool:
    last = re.split(r"[.．\-—－]", token["digits"])[-1] if token["digits"] else token["words"] or token["ring"]
    return last in ("1", "１", "01", "一", "①")


def _below(at: int, levels: Many[int], lines: Many[TotalRow]) -> Iterator[TotalRow]:
    """The rows that are parts of one, down to the next of its own level or above it; totals between them are none."""
    for level, line in zip(levels[at + 1 :], lines[at + 1 :], strict=True):
        if line.total:
            continue
        if level <= levels[at]:
            return
        yield line


def _adds_up(whole: TotalRow, parts: Many[TotalRow]) -> bool:
    """Whether every amount of a row is the sum of those below it: what is not numbered may also stand beside it."""
    amounts = _amounts(whole)
    each = [_amounts(part) for part in parts]
    return bool(amounts) and all(
        value == sum(one.get(key, Decimal(0)) for one in each) for key, value in amounts.items()
    )


def _amounts(line: TotalRow) -> dict[str, Decimal]:
    read = {one.key.text: read_amount(one.value.text) for one in line.entries if isinstance(one.value, Scalar)}
    return {key: value.value for key, value in read.items() if isinstance(value, Amount)}


def unnumbered(lines: Many[TotalRow], title: str) -> list[TotalRow]:
    """The rows without 1、 2、 3、 before their names, where every one is numbered so: a form counts them."""
    items = [line for line in lines if not line.total]
    found = {id(line): _COUNTED.match(line.name) for line in items}
    numbers = [int(one[1]) if one is not None else 0 for one in found.values()]
    if len(items) < 2 or numbers != list(range(1, len(items) + 1)):
        return list(lines)
    return [renamed(line, title, one.end()) if (one := found.get(id(line))) is not None else line for line in lines]


def in_figures(values: dict[str, Scalar], record: Record) -> dict[str, Scalar]:
    """The cells of a total, its amount in capitals (壹佰万元整) as figures; without it where they are not round."""
    found: dict[str, Scalar] = {}
    for name, cell in values.items():
        words = re.sub(r"\s|人民币|大写|[（()）:：]", "", cell.text)
        if not isinstance(bare_kind(record.by_name[name].kind), Money) or _WORDS.fullmatch(words) is None:
            found[name] = cell
            continue
        read = read_amount(words)
        if isinstance(read, Misread) and read.meant:
            found[name] = replace(cell, text=read.meant)
    return found


def is_nought(text: str) -> bool:
    """Whether a cell says zero: 0, 0.00."""
    read = read_amount(text)
    return isinstance(read, Amount) and not read.value
