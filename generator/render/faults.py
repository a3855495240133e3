"""What a template can do wrong while it runs: exceptions that `mistakes` makes findings of."""

from __future__ import annotations


class Mistake(Exception):
    """What a template did that it must not, with the name that it is about ("" where there is none)."""

    def __init__(self, message: str, name: str = "", known: tuple[str, ...] = (), advice: str = "") -> None:
        super().__init__(message)
        self.message, self.name, self.known, self.advice = message, name, known, advice


class Unprinted(Mistake):
    """A character that no report can hold."""


class Refused(Exception):
    """A template asked for something that templates may not do."""

    def __init__(self, message: str, name: str = "") -> None:
        super().__init__(message)
        self.message, self.name = message, name


class TooMuch(Exception):
    """A template went past the budget of one report; `limit` says which, in words."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class TooLong(Exception):
    """A template ran longer than any does; raised from outside, wherever it is, until it gets through."""
