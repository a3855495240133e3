"""A pack's name in, the Pack with all that it inherits out, its mistakes located in its own files."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from .. import __version__
from ..codes import packs as codes
from ..diagnostic import Diagnostic, Label, has_errors
from ..figure import Item, Nothing, Rows, Text, Texts, Value
from ..load import load_bytes
from ..load.decoding import decode
from ..model import Record
from ..pack import PACK, UNWANTED, Pack
from ..source import Place, Source, shorten, whole_file
from ..validate import validate
from . import agreeing
from .bands import bands, repeated
from .content import digest, listed, origin
from .files import PackFiles, built_in, plain, user_folder
from .finding import Folders, find, folders, names
from .installed import order
from .keys import nearest_path, read_keys
from .missing import clash, unknown
from .rule_keys import RULES
from .rules import own_rules, places_of, read_rules
from .seal import changed
from .style import STYLE, read_style, read_wording, settings
from .subjects import SUBJECTS, read_subjects
from .tables import TABLES, read_tables
from .unreadable import unreadable
from .whole import full_record

__all__ = [
    "COMMAND_LINE",
    "Folders",
    "built_in",
    "folders",
    "full_record",
    "names",
    "nearest_path",
    "read_pack",
    "user_folder",
]

COMMAND_LINE = "命令行"
"""How messages call where a name stands that no file holds."""
NAME_PARTS = ("预算编码", "单位", "年度", "报告名")
_PATTERN = re.compile(r"\{([^{}]*)\}")


class _Layer(Struct, frozen=True):
    """One pack of a chain of inheritance as it was read."""

    files: PackFiles
    pack: Item
    style: Item | None
    rules: Item | None
    subjects: Item | None
    tables: Item | None


def read_pack(name: str, where: Folders, asked: Place | None = None) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    """Find and read a pack; `asked` is where its name was written."""
    found: list[Diagnostic] = []
    name = plain(name)
    layers = _chain(name, where, asked or _command_line(name), found)
    if layers is None or has_errors(found):
        return None, tuple(found)
    pack, problems = _assemble(name, tuple(layers))
    found.extend(problems)
    found.extend(unreadable([layer.files for layer in layers]))
    return (None if has_errors(found) else pack), tuple(found)


def _command_line(name: str) -> Place:
    """Where a name stands that no file holds."""
    return Place(Source(COMMAND_LINE, name), 0, len(name))


def _chain(name: str, where: Folders, asked: Place, found: list[Diagnostic]) -> list[_Layer] | None:
    layers: list[_Layer] = []
    while True:
        files = find(name, where, inherited=bool(layers))
        if not isinstance(files, PackFiles):
            found.append(clash(files, asked) if files is not None else unknown(name, where, asked, bool(layers)))
            return None
        if any(layer.files.path == files.path for layer in layers):
            found.append(
                Diagnostic(codes.INHERITANCE, f"模板包“{name}”绕着圈继承自己", Label(asked), help="删去其中一个“继承”")
            )
            return None
        touched = changed(files, where.installed)
        found.extend(touched)
        layer = None if touched else _layer(files, found)
        if layer is None:
            return None
        layers.append(layer)
        parent = layer.pack.entries.get("继承")
        if not isinstance(parent, Text):
            return layers
        if ".." in parent.text or parent.text.startswith(("/", "\\")) or ":" in parent.text:
            found.append(
                Diagnostic(
                    codes.INHERITANCE,
                    f"“继承”只能写模板包的名称，写的是“{parent.text}”",
                    Label(parent.place),
                    help="写成“国家/公文”这样的名称",
                )
            )
            return None
        name, asked = parent.text, parent.place


def _layer(files: PackFiles, found: list[Diagnostic]) -> _Layer | None:
    pack = _read(files, "pack.yaml", PACK, found)
    if pack is None:
        if not has_errors(found):
            place = whole_file(files.shown("pack.yaml"))
            found.append(
                Diagnostic(codes.MISSING_FILE, f"模板包“{files.name}”{files.trouble}", Label(place), help=files.advice)
            )
        return None
    return _Layer(
        files,
        pack,
        _read(files, "style.yaml", STYLE, found),
        _read(files, "rules.yaml", RULES, found),
        _read(files, "subjects.yaml", SUBJECTS, found),
        _read(files, "tables.yaml", TABLES, found),
    )


def _read(files: PackFiles, inner: str, record: Record, found: list[Diagnostic]) -> Item | None:
    data = files.read(inner)
    if data is None:
        return None
    item, problems = _parsed(data, files.shown(inner), record)
    found.extend(problems)
    return item


@lru_cache(maxsize=64)
def _parsed(data: bytes, name: str, record: Record) -> tuple[Item | None, tuple[Diagnostic, ...]]:
    """Read once for the hundreds of departments that a finance bureau builds in one run."""
    node, _, problems = load_bytes(data, name)
    if node is None:
        return None, problems
    item, faults = validate(node, record)
    return item, problems + faults


def _merged(items: list[Item]) -> Item:
    """Nearest first: a key that a pack does not give is its parent's; records are merged key by key."""
    if len(items) == 1:
        return items[0]
    entries: dict[str, Value] = {}
    for name in dict.fromkeys(name for item in items for name in item.entries):
        values = _wanted([item.entries[name] for item in items if name in item.entries])
        inner = [value for value in values if isinstance(value, Item)]
        named = [value for value in values if isinstance(value, Rows) and value.named]
        if len(inner) == len(values):
            entries[name] = _merged(inner)
        elif len(named) == len(values):
            entries[name] = _merged_rows(named)
        else:
            entries[name] = values[0]
    return Item(items[0].kind, entries, items[0].place, items[0].keys)


