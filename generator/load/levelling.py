"""A line that is aligned with nothing in; where it should begin, and the edits that move it there, out."""

from __future__ import annotations

from collections.abc import Sequence

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label
from ..source import Place
from . import levels
from .levels import Level
from .mending import Mend, MendedText
from .scene import Scene
from .showing import spaces
from .wording import shown


def misplaced(scene: Scene, columns: Sequence[int]) -> Mend:
    """`columns` are those of the blocks that are open around the line or ended right before it."""
    sheet, line = scene.sheet, scene.line
    column = sheet.column(scene.at)
    outer = max((one for one in columns if one < column), default=0)
    inner = min((one for one in columns if one > column), default=0)
    above = _first_of(sheet, line, inner) if inner else None
    if above is not None and inner - column == 1 and column - outer == 2:
        return _moved(sheet, above, inner, column, levels.sibling(sheet, line + 1, column))
    if not outer and not inner:
        fact = f"这一行从第 {column} 列开始，与上面哪一层都没有对齐"
        return Mend(Diagnostic(codes.INDENT, fact, Label(scene.word()), help="与同一层的行对齐"))
    wanted = _wanted(sheet, line, column, outer, inner)
    if wanted:
        return _moved(sheet, line, column, wanted, levels.sibling(sheet, line, wanted))
    return _between(scene, outer, inner)


def _first_of(sheet: MendedText, line: int, inner: int) -> int | None:
    """The line of a block's only entry right above: then it may be that entry which is off, not this line."""
    before = levels.sibling(sheet, line, inner)
    if before is None:
        return None
    earlier = levels.sibling(sheet, before.line, inner)
    owner = levels.owners(sheet, before.line, inner)
    return None if earlier and levels.owners(sheet, earlier.line, inner) == owner else before.line


def _wanted(sheet: MendedText, line: int, column: int, outer: int, inner: int) -> int:
    """The column that the line was meant for, 0 where that is not certain."""
    key = levels.key_at(sheet, line)
    if not inner or not outer:
        near = outer or inner
        return near if abs(near - column) == 1 else 0
    inside = levels.known(levels.owners(sheet, line, inner), key)
    outside = levels.known(levels.owners(sheet, line, outer), key)
    if inside is not None and outside is not None and inside != outside:
        return inner if inside else outer
    if column - outer != inner - column and min(column - outer, inner - column) == 1:
        return outer if column - outer == 1 else inner
    return 0


def _moved(sheet: MendedText, line: int, column: int, wanted: int, other: Level | None) -> Mend:
    """The line and what stands below it, aligned with its sibling."""
    key, by = levels.key_at(sheet, line) or shown(sheet.line_text(line).strip(), 20), abs(wanted - column)
    beside = f"同一层的“{shown(other.key)}”（第 {other.line} 行）" if other else "同一层的行"
    owner = levels.owners(sheet, line, wanted)
    under = f"，都在“{shown(owner[-1].key)}”下面" if owner else ""
    fact = f"“{shown(key)}”比{beside}{'多' if column > wanted else '少'}缩进了 {by} 格{under}"
    start = sheet.line_start(line) + column - 1
    end = sheet.line_start(line) + len(sheet.line_text(line).rstrip())
    labels = (Label(_start_of(sheet, other), f"这一行从第 {wanted} 列开始"),) if other else ()
    found = Diagnostic(codes.INDENT, fact, Label(sheet.place(start, end)), labels)
    return Mend(found, levels.shift(sheet, line, wanted - column))


def _start_of(sheet: MendedText, level: Level) -> Place:
    start = sheet.line_start(level.line) + level.column - 1
    return sheet.place(start, start + 1)


def _between(scene: Scene, outer: int, inner: int) -> Mend:
    """Halfway between two levels: both corrected lines are shown."""
    sheet, line = scene.sheet, scene.line
    column, content = sheet.column(scene.at), shown(sheet.line_text(line).strip(), 40)
    options, labels, names = [], [], []
    for wanted in (inner, outer):
        other = levels.sibling(sheet, line, wanted) if wanted else None
        if other is None:
            continue
        names.append(f"“{shown(other.key)}”（第 {wanted} 列）")
        labels.append(Label(_start_of(sheet, other), f"这一行从第 {wanted} 列开始"))
        options.append(f"与“{shown(other.key)}”同一层就改为 {content}（{spaces(wanted - 1)}）")
    key = shown(levels.key_at(sheet, line) or content, 20)
    where = f"，在{'和'.join(reversed(names))}之间" if len(names) > 1 else ""
    fact = f"“{key}”从第 {column} 列开始{where}，与上面哪一层都没有对齐"
    found = Diagnostic(codes.INDENT, fact, Label(scene.word()), tuple(labels), help="；".join(options))
    return Mend(found)


def first_lines(scene: Scene) -> Mend | None:
    """The file's first keys are indented and a later one is not: libyaml takes them for the whole file."""
    sheet = scene.sheet
    blocks = [one for one in scene.opened if not one.flow]
    if not blocks or not levels.key_at(sheet, scene.line):
        return None
    begin = min(one.start for one in blocks)
    line, column = sheet.line(begin), sheet.column(begin)
    here = sheet.column(scene.at)
    if column <= here or any(
        sheet.line_text(one).strip(" ") and not sheet.line_text(one).lstrip().startswith("#") for one in range(1, line)
    ):
        return None
    lines = [
        one
        for one in range(line, scene.line)
        if levels.depth(sheet, one) >= column - 1 and sheet.line_text(one).strip()
    ]
    edits = tuple(sheet.edit(sheet.line_start(one), sheet.line_start(one) + column - here, "") for one in lines)
    return Mend(
        _moved(sheet, line, column, here, Level(scene.line, here, levels.key_at(sheet, scene.line))).diagnostic, edits
    )
