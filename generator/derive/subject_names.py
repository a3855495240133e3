"""A 科目 as the clerk wrote it in, its code, its name and the levels that it names out.

Published reports write 2010301 行政运行, the name alone, or 一般公共服务支出（类）……（款）行政运行（项）.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from ..pattern import deferred

LEVELS = {3: "类", 5: "款", 7: "项"}
LENGTHS = {level: length for length, level in LEVELS.items()}
_CODE = deferred(r"(\d+)[\s　:：.．、—-]*(.*)")
_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_LABEL = deferred(r"[（(](类|款|项)[)）]")
_PLAIN = {ord("（"): "(", ord("）"): ")", ord(" "): None, ord("　"): None}
_END = "支出"


class Written(Struct, frozen=True):
    """`code` is the digits at the beginning, `name` the last name, `levels` what was labelled 类, 款 and 项."""

    code: str
    name: str
    levels: Mapping[str, str]


@lru_cache(maxsize=2048)
def read_subject(text: str) -> Written:
    match = _CODE.fullmatch(text)
    code, rest = (match[1].translate(_DIGITS), match[2]) if match else ("", text)
    if "类" not in rest and "款" not in rest and "项" not in rest:
        return Written(code, rest, {})
    parts = [part.strip(" 　,，、") for part in _LABEL.split(rest)]
    levels = dict(zip(parts[1::2], parts[:-1:2], strict=True))
    return Written(code, parts[-1] or (parts[-3] if levels else ""), levels)


def alike(a: str, b: str) -> bool:
    """Whether two names are one: brackets of either width, with or without 支出 at the end."""
    a, b = a.translate(_PLAIN), b.translate(_PLAIN)
    return a == b or a.removesuffix(_END) == b.removesuffix(_END)


def code_of(written: Written, names: Mapping[str, str]) -> str:
    """The code of what was written with its levels in words, where the list has that path."""
    for code, name in names.items():
        if alike(name, written.name) and all(
            len(code) >= LENGTHS[level] and alike(names.get(code[: LENGTHS[level]], ""), text)
            for level, text in written.levels.items()
        ):
            return code
    return ""
