"""A line or a text as typed in, the slip of a Chinese keyboard in it out: full-width signs, tabs, a missing space."""

from __future__ import annotations

import re

from ..codes import reading as codes
from ..diagnostic import Code, Diagnostic, Label, Severity
from ..model import Line, Passage
from ..pattern import deferred
from . import brackets, levels, rows
from .levels import KEY as _KEY
from .mending import Mend, MendedText
from .rows import COLONS
from .showing import corrected, spaces, with_edits
from .wording import shown

_HEAD = r"[ \t]*(?:- +)*"
_QUOTED_KEY = rf"(?:(['\"]){_KEY}\1|[“‘]?{_KEY}[”’]?)"
_WIDE_COLON = deferred(rf"{_HEAD}{_QUOTED_KEY}[ 　]*([{COLONS}][{COLONS}:]*[ 　]*)")
_NO_SPACE = deferred(rf"{_HEAD}{_QUOTED_KEY}(:　*)(?=[^\s:/\\])")
_TAB = deferred(r" *(?:- *)*(\t+)(?=\S)")
_NO_SPACE_FACT = "冒号后面缺一个空格"
_TABS = "缩进用了制表符（Tab）"
_BY_SPACES = deferred(r"(?m)^\t* +\t*\S")
_BY_TABS = deferred(r"(?m)^(\t+)(?=\S)")
_BEHIND_DASH = deferred(r"(?m)^\t*-([\t ]*\t[\t ]*)(?=\S)")
_WIDE_SPACE = deferred(r"[ \t]*(　[ 　]*)(?=$|#|[－–•·●○▪‧∙]|[^#\s]*(?:: |:$|：|- ))")
_WIDE_HASH = deferred(r"[ \t　]*(＃)")
DASHES = "－—–‐‑‒―−﹣•·●○▪‧∙◦■◆►➢➤"
_WIDE_DASH = deferred(rf"[ \t]*([{DASHES}]+[ 　]*)(?=[^\s\d])")
_TIGHT_DASH = deferred(r"[ \t]*(-)(?=[一-鿿“《（])")
_WIDE_OPEN = deferred(rf"{_HEAD}(?:{_KEY}[:：] *)([｛［])(?!｛)")
_NO_COLON = deferred(rf"({_KEY}) +[\[{{]")
_ANY_DASH = deferred(rf" *[-{DASHES}]")
_KEY_BELOW = deferred(rf"\n *(?:- +)*(?:\{{ *)?{_KEY}:(?: |$)")
_TIGHT_BRACKET = deferred(rf"{_KEY}(:)[{{\[]")
_WIDE_COMMENT = deferred(r"(?:  |: |:  ) {0,200}＃| ＃(?= )")


def in_line(sheet: MendedText, line: int) -> Mend | None:
    """The first slip in how a line is written; asked only where the parser stumbled or a text looks like keys."""
    text = sheet.line_text(line)
    start = sheet.line_start(line)
    for pattern, code, fact, meant in _LINE_SLIPS:
        match = pattern.match(text)
        if match is None or (code in _OF_KEYS and rows.text_slot(sheet, line)):
            continue
        begin, end = match.span(match.lastindex or 0)
        if code is codes.TAB:
            return tabs(sheet, start + begin, start + end)
        if code is codes.WIDE_SIGN:
            return brackets.wide_brackets(sheet, start + begin)
        fixed = _indent(sheet, line, end) if code is codes.WIDE_SPACE else _meant(text, begin, end, meant)
        place = sheet.place(start + begin, start + end - _trailing_space(text[begin:end]))
        fact = wide_colon(text[begin]) if code is codes.WIDE_COLON else fact
        return Mend(Diagnostic(code, fact, Label(place)), (sheet.edit(start + begin, start + end, fixed),))
    return None


def wide_colon(sign: str) -> str:
    """What is said of a sign behind a key that is no colon of YAML's."""
    return "键后面是全角的冒号“：”" if sign == "：" else f"键后面的冒号是“{shown(sign)}”，不是半角的冒号"


def _meant(text: str, begin: int, end: int, sign: str) -> str:
    """What should stand in place of a line's slip; spaces that align a comment behind it stay."""
    behind = text[begin:end]
    spaces = behind[len(behind.rstrip(" 　")) :].replace("　", " ")
    if not text[end:].strip():
        return sign.rstrip() + spaces
    return sign.rstrip() + (spaces or " ") if sign.endswith(" ") else sign


