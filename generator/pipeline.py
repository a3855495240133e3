"""A file's path and the settings in; what is wrong with it, and its reports, out: the whole program on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .checks import check as check_figures
from .checks import sound
from .codes.filling import UNDECLARED
from .derive import derive
from .diagnostic import Code, Diagnostic, Severity, has_errors, in_order
from .dialect import parse
from .figure import Day, Item
from .frozen import dataclass
from .load import load
from .pack import Pack
from .packs import folders, full_record, read_pack
from .packs.asked import Asked, choose, served, wanted
from .parts import Gathered, gather
from .render import prints_nothing, render
from .render.mistakes import MAIN
from .render.origin import at_template
from .source import Source
from .validate import missing, validate
from .writers.markdown import write_markdown
from .writers.word import write_docx

if TYPE_CHECKING:
    from .packs.shelf import Description, PackSummary


@dataclass(frozen=True, slots=True)
class Settings:
    """Where packs are looked for besides the usual places, which one of a file's packs is wanted, and whether notes are
    told: figures that differ by rounding only."""

    template_dirs: tuple[Path, ...] = ()
    template: str | None = None
    notes: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """A file's findings, and its figures for each of its packs as far as they could be read."""

    name: str
    diagnostics: tuple[Diagnostic, ...]
    source: Source | None = None
    figures: tuple[tuple[Pack, Item], ...] = ()
    whole: Gathered | None = None
    """The nodes as they were read, with the files that items of its lists stand in."""


@dataclass(frozen=True, slots=True)
class Report:
    """One finished report: its name (报告名), the name by its pack's pattern, and its bytes by format."""

    title: str
    several: bool
    pattern_name: str
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Built:
    diagnostics: tuple[Diagnostic, ...]
    reports: tuple[Report, ...] = ()


def check(path: Path, settings: Settings, name: str | None = None) -> Checked:
    """Load, validate, derive and check one file."""
    name = str(path) if name is None else name
    node, source, found = load(path, name)
    if node is None or source is None:
        return Checked(name, in_order(found), source)
    whole = gather(node, path, name)
    node, found = whole.root, found + whole.found
    where = folders(path.parent, settings.template_dirs)
    named = wanted(node)
    chosen, more = choose(named, settings.template)
    found += more
    packs, problems = _read_packs(chosen, where)
    found += problems
    left = [one for one in named if one not in chosen]
    others, _ = _read_packs(left, where)
    root, faults = validate(node, full_record(packs, others), [path for pack in packs for path in pack.required])
    if len(packs) + len(others) < len(chosen) + len(left):  # what an unread pack declares is not known
        faults = tuple(one for one in faults if one.code is not UNDECLARED)
    found += without_echoes((one for one in faults if one.place not in whole.emptied), found)
    last, problems = _last_year(root, path.parent)
    found += problems
    done = []
    for pack in packs:
        before = derive(last, pack)[0] if last is not None else None
        figures, unresolved = derive(root, pack, before)
        found += served(pack, root) + missing(figures, pack.required) + unresolved + check_figures(figures, pack)
        done.append((pack, figures))
    told = found if settings.notes else tuple(one for one in found if one.weight is not Severity.NOTE)
    return Checked(name, in_order(told), source, tuple(done), whole)


def _read_packs(chosen: Sequence[Asked], where: tuple[Path, ...]) -> tuple[list[Pack], tuple[Diagnostic, ...]]:
    read = [sound(read_pack(asked.text, where, asked.place)) for asked in chosen]
    return [pack for pack, _ in read if pack is not None], tuple(one for _, found in read for one in found)


def _last_year(root: Item, folder: Path) -> tuple[Item | None, tuple[Diagnostic, ...]]:
    """Last year's report (上年文件), looked for beside this one; its own faults stand in its own file."""
    name = root.text("上年文件")
    if name is None:
        return None, ()
    node, _, found = load(folder / name, name)
    if node is None:
        return None, found
    whole = gather(node, folder / name, name)
    last, faults = validate(whole.root, full_record(()))
    return last, found + whole.found + tuple(one for one in faults if one.code is not UNDECLARED)


