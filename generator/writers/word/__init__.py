"""A document and its style in, the bytes of a Word file (DOCX) out: the same bytes for the same input."""

from __future__ import annotations

from itertools import zip_longest

from ...document import (
    Addressee,
    Attachment,
    Attachments,
    Block,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Landscape,
    Numbered,
    PageBreak,
    Paragraph,
    RunIn,
    Signature,
    Table,
    Title,
    opens,
)
from ...exhaustive import assert_never
from ...style import Style
from .blocks import write_addressee, write_heading, write_numbered, write_paragraph, write_run_in, write_title
from .charts import chart_id, write_chart
from .closing import goes_along, write_attachments, write_signature
from .contents import write_attachment, write_contents, write_page_break
from .cover import write_cover
from .footer import footers
from .kept import Properties, imprint_of, imprint_parts, properties_part, source_parts
from .marks import Marks
from .namespaces import CORE_RELATION, DECLARED, DOCUMENT_TYPE, relation
from .package import Part, PartLink, pack, xml
from .parts import APP, SETTINGS, THEME, core_part
from .sheet import Sheet
from .styles import fonts_part, styles_part
from .tables import write_table


def write_docx(document: Document, style: Style, properties: Properties = (), source: bytes | None = None) -> bytes:
    """Write a document in the page style of its pack; `properties` are shown among those of the file, which carries its
    `source` where that is wanted."""
    sheet = Sheet(style, document.blocks, Marks(document.blocks))
    _write(document.blocks, sheet)
    written = sheet.finished()
    body = xml(f"<w:document {DECLARED}><w:body>", *written, "</w:body></w:document>")
    others = _others(sheet)
    pages = [part.data for _, kind, part in others if kind == "footer"]
    made = imprint_of("".join(written), [chart.chart.data for chart in sheet.charts], pages)
    data = [*imprint_parts(made), *(source_parts(source) if source is not None else ())]
    relations = tuple(PartLink(id, relation(kind), part.name) for id, kind, part in others)
    relations += tuple(
        PartLink(id, relation("customXml"), part.name)
        for id, part in zip(("imprint", "source"), data[::2], strict=False)
    )
    main, core = Part("word/document.xml", DOCUMENT_TYPE, body, relations), core_part(document)
    custom = properties_part(properties, made)
    listed = (part for _, _, part in others)
    return pack(
        (main, core, APP, custom, *data, *listed, *(chart.workbook for chart in sheet.charts)),
        (
            PartLink("rId1", relation("officeDocument"), main.name),
            PartLink("rId2", CORE_RELATION, core.name),
            PartLink("rId3", relation("extended-properties"), APP.name),
            PartLink("rId4", relation("custom-properties"), custom.name),
        ),
    )


def _others(sheet: Sheet) -> list[tuple[str, str, Part]]:
    """The parts that the body relates to: id and kind of the relationship, part."""
    return [
        ("rId1", "styles", styles_part(sheet.style)),
        ("rId2", "settings", SETTINGS),
        ("rId3", "fontTable", fonts_part(sheet.style)),
        ("rId4", "theme", THEME),
        *((id, "footer", part) for id, part in footers(sheet.style, sheet.kinds)),
        *((chart_id(number), "chart", chart.chart) for number, chart in enumerate(sheet.charts, 1)),
    ]


def _write(blocks: tuple[Block, ...], sheet: Sheet) -> None:
    for number, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        if isinstance(block, Landscape):
            sheet.begin("landscape")
            _write(block.blocks, sheet)
            sheet.ended = True
            continue
        if sheet.ended and not isinstance(block, (Cover, PageBreak)):
            sheet.begin("portrait")
        if opens(block) and _covered(blocks[number + 1 : number + 3]):
            sheet.begin("cover")
        sheet.following = following
        sheet.opened = number > 0 and opens(blocks[number - 1]) and not isinstance(block, PageBreak)
        sheet.keep = isinstance(following, (Attachments, Signature)) and goes_along(block, sheet.style.page)
        _write_block(block, sheet)


def _covered(below: tuple[Block, ...]) -> bool:
    """Whether an attachment begins with its cover."""
    return len(below) > 1 and isinstance(below[0], Attachment) and isinstance(below[1], Cover)


def _write_block(block: Block, sheet: Sheet) -> None:
    match block:
        case Title():
            write_title(block, sheet)
        case Heading():
            write_heading(block, sheet)
        case RunIn():
            write_run_in(block, sheet)
        case Paragraph():
            write_paragraph(block, sheet)
        case Numbered():
            write_numbered(block, sheet)
        case Addressee():
            write_addressee(block, sheet)
        case Table():
            write_table(block, sheet)
        case Signature():
            write_signature(block, sheet)
        case Attachments():
            write_attachments(block, sheet)
        case Attachment():
            write_attachment(block, sheet)
        case Contents():
            write_contents(block, sheet)
        case PageBreak():
            write_page_break(block, sheet)
        case Cover():
            write_cover(block, sheet)
        case Chart():
            write_chart(block, sheet)
        case Landscape():
            raise AssertionError("its blocks are written in its place")
        case _:
            assert_never(block)
