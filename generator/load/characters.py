"""A text in; a finding for every character that may not stand in it, and the edits to read past it, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..codes import reading as codes
from ..diagnostic import Code, Diagnostic, Label
from ..pattern import deferred
from ..source import Place, Source
from . import lookalikes
from .mending import Edit, Mend
from .wording import code_point

# What Word's file format refuses (XML 1.0, 2.2 Char): C0 but for tab and line end, surrogates, U+FFFE and U+FFFF. C1
# and DEL are never typed; the noncharacters mark values in templates (design: placeholders).
REFUSED = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"{chr(0x10000 * plane + 0xFFFE)}{chr(0x10000 * plane + 0xFFFF)}" for plane in range(1, 17)
)
_BIDI = "\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH = "\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff\ufff9-\ufffb"
_BREAKS = "\x85\u2028\u2029"
"""Line ends to YAML but to no editor; read as a space, so that line numbers agree with what the clerk sees."""

_UNUSUAL = re.compile(f"[{REFUSED}{_BIDI}{_ZERO_WIDTH}{_BREAKS}]")
"""One class is found several times as fast as the four; hardly a file has any of them."""
_SUSPECT = deferred(f"([{REFUSED}]+)|([{_BIDI}]+)|([{_ZERO_WIDTH}]+)|([{_BREAKS}]+)")
_ESCAPED = deferred(f"([{REFUSED}\r]+)|([{_BIDI}]+)|([{_ZERO_WIDTH}]+)")

_KEY_BEHIND = deferred(
    rf"[{_BREAKS}](?=[ 　{_BREAKS}]{{0,200}}(?:- +)*['\"]?[一-鿿][^\s:：{_BREAKS}]{{0,30}}:(?:[ \n{_BREAKS}]|$))"
)

_SPACES = "\xa0\u2000-\u200a\u202f\u205f"
_HARD_ANY = deferred(f"[{_SPACES}]")
_HARD = deferred(f"(?m)(?:^[ -]*|(?<=[:,：，{{])[ ]*)([{_SPACES}]+)")
"""Spaces of Word and of web pages are no spaces to YAML; inside a text they are the clerk's."""
_AS_SPACE = "已按普通的空格来读；删去它，重新按空格键"

_NAMES = {
    "\x00": "空字符",
    "\x0b": "Word 的手动换行符",
    "\x0c": "换页符",
    "\x1b": "转义符",
    "\xa0": "不间断空格",
    "\xad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u200e": "左至右标记",
    "\u200f": "右至左标记",
    "\u2060": "词连接符",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\x85": "换行符",
    "\ufeff": "BOM",
}


def suspects(source: Source) -> Iterator[Mend]:
    """Every stretch of refused or invisible characters; all are taken out (or made a space) before parsing."""
    if lookalikes.SIGNS.search(source.text):
        yield from lookalikes.look_alikes(source)
    if source.text.replace("\n", "").replace("\u3000", "").isprintable():  # none of them is printable
        return
    if not _UNUSUAL.search("".join(set(source.text))) and not _HARD_ANY.search(source.text):
        return
    for match in _SUSPECT.finditer(source.text):
        place = Place(source, *match.span())
        kind = match.lastindex
        finding = _finding(match.group(), place, kind or 1)
        spaces = " " * len(match.group()) if kind in (1, 4) else ""
        edits = (Edit(match.start(), match.end(), spaces),)
        yield Mend(finding, edits, safe=kind in (3, 4), told=True)
    for match in _HARD.finditer(source.text) if _HARD_ANY.search(source.text) else ():
        fact = f"用了特殊的空格 {_named(match.group(1)[0])}"
        finding = Diagnostic(codes.INVISIBLE, fact, Label(Place(source, *match.span(1)), "在这里"), help=_AS_SPACE)
        yield Mend(finding, (Edit(*match.span(1), " " * len(match.group(1))),), told=True)


def line_ends(source: Source) -> tuple[Diagnostic, ...]:
    """A sign of _BREAKS with a key behind it was typed as the end of a line; no editor shows it as one, nor do we count it."""
    if not any(sign in source.text for sign in _BREAKS):
        return ()
    first = _KEY_BEHIND.search(source.text)
    if first is None:
        return ()
    sign = first.group()[0]
    count = source.text.count(sign)
    fact = (
        f"用{_named(sign)}换行"
        + (f"，全文有 {count} 个" if count > 1 else "")
        + "：它不是普通的换行，下一行接在了这一行后面"
    )
    advice = "在这里删去它，按回车键；有很多个时，在编辑器里全部替换成普通的换行"
    return (
        Diagnostic(codes.LINE_END, fact, Label(Place(source, first.start(), first.start() + 1), "在这里"), help=advice),
    )


def escaped(text: str, place: Place) -> tuple[str, Diagnostic | None]:
    """A text after its escapes (`\\x07`) were read: what may go on of it, and the finding on the first that may not."""
    match = _ESCAPED.search(text)
    if match is None:
        return text, None
    code, fact, _ = _KINDS[match.lastindex or 1]
    finding = Diagnostic(
        code, f"引号里的转义写出了{fact[1:]} {_named(match.group()[0])}", Label(place, "这段文字"), help="删去这个转义"
    )
    return _ESCAPED.sub("", text), finding


def _finding(characters: str, place: Place, kind: int) -> Diagnostic:
    count = f"，连续 {len(characters)} 个" if len(characters) > 1 else ""
    name = _named(characters[0])
    code, fact, advice = _KINDS[kind]
    return Diagnostic(code, f"{fact} {name}{count}", Label(place, "在这里"), help=advice)


def _named(character: str) -> str:
    name = _NAMES.get(character)
    return f"{code_point(character)}（{name}）" if name else code_point(character)


_KINDS: dict[int, tuple[Code, str, str]] = {
    1: (codes.BAD_CHARACTER, "有不能用的字符", "删去它；看不见时，把前后的字一并删去重新输入"),
    2: (codes.BIDI, "有改变文字方向的字符", "把这一段文字删去重新输入，不要粘贴"),
    3: (codes.INVISIBLE, "有看不见的字符", "已去掉它来读；把前后的字一并删去重新输入"),
    4: (codes.INVISIBLE, "有特殊的换行符", "已按空格来读；要换行就删去它按回车键"),
}
