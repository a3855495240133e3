"""What closes a report in, its paragraphs added to the sheet: list of attachments (附件说明) and signature (落款)."""

from __future__ import annotations

from ...document import Attachments, Block, Document, Signature, attachment_lines, paragraphs_of
from ...style import Page
from . import measure
from .sheet import Sheet


def write_attachments(block: Attachments, sheet: Sheet) -> None:
    """Indented by two characters; wrapped lines begin under the name's first character (GB/T 9704-2012 7.3.4)."""
    style = sheet.style
    indent = measure.characters(style.indent, style.page, style.body)
    label = measure.extent("附件：", style.page, style.body)
    for position, (name, line) in enumerate(zip(block.names, attachment_lines(block), strict=True)):
        lead = measure.extent(line.removesuffix(name), style.page, style.body)
        start = indent if position == 0 else indent + label
        placed = f'<w:ind w:left="{start + lead}" w:hanging="{lead}"/>'
        before = style.attachments_before if position == 0 else 0
        sheet.paragraph("Attachment", sheet.body.text(line), placed, lines=before)


def goes_along(block: Block, page: Page) -> bool:
    """Whether the block before attachments or signature stays on their page, so that none holds these and no text.

    A long one does not: LibreOffice moves it whole and leaves half a page empty.
    """
    length = sum(map(len, paragraphs_of(Document("", "", "", (block,)))))
    return length <= _KEPT_LINES * page.characters


def write_signature(block: Signature, sheet: Sheet) -> None:
    """Body and date on lines of their own that no page break parts."""
    body, date = _sealed(block, sheet) if block.seal else _unsealed(block, sheet)
    writer, before = sheet.body, sheet.style.signature.before
    sheet.paragraph("Signature", writer.text(block.body), body, lines=before, keep=True)
    sheet.paragraph("Date", writer.text(block.date), *date)


_Places = tuple[str, tuple[str, ...]]
"""The indent of the body; the indent and the alignment of the date."""


def _from_right(length: int) -> str:
    return f'<w:ind w:right="{length}"/>'


def _widths(block: Signature, sheet: Sheet) -> tuple[int, int]:
    body, page = sheet.style.body, sheet.style.page
    return measure.extent(block.body, page, body), measure.extent(block.date, page, body)


def _unsealed(block: Signature, sheet: Sheet) -> _Places:
    """Places of body and date by 7.3.5.2: the date begins two characters to the right of the body.

    Where the date is the longer one, it keeps the distance from the edge and the body makes room. The usual date is
    placed by its beginning, which holds however wide the digits come out.
    """
    style = sheet.style
    rule, page = style.signature, style.page
    body, date = _widths(block, sheet)
    later = measure.characters(rule.date_later, page, style.body)
    right = measure.characters(rule.body_right, page, style.body)
    free = right + body - later - date
    if date > body or free < measure.characters(_SLACK, page, style.body):
        right = measure.characters(rule.date_right, page, style.body)
        return _from_right(right + later + date - body), (_from_right(right),)
    left = sheet.width - right - body + later
    return _from_right(right), (f'<w:ind w:left="{left}"/>', '<w:jc w:val="left"/>')


def _sealed(block: Signature, sheet: Sheet) -> _Places:
    """Places of body and date by 7.3.5.1: the body is centred over the date.

    A body too long for that stands at the edge, and the date moves left under its middle: the seal covers both.
    """
    style = sheet.style
    body, date = _widths(block, sheet)
    right = measure.characters(style.signature.sealed_date_right, style.page, style.body)
    over = right + (date - body) // 2
    if over >= 0 or body > sheet.width:
        return _from_right(max(over, 0)), (_from_right(right),)
    return _from_right(0), (_from_right(right - over),)


_KEPT_LINES = 5
_SLACK = 0.5
"""Characters that a line must have to spare, or a date a little wider than measured would wrap."""
