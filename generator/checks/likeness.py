"""Two names in, whether one is most likely the other with a slip, or its short form, out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LONG = 7
"""Shorter names differ by one character and are two: 财政局, 民政局."""
TAIL = 3
"""Two units differ in the word that ends them (信息中心, 信访中心); a slip has at least so much behind it unchanged."""
SLIP = 2
ORDER = frozenset("0123456789零一二三四五六七八九十甲乙丙丁东西南北上中下")
"""第一小学 and 第二小学 are two names."""


def plain(name: str) -> str:
    """The characters alone, in one width: quotation marks, brackets and spaces do not make another name."""
    return "".join(one for one in unicodedata.normalize("NFKC", name) if one.isalnum())


def is_short_for(short: str, full: str) -> bool:
    """政务中心 for 示例市政府政务服务中心: every character in its order."""
    rest = iter(full)
    return all(one in rest for one in short)


def slipped(name: str, known: Iterable[str]) -> str | None:
    """The known name that was most likely meant: another punctuation, or one or two characters wrong."""
    return next((one for one in known if one != name and _is_slip(plain(name), plain(one))), None)


def _is_slip(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) < LONG:
        return False
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    left, right = a[head : len(a) - tail], b[head : len(b) - tail]
    if not left or not right:
        return bool(head) and len(left + right) == 1 and not ORDER & set(left + right)
    if max(len(left), len(right)) > SLIP or (ORDER & set(left) and ORDER & set(right)):
        return False
    return tail >= TAIL or sorted(left) == sorted(right)


def _common(a: str, b: str) -> int:
    """How many characters at the beginning are the same."""
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
