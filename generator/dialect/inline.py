"""One paragraph's Markdown in, its atoms out: words, places of values, breaks, each bold or not.

All that the dialect has within a line is one regular expression: to parsers of CommonMark a placeholder next to `**` is
neither Chinese nor punctuation, so that `**甲(1).**` before a value would keep its stars.
"""

from __future__ import annotations

import html
import re
from enum import Enum
from typing import NamedTuple

from ..codes.dialect import FOREIGN_MARK, HTML, UNPAIRED_BOLD
from .faults import Faults, quote


class Break(Enum):
    """Where a text ends a line: softly, by force (\\ or <br>), by a newline in a value, or as a paragraph."""

    SOFT = 1
    HARD = 2
    LINE = 3
    PARAGRAPH = 4


class Fragment(NamedTuple):
    text: str
    bold: bool = False


class Held(NamedTuple):
    """The place of the value of that number; `mark` is its placeholder as it stands in the text."""

    number: int
    mark: str
    bold: bool = False


Atom = Fragment | Held | Break

_HELD = "\ufdd0([0-9]{1,9})\ufdd1"
_TOKEN = re.compile(
    rf"""{_HELD}
    | (?P<hard>\\[^\S\n]*\n\s* | (?<!\s)[ ]{{2,}}\n\s* | (?<!\s)[^\S\n]*<br\s*/?>\s*)
    | (?P<soft>(?<!\s)[^\S\n]*\n\s*)
    | \\(?P<escaped>[!-/:-@\[-`{{-~])
    | (?P<entity>&(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});)
    | (?P<stars>\*+)
    | (?P<html></?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?> | <!--)
    | (?P<link>!?\[[^\[\]\n]*\]\([^()\n]*\) | `[^`\n]+`)
    """,
    re.VERBOSE | re.IGNORECASE,
)
HELD = re.compile(_HELD)
"""The place of a value, its index as the only group."""
_MARK = re.compile(r"[\\\n*&<\[`]")
"""Without one of these a text holds nothing but words and values, as most cells of tables do."""


def plain_atoms(text: str) -> list[Atom]:
    """Atoms of a text without Markdown (the value of an attribute)."""
    if "\ufdd0" not in text:
        return [Fragment(text)] if text else []
    atoms: list[Atom] = []
    for at, piece in enumerate(HELD.split(text)):
        if at % 2:
            atoms.append(Held(int(piece), f"\ufdd0{piece}\ufdd1"))
        elif piece:
            atoms.append(Fragment(piece))
    return atoms


def is_marked(text: str) -> bool:
    """Whether a text may hold more than words and values."""
    return _MARK.search(text) is not None


def inline_atoms(text: str, line: int, faults: Faults) -> list[Atom]:
    """Atoms of a paragraph, heading or cell that begins on `line`."""
    if not is_marked(text):
        return plain_atoms(text)
    bold = _bold_marks(text)
    atoms: list[Atom] = []
    refused: set[str] = set()
    strong, at = False, 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            atoms.append(Fragment(text[at : match.start()], strong))
        at = match.end()
        kind = match.lastgroup
        if kind is None:
            atoms.append(Held(int(match[1]), match[0], strong))
        elif kind == "stars":
            strong = _stars(match, bold, strong, atoms)
        elif kind in ("html", "link"):
            _refuse(match, line, refused, faults)
        else:
            atoms.append(_simple(kind, match, strong))
    if at < len(text):
        atoms.append(Fragment(text[at:], strong))
    for start, paired in bold.items():
        if not paired and not faults.full:
            here = line + text.count("\n", 0, start)
            faults.report(
                UNPAIRED_BOLD,
                "** 没有成对",
                here,
                fragment="**",
                advice="在同一段里补上另一个；要印星号时写成 \\*\\*",
            )
    return atoms


def _simple(kind: str, match: re.Match[str], strong: bool) -> Atom:
    if kind == "hard":
        return Break.HARD
    if kind == "soft":
        return Break.PARAGRAPH if match[0].count("\n") > 1 else Break.SOFT
    if kind == "escaped":
        return Fragment(match["escaped"], strong)
    return Fragment(html.unescape(match[0]).replace("\n", " "), strong)


def _bold_marks(text: str) -> dict[int, bool]:
    """Offsets of the runs of stars that open or close bold type, and whether each has its other half.

    Any `**` may open that no white space follows, and close that none precedes: CommonMark's further condition on
    punctuation is what keeps `**措施：**一` literal, and its CJK-friendly amendment comes to this rule.
    """
    if "**" not in text:
        return {}
    marks: dict[int, bool] = {}
    opened: int | None = None
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "stars" or len(match[0]) < 2:
            continue
        start, end = match.span()
        if opened is not None and not text[start - 1].isspace() and len(match[0]) < 4:
            marks[opened] = marks[start] = True
            opened = None
        elif opened is None and (end < len(text) and not text[end].isspace()) and len(match[0]) < 4:
            opened = start
            marks[start] = False
        elif start and not text[start - 1].isspace():
            marks[start] = False
    return marks


def _stars(match: re.Match[str], bold: dict[int, bool], strong: bool, atoms: list[Atom]) -> bool:
    """Turn bold on or off at a pair; the stars that are none of a pair are words, outside the bold type."""
    if not bold.get(match.start()):
        atoms.append(Fragment(match[0], strong))
        return strong
    if len(match[0]) > 2:
        atoms.append(Fragment(match[0][2:], False))
    return not strong


def _refuse(match: re.Match[str], line: int, refused: set[str], faults: Faults) -> None:
    """Report a mark that the dialect does not have, and each tag once a paragraph: `</b>` goes with its `<b>`."""
    if faults.full:
        return
    if match.lastgroup == "html":
        tag = re.split(r"[\s/>]", match[0].lstrip("</"))[0]
        if tag in refused:
            return
        refused.add(tag)
    here = line + match.string.count("\n", 0, match.start())
    shown = match[0]
    if match.lastgroup == "link":
        what = "代码" if shown[0] == "`" else "图片" if shown[0] == "!" else "链接"
        text = f"模板里不能用{what}：{quote(shown)}"
        faults.report(FOREIGN_MARK, text, here, fragment=shown, advice="只写文字；要原样印出来时在记号前加反斜杠 \\")
    elif not shown.startswith("</"):
        text = f"模板里不能用这个 HTML：{quote(shown)}"
        advice = "注释写成 {# … #}" if shown == "<!--" else "加粗用 **，换行用 <br>；要原样印出来时写成 \\<"
        faults.report(HTML, text, here, fragment=shown, advice=advice)
    else:
        text = f"这个标签前面没有开头：{quote(shown)}"
        faults.report(HTML, text, here, fragment=shown, advice="去掉它；要原样印出来时写成 \\<")
