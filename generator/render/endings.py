"""Rendered Markdown and its values in, the same out with each value fitted into the sentence that goes on behind it.

A clerk ends a reason with 。 or ；, and the template's own mark follows: one of the two is enough. It is decided by
what stands behind the placeholder, so that no template need think of it. A name (str) ends in no mark wherever text
follows; a sentence (Prose) keeps its own unless a mark follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..figure import Value
from ..pattern import deferred
from ..prose import Prose, Section
from .desk import CLOSE, OPEN

ENDS = "。；，、：;, 　"
"""What a value may end with that a sentence going on behind it does not bear."""
FULL = ("。", "！", "？", "；", "…", "”", "）")
MARKS = "，。；：、！？,;）)》】"
_GOES_ON = deferred(rf"{OPEN}(\d+){CLOSE}(\**)([^\n|<{{\\ 　])")


def in_sentences(text: str, values: list[str | Prose], of: list[Sequence[Value]]) -> str:
    """`values` grows by those that were trimmed: a placeholder that stands twice may end a sentence elsewhere."""

    def fitted(match: re.Match[str]) -> str:
        at, next_ = int(match[1]), match[3]
        value = values[at] if at < len(values) else ""
        if isinstance(value, Prose) and next_ not in MARKS:
            return match[0]
        line = value if isinstance(value, str) else running(value)
        trimmed = without_end(line)
        doubled = next_ == "。" and trimmed.endswith(("！", "？"))
        if not trimmed or (trimmed == value and not doubled):
            return match[0]
        values.append(trimmed)
        of.append(of[at])
        return f"{OPEN}{len(values) - 1}{CLOSE}{match[2]}{'' if doubled else next_}"

    parts, at = [], 0
    while match := _GOES_ON.search(text, at):  # what follows may itself be the next placeholder
        new = fitted(match)
        stays = new.endswith(match[3])
        parts += [text[at : match.start()], new.removesuffix(match[3]) if stays else new]
        at = match.end() - 1 if stays else match.end()
    return "".join((*parts, text[at:]))


def without_end(text: str) -> str:
    return text.rstrip(ENDS)


def running(prose: Prose) -> str:
    """Prose as one sentence after another on one line, a small heading before its text."""
    line = ""
    for block in prose.blocks:
        one = f"{without_end(block.title)}：{running(block.body)}" if isinstance(block, Section) else block
        line += ("；" if line and not line.endswith(FULL) else "") + one
    return line
