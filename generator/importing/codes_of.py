"""The names of a class, a section and an item as a sentence tells them in, the row of the accounts that has them out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .found import Found, Path
from .layouts import label_of
from .named import Names

CLASSES, ITEMS, LIST = "类", "项", "科目"
_DEPTHS = (3, 5, 7)


class Subjects:
    """`found` has the rows that tables tell by code; else the pack's list of subjects has them, where a name is one's alone."""

    def __init__(self, found: Found, names: Names) -> None:
        self.found, self.names = found, names

    @cached_property
    def codes(self) -> dict[str, str]:
        """Labels by code: those of the tables before those of the list."""
        listed = {code: label_of(name) for code, name in self.names.pack.subjects.functions.items()}
        told = {
            path[-1].strip("[]"): label_of(value.text.split(" ", 1)[-1])
            for path, value in self.found.titles.items()
            if LIST in path
        }
        return {**listed, **told}

    def row(self, list_: Path, names: Mapping[str, str]) -> tuple[Path, str, str] | None:
        """The list, the row in it and the row's name."""
        kind = list_[-1]
        if kind not in (CLASSES, ITEMS) or len(list_) != len(("支出", "一般公共预算", kind)):
            return None
        name = label_of(names.get("名称") or names.get("类名") or names.get("~") or "")
        code = self.names.class_of(name) if kind == CLASSES else self.item(name, names)
        if code is None:
            return None
        return (*list_[:-1], LIST), f"[{code}]", f"{code} {self.codes.get(code, name)}"

    def item(self, name: str, names: Mapping[str, str]) -> str | None:
        over, above = label_of(names.get("款名", "")), label_of(names.get("类名", ""))
        found = [
            code
            for code, label in self.codes.items()
            if label == name
            and (not over or (len(code) == _DEPTHS[2] and self.codes.get(code[:5]) == over))
            and (not above or self.codes.get(code[:3], "").removesuffix("支出") == above.removesuffix("支出"))
            and (over or above or len(code) == _DEPTHS[2])
        ]
        return found[0] if len(found) == 1 and (over or above) else None
