"""A pack's style.yaml as typed values: every number of the page, the numbering of headings, words and decimals.

Lengths are typed so that points, millimetres and characters cannot be mixed up. The defaults of a report live in the
base pack's style.yaml, not here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NewType

from msgspec import Struct

Pt = NewType("Pt", float)
Mm = NewType("Mm", float)
Chars = NewType("Chars", float)
"""A length in characters of the body size (字)."""

CHINESE = "〇一二三四五六七八九"


class Font(Struct, frozen=True):
    """A typeface pair and size: `chinese` for Chinese text and its punctuation, `latin` for digits and Latin letters."""

    chinese: str
    latin: str
    size: Pt
    bold: bool = False


class Page(Struct, frozen=True):
    """Paper and text block (GB/T 9704-2012 5.1, 5.2)."""

    width: Mm
    height: Mm
    top: Mm
    bottom: Mm
    left: Mm
    right: Mm
    lines: int
    characters: int
    pitch: Pt
    """Distance of lines, exact (固定值)."""
    spacing: Pt
    """Added to every character so that `characters` of them fill a line; negative sets them closer."""


class PageNumber(Struct, frozen=True):
    """Form and place of the page number (GB/T 9704-2012 7.5): `form` holds 1 where the number stands."""

    font: Font
    form: str
    below: Mm
    """Distance of the dash's top below the text block."""
    inset: Chars
    """Characters left free between the number and the outer edge of the text block."""


class TitleStyle(Struct, frozen=True):
    font: Font
    pitch: Pt
    before: int
    """Blank body lines above the title."""
    after: int
    """Blank body lines below it."""


class HeadingStyle(Struct, frozen=True):
    """`number` is the form of the first number: 一、 （一） 1. （1） ①; "" prints none."""

    font: Font
    number: str
    indent: Chars


class TableStyle(Struct, frozen=True):
    font: Font
    header: Font
    caption: Font
    note: Font
    border: Pt
    padding: Mm
    narrowest: Chars
    """The least that a column takes where its text is longer than a character; like `widest` in characters of the table."""
    widest: Chars
    """What a column of prose takes where others need the room."""
    closest: Mm
    """The padding beside the text of a table with more columns than lines have room for."""
    smallest: Pt
    """Type is set smaller down to this where a form, or a row of figures, would not fit otherwise."""
    centred: tuple[str, ...]
    """Labels that stand in the middle of their cell: 合计, 总计."""


class TitleBreaks(Struct, frozen=True):
    """Where a title that is longer than a line may go on below (GB/T 9704-2012 7.3.1: 回行时要做到词意完整)."""

    before: tuple[str, ...]
    """Words before which a line may end; the longest that begins at a place counts, and none is broken itself."""
    after: tuple[str, ...]
    """Words behind which it may."""
    within: tuple[str, ...]
    """Words behind which it may where a name alone is longer than a line."""
    whole: tuple[str, ...]
    """Words that stay whole even there."""


class SignatureStyle(Struct, frozen=True):
    """`*_right` are indents from the right edge; see GB/T 9704-2012 7.3.5.1 (seal) and 7.3.5.2 (no seal)."""

    before: int
    body_right: Chars
    date_right: Chars
    sealed_date_right: Chars
    date_later: Chars
    """Without a seal the date's first character stands this far to the right of the body's."""


class PartStyle(Struct, frozen=True):
    """A centred heading that opens a part of the report (第一部分)."""

    font: Font
    after: int


class ContentsStyle(Struct, frozen=True):
    """目录: `indent` is added for every level below the first."""

    title: Font
    after: int
    font: Font
    indent: Chars


class AttachmentStyle(Struct, frozen=True):
    """The head of an attachment (GB/T 9704-2012 7.3.8): `before` blank lines part its label from its title."""

    label: Font
    title: Font
    pitch: Pt
    before: int
    after: int


class CoverStyle(Struct, frozen=True):
    """封面: `before` blank lines above the title, whose lines are `pitch` apart; rows and foot lines are `row` apart."""

    title: Font
    pitch: Pt
    before: int
    font: Font
    row: Pt


class ChartStyle(Struct, frozen=True):
    font: Font
    caption: Font
    height: Mm


class Style(Struct, frozen=True):
    page: Page
    page_number: PageNumber
    body: Font
    indent: Chars
    title: TitleStyle
    breaks: TitleBreaks
    addressee_before: int
    headings: tuple[HeadingStyle, ...]
    numbers: dict[str, str]
    """Named forms of numbers that a template asks for by name: {"项目": "项目1："}."""
    lists: tuple[str, ...]
    """Forms of the numbers of Markdown's ordered lists, outer level first."""
    table: TableStyle
    signature: SignatureStyle
    attachments_before: int
    part: PartStyle
    contents: ContentsStyle
    attachment: AttachmentStyle
    cover: CoverStyle
    chart: ChartStyle

    def __hash__(self) -> int:
        return hash((self.page, self.body, self.title, self.table))


def chinese_number(n: int) -> str:
    """1 to 9999 in Chinese numerals as headings write them: 十一, 二十, 一百零三."""
    if not 0 < n < 10_000:
        return str(n)
    text, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // power % 10
        if digit:
            text += ("〇" if zero and text else "") + CHINESE[digit] + unit
            zero = False
        elif text:
            zero = True
    text = text.replace("〇", "零")
    return text[1:] if text.startswith("一十") else text


@lru_cache(maxsize=1024)
def numeral(form: str, n: int) -> str:
    """The n-th number of a form given by its first: 一、 → 二、, （1） → （2）, 项目1： → 项目2：, ① → ②."""
    for position, character in enumerate(form):
        if character == "1":
            text = str(n)
        elif character == "一":
            text = chinese_number(n)
        elif character == "①":
            text = chr(ord("①") + n - 1) if n <= 20 else f"({n})"
        else:
            continue
        return form[:position] + text + form[position + 1 :]
    return form
