"""The plain text of a template in; full-width braces, blocks, attributes and numbers that do not exist are told.

Jinja's own tokens say what is text; lines of blocks and headings are read by the dialect, as far as they are written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...codes.templates import FULL_BRACES
from ...diagnostic import Diagnostic
from ...dialect.attributes import read_attributes, split_trailing
from ...dialect.faults import Faults
from ...dialect.fences import FenceReader
from ...dialect.headings import HEADING_ATTRIBUTES, TITLE_ATTRIBUTES
from ...dialect.numbers import Counters, Numbering
from ...pack import Pack
from ...pattern import deferred
from ...source import Place, Source
from ..sandbox import Sandbox
from .reader import Findings

PRINTED, TAG = "\ue000", "\ue001"
"""Stand for what a line prints and for its tags: what touches them is not known."""
_BRACES = deferred(
    r"[{｛]\s?｛|｛\s?\{|\{\s\{|[}｝]\s?｝|｝\s?\}|\}\}|｛\s?[%％#＃]|\{\s?[％＃]|\{\s%|[％＃]\s?\}|[％＃]\s?｝"
)
_WHOLE = deferred(r"[{｛]\s?[{｛](?P<inside>[^{}｛｝\n]*)[}｝]\s?[}｝]")
_NUMBER = deferred(r"(?:^|[\s{,，])编号\s*[=＝]\s*[\"“']?(?P<name>[^\s{}\"“”'\ue000\ue001]+)[\"”']?(?=[\s,，}]|$)")


def read_plain(shown: str, text: str, environment: Sandbox, pack: Pack, findings: Findings) -> None:
    source = Source(shown, text)
    lines: dict[int, str] = {}
    for line, piece, column in _pieces(source, environment):
        if column >= 0:
            _braces(source, line, piece, column, findings)
        lines[line] = lines.get(line, "") + piece
    reader = _Lines(source, pack)
    for line, written in lines.items():
        reader.read(written.strip(), line - 1)
    for one in reader.faults.found:
        findings.say_at(one.code, one.message, one.place, one.help)


def _pieces(source: Source, environment: Sandbox) -> Iterator[tuple[int, str, int]]:
    """Each stretch of a line: its line, its text or a mark, and its column where it is plain text, else -1."""
    raw, at = False, 0
    for line, kind, value in environment.lex(source.text, source.name):
        at = max(source.text.find(value, at), at)
        if kind in ("raw_begin", "raw_end"):
            raw = kind == "raw_begin"
        elif kind == "data" and not raw:
            offset = at
            for number, piece in enumerate(value.split("\n")):
                yield line + number, piece, source.line_column(offset)[1] - 1
                offset += len(piece) + 1
        elif kind in ("variable_begin", "block_begin"):
            yield line, PRINTED if kind == "variable_begin" else TAG, -1
        at += len(value)


def _braces(source: Source, line: int, piece: str, column: int, findings: Findings) -> None:
    match = _BRACES.search(piece)
    if match is None:
        return
    whole = _WHOLE.search(piece)
    at = whole or match
    start = source.offset(line, 1) + column + at.start()
    place = Place(source, start, start + len(at[0]))
    advice = f"写成“{{{{ {whole['inside'].strip()} }}}}”" if whole else "花括号和百分号、井号都用半角的"
    findings.say_at(FULL_BRACES, f"“{at[0]}”不是模板的花括号，会照样印出来", place, advice)


def read_words(pack: Pack, findings: Findings) -> None:
    """Names and words of the pack are printed as they are: no template reads them."""
    words = [("style.yaml", text) for text in pack.wording.words.values()]
    words += [("tables.yaml", table.name) for table in pack.tables.listed]
    words.append(("pack.yaml", pack.title))
    for inner, text in words:
        match = _WHOLE.search(text)
        read = pack.read(inner) if match is not None else None
        if match is None or read is None or match[0] not in read[1]:
            continue
        start = read[1].find(match[0])
        place = Place(Source(*read), start, start + len(match[0]))
        message = f"“{match[0]}”在这里不是取值，会照样印出来"
        findings.say_at(FULL_BRACES, message, place, "这里只能写固定的文字；要取值的写进模板")


class _Lines:
    """The lines of blocks and headings, read by the dialect itself."""

    def __init__(self, source: Source, pack: Pack) -> None:
        self.faults = Faults(source)
        self.numbering = Numbering((), Counters(pack.style), self.faults)
        self.fences = FenceReader((), self.numbering, self.faults)

    def read(self, text: str, line: int) -> None:
        block = text.startswith((":::", "：：：")) and text.strip(":： ")
        heading = re.match(r"#{1,6}\s", text)
        if not block and not heading:
            return
        before = len(self.faults.found)
        if TAG in text or ("编号" in text and PRINTED in text):
            self.numbers(text, line)
        elif block and not text.strip(":：").strip().startswith(PRINTED):
            self.numbering.form(self.fences.open(text, line).attributes)
        elif heading:
            _, inside = split_trailing(text)
            known = TITLE_ATTRIBUTES if text.startswith("# ") else HEADING_ATTRIBUTES
            self.numbering.form(read_attributes(inside or "", line, known, self.faults))
        self.faults.found[before:] = [one for one in self.faults.found[before:] if not _unsure(one)]

    def numbers(self, text: str, line: int) -> None:
        """Only the numbers that are written out, in a line that is not the same each time."""
        braced = text[text.find("{") :] if "{" in text else ""
        for match in _NUMBER.finditer(braced):
            self.numbering.form(read_attributes(f"编号={match['name']}", line, ("编号",), self.faults))


def _unsure(one: Diagnostic) -> bool:
    return PRINTED in one.message or TAG in one.message
