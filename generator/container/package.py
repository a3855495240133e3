"""A DOCX's zip in, the tree of its main part out, found by the package's own table of contents (ECMA-376 part 2, 9.3)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from .flaw import Flaw
from .trees import tree
from .zipped import Zipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONS, _TYPES = "_rels/.rels", "[Content_Types].xml"
_NONE = Flaw("里面没有 Word 文档的正文")


def main_part(zipped: Zipped, parts: Mapping[str, Any] | None = None) -> Any | Flaw:
    """The root of the document, which has a body; no office program opens one that is not found in this way.

    `parts` are those that were read before.
    """
    relations, types = tree(zipped, _RELATIONS), tree(zipped, _TYPES)
    if isinstance(relations, Flaw):
        return relations
    if isinstance(types, Flaw):
        return types
    targets = (str(one.get("Target")) for one in relations if str(one.get("Type")).endswith("/officeDocument"))
    name = posixpath.normpath(next(targets, "")).lstrip("/")
    end = posixpath.splitext(name)[1].lstrip(".")
    own = [one for one in types if one.get("PartName") == f"/{name}"]
    kinds = (str(one.get("ContentType")) for one in own or [one for one in types if one.get("Extension") == end])
    if not any(kind.endswith("main+xml") and "word" in kind for kind in kinds):
        return _NONE
    root = parts.get(name) if parts is not None else tree(zipped, name)
    if isinstance(root, Flaw):
        return root
    return root if root is not None and root.tag == f"{W}document" and root.find(f"{W}body") is not None else _NONE
