"""A line or a text as typed in, the slip of a Chinese keyboard in it out: full-width signs, tabs, a missing space."""

from __future__ import annotations

import re

from ..codes import reading as codes
from ..diagnostic import Code, Diagnostic, Label, Severity
from ..pattern import deferred
from . import brackets, levels
from .levels import KEY as _KEY
from .mending import Sheet, Slip
from .wording import shown

_HEAD = r"[ \t]*(?:- +)*"
_QUOTED_KEY = rf"(?:(['\"]){_KEY}\1|[“‘]?{_KEY}[”’]?)"
_WIDE_COLON = deferred(rf"{_HEAD}{_QUOTED_KEY}[ 　]*(：[ 　]*)")
_NO_SPACE = deferred(rf"{_HEAD}{_QUOTED_KEY}(:　*)(?=[^\s:/\\])")
_TAB = deferred(r" *(?:- *)*(\t+)(?=\S)")
_NO_SPACE_FACT = "冒号后面缺一个空格"
_TABS = "缩进用了制表符（Tab）"
_BY_SPACES = deferred(r"(?m)^\t* +\t*\S")
_BY_TABS = deferred(r"(?m)^(\t+)(?=\S)")
_BEHIND_DASH = deferred(r"(?m)^\t*-([\t ]*\t[\t ]*)(?=\S)")
_WIDE_SPACE = deferred(r"[ \t]*(　[ 　]*)(?=$|#|[－–•·●○▪‧∙]|[^#\s]*(?:: |:$|：|- ))")
_WIDE_HASH = deferred(r"[ \t　]*(＃)")
_WIDE_DASH = deferred(r"[ \t]*([－—–•·●○▪‧∙]+[ 　]*)(?=\S)")
_TIGHT_DASH = deferred(r"[ \t]*(-)(?=[一-鿿“《（])")
_WIDE_OPEN = deferred(rf"{_HEAD}(?:{_KEY}[:：] *)([｛［])(?!｛)")
_NO_COLON = deferred(rf"({_KEY}) +[\[{{]")
_NO_COLON_FLOW = deferred(rf"({_KEY}) +(?=\S)")
_ANY_DASH = deferred(r" *[-－—–•·●○▪‧∙]")
_KEY_BELOW = deferred(rf"\n *(?:- +)*{_KEY}:(?: |$)")
_TIGHT_BRACKET = deferred(rf"{_KEY}(:)[{{\[]")
_WIDE_COMMENT = deferred(r"(?:  |: |:  ) *＃| ＃(?= )")


def in_line(sheet: Sheet, line: int) -> Slip | None:
    """The first slip in how a line is written; asked only where the parser stumbled or a text looks like keys."""
    text = sheet.line_text(line)
    start = sheet.line_start(line)
    for pattern, code, fact, meant in _LINE_SLIPS:
        match = pattern.match(text)
        if match is None:
            continue
        begin, end = match.span(match.lastindex or 0)
        if code is codes.TAB:
            return tabs(sheet, start + begin, start + end)
        if code is codes.WIDE_SIGN:
            return brackets.wide_brackets(sheet, start + begin)
        fixed = _indent(sheet, line, end) if code is codes.WIDE_SPACE else _meant(text, begin, end, meant)
        place = sheet.place(start + begin, start + end - _trailing_space(text[begin:end]))
        return Slip(Diagnostic(code, fact, Label(place)), (sheet.edit(start + begin, start + end, fixed),))
    return None


def _meant(text: str, begin: int, end: int, sign: str) -> str:
    """What should stand in place of a line's slip; spaces that align a comment behind it stay."""
    behind = text[begin:end]
    spaces = behind[len(behind.rstrip(" 　")) :].replace("　", " ")
    if not text[end:].strip():
        return sign.rstrip() + spaces
    return sign.rstrip() + (spaces or " ") if sign.endswith(" ") else sign


def _indent(sheet: Sheet, line: int, end: int) -> str:
    """Full-width spaces are two columns wide, as on the screen, but for one column that would fit no line above."""
    text = sheet.line_text(line)
    half = len(text) - len(text.lstrip(" \t"))
    if not text.strip():
        return ""
    depth = len(text[:end].replace("　", "  "))
    above = next((one for one in range(line - 1, 0, -1) if sheet.line_text(one).strip()), 0)
    if above and not sheet.line_text(above).rstrip().endswith((":", "：")):
        columns = [
            levels.column(sheet, above),
            *(one.column for one in levels.owners(sheet, above, levels.column(sheet, above))),
        ]
        near = [one - 1 for one in columns if abs(one - 1 - depth) == 1]
        depth = near[0] if near and depth + 1 not in columns else depth
    return " " * max(depth - half, 0)


