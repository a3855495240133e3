"""A pack's name in, what it gives out: its blank form, this year's form, its schema, its description, its codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from .checks import own_codes, sound
from .checks.catalogue import CODES
from .diagnostic import Code, Diagnostic, has_errors, in_order
from .forms import blank_form as form_of
from .nodes import Mapping
from .packs import full_record, names, read_pack
from .packs.asked import choose, wanted
from .pipeline import Settings, check, proved, read, read_packs
from .render import prints_nothing
from .render.mistakes import MAIN

if TYPE_CHECKING:
    from .packs.shelf import Description, PackSummary


def blank_form(template: str, settings: Settings, year: str = "") -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The commented blank form of a pack; the year is written into it where it is known."""
    pack, found = sound(read_pack(template, settings.folders()))
    if pack is not None and pack.read(MAIN) is None:
        return None, (*found, prints_nothing(pack, None))
    return (form_of(pack, full_record((pack,)), year) if pack is not None else None), found


def rolled_form(
    path: Path, template: str | None, settings: Settings, name: str
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """This year's form from last year's file, which its own pack judges; `name` is how the new file names that one."""
    from .rolling import Last, weigh_alike
    from .rolling import rolled_form as roll

    checked = read(path, Settings(settings.template_dirs, only=settings.only))
    whole = checked.whole
    if whole is None or not isinstance(whole.root, Mapping):
        return None, checked.diagnostics
    chosen, _ = choose(wanted(whole.root), template)
    packs, problems = read_packs(chosen, settings.folders(path.parent))
    if not packs or has_errors(problems):
        return None, problems or checked.diagnostics
    judged = checked.figures or check(path, Settings(settings.template_dirs, template, only=settings.only)).figures
    if not judged:
        return None, checked.diagnostics
    own, figures = next((one for one in judged if one[0].name == packs[0].name), judged[0])
    parts = tuple(dict.fromkeys(one.name for one in whole.files))
    last = Last(
        whole.root,
        figures,
        name,
        parts,
        weigh_alike(own, packs[0]),
        packs[0].name if template is not None else None,
        packs[0].version if len(packs) == 1 else "",
    )
    return roll(packs[0], full_record(packs), last), checked.diagnostics


def schema(template: str | None, settings: Settings) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The JSON Schema of a pack's YAML, or of all packs' that can be found."""
    from .schema import json_schema

    where = settings.folders()
    asked = [template] if template is not None else [one.name for one in list_packs(settings)]
    read = [read_pack(name, where) for name in asked]
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
    from .packs import shelf

    where = settings.folders()
    read = [(name, *proved(*sound(read_pack(name, where)))) for name in names(where)]
    return shelf.shelved(read), in_order(one for _, _, told in read for one in told)


def show_pack(name: str, settings: Settings) -> tuple[Description | None, tuple[Diagnostic, ...]]:
    from .packs import shelf

    where = settings.folders()
    pack, found = proved(*sound(read_pack(name, where)))
    return (shelf.describe(pack, where) if pack is not None else None), found


def explain(code: str, settings: Settings | None = None) -> Code | None:
    """A code of the program, or else one that a pack states itself: the named pack, or the first that has it."""
    if code in CODES or settings is None:
        return CODES.get(code)
    where = settings.folders()
    asked = [settings.template] if settings.template is not None else names(where)
    packs = (sound(read_pack(name, where))[0] for name in asked)
    return next((one for pack in packs if pack is not None for one in own_codes(pack) if one.id == code), None)


__all__ = ["blank_form", "explain", "list_packs", "rolled_form", "schema", "shelve", "show_pack"]
