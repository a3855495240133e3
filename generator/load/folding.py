"""A scalar of several lines as YAML folds it in, its text out with no space between Chinese characters at a line's end.

YAML joins the lines of a plain, quoted or folded text with a space; a Chinese sentence has none there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import yaml

_AMBIGUOUS = frozenset("“”‘’…—·")
"""Full-width in Chinese text, though Unicode calls their width ambiguous."""


def rejoin(value: str, raw: str, unescape: Callable[[str], str]) -> str:
    """`value` without the spaces that folding set between Chinese characters; `raw` is the scalar as written."""
    done: list[str] = []
    at = 0
    for line in raw.split("\n"):
        content = unescape(line.strip(" \t"))
        if not content:
            continue
        found = value.find(content, at)
        if found < 0:
            return value
        gap = value[at:found]
        if done and gap and not gap.strip(" ") and _chinese(done[-1][-1]) and _chinese(content[0]):
            gap = ""
        done += (gap, content) if gap else (content,)
        at = found + len(content)
    return "".join(done) + value[at:]


def lines_of(raw: str, style: str) -> str:
    """The scalar's content as written, without quotes or the header of a folded block."""
    if style == "folded":
        return raw.partition("\n")[2]
    return raw[1:-1] if style in ("single", "double") else raw


def single(line: str) -> str:
    return line.replace("''", "'")


def escapes(line: str) -> bool:
    """Whether a line of a double-quoted text ends by escaping its line end."""
    tail = re.search(r"\\+$", line)
    return tail is not None and len(tail.group()) % 2 == 1


def _chinese(character: str) -> bool:
    return character in _AMBIGUOUS or unicodedata.east_asian_width(character) in "WF"


def double(line: str) -> str:
    """One line of a double-quoted text as the parser reads it; its line end may be escaped."""
    if "\\" not in line:
        return line
    content = line[:-1] if escapes(line) else line
    try:
        found = [event.value for event in yaml.parse(f'"{content}"') if isinstance(event, yaml.ScalarEvent)]
    except yaml.YAMLError:
        return content
    return found[0] if found else content
