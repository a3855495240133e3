"""What is wanted where nothing stands yet in, the YAML that says it out: in braces, or in lines below a key."""

from __future__ import annotations

import json

from ..importing.written import quoted
from ..model import Kind, Named, Record, Table
from .asked import Want, is_listed, kind_of, ordered


class Writer:
    def __init__(self, quotes: bool) -> None:
        """`quotes` asks for them around every text."""
        self.quotes = quotes

    def scalar(self, text: str, style: str = "plain") -> str:
        """A text on one line, in the quotes that it had."""
        if not text:
            return ""
        if style == "single" and "\n" not in text and not self.quotes:
            return "'" + text.replace("'", "''") + "'"
        if self.quotes or style == "double":
            return json.dumps(text, ensure_ascii=False)
        return quoted(text)

    def flow(self, kind: Kind, want: Want) -> str:
        """On one line."""
        if isinstance(want, str):
            listed = is_listed(kind) and bool(want)
            return f"[{', '.join(map(self.scalar, want.split(chr(10))))}]" if listed else self.scalar(want)
        if isinstance(kind, Table):
            return f"[{', '.join(self.braces(kind.record, want[row]) for row in ordered(kind, want))}]"
        if isinstance(kind, Record) and set(want) == {kind.main}:
            text = self.flow(kind_of(kind, kind.main), want[kind.main])
            return f"{{{kind.main}: {text}}}" if text.startswith("{") else text
        return self.braces(kind, want)

    def braces(self, kind: Kind, want: Want) -> str:
        if isinstance(want, str):
            return self.scalar(want)
        keys = [
            f"{self.key(kind, str(name))}: {self.flow(kind_of(kind, name), want[name])}" for name in ordered(kind, want)
        ]
        return "{" + ", ".join(keys) + "}"

    def key(self, kind: Kind, name: str) -> str:
        return self.scalar(name) if isinstance(kind, Named) else name

    def lines(self, name: str, kind: Kind, want: Want) -> list[str]:
        """A key with what stands below it, as far in as the key."""
        if isinstance(want, str):
            several = want.split("\n")
            if is_listed(kind) and want:
                return [f"{name}:", *(f"  - {self.scalar(one)}" for one in several)]
            if len(several) > 1 and not self.quotes:
                return [f"{name}: |", *(f"  {one}" if one else "" for one in several)]
            return [f"{name}: {self.scalar(want)}".rstrip()]
        if isinstance(kind, Table):
            return [
                f"{name}:",
                *(f"  {line}" for row in ordered(kind, want) for line in self.row(kind.record, want[row])),
            ]
        if isinstance(kind, Record) and (kind.inline or set(want) == {kind.main}):
            return [f"{name}: {self.flow(kind, want)}".rstrip()]
        below = [
            line for one in ordered(kind, want)
            for line in self.lines(self.key(kind, str(one)), kind_of(kind, one), want[one])
        ]  # fmt: skip
        return [f"{name}:", *(f"  {line}" if line else "" for line in below)]

    def row(self, record: Record, want: Want, flow: bool = False) -> list[str]:
        if record.inline or flow or isinstance(want, str):
            return [f"- {self.braces(record, want)}"]
        lines = [
            line for one in ordered(record, want) for line in self.lines(str(one), kind_of(record, one), want[one])
        ]
        return [f"{'- ' if not number else '  '}{line}" if line else "" for number, line in enumerate(lines)]
