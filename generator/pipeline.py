"""A file's path and the settings in; what is wrong with it, and its reports, out: every stage after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from msgspec import Struct, field
from msgspec.structs import replace

from .checks import check as check_figures
from .checks import every_code, sound
from .checks.answered import KEY as ANSWERS
from .checks.answered import answered
from .checks.coverage import Coverage, coverage
from .checks.given import rounded_in_one
from .checks.prose import retold
from .codes.explained import ANSWERED
from .codes.filling import UNDECLARED
from .codes.output import NOT_CARRIED
from .colophon import named_by, pattern_name, properties, signed
from .derive import derive
from .diagnostic import Diagnostic, Kind, Label, Severity, has_errors, in_order
from .dialect import laid_out, parse
from .figure import Item, Value
from .formats import Format, Written
from .load import load
from .nearby import beside
from .pack import Pack
from .packs import COMMAND_LINE, Folders, folders, full_record, read_pack
from .packs.asked import Asked, choose, judges, served, versions_of, wanted
from .packs.files import PackFiles
from .parts import LAST, Gathered, Instead, gather, not_beside, standing_in
from .pattern import deferred
from .render import Rendered, render
from .render.mistakes import MAIN
from .render.origin import at_template
from .source import Place, Source, Stretches, whole_file
from .unprinted import Told, unprinted
from .validate import missing, validate
from .writers import write

if TYPE_CHECKING:
    from .document import Document


FIGURES = frozenset({Kind.BALANCE, Kind.LOGIC, Kind.EXPLAIN})
"""What is found of figures against each other: each by itself could be read."""
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
    carry: bool = False
    """Whether a DOCX carries the file that it was built from."""
    placed: tuple[PackFiles, ...] = ()
    """Packs that lie elsewhere than where packs are looked for, or under another name."""

    def folders(self, beside: Path | None = None) -> Folders:
        """Where packs are looked for: beside a file, else in the working folder."""
        where = folders(Path.cwd() if beside is None else beside, self.template_dirs, self.only)
        return replace(where, placed=self.placed) if self.placed else where


class Composed(Struct, frozen=True):
    """A report that only needs to be laid out and written."""

    pack: Pack
    figures: Item
    document: Document
    rendered: Rendered
    """What the document was parsed from."""
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
    source, refused = _carried(path, checked) if settings.carry else (None, ())
    reports, told = _printed(written(checked, formats, source), formats, checked.name)
    return Built(checked.diagnostics + refused + told, reports, checked.of_packs, checked.packs)


def written(checked: Checked, formats: tuple[Format, ...], source: bytes | None = None) -> tuple[Report, ...]:
    """The reports of a file that was found sound; `source` is the file that they carry."""
    reports = []
    for one in checked.composed:
        shown = properties(one.pack)
        document = laid_out(one.document, one.pack.style)
        files: dict[Format, bytes] = {
            format: write(document, one.pack.style, shown, format, source) for format in _by_writers(formats)
        }
        several = len(checked.composed) > 1
        reports.append(Report(one.pack.title, several, pattern_name(one.pack, one.figures), files))
    return tuple(reports)


def _by_writers(formats: tuple[Format, ...]) -> tuple[Written, ...]:
    """What the writers make: a PDF needs a DOCX."""
    asked = dict.fromkeys("docx" if format == "pdf" else format for format in formats)
    return tuple(format for format in get_args(Written) if format in asked)


def _printed(
    reports: tuple[Report, ...], formats: tuple[Format, ...], name: str
) -> tuple[tuple[Report, ...], tuple[Diagnostic, ...]]:
    """The same reports with their PDF where one is asked for, and without the DOCX that only it needed."""
    if "pdf" not in formats:
        return reports, ()
    from .printing import printed

    done: list[Report] = []
    told: dict[Diagnostic, None] = {}
    for report in reports:
        page = printed(report.files["docx"], name)
        told |= dict.fromkeys(page.diagnostics)
        files = {format: data for format, data in report.files.items() if format in formats}
        done.append(replace(report, files=files if page.data is None else files | {"pdf": page.data}))
    return tuple(done), tuple(told)


def _carried(path: Path, checked: Checked) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The file whole, where it is all that the report was built from."""
    if checked.whole is None or checked.whole.files or (checked.root is not None and checked.root.text(LAST)):
        fact = f"{path.name} 还要用别的文件（分开填的、上年的），DOCX 里没有带上填报文件"
        return None, (Diagnostic(NOT_CARRIED, fact, Label(whole_file(str(path))), help="几份文件一起保存"),)
    return path.read_bytes(), ()


