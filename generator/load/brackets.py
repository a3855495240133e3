"""A stretch in brackets as typed in, the slip of a Chinese keyboard or of a comma in it out."""

from __future__ import annotations

import re

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label, Severity
from ..pattern import deferred
from .levels import KEY as _KEY
from .mending import Sheet, Slip
from .wording import shown

_THOUSANDS = deferred(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])[^,，\[\]{}\n:#\"']*?(?=[ ]*[,，}\]\n])")
_WIDE_COMMA = deferred(rf"([，、][ 　]*){_KEY}[：:]")
_LIST_SIGNS = deferred("[，、]")
_CUT_BEFORE = deferred(r"([^,{}\[\]:'\"]*),[ ]*$")
_TWO_KEYS = deferred(rf"{_KEY}([ 　]*：[ 　]*)[^：]*[，、,][ 　]*{_KEY}$")


def joined_keys(sheet: Sheet, start: int, text: str) -> Slip | None:
    """{名称：甲，简称: 乙}: two items that were read as one key."""
    match = _TWO_KEYS.match(text)
    if match is None:
        return None
    at = start + match.start(1)
    found = Diagnostic(codes.WIDE_COLON, "键后面是全角的冒号“：”", Label(sheet.place(at, at + 1)))
    return Slip(found, (sheet.edit(at, start + match.end(1), ": "),))


def split_text(sheet: Sheet, start: int, end: int) -> Slip | None:
    """{名称: 甲, 说明: 受理,办结}: a text in braces that its own comma cuts in two; a figure is told with its key."""
    before = _CUT_BEFORE.search(sheet.text, sheet.line_start(sheet.line(start)), start)
    text = sheet.text[start:end]
    if before is None or text[0].isdigit() or sheet.text.startswith(":", end) or ":" in text:
        return None
    at = sheet.text.rindex(",", 0, start)
    if not before.group(1).strip():
        place = sheet.place(at, at + 1)
        return Slip(
            Diagnostic(codes.EXTRA_SIGN, "这里多了一个“,”，它前面没有内容", Label(place)),
            (sheet.edit(at, at + 1, ""),),
            safe=False,
        )
    whole = f"{before.group(1)}{sheet.text[at:end]}"
    fact = f"花括号里的“{shown(whole)}”被半角逗号断成了两截"
    advice = "文字里的逗号用全角的；若是另一个键，后面加上冒号和空格"
    found = Diagnostic(codes.EXTRA_SIGN, fact, Label(sheet.place(start, end)), help=advice)
    return Slip(found, (sheet.edit(at, start, "，"),), safe=False)


def thousands(sheet: Sheet, start: int, in_list: bool) -> Slip | None:
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
    )
    return Slip(finding, (sheet.edit(at, behind, ", "),))


def only_item(sheet: Sheet, start: int, end: int) -> Diagnostic | None:
    """[甲，乙]: the only item of a list in brackets that reads like several."""
    text = sheet.text[start:end]
    match = _LIST_SIGNS.search(text)
    parts = _LIST_SIGNS.split(text)
    if match is None or not all(0 < len(part.strip()) <= 12 for part in parts) or re.search("[。；：]", text):
        return None
    from .showing import corrected

    line = corrected(sheet, (start, end, ", ".join(part.strip() for part in parts)))
    whole = corrected(sheet, (start, start, '"'), (end, end, '"'))
    return Diagnostic(
        codes.WIDE_SIGN,
        f"方括号里只有一项“{shown(text)}”：全角的“{match.group()}”不分开各项",
        Label(sheet.place(start + match.start(), start + match.end())),
        help=f"若是 {len(parts)} 项，改为 {line}；若本是一项，改为 {whole}",
        severity=Severity.WARNING,
    )


def wide_brackets(sheet: Sheet, start: int) -> Slip | None:
    """［甲，乙］ and ｛决算：1｝ as a whole value, with all full-width signs in it; ｛｛ … ｝｝ is a reference."""
    line = sheet.line(start)
    match = _WIDE_WHOLE.match(sheet.text, start, sheet.line_start(line) + len(sheet.line_text(line)))
    if match is None or match.group(1) + match.group(3) not in _BRACKETS:
        return None
    inner, braces = match.group(2), match.group(1) == "｛"
    if not re.search("[，,：:、]" if not braces else "[：:]", inner):
        return None
    if not braces and ("[" in inner or "]" in inner):
        return None
    if not braces and not all(0 < len(part.strip()) <= 12 for part in re.split("[，、,]", inner)):
        return None
    edits = [sheet.edit(start, start + 1, "{" if braces else "[")]
    edits.append(sheet.edit(match.start(3), match.end(3), "}" if braces else "]"))
    if braces:
        edits += [
            sheet.edit(*one.span(1), ": ") for one in _INNER_COLON.finditer(sheet.text, match.start(2), match.end(2))
        ]
    commas = _INNER_COMMA if braces else _INNER_SIGN
    edits += [sheet.edit(*one.span(1), ", ") for one in commas.finditer(sheet.text, match.start(2), match.end(2))]
    fact = "括号是全角的，里面的内容读成了一段文字"
    return Slip(Diagnostic(codes.WIDE_SIGN, fact, Label(sheet.place(start, start + 1))), tuple(edits))


_BRACKETS = ("｛｝", "｛}", "［］", "［]")
_WIDE_WHOLE = deferred(r"([｛［])(?!｛)([^｛｝［］{}]*)([｝］}\]])(?=[ 　]*(?:#|$))")
_INNER_COLON = deferred(rf"{_KEY}([ 　]*：[ 　]*|:(?! ))")
_INNER_COMMA = deferred(rf"([，、,][ 　]*)(?={_KEY}[ 　]*[：:])")
_INNER_SIGN = deferred("([，、,][ 　]*)")


def cut_in_brackets(sheet: Sheet, start: int, end: int) -> Slip | None:
    """` #` inside brackets takes the closing bracket with it: what was meant ends before the next comma or bracket."""
    match = re.compile(r" +#[^\n]*").match(sheet.text, end)
    if match is None:
        return None
    stop = re.compile(r"[^,}\]\n]*").match(sheet.text, end)
    value = sheet.text[start : stop.end() if stop else end].rstrip()
    at = sheet.text.index("#", end)
    from .showing import corrected

    line = corrected(sheet, (start, start, '"'), (start + len(value), start + len(value), '"'))
    finding = Diagnostic(
        codes.CUT,
        f"括号里的“{shown(match.group().strip(), 20)}”被当作注释，括号因此没有合上",
        Label(sheet.place(at, match.end()), "被当作注释"),
        help=f"若是值的一部分，改为 {line}；若是注释，移到括号外面",
        severity=Severity.ERROR,
    )
    if match.end() - at == 1 or sheet.text[at + 1] == " " or '"' in value or "\\" in value:
        return Slip(finding)
    edits = (sheet.edit(start, start, '"'), sheet.edit(start + len(value), start + len(value), '"'))
    return Slip(finding, edits, safe=False, told=True)
