"""What a `:::` block holds in, its Document block out, or None beside faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct, field

from ..codes.dialect import ATTRIBUTE, BLOCK_CONTENT, STRAY_CLOSE, UNCLOSED_BLOCK, UNKNOWN_BLOCK
from ..document import (
    Addressee,
    Attachments,
    Block,
    Chart,
    Contents,
    Cover,
    Landscape,
    PageBreak,
    Run,
    Signature,
    Table,
    text_of,
)
from ..prose import Prose
from ..source import nearest
from .attributes import Attributes, read_attributes
from .charts import CHART_ATTRIBUTES, ChartReader
from .covers import CoverReader
from .faults import Faults, quote
from .fill import SIGNATURE, fill_line, fill_lines, fill_text
from .inline import Atom
from .numbers import DEEPEST, Numbering
from .raw_table import RawTable
from .tables import TABLE_ATTRIBUTES, TableReader

LANDSCAPE, COVER = "横排", "封面"
_CONTENTS_DEPTH = 2
_HEAD = re.compile(
    r"[:：]{3,}(?![:：])\s*(?:(?P<name>[^\s{}:：]+)\s*)?(?:\{(?P<inside>[^{}]*)\}\s*)?(?P<closed>[:：]{3,}\s*)?"
)
"""No two parts of it can take the same blanks or colons, so that a line is read once."""
_COLONS = ("：", ":")


class FencedText(Struct, frozen=True):
    """A paragraph or list item within a block."""

    atoms: Sequence[Atom]
    item: bool
    line: int


class Fence(Struct):
    """An open block; `name` is "" where it is none that is known, and its contents are then taken as if outside.

    `closed` says that the line which opened it ends it too.
    """

    name: str
    attributes: Attributes
    line: int
    held: list[FencedText | RawTable] = field(default_factory=list)
    spoilt: bool = False
    """Whether something in it was already reported."""
    closed: bool = False
    cover: CoverReader | None = None
    around: tuple[Block, ...] = ()
    """The blocks that stood in it, once it is closed."""

    @property
    def open_to_all(self) -> bool:
        """Whether other blocks can stand in it."""
        return not self.name or SPECS[self.name].around

    def holds(self, what: type[FencedText | RawTable]) -> bool:
        return self.name in SPECS and SPECS[self.name].holds is what


class FenceReader:
    """Opens and closes the blocks of one document."""

    def __init__(self, values: Sequence[str | Prose], numbering: Numbering, faults: Faults) -> None:
        self.values, self.numbering, self.faults = values, numbering, faults
        self.tables, self.charts = TableReader(values, numbering, faults), ChartReader(values, faults)

    def open(self, text: str, line: int) -> Fence:
        match = _HEAD.fullmatch(text)
        name = (match or _HEAD.match(text))["name"] or ""  # type: ignore[index] # it begins with colons
        known = name in SPECS
        if not known:
            self.unknown(name, line)
        elif match is None:
            self.faults.report(
                ATTRIBUTE, f"::: {name} 后面读不懂：{quote(text)}", line, advice=f'写成 ::: {name} {{属性="值"}}'
            )
        inside = (match["inside"] or "") if match and known else ""
        attributes = read_attributes(inside, line, SPECS[name].attributes if known else (), self.faults)
        cover = CoverReader(self.values, self.faults) if name == COVER else None
        closed = match is not None and match["closed"] is not None
        return Fence(name if known else "", attributes, line, spoilt=match is None, closed=closed, cover=cover)

    def unknown(self, name: str, line: int) -> None:
        known = "、".join(SPECS)
        if not name:
            self.faults.report(UNKNOWN_BLOCK, "::: 后面没有块的名称", line, advice=f"写上名称，可用的有：{known}")
            return
        meant = nearest(name, SPECS)
        advice = f"是不是“::: {meant}”？" if meant else f"可用的块：{known}"
        self.faults.report(UNKNOWN_BLOCK, f"没有名为“{quote(name)}”的块", line, fragment=name, advice=advice)

    def unclosed(self, fence: Fence) -> None:
        if fence.name:
            self.faults.report(UNCLOSED_BLOCK, f"::: {fence.name} 没有结束", fence.line, advice="在块的末尾加一行 :::")

    def stray(self, line: int) -> None:
        self.faults.report(STRAY_CLOSE, "这个 ::: 没有对应的开头", line, advice="去掉这一行，或在块的开头写 ::: 和名称")

    def close(self, fence: Fence) -> Block | None:
        return None if fence.spoilt or not fence.name else SPECS[fence.name].make(self, fence)

    def refuse(self, fence: Fence, what: str, line: int) -> None:
        """Something stands in a block that it cannot hold."""
        if not fence.spoilt:
            self.faults.report(
                BLOCK_CONTENT,
                f"::: {fence.name} 里不能有{what}",
                line,
                advice=f"移到块外；::: {fence.name} 以单独一行 ::: 结束",
            )
        fence.spoilt = True

    def table(self, fence: Fence) -> Table | None:
        raw = self.only_table(fence)
        return self.tables.read(raw, fence.attributes) if raw else None

    def chart(self, fence: Fence) -> Chart | None:
        raw = self.only_table(fence)
        if raw and not raw.aligns:
            advice = "合并的单元格画不成图；用 | 画表"
            self.faults.report(BLOCK_CONTENT, "::: 图 里要用竖线画的表格", raw.line, advice=advice)
            return None
        return (
            self.charts.read(raw, fence.attributes, lambda: self.numbering.caption(fence.attributes)) if raw else None
        )

    def only_table(self, fence: Fence) -> RawTable | None:
        held = [one for one in fence.held if isinstance(one, RawTable)]
        if len(held) == 1:
            return held[0]
        message = f"::: {fence.name} 里要有一个表格，这里有 {len(held)} 个"
        self.faults.report(BLOCK_CONTENT, message, fence.line, advice="一个块里写一个表格")
        return None

    def contents(self, fence: Fence) -> Contents | None:
        values = fence.attributes.values
        title = fill_text(values["题"], self.values).strip() if "题" in values else fence.name
        depth = fill_text(values.get("级", ()), self.values).strip() or str(_CONTENTS_DEPTH)
        if depth in map(str, range(1, DEEPEST + 1)):
            return Contents(title, int(depth))
        message = f"级的值不对：{quote(depth)}"
        self.faults.report(ATTRIBUTE, message, fence.line, fragment="级", advice=f"写 1 到 {DEEPEST}，列到几级标题")
        return None

    def cover(self, fence: Fence) -> Cover | None:
        return fence.cover.finish(fence.line) if fence.cover else None

    def signature(self, fence: Fence) -> Signature | None:
        lines = [
            text_of(runs).strip()
            for text in fence.held
            if isinstance(text, FencedText)
            for runs in fill_lines(text.atoms, self.values, SIGNATURE)
        ]
        if not 1 <= len(lines) <= 2:
            message = f"::: 落款 里要有单位和日期两行，这里有 {len(lines)} 行"
            self.faults.report(BLOCK_CONTENT, message, fence.line, advice="第一行写单位，第二行写日期")
            return None
        return Signature(lines[0], lines[1] if len(lines) == 2 else "", self.seal(fence.attributes))

    def seal(self, attributes: Attributes) -> bool:
        if "盖章" not in attributes.values:
            return False
        written = fill_text(attributes.values["盖章"], self.values).strip()
        if written not in ("是", "否"):
            message = f"盖章的值不对：{quote(written)}"
            self.faults.report(ATTRIBUTE, message, attributes.line, fragment="盖章", advice="写 盖章=是 或 盖章=否")
        return written == "是"

    def addressee(self, fence: Fence) -> Addressee | None:
        texts = [one for one in fence.held if isinstance(one, FencedText)]
        if len(texts) != 1:
            message = f"::: 主送 里要有一段，这里有 {len(texts)} 段"
            self.faults.report(BLOCK_CONTENT, message, fence.line, advice="主送机关写成一段，之间用顿号或逗号")
            return None
        runs = fill_line(texts[0].atoms, self.values)
        if runs and not runs[-1].text.endswith(_COLONS):
            last = runs[-1]
            runs = (*runs[:-1], Run(last.text + "：", last.bold))
        return Addressee(runs)

    def attachments(self, fence: Fence) -> Attachments | None:
        texts = [one for one in fence.held if isinstance(one, FencedText)]
        if not texts or not all(text.item for text in texts):
            self.faults.report(BLOCK_CONTENT, "::: 附件 里要有一个列表", fence.line, advice="每个附件一行，以 1. 开头")
            return None
        return Attachments(tuple(fill_text(text.atoms, self.values) for text in texts))

    def page_break(self, fence: Fence) -> PageBreak:
        return PageBreak()

    def landscape(self, fence: Fence) -> Landscape | None:
        return Landscape(fence.around) if fence.around else None


class BlockSpec(Struct, frozen=True):
    """A kind of `:::` block: its attributes, what stands in it, and what it becomes."""

    attributes: tuple[str, ...]
    make: Callable[[FenceReader, Fence], Block | None]
    holds: type[FencedText | RawTable] | None = None
    """Paragraphs or one table."""
    around: bool = False
    """Whether it stands around other blocks."""


SPECS: dict[str, BlockSpec] = {
    "表": BlockSpec(TABLE_ATTRIBUTES, FenceReader.table, RawTable),
    "图": BlockSpec(CHART_ATTRIBUTES, FenceReader.chart, RawTable),
    "落款": BlockSpec(("盖章",), FenceReader.signature, FencedText),
    "主送": BlockSpec((), FenceReader.addressee, FencedText),
    "附件": BlockSpec((), FenceReader.attachments, FencedText),
    "目录": BlockSpec(("题", "级"), FenceReader.contents),
    COVER: BlockSpec((), FenceReader.cover, FencedText),
    "分页": BlockSpec((), FenceReader.page_break),
    LANDSCAPE: BlockSpec((), FenceReader.landscape, around=True),
}
"""Every block by its name."""
