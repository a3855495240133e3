"""What was read in, numbers of documents (文号) whose year stands in other brackets than 〔〕 out: the first of a report."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import sentences as codes
from ...pattern import deferred
from .reading import Reading
from .slip import Slip

NUMBER = deferred(r"[（(\[［【〈<]((?:19|20)\d\d)年?([）)\]］】〉>]) ?第?(\d{1,4}) ?号")
CENTURIES = ("19", "20")
OTHERS = ("合同", "编号", "协议", "采购", "招标", "项目号", "民初", "行初", "公告", "标准")
"""Words before numbers of other papers, which their own maker writes as he likes."""


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    found: list[tuple[int, int, str, str, str]] = []
    for sign in "（([［【〈<":
        for at in reading.found(sign):
            if text[at + 1 : at + 3] not in CENTURIES:
                continue
            match, before = NUMBER.match(text, at), text[max(0, at - 12) : at]
            if match is None or any(word in before for word in OTHERS):
                continue
            issued = _issued(text, at)
            if at - issued > 1 and not _alone(reading, issued, match.end()):
                found.append((at, match.end(), match[1], match[2], match[3]))
    if found:
        at, end, year, closed, number = min(found)
        more = f"，共有{len(found)}处" if len(found) > 1 else ""
        yield Slip(
            codes.DOCUMENT,
            at,
            end,
            f"文号的年份写在{text[at]}{closed}里{more}",
            f"改成六角括号：〔{year}〕{number}号",
        )


def _issued(text: str, at: int) -> int:
    """Where the word for who issued a document begins: 财预, 示政办发."""
    start = at
    while start and at - start < 12 and text[start - 1] >= "一" and text[start - 1].isalpha():
        start -= 1
    return start


def _alone(reading: Reading, start: int, end: int) -> bool:
    """Whether a value is nothing but a number, which its report prints in the right brackets whatever was typed."""
    piece = reading.script.piece(start)
    return piece.start == start and piece.text.strip() == reading.text[start:end]
