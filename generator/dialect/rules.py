"""Rendered template text in, markdown-it's block tokens out, with block rules of our own for all but lists.

Its own rules make three tokens of a paragraph or heading, and try seven rules to find one; code, quotes, setext
headings, references and HTML are off.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

PARAGRAPH, HEADING, TITLE, FENCE = "paragraph", "heading", "title", "fence_line"
PIPE_TABLE, HTML_TABLE = "pipe_table", "html_table"

_BLANK = re.compile(r"^[^\S\n]+$", re.MULTILINE)
_DELIMITER = re.compile(r"[^\S\n]*(?:\|[^\S\n]*)?:?-+:?[^\S\n]*(?:\|[^\S\n]*:?-+:?[^\S\n]*)*(?:\|[^\S\n]*)?")
_TITLE = re.compile(r"#[ \t]+\S")
_HEADING = re.compile(r"(#{1,6})(?![^ \t])")
_HEADING_END = re.compile(r"[ \t]#+[ \t]*$")
_ITEM = re.compile(r"(?:[0-9]{1,9}[.)]|[-+*])(?=[ \t]|$)")
_SIGNS = frozenset("#:：<-+*0123456789")
"""What every block begins with that is no paragraph and needs no line below it."""
_BROKEN = re.compile(r"(?:\\|(?<! ) {2,}|<br\s*/?>\s*)$", re.IGNORECASE)
_FENCE = re.compile(r"[:：]{3,}")
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_BEYOND_TABLE = re.compile(r"^[^\S\n]*(?:[:：]{3}|#{1,6}[ \t]|<table[\s>])", re.MULTILINE | re.IGNORECASE)
DEEPEST = 60
"""Nesting at which markdown-it gives up; a list so deep is refused by its own rule."""


def block_tokens(text: str) -> list[Token]:
    """All block tokens; lines that hold only white space (full-width too) count as blank."""
    blank = _BLANK.sub(lambda match: " " * len(match[0]), text)
    tokens: list[Token] = []
    parser = _parser()
    ends = [match.end() for match in _TABLE_END.finditer(blank)]
    parser.block.parse(blank, parser, {"table_ends": ends}, tokens)
    return tokens


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": DEEPEST}).enable(["heading", "list"])
    ruler = parser.block.ruler
    ruler.before("list", "lone_line", _lone_line)
    within: RuleOptionsType = {"alt": ["paragraph", "list"]}
    for name, rule in ((FENCE, _fence), (HTML_TABLE, _html_table), (PIPE_TABLE, _pipe_table), (TITLE, _title)):
        ruler.before("list", name, rule, within)
    ruler.at(HEADING, _heading, {"alt": ["paragraph"]})
    ruler.at(PARAGRAPH, _paragraph)
    return parser


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _push(state: StateBlock, kind: str, content: str, start: int, end: int, markup: str = "") -> bool:
    state.tokens.append(Token(kind, "", 0, map=[start, end], content=content, markup=markup))
    state.line = end
    return True


def _lone_line(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A line with a blank one or a list's next item below: its first character tells a paragraph or heading."""
    if not state.isEmpty(line + 1) and not _is_next_item(state, line + 1):
        return False
    sign = state.src[state.bMarks[line] + state.tShift[line]]
    if sign == "#":
        return _title(state, line, end, silent) or _heading(state, line, end, silent)
    return sign not in _SIGNS and _push(state, PARAGRAPH, _line(state, line).strip(), line, line + 1)


def _is_next_item(state: StateBlock, line: int) -> bool:
    """Whether a line within a list begins an item of it, which ends the paragraph above."""
    indent = state.sCount[line]
    if indent >= state.blkIndent or indent - state.listIndent >= 4:
        return False
    return _ITEM.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]) is not None


def _paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """What is nothing else, to the next blank line or block; a line indented by four goes on whatever it says."""
    rules = state.md.block.ruler.getRules("paragraph")
    within, state.parentType = state.parentType, "paragraph"
    below, last = line + 1, state.lineMax
    while below < last and not state.isEmpty(below):
        if state.sCount[below] - state.blkIndent <= 3 and any(rule(state, below, last, True) for rule in rules):
            break
        below += 1
    state.parentType = within
    return _push(state, PARAGRAPH, state.getLines(line, below, state.blkIndent, False).strip(), line, below)


def _heading(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    match = _HEADING.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if match is None:
        return False
    if silent:
        return True
    text = state.src[match.end() : state.eMarks[line]]
    return _push(state, HEADING, _HEADING_END.sub("", text).strip(), line, line + 1, markup=match[1])


def _fence(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    if not _FENCE.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]):
        return False
    return silent or _push(state, FENCE, _line(state, line).strip(), line, line + 1)


def _title(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A title that goes on below: a heading of Markdown would end with its first line."""
    if not _TITLE.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]):
        return False
    if silent:
        return True
    lines = [_line(state, line)[1:].lstrip()]
    below = line + 1
    while below < end and _BROKEN.search(lines[-1]) and not state.isEmpty(below):
        lines.append(_line(state, below))
        below += 1
    lines[-1] = lines[-1].rstrip()
    return _push(state, TITLE, "\n".join(lines), line, below)


def _pipe_table(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    if line + 1 >= end or state.sCount[line + 1] < state.blkIndent:
        return False
    if "|" not in (below := _line(state, line + 1)) or "|" not in _line(state, line):
        return False
    if not _DELIMITER.fullmatch(below):
        return False
    if silent:
        return True
    last = line + 2
    while last < end and state.sCount[last] >= state.blkIndent and "|" in _line(state, last):
        last += 1
    return _push(state, PIPE_TABLE, "\n".join(_line(state, n) for n in range(line, last)), line, last)


def _html_table(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A `<table>` to its end, over blank lines; one without an end goes to the next block that it cannot hold."""
    start = state.bMarks[line] + state.tShift[line]
    if not _TABLE.match(state.src, start):
        return False
    if silent:
        return True
    ends = state.env["table_ends"]
    at = bisect_right(ends, start)
    stop = ends[at] if at < len(ends) else len(state.src)
    beyond = _BEYOND_TABLE.search(state.src, start + 1, stop)
    if beyond:
        stop = beyond.start()
    last = line
    while last < end and state.bMarks[last] < stop:
        last += 1
    return _push(state, HTML_TABLE, state.src[start : state.eMarks[last - 1]].rstrip(), line, last)
