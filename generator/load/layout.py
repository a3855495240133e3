"""A stumble over how lines stand to each other in; the finding on the colon, the indentation or the list, out."""

from __future__ import annotations

import re

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label
from . import levelling, levels, pasting, quotes, rows, signs, slips
from .mending import Mend
from .scene import Scene, fault, slip_near
from .showing import corrected, spaces
from .wording import shown


def colon_not_allowed(scene: Scene) -> Mend | None:
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
    return _second_colon(scene, shown(key.group(1)), scene.sheet.line_start(scene.line) + key.end())


def _second_colon(scene: Scene, key: str, start: int) -> Mend:
    """`说明: 主要原因: 人员增加` is a sentence; `年度: 2024 金额单位: 万元` was meant as two lines."""
    sheet, at = scene.sheet, scene.at
    place = sheet.place(at, at + 1)
    fact = f"“{key}”的值里又出现了冒号加空格"
    two = re.match(r"(.*\S) +([一-鿿]{1,12})$", sheet.text[start:at])
    if two:
        line = sheet.line_text(scene.line)
        first = line[: start - sheet.line_start(scene.line)].strip() + " " + two.group(1)
        second = sheet.text[start + two.start(2) : quotes.value_end(sheet, start)]
        whole = corrected(
            sheet, (start, start, '"'), (quotes.value_end(sheet, start), quotes.value_end(sheet, start), '"')
        )
        advice = f"改为两行：{shown(first, 40)} 和 {shown(second, 40)}；若是一句话，改为 {whole}"
        return fault(scene, codes.TWO_COLONS, fact, advice, place)
    edits = (sheet.edit(at, at + 1 + (sheet.text[at + 1 : at + 2] == " "), "："),)
    end = quotes.value_end(sheet, start)
    if (
        sheet.text[start] in "(（"
        and sheet.text[end - 1] in ")）"
        and levels.known_key(sheet.text[start + 1 : at].strip())
        and not rows.is_text(sheet, start)
    ):
        round_ones = (sheet.edit(start, start + 1, "{"), sheet.edit(end - 1, end, "}"))
        return Mend(Diagnostic(codes.WIDE_SIGN, "花括号写成了圆括号", Label(sheet.place(start, start + 1))), round_ones)
    if not sheet.text[start:at].strip():
        return signs.quoted(scene, at)
    more = f"若“{shown(sheet.text[start:at].strip())}”是另一个键，另起一行写"
    return Mend(Diagnostic(codes.TWO_COLONS, fact, Label(place), help=more), edits, safe=False)


def swallowed(scene: Scene, first: int) -> Mend:
    """A key indented below a value, or lines without a colon before it."""
    sheet = scene.sheet
    if ": " not in sheet.line_text(first) and not sheet.line_text(first).rstrip().endswith(":"):
        return pasting.outside(sheet, first) or colon_missing(scene, first)
    key, above = levels.key_at(sheet, scene.line), levels.key_at(sheet, first)
    column, upper = levels.column(sheet, scene.line), levels.column(sheet, first)
    begin = sheet.line_start(scene.line) + column - 1
    place = sheet.place(begin, scene.at)
    by = column - upper
    fact = (
        f"“{shown(key)}”比上面第 {first} 行的“{shown(above)}”多缩进了 {by} 格，落到了它下面，而“{shown(above)}”已经有值"
    )
    if by == 1:
        return Mend(Diagnostic(codes.INDENT, fact, Label(place)), levels.shift(sheet, scene.line, -1))
    line = f"{shown(sheet.line_text(scene.line).strip(), 60)}（{spaces(column - 1 - by)}）"
    below = f"{sheet.line_text(first).strip().partition(':')[0]}:"
    advice = f"若是同一层，改为 {line}；若是它的下一层，第 {first} 行改为 {shown(below)}"
    return fault(scene, codes.INDENT, fact, advice, place)


def colon_missing(scene: Scene, line: int) -> Mend:
    sheet = scene.sheet
    if slip := pasting.outside(sheet, line):
        return slip
    text = sheet.line_text(line)
    begin = len(text) - len(text.lstrip(" \t"))
    place = sheet.place(sheet.line_start(line) + begin, sheet.line_start(line) + len(text.rstrip(" \t")))
    pair = re.match(r"([一-鿿]{1,12})(?:[ \t　]*[;；=＝.．、，,][ \t　]*|[ \t　]+)(\S.*)", text[begin:])
    meant = f"{pair.group(1)}: {pair.group(2)}" if pair else f"{text.strip()}: ……"
    above = next((one for one in range(line - 1, 0, -1) if sheet.line_text(one).strip()), 0)
    more = f"；若是第 {above} 行文字的续行，行首空 {levels.column(sheet, above) + 1} 格" if above else ""
    return fault(scene, codes.NO_COLON, "这一行没有冒号", f"若是键，改为 {shown(meant, 50)}{more}", place)


def no_colon_found(scene: Scene) -> Mend | None:
    first = scene.sheet.line(scene.since)
    slip = slips.in_line(scene.sheet, first)
    if slip is not None:
        return slip
    sign = scene.sheet.text[scene.since : scene.since + 1]
    if sign and sign in "*&!":
        return signs.special(scene)
    return _key_above(scene, first) or colon_missing(scene, first)


