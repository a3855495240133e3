"""A stumble over how lines stand to each other in; the finding on the colon, the indentation or the list, out."""

from __future__ import annotations

import re

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label
from . import signs, slips
from .mending import Slip
from .scene import Scene, fault, slip_near
from .wording import shown


def colon_not_allowed(scene: Scene) -> Slip | None:
    """A second `: ` in a line, or a key that the lines before it swallowed."""
    last = scene.last
    first = scene.sheet.line(last.start) if last else scene.line
    slip = slip_near(scene, first)
    if slip is not None:
        return slip
    if last is not None and first < scene.line and not last.style:
        return swallowed(scene, first)
    key = re.match(r"\s*(?:- +)*([^:]*?): ", scene.line_before)
    if key is None:
        advice = "检查冒号前面的引号、括号与缩进"
        return fault(
            scene, codes.TWO_COLONS, "这里的冒号前面不成一个键", advice, scene.sheet.place(scene.at, scene.at + 1)
        )
    value = scene.sheet.line_text(scene.line)[key.end() :].strip()
    mark = "'" if '"' in value else '"'
    return fault(
        scene,
        codes.TWO_COLONS,
        f"“{shown(key.group(1))}”的值里又出现了冒号加空格",
        f"若是文字里的冒号，改为 {mark}{shown(value, 50)}{mark}，或用全角的“：”；若是另一个键，另起一行",
        scene.sheet.place(scene.at, scene.at + 1),
    )


def swallowed(scene: Scene, first: int) -> Slip:
    """A key indented below a value, or lines without a colon before it."""
    sheet = scene.sheet
    text = sheet.line_text(first)
    begin = (
        sheet.line_start(scene.line) + len(sheet.line_text(scene.line)) - len(sheet.line_text(scene.line).lstrip(" \t"))
    )
    key = sheet.text[begin : scene.at]
    if ": " in text:
        column = len(text) - len(text.lstrip(" -")) + 1
        return fault(
            scene,
            codes.INDENT,
            f"“{shown(key)}”比上面第 {first} 行多缩进了，而那一行的键已经有值",
            f"若是同一层，从第 {column} 列开始；若是它的下一层，删去第 {first} 行冒号后面的值",
            sheet.place(begin, scene.at),
        )
    return colon_missing(scene, first)


def colon_missing(scene: Scene, line: int) -> Slip:
    sheet = scene.sheet
    text = sheet.line_text(line)
    begin = len(text) - len(text.lstrip(" \t"))
    place = sheet.place(sheet.line_start(line) + begin, sheet.line_start(line) + len(text.rstrip(" \t")))
    pair = re.match(r"([一-鿿]{1,12})[ \t　]+(\S.*)", text[begin:])
    advice = (
        f"若是键，改为 {shown(f'{pair.group(1)}: {pair.group(2)}', 50)}；" if pair else "若是键，在后面加上冒号和空格；"
    )
    return fault(scene, codes.NO_COLON, "这一行没有冒号", advice + "若是上一行文字的续行，多缩进两个空格", place)


def no_colon_found(scene: Scene) -> Slip | None:
    first = scene.sheet.line(scene.since)
    slip = slips.in_line(scene.sheet, first)
    if slip is not None:
        return slip
    sign = scene.sheet.text[scene.since : scene.since + 1]
    return signs.special(scene) if sign in "*&!" and sign else colon_missing(scene, first)


def not_a_key(scene: Scene) -> Slip | None:
    """Something where a key of a block should begin."""
    last, sheet = scene.last, scene.sheet
    before = scene.line_before.strip()
    if last and last.style in ("'", '"') and not sheet.text[last.end : scene.at].strip(" "):
        return signs.after_quote(scene, last)
    reference = re.search(r": +(?=\{\{)|^ *(?:- +)+(?=\{\{)", scene.line_before)
    if reference:
        return signs.quoted(scene, sheet.line_start(scene.line) + reference.end())
    if before and before[-1] in "]}" and scene.character:
        advice = "去掉它；若整个值是文字，给整个值加上引号"
        return fault(scene, codes.EXTRA_SIGN, f"括号已经合上，后面又有“{shown(scene.word().text)}”", advice)
    if before:
        return None
    slip = slips.in_line(sheet, scene.line)
    if slip is not None:
        return slip
    if scene.character == "-" and aligned(scene):
        advice = "列表要写在一个键的下面；给这一列加上键，或把它移到该去的键下面"
        return fault(scene, codes.MIXED, "这一层是键，这里却是列表项", advice)
    if scene.character == ":":
        return fault(scene, codes.ODD_KEY, "冒号前面没有键", "在冒号前面写上键", sheet.place(scene.at, scene.at + 1))
    return indent(scene)


def not_an_item(scene: Scene) -> Slip | None:
    if scene.line_before.strip():
        return not_a_key(scene)
    slip = slips.in_line(scene.sheet, scene.line)
    if slip is not None:
        return slip
    if not aligned(scene):
        return indent(scene)
    word = shown(scene.sheet.line_text(scene.line).strip(), 40)
    advice = f"若也是一项，改为 - {word}；若是键，与列表所属的键对齐"
    return fault(scene, codes.MIXED, "这一层是列表，这里却不是列表项", advice)


def aligned(scene: Scene) -> bool:
    column = scene.sheet.column(scene.at)
    return any(not one.flow and scene.sheet.column(one.start) == column for one in scene.opened)


def indent(scene: Scene) -> Slip:
    sheet = scene.sheet
    column = sheet.column(scene.at)
    blocks = [one for one in scene.opened if not one.flow]
    if scene.last is not None and scene.last.style in ("|", ">") and scene.last.end > scene.at - column:
        first = sheet.line(scene.last.start) + 1
        text = sheet.line_text(first)
        begin = len(text) - len(text.lstrip(" \t")) + 1
        advice = f"若还是第 {first - 1} 行的多行文字，从第 {begin} 列开始"
        return fault(scene, codes.INDENT, f"这一行从第 {column} 列开始，比上面多行文字的第一行少缩进了", advice)
    fact = f"这一行从第 {column} 列开始，与上面哪一层都没有对齐"
    if not blocks:
        return fault(scene, codes.INDENT, fact, "与同一层的行对齐")
    near = min(blocks, key=lambda one: (abs(sheet.column(one.start) - column), -one.start))
    line, other = sheet.line(near.start), sheet.column(near.start)
    word = sheet.line_text(line)[other - 1 :].strip(" -{[").partition(":")[0]
    advice = f"若与第 {line} 行的“{shown(word, 20)}”是同一层，两行从同一列开始"
    label = Label(sheet.place(near.start, near.start + 1), f"这一行从第 {other} 列开始")
    return Slip(Diagnostic(codes.INDENT, fact, Label(scene.word()), (label,), help=advice))


def dash_in_line(scene: Scene) -> Slip | None:
    advice = "列表从下一行开始，每项一行；若是文字，给整个值加上引号"
    return fault(scene, codes.MIXED, "列表项“- ”写在了键的同一行", advice)


def documents(scene: Scene) -> Slip | None:
    last = scene.last
    if last is not None and not scene.opened and not last.style:
        first = scene.sheet.line(last.start)
        return slip_near(scene, first) or colon_missing(scene, first)
    advice = "一个文件只写一份；检查前面的括号、引号与“...”"
    return slip_near(scene) or fault(scene, codes.DOCUMENTS, "文件的内容到前面已经结束，后面又有内容", advice)
