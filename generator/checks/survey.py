"""Completed figures in, every record that the file has and what each one stands in out: the tree is walked once for all rules."""

from __future__ import annotations

from functools import lru_cache

from ..figure import Item, Rows
from .naming import name_of


class Survey:
    """The records and rows of a report, the outer ones first; what only derive gives was written elsewhere."""

    def __init__(self, root: Item) -> None:
        self.records: list[Item] = [root]
        self._stands: dict[int, tuple[Item, str, bool]] = {}
        """What an item stands in, behind which key, and whether it is a row of it."""
        records, stands = self.records, self._stands
        for item in records:
            known = (item.kind.base or item.kind).by_name
            for name, value in item.entries.items():
                if type(value) is Item:
                    if name in known:
                        records.append(value)
                        stands[id(value)] = item, name, False
                elif type(value) is Rows and not value.named and name in known:
                    records += value.items
                    for row in value.items:
                        stands[id(row)] = item, name, True

    def around(self, item: Item) -> Item | None:
        """The record or row that an item stands in."""
        found = self._stands.get(id(item))
        return found[0] if found is not None else None

    def key(self, item: Item) -> str:
        """The key that an item, or the list whose row it is, stands behind."""
        found = self._stands.get(id(item))
        return found[1] if found is not None else ""

    def is_row(self, item: Item) -> bool:
        """Whether an item is a row of a list."""
        found = self._stands.get(id(item))
        return found is not None and found[2]

    def chapter(self, item: Item, key: str) -> str:
        """The report's own key below which an entry of an item stands: 支出."""
        found = self._stands.get(id(item))
        while found is not None:
            item, key, _ = found
            found = self._stands.get(id(item))
        return key

    def called(self, item: Item, key: str) -> str:
        """“热线运行”的“资金.执行率”: the keys below the last row that has a name."""
        keys, owner = [key], ""
        found = self._stands.get(id(item))
        while found is not None and not owner:
            outer, name, row = found
            owner = name_of(item) if row else ""
            if not owner:
                keys.insert(0, name)
            item, found = outer, self._stands.get(id(outer))
        return f"{owner}“{'.'.join(keys)}”"


@lru_cache(maxsize=1)
def survey(root: Item) -> Survey:
    """Kept for the report that is being checked: several rules ask for it."""
    return Survey(root)
