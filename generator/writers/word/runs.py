"""Runs of text in, `w:r` elements out, each naming its four fonts."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ...document import Run, Runs
from ...style import Font
from .measure import half_points
from .properties import properties

# “ ” ‘ ’ — … · × ≥ ① and the like are in both kinds of font; Word gives them the Chinese one only where a run's hint
# asks for it (ECMA-376 17.3.2.26). Basic Latin takes the Latin font whatever the hint says.
_AMBIGUOUS = re.compile("[\u00a1-\u2e7f]"), re.compile("[\ue000-\uf8ff]")
"""Apart: of a class of several spans `re` makes a map of all characters, which takes longer than many a report to write."""
# LibreOffice gives such a mark the font of the letter or digit before it, hint or not, and a ” of half the width
# stands beside a “ of the full one: there the mark is a run of its own whose Latin font is the Chinese one.
_WIDE_MARK = "[\u2018\u2019\u201c\u201d\u2014\u2026]"
_BEHIND_LATIN = re.compile(f"{_WIDE_MARK}(?<=[!-~].){_WIDE_MARK}*")
# At the end of a justified line it drops a closing mark where a figure begins the next line, unless another language
# says where the line may end; the language names no rule that Word goes by (measured: no mark is lost or begins a line).
_BEFORE_LATIN = re.compile("[\u2019\u201d\u3001\u3002\u300b\u3011\uff01\uff09\uff0c\uff1a\uff1b\uff1f](?=[0-9A-Za-z])")
_ELSEWHERE = '<w:lang w:eastAsia="en-US"/>'
_SPECIAL = re.compile("[&<>\n\t]")
_REPLACED = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}


def _is_ambiguous(text: str) -> bool:
    return any(one.search(text) is not None for one in _AMBIGUOUS)


class Pen(Struct, frozen=True):
    """What stands before a run's text in one font: by whether it is bold and whether it needs the hint.

    `marks` are the same for a run of punctuation in the Chinese font alone, `ends` for a closing mark before a figure
    in justified text.
    """

    openings: tuple[str, str, str, str]
    marks: tuple[str, str]
    ends: tuple[str, str] | None

    def text(self, text: str, bold: bool = False) -> str:
        if self.ends is None:
            return self._parted(text, bold)
        at, pieces = 0, []
        for mark in _BEFORE_LATIN.finditer(text):
            pieces.append(self._parted(text[at : mark.start()], bold))
            pieces.append(f"{self.ends[bold]}{mark[0]}</w:t></w:r>")
            at = mark.end()
        return "".join(pieces) + self._parted(text[at:], bold) if at else self._parted(text, bold)

    def _parted(self, text: str, bold: bool) -> str:
        if not text:
            return ""
        if not _is_ambiguous(text):
            return f"{self.openings[2 * bold]}{escaped(text)}</w:t></w:r>"
        at, pieces = 0, []
        for mark in _BEHIND_LATIN.finditer(text):
            pieces.append(self._piece(text[at : mark.start()], bold))
            pieces.append(f"{self.marks[bold]}{mark[0]}</w:t></w:r>")
            at = mark.end()
        return "".join(pieces) + self._piece(text[at:], bold)

    def _piece(self, text: str, bold: bool) -> str:
        if not text:
            return ""
        opening = self.openings[2 * bold + _is_ambiguous(text)]
        return f"{opening}{escaped(text)}</w:t></w:r>"

    def runs(self, runs: Runs) -> str:
        if len(runs) == 1:
            return self.text(runs[0].text, runs[0].bold)
        return "".join([self.text(run.text, run.bold) for run in runs])


@lru_cache(maxsize=64)
def pen(font: Font, within: Font | None = None, justified: bool = False, underlined: bool = False) -> Pen:
    """The pen of a font; `within` is the paragraph style's font where it differs in size or weight."""
    around = within or font
    size = half_points(font.size)
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if font.size != around.size else ""
    plain = weight(font.bold) if font.bold != around.bold else ""
    line = '<w:u w:val="single"/>' if underlined else ""
    own = fonts(replace(font, latin=font.chinese), hint=True)

    def both(named: str, *more: str) -> tuple[str, str]:
        """A run that is not bold, and one that is."""
        return _opening(named, plain, sized, line, *more), _opening(named, weight(True), sized, line, *more)

    (light, bold), (hinted, hinted_bold) = both(fonts(font)), both(fonts(font, hint=True))
    return Pen((light, hinted, bold, hinted_bold), both(own), both(own, _ELSEWHERE) if justified else None)


def _opening(*children: str) -> str:
    return f'<w:r>{properties("rPr", children)}<w:t xml:space="preserve">'


def weight(bold: bool) -> str:
    return "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'


def fonts(font: Font, hint: bool = False) -> str:
    """All four slots by name: a slot left out falls back to the theme's font."""
    latin, chinese = attribute(font.latin), attribute(font.chinese)
    asked = ' w:hint="eastAsia"' if hint else ""
    return f'<w:rFonts{asked} w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def numbered(number: str, runs: Runs) -> Runs:
    """The runs with a number before them, in one run with the first where that has no weight of its own."""
    if not number:
        return runs
    if runs and not runs[0].bold:
        return (Run(number + runs[0].text), *runs[1:])
    return (Run(number), *runs)


def escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text or "\n" in text or "\t" in text:  # a tenth of what a search takes
        return _SPECIAL.sub(lambda found: _REPLACED[found[0]], text)
    return text


def attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
