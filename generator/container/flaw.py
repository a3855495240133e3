"""What is wrong with a file that was opened, in words for a clerk."""

from __future__ import annotations

from msgspec import Struct

from ..source import cut

LONGEST = 41
"""Characters of a part's name that are shown: a name in a zip may have 65,535."""


class Flaw(Struct, frozen=True):
    """`fact` goes on after the name of the file: “里面的……坏了”."""

    fact: str


def named(name: str) -> str:
    """A part's name as messages show it: short, without what is no character."""
    return f"“{cut(''.join(sign if sign.isprintable() else '?' for sign in name[: LONGEST + 1]), LONGEST)}”"
