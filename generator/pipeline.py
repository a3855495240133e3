"""A file's path and the settings in; what is wrong with it, and its reports, out: the whole program on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from .checks import check as check_figures
from .checks import sound
from .checks.answered import KEY as ANSWERS
from .checks.answered import answered
from .checks.coverage import Coverage, coverage
from .checks.given import rounded_in_one
from .checks.prose import retold
from .codes.explained import ANSWERED
from .codes.filling import UNDECLARED
from .colophon import named_by, pattern_name, properties, signed
from .derive import derive
from .diagnostic import Code, Diagnostic, Kind, Severity, has_errors, in_order
from .dialect import parse
from .figure import Item, Value
from .load import load
from .nearby import beside
from .pack import Pack
from .packs import COMMAND_LINE, Folders, folders, full_record, read_pack
from .packs.asked import Asked, choose, served, wanted
from .parts import LAST, Gathered, Instead, gather, not_beside, standing_in
from .pattern import deferred
from .render import prints_nothing, render
from .render.mistakes import MAIN
from .render.origin import at_template
from .source import Place, Source, Stretches, whole_file
from .unprinted import Told, unprinted
from .validate import missing, validate
from .writers import Format, write

if TYPE_CHECKING:
    from .document import Document
    from .packs.shelf import Description, PackSummary


_DIGITS = deferred(r"[\d.,]+")


class Settings(Struct, frozen=True):
    """Where packs are looked for besides the usual places, which one of a file's packs is wanted, and whether notes are
    told, and those on figures that differ by rounding only one by one. `instead` is another version of some files (diff)."""

    template_dirs: tuple[Path, ...] = ()
    template: str | None = None
    notes: bool = True
    each_rounding: bool = False
    only: Path | None = None
    """The one folder that packs are taken from."""
    instead: Instead = field(default_factory=dict)
    coverage: bool = False
    """Whether it is told what was checked."""

    def folders(self, beside: Path | None = None) -> Folders:
        """Where packs are looked for: beside a file, else in the working folder."""
        return folders(Path.cwd() if beside is None else beside, self.template_dirs, self.only)


class Composed(Struct, frozen=True):
    """A report that only needs to be written."""

    pack: Pack
    figures: Item
    document: Document
    told: Sequence[Value] = ()
    """What of the file it tells."""


class Checked(Struct, frozen=True):
    """A file's findings, its figures for each of its packs as far as they could be read, and its reports if sound."""

    name: str
    diagnostics: tuple[Diagnostic, ...]
    source: Source | None = None
    figures: tuple[tuple[Pack, Item], ...] = ()
    whole: Gathered | None = None
    """The nodes as they were read, with the files that items of its lists stand in."""
    of_packs: frozenset[str] = frozenset()
    """The files of packs that findings stand in: those are not the department's."""
    composed: tuple[Composed, ...] = ()
    root: Item | None = None
    """What the file itself says, where all of its packs could be read and are wanted."""
    coverage: tuple[Coverage, ...] = ()
    """What each of its packs had checked, where the settings ask for it."""

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs that it was judged by."""
        return tuple(pack for pack, _ in self.figures)


class Report(Struct, frozen=True):
    """One finished report: its name (报告名), the name by its pack's pattern, and its bytes by format."""

    title: str
    several: bool
    pattern_name: str
    files: dict[Format, bytes]


class Built(Struct, frozen=True):
    diagnostics: tuple[Diagnostic, ...]
    reports: tuple[Report, ...] = ()
    of_packs: frozenset[str] = frozenset()
    packs: tuple[Pack, ...] = ()


def build(path: Path, settings: Settings, formats: tuple[Format, ...], name: str | None = None) -> Built:
    """Check one file and, where it has no error, write each of its reports in each format."""
    checked = check(path, settings, name)
    reports = []
    for one in checked.composed:
        shown = properties(one.pack)
        files = {format: write(one.document, one.pack.style, shown, format) for format in formats}
        several = len(checked.composed) > 1
        reports.append(Report(one.pack.title, several, pattern_name(one.pack, one.figures), files))
    return Built(checked.diagnostics, tuple(reports), checked.of_packs, checked.packs)


