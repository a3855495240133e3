"""A stumble over a sign of YAML's own in; the finding on the quote, bracket, tab or first character it is, out."""

from __future__ import annotations

import re

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label
from . import slips
from .mending import Slip
from .scene import Read, Scene, fault
from .wording import shown


def tab(scene: Scene) -> Slip | None:
    if "tab" not in scene.problem and scene.character != "\t" and not scene.line_before.endswith("\t"):
        return None
    text, start = scene.sheet.text, scene.at
    while start > 0 and text[start - 1] == "\t":
        start -= 1
    end = start + len(text[start:]) - len(text[start:].lstrip("\t"))
    place = scene.sheet.place(start, max(end, start + 1))
    return fault(scene, codes.TAB, "缩进用了制表符（Tab）", "删去制表符，每一层缩进用两个半角空格", place)


def special(scene: Scene) -> Slip | None:
    """A text that opens with a sign of YAML's own; what was meant is the text up to the line's end."""
    start = scene.since if scene.since <= scene.at else scene.at
    sign = scene.sheet.text[start : start + 1]
    if sign == "%" and scene.sheet.column(start) == 1:
        return directive(scene)
    if not sign or sign.isspace():
        return None
    if sign in "|>" and re.match(r"[|>][-+]?[一-鿿“‘（(\w]", scene.sheet.text[start : start + 3]):
        return block(scene) if sign == "|" else quoted(scene, start)
    return quoted(scene, start)


def quoted(scene: Scene, start: int) -> Slip:
    """The finding that the value at `start` needs quotes, and the quotes where the value ends with its line."""
    sheet = scene.sheet
    line = sheet.line(start)
    stop = sheet.line_start(line) + len(sheet.line_text(line))
    value = re.split(r"\s+#\s", sheet.text[start:stop])[0].rstrip()
    if scene.in_flow:
        value = value[: len(re.match(r"(\{\{.*?\}\})?[^,\[\]{}]*", value).group())].rstrip() or value  # type: ignore[union-attr]
    sign = "{{" if value.startswith("{{") else value[:1]
    mark = "'" if '"' in value else '"'
    whole = mark not in value and "\\" not in value and not (scene.in_flow and value[:1] in "[]{}" and sign != "{{")
    finding = Diagnostic(
        codes.SPECIAL,
        f"值以“{shown(sign)}”开头，没有加引号：这个符号在 YAML 里另有用处",
        Label(sheet.place(start, start + len(sign))),
        help=f"改为 {mark}{shown(value, 60)}{mark}" if whole else "给整个值加上引号",
    )
    edits = (sheet.edit(start, start, mark), sheet.edit(start + len(value), start + len(value), mark)) if whole else ()
    return Slip(finding, edits)


def block(scene: Scene) -> Slip | None:
    if "tab" in scene.problem:
        return tab(scene)
    if scene.sheet.text[scene.since : scene.since + 1] == ">":
        return quoted(scene, scene.since)
    advice = "“|”后面换行，文字从下一行开始，每行比键多缩进两个空格"
    return fault(scene, codes.BLOCK_TEXT, "“|”后面不能在同一行写文字", advice, label="从这里起移到下一行")


def open_quote(scene: Scene) -> Slip | None:
    sign = scene.sheet.text[scene.since : scene.since + 1]
    place = scene.sheet.place(scene.since, scene.since + 1)
    return fault(
        scene, codes.OPEN_QUOTE, f"引号 {sign} 到最后也没有合上", close_here(scene, scene.since), place, "在这里打开"
    )


def close_here(scene: Scene, start: int) -> str:
    line = scene.sheet.line(start)
    rest = scene.sheet.line_text(line)[start - scene.sheet.line_start(line) :].rstrip()
    return f"若这一行就是全部，改为 {shown(rest, 50)}{rest[:1]}"


def escape(scene: Scene) -> Slip | None:
    text = scene.sheet.text
    start = text.rfind("\\", scene.since, scene.at + 2)
    if start < 0:
        return None
    end = start + len(re.match(r"\\(?:[xuU][0-9A-Fa-f]*|.?)", text[start:]).group())  # type: ignore[union-attr]
    if re.match(r"\\[uU]0*[dD][89A-Fa-f]", text[start:end]):
        fact, advice = f"{text[start:end]} 是不完整的代理码，不成一个字", "删去它，直接写出这个字"
        return fault(scene, codes.ESCAPE, fact, advice, scene.sheet.place(start, end))
    advice = "改用单引号（单引号里反斜杠就是反斜杠），或把 \\ 写成 \\\\"
    fact = f"双引号里的 {shown(text[start:end])} 不是 YAML 认得的转义"
    return fault(scene, codes.ESCAPE, fact, advice, scene.sheet.place(start, end))


