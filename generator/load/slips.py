"""A line or a text as typed in, the slip of a Chinese keyboard in it out: full-width signs, tabs, a missing space."""

from __future__ import annotations

import re

from ..codes import reading as codes
from ..diagnostic import Code, Diagnostic, Label, Severity
from ..pattern import deferred
from .mending import Sheet, Slip
from .wording import shown

_KEY = r"[一-鿿][一-鿿A-Za-z0-9_（）]{0,19}"
_HEAD = r"[ \t]*(?:- +)*"
_QUOTED_KEY = rf"(?:(['\"]){_KEY}\1|[“‘]?{_KEY}[”’]?)"
_WIDE_COLON = deferred(rf"{_HEAD}{_QUOTED_KEY}[ 　]*(：[ 　]*)")
_NO_SPACE = deferred(rf"{_HEAD}{_QUOTED_KEY}(:　*)(?=[^\s:/\\])")
_TAB = deferred(r" *(?:- *)*(\t+)(?=\S)")
_TABS = "缩进用了制表符（Tab）"
_BY_SPACES = deferred(r"(?m)^\t* +\t*\S")
_BY_TABS = deferred(r"(?m)^(\t+)(?=\S)")
_BEHIND_DASH = deferred(r"(?m)^\t*-([\t ]*\t[\t ]*)(?=\S)")
_WIDE_SPACE = deferred(r"[ \t]*(　[ 　]*)(?=$|#|[^#\s]*(?:: |:$|：|- ))")
_WIDE_HASH = deferred(r"[ \t　]*(＃)")
_WIDE_DASH = deferred(r"[ \t]*([－—–•·●○▪‧∙]+[ 　]*)(?=\S)")
_TIGHT_DASH = deferred(r"[ \t]*(-)(?=[一-鿿“《（])")
_WIDE_OPEN = deferred(rf"{_HEAD}(?:{_KEY}[:：] *)([｛［])(?!｛)")
_THOUSANDS = deferred(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])[^,，\[\]{}\n:#\"']*?(?=[ ]*[,，}\]\n])")
_WIDE_COMMA = deferred(rf"([，、][ 　]*){_KEY}[：:]")
_NO_COLON = deferred(rf"({_KEY}) +[\[{{]")
_NO_COLON_FLOW = deferred(rf"({_KEY}) +(?=\S)")
_WIDE_COMMENT = deferred(r"(?:  |: |:  ) *＃| ＃(?= )")
_LIST_SIGNS = deferred("[，、]")


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
            return wide_brackets(sheet, start + begin)
        fixed = meant * (end - begin) if code is codes.WIDE_SPACE else meant
        place = sheet.place(start + begin, start + end - _trailing_space(text[begin:end]))
        return Slip(Diagnostic(code, fact, Label(place)), (sheet.edit(start + begin, start + end, fixed),))
    return None


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
    (_NO_SPACE, codes.NO_SPACE, "冒号后面缺一个空格", ": "),
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
        return slip if all(in_line(sheet, line) is not None for line in range(first, last + 1)) else None
    if slip.diagnostic.code is codes.WIDE_COLON:
        sure = sheet.column(start) == 1 or _next_column(sheet, last) == sheet.column(start)
        return slip if sure or levels.belongs(sheet, start) else Slip(_softer(sheet, slip))
    return slip if sheet.text[start] in "-－•●·" else None


def _next_column(sheet: Sheet, line: int) -> int:
    """Where the next line with something on it begins; 0 at the end."""
    for following in range(line + 1, min(line + 50, len(sheet.mended.line_starts)) + 1):
        text = sheet.line_text(following)
        if text.strip() and not text.lstrip().startswith("#"):
            return len(text) - len(text.lstrip(" ")) + 1
    return 0


_MEANT_AS_KEYS = (codes.WIDE_COLON, codes.NO_SPACE, codes.WIDE_DASH)


def _softer(sheet: Sheet, slip: Slip) -> Diagnostic:
    from .showing import corrected

    found = slip.diagnostic
    line = corrected(sheet, *((edit.start, edit.end, edit.text) for edit in sheet.back(slip.edits)))
    advice = f"若是键，改为 {line}；若是一段文字，加上引号"
    return Diagnostic(found.code, found.message, found.at, help=advice, severity=Severity.WARNING)


def in_key(sheet: Sheet, start: int, end: int, flow: bool, bare: bool) -> Slip | None:
    """A slip that became part of a key; `bare`: nothing stands behind the key, as in {决算：1}."""
    text = sheet.text[start:end]
    missing = _NO_COLON_FLOW.match(text) if flow and bare else _NO_COLON.match(text)
    if missing:
        return _no_colon(sheet, start, start + missing.end(1), flow)
    if not flow:
        return in_line(sheet, sheet.line(start)) if text[0] in "　－—–•·●○▪‧∙" else None
    if not bare:
        return None
    match = re.match(rf"{_KEY}(：[ 　]*|:)", text)
    if match is None:
        return None
    at = start + match.start(1), start + match.end(1)
    wide = match.group(1)[0] == "："
    code, fact = (codes.WIDE_COLON, "键后面是全角的冒号“：”") if wide else (codes.NO_SPACE, "冒号后面缺一个空格")
    corrected = f"{text[: match.start(1)]}: {text[match.end(1) :]}"
    finding = Diagnostic(code, fact, Label(sheet.place(at[0], at[0] + 1)), help=f"改为 {shown(corrected, 60)}")
    return Slip(finding, (sheet.edit(*at, ": "),))


def _no_colon(sheet: Sheet, start: int, end: int, flow: bool) -> Slip:
    rest = sheet.line_text(sheet.line(start))[sheet.column(end) - 1 :]
    behind = re.split("[,}]" if flow else " #", rest)[0].strip()
    corrected = f"{sheet.text[start:end]}: {behind}"
    place = sheet.place(start, end)
    finding = Diagnostic(codes.NO_COLON, "键后面没有冒号", Label(place), help=f"改为 {shown(corrected, 60)}")
    return Slip(finding, (sheet.edit(end, end, ":"),))


def wide_comment(sheet: Sheet, start: int, end: int) -> Slip | None:
    """`值  ＃ 注释`: a comment behind a value, with a full-width sign."""
    match = _WIDE_COMMENT.search(sheet.text, max(start - 2, 0), end)
    if match is None:
        return None
    at = match.end() - 1
    finding = Diagnostic(
        codes.WIDE_HASH,
        "注释的开头是全角的“＃”",
        Label(sheet.place(at, at + 1)),
        help="改为半角的 #；若是文字，加上引号",
    )
    return Slip(finding, (sheet.edit(at, at + 1, "#"),))


def thousands(sheet: Sheet, start: int, in_list: bool) -> Slip | None:
    """A figure in brackets that its comma cuts in two; in a list only with decimals, as [101,102] is two codes."""
    match = _THOUSANDS.match(sheet.text, start)
    if match is None or (in_list and "." not in match.group()):
        return None
    figure = match.group()
    finding = Diagnostic(
        codes.THOUSANDS,
        f"括号里的数 {shown(figure)} 被逗号切成了两项，已按一个数读",
        Label(sheet.place(*match.span())),
        help=f'改为 "{shown(figure)}"，或去掉逗号',
    )
    edits = (sheet.edit(start, start, '"'), sheet.edit(match.end(), match.end(), '"'))
    return Slip(finding, edits)


def wide_comma(sheet: Sheet, start: int, end: int) -> Slip | None:
    """{决算: 1，上年：2}: a value in braces that holds a full-width comma and the next key."""
    match = _WIDE_COMMA.search(sheet.text, start, end + 1)
    if match is None:
        return None
    return comma(sheet, *match.span(1))


def comma(sheet: Sheet, at: int, behind: int) -> Slip:
    """A full-width comma between two items in brackets."""
    finding = Diagnostic(
        codes.WIDE_SIGN,
        f"括号里用了全角的“{sheet.text[at]}”，不分开各项",
        Label(sheet.place(at, at + 1)),
        help="改为半角逗号加一个空格",
    )
    return Slip(finding, (sheet.edit(at, behind, ", "),))


def swallowed_item(sheet: Sheet, start: int, end: int, column: int | None) -> Slip | None:
    """A line `- 乙` indented too far is read as part of the text above it; `column` is where the list's dashes are."""
    match = re.compile(r"\n( *)- ").search(sheet.text, start, end)
    if match is None:
        return None
    dash = match.end(1)
    line = sheet.line(start)
    if column is None:
        advice = f"若是列表，删去第 {line} 行冒号后面的值；若是文字，写成一行或加引号"
        fact = f"第 {line} 行的键已经有值，下面的“- ”被当作文字接了上去"
        return Slip(Diagnostic(codes.INDENT, fact, Label(sheet.place(dash, dash + 1)), help=advice))
    fact = f"“- ”从第 {sheet.column(dash)} 列开始，比上面的列表项多缩进了，被当作第 {line} 行的文字"
    finding = Diagnostic(
        codes.INDENT, fact, Label(sheet.place(dash, dash + 1)), help=f"若也是一项，从第 {column} 列开始"
    )
    return Slip(finding, (sheet.edit(match.start(1), dash, " " * (column - 1)),))


def only_item(sheet: Sheet, start: int, end: int) -> Diagnostic | None:
    """[甲，乙]: the only item of a list in brackets that reads like several."""
    text = sheet.text[start:end]
    match = _LIST_SIGNS.search(text)
    parts = _LIST_SIGNS.split(text)
    if match is None or not all(0 < len(part.strip()) <= 12 for part in parts) or re.search("[。；：]", text):
        return None
    corrected = ", ".join(part.strip() for part in parts)
    return Diagnostic(
        codes.WIDE_SIGN,
        f"方括号里只有一项“{shown(text)}”：全角的“{match.group()}”不分开各项",
        Label(sheet.place(start + match.start(), start + match.end())),
        help=f"若是 {len(parts)} 项，改为 [{shown(corrected, 60)}]；若本是一项，加上引号",
        severity=Severity.WARNING,
    )


def wide_brackets(sheet: Sheet, start: int, end: int) -> Diagnostic | None:
    """［甲，乙］ and ｛决算：1｝ as a whole value; ｛｛ … ｝｝ is a reference."""
    text = sheet.text[start:end]
    if text.startswith("｛｛") or text[0] + text[-1] not in ("｛｝", "［］") or not re.search("[，,：:]", text):
        return None
    return Diagnostic(
        codes.WIDE_SIGN,
        "整个值写在全角的括号里，读成了一段文字",
        Label(sheet.place(start, start + 1)),
        help=_UNSEEN[codes.WIDE_SIGN] + "；若本是文字，加上引号",
        severity=Severity.WARNING,
    )


def cut_in_brackets(sheet: Sheet, start: int, end: int) -> Slip | None:
    """` #` inside brackets takes the closing bracket with it: what was meant ends before the next comma or bracket."""
    match = re.compile(r" +#[^\n]*").match(sheet.text, end)
    if match is None:
        return None
    stop = re.compile(r"[^,}\]\n]*").match(sheet.text, end)
    value = sheet.text[start : stop.end() if stop else end].rstrip()
    at = sheet.text.index("#", end)
    finding = Diagnostic(
        codes.CUT,
        f"括号里的“{shown(match.group().strip(), 20)}”被当作注释，括号因此没有合上",
        Label(sheet.place(at, match.end()), "被当作注释"),
        help=f'若是值的一部分，改为 "{shown(value, 50)}"；若是注释，移到括号外面',
        severity=Severity.ERROR,
    )
    if match.end() - at == 1 or sheet.text[at + 1] == " " or '"' in value or "\\" in value:
        return Slip(finding)
    return Slip(finding, (sheet.edit(start, start, '"'), sheet.edit(start + len(value), start + len(value), '"')))


def cut(sheet: Sheet, start: int, end: int) -> Diagnostic | None:
    """` #` behind a plain text: `值 # 注释` is a comment, `综合楼 #2` and an open bracket before it are not."""
    line_end = sheet.text.find("\n", end)
    comment = sheet.text[end : line_end if line_end >= 0 else len(sheet.text)]
    match = re.match(r"( +)#(.*)", comment)
    if match is None:
        return None
    spaces, rest = match.groups()
    value = sheet.text[start:end]
    close = len(spaces) == 1 and rest[:1] not in ("", " ", "#", "!", "=", "-")
    if not close and not _left_open(value, rest):
        return None
    at = end + len(spaces)
    whole = shown(value.rpartition("\n")[2].strip() + comment.rstrip(), 50)
    quote = "'" if '"' in whole else '"'
    return Diagnostic(
        codes.CUT,
        f"“{shown('#' + rest, 20)}”被当作注释，值只读到“{shown(value[-10:])}”",
        Label(sheet.place(at, at + len(comment.rstrip()) - len(spaces)), "被当作注释"),
        help=f"若是值的一部分，改为 {quote}{whole}{quote}；若是注释，在 # 后面空一格",
    )


def _left_open(value: str, rest: str) -> bool:
    return any(
        value.count(opening) > value.count(closing) and closing in rest
        for opening, closing in ("（）", "“”", "《》", "〔〕", "【】")
    )