def check(path: Path, settings: Settings, name: str | None = None) -> Checked:
    """All that `build` does but the writing: what is found sound here can be written."""
    so_far = _read(path, settings, name)
    if has_errors(so_far.diagnostics):
        return _answered(so_far, settings)
    composed: list[Composed] = []
    found: tuple[Diagnostic, ...] = ()
    for pack, figures in so_far.figures:
        one, problems = _composed(pack, figures, so_far.diagnostics)
        found += said_once(problems, found)
        composed += [one] if one is not None else []
    if so_far.root is not None and not has_errors(found):
        found += tuple(unprinted(so_far.root, [Told(one.figures, one.told) for one in composed], so_far.diagnostics))
    of_packs, whole = so_far.of_packs | _files_of_packs(so_far, found), () if has_errors(found) else tuple(composed)
    so_far = replace(so_far, diagnostics=so_far.diagnostics + found, of_packs=of_packs, composed=whole)
    return _answered(so_far, settings)


def _composed(pack: Pack, figures: Item, known: Sequence[Diagnostic]) -> tuple[Composed | None, tuple[Diagnostic, ...]]:
    """Render and parse; what is wrong here stands in the pack's templates, or in sentences that say what they say (but for what is `known`)."""
    rendered, found = render(figures, pack)
    if rendered is None:
        return None, found
    author, date = signed(figures)
    title = f"{author}{figures.text('年度')}年度{pack.title}"
    document, problems = parse(rendered.source, rendered.values, pack.style, title=title, author=author, date=date)
    found += (*retold(figures, rendered.sentences, known), *at_template(problems, rendered.source, pack, MAIN))
    told = (*rendered.told, *named_by(pack, figures))
    return (Composed(pack, figures, document, told) if document is not None else None), found


def read(path: Path, settings: Settings, name: str | None = None) -> Checked:
    """Load, validate and derive one file and check its figures: enough for whoever wants no report."""
    return _answered(_read(path, settings, name), settings)


def _answered(checked: Checked, settings: Settings) -> Checked:
    """What is left to be told when the file's own answers (核对说明) were heard."""
    found = checked.diagnostics
    if checked.figures and ANSWERS in checked.figures[0][1].entries:
        found = tuple(answered(found, checked.figures[0][1], _codes(checked.packs)))
    return replace(checked, diagnostics=_told(found, settings))


def _read(path: Path, settings: Settings, name: str | None = None) -> Checked:
    """`read`, with every finding."""
    name = str(path) if name is None else name
    node, source, found = load(standing_in(path, settings.instead) or path, name)
    if node is None or source is None:
        return Checked(name, found, source)
    whole = gather(node, path, name, settings.instead)
    node, found = whole.root, found + whole.found
    where = settings.folders(path.parent)
    named = wanted(node)
    chosen, more = choose(named, settings.template)
    found += more
    packs, problems = _read_packs(chosen, where)
    found += problems
    of_packs = _files_but(source, problems) - {COMMAND_LINE}
    left = [one for one in named if one not in chosen]
    others, _ = _read_packs(left, where)
    root, faults = validate(node, full_record(packs, others), [path for pack in packs for path in pack.required])
    if len(packs) + len(others) < len(chosen) + len(left):  # what an unread pack declares is not known
        faults = tuple(one for one in faults if one.code is not UNDECLARED)
    found += without_echoes((one for one in faults if one.place not in whole.emptied), found)
    last, problems = _last_year(root, path)
    found += problems
    done = []
    for pack in packs:
        unfit = served(pack, root)
        of_packs |= _files_but(source, unfit)
        figures, own = _judged(pack, root, last)
        found += said_once(unfit + own, found)
        done.append((pack, figures))
    found = found if settings.each_rounding else rounded_in_one(found)
    judged = root if len(done) == len(named) else None
    covered = tuple(coverage(figures, pack) for pack, figures in done) if settings.coverage else ()
    return Checked(name, found, source, tuple(done), whole, of_packs, root=judged, coverage=covered)


