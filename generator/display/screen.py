"""Any character in, what a terminal may be sent for it out; and the colours of a finding."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Literal

from ..diagnostic import Severity

Part = Literal["severity", "strong", "frame"]
Paint = Callable[[str, Part], str]

TAB = "    "
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def cell(character: str) -> str:
    """What is printed for one character: a control, direction mark or other unseen one is spelt out, never sent."""
    if character == "\t":
        return TAB
    code = ord(character)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    if character.isprintable() or not (noncharacter or unicodedata.category(character) in _UNSEEN):
        return character
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def visible(text: str) -> str:
    """A text of one line that cannot move the cursor, change colours or turn the reading direction."""
    return text if text.isprintable() else "".join(map(cell, text))


def plain(text: str, part: Part) -> str:
    """The paint of a file or a pipe: none."""
    return text


def paint_for(severity: Severity) -> Paint:
    """The colours of rustc: red, yellow and cyan by severity, blue for the frame, bold for what is said."""
    own = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}[severity]
    codes: dict[Part, str] = {"severity": own, "strong": "1", "frame": "1;34"}

    def paint(text: str, part: Part) -> str:
        return f"\x1b[{codes[part]}m{text}\x1b[0m" if text else ""

    return paint
