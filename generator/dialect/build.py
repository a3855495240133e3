"""A rendered template, its values and the style in; the numbered Document out, or None beside its faults."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ..codes.dialect import BULLETS, LIST_FORM, NOTHING_TO_JOIN
from ..diagnostic import Diagnostic, in_order
from ..document import Block, Document, Heading, Numbered, Paragraph, RunIn, Runs
from ..exhaustive import assert_never
from ..prose import Prose
from ..source import Source
from ..style import Style
from . import rules
from .faults import Faults
from .fences import LANDSCAPE, Fence, FencedText, FenceReader
from .fill import BODY, SectionHead, fill_line, fill_written, joint
from .foreign import check_paragraph
from .headings import HeadingReader, relabelled
from .inline import Fragment, inline_atoms
from .limits import too_nested, within_limits
from .numbers import ATTACHMENT, DEEPEST, Counters, Numbering, list_number
from .raw_table import RawTable, html_table, pipe_table
from .rules import Token

_CLOSING = re.compile(r"[:：]{3,}")


def parse(
    source: Source, values: Sequence[str | Prose], style: Style, *, title: str, author: str, date: str
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Parse rendered Markdown; U+FDD0, an index into `values`, U+FDD1 stand where a value comes out as it is."""
    builder = _Builder(source, values, style)
    if within_limits(source.text, builder.faults):
        builder.read(rules.block_tokens(source.text))
    found = in_order(builder.faults.found)
    return (None if found else Document(title, author, date, builder.finished())), found


class _List(Struct):
    """An open list; `ordered` is False for one that was refused."""

    ordered: bool
    count: int
    number: str | None = None
    """The number of an item whose first paragraph is still to come."""


class _Joining(Struct, frozen=True):
    """A heading that waits for the paragraph it runs in with."""

    heading: Heading
    line: int


class _Frame(Struct):
    """A `:::` block that holds others, and the blocks around it that come before it."""

    fence: Fence
    before: list[Block]
    doubtful: bool = False
    """Whether an unknown block in it may have taken its end."""