def tabs(sheet: Sheet, start: int, end: int) -> Slip:
    """Tabs before what a line holds; where the file indents by tabs alone, each of them is one level."""
    place = sheet.place(start, end)
    text = sheet.text
    if _BY_SPACES.search(text):
        from .showing import corrected

        line = corrected(sheet, (start, end, "  " * (end - start)))
        return Slip(Diagnostic(codes.TAB, _TABS, Label(place), help=f"改为 {line}；每一层空 2 格，与同一层的行对齐"))
    runs = [match.span(1) for match in _BY_TABS.finditer(text, sheet.line_start(sheet.line(start)))]
    edits = [sheet.edit(begin, stop, "  " * (stop - begin)) for begin, stop in runs]
    edits += [sheet.edit(*match.span(1), " ") for match in _BEHIND_DASH.finditer(text) if match.start(1) >= start]
    several = f"，从这里起共 {len(runs)} 行" if len(runs) > 1 else ""
    return Slip(Diagnostic(codes.TAB, _TABS + several, Label(place), help="每一层空 2 格"), tuple(edits))


def _trailing_space(text: str) -> int:
    return len(text) - len(text.rstrip(" 　")) if text.strip(" 　") else 0


_LINE_SLIPS: tuple[tuple[re.Pattern[str], Code, str, str], ...] = (
    (_TAB, codes.TAB, "缩进用了制表符（Tab）", "  "),
    (_WIDE_SPACE, codes.WIDE_SPACE, "缩进用了全角空格", "  "),
    (_WIDE_HASH, codes.WIDE_HASH, "注释的开头是全角的“＃”", "#"),
    (_WIDE_OPEN, codes.WIDE_SIGN, "", ""),
    (_WIDE_DASH, codes.WIDE_DASH, "列表一行的开头不是半角的“- ”", "- "),
    (_TIGHT_DASH, codes.WIDE_DASH, "列表一行的“-”后面缺一个空格", "- "),
    (_WIDE_COLON, codes.WIDE_COLON, "键后面是全角的冒号“：”", ": "),
    (_NO_SPACE, codes.NO_SPACE, _NO_SPACE_FACT, ": "),
)


def in_block_text(sheet: Sheet, start: int, end: int) -> Slip | None:
    """A text on lines of its own that was meant as keys or as a list; `名称：甲` alone may be prose: a warning."""
    first, last = sheet.line(start), sheet.line(end)
    slip = in_line(sheet, first)
    if slip is None or slip.diagnostic.code not in _MEANT_AS_KEYS:
        return None
    if slip.diagnostic.code is codes.NO_SPACE:
        return slip
    if last > first:
        lines = [line for line in range(first, last + 1) if sheet.line_text(line).strip(" 　")]
        sure = all(in_line(sheet, line) is not None for line in lines) or levels.belongs(sheet, start)
        return slip if sure else None
    if slip.diagnostic.code is codes.WIDE_COLON:
        sure = sheet.column(start) == 1 or _next_column(sheet, last) == sheet.column(start)
        return slip if sure or levels.belongs(sheet, start) else Slip(_softer(sheet, slip))
    return slip if sheet.text[start] in "-－•●·" else None


def sure_item(sheet: Sheet, start: int, slip: Slip) -> bool:
    """Whether an item of a list that looks like `键：值` or `键:值` was meant so."""
    code = slip.diagnostic.code
    return code is codes.NO_SPACE or (code is codes.WIDE_COLON and levels.belongs(sheet, start))


def _next_column(sheet: Sheet, line: int) -> int:
    """Where the next line with something on it begins; 0 at the end."""
    for following in range(line + 1, min(line + 50, len(sheet.mended.line_starts)) + 1):
        text = sheet.line_text(following)
        if text.strip() and not text.lstrip().startswith("#"):
            return len(text) - len(text.lstrip(" ")) + 1
    return 0


_MEANT_AS_KEYS = (codes.WIDE_COLON, codes.NO_SPACE, codes.WIDE_DASH)


def _softer(sheet: Sheet, slip: Slip) -> Diagnostic:
    from .showing import with_edits

    found = slip.diagnostic
    line = with_edits(sheet.source, found.place.line, slip.edits)
    advice = f"若是键，改为 {line}；若是一段文字，加上引号"
    return Diagnostic(found.code, found.message, found.at, help=advice, severity=Severity.WARNING)


