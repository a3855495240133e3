"""Pages that have a file open in, which of its drafts is whose out: what two of them type is kept apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

ALIVE = 8.0
"""Seconds after which a page that was not heard of is taken for closed."""


class Pages:
    """A draft belongs to the page that keeps it; one whose page is closed, or was never heard of, goes to the next that opens the file."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.seconds = seconds
        self._heard: dict[tuple[str, str], float] = {}
        self._owners: dict[tuple[str, int], str] = {}

    def heard(self, name: str, page: str) -> None:
        now = self.seconds()
        self._heard[name, page] = now
        self._heard = {which: seen for which, seen in self._heard.items() if now - seen < ALIVE}

    def gone(self, name: str, page: str) -> None:
        """It was closed, or shows another file."""
        self._heard.pop((name, page), None)

    def others(self, name: str, page: str) -> list[str]:
        return [other for one, other in self._heard if one == name and other != page]

    def own(self, name: str, page: str) -> int | None:
        """The number of the draft that a page keeps."""
        return next((slot for (one, slot), owner in self._owners.items() if (one, owner) == (name, page)), None)

    def slot(self, name: str, page: str, drafts: Collection[int]) -> int:
        """The same; a page that has none gets the first number that nobody uses."""
        own = self.own(name, page)
        if own is None:
            used = {*drafts, *(self.own(name, other) for other in self.others(name, page))}
            own = next(number for number in range(1, len(used) + 2) if number not in used)
            self._owners[name, own] = page
        return own

    def left(self, name: str, page: str, drafts: Mapping[int, float]) -> list[int]:
        """Drafts that no other page keeps, the newest first."""
        kept = {self.own(name, other) for other in self.others(name, page)}
        return sorted((one for one in drafts if one not in kept), key=lambda one: -drafts[one])

    def adopt(self, name: str, page: str, slot: int) -> None:
        """The draft is that page's from now on; a page that wakes up again gets another one."""
        self._owners = {which: owner for which, owner in self._owners.items() if (which[0], owner) != (name, page)}
        self._owners[name, slot] = page


__all__ = ["ALIVE", "Pages"]
