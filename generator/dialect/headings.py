"""The line of a title or heading and its attributes in, its block with its number out; faults on the way."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..codes.dialect import ATTRIBUTE, BROKEN_HEADING, SECOND_TITLE, TOO_DEEP
from ..diagnostic import Label
from ..document import Attachment, Block, Heading, Landscape, Title
from ..prose import Prose
from .attributes import Attributes, read_attributes, split_trailing
from .faults import Faults, quote
from .fill import LINE, TITLE, fill_text, written_lines
from .numbers import ATTACHMENT, DEEPEST, Counters, Numbering

TITLE_ATTRIBUTES = (ATTACHMENT,)
HEADING_ATTRIBUTES = ("编号", "接排", "居中", "另页", "目录编号")
_FURTHER = "续"
"""{附件=续}: a further title of the attachment."""
_PLAIN = "不编号"
"""{附件=不编号}: an attachment without a number beside others."""


class HeadingReader:
    """Reads the titles and headings of one document; `level` is that of the last heading."""

    def __init__(self, values: Sequence[str | Prose], numbering: Numbering, faults: Faults) -> None:
        self.values, self.numbering, self.faults = values, numbering, faults
        self.counters = numbering.counters
        self.level = 0
        self.title_line: int | None = None

    def title(self, text: str, line: int) -> Title | Attachment | None:
        text, inside = split_trailing(text)
        attributes = read_attributes(inside or "", line, TITLE_ATTRIBUTES, self.faults)
        lines = tuple(filter(None, written_lines(text, line, self.faults, self.values, TITLE)))
        if ATTACHMENT in attributes.values:
            self.level = 0
            return Attachment(self.label(attributes), lines)
        if self.title_line is None:
            self.title_line = line
            return Title(lines)
        first = Label(self.faults.place(self.title_line), "第一个题目")
        advice = "只留一个；下面的标题从 ## 起，附件的题目后面写 {附件}"
        self.faults.report(SECOND_TITLE, f"又有一个题目：{quote(text)}", line, advice=advice, labels=(first,))
        return None

    def label(self, attributes: Attributes) -> str:
        """The label of the attachment that begins, "" for a further title of the one under way."""
        written = fill_text(attributes.values[ATTACHMENT], self.values).strip()
        if not written:
            return self.counters.attachment()
        self.counters.new_title()
        if written == _PLAIN:
            return self.counters.only_label
        if written != _FURTHER:
            message = f"附件的值不对：{quote(written)}"
            advice = "写成 {附件}，不要序数的写成 {附件=不编号}，同一附件的下一个题目写成 {附件=续}"
        elif not self.counters.attachments:
            message, advice = "{附件=续} 前面没有附件", "第一个题目写成 {附件}"
        else:
            return ""
        self.faults.report(ATTRIBUTE, message, attributes.line, fragment=ATTACHMENT, advice=advice)
        return ""

    def heading(self, text: str, marks: int, line: int) -> tuple[Heading, bool]:
        """The heading, and whether the next paragraph runs in with it."""
        if marks > DEEPEST + 1:
            advice = f"最深写到 {'#' * (DEEPEST + 1)}"
            self.faults.report(TOO_DEEP, f"标题层次太深：{quote('#' * marks + ' ' + text)}", line, advice=advice)
        text, inside = split_trailing(text)
        if not text:
            self.faults.report(BROKEN_HEADING, "标题没有文字", line, advice="写上标题，或去掉这一行")
        self.level = level = max(min(marks - 1, DEEPEST), 1)
        runs = written_lines(text, line, self.faults, self.values, LINE)[0]
        if not inside:
            return Heading(level, self.counters.next(level), runs), False
        attributes = read_attributes(inside, line, HEADING_ATTRIBUTES, self.faults)
        join, centered, new_page, listed = (self.flag(attributes, name) for name in HEADING_ATTRIBUTES[1:])
        number = self.number(level, attributes, centered)
        heading = Heading(level, "" if listed else number, runs, centered, new_page, number if listed else "")
        if join and (centered or new_page):
            advice = "去掉 {接排}，或去掉 居中、另页"
            self.faults.report(ATTRIBUTE, "接排的标题不能居中、另页", line, fragment="接排", advice=advice)
            join = False
        return heading, join

    def flag(self, attributes: Attributes, name: str) -> bool:
        given = attributes.values.get(name)
        if given:
            advice = f"写成 {{{name}}}"
            self.faults.report(ATTRIBUTE, f"{name}不带值", attributes.line, fragment=name, advice=advice)
        return given == ()

    def number(self, level: int, attributes: Attributes, centered: bool) -> str:
        form = self.numbering.form(attributes)
        if form is None:
            return self.counters.next(level)
        if centered:
            return self.counters.part(level, form)
        if form:
            return self.counters.next(level, form)
        self.counters.enter(level)
        return ""


def relabelled(blocks: Sequence[Block], counters: Counters) -> tuple[Block, ...]:
    """An attachment that is the only one has no number."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Landscape):
            block = Landscape(relabelled(block.blocks, counters))
        elif isinstance(block, Attachment) and block.label:
            block = replace(block, label=counters.only_label)
        out.append(block)
    return tuple(out)
