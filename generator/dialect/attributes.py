"""`{名称=值 …}` behind a heading or a block's name in, names with their values' atoms out; faults on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from ..codes.dialect import ATTRIBUTE, BRACES
from ..source import nearest
from .faults import Faults, quote
from .inline import Atom, plain_atoms

_ATTRIBUTE = re.compile(
    r"""[\s,，]*(?P<name>[^\s={}"'“”＝,，]+)
    (?:\s*[=＝]\s*(?:
        "(?P<double>(?:[^"\\]|\\.)*)" | “(?P<full>[^“”]*)” | '(?P<single>[^']*)' | (?P<bare>[^\s{}"'“”]+)
    ))?
    (?=[\s,，]|$)""",
    re.VERBOSE,
)
_TRAILING = re.compile(r"(?<!\\)\{(?P<inside>[^{}]*)\}\s*$")
_ESCAPED = re.compile(r'\\(["\\])')


class Attributes(Struct, frozen=True):
    """What stood in the braces, and the line it stood on; a name without a value has no atoms."""

    line: int
    values: Mapping[str, tuple[Atom, ...]]


def split_trailing(text: str) -> tuple[str, str | None]:
    """A heading's text parted from the inside of the braces that end it."""
    if not text.rstrip().endswith("}"):
        return text, None
    match = _TRAILING.search(text)
    return (text, None) if match is None else (text[: match.start()].rstrip(), match["inside"])


def read_attributes(inside: str, line: int, known: Iterable[str], faults: Faults) -> Attributes:
    """The attributes of one pair of braces; what is unknown or cannot be read is reported and left out."""
    values: dict[str, tuple[Atom, ...]] = {}
    names = tuple(known)
    at, text = 0, inside.rstrip()
    while at < len(text) and not faults.full:
        match = _ATTRIBUTE.match(text, at)
        if match is None:
            rest = text[at:].strip()
            faults.report(
                BRACES,
                f"大括号里从这里起读不懂：{quote(rest)}",
                line,
                fragment=rest,
                advice='写成 名称="值"，几个之间空一格',
            )
            break
        at = match.end()
        name = match["name"]
        if name not in names:
            _unknown(name, names, line, faults)
        elif name in values:
            faults.report(ATTRIBUTE, f"属性“{name}”写了两次", line, fragment=name, advice="去掉一个")
        else:
            values[name] = tuple(plain_atoms(_written(match)))
    return Attributes(line, values)


def _written(match: re.Match[str]) -> str:
    if match["double"] is not None:
        return _ESCAPED.sub(r"\1", match["double"])
    return match["full"] or match["single"] or match["bare"] or ""


def _unknown(name: str, known: tuple[str, ...], line: int, faults: Faults) -> None:
    meant = nearest(name, known)
    if meant:
        advice = f"是不是“{meant}”？"
    elif known:
        advice = "可用的属性：" + "、".join(known)
    else:
        advice = "去掉大括号；要原样印出大括号时写成 \\{"
    faults.report(ATTRIBUTE, f"这里没有名为“{quote(name)}”的属性", line, fragment=name, advice=advice)