def check(path: Path, settings: Settings, name: str | None = None, draft: bool = False) -> Checked:
    """All that `build` does but the writing: what is found sound here can be written.

    A draft is composed though its figures do not agree with each other: to be looked at, never to be written.
    """
    so_far = _read(path, settings, name)
    if has_errors(one for one in so_far.diagnostics if not (draft and one.code.kind in FIGURES)):
        return _answered(so_far, settings)
    composed: list[Composed] = []
    found: tuple[Diagnostic, ...] = ()
    for pack, figures in so_far.figures:
        one, problems = compose(pack, figures, so_far.diagnostics)
        found += said_once(problems, found)
        composed += [one] if one is not None else []
    if so_far.root is not None and not has_errors(found):
        found += tuple(unprinted(so_far.root, [Told(one.figures, one.told) for one in composed], so_far.diagnostics))
    of_packs, whole = so_far.of_packs | _files_of_packs(so_far, found), () if has_errors(found) else tuple(composed)
    so_far = replace(so_far, diagnostics=so_far.diagnostics + found, of_packs=of_packs, composed=whole)
    return _answered(so_far, settings)


def compose(pack: Pack, figures: Item, known: Sequence[Diagnostic]) -> tuple[Composed | None, tuple[Diagnostic, ...]]:
    """Render and parse; what is wrong here stands in the pack's templates, or in sentences that say what they say (but for what is `known`)."""
    rendered, found = render(figures, pack)
    if rendered is None:
        return None, found
    author, date = signed(figures)
    title = f"{author}{figures.text('年度')}年度{pack.title}"
    document, problems = parse(rendered.source, rendered.values, pack.style, title=title, author=author, date=date)
    found += (*retold(figures, rendered.sentences, known), *at_template(problems, rendered.source, pack, MAIN))
    told = (*rendered.told, *named_by(pack, figures))
    return (Composed(pack, figures, document, rendered, told) if document is not None else None), found


def read(path: Path, settings: Settings, name: str | None = None) -> Checked:
    """Load, validate and derive one file and check its figures: enough for whoever wants no report."""
    return _answered(_read(path, settings, name), settings)


def _answered(checked: Checked, settings: Settings) -> Checked:
    """What is left to be told when the file's own answers (核对说明) were heard."""
    found = checked.diagnostics
    if checked.figures and ANSWERS in checked.figures[0][1].entries:
        found = tuple(answered(found, checked.figures[0][1], every_code(checked.packs)))
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
    packs, problems = read_packs(chosen, where)
    found += problems
    of_packs = _files_but(source, problems) - {COMMAND_LINE}
    left = [one for one in named if one not in chosen]
    others, _ = read_packs(left, where)
    root, faults = validate(node, full_record(packs, others), [path for pack in packs for path in pack.required])
    if len(packs) + len(others) < len(chosen) + len(left):  # what an unread pack declares is not known
        faults = tuple(one for one in faults if one.code is not UNDECLARED)
    found += without_echoes((one for one in faults if one.place not in whole.emptied), found)
    last, problems = _last_year(root, path, (*packs, *others))
    found += problems
    done = []
    for pack in packs:
        unfit = served(pack, root) + judges(pack, chosen)
        of_packs |= _files_but(source, unfit)
        figures, own = _judged(pack, root, last)
        found += said_once(unfit + own, found)
        done.append((pack, figures))
    found = found if settings.each_rounding else rounded_in_one(found)
    judged = root if len(done) == len(named) else None
    covered = tuple(coverage(figures, pack) for pack, figures in done) if settings.coverage else ()
    return Checked(name, found, source, tuple(done), whole, of_packs, root=judged, coverage=covered)


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


def read_packs(chosen: Sequence[Asked], where: Folders) -> tuple[list[Pack], tuple[Diagnostic, ...]]:
    """The packs of those names that can be used, and what is wrong with them and the others."""
    if any(asked.version for asked in chosen):
        where = replace(where, asked=versions_of(chosen))
    read = [proved(*sound(read_pack(asked.text, where, asked.place))) for asked in chosen]
    return [pack for pack, _ in read if pack is not None], tuple(one for _, found in read for one in found)


def proved(pack: Pack | None, found: tuple[Diagnostic, ...]) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    """A pack with what is wrong in its templates; those that came with the program are proved by its tests."""
    if pack is None or pack.built_in:
        return pack, found
    from .render.proof import proofread

    return pack, found + proofread(pack)


def _last_year(root: Item, path: Path, packs: Sequence[Pack]) -> tuple[Item | None, tuple[Diagnostic, ...]]:
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
    last, faults = validate(whole.root, full_record((), packs))
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


__all__ = [
    "Built",
    "Checked",
    "Composed",
    "Report",
    "Settings",
    "build",
    "check",
    "compose",
    "proved",
    "read",
    "read_packs",
    "written",
]
