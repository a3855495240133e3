"""Where the parser stumbled in, one Chinese finding out: what is wrong there, with the line as it should be.

The problem texts are libyaml's (`scanner.c`, `parser.c`) and those of PyYAML's own scanner and parser, which serve
where libyaml is missing. A text not listed is still answered in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..codes import reading as codes
from ..diagnostic import Code, Diagnostic, Label
from ..source import Place
from . import slips
from .mending import Slip
from .scene import Scene
from .wording import shown


def explain(scene: Scene) -> Slip:
    """The one finding for a stumble."""
    for words, judge in _JUDGES:
        if any(word in scene.problem or word in scene.context for word in words):
            slip = judge(scene)
            if slip is not None:
                return slip
    return _slip_near(scene) or _plain(
        scene, codes.OTHER, "YAML 读到这里读不下去", "检查这一行与上一行的符号、引号和缩进"
    )


def _plain(scene: Scene, code: Code, fact: str, advice: str, place: Place | None = None, label: str = "") -> Slip:
    return Slip(Diagnostic(code, fact, Label(place or scene.word(), label), help=advice))


def _slip_near(scene: Scene, first: int | None = None) -> Slip | None:
    """A keyboard slip on the lines from `first` to the stumble."""
    begin = scene.line if first is None else first
    for line in range(begin, min(scene.line, begin + 200) + 1):
        slip = slips.in_line(scene.sheet, line)
        if slip is not None:
            return slip
    return None


def _tab(scene: Scene) -> Slip | None:
    if "tab" not in scene.problem and scene.character != "\t" and not scene.line_before.endswith("\t"):
        return None
    text, start = scene.sheet.text, scene.at
    while start > 0 and text[start - 1] == "\t":
        start -= 1
    end = start + len(text[start:]) - len(text[start:].lstrip("\t"))
    place = scene.sheet.place(start, max(end, start + 1))
    return _plain(scene, codes.TAB, "缩进用了制表符（Tab）", "删去制表符，每一层缩进用两个半角空格", place)


def _special(scene: Scene) -> Slip | None:
    """A text that opens with a sign of YAML's own; what was meant is the text up to the line's end."""
    start = scene.since if scene.since <= scene.at else scene.at
    sign = scene.sheet.text[start : start + 1]
    if sign == "%" and scene.sheet.column(start) == 1:
        return _directive(scene)
    if not sign or sign.isspace():
        return None
    if sign in "|>" and re.match(r"[|>][-+]?[一-鿿“‘（(\w]", scene.sheet.text[start : start + 3]):
        return _block(scene) if sign == "|" else quoted(scene, start)
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


def _block(scene: Scene) -> Slip | None:
    if "tab" in scene.problem:
        return _tab(scene)
    if scene.sheet.text[scene.since : scene.since + 1] == ">":
        return quoted(scene, scene.since)
    advice = "“|”后面换行，文字从下一行开始，每行比键多缩进两个空格"
    return _plain(scene, codes.BLOCK_TEXT, "“|”后面不能在同一行写文字", advice, label="从这里起移到下一行")


def _open_quote(scene: Scene) -> Slip | None:
    sign = scene.sheet.text[scene.since : scene.since + 1]
    place = scene.sheet.place(scene.since, scene.since + 1)
    return _plain(
        scene, codes.OPEN_QUOTE, f"引号 {sign} 到最后也没有合上", _close_here(scene, scene.since), place, "在这里打开"
    )


def _close_here(scene: Scene, start: int) -> str:
    line = scene.sheet.line(start)
    rest = scene.sheet.line_text(line)[start - scene.sheet.line_start(line) :].rstrip()
    return f"若这一行就是全部，改为 {shown(rest, 50)}{rest[:1]}"


def _escape(scene: Scene) -> Slip | None:
    text = scene.sheet.text
    start = text.rfind("\\", scene.since, scene.at + 2)
    if start < 0:
        return None
    end = start + len(re.match(r"\\(?:[xuU][0-9A-Fa-f]*|.?)", text[start:]).group())  # type: ignore[union-attr]
    if re.match(r"\\[uU]0*[dD][89A-Fa-f]", text[start:end]):
        fact, advice = f"{text[start:end]} 是不完整的代理码，不成一个字", "删去它，直接写出这个字"
        return _plain(scene, codes.ESCAPE, fact, advice, scene.sheet.place(start, end))
    advice = "改用单引号（单引号里反斜杠就是反斜杠），或把 \\ 写成 \\\\"
    fact = f"双引号里的 {shown(text[start:end])} 不是 YAML 认得的转义"
    return _plain(scene, codes.ESCAPE, fact, advice, scene.sheet.place(start, end))


def _colon_not_allowed(scene: Scene) -> Slip | None:
    """A second `: ` in a line, or a key that the lines before it swallowed."""
    last = scene.last
    first = scene.sheet.line(last.start) if last else scene.line
    slip = _slip_near(scene, first)
    if slip is not None:
        return slip
    if last is not None and first < scene.line and not last.style:
        return _swallowed(scene, first)
    key = re.match(r"\s*(?:- +)*([^:]*?): ", scene.line_before)
    if key is None:
        advice = "检查冒号前面的引号、括号与缩进"
        return _plain(
            scene, codes.TWO_COLONS, "这里的冒号前面不成一个键", advice, scene.sheet.place(scene.at, scene.at + 1)
        )
    value = scene.sheet.line_text(scene.line)[key.end() :].strip()
    mark = "'" if '"' in value else '"'
    return _plain(
        scene,
        codes.TWO_COLONS,
        f"“{shown(key.group(1))}”的值里又出现了冒号加空格",
        f"若是文字里的冒号，改为 {mark}{shown(value, 50)}{mark}，或用全角的“：”；若是另一个键，另起一行",
        scene.sheet.place(scene.at, scene.at + 1),
    )


def _swallowed(scene: Scene, first: int) -> Slip:
    """A key indented below a value, or lines without a colon before it."""
    sheet = scene.sheet
    text = sheet.line_text(first)
    begin = sheet.line_start(scene.line) + len(sheet.line_text(scene.line)) - len(sheet.line_text(scene.line).lstrip(" \t"))
    key = sheet.text[begin : scene.at]
    if ": " in text:
        column = len(text) - len(text.lstrip(" -")) + 1
        return _plain(
            scene,
            codes.INDENT,
            f"“{shown(key)}”比上面第 {first} 行多缩进了，而那一行的键已经有值",
            f"若是同一层，从第 {column} 列开始；若是它的下一层，删去第 {first} 行冒号后面的值",
            sheet.place(begin, scene.at),
        )
    return _no_colon(scene, first)


def _no_colon(scene: Scene, line: int) -> Slip:
    sheet = scene.sheet
    text = sheet.line_text(line)
    begin = len(text) - len(text.lstrip(" \t"))
    place = sheet.place(sheet.line_start(line) + begin, sheet.line_start(line) + len(text.rstrip(" \t")))
    pair = re.match(r"([一-鿿]{1,12})[ \t　]+(\S.*)", text[begin:])
    advice = (
        f"若是键，改为 {shown(f'{pair.group(1)}: {pair.group(2)}', 50)}；" if pair else "若是键，在后面加上冒号和空格；"
    )
    return _plain(scene, codes.NO_COLON, "这一行没有冒号", advice + "若是上一行文字的续行，多缩进两个空格", place)


def _no_colon_found(scene: Scene) -> Slip | None:
    first = scene.sheet.line(scene.since)
    slip = slips.in_line(scene.sheet, first)
    if slip is not None:
        return slip
    sign = scene.sheet.text[scene.since : scene.since + 1]
    return _special(scene) if sign in "*&!" and sign else _no_colon(scene, first)


def _not_a_key(scene: Scene) -> Slip | None:
    """Something where a key of a block should begin."""
    last, sheet = scene.last, scene.sheet
    before = scene.line_before.strip()
    if last and last.style in ("'", '"') and not sheet.text[last.end : scene.at].strip(" "):
        return _after_quote(scene)
    reference = re.search(r": +(?=\{\{)|^ *(?:- +)+(?=\{\{)", scene.line_before)
    if reference:
        return quoted(scene, sheet.line_start(scene.line) + reference.end())
    if before and before[-1] in "]}" and scene.character:
        advice = "去掉它；若整个值是文字，给整个值加上引号"
        return _plain(scene, codes.EXTRA_SIGN, f"括号已经合上，后面又有“{shown(scene.word().text)}”", advice)
    if before:
        return None
    slip = slips.in_line(sheet, scene.line)
    if slip is not None:
        return slip
    if scene.character == "-" and _aligned(scene):
        advice = "列表要写在一个键的下面；给这一列加上键，或把它移到该去的键下面"
        return _plain(scene, codes.MIXED, "这一层是键，这里却是列表项", advice)
    if scene.character == ":":
        return _plain(scene, codes.ODD_KEY, "冒号前面没有键", "在冒号前面写上键", sheet.place(scene.at, scene.at + 1))
    return _indent(scene)


def _not_an_item(scene: Scene) -> Slip | None:
    if scene.line_before.strip():
        return _not_a_key(scene)
    slip = slips.in_line(scene.sheet, scene.line)
    if slip is not None:
        return slip
    if not _aligned(scene):
        return _indent(scene)
    word = shown(scene.sheet.line_text(scene.line).strip(), 40)
    advice = f"若也是一项，改为 - {word}；若是键，与列表所属的键对齐"
    return _plain(scene, codes.MIXED, "这一层是列表，这里却不是列表项", advice)


def _aligned(scene: Scene) -> bool:
    column = scene.sheet.column(scene.at)
    return any(not one.flow and scene.sheet.column(one.start) == column for one in scene.opened)


def _indent(scene: Scene) -> Slip:
    sheet = scene.sheet
    column = sheet.column(scene.at)
    blocks = [one for one in scene.opened if not one.flow]
    advice = "与同一层的行对齐"
    if scene.last is not None and scene.last.style in ("|", ">") and scene.last.end > scene.at - column:
        first = sheet.line(scene.last.start) + 1
        text = sheet.line_text(first)
        begin = len(text) - len(text.lstrip(" \t")) + 1
        advice = f"若还是第 {first - 1} 行的多行文字，从第 {begin} 列开始"
        return _plain(scene, codes.INDENT, f"这一行从第 {column} 列开始，比上面多行文字的第一行少缩进了", advice)
    if blocks:
        near = min(blocks, key=lambda one: (abs(sheet.column(one.start) - column), -one.start))
        line = sheet.line(near.start)
        word = shown(sheet.line_text(line).strip(" -").partition(":")[0], 20)
        advice = f"若与第 {line} 行的“{word}”是同一层，从第 {sheet.column(near.start)} 列开始"
    fact = f"这一行从第 {column} 列开始，与上面哪一层都没有对齐"
    return _plain(scene, codes.INDENT, fact, advice)


def _after_quote(scene: Scene) -> Slip:
    last, sheet = scene.last, scene.sheet
    if last is None:
        return _indent(scene)
    mark = sheet.text[last.start]
    if sheet.line(last.start) < scene.line:
        place = sheet.place(last.start, last.start + 1)
        fact = f"引号 {mark} 在本行没有合上，直到第 {sheet.line(last.end - 1)} 行才遇到下一个"
        return _plain(scene, codes.OPEN_QUOTE, fact, _close_here(scene, last.start), place, "在这里打开")
    line = sheet.line_text(scene.line)
    value = line[last.start - sheet.line_start(scene.line) :].rstrip()
    if value.endswith(mark) and value.count(mark) % 2:
        value = value[1:-1]
    other = "'" if mark == '"' else '"'
    advice = f"改为 {other}{shown(value, 50)}{other}"
    if other in value or scene.in_flow:
        advice = "文字里的引号改用全角的“”，或整段外面换另一种引号"
    return _plain(scene, codes.AFTER_QUOTE, f"引号合上以后又有“{shown(scene.word().text)}”", advice)


def _unclosed(scene: Scene) -> Slip | None:
    """A bracket that does not close; what keeps it open is looked for first."""
    sheet, last = scene.sheet, scene.last
    if scene.character == "\t":
        return _tab(scene)
    if last is not None and last.start > scene.since:
        cut = None if last.style else slips.cut_in_brackets(sheet, last.start, last.end)
        if cut:
            return cut
        wide = None if last.style else slips.wide_comma(sheet, last.start, last.end)
        if wide:
            return wide
        behind = sheet.line(last.start) == scene.line and not sheet.text[last.end : scene.at].strip(" ")
        if last.style and behind and scene.character and scene.character not in "]}":
            return _after_quote(scene)
    if scene.character == ":" and sheet.line(scene.since) == scene.line and last is not None:
        return _colon_in_flow(scene)
    return _open_bracket(scene)


def _colon_in_flow(scene: Scene) -> Slip:
    advice = "文字里的冒号用全角“：”，或给值加上引号；若是另一项，前面加半角逗号"
    place = scene.sheet.place(scene.at, scene.at + 1)
    return _plain(scene, codes.TWO_COLONS, "括号里的一项有两个冒号", advice, place)


def _open_bracket(scene: Scene) -> Slip:
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
    return _plain(
        scene,
        codes.OPEN_BRACKET,
        f"括号“{sign}”没有合上",
        f"若这一行就是全部，改为 {shown(text, 50)}{closing}",
        place,
        "在这里打开",
    )


def _no_content(scene: Scene) -> Slip | None:
    sign = scene.character
    if sign and sign in ",]}":
        fact = f"这里多了一个“{sign}”，它前面没有内容"
        return _plain(scene, codes.EXTRA_SIGN, fact, "去掉它", scene.sheet.place(scene.at, scene.at + 1))
    if sign == ":":
        return _plain(scene, codes.ODD_KEY, "冒号前面没有键", "在冒号前面写上键", scene.sheet.place(scene.at, scene.at + 1))
    return _open_bracket(scene) if scene.in_flow and not sign else None


def _flow(scene: Scene) -> Slip | None:
    return _no_content(scene) if "node content" in scene.problem else _unclosed(scene)


def _dash_in_line(scene: Scene) -> Slip | None:
    advice = "列表从下一行开始，每项一行；若是文字，给整个值加上引号"
    return _plain(scene, codes.MIXED, "列表项“- ”写在了键的同一行", advice)


def _directive(scene: Scene) -> Slip:
    line = scene.sheet.line(scene.since if scene.since <= scene.at else scene.at)
    start = scene.sheet.line_start(line)
    place = scene.sheet.place(start, start + len(scene.sheet.line_text(line).rstrip()))
    return _plain(scene, codes.DIRECTIVE, "行首的“%”被当作 YAML 指令", "删去这一行", place)


def _documents(scene: Scene) -> Slip | None:
    return _slip_near(scene) or _plain(
        scene,
        codes.DOCUMENTS,
        "文件的内容到前面已经结束，后面又有内容",
        "一个文件只写一份；检查前面的括号、引号与“...”",
    )


_JUDGES: tuple[tuple[tuple[str, ...], Callable[[Scene], Slip | None]], ...] = (
    (("escape", "hexdecimal", "hexadecimal"), _escape),
    (("scanning a quoted scalar",), _open_quote),
    (("tab character",), _tab),
    (("scanning a block scalar",), _block),
    (("directive",), _directive),
    (("cannot start any token",), _tab),
    (("scanning an alias", "scanning an anchor", "a tag", "tag handle", "cannot start any token"), _special),
    (("mapping values are not allowed",), _colon_not_allowed),
    (("could not find expected ':'",), _no_colon_found),
    (("block sequence entries are not allowed", "sequence entries are not allowed"), _dash_in_line),
    (("parsing a flow",), _flow),
    (("did not find expected node content", "expected the node content"), _no_content),
    (("did not find expected key", "parsing a block mapping"), _not_a_key),
    (("did not find expected '-' indicator", "parsing a block collection"), _not_an_item),
    (("<document start>",), _documents),
)
