"""Names of a template and what they mean where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from .meanings import ANY, Meaning


class Scope:
    """The names that are known at one place, its own before those around it.

    `varies` says that they are other ones each time: a macro's parameters, the variable of a loop over a written list.
    `opened` says that names come from outside that nobody told; `bare` that a file was imported without context.
    """

    def __init__(
        self, outer: Scope | None = None, *, varies: bool = False, opened: bool = False, bare: bool = False
    ) -> None:
        self.outer, self.varies = outer, varies
        self.opened: bool = opened or (outer is not None and outer.opened)
        self.bare: bool = bare or (outer is not None and outer.bare)
        self.names: dict[str, Meaning] = {}

    def get(self, name: str) -> Meaning | None:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None

    def all(self) -> Iterator[str]:
        scope: Scope | None = self
        while scope is not None:
            yield from scope.names
            scope = scope.outer

    def within(self, *, varies: bool = False) -> Scope:
        return Scope(self, varies=varies)

    def blurred(self) -> Scope:
        """The same where what varies may be anything: a branch that these values never take is read as well."""
        inner, scope = Scope(self), self
        outer: Scope | None = scope
        while outer is not None:
            if outer.varies:
                inner.names.update(dict.fromkeys((name for name in outer.names if name not in inner.names), ANY))
            outer = outer.outer
        return inner
