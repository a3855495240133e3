"""A file of others in, the findings on it out: what was recognised, checked as any report is, each told at its place."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from .amount import MONEY
from .checks.coverage import Coverage
from .codes.relations import ACCOUNT
from .diagnostic import Code, Diagnostic, Kind, Label, in_order
from .importing.controls import Gap, gaps
from .importing.faircopy import FairCopy, fair_copy
from .intake import missed, take
from .pack import Pack
from .pipeline import Settings
from .pipeline import read as read_report
from .sheets import Told, told_place
from .source import Source


class Audited(Struct, frozen=True):
    """The findings on a file of others, and what they were made of."""

    name: str
    diagnostics: tuple[Diagnostic, ...]
    values: int = 0
    tables: int = 0
    packs: tuple[Pack, ...] = ()
    coverage: tuple[Coverage, ...] = ()


ASKED = (Kind.BALANCE, Kind.LOGIC)
"""What a table can be asked: whether there is a reason (核实性) stands in chapters that are not read."""
IN_SENTENCES = frozenset(f"T{number}" for number in (105, 109, 111, 112, 116, 123, 124, 125, 127, 128, 129, 130))
"""What sentences can be asked that are read out of their chapters: how their own figures stand to each other."""
FEW = 6
"""Parts of a sum that a message spells out."""


def audit(path: Path, settings: Settings, unit: str = "", year: str = "") -> Audited:
    """What was recognised, checked as any report is, and the sums that only tables print; each told at its place."""
    taken = take((path,), settings, unit, year, figures_only=True)
    made = taken.made
    if made is None or taken.pack is None:
        return Audited(str(path), taken.diagnostics)
    sheet = fair_copy(made, taken.files)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "read.yaml"
        copy.write_text(sheet.text, encoding="utf-8")
        checked = read_report(copy, replace(settings, template=taken.pack.name, notes=False))
    own = checked.source
    found = [_placed(one, sheet, own) for one in checked.diagnostics if _is_asked(one.code) and one.place.source is own]
    found = [one for one in found if one.code.id in IN_SENTENCES or not _is_told(one)]
    said = {(one.place.source, one.place.start) for one in found}
    sums = [one for one in map(_gap, gaps(made.settled)) if not _is_told(one)]
    found += [one for one in sums if (one.place.source, one.place.start) not in said]
    told = set(map(missed, (one for one in made.unknown if one.clear)))
    return Audited(
        str(path),
        (*(one for one in taken.diagnostics if one not in told), *in_order(found)),
        made.values,
        made.tables,
        checked.packs,
        checked.coverage,
    )


def _is_told(one: Diagnostic) -> bool:
    """Whether a figure of a sum stands in a sentence: those tell some parts and leave out others."""
    return any(isinstance(label.place.source, Told) for label in (one.at, *one.labels))


def _is_asked(code: Code) -> bool:
    return code.kind in ASKED or code.id in IN_SENTENCES


def _placed(one: Diagnostic, sheet: FairCopy, own: Source) -> Diagnostic:
    """A finding on the YAML as one on what its figures came from; advice on how to fill in a form is none here."""
    at = sheet.origin(one.at.place)
    labels = tuple(Label(sheet.origin(label.place), label.text) for label in one.labels if label.place.source is own)
    return replace(
        one, message=f"{told_place(at, False)}：{one.message}", at=Label(at, one.at.text), labels=labels, help=""
    )


def _gap(gap: Gap) -> Diagnostic:
    unit = MONEY.get(gap.whole.unit, Decimal(1))
    parts = " + ".join(one.text for one in gap.parts) if len(gap.parts) < FEW else f"{len(gap.parts)}项之和"
    off = abs(gap.sum - (gap.whole.amount or Decimal(0))) / unit
    what = gap.what.replace("[", "").replace("]", "")
    fact = (
        f"{told_place(gap.whole.place, False)}：“{what}”{gap.whole.text}{gap.whole.unit} ≠ {parts} = "
        f"{gap.sum / unit:f}{gap.whole.unit}，相差{off.normalize():f}{gap.whole.unit}"
    )
    labels = tuple(Label(one.place, "分项") for one in gap.parts)
    return Diagnostic(ACCOUNT, fact, Label(gap.whole.place, "合计"), labels)
