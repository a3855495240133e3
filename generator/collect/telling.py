"""A report's nodes, or the text that did not parse, in; what it says of itself (whose it is, which year) out."""

from __future__ import annotations

import codecs
import re

from ..nodes import Mapping, Node, Scalar
from .filing import Identity

_UNIT = re.compile(r"^[\"' ]*单位[\"']?\s*[:：](?P<inner>[^\n]*(?:\n(?:[ \t\u3000][^\n]*)?)*)", re.MULTILINE)
_VALUE = r"[\"' ]*[:：]\s*[\"'“]?(?P<value>[^\n,，}{\"'”#]+)"


def identity(node: Node | None) -> Identity:
    """By its keys."""
    unit = _at(node, "单位")
    return Identity(
        _text(_at(unit, "预算编码")),
        _text(_at(unit, "名称")),
        _text(_at(node, "年度")),
        _text(_at(unit, "口径")),
        _text(_at(node, "模板版本")),
    )


def identity_of_text(data: bytes) -> Identity:
    """By what the text shows to a reader, where it is no YAML: the first name and code in the block 单位, the first 年度."""
    text = _decoded(data)
    block = _UNIT.search(text)
    inner = block["inner"] if block is not None else text
    return Identity(_first("预算编码", inner), _first("名称", inner) if block is not None else "", _first("年度", text))


def _first(key: str, text: str) -> str:
    found = re.search(rf"(?<![一-鿿]){key}{_VALUE}", text)
    return found["value"].strip() if found is not None else ""


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if data[:200].count(0) > 20:
        return data.decode(
            "utf-16-le" if data[1:2] == b"\0" or data[1::2].count(0) >= data[::2].count(0) else "utf-16-be", "replace"
        )
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    tries = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    return min(tries, key=lambda text: text.count("\ufffd"))


def _at(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, Mapping):
        return None
    return next((entry.value for entry in node.entries if entry.key.text == key), None)


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""