class _Builder:
    """Takes block tokens in order and keeps what is open: lists, `:::` blocks, a heading that runs in."""

    def __init__(self, source: Source, values: Sequence[str | Prose], style: Style) -> None:
        self.values, self.style = values, style
        self.faults = Faults(source)
        self.counters = Counters(style)
        self.numbering = Numbering(values, self.counters, self.faults)
        self.headings = HeadingReader(values, self.numbering, self.faults)
        self.fences = FenceReader(values, self.numbering, self.faults)
        self.blocks: list[Block] = []
        self.lists: list[_List] = []
        self.fence: Fence | None = None
        self.frames: list[_Frame] = []
        self.forgiven = False
        """Whether a `:::` without a beginning is the rest of a block already reported."""
        self.joining: _Joining | None = None

    def read(self, tokens: list[Token]) -> None:
        for token in tokens:
            if self.faults.full:
                return
            self.take(token)
        self.end_joining()
        self.end_fence()
        for frame in self.frames:
            if not frame.doubtful:
                self.fences.unclosed(frame.fence)

    def take(self, token: Token) -> None:
        match token.kind:
            case rules.PARAGRAPH:
                self.paragraph(token.content, token.line)
            case rules.HEADING:
                self.heading(token.content, len(token.markup), token.line)
            case rules.LIST:
                self.open_list(token)
            case rules.ITEM:
                self.open_item()
            case rules.ITEM_END:
                self.flush_number()
            case rules.LIST_END:
                self.lists.pop()
            case rules.FENCE:
                self.fence_line(token.content, token.line)
            case rules.TITLE:
                self.title(token.content, token.line)
            case rules.PIPE_TABLE:
                self.table(pipe_table(token.content, token.line, self.faults), token.line)
            case rules.HTML_TABLE:
                self.table(html_table(token.content, token.line, self.faults), token.line)
            case _:
                assert_never(token.kind)

    def finished(self) -> tuple[Block, ...]:
        """The blocks, once it is known how many attachments there are to number."""
        return tuple(self.blocks if self.counters.attachments != 1 else relabelled(self.blocks, self.counters))

    def add(self, block: Block) -> None:
        self.end_joining()
        self.blocks.append(block)

    def end_joining(self) -> None:
        if self.joining:
            joining, self.joining = self.joining, None
            self.faults.report(
                NOTHING_TO_JOIN, "接排标题后面没有段落", joining.line, advice="后面写一段正文，或去掉 {接排}"
            )

    def end_fence(self) -> None:
        """A block in which something begins that it cannot hold has lost its end, which may still come."""
        if self.fence:
            self.fences.unclosed(self.fence)
            self.fence, self.forgiven = None, True

    # Text

    def paragraph(self, text: str, line: int) -> None:
        if not text:
            return
        if self.fence:
            self.held_paragraph(self.fence, text, line)
            return
        check_paragraph(text, line, self.faults)
        items = fill_written(text, line, self.faults, self.values, BODY)
        number = self.take_number()
        for at, item in enumerate(items):
            if isinstance(item, SectionHead):
                self.section(item)
            elif at == 0 and number is not None:
                self.add(Numbered(number, item))
            elif any(run.text.strip() for run in item):
                self.text(item)

    def held_paragraph(self, fence: Fence, text: str, line: int) -> None:
        in_list = self.take_number() is not None or bool(self.lists)
        if not fence.holds(FencedText):
            self.fences.refuse(fence, "表格以外的文字" if fence.holds(RawTable) else "文字", line)
        elif fence.cover is None:
            check_paragraph(text, line, self.faults)
            fence.held.append(FencedText(inline_atoms(text, line, self.faults), in_list, line))
        elif in_list:
            self.fences.refuse(fence, "列表", line)
        else:
            fence.cover.lines(text, line)

    def text(self, runs: Runs) -> None:
        if self.joining is None:
            self.blocks.append(Paragraph(runs))
            return
        heading, self.joining = self.joining.heading, None
        gap = joint(heading.runs[-1].text if heading.runs else "", runs[0].text)
        if gap:
            runs = (type(runs[0])(gap + runs[0].text, runs[0].bold), *runs[1:])
        self.blocks.append(RunIn(heading.level, heading.number, heading.runs, runs))

    def section(self, opened: SectionHead) -> None:
        """A heading out of a Prose: it follows the template's own heading, not another section."""
        if self.joining:
            # The text that a clerk wrote begins with a heading: nothing can run in, and that is no fault.
            self.blocks.append(self.joining.heading)
            self.joining = None
        level = min(self.headings.level + opened.depth, DEEPEST)
        self.blocks.append(Heading(level, self.counters.next(level), fill_line([Fragment(opened.title)], ())))

    # Headings

    def title(self, text: str, line: int) -> None:
        if self.fence and self.fence.cover:
            self.fence.cover.heading(inline_atoms(text, line, self.faults))
            return
        self.end_fence()
        block = self.headings.title(text, line)
        if block:
            self.add(block)

    def heading(self, text: str, marks: int, line: int) -> None:
        self.end_fence()
        self.end_joining()
        heading, join = self.headings.heading(text, marks, line)
        if join:
            self.joining = _Joining(heading, line)
        else:
            self.blocks.append(heading)

    # Lists

    def open_list(self, token: Token) -> None:
        self.flush_number()
        line, ordered = token.line, token.markup in rules.ORDERED
        in_attachments = self.fence is not None and self.fence.name == ATTACHMENT
        if not ordered and not in_attachments:
            advice = f"改成以 1. 开头的列表；要印 {token.markup} 本身时写成 \\{token.markup}"
            self.faults.report(BULLETS, f"不能用以 {token.markup} 开头的项目符号", line, advice=advice)
        if ordered and sum(one.ordered for one in self.lists) == len(self.style.lists) > 0:
            message = f"列表有第 {len(self.lists) + 1} 层，序数只规定了 {len(self.style.lists)} 层"
            self.faults.report(LIST_FORM, message, line, advice="减少列表的层数，或改用标题")
        if not (ordered and self.style.lists):  # else that is said at the first level without a number
            too_nested(len(self.lists) + 1, "列表", line, self.faults)
        self.lists.append(_List(ordered, max(token.start, 1) - 1 if ordered else 0))

    def open_item(self) -> None:
        now = self.lists[-1]
        now.count += 1
        if now.ordered:
            now.number = list_number(self.style, len(self.lists) - 1, now.count)

    def take_number(self) -> str | None:
        if not self.lists:
            return None
        number, self.lists[-1].number = self.lists[-1].number, None
        return number

    def flush_number(self) -> None:
        """An item that has no text of its own still counts and prints its number."""
        number = self.take_number()
        if number is not None and not self.fence:
            self.add(Numbered(number, ()))

    # Tables and blocks

    def table(self, raw: RawTable | None, line: int) -> None:
        if self.lists:
            self.faults.report(LIST_FORM, "表格不能放在列表里", line, advice="在表格前空一行，从行首写起")
        if self.fence:
            if not self.fence.holds(RawTable):
                self.fences.refuse(self.fence, "表格", line)
            elif raw is None:
                self.fence.spoilt = True
            else:
                self.fence.held.append(raw)
            return
        self.end_joining()
        table = self.fences.tables.read(raw, None) if raw else None
        if table:
            self.blocks.append(table)

    def fence_line(self, text: str, line: int) -> None:
        if self.lists:
            self.faults.report(LIST_FORM, "::: 块不能放在列表里", line, advice="从行首写起")
        elif _CLOSING.fullmatch(text):
            self.close(line)
        else:
            self.end_joining()
            self.end_fence()
            fence = self.fences.open(text, line)
            if fence.open_to_all:
                self.open_frame(fence)
            else:
                self.fence = fence
            if fence.closed:
                self.close(line)

    def open_frame(self, fence: Fence) -> None:
        """A block begins that holds others; what is unknown may be one, or need no end at all."""
        if not fence.name:
            for frame in self.frames:
                frame.doubtful = True
        elif any(frame.fence.name for frame in self.frames):
            self.fences.refuse(fence, f" ::: {LANDSCAPE}", fence.line)
        too_nested(len(self.frames) + 1, "::: 块", fence.line, self.faults)
        self.frames.append(_Frame(fence, self.blocks, doubtful=not fence.name))
        self.blocks = []

    def close(self, line: int) -> None:
        """`:::` ends the innermost block, however many colons there are."""
        if self.fence:
            fence, self.fence = self.fence, None
            block = self.fences.close(fence)
            if block:
                self.blocks.append(block)
        elif self.frames:
            self.end_joining()
            frame = self.frames.pop()
            frame.fence.around, self.blocks = tuple(self.blocks), frame.before
            block = self.fences.close(frame.fence)
            if block:
                self.blocks.append(block)
        elif self.forgiven:
            self.forgiven = False
        else:
            self.fences.stray(line)
