"""What must never be reached: the type checker names every dispatch that forgets a kind of block, value or format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from typing_extensions import assert_never as assert_never
else:

    def assert_never(value: object) -> NoReturn:
        """As typing's, which Python has from 3.11 on; typing_extensions costs 10 ms to import."""
        raise AssertionError(f"not expected here: {value!r}")
