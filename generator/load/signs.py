"""A stumble over a sign of YAML's own in; the finding on the quote, bracket, tab or first character it is, out."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label, Severity
from ..pattern import deferred
from . import brackets, levels, pasting, quotes, rows, slips
from .mending import Mend, MendedText
from .rows import COMMAS
from .scene import Scene, fault
from .showing import corrected
from .wording import shown


def tab(scene: Scene) -> Mend | None:
    if "tab" not in scene.problem and scene.character != "\t" and not scene.line_before.endswith("\t"):
        return None
    if scene.line_before.strip() and (pasted := pasting.outside(scene.sheet, scene.line)):
        return pasted  # PyYAML's own scanner stumbles over a tab inside a text
    text, start = scene.sheet.text, scene.at
    while start > 0 and text[start - 1] == "\t":
        start -= 1
    end = start + len(text[start:]) - len(text[start:].lstrip("\t"))
    return slips.tabs(scene.sheet, start, max(end, start + 1))


def special(scene: Scene) -> Mend | None:
    """A text that opens with a sign of YAML's own; what was meant is the text up to the line's end."""
    start = scene.since if scene.since <= scene.at else scene.at
    sign = scene.sheet.text[start : start + 1]
    if sign == "%" and scene.sheet.column(start) == 1:
        return directive(scene)
    if not sign or sign.isspace():
        return None
    if sign == "|" and re.match(r"\|[-+]?[ ]*\S", scene.sheet.text[start : start + 4]):
        return block(scene)
    return _star(scene.sheet, start) or quoted(scene, start)


def _star(sheet: MendedText, start: int) -> Mend | None:
    """`* 甲` on a line of its own: a list as Markdown and Word write it; a single one may be a note."""
    match = _STAR.match(sheet.text, start)
    line = sheet.line(start)
    if match is None or sheet.text[sheet.line_start(line) : start].strip(" "):
        return None
    depth = levels.depth(sheet, line)
    near = [one for one in (line - 1, line + 1) if 0 < one <= len(sheet.mended.line_starts)]
    listed = any(levels.depth(sheet, one) == depth and _ITEM_SIGN.match(sheet.line_text(one)) for one in near)
    edit = sheet.edit(start, match.end(), "- ")
    found = Diagnostic(codes.WIDE_DASH, "列表一行的开头是“*”，不是半角的“- ”", Label(sheet.place(start, start + 1)))
    if listed:
        return Mend(found, (edit,))
    end = quotes.value_end(sheet, start)
    mark = "'" if '"' in sheet.text[start:end] else '"'
    more = f"若是一句话，改为 {corrected(sheet, (start, start, mark), (end, end, mark))}"
    return Mend(replace(found, help=more), (edit,), safe=False)


_STAR = deferred(r"\*[ 　]+(?=\S)")
_ITEM_SIGN = deferred(r" *[-*][ 　]")


def quoted(scene: Scene, start: int) -> Mend:
    """The finding that the value at `start` needs quotes, and the quotes where the value ends with its line."""
    sheet = scene.sheet
    end = quotes.value_end(sheet, start)
    value = sheet.text[start:end]
    sign = "{{" if value.startswith("{{") else value[:1]
    mark = "'" if '"' in value else '"'
    flow = quotes.in_brackets(sheet, start)
    whole = mark not in value and "\\" not in value and not (flow and value[:1] in "[]{}" and sign != "{{")
    place = sheet.place(start, start + len(sign))
    fact = f"值以“{shown(sign)}”开头，没有加引号：这个符号在开头有别的用处，不当文字读"
    edits = (sheet.edit(start, start, mark), sheet.edit(end, end, mark)) if whole else ()
    found = Diagnostic(codes.SPECIAL, fact, Label(place), help="" if whole else "给整个值加上引号")
    return Mend(found, edits, safe=not rows.asks(sheet, start, end))


def unmarked(sheet: MendedText, start: int, end: int) -> str:
    """What to do of a tag or an anchor before a value: leave it out, or quote the whole."""
    text, stop = sheet.text, max(end, quotes.value_end(sheet, start))
    quote = "'" if '"' in text[start:stop] else '"'
    whole = corrected(sheet, (start, start, quote), (stop, stop, quote))
    if not text[end:stop].strip():
        return f"若是文字，改为 {whole}；否则直接写出值"
    behind = end + len(text[end:stop]) - len(text[end:stop].lstrip(" "))
    return f"改为 {corrected(sheet, (start, behind, ''))}；若是文字，改为 {whole}"


def block(scene: Scene) -> Mend | None:
    """Text behind a `|`: a table or a text that was pasted, a text in brackets, or a line too early."""
    if "tab" in scene.problem:
        return tab(scene)
    sheet, start = scene.sheet, scene.since
    if slip := pasting.outside(sheet, sheet.line(start)):
        return slip
    if sheet.text[start : start + 1] == ">" or quotes.in_brackets(sheet, start):
        return quoted(scene, start)
    line = sheet.line(start)
    head = sheet.text[sheet.line_start(line) : start].strip()
    text = sheet.text[start + 1 : quotes.value_end(sheet, start)].lstrip("-+ ")
    depth = levels.column(sheet, line) + 1
    alone = levels.column(sheet, line + 1) < depth if line < len(sheet.mended.line_starts) else True
    one = f"改为 {head} {shown(text, 40)}；要分几段，" if alone else ""
    advice = f"{one}改为两行：“{head} |”，下一行行首空 {depth} 格写“{shown(text, 40)}”"
    return fault(scene, codes.BLOCK_TEXT, "“|”后面不能在同一行写文字", advice, label="从这里起移到下一行")


def flow(scene: Scene) -> Mend | None:
    return no_content(scene) if "node content" in scene.problem else unclosed(scene)


def unclosed(scene: Scene) -> Mend | None:
    """A bracket that does not close; what keeps it open is looked for first."""
    sheet, last = scene.sheet, scene.last
    if scene.character == "\t":
        return tab(scene)
    year = year_mark(sheet, scene.line)
    if year:
        return year
    if (
        last is not None
        and last.style
        and quotes.closed_wide(sheet, last.start)
        and "\n" in sheet.text[last.start : last.end]
    ):
        return quotes.unfinished(scene, last.start, "")
    if last is not None and last.start > scene.since:
        cut = None if last.style else brackets.cut_in_brackets(sheet, last.start, last.end)
        if cut:
            return cut
        wide = None if last.style else brackets.wide_comma(sheet, last.start, last.end)
        if wide:
            return wide
        behind = sheet.line(last.start) == scene.line and not sheet.text[last.end : scene.at].strip(" ")
        closed = scene.line_before.rstrip()[-1:] in ("}", "]") or (last.style and behind)
        if (
            scene.character
            and scene.character in COMMAS
            and closed
            and (slip := brackets.behind_value(sheet, scene.at))
        ):
            return slip
        if scene.character and scene.character in "｝］)）" and scene.word().text == scene.character:
            return open_bracket(scene)
        if last.style and behind and scene.character and scene.character not in "]}":
            return quotes.after_quote(scene, last)
    if scene.character == ":" and sheet.line(scene.since) == scene.line and last is not None:
        return colon_in_flow(scene)
    return open_bracket(scene)


def year_mark(sheet: MendedText, line: int) -> Mend | None:
    """[2023]8号: the year of a document's number (文号) stands in 〔〕 (GB/T 9704), which are no signs of YAML."""
    start = sheet.line_start(line)
    text = sheet.line_text(line)
    found = [one for one in _YEAR_MARK.finditer(text) if not _quoted(text[: one.start()])]
    if not found:
        return None
    first = found[0]
    place = sheet.place(start + first.start(), start + first.start(2) + 1)
    edits = [sheet.edit(start + match.start(1), start + match.start(1) + 1, "〔") for match in found]
    edits += [sheet.edit(start + match.start(2), start + match.start(2) + 1, "〕") for match in found]
    fact = f"文号的年份用了方括号“{first.group()}”，被当作列表，不是文字"
    odd = text.count('"') % 2 or text.count("'") % 2 or re.search("[＂＇]", text) or _unpaired(text)
    more = "引号也没有配成对，一并改好" if odd else ""
    return Mend(Diagnostic(codes.EXTRA_SIGN, fact, Label(place), help=more), tuple(edits), safe=not odd)


