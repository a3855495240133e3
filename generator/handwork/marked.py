"""A DOCX's parts in, what was marked without a word out: struck, coloured or shaded text, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ..ooxml import FALLBACK, A, M, W, paragraphs, runs
from ..source import cut
from .opened import OpenedDocx
from .places import Places

LONGEST = 61
_NONE = {None, "none", "auto", "0", "false", "off", "000000", "clear", "nil", "FFFFFF"}
_VML = "{urn:schemas-microsoft-com:vml}"
_SHAPES = "{http://schemas.microsoft.com/office/word/2010/wordprocessing"
_PUT_IN = {
    (f"{A}blip", f"{_VML}imagedata", "{http://schemas.microsoft.com/office/word/2010/wordml}contentPart"): (
        "图片或手写批注"
    ),
    (f"{W}altChunk", f"{W}subDoc"): "别的文件",
    (f"{W}object", f"{W}control"): "嵌入的对象或控件",
    (
        f"{_SHAPES}Shape}}wsp",
        *(f"{_VML}{name}" for name in ("line", "oval", "rect", "roundrect", "polyline", "curve")),
    ): ("线条、圈或文本框"),
}
"""What holds text or drawings that are in no paragraph."""


def marked(document: OpenedDocx) -> Iterator[str]:
    """No report is built with any of these: whatever is there comes from a hand."""
    places = Places(document)
    for paragraph in paragraphs(document.main):
        places.at(paragraph)
        for mark, group in groupby(runs(paragraph), key=lambda run: _mark(run.properties)):
            text = "".join(run.text for run in group)
            if mark and text.strip():
                yield f"标记（{places.within()}）：“{cut(text, LONGEST)}”{mark}"
    for tags, what in _PUT_IN.items():
        there = [one for one in document.main.iter(*tags) if not _within(one, FALLBACK, *tags)]
        if there:
            yield f"插入了 {len(there)} 个{what}"
    for formula in document.main.iter(f"{M}oMathPara", f"{M}oMath"):
        if not _within(formula, f"{W}p", f"{M}oMathPara"):  # in a paragraph it is text of it
            yield f"插入了公式“{cut(''.join(formula.itertext(f'{M}t')), LONGEST)}”"


def _within(element: Any, *tags: str) -> bool:
    return any(one.tag in tags for one in element.iterancestors())


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
