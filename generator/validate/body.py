"""The rows of a table and its head in, those below it up to the notes out, without numbers of columns and repeated heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Many

from ..model import Count, Money, Rate, Score, bare_kind
from ..pattern import deferred
from .cells import Row
from .headings import DIGITS, SKIPPED, Head, heading

FIGURES = (Money, Count, Rate, Score)
NUMBER = deferred(r"[0-9０-９]\s*$")
"""What a figure ends in, and a name does not."""
_AMOUNT = deferred(r"[-−+¥￥(（△]?\s*[0-9０-９]")
_NOTES = ("注：", "注:", "备注：", "备注:", "说明：", "说明:", "注1", "注 1")


def below_head(rows: Many[Row], head: Head) -> Iterator[Row]:
    """The rows below the head up to the notes, without heads that are repeated on each page and numbers of columns."""
    held: list[Row] = []
    for row in rows[head.last + 1 :]:
        words = [cell.text for cell in row if cell.text]
        if words and (words[0].startswith(_NOTES) or (row is not rows[head.last + 1] and _begins_anew(row, head))):
            break
        if words and {heading(word) for word in words} <= head.words:
            held = []  # what stands above a repeated head is the page's: 续表, 单位：万元
            continue
        if not words or _counts(words) or all(re.search("[:：]", word) for word in words):
            continue
        if len(words) == 1 and not NUMBER.search(words[0]):
            held.append(row)
            continue
        yield from held
        held = []
        yield row
    yield from held


def _begins_anew(row: Row, head: Head) -> bool:
    """Whether a row belongs to the next part of a form (年度总体目标), which its first column names."""
    if any(number < len(row) and row[number].text for number in head.labels):
        return True
    figures = [one.number for one in head.halves[0].columns if isinstance(bare_kind(one.field.kind), FIGURES)]
    filled = [row[number].text for number in figures if number < len(row) and not row[number].empty]
    return head.form and bool(filled) and not any(map(_AMOUNT.match, filled))


def _counts(words: Many[str]) -> bool:
    """Numbers of the columns: 栏次 1 2 3, 类 款 项 栏次 1 2 3, or 1 2 3 alone."""
    bare = [re.sub(r"\s", "", word) for word in words]
    if bare[0] in ("栏次", "行次") or (len(words) > 1 and list(words) == [str(n + 1) for n in range(len(words))]):
        return True
    return any(word in SKIPPED for word in bare) and all(word in (*SKIPPED, *DIGITS) or word.isdigit() for word in bare)
