"""What is wrong, where, and what to do about it: the value that every stage hands on beside its result."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct

from .source import Place, cut

LONGEST_TOLD = 500
"""Characters of a message or a line of its advice that are shown; the longest of our own, without what it quotes, has some
two hundred."""


class Severity(Enum):
    """How much a finding weighs: an error stops the build, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def word(self) -> str:
        return {"error": "错误", "warning": "警告", "note": "提示"}[self.value]


class Kind(Enum):
    """The ministry's three kinds of relation in the accounts (财政部决算审核公式), and the kinds of fault before them."""

    BALANCE = "基本平衡"
    LOGIC = "逻辑性"
    EXPLAIN = "核实性"
    WORDS = "文字"
    READING = "读取与语法"
    FILLING = "填报"
    PACK = "模板包"
    OUTPUT = "写出"
    TAKEN = "收报"


class Code(Struct, frozen=True):
    """A kind of finding: its stable id (`P101`), usual severity, title, and the text that `explain` prints.

    `text` is Markdown with the paragraphs 什么、为什么 and two fenced YAML examples, 错 and 对.
    """

    id: str
    kind: Kind
    severity: Severity
    title: str
    text: str


class Label(Struct, frozen=True):
    """A place with a word on what stands there."""

    place: Place
    text: str = ""


class Diagnostic(Struct, frozen=True):
    """One fault: `message` states the fact with its figures, `help` alone says what to do."""

    code: Code
    message: str
    at: Label
    labels: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    help: str = ""
    severity: Severity | None = None
    """The severity where it differs from the code's usual one."""

    @property
    def weight(self) -> Severity:
        return self.severity or self.code.severity

    @property
    def told(self) -> str:
        """The message as it is shown: a name that has quotes of its own is quoted as the standard wants it."""
        return nested(shortened(self.message))

    @property
    def place(self) -> Place:
        return self.at.place

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.place.file, self.place.start, self.place.end, self.code.id, self.message)


def shortened(text: str) -> str:
    """No reader needs more of what a file holds; a message that quotes it all would fill the screen."""
    return cut(text, LONGEST_TOLD)


def nested(text: str) -> str:
    """Quotes inside quotes as ‘ ’ (GB/T 15834-2011, 引号); a text whose quotes do not pair is left as it is."""
    if text.count("“") < 2:
        return text
    depth, signs = 0, list(text)
    for at, sign in enumerate(text):
        if sign == "“":
            depth += 1
            signs[at] = "“‘"[(depth - 1) % 2]
        elif sign == "”":
            signs[at] = "”’"[(depth - 1) % 2]
            depth -= 1
            if depth < 0:
                return text
    return text if depth else "".join(signs)


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by file, place and code; one that says the same at the same place is kept once."""
    unique: dict[tuple[str, int, int, str, str], Diagnostic] = {}
    for one in found:
        unique.setdefault(one.sort_key, one)
    return tuple(unique[key] for key in sorted(unique))


def has_errors(found: Iterable[Diagnostic]) -> bool:
    return any(one.weight is Severity.ERROR for one in found)