def _indent(sheet: MendedText, line: int, end: int) -> str:
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


def tabs(sheet: MendedText, start: int, end: int) -> Mend:
    """Tabs before what a line holds; where the file indents by tabs alone, each of them is one level."""
    place = sheet.place(start, end)
    text = sheet.text
    if _BY_SPACES.search(text):
        line = corrected(sheet, (start, end, "  " * (end - start)))
        return Mend(Diagnostic(codes.TAB, _TABS, Label(place), help=f"改为 {line}；每一层空 2 格，与同一层的行对齐"))
    runs = [match.span(1) for match in _BY_TABS.finditer(text, sheet.line_start(sheet.line(start)))]
    edits = [sheet.edit(begin, stop, "  " * (stop - begin)) for begin, stop in runs]
    edits += [sheet.edit(*match.span(1), " ") for match in _BEHIND_DASH.finditer(text) if match.start(1) >= start]
    several = f"，从这里起共 {len(runs)} 行" if len(runs) > 1 else ""
    return Mend(Diagnostic(codes.TAB, _TABS + several, Label(place), help="每一层空 2 格"), tuple(edits))


def _trailing_space(text: str) -> int:
    return len(text) - len(text.rstrip(" 　")) if text.strip(" 　") else 0


_LINE_SLIPS: tuple[tuple[re.Pattern[str], Code, str, str], ...] = (
    (_TAB, codes.TAB, "缩进用了制表符（Tab）", "  "),
    (_WIDE_SPACE, codes.WIDE_SPACE, "缩进用了全角空格", "  "),
    (_WIDE_HASH, codes.WIDE_HASH, "注释的开头是全角的“＃”", "#"),
    (_WIDE_OPEN, codes.WIDE_SIGN, "", ""),
    (_WIDE_DASH, codes.WIDE_DASH, "列表一行的开头不是半角的“- ”", "- "),
    (_TIGHT_DASH, codes.WIDE_DASH, "列表一行的“-”后面缺一个空格", "- "),
    (_WIDE_COLON, codes.WIDE_COLON, "", ": "),
    (_NO_SPACE, codes.NO_SPACE, _NO_SPACE_FACT, ": "),
)


def in_block_text(sheet: MendedText, start: int, end: int) -> Mend | None:
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
        return slip if sure or levels.belongs(sheet, start) else Mend(_softer(sheet, slip))
    if sheet.text[start] not in "-－•●·":
        return None
    kind = rows.kind_around(sheet, first)
    if not isinstance(kind, (Line, Passage)):
        return slip
    return Mend(_softer(sheet, slip)) if sheet.text[start + 1] == " " else None


def sure_item(sheet: MendedText, start: int, slip: Mend) -> bool:
    """Whether an item of a list that looks like `键：值` or `键:值` was meant so."""
    return slip.diagnostic.code in (codes.WIDE_COLON, codes.NO_SPACE) and levels.belongs(sheet, start)


def _next_column(sheet: MendedText, line: int) -> int:
    """Where the next line with something on it begins; 0 at the end."""
    for following in range(line + 1, min(line + 50, len(sheet.mended.line_starts)) + 1):
        text = sheet.line_text(following)
        if text.strip() and not text.lstrip().startswith("#"):
            return len(text) - len(text.lstrip(" ")) + 1
    return 0


_OF_KEYS = (codes.WIDE_COLON, codes.NO_SPACE, codes.WIDE_HASH)
"""A text may hold these signs: below the key of one, a line that begins so goes on with it."""
_MEANT_AS_KEYS = (codes.WIDE_COLON, codes.NO_SPACE, codes.WIDE_DASH)


def _softer(sheet: MendedText, slip: Mend) -> Diagnostic:

    found = slip.diagnostic
    line = with_edits(sheet.source, found.place.line, slip.edits)
    what = "列表" if found.code is codes.WIDE_DASH else "键"
    advice = f"若是{what}，改为 {line}；若是一段文字，加上引号"
    return Diagnostic(found.code, found.message, found.at, help=advice, severity=Severity.WARNING)


def in_key(sheet: MendedText, start: int, end: int, flow: bool) -> Mend | None:
    """A slip that became part of a key with a value behind it."""
    text = sheet.text[start:end]
    missing = _NO_COLON.match(text)
    if missing:
        return no_colon(sheet, start, start + missing.end(1))
    return brackets.joined_keys(sheet, start, text) if flow else _block_key(sheet, start, end)