def in_key(sheet: Sheet, start: int, end: int, flow: bool, bare: bool) -> Slip | None:
    """A slip that became part of a key; `bare`: nothing stands behind the key, as in {决算：1}."""
    text = sheet.text[start:end]
    missing = _NO_COLON_FLOW.match(text) if flow and bare else _NO_COLON.match(text)
    if missing:
        return _no_colon(sheet, start, start + missing.end(1), flow)
    if not flow:
        return _block_key(sheet, start, end)
    if not bare:
        return brackets.joined_keys(sheet, start, text)
    match = re.match(rf"{_KEY}(：[ 　]*|:)", text)
    if match is None:
        return brackets.split_text(sheet, start, end)
    at = start + match.start(1), start + match.end(1)
    wide = match.group(1)[0] == "："
    code, fact = (codes.WIDE_COLON, "键后面是全角的冒号“：”") if wide else (codes.NO_SPACE, _NO_SPACE_FACT)
    return Slip(Diagnostic(code, fact, Label(sheet.place(at[0], at[0] + 1))), (sheet.edit(*at, ": "),))


def _block_key(sheet: Sheet, start: int, end: int) -> Slip | None:
    """A key of a block that holds what is none of it: a sign before it, quotes of Word, `单位:{`."""
    text = sheet.text[start:end]
    if text[0] in "　－—–•·●○▪‧∙":
        return in_line(sheet, sheet.line(start))
    tight = _TIGHT_BRACKET.match(text)
    if tight:
        at = start + tight.start(1)
        place = sheet.place(at, at + 1)
        return Slip(Diagnostic(codes.NO_SPACE, _NO_SPACE_FACT, Label(place)), (sheet.edit(at, at + 1, ": "),))
    if text[0] in "“‘＂" and text[-1] in "”’＂" and levels.belongs(sheet, start):
        edits = (sheet.edit(start, start + 1, ""), sheet.edit(end - 1, end, ""))
        fact = f"键外面是全角的引号，成了键“{shown(text)}”的一部分"
        return Slip(Diagnostic(codes.WIDE_QUOTE, fact, Label(sheet.place(start, end))), edits)
    return None


def _no_colon(sheet: Sheet, start: int, end: int, flow: bool) -> Slip:
    return Slip(
        Diagnostic(codes.NO_COLON, "键后面没有冒号", Label(sheet.place(start, end))), (sheet.edit(end, end, ":"),)
    )


def curly(sheet: Sheet, start: int, end: int) -> Diagnostic | None:
    """“甲": a text whose quotes are of two kinds, or that has only the last one."""
    from .showing import corrected

    text = sheet.text[start:end]
    if text.count('"') % 2 == 0:
        return None
    bare = corrected(sheet, (start, end, text.strip('“”"')))
    pair = corrected(sheet, (start, end, f"“{text.strip('“”' + chr(34))}”"))
    fact = "引号一边是全角的，一边是半角的" if text[0] == "“" else "文字末尾多了一个半角的引号"
    place = sheet.place(end - 1, end)
    advice = f"改为 {bare}；要印出引号，改为 {pair}"
    return Diagnostic(codes.WIDE_QUOTE, fact, Label(place), help=advice, severity=Severity.WARNING)


def swallows_keys(raw: str) -> bool:
    """Whether a text in quotes goes on over lines that are keys."""
    return bool(_KEY_BELOW.search(raw))


def of_lines(sheet: Sheet, start: int, end: int) -> Slip | None:
    """Lines that became one text by what stands at their beginning: `｜`, a first dash that is none, `键：` below."""
    bar = wide_bar(sheet, start, end) or _key_below(sheet, start, end)
    if bar is not None or sheet.text[start] not in "-－—–•·●○▪‧∙":
        return bar
    lines = sheet.text[start:end].split("\n")
    listed = all(_ANY_DASH.match(line) for line in lines if line.strip())
    return in_line(sheet, sheet.line(start)) if listed and not _text_before(sheet, start) else None


def _key_below(sheet: Sheet, start: int, end: int) -> Slip | None:
    """A line below a value that is the next key, with a full-width colon."""
    first = sheet.line(start)
    if "：" not in sheet.text[start:end] or not _text_before(sheet, start):
        return None
    above = levels.owners(sheet, first, levels.column(sheet, first))
    for line in range(first + 1, sheet.line(end) + 1):
        slip = in_line(sheet, line)
        if slip is None:
            continue
        key = re.match(rf"[ 　]*[“‘'\"]?({_KEY}?)[”’'\"]?[ 　]*：", sheet.line_text(line))
        if key is not None and levels.known(above, key.group(1)):
            return slip
    return None


