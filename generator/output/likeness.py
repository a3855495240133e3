"""Two Markdown texts, two HTML pages or two PDFs in, whether the one may be an earlier state of the other out."""

from __future__ import annotations

import re
from collections.abc import Set

from ..pattern import deferred

_TAG = deferred(r"<[^<>]*>")
_LABEL = deferred(
    r"<th(?:\s[^<>]*)?>((?:[^<\n]|<(?!/?t[hdr]))*)</th>|^\*\*(.+)\*\*\s*$|^(\|.*\|)[ \t]*\n\|[ :|-]+\|[ \t]*$",
    re.MULTILINE,
)
_HEAD = deferred(
    r'<meta name="generator" content="zipingbao">(?:(?!</head>).){0,2000}?<title>(?P<title>[^<]{0,500})</title>',
    re.DOTALL,
)
_PDF_TITLE = re.compile(rb"/Title\s*(<[0-9A-Fa-f\s]{1,4000}>|\([^()]{1,1000}\))")
_FIGURE = deferred(r"[0-9.,]+")
FEWEST = 3
"""Labels, or lines, by which a text is known: a table of a few columns may be anybody's."""
FORM, TEXT = 0.8, 0.5
"""The share of labels that must be the same, since forms of one country resemble each other, and of lines."""


def same_report(old: bytes, new: bytes) -> bool:
    """By the title, else by half of the headings; a form that has none by its title, or by most of its printed labels.

    A mark in the text would have to be read by everyone, and a record beside it is lost by the first copy; so an
    edit inside a Markdown report is not noticed, only a file that is another text altogether.
    """
    before, after = _text(old), _text(new)
    one, other = _headings(before), _headings(after)
    if one or other:
        known = set(other)
        found = bool(one) and (one[:1] == other[:1] or 2 * sum(line in known for line in one) >= len(one))
    else:
        title = _first(before)
        named = title.startswith("**") and title == _first(after)
        found = named or _share(_labels(before), _labels(after), FORM)
    return found or _share(_lines(before), _lines(after), TEXT)


def same_page(old: bytes, new: bytes) -> bool:
    """By the name of the program in its head, and by the title."""
    before, after = (_HEAD.search(_text(page)) for page in (old, new))
    return before is not None and after is not None and before["title"] == after["title"]


def same_print(old: bytes, new: bytes) -> bool:
    """By the title that a PDF has among its properties."""
    before, after = (_PDF_TITLE.search(data) for data in (old, new))
    return old[:5] == new[:5] and before is not None and after is not None and before[1] == after[1]


def _first(text: str) -> str:
    return text.strip().partition("\n")[0].rstrip()


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _headings(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith("#")]


def _labels(text: str) -> set[str]:
    """What a form prints whoever fills it in: the heads of its tables, and lines that are bold from end to end."""
    return {"".join(found.split()) for match in _LABEL.finditer(text) if (found := match[match.lastindex or 0])}


def _lines(text: str) -> set[str]:
    """The lines that say something, whatever figures stand in them."""
    bare = (_FIGURE.sub("0", _TAG.sub("", line)).strip() for line in text.splitlines())
    return {line for line in bare if any(sign.isalpha() for sign in line)}


def _share(one: Set[str], other: Set[str], share: float) -> bool:
    """Of the larger of the two, so that a short text is not taken for a long one by a few common words."""
    return len(one & other) >= max(FEWEST, max(len(one), len(other)) * share)