def without_echoes(later: Iterable[Diagnostic], earlier: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings that do not stand where an earlier stage already found an error: one message a fault."""
    told = [one.place for one in earlier if one.weight is Severity.ERROR]
    return tuple(one for one in later if not any(one.place.overlaps(place) for place in told))


def build(path: Path, settings: Settings, formats: tuple[str, ...], name: str | None = None) -> Built:
    """Check one file and, where it has no error, write each of its reports in each format."""
    checked = check(path, settings, name)
    if has_errors(checked.diagnostics):
        return Built(checked.diagnostics)
    reports, found = [], checked.diagnostics
    for pack, figures in checked.figures:
        rendered, problems = render(figures, pack)
        found += problems
        if rendered is None:
            continue
        author, date = _signed(figures)
        title = f"{author}{figures.text('年度')}年度{pack.title}"
        document, problems = parse(rendered.source, rendered.values, pack.style, title=title, author=author, date=date)
        found += at_template(problems, rendered.source, pack, MAIN)
        if document is not None and not has_errors(problems):
            files = {"docx": write_docx(document, pack.style)} if "docx" in formats else {}
            if "md" in formats:
                files["md"] = write_markdown(document).encode("utf-8")
            reports.append(Report(pack.title, len(checked.figures) > 1, _pattern_name(pack, figures), files))
    return Built(in_order(found), tuple(reports) if not has_errors(found) else ())


def _signed(figures: Item) -> tuple[str, str]:
    """Who wrote the report and when, for the properties of its file."""
    body, signed = figures.item("单位"), figures.item("落款")
    day = signed.get("日期") if signed is not None else None
    return (body.text("名称") or "" if body is not None else ""), day.date.isoformat() if isinstance(day, Day) else ""


def _pattern_name(pack: Pack, figures: Item) -> str:
    body = figures.item("单位")
    values = {
        "预算编码": (body.text("预算编码") if body is not None else None) or "",
        "单位": (body.text("名称") if body is not None else None) or "",
        "年度": figures.text("年度") or "",
        "报告名": pack.title,
    }
    return pack.file_name.format(**values).strip("-_ ")


def blank_form(template: str, settings: Settings, year: str = "") -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The commented blank form of a pack; the year is written into it where it is known."""
    from . import forms

    pack, found = sound(read_pack(template, folders(Path.cwd(), settings.template_dirs)))
    if pack is not None and pack.read(MAIN) is None:
        return None, (*found, prints_nothing(pack, None))
    return (forms.blank_form(pack, full_record((pack,)), year) if pack is not None else None), found


def rolled_form(
    path: Path, template: str | None, settings: Settings, name: str
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """This year's form from last year's file; `name` is how the new file names that one."""
    from .nodes import Mapping
    from .rolling import Last
    from .rolling import rolled_form as roll

    checked = check(path, Settings(settings.template_dirs, template))
    whole = checked.whole
    if whole is None or not checked.figures or not isinstance(whole.root, Mapping):
        return None, checked.diagnostics
    packs = [pack for pack, _ in checked.figures]
    parts = tuple(dict.fromkeys(one.name for one in whole.files))
    last = Last(whole.root, checked.figures[0][1], name, parts)
    return roll(packs[0], full_record(packs), last), checked.diagnostics


def schema(template: str | None, settings: Settings) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The JSON Schema of a pack's YAML, or of all packs' that can be found."""
    import json

    from .schema import json_schema

    where = folders(Path.cwd(), settings.template_dirs)
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

    return shelf.list_packs(folders(Path.cwd(), settings.template_dirs))


def show_pack(name: str, settings: Settings) -> tuple[Description | None, tuple[Diagnostic, ...]]:
    from .packs import shelf

    where = folders(Path.cwd(), settings.template_dirs)
    pack, found = sound(read_pack(name, where))
    return (shelf.describe(pack, where) if pack is not None else None), found


def explain(code: str, settings: Settings | None = None) -> Code | None:
    """A code of the program, or else one that a pack states itself: the named pack, or the first that has it."""
    from .checks import own_codes
    from .checks.catalogue import CODES
    from .packs import names

    if code in CODES or settings is None:
        return CODES.get(code)
    where = folders(Path.cwd(), settings.template_dirs)
    asked = [settings.template] if settings.template is not None else names(where)
    packs = (sound(read_pack(name, where))[0] for name in asked)
    return next((one for pack in packs if pack is not None for one in own_codes(pack) if one.id == code), None)


__all__ = [
    "Built",
    "Checked",
    "Report",
    "Settings",
    "blank_form",
    "build",
    "check",
    "explain",
    "list_packs",
    "rolled_form",
    "schema",
    "show_pack",
]
