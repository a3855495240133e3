"""Blocks of text in, their paragraphs added to the sheet: title, headings, paragraphs, addressee."""

from __future__ import annotations

from ...document import Addressee, Heading, Numbered, Paragraph, RunIn, Title, text_of
from ...style import Font
from .runs import numbered, pen
from .sheet import Sheet
from .titles import broken


def write_title(block: Title, sheet: Sheet) -> None:
    title, sheet.under = sheet.style.title, "".join(map(text_of, block.lines))
    for position, line in enumerate(block.lines):
        whole = broken(line, title.font, sheet.width, sheet.style.breaks)
        sheet.paragraph("Title", sheet.title.runs(whole), lines=0 if position else title.before)
    sheet.below = title.after


def write_heading(block: Heading, sheet: Sheet) -> None:
    if block.new_page:
        sheet.break_page()
    sheet.under = text_of(block.runs)
    level, own = sheet.heading(block.level)
    part = sheet.style.part
    writer = pen(part.font, within=own.font) if block.centered else sheet.headings[level - 1]
    text = numbered(block.number, block.runs)
    if block.centered:
        text = broken(text, part.font, sheet.width, sheet.style.breaks)
    runs = sheet.marks.following().around(writer.runs(text))
    sheet.paragraph(f"Heading{level}", runs, *(_CENTRED if block.centered else ()))
    if block.centered:
        sheet.below = part.after


_CENTRED = '<w:ind w:firstLineChars="0" w:firstLine="0"/>', '<w:jc w:val="center"/>'


def write_run_in(block: RunIn, sheet: Sheet) -> None:
    """A body paragraph, so that the lead stays out of the outline and of the contents."""
    _, heading = sheet.heading(block.level)
    lead = pen(_lead(heading.font, sheet.style.body), within=sheet.style.body, justified=True)
    sheet.paragraph("NormalIndent", lead.runs(numbered(block.number, block.heading)) + sheet.body.runs(block.runs))


def _lead(font: Font, body: Font) -> Font:
    """The level's font; where it is the body's own (levels 3 and 4), bold, or nothing would set the lead off."""
    same = font.chinese == body.chinese and not font.bold
    return Font(font.chinese, font.latin, font.size, bold=True) if same else font


def write_paragraph(block: Paragraph, sheet: Sheet) -> None:
    aligned = "" if block.align == "justify" else f'<w:jc w:val="{block.align}"/>'
    style_id = "NormalIndent" if block.indent else "Normal"
    sheet.paragraph(style_id, sheet.body.runs(block.runs), aligned)


def write_numbered(block: Numbered, sheet: Sheet) -> None:
    sheet.paragraph("NormalIndent", sheet.body.runs(numbered(block.number, block.runs)))


def write_addressee(block: Addressee, sheet: Sheet) -> None:
    sheet.paragraph("Salutation", sheet.body.runs(block.runs), lines=sheet.style.addressee_before)