def not_a_key(scene: Scene) -> Mend | None:
    """Something where a key of a block should begin."""
    last, sheet = scene.last, scene.sheet
    before = scene.line_before.strip()
    if last and last.style in ("'", '"') and not sheet.text[last.end : scene.at].strip(" "):
        return quotes.after_quote(scene, last)
    reference = re.search(r": +(?=\{\{)|^ *(?:- +)+(?=\{\{)", scene.line_before)
    if reference:
        return signs.quoted(scene, sheet.line_start(scene.line) + reference.end())
    if before and before[-1] in "]}" and scene.character:
        return signs.year_mark(sheet, scene.line) or _after_bracket(scene)
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


def _after_bracket(scene: Scene) -> Mend:
    """Something behind the bracket that closed the value: too much, or the value was meant as a text."""
    sheet = scene.sheet
    start = sheet.line_start(scene.line) + len(scene.line_before.rstrip())
    end = sheet.line_start(scene.line) + len(sheet.line_text(scene.line).rstrip())
    value = re.search(r"(?<=: )[\[{].*$|(?<=- )[\[{].*$", sheet.line_text(scene.line))
    advice = f"去掉它，改为 {corrected(sheet, (start, end, ''))}"
    if value and scene.character not in "]}":
        begin = sheet.line_start(scene.line) + value.start()
        mark = "'" if '"' in value.group() else '"'
        advice += f"；若整个值是文字，改为 {corrected(sheet, (begin, begin, mark), (end, end, mark))}"
    return fault(scene, codes.EXTRA_SIGN, f"括号已经合上，后面又有“{shown(scene.word().text)}”", advice)


def not_an_item(scene: Scene) -> Mend | None:
    if scene.line_before.strip():
        return not_a_key(scene)
    slip = slips.in_line(scene.sheet, scene.line)
    if slip is not None:
        return slip
    if not aligned(scene):
        return indent(scene)
    word = shown(scene.sheet.line_text(scene.line).strip(), 40)
    owner = levels.owners(scene.sheet, scene.line, scene.sheet.column(scene.at))
    below = f"；若与“{shown(owner[-1].key)}”同一层，改为 {word}（{spaces(owner[-1].column - 1)}）" if owner else ""
    advice = f"若也是一项，改为 - {word}{below}"
    return fault(scene, codes.MIXED, "这一层是列表，这里却不是列表项", advice)


def aligned(scene: Scene) -> bool:
    column = scene.sheet.column(scene.at)
    return any(not one.flow and scene.sheet.column(one.start) == column for one in scene.opened)


def indent(scene: Scene) -> Mend:
    sheet = scene.sheet
    column = sheet.column(scene.at)
    blocks = [one for one in scene.opened if not one.flow]
    if scene.last is not None and scene.last.style in ("|", ">") and scene.last.end > scene.at - column:
        key = (
            levelling.misplaced(scene, [sheet.column(one.start) for one in blocks])
            if levels.key_at(sheet, scene.line)
            else None
        )
        if key is not None and key.edits:
            return key
        first = sheet.line(scene.last.start) + 1
        text = sheet.line_text(first)
        begin = len(text) - len(text.lstrip(" \t")) + 1
        advice = f"若还是第 {first - 1} 行的多行文字，改为 {shown(sheet.line_text(scene.line).strip(), 60)}（{spaces(begin - 1)}）"
        return fault(scene, codes.INDENT, f"这一行从第 {column} 列开始，比上面多行文字的第一行少缩进了", advice)
    return _key_above(scene, scene.line) or levelling.misplaced(scene, [sheet.column(one.start) for one in blocks])


def _key_above(scene: Scene, line: int) -> Mend | None:
    """The line above may be a key that was read as a text, so that this one fits nowhere."""
    above = next((one for one in range(line - 1, 0, -1) if scene.sheet.line_text(one).strip()), 0)
    slip = slips.in_line(scene.sheet, above) if above else None
    return slip if slip is not None and slip.diagnostic.code in (codes.WIDE_COLON, codes.NO_SPACE) else None


def dash_in_line(scene: Scene) -> Mend | None:
    """`简称: -` for none, or the first item of a list behind its key."""
    sheet = scene.sheet
    line = sheet.line(scene.at)
    at = scene.at if scene.character == "-" else sheet.text.find("- ", sheet.line_start(line))
    end = quotes.value_end(sheet, at)
    key = sheet.text[sheet.line_start(line) : at].strip()
    item = sheet.text[at + 1 : end].strip()
    if not item:
        advice = f"没有发生写 {key} 0；本单位没有写 {key} 无；不涉及就整行删去"
        found = Diagnostic(codes.NULL, "单独一个“-”被当作列表，不是“没有”", Label(sheet.place(at, at + 1)), help=advice)
        return Mend(found, (sheet.edit(at, at + 1, '"-"'),), safe=False, told=True)
    listed = corrected(sheet, (at, end, f"[{item}]"))
    text = corrected(sheet, (at, at, '"'), (end, end, '"'))
    advice = f"若是列表，改为 {listed}，或另起一行写“- {shown(item)}”；若是文字，改为 {text}"
    return fault(scene, codes.MIXED, "列表项“- ”写在了键的同一行", advice)


def documents(scene: Scene) -> Mend | None:
    last = scene.last
    if last is not None and not scene.opened and not last.style:
        first = scene.sheet.line(last.start)
        return slip_near(scene, first) or colon_missing(scene, first)
    advice = "一个文件只写一份；检查前面的括号、引号与“...”"
    return (
        levelling.first_lines(scene)
        or slip_near(scene)
        or fault(scene, codes.DOCUMENTS, "文件的内容到前面已经结束，后面又有内容", advice)
    )
