"""The bytes of one report and the packs in, all that is kept of it out: nothing else is read, and nothing is remembered.

It runs in a process of its own (`pool`), in a folder that holds nothing but the report.
"""

from __future__ import annotations

import json
import re
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from ..codes.output import W107
from ..codes.reading import TOO_LARGE
from ..codes.taking import LONE_PART
from ..diagnostic import Code, Diagnostic, Label, has_errors
from ..display.machines import sarif_result, sarif_rule
from ..figure import TITLES
from ..formats import Format
from ..load import load_bytes
from ..nodes import Mapping, Node, Sequence
from ..output import Output, write_outputs
from ..packs.asked import wanted
from ..pipeline import Checked, Report, Settings, check, written
from ..source import whole_file
from ..wholes import is_item
from .filing import Filing, Found, Identity, Outcome, PackUse, Rule
from .leaves import values
from .telling import identity, identity_of_text

_KNOWN_BY = ("单位", "模板", "项目", "支出", "收入", "年度", "版本")
"""Keys of which a report has at least one."""
_ODD = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


class Order(Struct, frozen=True):
    """What is asked of every report; `reports` is the folder that they are built into, None where they are not."""

    settings: Settings
    reports: Path | None = None
    formats: tuple[Format, ...] = ("docx", "md")


class Made(Struct, frozen=True):
    """What is kept of a report, and its files that are not yet on disk, by their path below the folder of reports."""

    outcome: Outcome
    files: tuple[tuple[str, bytes], ...] = ()


def judge(filing: Filing, order: Order) -> Outcome:
    """Its files are written as soon as they are made."""
    return put(filing, make(filing, order), order)


def make(filing: Filing, order: Order) -> Made:
    """Our own faults are findings on the file."""
    try:
        return _made(filing, order)
    except Exception as error:
        return Made(_broken(filing, error))


def put(filing: Filing, made: Made, order: Order) -> Outcome:
    """Its files below the folder of reports; what that led to is a finding like any other."""
    try:
        return _put(made, order.reports) if order.reports is not None and made.files else made.outcome
    except Exception as error:
        return _broken(filing, error)


def _put(made: Made, reports: Path) -> Outcome:
    found = write_outputs([Output(reports / name, data) for name, data in made.files])
    more, rules = told(found, frozenset())
    known = {one.id for one in made.outcome.rules}
    return replace(
        made.outcome,
        found=made.outcome.found + more,
        rules=made.outcome.rules + tuple(one for one in rules if one.id not in known),
        reports=() if has_errors(found) else tuple(name for name, _ in made.files),
    )


def _broken(filing: Filing, error: Exception) -> Outcome:
    last = "".join(traceback.format_exception(error, limit=-8)).rstrip()
    fact = f"处理 {filing.name} 时程序内部出错：{type(error).__name__}"
    tell = "这不是填报的错，请把以下内容和这个文件发给维护者"
    one = Diagnostic(W107, fact, Label(whole_file(filing.name)), notes=(last,), help=tell)
    return failed(filing, one)


def failed(filing: Filing, one: Diagnostic, kept: bool = False) -> Outcome:
    """A report of which nothing is known but whose it is."""
    found, rules = told((one,), frozenset())
    return Outcome("report", identity_of_text(filing.members[0].data), (), found, rules, kept=kept)


def _made(filing: Filing, order: Order) -> Made:
    with tempfile.TemporaryDirectory(prefix="zipingbao-", ignore_cleanup_errors=True) as folder:
        path = _laid_out(filing, Path(folder))
        if filing.loose and (early := _loose(filing, path)) is not None:
            return Made(early)
        checked = check(path, order.settings, filing.name)
        outcome = _outcome(filing, checked)
        if order.reports is None or has_errors(checked.diagnostics):
            return Made(outcome)
        return Made(outcome, tuple(_files(filing.name, written(checked, order.formats))))


