"""What was done in the form in, the few edits of the YAML text that do it out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from ..amending import Cannot, Step, Want, kind_of, put, remove, rename
from ..amount import MONEY
from ..load import LoadedText
from ..load.characters import suspects
from ..load.mending import Edit, sheet
from ..model import Count, Kind, Line, Lines, Money, Named, Passage, Rate, Record, Score, Table, bare_kind
from ..nodes import Mapping, Node, Scalar
from ..nodes import Sequence as Items
from ..source import Place, Source, shorten
from ..validate.cells import PastedCell
from ..validate.headings import heading, one_slip, title_of, unit_in
from ..validate.totalled import is_total
from .folder import Refused

_BY_HAND = "这一处的写法表单改不了，请在 YAML 里改"
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]")
_NAME = "名称"
Path = tuple[Step, ...]


class Done(Struct, frozen=True):
    """`told` says what of a block was not taken."""

    edits: list[Edit]
    told: tuple[str, ...] = ()


def done(reading: LoadedText, record: Record, asked: dict[str, Any]) -> Done:
    """`put` a value, a `row` of these keys, `remove` a row or name, `rename` one, or `paste` a block."""
    try:
        return _done(reading, record, asked)
    except Cannot:
        raise Refused(_BY_HAND) from None


def _done(reading: LoadedText, record: Record, asked: dict[str, Any]) -> Done:
    path = _path(asked["path"])
    kind = _kind_at(record, path)
    told: tuple[str, ...] = ()
    match asked["do"]:
        case "put":
            found = put(reading, record, _below(path, cleaned(kind, str(asked["value"]))))
        case "row":
            row: dict[Step, Want] = {str(name): "" for name in asked["keys"]}
            found = put(reading, record, _below((*path, _count(_at(reading.node, path))), row))
        case "remove":
            found = remove(reading, path)
        case "rename":
            name = cleaned(Line(), str(asked["value"]))
            if _at(reading.node, (*path[:-1], name)) is not None:
                raise Refused(f"已经有“{shorten(name)}”")
            found = rename(reading, path, name)
        case "paste":
            want, told = _block(reading, record, kind, path, asked)
            found = put(reading, record, _below(path, want)) if want else []
        case _:
            raise Refused("看不懂的请求")
    if found is None:
        raise Refused(_BY_HAND)
    return Done(found, told)


def cleaned(kind: Kind, text: str) -> str:
    """As the reader takes it: a figure without the sign of its currency and the commas of its format, a line without breaks."""
    source = Source("", _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")))
    text = sheet(source, [edit for slip in suspects(source) for edit in slip.edits]).text
    if isinstance(kind, Passage | Lines):
        lines = [line.rstrip() for line in text.split("\n")]
        kept = [line.strip() for line in lines if line.strip()] if isinstance(kind, Lines) else lines
        return "\n".join(kept).strip("\n").lstrip(" ")
    text = "".join(line.strip() for line in text.split("\n"))
    if isinstance(bare_kind(kind), Money | Rate | Count | Score):
        text = text.lstrip("¥￥").strip()
        return text.replace(",", "").replace("，", "") if _GROUPED.match(text) else text
    return text


def _block(
    reading: LoadedText, record: Record, kind: Kind, path: Path, asked: dict[str, Any]
) -> tuple[dict[Step, Want], tuple[str, ...]]:
    """The cells of a block by row and key, from a row on; a row of headings says which column is which."""
    rows = _cells(str(asked["block"]))
    columns = [_path(one) for one in asked["columns"]]
    row_kind = kind.record if isinstance(kind, Table) else kind.kind if isinstance(kind, Named) else None
    if row_kind is None or not rows:
        raise Refused("这里不能粘贴表格")
    pasting = _Pasting(kind, row_kind, columns)
    if pasting.headed(rows[0]):
        rows = rows[1:]
    else:
        pasting.start(int(asked["column"]))
    node = _at(reading.node, path)
    unit = _at(reading.node, ("金额单位",))
    pasting.unit = unit.text if isinstance(unit, Scalar) else ""
    pasting.rows(rows, int(asked["row"]), node)
    return pasting.want, tuple(pasting.told)


class _Pasting:
    """Which column of a block each key has, and what is wanted of the rows."""

    def __init__(self, kind: Kind, row: Kind, columns: Sequence[Path]) -> None:
        self.kind, self.row, self.columns = kind, row, columns
        self.chosen: list[Path | None] = []
        self.units: list[str] = []
        self.unit = ""
        self.want: dict[Step, Want] = {}
        self.told: list[str] = []

    def kind_of(self, column: Path) -> Kind:
        return Line() if isinstance(self.kind, Named) and column == (_NAME,) else _kind_at(self.row, column)

    def headed(self, cells: Sequence[str]) -> bool:
        """Whether the first row says which column is which: half of its cells are headings."""
        known: dict[str, Path] = {}
        for column in self.columns:
            for word in self.words(column):
                known.setdefault(word, column)
        words = [heading(cell) for cell in cells]
        found = [word if word in known else one_slip(word, known) for word in words]
        matched = [known[word] if word else None for word in found]
        if 2 * sum(one is not None for one in matched) < max(2, sum(map(bool, words))):
            return False
        self.chosen = [one if one not in matched[:at] else None for at, one in enumerate(matched)]
        self.units = [unit_in(cell) for cell in cells]
        strange = [cell.strip() for cell, one in zip(cells, self.chosen, strict=True) if cell.strip() and one is None]
        if strange:
            self.told.append(f"没有这几栏，没有填：{'、'.join(strange)}")
        return True

    def words(self, column: Path) -> list[str]:
        if isinstance(self.kind, Named) and column == (_NAME,):
            return [_NAME, self.kind.what]
        record, field = self.row, None
        for name in column:
            field = record.by_name.get(str(name)) if isinstance(record, Record) else None
            record = field.kind if field is not None else record
        names = [str(column[-1]), "".join(map(str, column))] if len(column) > 1 else [str(column[-1])]
        return [*names, *(field.headings if field is not None and len(column) == 1 else ())]

    def start(self, column: int) -> None:
        self.chosen = [*self.columns[column:]]
        self.units = [""] * len(self.chosen)

    def rows(self, rows: Sequence[Sequence[str]], first: int, node: Node | None) -> None:
        names = [one.key.text for one in node.entries] if isinstance(node, Mapping) else []
        title: Path = (_NAME,) if isinstance(self.kind, Named) else (title_of(self.row).name,) if isinstance(self.row, Record) else ()  # fmt: skip
        at = first
        for cells in rows:
            found = dict(self.fitted(cells))
            name = found.get(title, "")
            if name and is_total(name):
                self.told.append(f"“{name}”一行没有填，由程序算")
            elif isinstance(self.kind, Named):
                own = found.pop(title, "") or (names[at] if at < len(names) else "")
                if own:
                    self.want[own] = (
                        _nested(found, own in names) if isinstance(self.row, Record) else "".join(found.values())
                    )
                at += 1
            elif any(found.values()):
                self.want[at] = _nested(found, at < _count(node))
                at += 1

    def fitted(self, cells: Sequence[str]) -> list[tuple[Path, str]]:
        """The cells that have a key; what stands beyond the last column is told."""
        beyond = [cell for cell in cells[len(self.chosen) :] if cell.strip()]
        if beyond and "右边多出的几栏没有填" not in self.told:
            self.told.append("右边多出的几栏没有填")
        both = zip(cells, self.chosen, self.units, strict=False)
        return [(column, self.written(column, cell, unit)) for cell, column, unit in both if column is not None]

    def written(self, column: Path, cell: str, unit: str) -> str:
        kind = self.kind_of(column)
        text = cleaned(kind, cell)
        figure = isinstance(bare_kind(kind), Money | Rate | Count | Score)
        if figure and PastedCell(text, Place(Source("", ""), 0, 0)).empty:
            return ""
        if not figure or not text[-1:].isdigit():
            return text
        if isinstance(bare_kind(kind), Rate):
            return f"{text}%" if unit == "%" else text
        return text + unit if unit in MONEY and unit != self.unit and isinstance(bare_kind(kind), Money) else text


def _cells(block: str) -> list[list[str]]:
    """As a spreadsheet copies them: tabs between cells, quotes around one with a tab or a line end in it."""
    try:
        rows = list(csv.reader(io.StringIO(block.replace("\r\n", "\n"), newline=""), dialect="excel-tab"))
    except csv.Error:
        raise Refused("粘贴的不像从 Excel 复制的一块") from None
    return [row for row in rows if any(cell.strip() for cell in row)]


def _nested(found: dict[Path, str], there: bool) -> dict[Step, Want]:
    """An empty cell takes away what was there; in a new row it is nothing."""
    made: dict[Step, Want] = {}
    for column, text in found.items():
        if not text and not there:
            continue
        inner = made
        for step in column[:-1]:
            below = inner.setdefault(step, {})
            inner = below if isinstance(below, dict) else {}
        inner[column[-1]] = text
    return made


def _below(path: Path, want: Want) -> Want:
    for step in reversed(path):
        want = {step: want}
    return want


def _path(asked: Any) -> Path:
    if not isinstance(asked, list) or not all(isinstance(one, str | int) for one in asked):
        raise Refused("看不懂的请求")
    return tuple(asked)


def _kind_at(kind: Kind, path: Path) -> Kind:
    for step in path:
        kind = kind_of(kind, step)
    return kind


def _at(node: Node | None, path: Path) -> Node | None:
    for step in path:
        if isinstance(node, Mapping):
            node = next((one.value for one in node.entries if one.key.text == step), None)
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def _count(node: Node | None) -> int:
    return len(node.items) if isinstance(node, Items) else 0


__all__ = ["Done", "cleaned", "done"]
