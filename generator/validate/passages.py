"""A node of prose in, its paragraphs and sections with the place of each out."""

from __future__ import annotations

from ..codes import filling
from ..figure import Words
from ..model import Passage
from ..nodes import Mapping, Node, Scalar, Sequence
from ..prose import Prose, Section
from ..source import Place, shorten
from .lines import line_with
from .scalars import Fault

Faults = list[tuple[Fault, Place]]
SECTION = ("标题", "内容")
DEEPEST = 3
"""Sections may hold sections down to the fourth level of headings that GB/T 9704 knows."""


def read_passage(kind: Passage, node: Node) -> tuple[Words | None, Faults]:
    """Prose: a scalar (a paragraph a line), a list of paragraphs and sections, or one section."""
    faults: Faults = []
    lines: list[Place] = []
    blocks = _blocks(node, lines, faults, DEEPEST)
    words = Words(Prose(tuple(blocks)), node.place, tuple(lines), listed=isinstance(node, Sequence))
    length = sum(len(paragraph) for paragraph in words.prose.paragraphs())
    if kind.limit is not None and length > kind.limit:
        faults.append(
            (Fault(filling.LONG, f"写了 {length} 字，上限 {kind.limit} 字", f"压到 {kind.limit} 字以内"), node.place)
        )
    return (words if not faults else None), faults


def _blocks(node: Node, lines: list[Place], faults: Faults, depth: int) -> list[str | Section]:
    match node:
        case Scalar():
            return list(_paragraphs(node, lines, faults))
        case Sequence(items):
            return [block for item in items for block in _blocks(item, lines, faults, depth)]
        case Mapping():
            return _section(node, lines, faults, depth)


def _paragraphs(node: Scalar, lines: list[Place], faults: Faults) -> list[str]:
    """Each line that is not blank is a paragraph, without the indent that Word's paste brings along."""
    found, at = [], 0
    for line in node.text.split("\n"):
        text = line.strip()
        if text:
            start = at + line.index(text)
            found.append(text)
            lines.append(node.part(start, start + len(text)))
        at += len(line) + 1
    if not found:
        faults.append((Fault(filling.BLANK, "还没有填", "填上；不涉及就整行删去"), node.place))
    return found


def _section(node: Mapping, lines: list[Place], faults: Faults, depth: int) -> list[str | Section]:
    entries = {entry.key.text: entry for entry in node.entries}
    wrong = [entry for entry in node.entries if entry.key.text not in SECTION]
    if wrong or len(entries) != len(SECTION) or depth == 0:
        place = (wrong[0].key if wrong else node.entries[0].key if node.entries else node).place
        faults.append((_why_no_section(node, bool(wrong), depth), place))
        return []
    title = entries["标题"].value
    if not isinstance(title, Scalar) or not title.text.strip() or "\n" in title.text.strip():
        faults.append(
            (Fault(filling.ONE_LINE, "的“标题”要写成一行", "标题写在冒号后面同一行"), entries["标题"].key.place)
        )
        return []
    lines.append(title.place)
    return [Section(title.text.strip(), Prose(tuple(_blocks(entries["内容"].value, lines, faults, depth - 1))))]


def _why_no_section(node: Mapping, wrong: bool, depth: int) -> Fault:
    """A mapping where prose is wanted: too deep, a sentence cut at its colon, or a section with other keys."""
    if depth == 0 and not wrong:
        return Fault(filling.SHAPE, "的小标题套了四层，最多三层", "把最里面一层的标题并到上一层")
    if wrong and len(node.entries) == 1 and isinstance(value := node.entries[0].value, Scalar):
        sentence = f"{node.entries[0].key.text}: {value.text}"
        quote = "'" if '"' in sentence else '"'
        key = node.entries[0].key.place
        line = line_with(Place(key.source, key.start, max(key.end, value.place.end)), f"{quote}{sentence}{quote}")
        advice = f"整句加引号，改为 {line}" if line else "整句加引号"
        return Fault(filling.SHAPE, f"里的一句话在“{shorten(node.entries[0].key.text)}: ”处断成了键和值", advice)
    return Fault(filling.SHAPE, "的小标题要写成“标题”和“内容”两个键", "写成“- 标题: ……”，下一行对齐写“内容: ……”")