def _codes(packs: Sequence[Pack]) -> list[Code]:
    """Every code that a finding on a file of these packs may have."""
    from .checks import own_codes
    from .checks.catalogue import CODES

    return [*CODES.values(), *(code for pack in packs for code in own_codes(pack))]


def _judged(pack: Pack, root: Item, last: Item | None) -> tuple[Item, tuple[Diagnostic, ...]]:
    """A file's figures for one pack, and what is wrong with them."""
    before = derive(last, pack)[0] if last is not None else None
    figures, unresolved = derive(root, pack, before)
    return figures, missing(figures, pack.required, root) + unresolved + check_figures(figures, pack)


def _files_of_packs(so_far: Checked, found: Iterable[Diagnostic]) -> frozenset[str]:
    """The files of packs that findings on printed reports stand in: what a department typed may stand in its parts."""
    return _files_but(so_far.source, (one for one in found if one.code.kind is not Kind.WORDS))


def _files_but(own: Source | None, found: Iterable[Diagnostic]) -> frozenset[str]:
    """The files that findings stand in, without the department's own."""
    return frozenset(one.place.file for one in found if one.place.source is not own)


def _told(found: tuple[Diagnostic, ...], settings: Settings) -> tuple[Diagnostic, ...]:
    return in_order(one for one in found if settings.notes or one.weight is not Severity.NOTE or one.code is ANSWERED)


def _read_packs(chosen: Sequence[Asked], where: Folders) -> tuple[list[Pack], tuple[Diagnostic, ...]]:
    read = [_whole(*sound(read_pack(asked.text, where, asked.place))) for asked in chosen]
    return [pack for pack, _ in read if pack is not None], tuple(one for _, found in read for one in found)


def _whole(pack: Pack | None, found: tuple[Diagnostic, ...]) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    """A pack with what is wrong in its templates; those that came with the program are proved by its tests."""
    if pack is None or pack.built_in:
        return pack, found
    from .render.proof import proofread

    return pack, found + proofread(pack)


def _last_year(root: Item, path: Path) -> tuple[Item | None, tuple[Diagnostic, ...]]:
    """Last year's report (上年文件), looked for beside this one; its own faults stand in its own file."""
    name = root.text(LAST)
    if name is None:
        return None, ()
    found_at = beside(path, name)
    if found_at is None:
        return None, (not_beside(LAST, root.entries[LAST].place or whole_file(str(path)), name),)
    node, _, found = load(found_at, name)
    if node is None:
        return None, found
    whole = gather(node, found_at, name)
    last, faults = validate(whole.root, full_record(()))
    return last, found + whole.found + tuple(one for one in faults if one.code is not UNDECLARED)


