"""A text as it stands in the editor in, what the page shows of it out: findings, what is left to fill, the report."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..codes.filling import BLANK
from ..diagnostic import Diagnostic, Kind
from ..dialect import laid_out
from ..load import read_source
from ..load.mending import Edit
from ..nodes import Mapping, Node, Scalar
from ..pack import Pack
from ..pipeline import Checked, Composed, Settings, check
from ..source import Place, Source
from .advice import on_page
from .belonging import Whole, parts_in, same_file, schema_of
from .hints import Schema, meaning
from .tracing import traced

Fixes = dict[tuple[str, int, int, str, str], tuple[Edit, ...]]
_COLON = re.compile(r"\s*[:：]")


class Offsets:
    """From characters to the units of UTF-16 that a browser counts in."""

    def __init__(self, text: str) -> None:
        self.wide = [at for at, one in enumerate(text) if one > "\uffff"]

    def __getitem__(self, at: int) -> int:
        return at + sum(one < at for one in self.wide)


class Shown(Struct, frozen=True):
    """Reports as the page shows them, each made when it is looked at; `added` are the examples that stand in for what is
    empty in `file`, the one in the editor."""

    composed: tuple[Composed, ...]
    file: str
    added: tuple[Edit, ...]
    offsets: Offsets

    @property
    def titles(self) -> list[str]:
        return [one.pack.title for one in self.composed]

    def html(self, number: int) -> str:
        one = self.composed[number]
        return traced(laid_out(one.document, one.pack.style), one.rendered, one.pack, self._told)

    def _told(self, place: Place) -> tuple[str, bool] | None:
        """Where in the editor's text a place is, and whether an example stands there."""
        if not same_file(place.file, self.file):
            return None
        start, end, example = place.start, place.end, False
        moved = 0
        for one in self.added:
            at, long = one.start + moved, len(one.text)
            if at + long <= place.start:
                start, end = start - long, end - long
            elif at <= place.start:
                start = end = one.start
                return f"{self.offsets[start]}-{self.offsets[end]}", True
            elif at < place.end:
                end -= long
            moved += long
        return f"{self.offsets[start]}-{self.offsets[end]}", example


class Judged(Struct, frozen=True):
    """Offsets count in UTF-16, as a browser does."""

    findings: list[dict[str, Any]]
    filled: int
    left: list[dict[str, Any]]
    shown: Shown
    readable: bool
    """Whether the text could be read as YAML at all."""
    errors: int
    draft: bool
    """Whether the report holds examples where nothing was filled in yet."""
    packs: tuple[Pack, ...] = ()
    at: str = ""
    """The list that a part of another file belongs to."""


def judge(path: Path, text: str, settings: Settings, whole: Whole | None = None) -> Judged:
    """As `check` would find the file, or the whole that it is a part of, with that text in it; what is not filled in yet,
    in whatever file, is shown by its example."""
    main, name, file = (whole.path, whole.name, whole.part) if whole is not None else (path, path.name, path.name)
    checked = _checked(main, name, {path: text}, settings)
    at = parts_in(checked.whole.root if checked.whole is not None and checked.whole.files else None)
    source = _source(checked, file, text)
    blank = [one for one in checked.diagnostics if one.code is BLANK]
    shown, added = checked, dict[str, tuple[Edit, ...]]()
    if blank and not checked.composed and checked.packs:
        added = _added(blank, checked, at)
        texts = {one.place.file: one.place.source.text for one in blank}
        filled = {
            main.parent / Path(name_).relative_to(Path(name).parent): _edited(texts[name_], edits)
            for name_, edits in added.items()
        }
        shown = _checked(main, name, {path: text, **filled}, settings, draft=True)
    offsets = Offsets(source.text)
    node, readable, fixes = _read(checked, source, whole)
    own = next((edits for name_, edits in added.items() if same_file(name_, file)), ())
    return Judged(
        [_finding(one, fixes.get(one.sort_key, ()), offsets, file) for one in checked.diagnostics],
        sum(1 for _ in _filled(node)),
        [_left(one, offsets, file) for one in blank],
        Shown(shown.composed, file, own, offsets),
        readable,
        sum(one.weight.value == "error" for one in checked.diagnostics),
        bool(added),
        checked.packs,
        next((path_ for name_, path_ in at.items() if same_file(name_, file)), ""),
    )