def _unpaired(text: str) -> bool:
    return text.count("“") != text.count("”") or text.count("‘") != text.count("’")


def _quoted(before: str) -> bool:
    """Whether a quote is open behind this: what stands in it is read as typed."""
    return before.count('"') % 2 == 1 or before.count("'") % 2 == 1


_YEAR_MARK = deferred(r"(\[)(?:19|20)[0-9]{2}(\])(?= *第? *[0-9]+)")


def colon_in_flow(scene: Scene) -> Mend:
    """A second colon in an item: another sign than the comma stands before it, none does, or it belongs to the text."""
    sheet, at = scene.sheet, scene.at
    start = scene.last.start if scene.last is not None else sheet.line_start(scene.line)
    split = _SPLIT.search(sheet.text, start, at)
    if split is not None:
        sign = split.group(1).strip()
        place = sheet.place(split.start(1), split.end(1)) if sign else sheet.place(at, at + 1)
        fact = f"括号里用“{sign}”分开了两项" if sign else "括号里的两项之间没有逗号"
        edits = (sheet.edit(split.start(1), split.end(1), ", "),)
        row = rows.row_at(sheet, at)
        safe = bool(sign) and (
            row is None or row.is_text is False or (sign == ";" and row.takes(split.group(2)) is True)
        )
        return Mend(Diagnostic(codes.TWO_COLONS, fact, Label(place)), edits, safe)
    edits = (sheet.edit(at, at + 1 + (sheet.text[at + 1 : at + 2] == " "), "："),)
    advice = "文字里的冒号用全角的；若是另一项，前面加半角逗号"
    place = sheet.place(at, at + 1)
    return Mend(Diagnostic(codes.TWO_COLONS, "括号里的一项有两个冒号", Label(place), help=advice), edits, safe=False)