def _block_key(sheet: MendedText, start: int, end: int) -> Mend | None:
    """A key of a block that holds what is none of it: a sign before it, quotes of Word, `单位:{`."""
    text = sheet.text[start:end]
    if text[0] in "　" + DASHES:
        return in_line(sheet, sheet.line(start))
    tight = _TIGHT_BRACKET.match(text)
    if tight:
        at = start + tight.start(1)
        place = sheet.place(at, at + 1)
        return Mend(Diagnostic(codes.NO_SPACE, _NO_SPACE_FACT, Label(place)), (sheet.edit(at, at + 1, ": "),))
    if text[0] in "“‘＂" and text[-1] in "”’＂" and levels.belongs(sheet, start):
        edits = (sheet.edit(start, start + 1, ""), sheet.edit(end - 1, end, ""))
        fact = f"键外面是全角的引号，成了键“{shown(text)}”的一部分"
        return Mend(Diagnostic(codes.WIDE_QUOTE, fact, Label(sheet.place(start, end))), edits)
    return None


def no_colon(sheet: MendedText, start: int, end: int, safe: bool = True) -> Mend:
    found = Diagnostic(codes.NO_COLON, "键后面没有冒号", Label(sheet.place(start, end)))
    return Mend(found, (sheet.edit(end, end, ":"),), safe)


def curly(sheet: MendedText, start: int, end: int) -> Diagnostic | None:
    """“甲": a text whose quotes are of two kinds, or that has only the last one."""

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


def of_lines(sheet: MendedText, start: int, end: int) -> Mend | None:
    """Lines that became one text by what stands at their beginning: `｜`, a first dash that is none, `键：` below."""
    bar = wide_bar(sheet, start, end) or _key_below(sheet, start, end)
    if bar is not None or sheet.text[start] not in "-" + DASHES:
        return bar
    lines = sheet.text[start:end].split("\n")
    listed = all(_ANY_DASH.match(line) for line in lines if line.strip())
    return in_line(sheet, sheet.line(start)) if listed and not _text_before(sheet, start) else None


def _key_below(sheet: MendedText, start: int, end: int) -> Mend | None:
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


def key_in_lines(sheet: MendedText, start: int, end: int) -> Diagnostic | None:
    """A line of a text that goes on below its first, which without its marks is a key: 改进措施 alone, 成立=2019年2月."""
    first = sheet.line(start)
    if _text_before(sheet, start).rstrip("- "):
        head = first
    else:
        above = levels.owners(sheet, first, sheet.column(start))
        head = above[-1].line if above else first
    for line in range(first + 1, sheet.line(end) + 1):
        key = levels.bare_key(sheet, line, head)
        text = sheet.line_text(line).strip(" 　")
        if key and (_MARK_LOST.match(text, len(key)) or text == key):
            fact = f"这一行接在第 {first} 行的文字后面，“{key}”却是这里可以写的键；已当作文字，照原样印"
            begin = sheet.line_start(line) + sheet.line_text(line).index(key)
            place = Label(sheet.place(begin, begin + len(key)))
            meant = f"{key}: {shown(_MARK_LOST.sub('', text[len(key) :], count=1), 40) or '……'}"
            advice = f"若是另一个键，改为 {meant}（{_spaces(sheet, head)}）；若是文字，整段加上引号就不再问"
            return Diagnostic(codes.KEY_IN_TEXT, fact, place, help=advice)
    return None


_MARK_LOST = deferred(r"[ 　]*[=＝;；：\[{［｛][ 　]*|[ 　]+")


def _spaces(sheet: MendedText, line: int) -> str:

    return spaces(levels.column(sheet, line) - 1)


def _text_before(sheet: MendedText, start: int) -> str:
    return sheet.text[sheet.line_start(sheet.line(start)) : start].strip(" ")


def wide_bar(sheet: MendedText, start: int, end: int) -> Mend | None:
    """`职能: ｜`, with the text below it."""
    if not re.compile(r"｜[ 　]*\n").match(sheet.text, start, end):
        return None
    found = Diagnostic(codes.WIDE_SIGN, "“｜”是全角的，下面的几行成了一行文字", Label(sheet.place(start, start + 1)))
    return Mend(found, (sheet.edit(start, start + 1, "|"),))