def _wanted(values: list[Value]) -> list[Value]:
    """As far as the nearest pack that wants nothing of its parents (无)."""
    dropped = next((at for at, value in enumerate(values) if isinstance(value, Nothing)), len(values))
    return values[: max(dropped, 1)]


def _merged_rows(rows: list[Rows]) -> Rows:
    by_name: dict[str, Item] = {}
    for one in reversed(rows):
        by_name.update({row.text("名称") or "": row for row in one.items})
    return Rows(rows[0].kind, tuple(by_name.values()), rows[0].place, named=True)


@lru_cache(maxsize=16)
def _assemble(name: str, layers: tuple[_Layer, ...]) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    """One object as long as its files are the same ones: whatever is kept for a pack is then kept with it."""
    found: list[Diagnostic] = []
    own = layers[0].pack
    merged = _merged([layer.pack for layer in layers])
    style = _merged([layer.style for layer in layers if layer.style is not None] or [Item(STYLE, {}, None)])
    rules = _merged([layer.rules for layer in layers if layer.rules is not None] or [Item(RULES, {}, None)])
    subjects = _merged([layer.subjects for layer in layers if layer.subjects is not None] or [Item(SUBJECTS, {}, None)])
    tables = _merged([layer.tables for layer in layers if layer.tables is not None] or [Item(TABLES, {}, None)])
    place = own.place or whole_file(name)
    _needs_program(own, found)
    keys = read_keys(merged, [layer.pack for layer in layers], rules, found)
    _file_name(merged, found)
    read_in = read_rules(rules)
    found += (*agreeing.years(merged), *agreeing.version(own))
    found += agreeing.scores(rules, read_in, [layer.files.shown("rules.yaml") for layer in layers])
    found += (*bands(rules), *repeated(rules))
    page = read_style(style, place, found)
    if page is None:
        return None, tuple(found)

    def read(inner: str) -> tuple[str, str] | None:
        for layer in layers:
            data = layer.files.read(inner)
            if data is not None:
                return _template(data, layer.files.shown(inner))
        return None

    pack = Pack(
        name, own.text("标题") or name, own.text("版本") or "", merged.text("地区") or "", merged.texts("适用年度"),
        own.text("说明") or "", tuple(layer.files.name for layer in layers[1:]),
        merged.text("文件名") or "{单位}-{年度}-{报告名}", keys.required, keys.optional, keys.declared, keys.derived,
        keys.waived, keys.blank, own.texts("兼容版本"),
        {row.text("名称") or "": row.text("金额") or "" for row in own.rows("更名")}, keys.defaults,
        page, read_wording(style), replace(read_in, places=_own_places(merged, rules, layers), own=own_rules([layer.rules for layer in layers], found)), read_subjects(subjects), lambda: settings(style), read_tables(tables), read,
        tuple(origin(layer.files) for layer in layers), lambda: _named(layers),
        lambda: digest([layer.files for layer in layers]),
    )  # fmt: skip
    return pack, tuple(found)


def _named(layers: tuple[_Layer, ...]) -> tuple[tuple[str, bool], ...]:
    """Every file of a chain once, with the nearest pack that has it."""
    found: dict[str, bool] = {}
    for layer in layers:
        for name in listed(layer.files):
            found.setdefault(name, origin(layer.files).built_in)
    return tuple(found.items())


def _own_places(pack: Item, rules: Item, layers: tuple[_Layer, ...]) -> dict[str, Place]:
    """Where the rules stand that do not come with the program: a fault that they lead to may be theirs."""
    theirs = [layer.files for layer in layers if not origin(layer.files).built_in]
    files = {one.shown(inner) for one in theirs for inner in ("pack.yaml", "rules.yaml")}
    years = pack.get("适用年度")
    found = places_of(rules) | ({"适用年度": years.place} if isinstance(years, Texts) else {})
    for layer in reversed(layers):
        found |= {f"{UNWANTED}.{text.text}": text.place for text in layer.pack.lines(UNWANTED)}
    return {name: place for name, place in found.items() if place.file in files}


@lru_cache(maxsize=512)
def _template(data: bytes, name: str) -> tuple[str, str] | None:
    """The shown name and the text of a template."""
    source, _ = decode(data, name)
    return (source.name, source.text) if source is not None else None


def _needs_program(pack: Item, found: list[Diagnostic]) -> None:
    needed = pack.entries.get("需要程序")
    if isinstance(needed, Text) and order(needed.text) > order(__version__):
        found.append(
            Diagnostic(
                codes.VERSION,
                f"模板包要 {shorten(needed.text)} 版以上的程序，这是 {__version__} 版",
                Label(needed.place),
                help="请装新版程序：向发模板包的单位要，或更新程序文件夹后重新 pip install .",
            )
        )


def _file_name(pack: Item, found: list[Diagnostic]) -> None:
    pattern = pack.entries.get("文件名")
    if not isinstance(pattern, Text):
        return
    advice = f"可以写：{'、'.join('{' + part + '}' for part in NAME_PARTS)}"
    wrong = [f"{{{part}}}" for part in _PATTERN.findall(pattern.text) if part not in NAME_PARTS]
    if not wrong and re.search(r"[{}]", _PATTERN.sub("", pattern.text)):
        wrong = ["不成对的花括号"]
    for one in wrong:
        message = f"文件名里不能写“{one}”" if one.startswith("{") else f"文件名里有{one}"
        found.append(Diagnostic(codes.UNKNOWN_FIELD_PATTERN, message, Label(pattern.place), help=advice))
