"""The manuscript in, quotation marks and brackets that do not close, or close nothing, out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from ...codes import prose as codes
from ...pattern import deferred
from .manuscript import END
from .reading import Reading
from .slip import Slip

PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "【": "】", "〔": "〕", "「": "」", "『": "』"}
OPENERS = {closer: opener for opener, closer in PAIRS.items()}
DEEPEST = 4
"""Pairs within pairs that are taken out at once; what is left is read sign by sign."""
MOST_TOLD = 200
"""Signs of one report that are told of: whoever has set those right sees the next."""
QUOTES = "“‘"
WIDE = str.maketrans("()", "（）")
OTHERS = deferred(rf"[^{''.join(PAIRS)}{''.join(OPENERS)}(){END}]+")
ENUMERATOR = deferred(r"(?:^|[\s。；，：、;,:”])(?:[0-9a-zA-Z]{1,2}|[一二三四五六七八九十]{1,3})$")
"""What stands before the bracket of 1） and a), which opens nowhere."""


def find(reading: Reading) -> Iterator[Slip]:
    """Each value by itself; a quotation may run over its paragraphs."""
    signs = OTHERS.sub("", reading.text).replace("(", "（").replace(")", "）")
    for _ in range(DEEPEST):
        for opener, closer in PAIRS.items():
            signs = signs.replace(opener + closer, "")
    if not signs.strip(END):
        return
    values = zip(signs.split(END), reading.script.values(), strict=False)
    yield from islice(chain.from_iterable(_value(reading.text, *where) for left, where in values if left), MOST_TOLD)


def _value(text: str, start: int, end: int) -> Iterator[Slip]:
    open_: list[tuple[str, int]] = []
    for at in range(start, end):
        sign = text[at].translate(WIDE)
        if sign in PAIRS:
            if not (open_ and open_[-1][0] == sign and sign in QUOTES):
                open_.append((sign, at))
            elif text[at - 1] == "\n":
                continue  # a quotation of several paragraphs: each begins with the sign, the last one ends with it
            elif _next_quote(text, at + 1, end) == PAIRS[sign]:
                yield _unclosed(text, *open_.pop())
                open_.append((sign, at))
            else:
                open_.pop()
                yield _wrong_way(at, sign, PAIRS[sign])
        elif sign in OPENERS:
            yield from _close(text, open_, sign, at, start, end)
    for sign, at in open_:
        yield _unclosed(text, sign, at)


def _close(text: str, open_: list[tuple[str, int]], sign: str, at: int, start: int, end: int) -> Iterator[Slip]:
    """What closes: the last opened of its kind; what was opened behind that stays unclosed."""
    opener = OPENERS[sign]
    if any(one == opener for one, _ in open_):
        while open_[-1][0] != opener:
            yield _unclosed(text, *open_.pop())
        open_.pop()
    elif sign == "”" and _next_quote(text, at + 1, end) == sign:
        open_.append((opener, at))
        yield _wrong_way(at, sign, opener)
    elif sign != "’" and not (sign == "）" and ENUMERATOR.search(text[max(start, at - 4) : at])):
        fact = f"{_kind(opener)} {text[at]} 前面没有 {opener}"
        yield Slip(codes.UNCLOSED, at, at + 1, fact, f"在该开始的地方补上 {opener}，或删去这一个")


def _next_quote(text: str, start: int, end: int) -> str:
    """The next quotation mark of its paragraph, "" where there is none."""
    for sign in text[start:end]:
        if sign in "“”":
            return sign
        if sign == "\n":
            break
    return ""


def _wrong_way(at: int, sign: str, meant: str) -> Slip:
    return Slip(codes.UNCLOSED, at, at + 1, f"这里的引号是 {sign}，应为 {meant}", f"改成 {meant}")


def _unclosed(text: str, sign: str, at: int) -> Slip:
    fact = f"{_kind(sign)} {text[at]} 没有配上 {PAIRS[sign]}"
    return Slip(codes.UNCLOSED, at, at + 1, fact, f"在该结束的地方补上 {PAIRS[sign]}，或删去这一个")


def _kind(opener: str) -> str:
    return "引号" if opener in "“‘「『" else "书名号" if opener in "《〈" else "括号"