_SPLIT = deferred(r"(?<=\S)([ ]*[;；|][ ]*|[ ]+)([一-鿿]{1,12})(?= *$)")


def open_bracket(scene: Scene) -> Mend:
    sheet = scene.sheet
    since = scene.since
    if sheet.text[since : since + 1] not in ("[", "{"):
        since = max((one.start for one in scene.opened if one.flow), default=since)
    sign = sheet.text[since : since + 1]
    closing = {"[": "]", "{": "}"}.get(sign, "")
    place = sheet.place(since, since + 1)
    line = sheet.line(since)
    comment = _COMMENT.search(sheet.text, since, sheet.line_start(line) + len(sheet.line_text(line)))
    if comment:
        return _commented(sheet, comment.start(), comment.end())
    if scene.character and scene.character in "]}":
        labels = (Label(sheet.place(scene.at, scene.at + 1), "合上的是这个"),)
        fact = f"“{sign}”打开，却用“{scene.character}”合上"
        outer = {"]": "[", "}": "{"}[scene.character] in sheet.text[sheet.line_start(line) : since]
        change = (scene.at, scene.at + (not outer), closing)
        advice = f"改为 {corrected(sheet, change)}"
        return Mend(Diagnostic(codes.OPEN_BRACKET, fact, Label(place, "在这里打开"), labels, help=advice))
    end = since + len(sheet.line_text(line)[since - sheet.line_start(line) :].rstrip(" ,"))
    last = sheet.text[end - 1]
    opening = {"｝": "｛", "］": "［", ")": "(", "）": "（"}.get(last)
    if opening and opening not in sheet.text[since:end]:
        fact = f"括号“{sign}”打开，却用“{last}”合上"
        edits = (sheet.edit(end - 1, end, closing),)
        return Mend(Diagnostic(codes.OPEN_BRACKET, fact, Label(place, "在这里打开")), edits)
    advice = f"若这一行就是全部，改为 {corrected(sheet, (end, end, closing))}"
    return fault(scene, codes.OPEN_BRACKET, f"括号“{sign}”没有合上", advice, place, "在这里打开")


