"""A Pack in, the mistakes of all its templates out: also of the branches that no report has taken yet.

Read from Jinja's syntax tree, with the kinds of the vocabulary in place of values. What cannot be followed is not told.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import jinja2

from ... import __version__
from ...derive.extra import whole_record
from ...diagnostic import Diagnostic, in_order
from ...pack import Pack
from ...packs import full_record
from .. import kept
from ..sandbox import sandbox
from .meanings import MADE, NamedTexts, of_field
from .reader import Findings
from .scope import Scope
from .statements import Templates

__all__ = ["proofread", "read_whole"]


def proofread(pack: Pack) -> tuple[Diagnostic, ...]:
    """Once for what a pack says; those that came with the program are proved by its tests."""
    if pack.built_in:
        return ()
    return _proofread(pack, pack.digest())


@lru_cache(maxsize=64)
def _proofread(pack: Pack, digest: str) -> tuple[Diagnostic, ...]:
    key = hashlib.sha256(f"{digest} {pack.name} {__version__} {jinja2.__version__}".encode()).hexdigest()
    if kept.is_sound(key):
        return ()
    findings = _read(pack)
    found = in_order(findings.found.values())
    if not found and not findings.broken_off:
        kept.keep(key)
    return found


def read_whole(pack: Pack) -> tuple[Diagnostic, ...]:
    return in_order(_read(pack).found.values())


def _read(pack: Pack) -> Findings:
    findings = Findings(pack)
    root = Scope()
    for field in whole_record(full_record((pack,))).fields:
        root.names[field.name] = of_field(field, "")
    root.names["用语"] = NamedTexts("用语", pack.wording.words)
    root.names["报告名"] = MADE
    with sandbox(pack.read) as environment:
        try:
            Templates(pack, findings, environment, root).read()
        except RecursionError:  # deeper than can be followed: what was found so far is true
            findings.broken_off = True
    return findings