def without_echoes(later: Iterable[Diagnostic], earlier: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings that do not stand where an earlier stage already found an error: one message a fault."""
    told: dict[Source, list[Place]] = {}
    for one in earlier:
        if one.weight is Severity.ERROR:
            told.setdefault(one.place.source, []).append(one.place)
    stretches = {source: Stretches(places) for source, places in told.items()}
    return tuple(
        one for one in later if one.place.source not in stretches or not stretches[one.place.source].meet(one.place)
    )


def said_once(later: Iterable[Diagnostic], earlier: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings of a file's next pack but for those of an earlier one with other decimals: one message a fault."""
    said = {_fault(one) for one in earlier}
    return tuple(one for one in later if _fault(one) not in said)


def _fault(one: Diagnostic) -> tuple[str, Place, str]:
    return one.code.id, one.place, _DIGITS.sub("", one.message)


def blank_form(template: str, settings: Settings, year: str = "") -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The commented blank form of a pack; the year is written into it where it is known."""
    from . import forms

    pack, found = sound(read_pack(template, settings.folders()))
    if pack is not None and pack.read(MAIN) is None:
        return None, (*found, prints_nothing(pack, None))
    return (forms.blank_form(pack, full_record((pack,)), year) if pack is not None else None), found


def rolled_form(
    path: Path, template: str | None, settings: Settings, name: str
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """This year's form from last year's file, which its own pack judges; `name` is how the new file names that one."""
    from .nodes import Mapping
    from .rolling import Last, weigh_alike
    from .rolling import rolled_form as roll

    checked = read(path, Settings(settings.template_dirs, only=settings.only))
    whole = checked.whole
    if whole is None or not isinstance(whole.root, Mapping):
        return None, checked.diagnostics
    chosen, _ = choose(wanted(whole.root), template)
    packs, problems = _read_packs(chosen, settings.folders(path.parent))
    if not packs or has_errors(problems):
        return None, problems or checked.diagnostics
    judged = checked.figures or check(path, Settings(settings.template_dirs, template, only=settings.only)).figures
    if not judged:
        return None, checked.diagnostics
    own, figures = next((one for one in judged if one[0].name == packs[0].name), judged[0])
    parts = tuple(dict.fromkeys(one.name for one in whole.files))
    last = Last(
        whole.root, figures, name, parts, weigh_alike(own, packs[0]), packs[0].name if template is not None else None
    )
    return roll(packs[0], full_record(packs), last), checked.diagnostics


def schema(template: str | None, settings: Settings) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The JSON Schema of a pack's YAML, or of all packs' that can be found."""
    import json

    from .schema import json_schema

    where = settings.folders()
    names = [template] if template is not None else [one.name for one in list_packs(settings)]
    read = [read_pack(name, where) for name in names]
    packs = [pack for pack, _ in read if pack is not None]
    found = tuple(one for _, more in read for one in more)
    if template is not None and not packs:
        return None, found
    title = "自评报填报格式第 1 版" if template is None else packs[0].title
    record = full_record(packs) if template is not None else full_record((), packs)
    return json.dumps(json_schema(record, title), ensure_ascii=False, indent=1) + "\n", found


def list_packs(settings: Settings) -> tuple[PackSummary, ...]:
    from .packs import shelf

    return shelf.list_packs(settings.folders())


def shelve(settings: Settings) -> tuple[tuple[PackSummary, ...], tuple[Diagnostic, ...]]:
    """Every pack that is found, the broken ones as well, and what is wrong with them."""
    from .packs import names, shelf

    where = settings.folders()
    read = [(name, *_whole(*sound(read_pack(name, where)))) for name in names(where)]
    return shelf.shelved(read), in_order(one for _, _, told in read for one in told)


def show_pack(name: str, settings: Settings) -> tuple[Description | None, tuple[Diagnostic, ...]]:
    from .packs import shelf

    where = settings.folders()
    pack, found = _whole(*sound(read_pack(name, where)))
    return (shelf.describe(pack, where) if pack is not None else None), found


def explain(code: str, settings: Settings | None = None) -> Code | None:
    """A code of the program, or else one that a pack states itself: the named pack, or the first that has it."""
    from .checks import own_codes
    from .checks.catalogue import CODES
    from .packs import names

    if code in CODES or settings is None:
        return CODES.get(code)
    where = settings.folders()
    asked = [settings.template] if settings.template is not None else names(where)
    packs = (sound(read_pack(name, where))[0] for name in asked)
    return next((one for pack in packs if pack is not None for one in own_codes(pack) if one.id == code), None)


__all__ = [
    "Built",
    "Checked",
    "Composed",
    "Report",
    "Settings",
    "blank_form",
    "build",
    "check",
    "explain",
    "list_packs",
    "read",
    "rolled_form",
    "schema",
    "shelve",
    "show_pack",
]
