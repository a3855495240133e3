"""What leads through a report in, its paragraphs added to the sheet: contents (目录), heads of attachments, page breaks."""

from __future__ import annotations

from ...document import (
    Attachment,
    Contents,
    Cover,
    Heading,
    PageBreak,
    attachment_title,
    contents_entries,
    is_listed,
    outline_level,
    text_of,
)
from . import fields
from .runs import pen
from .sheet import Sheet
from .styles import contents_levels
from .titles import broken

_GAP = "\u3000"
_OUT_OF_OUTLINE = '<w:outlineLvl w:val="9"/>'


def write_contents(block: Contents, sheet: Sheet) -> None:
    """A field with its entries, each a link: WPS shows nothing before an update otherwise.

    No entry has a page number, which only a layout knows; an update (更新域) puts them in behind the leader of the
    entries' styles. The settings ask for no update on opening, which Word would only do after a warning.
    """
    style = sheet.style.contents
    sheet.paragraph("TOCHeading", pen(style.title).text(block.title), keep=True)
    sheet.below = style.after
    writer = pen(style.font)
    deepest = contents_levels(sheet.style)
    listed = [
        (entry, sheet.marks.all[position].name)
        for position, entry in enumerate(contents_entries(sheet.blocks))
        if is_listed(entry, block.depth) and _entry(entry, sheet)
    ]
    above: list[int] = []
    for position, (entry, name) in enumerate(listed):
        while above and above[-1] >= outline_level(entry):
            above.pop()
        above.append(outline_level(entry))
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{writer.text(_entry(entry, sheet))}</w:hyperlink>'
        begin = fields.opened(_instruction(block.depth), writer) if position == 0 else ""
        end = fields.ended(writer) if position == len(listed) - 1 else ""
        sheet.paragraph(f"TOC{min(len(above), deepest)}", begin + link + end)


def _instruction(depth: int) -> str:
    r"""Built-in headings down to `depth`, and the TC entries of attachments (\f), linked (\h)."""
    return rf'TOC \o "1-{depth}" \f \h \z'


def _entry(entry: Heading | Attachment, sheet: Sheet) -> str:
    if isinstance(entry, Heading):
        return " ".join(((entry.number or entry.listed) + text_of(entry.runs)).split("\n"))
    return _GAP.join(
        text for text in (entry.label, "".join(map(text_of, attachment_title(entry, sheet.blocks)))) if text
    )


def write_attachment(block: Attachment, sheet: Sheet) -> None:
    """Label in the first line of a new page, title in the third (GB/T 9704-2012 7.3.8); a cover follows below them.

    The title's first line is in the outline beside the headings of level 1. The hidden entry (TC) brings the label and
    the whole title into the contents when these are updated.
    """
    style = sheet.style.attachment
    if isinstance(sheet.following, Cover) and not sheet.opened:
        sheet.begin("cover")
    else:
        sheet.break_page()
    mark, lead = sheet.marks.following(), fields.hidden(_listed(block, sheet), sheet.body)
    before: float = style.before
    if block.label:
        sheet.paragraph("AttachmentLabel", mark.around(lead + pen(style.label).text(block.label)), keep=True)
    else:
        before += 1
    title, sheet.under = pen(style.title), "".join(map(text_of, block.lines)) or block.label
    for position, line in enumerate(block.lines):
        runs = title.runs(broken(line, style.title, sheet.width, sheet.style.breaks))
        if position:
            sheet.paragraph("AttachmentTitle", runs, _OUT_OF_OUTLINE, keep=True)
        else:
            first = runs if block.label else mark.around(lead + runs)
            sheet.paragraph("AttachmentTitle", first, lines=before, keep=True)
    sheet.below = style.after


def _listed(block: Attachment, sheet: Sheet) -> str:
    entry = _entry(block, sheet).replace("\\", "\\\\").replace('"', "”")
    return rf'TC "{entry}" \l 1'


def write_page_break(block: PageBreak, sheet: Sheet) -> None:
    sheet.break_page()