def wide_comment(sheet: MendedText, start: int, end: int) -> Mend | None:
    """`值  ＃ 注释`: a comment behind a value, with a full-width sign."""
    match = _WIDE_COMMENT.search(sheet.text, max(start - 2, 0), end)
    if match is None:
        return None
    at = match.end() - 1
    finding = Diagnostic(
        codes.WIDE_HASH, "注释的开头是全角的“＃”", Label(sheet.place(at, at + 1)), help="若是文字，加上引号"
    )
    if rows.is_text(sheet, start):
        line = corrected(sheet, (at, at + 1, "#"))
        fact = "这段文字里的“＃”像是注释的开头；已当作文字，照原样印"
        advice = f"若是注释，改为 {line}；若是文字，加上引号就不再问"
        return Mend(Diagnostic(codes.WIDE_HASH, fact, finding.at, help=advice, severity=Severity.WARNING))
    return Mend(finding, (sheet.edit(at, at + 1, "#"),), safe=False)


def swallowed_item(sheet: MendedText, start: int, end: int, column: int | None) -> Mend | None:
    """A line `- 乙` indented too far is read as part of the text above it; `column` is where the list's dashes are."""
    match = re.compile(r"\n( *)- ").search(sheet.text, start, end)
    if match is None:
        return None
    dash = match.end(1)
    line = sheet.line(start)
    if column is None:
        return Mend(_below_value(sheet, start, dash, end))
    fact = f"“- ”从第 {sheet.column(dash)} 列开始，比上面的列表项多缩进了，被当作第 {line} 行的文字"
    finding = Diagnostic(codes.INDENT, fact, Label(sheet.place(dash, dash + 1)))
    return Mend(finding, (sheet.edit(match.start(1), dash, " " * (column - 1)),))


def _below_value(sheet: MendedText, start: int, dash: int, end: int) -> Diagnostic:
    """A text that its key already has, or that begins below it, with an item of a list under it."""

    line = sheet.line(start)
    head, first = _text_before(sheet, start), shown(sheet.text[start:dash].partition("\n")[0].strip(), 40)
    place = Label(sheet.place(dash, dash + 1))
    whole = f'{corrected(sheet, (start, start, chr(34)))} {shown(sheet.text[dash:end], 40)}"'
    item = f"- {_NUMBERED.sub('', first)}"
    if head:
        fact = f"第 {line} 行的键已经有值，下面的“- ”被当作文字接了上去"
        two = f"第 {line} 行改为两行：“{shown(head)}”，下一行{spaces(sheet.column(dash) - 1)}写“{item}”"
    else:
        fact = f"第 {line} 行开头没有“- ”，下面的“- ”被当作文字接了上去"
        two = f"第 {line} 行改为 {item}"
    return Diagnostic(codes.INDENT, fact, place, help=f"若是列表，{two}；若是文字，接在第 {line} 行后面：{whole}")


_NUMBERED = deferred(r"(?:[0-9]{1,2}[.．、](?![0-9])|[（(]?[0-9一二三四五六七八九十]{1,2}[)）、])\s*")


def cut(sheet: MendedText, start: int, end: int) -> Mend | None:
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

    at, stop = end + len(spaces), end + len(comment.rstrip())
    quote = "'" if '"' in sheet.text[start:stop] else '"'
    on_one_line = "\n" not in sheet.text[start:end]
    place, sign = Label(sheet.place(at, stop), "被当作注释"), shown("#" + rest, 20)
    if certain and on_one_line and quote not in sheet.text[start:stop] and "\\" not in sheet.text[start:stop]:
        fact = f"“{sign}”会被当作注释，括号或引号却还没有合上：已按文字读"
        edits = (sheet.edit(start, start, quote), sheet.edit(stop, stop, quote))
        return Mend(Diagnostic(codes.CUT, fact, place), edits)
    line = corrected(sheet, (start, start, quote), (stop, stop, quote)) if on_one_line else ""
    meant = f"改为 {line}" if line else f"在整段文字前后加上引号 {quote}"
    advice = f"若是值的一部分，{meant}；若是注释，# 前面空两格，后面空一格"
    return Mend(Diagnostic(codes.CUT, f"“{sign}”被当作注释，值只读到“{shown(value[-10:])}”", place, help=advice))


def _left_open(value: str, rest: str) -> bool:
    return any(
        value.count(opening) > value.count(closing) and closing in rest
        for opening, closing in ("（）", "“”", "《》", "〔〕", "【】")
    )