def after_quote(scene: Scene, last: Read) -> Slip:
    """Text behind a closed quote; or the quote closed lines later, where the next one was to open."""
    sheet = scene.sheet
    mark = sheet.text[last.start]
    if sheet.line(last.start) < scene.line:
        place = sheet.place(last.start, last.start + 1)
        fact = f"引号 {mark} 在本行没有合上，直到第 {sheet.line(last.end - 1)} 行才遇到下一个"
        return fault(scene, codes.OPEN_QUOTE, fact, close_here(scene, last.start), place, "在这里打开")
    line = sheet.line_text(scene.line)
    value = line[last.start - sheet.line_start(scene.line) :].rstrip()
    if not line[: last.start - sheet.line_start(scene.line)].strip(" -"):
        value = value.partition(": ")[0]  # the quote opens a key
    if value.endswith(mark) and value.count(mark) % 2:
        value = value[1:-1]
    other = "'" if mark == '"' else '"'
    advice = f"改为 {other}{shown(value, 50)}{other}"
    if other in value or scene.in_flow:
        advice = "文字里的引号改用全角的“”，或整段外面换另一种引号"
    return fault(scene, codes.AFTER_QUOTE, f"引号合上以后又有“{shown(scene.word().text)}”", advice)


def flow(scene: Scene) -> Slip | None:
    return no_content(scene) if "node content" in scene.problem else unclosed(scene)


def unclosed(scene: Scene) -> Slip | None:
    """A bracket that does not close; what keeps it open is looked for first."""
    sheet, last = scene.sheet, scene.last
    if scene.character == "\t":
        return tab(scene)
    if last is not None and last.start > scene.since:
        cut = None if last.style else slips.cut_in_brackets(sheet, last.start, last.end)
        if cut:
            return cut
        wide = None if last.style else slips.wide_comma(sheet, last.start, last.end)
        if wide:
            return wide
        behind = sheet.line(last.start) == scene.line and not sheet.text[last.end : scene.at].strip(" ")
        if last.style and behind and scene.character in ("，", "、"):
            return slips.comma(sheet, scene.at, scene.at + 1)
        if last.style and behind and scene.character and scene.character not in "]}":
            return after_quote(scene, last)
    if scene.character == ":" and sheet.line(scene.since) == scene.line and last is not None:
        return colon_in_flow(scene)
    return open_bracket(scene)


def colon_in_flow(scene: Scene) -> Slip:
    advice = "文字里的冒号用全角“：”，或给值加上引号；若是另一项，前面加半角逗号"
    place = scene.sheet.place(scene.at, scene.at + 1)
    return fault(scene, codes.TWO_COLONS, "括号里的一项有两个冒号", advice, place)


def open_bracket(scene: Scene) -> Slip:
    sheet = scene.sheet
    since = scene.since
    if sheet.text[since : since + 1] not in ("[", "{"):
        since = max((one.start for one in scene.opened if one.flow), default=since)
    sign = sheet.text[since : since + 1]
    closing = {"[": "]", "{": "}"}.get(sign, "")
    place = sheet.place(since, since + 1)
    if scene.character and scene.character in "]}":
        labels = (Label(sheet.place(scene.at, scene.at + 1), "合上的是这个"),)
        finding = Diagnostic(
            codes.OPEN_BRACKET,
            f"“{sign}”打开，却用“{scene.character}”合上",
            Label(place, "在这里打开"),
            labels,
            help=f"把“{scene.character}”改为“{closing}”",
        )
        return Slip(finding)
    line = sheet.line(since)
    text = sheet.line_text(line)[since - sheet.line_start(line) :].rstrip(" ,")
    return fault(
        scene,
        codes.OPEN_BRACKET,
        f"括号“{sign}”没有合上",
        f"若这一行就是全部，改为 {shown(text, 50)}{closing}",
        place,
        "在这里打开",
    )


def no_content(scene: Scene) -> Slip | None:
    sign = scene.character
    if sign and sign in ",]}":
        fact = f"这里多了一个“{sign}”，它前面没有内容"
        return fault(scene, codes.EXTRA_SIGN, fact, "去掉它", scene.sheet.place(scene.at, scene.at + 1))
    if sign == "-":
        return fault(scene, codes.MIXED, "括号里用了列表项“- ”", "去掉“-”，各项之间用半角逗号分开")
    if scene.sheet.text.startswith("...", scene.at):
        return fault(scene, codes.DOCUMENTS, "“...”表示文档结束，前面却没有内容", "删去这一行")
    if sign == ":":
        return stray(scene)
    return open_bracket(scene) if scene.in_flow and not sign else None


def directive(scene: Scene) -> Slip:
    line = scene.sheet.line(scene.since if scene.since <= scene.at else scene.at)
    start = scene.sheet.line_start(line)
    place = scene.sheet.place(start, start + len(scene.sheet.line_text(line).rstrip()))
    return fault(scene, codes.DIRECTIVE, "行首的“%”被当作 YAML 指令", "删去这一行", place)


def stray(scene: Scene) -> Slip | None:
    """A sign of a key where no key is."""
    place = scene.sheet.place(scene.at, scene.at + 1)
    if scene.character == ":":
        return fault(scene, codes.ODD_KEY, "冒号前面没有键", "在冒号前面写上键", place)
    if scene.character == "?":
        return fault(scene, codes.ODD_KEY, "“?”开头表示一个复杂的键", "若是文字，给整个值加上引号", place)
    return None
