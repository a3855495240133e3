"""A pack's own pack.yaml in, where each key that it asks for is written out; and where in a report a key was filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..checks.judge import sides, walk
from ..expression import Absent, Context, Silent
from ..figure import Faulty, Item, Rows, Texts, Value
from ..load import load_bytes
from ..nodes import Mapping, Node, Scalar
from ..nodes import Sequence as Listed
from ..pack import Pack
from ..packs.declared import COLUMNS, own_paths
from ..packs.files import MAIN, PackFiles
from ..packs.whole import HELPS
from ..relations import Relation
from ..source import Place, whole_file

PARENT = "继承"


class Key(Struct, frozen=True):
    """A key that a pack asks for, and where it says so."""

    path: str
    place: Place


class Written(Struct, frozen=True):
    keys: tuple[Key, ...]
    whole: Place
    """Of what stands nowhere."""
    inherited: tuple[Key, ...] = ()
    """Keys that have to be filled in because a pack that it inherits says so, at the line that inherits it."""

    def nearest(self, place: Place) -> Place:
        """Where the key is asked for that stands in the line of a place."""
        line = place.source.line_text(place.line) if place.end > place.start else ""
        name = line.partition(":")[0].strip("- ")
        return next((key.place for key in self.keys if key.path.rpartition(".")[2] == name), self.whole)


def keys_of(files: PackFiles, pack: Pack) -> Written:
    """Of the pack itself; what another pack asks for is told where it has to be filled in, at the line that inherits that."""
    data = files.read(MAIN)
    node = load_bytes(data, files.shown(MAIN))[0] if data is not None else None
    whole = whole_file(files.shown(MAIN))
    known = {*pack.required, *pack.optional, *(path for path, _ in own_paths(pack.declared))}
    own = {path: Key(path, place) for path, place in _keys(node, "") if path in known}
    parent = (
        [entry.value.place for entry in node.entries if entry.key.text == PARENT] if isinstance(node, Mapping) else []
    )
    blocks = [(f"{at}.{one.name}", one.required) for at, kind in pack.declared.items() for one in kind.fields]
    must = dict.fromkeys((*pack.required, *(path for path, required in blocks if required)))
    inherited = tuple(Key(path, parent[0]) for path in must if parent and path not in own)
    return Written(tuple(own.values()), whole, inherited)


def _keys(node: Node | None, prefix: str) -> Iterator[tuple[str, Place]]:
    for entry in node.entries if isinstance(node, Mapping) else ():
        name, value = entry.key.text, entry.value
        if name in ("需要", "可选") and not prefix:
            for one in value.items if isinstance(value, Listed) else (value,):
                if isinstance(one, Scalar):
                    yield one.text, one.place
        elif name == "项目" and not prefix:
            yield from _keys(value, "项目.")
        elif prefix + name == COLUMNS:
            yield from _named(value, "")
        elif name in HELPS:
            yield from _named(value, f"{prefix}{name}.")


def _named(node: Node, prefix: str) -> Iterator[tuple[str, Place]]:
    for entry in node.entries if isinstance(node, Mapping) else ():
        yield prefix + entry.key.text, entry.key.place
        for below in entry.value.entries if isinstance(entry.value, Mapping) else ():
            if below.key.text == COLUMNS:  # of a table of its own
                yield from _named(below.value, f"{prefix}{entry.key.text}.")


def written_at(value: Value | None, path: Sequence[str]) -> Iterator[Place]:
    """Where a report has something below a path."""
    if isinstance(value, Rows):
        for row in value.items:
            yield from written_at(row, path)
    elif isinstance(value, Item):
        names = path[:1] or tuple(value.entries)
        for name in names:
            yield from written_at(value.entries.get(name), path[1:])
    elif isinstance(value, Texts):
        yield from (one.place for one in value.items if not path)
    elif value is not None and not path and not isinstance(value, Faulty) and value.place is not None:
        yield value.place


def judged(relation: Relation, figures: Item) -> bool:
    """Whether a relation found in a report what it compares."""
    unit = figures.text("金额单位") or "万元"
    for scopes in walk((figures,), relation.scope):
        try:
            if sides(relation, Context(scopes, unit)) is not None:
                return True
        except (Absent, Silent):
            continue
    return False
