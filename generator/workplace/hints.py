"""A text, a place in it and the schema in, what can be written there and what it means out; the text may be half typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

Schema = dict[str, Any]
_KEY = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<key>[^\s#:：\-{\[\"'][^:：#]*?)(?P<colon>\s*[:：](?:\s|$))")
_IN_BRACES = re.compile(r"[{,，]\s*(?P<key>[^{},，:：]+?)\s*[:：](?P<value>[^{},，]*)$")
_ITEM = "[]"


class Hint(Struct, frozen=True):
    """A key or a word that can stand somewhere."""

    label: str
    detail: str
    info: str
    apply: str


class Spot(Struct, frozen=True):
    """Where a place is: the keys down to its mapping, the key whose value it stands in, if any, and what is typed there."""

    path: tuple[str, ...]
    key: str | None
    typed: str
    start: int


def spot(text: str, offset: int) -> Spot:
    """By indentation alone, as YAML has it: what is being typed may not be parsed yet."""
    start = text.rfind("\n", 0, offset) + 1
    before = text[start:offset]
    above = text[:start].split("\n")[:-1]
    found = _KEY.match(before + "\n" if not before.endswith((" ", "\n")) else before)
    inside = before.rfind("{") > before.rfind("}")
    if inside and (braces := _IN_BRACES.search(before)):
        typed = braces["value"].lstrip()
        own = (*_path(before, above), *((found["key"],) if found else ()))
        return Spot(own, braces["key"], typed, offset - len(typed))
    if inside and found:
        typed = re.split(r"[{,，]", before)[-1].lstrip()
        return Spot((*_path(before, above), found["key"]), None, typed, offset - len(typed))
    if found and len(found[0].rstrip("\n")) <= len(before):
        typed = before[found.end() :].lstrip() if found.end() <= len(before) else ""
        return Spot(_path(before, above), found["key"], typed, offset - len(typed))
    typed = re.sub(r"^ *(- +)*", "", before)
    return Spot(_path(before, above), None, typed, offset - len(typed))


def _path(line: str, above: list[str]) -> tuple[str, ...]:
    lead = re.match(r" *(?:- +)*", line)
    column = len(lead[0]) if lead else 0
    dash = line.find("-") if lead and "-" in lead[0] else -1
    path: list[str] = []
    if dash >= 0:
        path.append(_ITEM)
        column = dash + 1
    for one in reversed(above):
        found = _KEY.match(one)
        if found is None:
            continue
        at, own = len(found["indent"]) + len(found["dashes"]), len(found["indent"]) if found["dashes"] else -1
        if at < column:
            path.append(found["key"])
            column = at
        elif not (at == column and own >= 0):
            continue
        if own >= 0:
            path.append(_ITEM)
            column = own + 1
        if column == 0:
            break
    return tuple(reversed(path))


def hints(schema: Schema, text: str, offset: int) -> tuple[Spot, list[Hint]]:
    """What may be typed at a place."""
    at = spot(text, offset)
    nodes = list(_down(schema, at.path))
    if at.key is None:
        return at, [_of_key(name, one) for node in nodes for name, one in node.get("properties", {}).items()]
    values = [value for node in nodes for one in _step(schema, node, at.key) for value in _values(one)]
    return at, [Hint(value, "", told, value) for value, told in dict(values).items()]


def meaning(schema: Schema, text: str, offset: int) -> Hint | None:
    """What the key on the line of a place means, with an example."""
    at = spot(text, offset)
    if at.key is None:
        return None
    for node in _down(schema, at.path):
        one = node.get("properties", {}).get(at.key)
        if one is not None:
            return _of_key(at.key, one)
    return None


def _of_key(name: str, one: Schema) -> Hint:
    examples = one.get("examples") or [""]
    return Hint(name, str(one.get("description", "")), str(examples[0]), f"{name}: ")


def _down(schema: Schema, path: tuple[str, ...]) -> Iterator[Schema]:
    nodes = list(_open(schema, schema))
    for step in path:
        nodes = [below for node in nodes for below in _step(schema, node, step)]
    yield from nodes


def _step(schema: Schema, node: Schema, step: str) -> Iterator[Schema]:
    if step == _ITEM:
        below = node.get("items")
    else:
        below = node.get("properties", {}).get(step, node.get("additionalProperties"))
    if isinstance(below, dict):
        yield from _open(schema, below)


def _open(schema: Schema, node: Schema) -> Iterator[Schema]:
    """A node with all that it may be."""
    yield node
    for one in (*node.get("anyOf", ()), *node.get("allOf", ())):
        yield from _open(schema, one)
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2].replace("~1", "/").replace("~0", "~").replace("%25", "%")
        yield from _open(schema, schema["definitions"].get(name, {}))


def _values(node: Schema) -> Iterator[tuple[str, str]]:
    told = str(node.get("description", ""))
    yield from ((str(value), told) for value in node.get("enum", ()))
    if "const" in node:
        yield str(node["const"]), told