def _outcome(filing: Filing, checked: Checked) -> Outcome:
    root = checked.whole.root if checked.whole is not None else None
    whose = identity(root) if root is not None else identity_of_text(filing.members[0].data)
    found, rules = told(checked.diagnostics, checked.of_packs)
    used = {pack.name: PackUse(pack.name, pack.version, pack.digest()) for pack in checked.packs}
    asked = [one.text for one in wanted(root)] if root is not None else []
    packs = tuple(used.pop(name, PackUse(name)) for name in asked)
    packs += tuple(used.values())
    numbers = {one.name: number for number, one in enumerate(packs)}
    valued = tuple(values([(numbers[pack.name], pack, item) for pack, item in checked.figures]))
    return Outcome("report", whose, packs, found, rules, valued, _projects(root))


def _laid_out(filing: Filing, folder: Path) -> Path:
    """The report's files below a folder of their own; a name that this system does not take is not one that it can be called by."""
    first, *rest = filing.members
    main = folder / (_ODD.sub("_", PurePosixPath(first.path).name) or "报.yaml")
    main.write_bytes(first.data)
    for one in rest:
        try:
            path = folder / one.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.data)
        except OSError:  # it is then told as one that is not there
            continue
    return main


def _loose(filing: Filing, path: Path) -> Outcome | None:
    """A file without the keys of a report: a part that is alone, or nobody's; None where it may be a report all the same."""
    node, _, found = load_bytes(filing.members[0].data, filing.name)
    if node is None:
        return None if not any(one.code is TOO_LARGE for one in found) else failed(filing, found[0], kept=True)
    if is_item(path):
        fact = f"{filing.name} 像是分开填的一份，收到的文件里没有哪一份写着“文件: ”指它"
        alone, rules = told((Diagnostic(LONE_PART, fact, Label(whole_file(filing.name))),), frozenset())
        return Outcome("part", Identity(), (), alone, rules)
    keys = {entry.key.text for entry in node.entries} if isinstance(node, Mapping) else set()
    return None if keys & set(_KNOWN_BY) else Outcome("other", Identity())


def told(diagnostics: Iterable[Diagnostic], of_packs: frozenset[str]) -> tuple[tuple[Found, ...], tuple[Rule, ...]]:
    """Findings as they are kept, with their codes: those of a bureau are in no catalogue."""
    codes: dict[str, Code] = {}
    found = []
    for one in diagnostics:
        codes[one.code.id] = one.code
        place = one.place
        sarif = json.dumps(sarif_result(one), ensure_ascii=False)
        at = place.line, place.column
        name = place.file
        found.append(
            Found(one.code.id, one.code.title, one.weight.value, one.told, one.help, name, *at, sarif, name in of_packs)
        )
    rules = tuple(Rule(id, json.dumps(sarif_rule(code), ensure_ascii=False)) for id, code in codes.items())
    return tuple(found), rules


def _files(name: str, reports: Iterable[Report]) -> Iterator[tuple[str, bytes]]:
    """Each report under the path of its file: two departments may call theirs the same."""
    below = PurePosixPath(
        *(_ODD.sub("_", part) for part in PurePosixPath(name).with_suffix("").parts if part not in "/..")
    )
    for one in reports:
        stem = f"{below.name}-{_ODD.sub('_', one.title)}" if one.several else below.name
        for ending, data in one.files.items():
            yield (below.parent / f"{stem}.{ending}").as_posix(), data


def _projects(root: Node | None) -> tuple[str, ...]:
    """The names of a report's projects."""
    if not isinstance(root, Mapping):
        return ()
    listed = next((entry.value for entry in root.entries if entry.key.text == "项目"), None)
    rows = listed.items if isinstance(listed, Sequence) else ()
    named = [_title(row) for row in rows]
    return tuple(name for name in named if name)


def _title(row: Node) -> str:
    if not isinstance(row, Mapping):
        return ""
    texts = {entry.key.text: getattr(entry.value, "text", "") for entry in row.entries}
    return str(texts.get(TITLES[0], ""))