def _text_before(sheet: Sheet, start: int) -> str:
    return sheet.text[sheet.line_start(sheet.line(start)) : start].strip(" ")


def wide_bar(sheet: Sheet, start: int, end: int) -> Slip | None:
    """`职能: ｜`, with the text below it."""
    if not re.compile(r"｜[ 　]*\n").match(sheet.text, start, end):
        return None
    found = Diagnostic(codes.WIDE_SIGN, "“｜”是全角的，下面的几行成了一行文字", Label(sheet.place(start, start + 1)))
    return Slip(found, (sheet.edit(start, start + 1, "|"),))


def wide_comment(sheet: Sheet, start: int, end: int) -> Slip | None:
    """`值  ＃ 注释`: a comment behind a value, with a full-width sign."""
    match = _WIDE_COMMENT.search(sheet.text, max(start - 2, 0), end)
    if match is None:
        return None
    at = match.end() - 1
    finding = Diagnostic(
        codes.WIDE_HASH, "注释的开头是全角的“＃”", Label(sheet.place(at, at + 1)), help="若是文字，加上引号"
    )
    return Slip(finding, (sheet.edit(at, at + 1, "#"),), safe=False)


def swallowed_item(sheet: Sheet, start: int, end: int, column: int | None) -> Slip | None:
    """A line `- 乙` indented too far is read as part of the text above it; `column` is where the list's dashes are."""
    match = re.compile(r"\n( *)- ").search(sheet.text, start, end)
    if match is None:
        return None
    dash = match.end(1)
    line = sheet.line(start)
    if column is None:
        from .showing import corrected

        head = shown(sheet.line_text(line).partition(":")[0].strip())
        whole = corrected(sheet, (start, start, '"'))
        advice = f'若是列表，第 {line} 行改为 {head}:；若是文字，接在第 {line} 行后面：{whole} {shown(sheet.text[dash:end], 40)}"'
        fact = f"第 {line} 行的键已经有值，下面的“- ”被当作文字接了上去"
        return Slip(Diagnostic(codes.INDENT, fact, Label(sheet.place(dash, dash + 1)), help=advice))
    fact = f"“- ”从第 {sheet.column(dash)} 列开始，比上面的列表项多缩进了，被当作第 {line} 行的文字"
    finding = Diagnostic(codes.INDENT, fact, Label(sheet.place(dash, dash + 1)))
    return Slip(finding, (sheet.edit(match.start(1), dash, " " * (column - 1)),))


def cut(sheet: Sheet, start: int, end: int) -> Slip | None:
    """` #` behind a plain text: `值 # 注释` is a comment, `综合楼 #2` and an open bracket before it are not."""
    line_end = sheet.text.find("\n", end)
    comment = sheet.text[end : line_end if line_end >= 0 else len(sheet.text)]
    match = re.match(r"( +)#(.*)", comment)
    if match is None:
        return None
    spaces, rest = match.groups()
    value = sheet.text[start:end]
    close = len(spaces) == 1 and rest[:1] not in ("", " ", "#", "!", "=", "-")
    sentence = len(spaces) == 1 and rest.rstrip()[-1:] in tuple("。；！") and value[-1:] not in tuple("。；！")
    certain = _left_open(value, rest)
    if not close and not sentence and not certain:
        return None
    from .showing import corrected

    at, stop = end + len(spaces), end + len(comment.rstrip())
    quote = "'" if '"' in sheet.text[start:stop] else '"'
    begin = max(start, sheet.text.rfind("\n", start, end) + 1)
    place, sign = Label(sheet.place(at, stop), "被当作注释"), shown("#" + rest, 20)
    if certain and begin == start and quote not in sheet.text[start:stop] and "\\" not in sheet.text[start:stop]:
        fact = f"“{sign}”会被当作注释，括号或引号却还没有合上：已按文字读"
        edits = (sheet.edit(start, start, quote), sheet.edit(stop, stop, quote))
        return Slip(Diagnostic(codes.CUT, fact, place), edits)
    line = corrected(sheet, (begin, begin, quote), (stop, stop, quote))
    advice = f"若是值的一部分，改为 {line}；若是注释，# 前面空两格，后面空一格"
    return Slip(Diagnostic(codes.CUT, f"“{sign}”被当作注释，值只读到“{shown(value[-10:])}”", place, help=advice))


def _left_open(value: str, rest: str) -> bool:
    return any(
        value.count(opening) > value.count(closing) and closing in rest
        for opening, closing in ("（）", "“”", "《》", "〔〕", "【】")
    )