def _source(checked: Checked, file: str, text: str) -> Source:
    """The text of the editor as it was read: its line ends are one character each."""
    if checked.source is not None and same_file(checked.source.name, file):
        return checked.source
    found = (
        one.place.source for one in checked.diagnostics if same_file(one.place.file, file) and one.place.source.text
    )
    return next(found, Source(file, text))


def _added(blank: Sequence[Diagnostic], checked: Checked, at: dict[str, str]) -> dict[str, tuple[Edit, ...]]:
    """The examples by file."""
    found: dict[str, tuple[Edit, ...]] = {}
    for name in dict.fromkeys(one.place.file for one in blank):
        own = [one for one in blank if one.place.file == name]
        found[name] = tuple(_examples(own[0].place.source.text, own, schema_of(checked.packs, at.get(name, ""))))
    return found


def _read(checked: Checked, source: Source, whole: Whole | None) -> tuple[Node | None, bool, Fixes]:
    """The tree, whether the whole text could be read, and the edits that mend slips in it; read again only where it has any."""
    if (
        whole is None
        and checked.whole is not None
        and not any(one.code.kind is Kind.READING for one in checked.diagnostics)
    ):
        return checked.whole.root, True, {}
    read = read_source(source)
    fixes = {slip.diagnostic.sort_key: slip.edits for slip in read.slips if slip.safe}
    return read.node, read.node is not None and read.stop is None, fixes


def _checked(main: Path, name: str, texts: dict[Path, str], settings: Settings, draft: bool = False) -> Checked:
    """With those texts in place of the files."""
    with tempfile.TemporaryDirectory(prefix="zipingbao-", ignore_cleanup_errors=True) as folder:
        instead = dict(settings.instead)
        for number, (path, text) in enumerate(texts.items()):
            spooled = Path(folder) / f"{number}.yaml"
            spooled.write_text(text, encoding="utf-8", newline="")
            instead[Path(os.path.realpath(path))] = spooled
        return check(main, replace(settings, instead=instead), name, draft)


def _left(one: Diagnostic, offsets: Offsets, file: str) -> dict[str, Any]:
    """What is not filled in yet; in another file (文件) it has no place in the editor."""
    ours = same_file(one.place.file, file)
    at = offsets[one.place.start] if ours else 0
    return {"at": at, "told": one.told, "file": "" if ours else Path(one.place.file).as_posix(), "line": one.place.line}


def _finding(one: Diagnostic, edits: Sequence[Edit], offsets: Offsets, file: str) -> dict[str, Any]:
    ours = same_file(one.place.file, file)
    return {
        "code": one.code.id,
        "title": one.code.title,
        "severity": one.weight.value,
        "message": one.told,
        "help": on_page(one.help),
        "notes": list(one.notes),
        "line": one.place.line,
        "from": offsets[one.place.start] if ours else 0,
        "to": offsets[one.place.end] if ours else 0,
        "file": "" if ours else Path(one.place.file).as_posix(),
        "fix": [{"from": offsets[edit.start], "to": offsets[edit.end], "insert": edit.text} for edit in edits if ours],
    }


def _filled(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        if not node.empty:
            yield node
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield from _filled(entry.value)
    elif node is not None:
        for item in node.items:
            yield from _filled(item)


def _examples(text: str, empty: Sequence[Diagnostic], schema: Schema) -> Iterator[Edit]:
    """An example behind every key that was left empty."""
    reached = 0
    for one in sorted(empty, key=lambda one: one.place.start):
        colon = _COLON.match(text, one.place.end)
        told = meaning(schema, text, colon.end()) if colon else None
        if colon is not None and told is not None and told.info and colon.end() >= reached:
            reached = colon.end()
            yield Edit(reached, reached, f" {_scalar(told.info)}")


def _edited(text: str, added: Sequence[Edit]) -> str:
    pieces: list[str] = []
    at = 0
    for one in added:
        pieces += (text[at : one.start], one.text)
        at = one.start
    return "".join((*pieces, text[at:]))


def _scalar(example: str) -> str:
    """A flow value stays one; what would be read as something else is quoted."""
    plain = example[:1] in "[{" or not re.search(r": |:$| #|^[-?&*!|>%@`\"']", example)
    return example if plain else json.dumps(example, ensure_ascii=False)


__all__ = ["Judged", "Offsets", "Shown", "judge"]
