"""A DOCX's parts in, what was marked without a word out: struck, coloured or shaded text, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ..ooxml import FALLBACK, A, W, paragraphs, runs
from ..source import cut
from .opened import Opened
from .places import Places

LONGEST = 61
_NONE = {None, "none", "auto", "0", "false", "off", "000000", "clear", "nil", "FFFFFF"}
_PICTURES = (
    f"{A}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
    "{http://schemas.microsoft.com/office/word/2010/wordml}contentPart",
)


def marked(document: Opened) -> Iterator[str]:
    """No report is built with any of these: whatever is there comes from a hand."""
    places = Places(document)
    for paragraph in paragraphs(document.main):
        places.at(paragraph)
        for mark, group in groupby(runs(paragraph), key=lambda run: _mark(run.properties)):
            text = "".join(run.text for run in group)
            if mark and text.strip():
                yield f"标记（{places.within()}）：“{cut(text, LONGEST)}”{mark}"
    pictures = [
        one for one in document.main.iter(*_PICTURES) if not any(a.tag == FALLBACK for a in one.iterancestors())
    ]
    if pictures:
        yield f"插入了 {len(pictures)} 个图片或手写批注"


def _mark(properties: Any) -> str:
    if properties is None:
        return ""
    if is_on(properties, "strike") or is_on(properties, "dstrike"):
        return "划了删除线"
    colour = properties.find(f"{W}color")
    if colour is not None and colour.get(f"{W}val") not in _NONE:
        return "改了颜色"
    shade = properties.find(f"{W}shd")
    shaded = shade is not None and (shade.get(f"{W}fill") not in _NONE or shade.get(f"{W}val") not in _NONE)
    light = properties.find(f"{W}highlight")
    return "涂了底色" if shaded or (light is not None and light.get(f"{W}val") not in _NONE) else ""


def is_on(properties: Any, name: str) -> bool:
    """Whether a run's properties have that one, and not to say that it is off."""
    one = properties.find(W + name)
    return one is not None and (one.get(f"{W}val") is None or one.get(f"{W}val") not in _NONE)
