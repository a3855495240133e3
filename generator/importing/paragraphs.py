"""The lines of a file in, its paragraphs out: each with its number apart, in plain signs, and where each sign stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..pattern import deferred
from ..sheets import Sheet, Told
from ..source import Place

_WIDE = str.maketrans("(),:;“”‘’〝〞＂％﹪．", '（），：；"""""""%%.')
_GROUPED = deferred(r"(?<=[0-9])，(?=[0-9]{3}(?![0-9]))")
_NUMBERS = tuple(
    deferred(one)
    for one in (
        r"第[一二三四五六七八九十]{1,3}(?:部分|章)[：:、]?|附件[0-9一二三四五六七八九十]{0,2}[：:]?",
        r"[一二三四五六七八九十]{1,3}[、.．]",
        r"（[一二三四五六七八九十]{1,3}）|项目[0-9一二三四五六七八九十]{1,3}[：:、]",
        r"[0-9]{1,2}[.．、](?:(?![0-9])|(?=20[0-9]{2}年))",
        r"（[0-9]{1,2}）",
        r"[①-⑳]",
    )
)
"""How headings and points are numbered, the highest first."""
_CUT = deferred(
    r"(?<=[。！？”\"])\s+|(?<![、.．）)\s])\s+(?=(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.．](?![0-9])|[(（][0-9]{1,2}[)）]))"
)
_BLANK = deferred(r"(?<=[一-鿿。：；！？”\"）)])\s+(?=[一-鿿0-9“\"（(①-⑳])")
LONG = 800
"""A line of more characters is several paragraphs that lost their ends: a blank is left of each."""
_COUNT = deferred(r"[—\-–\s0-9第页共/]{1,12}")
_FOOT = deferred(r"\n[—\-–\s0-9第页共/]{1,12}\n")
"""The number of a page between two lines of a paragraph."""
_ENDS = "。！？：；:;"
_RULE = deferred(r"-{3,}")
_BREAK = deferred(r"\s*\n[\s-]*")
SHORT = 30
"""A line of fewer characters is a heading or a label, and ends where it ends."""
LINE = 20
"""Characters of a line of running text at least."""
FULL = 0.8
"""How much of the longest line a line fills that goes on in the next."""
ENDS = "。：；"


class Paragraph(Struct, frozen=True):
    """`text` has neither blanks nor the number, whose `rank` is its kind (0 the highest, None none); `number` has it."""

    told: Told | Sheet
    text: str
    at: tuple[int, ...]
    number: str = ""
    rank: int | None = None
    before: int = 0
    """Where its number begins in the file."""
    stream: int = 0
    """The table whose row it is, where that has no cells of its own but lines."""

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.stream > 0 or isinstance(self.told, Sheet)

    @property
    def grid(self) -> tuple[int, int]:
        """The table whose row it is."""
        return id(self.told), self.stream

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from all others of a file."""
        return id(self.told), self.before

    def place(self, start: int, end: int) -> Place:
        return Place(self.told, self.at[start], self.at[max(start, end - 1)] + 1)

    def said(self, start: int, end: int) -> str:
        """As the file has it, but with its lines joined."""
        return _BREAK.sub("", _FOOT.sub("\n", self.told.text[self.at[start] : self.at[end - 1] + 1]))

    @property
    def whole(self) -> Place:
        return Place(self.told, self.before, self.at[-1] + 1)

    def cut(self, start: int, end: int) -> Paragraph:
        """A stretch of it, without the number that stands before it."""
        return Paragraph(self.told, self.text[start:end], self.at[start:end], before=self.at[start])


def normal(text: str) -> str:
    """Without blanks, with full-width marks and one kind of quotation mark, so that hands and printers agree."""
    return _GROUPED.sub(",", "".join(text.split()).translate(_WIDE))


def paragraphs_of(told: Told, in_lines: bool) -> list[Paragraph]:
    """`in_lines` says that a paragraph may go on over several lines, as on the page of a PDF."""
    found: list[Paragraph] = []
    for start, end in _joined(told.text) if in_lines else _over_pages(told.text):
        found += (one for one in (_paragraph(told, *cut) for cut in _pieces(told.text, start, end)) if one.at)
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _over_pages(text: str) -> Iterator[tuple[int, int]]:
    """Lines; one that a rule for the end of a page cuts in two is one."""
    lines = [one for one in _lines(text) if text[one[0] : one[1]].strip()]
    at = 0
    while at < len(lines):
        start, end = lines[at]
        at += 1
        while at + 1 < len(lines) and _RULE.fullmatch(text[slice(*lines[at])].strip()):
            goes_on = text[end - 1] not in _ENDS and _rank(normal(text[slice(*lines[at + 1])])) is None
            if not goes_on or end - start < SHORT:
                break
            end = lines[at + 1][1]
            at += 2
        if not _RULE.fullmatch(text[start:end].strip()):
            yield start, end


def _joined(text: str) -> Iterator[tuple[int, int]]:
    """Lines that go on: long ones that end no sentence, before one that has no number."""
    lines = [one for one in _lines(text) if not _COUNT.fullmatch(text[one[0] : one[1]])]
    long = sorted(end - start for start, end in lines if end - start >= LINE)
    longest = long[len(long) // 2] if long else 0
    begun: tuple[int, int] | None = None
    for start, end in lines:
        if begun is not None:
            last = text[begun[1] - 1 : begun[1]]
            full = begun[1] - text.rfind("\n", 0, begun[1]) - 1 >= longest * FULL
            if full and last not in _ENDS and _rank(normal(text[start:end])) is None:
                begun = begun[0], end
                continue
            yield begun
        begun = (start, end) if end > start else None
    if begun is not None:
        yield begun


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where several headings or points stand in one line, each by itself."""
    cut = _CUT if end - start < LONG else _BLANK
    for match in cut.finditer(text, start, end):
        if "\n" not in match[0]:
            yield start, match.start()
            start = match.end()
    yield start, end


def _paragraph(told: Told, start: int, end: int) -> Paragraph:
    breaks = {at for match in _BREAK.finditer(told.text, start, end) for at in range(*match.span())}
    breaks |= {at for match in _FOOT.finditer(told.text, start, end) for at in range(*match.span())}
    at = tuple(number for number in range(start, end) if not told.text[number].isspace() and number not in breaks)
    text = normal("".join([told.text[number] for number in at]))
    return numbered(told, text, at, start)


def numbered(told: Told, text: str, at: tuple[int, ...], start: int) -> Paragraph:
    """With its number apart."""
    ranked = _rank(text)
    if ranked is None or ranked[1] >= len(text):  # a label alone (附件2) is its own text
        return Paragraph(told, text, at, rank=ranked[0] if ranked is not None else None, before=start)
    rank, length = ranked
    return Paragraph(told, text[length:], at[length:], text[:length], rank, at[0])


def _rank(text: str) -> tuple[int, int] | None:
    for rank, pattern in enumerate(_NUMBERS):
        match = pattern.match(text)
        if match is not None:
            return rank, match.end()
    return None


def sentences(text: str) -> Iterable[tuple[int, int]]:
    """Each up to its full stop."""
    start = 0
    for at, sign in enumerate(text):
        if sign == "。":
            yield start, at + 1
            start = at + 1
    if start < len(text):
        yield start, len(text)