_COMMENT = deferred(r"(?<=[:,\[{])[ ]+#[^\n]*")


def _commented(sheet: MendedText, start: int, end: int) -> Mend:
    """{名称: #甲, …}: the sign takes the rest of the line with it, the closing bracket too."""
    at = sheet.text.index("#", start)
    stop = re.compile(r"[^,}\]\n]*").match(sheet.text, at)
    value_stop = at + len(stop.group().rstrip()) if stop else end
    line = corrected(sheet, (at, at, '"'), (value_stop, value_stop, '"'))
    return Mend(
        Diagnostic(
            codes.CUT,
            f"括号里的“{shown(sheet.text[at:end].strip(), 20)}”被当作注释，括号因此没有合上",
            Label(sheet.place(at, end), "被当作注释"),
            help=f"若是值的一部分，改为 {line}；若是注释，移到括号外面",
            severity=Severity.ERROR,
        )
    )


def no_content(scene: Scene) -> Mend | None:
    sign = scene.character
    if sign and sign in ",]}":
        place = scene.sheet.place(scene.at, scene.at + 1)
        found = Diagnostic(codes.EXTRA_SIGN, f"这里多了一个“{sign}”，它前面没有内容", Label(place))
        if sign == "," and scene.in_flow:
            return Mend(found, (scene.sheet.edit(scene.at, scene.at + 1, ""),))
        return Mend(replace(found, help=f"去掉它，改为 {corrected(scene.sheet, (scene.at, scene.at + 1, ''))}"))
    if sign == "-":
        return _dashes(scene)
    if scene.sheet.text.startswith("...", scene.at):
        return fault(scene, codes.DOCUMENTS, "“...”表示内容到此为止，前面却没有内容", "删去这一行")
    if sign == ":":
        return stray(scene)
    return open_bracket(scene) if scene.in_flow and not sign else None


def _dashes(scene: Scene) -> Mend:
    """[- 甲, - 乙]: the dashes of a list that stands on lines of its own."""
    sheet = scene.sheet
    line, start = sheet.line_text(scene.line), sheet.line_start(scene.line)
    found = [match for match in re.finditer(r"(?<=[\[,{])( *- +)(?=\S)", line) if start + match.end() > scene.at]
    edits = tuple(
        sheet.edit(start + one.start(), start + one.end(), " " if line[one.start() - 1] == "," else "") for one in found
    )
    return Mend(Diagnostic(codes.MIXED, "括号里用了列表项“- ”", Label(sheet.place(scene.at, scene.at + 1))), edits)


def directive(scene: Scene) -> Mend:
    line = scene.sheet.line(scene.since if scene.since <= scene.at else scene.at)
    start = scene.sheet.line_start(line)
    place = scene.sheet.place(start, start + len(scene.sheet.line_text(line).rstrip()))
    return fault(scene, codes.DIRECTIVE, "行首的“%”被当作给程序的指令，不是内容", "删去这一行", place)


def stray(scene: Scene) -> Mend | None:
    """A sign of a key where no key is."""
    place = scene.sheet.place(scene.at, scene.at + 1)
    if (
        scene.character == ":"
        and quotes.in_brackets(scene.sheet, scene.at)
        and scene.line_before.rstrip().endswith(":")
    ):
        return quoted(scene, scene.at)
    if scene.character == ":":
        return fault(scene, codes.ODD_KEY, "冒号前面没有键", "在冒号前面写上键", place)
    if scene.character == "?":
        return quoted(scene, scene.at)
    return None
