"""A regular expression's text in, the expression out, compiled when it is first used and not when it is imported.

`re` takes a millisecond to compile a class of Chinese characters (`[一-鿿]`); a run that finds no fault needs few. Compiled
at import, all of them make a whole build longer by a quarter (25 alternating builds of one input: 498 ms of processor
time against 406, half as many instructions again).
"""

from __future__ import annotations

import re
from typing import Any, cast


def deferred(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later."""
    return cast("re.Pattern[str]", _Pattern(text, flags))


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """Reached once a method: what is set here is found before the next call gets so far."""
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found
