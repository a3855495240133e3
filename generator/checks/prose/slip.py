"""What a check of prose finds: the code, the characters, the fact and the advice, before anybody asks for the place."""

from __future__ import annotations

from msgspec import Struct

from ...diagnostic import Code
from ...figure import Figure


class Mark(Struct, frozen=True):
    """Other characters that the fact is about, with a word on what they are."""

    start: int
    end: int
    text: str = ""


class Slip(Struct, frozen=True):
    """A fault at `start` to `end` of a manuscript."""

    code: Code
    start: int
    end: int
    message: str
    help: str
    others: tuple[Mark, ...] = ()
    figure: Figure | None = None
    """A figure of the data that the fact is about."""
