"""What items of the accounts are said to be for (用途, 释义) in, a purpose that is another item's out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..codes import names as codes
from ..derive.accounts import FUNDS
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Words
from ..pack import Pack


def purposes(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A purpose that has the words of another item and none of its own; only items of which the pack has words."""
    spending, words = figures.item("支出"), pack.subjects.words
    for name in FUNDS if spending is not None and words else ():
        fund = spending.item(name) if spending is not None else None
        for row in fund.rows("科目") if fund is not None else ():
            code = row.text("编码") or ""
            own = _own(code, words)
            if not own:
                continue
            for key in ("用途", "释义"):
                value = row.entries.get(key)
                if isinstance(value, Words):
                    yield from _said(row, code, key, value, own, pack)


def _own(code: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """The beginning of the code that the pack has words of."""
    return next((code[:length] for length in (7, 5, 3) if code[:length] in words), "") if code else ""


def _said(row: Item, code: str, key: str, value: Words, own: str, pack: Pack) -> Iterator[Diagnostic]:
    text, words = "".join(value.prose.paragraphs()), pack.subjects.words
    name = row.text("名称") or ""
    if any(word in text for word in (*words[own], name) if word):
        return
    for other, said in words.items():
        word = next((one for one in said if one in text), None)
        if word is not None and other != own:
            whose = pack.subjects.functions.get(other, "")
            yield Diagnostic(
                codes.PURPOSE,
                f"“{f'{code} {name}'.strip()}”的{key}说的是“{word}”，那是“{f'{other} {whose}'.strip()}”的",
                Label(value.place, key),
                help=f"核对是不是抄错了行；“{name}”的{key}一般写到：{'、'.join(words[own])}",
            )
            return
