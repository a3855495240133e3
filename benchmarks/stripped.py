"""A sample in, its text without every figure that the program can work out from the others out."""

from __future__ import annotations

import json
import re
from pathlib import Path

from generator.load import load_bytes
from generator.nodes import Mapping, Node, Scalar, Sequence

from .numbers import Sample

_PLAIN = re.compile(r"[\w.%/-]+")
"""What needs no quotation marks between braces."""


def without_computed(one: Sample) -> str:
    """As YAML in braces; a mapping and a row that nothing is left of go as well."""
    node, _, _ = load_bytes(one.text.encode(), Path(one.name).name)
    assert isinstance(node, Mapping)  # noqa: S101 - a sample is a file that reads
    return "".join(
        f"{entry.key.text}: {text}\n"
        for entry in node.entries
        if (text := _written(entry.value, one.computed)) is not None
    )


def _written(node: Node, computed: frozenset[int]) -> str | None:
    if isinstance(node, Scalar):
        if node.place.start in computed:
            return None
        return node.text if _PLAIN.fullmatch(node.text) else json.dumps(node.text, ensure_ascii=False)
    if isinstance(node, Sequence):
        items = [text for item in node.items if (text := _written(item, computed)) is not None]
        return f"[{', '.join(items)}]" if items else None
    inner = [
        f"{entry.key.text}: {text}" for entry in node.entries if (text := _written(entry.value, computed)) is not None
    ]
    return f"{{{', '.join(inner)}}}" if inner else None
