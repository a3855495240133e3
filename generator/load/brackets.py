"""A stretch in brackets as typed in, the slip of a Chinese keyboard or of a comma in it out."""

from __future__ import annotations

import re

from msgspec import Struct

from ..amount import Amount, read_amount
from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label, Severity
from ..model import Line, Lines, Passage
from ..nodes import Node, Scalar
from ..pattern import deferred
from .levels import KEY as _KEY
from .mending import Mend, MendedText
from .rows import COLONS, COMMAS, RowSoFar, kind_of_value, row_at
from .showing import corrected
from .wording import shown

_THOUSANDS = deferred(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])[^,，\[\]{}\n:#\"']*?(?=[ ]*[,，}\]\n])")
_WIDE_COMMA = deferred(rf"(?=([{COMMAS}][ 　]*)({_KEY})[ 　]*([{COLONS}:])[ 　]*(.?))")
_LIST_SIGNS = deferred("[，、]")
_PARTED = ",{}[]:'\""
_TWO_KEYS = deferred(rf"({_KEY})([ 　]*[{COLONS}][ 　]*)[^{COLONS}]*[{COMMAS},][ 　]*{_KEY}$")
_KEY_ALONE = deferred(rf"({_KEY})([{COLONS}][ 　]*|:)")
_WORD_ALONE = deferred(rf"({_KEY}) +(?=\S)")


def joined_keys(sheet: MendedText, start: int, text: str) -> Mend | None:
    """{名称：甲，简称: 乙}: two items that were read as one key."""
    match = _TWO_KEYS.match(text)
    if match is None:
        return None
    at, row = start + match.start(2), row_at(sheet, start)
    found = _colon(sheet, at)
    return Mend(
        found, (sheet.edit(at, start + match.end(2), ": "),), safe=bool(row and row.takes(match[1]) is not False)
    )


def bare_key(sheet: MendedText, start: int, end: int, before: Node | None) -> Mend | None:
    """A key in braces without a value: its colon is none of YAML's or missing, or it is the rest of the text before it."""
    from . import slips

    text, row = sheet.text[start:end], row_at(sheet, start)
    match = _KEY_ALONE.match(text) or _WORD_ALONE.match(text)
    if match is None:
        return split_text(sheet, start, end)
    takes = row.takes(match[1]) if row is not None else None
    goes_on = _may_go_on(before) and row is not None and row.is_text is not False
    if goes_on and takes is False:
        return split_text(sheet, start, end, whole=True)
    parted = sheet.text[start - 2 : start] == ", "  # as YAML has it, and no sentence
    safe = (takes is True and parted) or (takes is not False and not goes_on)
    if match.re.groups == 1:
        return slips.no_colon(sheet, start, start + match.end(1), safe and not goes_on)
    return Mend(
        _colon(sheet, start + match.start(2)), (sheet.edit(start + match.start(2), start + match.end(2), ": "),), safe
    )


def _colon(sheet: MendedText, at: int) -> Diagnostic:
    from . import slips

    sign, label = sheet.text[at], Label(sheet.place(at, at + 1))
    if sign == ":":
        return Diagnostic(codes.NO_SPACE, "冒号后面缺一个空格", label)
    return Diagnostic(codes.WIDE_COLON, slips.wide_colon(sign), label)


def _may_go_on(before: Node | None) -> bool:
    """Whether a value can be the beginning of a text that its own comma cut: plain, and no figure."""
    return isinstance(before, Scalar) and before.style == "plain" and not isinstance(read_amount(before.text), Amount)


def split_text(sheet: MendedText, start: int, end: int, whole: bool = False) -> Mend | None:
    """{名称: 甲, 说明: 受理,办结}: a text in braces that its own comma cuts in two; a figure is told with its key."""
    head = sheet.text[sheet.line_start(sheet.line(start)) : start].rstrip(" ")
    text = sheet.text[start:end]
    if not head.endswith(",") or text[0].isdigit() or sheet.text.startswith(":", end) or (":" in text and not whole):
        return None
    at = sheet.text.rindex(",", 0, start)
    before = head[max(head.rfind(sign, 0, -1) for sign in _PARTED) + 1 : -1]
    if not before.strip():
        place = sheet.place(at, at + 1)
        return Mend(
            Diagnostic(codes.EXTRA_SIGN, "这里多了一个“,”，它前面没有内容", Label(place)),
            (sheet.edit(at, at + 1, ""),),
            safe=False,
        )
    both = f"{before}{sheet.text[at:end]}"
    fact = f"花括号里的“{shown(both)}”被半角逗号断成了两截"
    advice = "文字里的逗号用全角的；若是另一个键，后面加上冒号和空格"
    found = Diagnostic(codes.EXTRA_SIGN, fact, Label(sheet.place(start, end)), help=advice)
    return Mend(found, (sheet.edit(at, start, "，"),), safe=False)


def thousands(sheet: MendedText, start: int, in_list: bool) -> Mend | None:
    """A figure in brackets that its comma cuts in two; in a list only with decimals, as [101,102] is two codes."""
    dressed = sheet.text[start] in "“‘"
    match = _THOUSANDS.match(sheet.text, start + dressed)
    if match is None or (dressed and match.group()[-1] not in "”’") or (in_list and "." not in match.group()):
        return None
    figure = match.group().rstrip("”’")
    finding = Diagnostic(
        codes.THOUSANDS,
        f"括号里的数 {shown(figure)} 被逗号切成了两项，已按一个数读",
        Label(sheet.place(*match.span())),
        help="或去掉数里的逗号",
    )
    edits = (
        sheet.edit(start, start + dressed, '"'),
        sheet.edit(match.end() - dressed, match.end(), '"'),
    )
    return Mend(finding, edits)


def wide_comma(sheet: MendedText, start: int, end: int) -> Mend | None:
    """{决算: 1，上年：2}: a value in braces that holds a full-width comma and the next key.

    A figure ends there. A text goes on, but where YAML cannot read it so (a half-width colon) or a key of this very row
    stands there, the clerk is asked; what stands in quotes behind the colon is a value.
    """
    row = row_at(sheet, start)
    for match in _WIDE_COMMA.finditer(sheet.text, start, end + 1):
        if match.end(2) > end:
            return None
        slip = _at_comma(sheet, start, match, row)
        if slip is not None:
            return slip
    return None


def _at_comma(sheet: MendedText, start: int, match: re.Match[str], row: RowSoFar | None) -> Mend | None:
    key = f"{match[2]}: "
    text = row.is_text if row is not None else None
    takes = row.takes(match[2]) if row is not None else None
    before = sheet.text[start : match.start(1)]
    figure = isinstance(read_amount(before), Amount)
    half = match[3] == ":" and match[4] in (" ", "")
    edit = sheet.edit(match.start(1), match.end(1), ", ")
    finding = comma(sheet, *match.span(1)).diagnostic
    if text is False or (text is None and figure and half):
        certain = figure or (row is not None and row.holds_whole(before.strip()))
        return Mend(finding, (edit,), safe=certain and takes is not False) if half or takes is not False else None
    if not half:
        return Mend(_asks(sheet, match)) if takes is True else None
    if match[4] == "" and takes is not True:
        return None
    if takes is False:
        sign = f"文字里的“{match[2]}: ”用了半角的冒号和空格，被当作另一个键"
        found = Diagnostic(
            codes.TWO_COLONS, sign, Label(sheet.place(match.start(3), match.end(3))), help="或给整段文字加引号"
        )
        return Mend(found, (sheet.edit(match.start(3), match.end(3) + 1, "："),), safe=False)
    behind = sheet.text[match.end(3) :].lstrip(" ")[:1]
    sure = behind in tuple("\"'[{") and text is not None
    more = "" if sure else f"若“{shown(key)}”是文字，整段文字加引号"
    return Mend(Diagnostic(finding.code, finding.message, finding.at, help=more), (edit,), safe=sure)


def _asks(sheet: MendedText, match: re.Match[str]) -> Diagnostic:

    line = corrected(sheet, (match.start(1), match.end(1), ", "), (match.end(2), match.end(3), ": "))
    fact = f"这段文字里有“{match[1]}{match[2]}{match[3]}”，“{match[2]}”又是这一行可以写的键；已当作文字，照原样印"
    place = Label(sheet.place(match.start(2), match.end(3)))
    return Diagnostic(codes.KEY_IN_TEXT, fact, place, help=f"若是另一个键，改为 {line}；若是文字，整段加上引号就不再问")


def comma(sheet: MendedText, at: int, behind: int, safe: bool = True) -> Mend:
    """A full-width comma between two items in brackets."""
    finding = Diagnostic(
        codes.WIDE_SIGN,
        f"括号里用了全角的“{shown(sheet.text[at])}”，不分开各项",
        Label(sheet.place(at, at + 1)),
    )
    return Mend(finding, (sheet.edit(at, behind, ", "),), safe)


def behind_value(sheet: MendedText, at: int) -> Mend | None:
    """A full-width comma behind a closed quote or bracket; in braces a key must follow, or the text goes on."""
    row = row_at(sheet, at)
    if row is None:
        return comma(sheet, at, at + 1)
    match = _WIDE_COMMA.match(sheet.text, at)
    if match is None or row.takes(match[2]) is False:
        return None
    return comma(sheet, at, at + 1)


def only_item(sheet: MendedText, start: int, end: int) -> Diagnostic | None:
    """[甲，乙]: the only item of a list in brackets that reads like several."""
    text = sheet.text[start:end]
    match = _LIST_SIGNS.search(text)
    parts = _LIST_SIGNS.split(text)
    if match is None or not all(0 < len(part.strip()) <= 12 for part in parts) or re.search("[。；：]", text):
        return None

    line = corrected(sheet, (start, end, ", ".join(part.strip() for part in parts)))
    whole = corrected(sheet, (start, start, '"'), (end, end, '"'))
    return Diagnostic(
        codes.WIDE_SIGN,
        f"方括号里只有一项“{shown(text)}”：全角的“{match.group()}”不分开各项",
        Label(sheet.place(start + match.start(), start + match.end())),
        help=f"若是 {len(parts)} 项，改为 {line}；若本是一项，改为 {whole}",
        severity=Severity.WARNING,
    )


def wide_brackets(sheet: MendedText, start: int) -> Mend | None:
    """［甲，乙］ and ｛决算：1｝ as a whole value, with all full-width signs in it; ｛｛ … ｝｝ is a reference."""
    line = sheet.line(start)
    match = _WIDE_WHOLE.match(sheet.text, start, sheet.line_start(line) + len(sheet.line_text(line)))
    if match is None or match.group(1) + match.group(3) not in _BRACKETS:
        return None
    braces, half = match.group(1) == "｛", match.group(3) in "]}"
    kind = kind_of_value(sheet, start)
    if isinstance(kind, Line) or (isinstance(kind, Passage) and (braces or not half)):
        return None
    if braces and isinstance(kind, Lines):
        return None
    signs = _between_pairs(sheet, match) if braces else _between_items(sheet, match, half)
    if signs is None:
        return None
    edits = [sheet.edit(start, start + 1, "{" if braces else "[")]
    edits.append(sheet.edit(match.start(3), match.end(3), "}" if braces else "]"))
    if braces:
        edits += [
            sheet.edit(*one.span(1), ": ") for one in _INNER_COLON.finditer(sheet.text, match.start(2), match.end(2))
        ]
    edits += [sheet.edit(*one.span(1), ", ") for one in signs.found]
    one_sided = f"括号一头是“{match.group(1)}”，一头是“{match.group(3)}”，里面的内容读成了一段文字"
    fact = one_sided if half else "括号是全角的，里面的内容读成了一段文字"
    found = Diagnostic(codes.WIDE_SIGN, fact, Label(sheet.place(start, start + 1)), help=signs.asks)
    return Mend(found, tuple(edits), safe=kind is not None and not signs.asks)


def text_in_brackets(sheet: MendedText, start: int) -> Diagnostic | None:
    """改进措施: ［甲，乙］: a text that is, from end to end, what a list in brackets looks like; the clerk is asked."""
    line = sheet.line(start)
    match = _LIKE_LIST.match(sheet.text, start, sheet.line_start(line) + len(sheet.line_text(line)))
    behind_key = sheet.text[sheet.line_start(line) : start].rstrip(" 　").endswith(":")
    if match is None or not behind_key or not isinstance(kind_of_value(sheet, start), Passage):
        return None
    sign = next((one for one in (r",[ ]+", "[；;]", "，", "、") if re.search(one, match["inner"])), "")
    parts = [part.strip(" 　") for part in re.split(sign, match["inner"])] if sign else []
    if not parts or not all(parts):
        return None
    from .showing import corrected

    listed = corrected(sheet, (start, match.end("end"), f"[{', '.join(parts)}]"))
    whole = corrected(sheet, (start, start, '"'), (match.end("end"), match.end("end"), '"'))
    return Diagnostic(
        codes.WIDE_SIGN,
        f"“{sheet.text[start]}”不是列表的方括号，括号和里面的内容当作一段文字，照原样印",
        Label(sheet.place(start, start + 1)),
        help=f"若是 {len(parts)} 条，改为 {listed}；若本是一段文字，改为 {whole}",
        severity=Severity.WARNING,
    )


class _Signs(Struct, frozen=True):
    """The commas that part what stands in wide brackets; `asks` says what else may be meant."""

    found: tuple[re.Match[str], ...]
    asks: str = ""


def _between_pairs(sheet: MendedText, match: re.Match[str]) -> _Signs | None:
    """A comma parts two pairs of a key and its value only where the first one has its colon: 电费、水费 is one name."""
    start, end = match.span(2)
    if not re.search("[：:]", match.group(2)):
        return None
    found, asks = [], ""
    for one in _INNER_COMMA.finditer(sheet.text, start, end):
        before = sheet.text[start : one.start()]
        if re.search(f"[{COLONS}:]", before):
            found.append(one)
            start = one.end()
        elif one.group().strip(" 　") != "、":
            asks = f"“{shown(before.strip())}”后面没有冒号：若是另一项，补上冒号和值"
    return _Signs(tuple(found), asks)


def _between_items(sheet: MendedText, match: re.Match[str], half: bool) -> _Signs | None:
    """Where commas of YAML's own part the items, full-width ones belong to their text."""
    inner = match.group(2)
    if "[" in inner or "]" in inner or (half and ": " in inner):
        return None
    own = tuple(_OWN_COMMA.finditer(sheet.text, *match.span(2)))
    if own and (half or re.search("[，、]", inner)):
        return _Signs(own) if half else None
    sentences = re.search("[。；！？]", inner)
    if not sentences and all(0 < len(part.strip()) <= 12 for part in re.split("[，、,]", inner)):
        signs = tuple(_INNER_SIGN.finditer(sheet.text, *match.span(2)))
        return _Signs(signs) if signs or half or re.search("[：:]", inner) else None
    return _Signs((), "若里面有几项，用半角逗号加空格分开") if half else None


_BRACKETS = ("｛｝", "｛}", "［］", "［]")
_WIDE_WHOLE = deferred(r"([｛［])(?!｛)([^｛｝［］{}]*)([｝］}\]])(?=[ 　]*(?:#|$))")
_LIKE_LIST = deferred(r"[［【](?P<inner>[^\[\]{}［］【】\"]*)(?P<end>[］】])(?=[ 　]*(?:#|$))")
_INNER_COLON = deferred(rf"{_KEY}([ 　]*[{COLONS}][ 　]*|:(?! ))")
_INNER_COMMA = deferred(rf"([{COMMAS},][ 　]*)(?={_KEY}[ 　]*[{COLONS}:])")
_INNER_SIGN = deferred("([，、,][ 　]*)")
_OWN_COMMA = deferred("(,[ ]+)")


def cut_in_brackets(sheet: MendedText, start: int, end: int) -> Mend | None:
    """` #` inside brackets takes the closing bracket with it: what was meant ends before the next comma or bracket."""
    match = re.compile(r" +#[^\n]*").match(sheet.text, end)
    if match is None:
        return None
    stop = re.compile(r"[^,}\]\n]*").match(sheet.text, end)
    value = sheet.text[start : stop.end() if stop else end].rstrip()
    at = sheet.text.index("#", end)

    line = corrected(sheet, (start, start, '"'), (start + len(value), start + len(value), '"'))
    finding = Diagnostic(
        codes.CUT,
        f"括号里的“{shown(match.group().strip(), 20)}”被当作注释，括号因此没有合上",
        Label(sheet.place(at, match.end()), "被当作注释"),
        help=f"若是值的一部分，改为 {line}；若是注释，移到括号外面",
        severity=Severity.ERROR,
    )
    if match.end() - at == 1 or sheet.text[at + 1] == " " or '"' in value or "\\" in value:
        return Mend(finding)
    edits = (sheet.edit(start, start, '"'), sheet.edit(start + len(value), start + len(value), '"'))
    return Mend(finding, edits, safe=False, told=True)
