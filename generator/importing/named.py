"""The names of a pack's subjects in, the code that a row or a class of expenditure has out."""

from __future__ import annotations

from functools import cached_property

from ..model import Record
from ..pack import Pack
from ..pattern import deferred
from .layouts import label_of

_CODE = deferred(r"^\s*(\d{3}(?:\d{2}){0,2})(?!\d)")
_CLASS = 3


class Names:
    def __init__(self, pack: Pack, record: Record) -> None:
        self.pack, self.record = pack, record

    @cached_property
    def classes(self) -> dict[str, str]:
        """Labels of classes, as the pack's tables and its list of subjects name them."""
        listed = (*self.pack.tables.right, *self.pack.tables.fiscal_right)
        named = {label_of(row.name): row.code for row in listed if row.code}
        subjects = {label_of(name): code for code, name in self.pack.subjects.functions.items() if len(code) == _CLASS}
        return {**subjects, **named}

    def class_of(self, label: str) -> str | None:
        return self.classes.get(label) or self.classes.get(f"{label}支出")

    def code_in(self, text: str) -> str | None:
        """The code before a row's name; a name alone is none: many sections have items of one name."""
        match = _CODE.match(text)
        return match[1] if match is not None else None
