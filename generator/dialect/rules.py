"""Rendered template text in, markdown-it's block tokens out, with block rules of our own for tables and `:::`.

Only paragraphs, headings and lists come from markdown-it; code, quotes, setext headings, references and HTML are off.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

TITLE, FENCE, PIPE_TABLE, HTML_TABLE = "title", "fence_line", "pipe_table", "html_table"

_BLANK = re.compile(r"^[^\S\n]+$", re.MULTILINE)
_DELIMITER = re.compile(r"[^\S\n]*\|?[^\S\n]*:?-+:?[^\S\n]*(?:\|[^\S\n]*:?-+:?[^\S\n]*)*\|?[^\S\n]*")
_TITLE = re.compile(r"#[ \t]+\S")
_BROKEN = re.compile(r"(?:\\| {2,}|<br\s*/?>\s*)$", re.IGNORECASE)
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
    within: RuleOptionsType = {"alt": ["paragraph", "list"]}
    for name, rule in ((FENCE, _fence), (HTML_TABLE, _html_table), (PIPE_TABLE, _pipe_table), (TITLE, _title)):
        ruler.before("list", name, rule, within)
    return parser


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _push(state: StateBlock, kind: str, content: str, start: int, end: int) -> bool:
    token = state.push(kind, "", 0)
    token.content = content
    token.map = [start, end]
    state.line = end
    return True


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
