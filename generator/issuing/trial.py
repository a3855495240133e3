"""A pack as it was given in, every mistake of it out: read whole, tried on reports that were made up, its sample printed.

What stands in a made-up report is nobody's fault: only what is the pack's own is told, at the pack's own line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from ..checks import check as check_figures
from ..checks import sound
from ..codes import issuing as codes
from ..codes.filling import UNDECLARED
from ..codes.packs import RUNNING
from ..derive import derive
from ..diagnostic import Diagnostic, Kind, Label, Severity, has_errors, in_order
from ..figure import Item
from ..load import load_text
from ..model import Record, field_at
from ..pack import Pack
from ..packs import full_record, read_pack
from ..pattern import deferred
from ..pipeline import Composed, compose
from ..render.mistakes import MAIN
from ..render.proof import read_whole
from ..source import Place, Source
from ..unprinted import Told, accounted
from ..validate import missing, validate
from .given import Given
from .made_up import COMPUTED, MANNERS, Manner, made_up
from .samples import sample
from .written import Written, judged, keys_of, written_at

_DIGITS = deferred(r"[0-9]+")
UNAVOIDABLE = (Kind.READING, Kind.FILLING)
MADE_UP = "造出的报告"
"""How a report that nobody wrote is called."""


class Tried(Struct, frozen=True):
    """What was found, the pack where it could be read, and how many reports were made up for it."""

    found: tuple[Diagnostic, ...]
    pack: Pack | None = None
    reports: int = 0


class _Report(Struct, frozen=True):
    """A made-up report as far as it came."""

    manner: Manner
    source: Source
    found: tuple[Diagnostic, ...]
    figures: Item | None = None
    composed: Composed | None = None

    @property
    def faults(self) -> tuple[int, int]:
        """Errors of filling in, which no department could avoid, and all."""
        wrong = [one for one in self.found if one.weight is Severity.ERROR]
        return sum(one.code.kind in UNAVOIDABLE for one in wrong), len(wrong)


def trial(given: Given, folder: Path) -> Tried:
    """All that is wrong with a pack, each once; `folder` is a place to put its sample."""
    pack, found = sound(read_pack(given.name, given.where))
    if pack is None:
        return Tried(in_order(found))
    found += read_whole(pack)
    if pack.read(MAIN) is None or has_errors(found):  # a base is read alone; what is broken would only be told twice
        return Tried(in_order(found), pack)
    record = full_record((pack,))
    written = keys_of(given.files, pack)
    reports = [_tried(pack, record, manner) for manner in MANNERS]
    for one in reports:
        found += tuple(_of_pack(one, given, written))
    found += tuple(_unprinted(reports, written, record))
    shown, figures = sample(given, pack, folder)
    found += shown
    if figures:
        found += tuple(_unheld(pack, figures))
    return Tried(in_order(_each_once(found)), pack, len(reports))


def _tried(pack: Pack, record: Record, manner: Manner) -> _Report:
    """The first of a few that is without fault, or the one with the fewest."""
    least: _Report | None = None
    for computed in COMPUTED:
        one = _made(pack, record, manner, computed)
        if least is None or one.faults < least.faults:
            least = one
        if not any(one.faults):
            break
    assert least is not None  # noqa: S101 # there are a few
    return least


def _made(pack: Pack, record: Record, manner: Manner, computed: str) -> _Report:
    """Through all stages whatever does not add up: its figures are nobody's."""
    source = Source(MADE_UP, made_up(pack, record, manner, computed))
    node, found = load_text(source)
    if node is None:
        return _Report(manner, source, found)
    root, faults = validate(node, record, pack.required)
    found += tuple(one for one in faults if one.code is not UNDECLARED)
    if has_errors(found):
        return _Report(manner, source, found)
    figures, unresolved = derive(root, pack, None)
    found += missing(figures, pack.required, root) + unresolved + check_figures(figures, pack)
    done, problems = compose(pack, figures, found)
    return _Report(manner, source, found + problems, figures, done)


def _of_pack(report: _Report, given: Given, written: Written) -> Iterator[Diagnostic]:
    """The pack's own faults among what was found: by where they stand, or because no file can be filled in at all."""
    unsound = any(one.place.source is report.source and one.weight is Severity.ERROR for one in report.found)
    for one in report.found:
        if unsound and one.code is RUNNING:
            continue  # a file whose figures do not agree is never printed
        if one.place.source is not report.source and one.code.kind is not Kind.WORDS:
            yield _without_file(one, report)
        elif one.code.kind in UNAVOIDABLE and one.weight is Severity.ERROR:
            fact, place = f"照这个模板包填不成：{one.message}", written.nearest(one.place)
            notes = (f"造的这样一份报告：{report.manner.name}",)
            yield Diagnostic(codes.UNFILLABLE, fact, Label(place), notes=notes, help="改“需要”“可选”或栏目的写法")


def _without_file(one: Diagnostic, report: _Report) -> Diagnostic:
    """A fault of the pack without the places in a report that nobody has."""
    labels = tuple(label for label in one.labels if label.place.source is not report.source)
    said = f"造的这样一份报告：{report.manner.name}"
    return Diagnostic(one.code, one.message, one.at, labels, (*one.notes, said), one.help, one.severity)


def _each_once(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """One fault that several reports bring out, with other figures in each."""
    unique: dict[tuple[str, Place, str], Diagnostic] = {}
    for one in found:
        unique.setdefault((one.code.id, one.place, _DIGITS.sub("", one.message)), one)
    return tuple(unique.values())


def _unprinted(reports: list[_Report], written: Written, record: Record) -> Iterator[Diagnostic]:
    """Keys that the pack itself asks for and none of the reports prints, looks at or works out a printed figure from."""
    done = [(one.figures, one.composed) for one in reports if one.figures is not None and one.composed is not None]
    if len(done) < len(reports):
        return  # what a report would have printed is not known
    places = accounted([Told(figures, whole.told) for figures, whole in done])
    for key in (*written.keys, *written.inherited):
        field = field_at(record, key.path)
        leaves = [one for figures, _ in done for one in written_at(figures, key.path.split("."))]
        if field is None or field.guides or not leaves or not places.isdisjoint(leaves):
            continue
        whose = "是所继承的模板包要的，" if key in written.inherited else ""
        fact = f"“{key.path}”{whose}要填报人填，造出的 {len(done)} 份报告里都不印它，也不用它"
        advice = "在模板里印它，或者写进“不需要”" if whose else "在模板里印它，或者不要这一栏"
        yield Diagnostic(codes.NEVER_PRINTED, fact, Label(key.place), help=advice)


def _unheld(pack: Pack, figures: Sequence[Item]) -> Iterator[Diagnostic]:
    """Relations of its own that are judged in no report, nor in the sample: nobody knows whether they are right."""
    if not pack.rules.own:
        return
    from ..checks.bureau import relations_of

    stated = {rule.code: rule for rule in pack.rules.own}
    for relation in relations_of(pack)[0]:
        if not any(judged(relation, one) for one in figures):
            rule = stated[relation.code.id]
            fact = f"勾稽 {rule.code} 在样例里没有核对到：样例没有填它要的数"
            yield Diagnostic(
                codes.NEVER_HELD, fact, Label(rule.places["代码"]), help="在样例里填上这几个数，看它对不对"
            )
