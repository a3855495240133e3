"""A text with characters that only look like those in use in, each with the plain one, and the edits, out.

PDF readers hand on the radical that a font draws (U+2F7C) for the character it is (老). Every one of them stands for one
plain character, so that the change has one meaning; a rare character of its own (〇, extension A) is none of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label
from ..source import Place, Source
from .mending import Edit, Mend
from .wording import code_point

_RADICALS = 0x2E80
_PLAIN = (
    " 厂乛乚乙亻冂 刀刂卜㔾小小兀尣尢 巳幺彑彐忄心扌攵 旡日月歺母民氵氺灬爫爫丬牛犭王 目示礻 糹纟罓罒㓁冗 羊  耂"
    "肀聿肉 艹艹艹虎衤覀西见角 讠贝 车辶辶辶邑钅長镸长门 阝雨青韦页风飞食 飠饣 马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
"""Radicals from U+2E80 on as characters (Unicode, EquivalentUnifiedIdeograph.txt); a blank where there is none in use."""
SIGNS = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")
"""Radicals and compatibility characters, which PDF readers hand on."""
MOST = 6
"""More of them are not spelt out for one line."""


def plain(character: str) -> str:
    """The character in use that one of them stands for; "" for a radical that is no character, itself for all others."""
    at = ord(character) - _RADICALS
    if 0 <= at < len(_PLAIN):
        return _PLAIN[at].strip()
    return unicodedata.normalize("NFKC", character) if SIGNS.match(character) else character


def look_alikes(source: Source) -> Iterator[Mend]:
    """One slip for each line that holds some; those that have no plain character are told and stay."""
    found = (match.start() for match in SIGNS.finditer(source.text) if plain(match[0]) != match[0])
    for _, places in groupby(found, lambda at: source.line_column(at)[0]):
        at = list(places)
        known = [one for one in at if plain(source.text[one])]
        for some in (known, [one for one in at if one not in known]):
            if some:
                yield _slip(source, some, some is known)


def _slip(source: Source, places: list[int], known: bool) -> Mend:
    """The same character is spelt out once, and put right everywhere in its line."""
    signs = list(dict.fromkeys(source.text[one] for one in places))
    names = [code_point(sign) + (f" 形同“{plain(sign)}”" if known else "") for sign in signs[:MOST]]
    fact = f"有形似常用字的字符：{'、'.join(names)}{'等' if len(signs) > MOST else ''}"
    advice = "" if known else "删去它，改成通用的字"
    place = Place(source, places[0], places[0] + 1)
    edits = tuple(Edit(one, one + 1, plain(source.text[one])) for one in places) if known else ()
    return Mend(
        Diagnostic(codes.LOOK_ALIKE, fact, Label(place, "从这里起" if len(places) > 1 else ""), help=advice), edits
    )
