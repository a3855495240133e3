"""The vocabulary and a pack in, a commented blank form out: what the pack requires stands open, the rest behind `# `.

Taking away a `# ` brings an optional key in; every blank that is left is named by check. A figure that is compared and
a row of a table stand on one line in braces: the keys that the pack requires, and the figures and words that it names as
optional below. What is worked out from parts that are asked for is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from .model import Choice, Count, Field, Kind, Line, Lines, Money, Named, Passage, Rate, Record, Table, bare_kind
from .pack import Pack
from .packs.asked import VERSION
from .packs.declared import own_paths
from .packs.whole import HELPS
from .source import width

COMMENT_COLUMN = 28
"""Comments line up here, counted in half-width columns, where the key leaves room."""

SCHEMA = "# yaml-language-server: $schema=zipingbao.schema.json\n"
"""For authors whose editor knows YAML (`zipingbao schema -o zipingbao.schema.json`); nobody else need mind it."""

HEAD = """\
# {title}（{region}）填报表
# 怎么填：在冒号后面空一格填写；行首缩进不要动。填完运行：zipingbao check 本文件
# · 前面有“# ”的行是可选的：用得上就删去“# ”这两个字符再填，用不上不用管。
# · 零写 0；本单位没有的写 无；能由别的数算出的（合计、结余、比率、个数）不用填。
# · 程序说“没有说明原因”而情况属实的，在那个数的同一处加一行“说明: ……”，会印入报告。
# · 文字一段写在冒号后面；几段的写一个竖线 | ，从下一行起缩进两格，一行一段。
"""

BRACES = """\
# · 花括号里的，填在各自的冒号后面、逗号前面；用不上的连名称一起删去，数里不加逗号。
"""
NUMBERS = """\
# · 年初预算见年初批复的部门预算，全年预算见调整后的预算指标，上年见上年的同一张决算表；没有上年数的，连“上年:”删去。
"""
ROWS = """\
# · “- {……}”一行一个，不够照样加行；也可以在上一行的冒号后写一个竖线 | ，下一行起粘贴 Excel 里连表头的一块。
"""
OPEN_BELOW = "；有的，把下面几行的“# ”删去再填"
WEIGHT, NOTHING = "分值", "无"
LATEST = 9999
"""The year of a pack that names none: what has no end still holds."""
SHORT = 4
"""Characters that a meaning adds to its key's own name before it is worth a comment above a row."""


class Wanted(Struct, frozen=True):
    """The paths that a pack requires and those that it has a use for; names of rows that its form prints anyway."""

    required: frozenset[str]
    optional: frozenset[str]
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prescribed: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    """Rows that a bureau has set, with what is set of each."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """What a pack's own rules say of a list, by its path."""

    def requires(self, path: str) -> bool:
        return path in self.required or any(other.startswith(path + ".") for other in self.required)

    def inside(self, path: str) -> bool:
        """Whether something below a path is named."""
        return any(other.startswith(path + ".") for other in self.required | self.optional)

    def uses(self, path: str) -> bool:
        """Named itself, above something named, or below a record that is named without its keys."""
        named = self.required | self.optional
        if path in named or any(other.startswith(path + ".") for other in named):
            return True
        parent = path.rpartition(".")[0]
        return bool(parent) and not any(other.startswith(parent + ".") for other in named) and self.uses(parent)


def wanted_of(pack: Pack) -> Wanted:
    """What a pack requires and what it can print."""
    declared = {block for block, one in pack.declared.items() if one.fields and block.rpartition(".")[2] in HELPS}
    tabled = {block for block in declared if any(isinstance(one.kind, Table) for one in pack.declared[block].fields)}
    declared |= {path for path, _ in own_paths(pack.declared) if any(path.startswith(f"{one}.") for one in tabled)}
    year = int(pack.years[-1]) if pack.years else LATEST
    standards = tuple(name for name, span in pack.rules.equipment if span.holds(year))
    rows = {"项目.资金.来源": pack.rules.money_rows, "国有资产.大型设备": standards}
    rows = {path: names for path, names in rows.items() if names}
    schemes = "；或 ".join(
        "、".join(f"{one}{value:f}" for one, value in scheme.items()) for scheme in pack.rules.schemes
    )
    remarks = dict.fromkeys(("项目.指标", "整体自评.指标"), f"各一级指标的{WEIGHT}：{schemes}") if schemes else {}
    remarks |= {"年度": f"；这个模板适用 {'、'.join(pack.years)}"} if pack.years else {}
    prescribed = dict.fromkeys(("项目.指标", "整体自评.指标"), pack.rules.prescribed) if pack.rules.prescribed else {}
    return Wanted(frozenset(pack.required), frozenset(pack.optional) | declared, rows, prescribed, remarks)


def head_of(pack: Pack, text: str, note: str = "") -> str:
    """How the form below is filled in."""
    head = HEAD.format(title=pack.title, region=pack.region or "通用")
    more = (BRACES if "{" in text else "") + (NUMBERS if "上年: " in text else "") + (ROWS if "- {" in text else "")
    return SCHEMA + head + note + more


def blank_form(pack: Pack, record: Record, year: str = "") -> str:
    """The form of one pack, in the vocabulary's order; `year` is the one that its file is named after."""
    wanted = wanted_of(pack)
    given = {"版本": "1", "模板": pack.name, VERSION: f'"{pack.version}"', "年度": year, "金额单位": "万元"}
    lines = [line for key in record.fields for line in blank_lines(key, "", wanted, given, hidden=False)]
    text = "\n".join(line.printed() for line in lines) + "\n"
    return head_of(pack, text) + text


class FormLine(Struct, frozen=True):
    text: str
    comment: str = ""

    def printed(self) -> str:
        if not self.comment:
            return self.text
        return self.text + " " * max(2, COMMENT_COLUMN - width(self.text)) + f"# {self.comment}"


def blank_lines(field: Field, prefix: str, wanted: Wanted, given: dict[str, str], hidden: bool) -> Iterator[FormLine]:
    """A key's lines; `hidden` says that an optional parent already stands behind its `# `."""
    path = prefix + field.name
    required = field.required or wanted.requires(path) or (not hidden and _figure_of_a_chapter(field, path, wanted))
    record = _record_of(field)
    computed = (
        field.computed and not (record is not None and wanted.inside(path)) and not _named_amount(field, path, wanted)
    )
    if not required and (computed or not wanted.uses(path)) and (prefix or not given.get(field.name)):
        return
    mark = "" if required or hidden or (not prefix and given.get(field.name)) else "# "
    if record is not None and not prefix:
        yield FormLine("")
    if record is None or (record.main and record is field.kind and not wanted.inside(path)):
        known = given.get(field.name, "") if not prefix else ""
        value, comment = (f" {known}", comment_of(field, known=True)) if known else ("", comment_of(field))
        comment += wanted.remarks.get(path, "")
        yield FormLine(f"{mark}{field.name}:{value}", comment)
        return
    if record.inline and record is field.kind:
        asked = _asked(field, record, path, wanted, hidden or not required)
        comment = _braces_comment(field, record, path, wanted, asked)
        blank = _blanks(asked) if [one.name for one in asked] != [record.main] else ""
        yield FormLine(f"{mark}{field.name}: {blank}".rstrip(), comment)
        return
    either = OPEN_BELOW if required and _mostly_none(field) else ""
    yield FormLine(f"{mark}{field.name}:", comment_of(field, above=True) + either)
    for line in _group(field, record, path, wanted, required, hidden or not required):
        yield FormLine(f"{mark}  {line.text}", line.comment)


def _group(field: Field, record: Record, path: str, wanted: Wanted, required: bool, hidden: bool) -> Iterator[FormLine]:
    """The keys, or rows, below a key; `hidden` says that they stand behind a `# ` already."""
    closed = required and _mostly_none(field) and isinstance(field.kind, Table)
    if record.inline:
        below = list(_rows(field, record, path, wanted, hidden))
    else:
        below = _keys(field, record, path, wanted, hidden or closed)
        if required and not _mostly_none(field) and all(line.text.startswith("#") for line in below):
            below = _opened(below)
    for number, line in enumerate(below):
        dash = ("- " if number == 0 else "  ") if isinstance(field.kind, Table) and not record.inline else ""
        behind = "# " if closed and not line.text.startswith("# ") else ""
        yield FormLine(f"{behind}{dash}{line.text}", line.comment)


def _mostly_none(field: Field) -> bool:
    """Whether most have none of it: its example says so; a project or 三公经费 most have, though it may be 无."""
    return field.none and field.example == NOTHING


def _figure_of_a_chapter(field: Field, path: str, wanted: Wanted) -> bool:
    """A figure that the pack names in a record that it requires: it may be left out, but most have it."""
    parent = path.rpartition(".")[0]
    figure = isinstance(bare_kind(field.kind), (Money, Count, Rate))
    return figure and path in wanted.optional and parent in wanted.required


def _named_amount(field: Field, path: str, wanted: Wanted) -> bool:
    """A computed amount that a pack names as optional is one that cannot be worked out everywhere (carried over)."""
    return path in wanted.optional and isinstance(bare_kind(field.kind), Money)


def _record_of(field: Field) -> Record | None:
    inner = field.kind.record if isinstance(field.kind, Table) else field.kind
    return inner if isinstance(inner, Record) else None


def _keys(field: Field, record: Record, path: str, wanted: Wanted, hidden: bool) -> list[FormLine]:
    """What stands below a record."""
    return [
        line for child in asked(record, path, wanted) for line in blank_lines(child, f"{path}.", wanted, {}, hidden)
    ]


def asked(record: Record, path: str, wanted: Wanted) -> tuple[Field, ...]:
    """The keys of a record without the totals that are worked out from parts that are asked for."""
    summed = bool(path) and any(_is_part(child, f"{path}.{child.name}", wanted) for child in record.fields)
    return tuple(one for one in record.fields if not (summed and _is_total(one, f"{path}.{one.name}", wanted)))


def _is_part(field: Field, path: str, wanted: Wanted) -> bool:
    return not field.computed and wanted.requires(path) and _record_of(field) is not None


def _is_total(field: Field, path: str, wanted: Wanted) -> bool:
    named = wanted.inside(path) or path in wanted.optional
    return field.computed and not named and isinstance(bare_kind(field.kind), Money)


def _rows(field: Field, record: Record, path: str, wanted: Wanted, hidden: bool) -> Iterator[FormLine]:
    """What the columns of a table mean, an example, and the rows to be filled in: those that the form prints anyway."""
    asked = _asked(field, record, path, wanted, hidden)
    meant = [f"{one.name} {told}" for one in asked if len((told := _meant(one)).replace(one.name, "")) > SHORT]
    if meant:
        yield FormLine(f"# {'；'.join(meant)}")
    if (remark := wanted.remarks.get(path)) and any(one.name == WEIGHT for one in asked):
        yield FormLine(f"# {remark}")
    first, *others = wanted.rows.get(path, ("",))
    values = [first or asked[0].example, *(one.example for one in asked[1:])]
    example = ", ".join(f"{one.name}: {value}" for one, value in zip(asked, values, strict=True) if value)
    yield FormLine(f"# 例：- {{{example}}}")
    more = _braces_comment(field, record, path, wanted, asked)
    for number, given in enumerate(wanted.prescribed.get(path, ())):
        filled = ", ".join(f"{one.name}: {given.get(one.name, '')}" for one in asked)
        yield FormLine(f"- {{{filled}}}", "" if number else "指标和分值已经定好，不要改")
    if wanted.prescribed.get(path):
        return
    yield FormLine(f"- {_blanks(asked, first)}", more)
    yield from (FormLine(f"{'' if hidden else '# '}- {_blanks(asked, name)}") for name in others)


def _meant(field: Field) -> str:
    """What a column means, with what may be written in it."""
    options = field.kind.options if isinstance(field.kind, Choice) else ()
    return field.help if all(one in field.help for one in options) else f"{field.help}，只能写{'、'.join(options)}"


def _blanks(asked: tuple[Field, ...], first: str = "") -> str:
    """Blanks in braces; the first one may be known."""
    values = [first] + [""] * (len(asked) - 1)
    return "{" + ", ".join(f"{one.name}: {value}" for one, value in zip(asked, values, strict=True)) + "}"


def _opened(below: list[FormLine]) -> list[FormLine]:
    """A required record of which no key is required: the first one stands open, so that it can be filled."""
    end = next((at for at in range(1, len(below)) if not below[at].text.startswith("#  ")), len(below))
    return [FormLine(line.text.removeprefix("# "), line.comment) if at < end else line for at, line in enumerate(below)]


def _asked(field: Field, record: Record, path: str, wanted: Wanted, hidden: bool) -> tuple[Field, ...]:
    """What stands in the braces of a figure or a row: the required keys and what the pack names, but no prose.

    Where the figure or the table is optional, all that is used.
    """

    def stands(child: Field) -> bool:
        below = f"{path}.{child.name}"
        if child.required or wanted.requires(below):
            return True
        if child.name == record.main and record is field.kind:
            return not field.computed or below in wanted.optional
        if child.computed or not wanted.uses(below):
            return False
        return hidden or (below in wanted.optional and isinstance(child.kind, (Money, Count, Rate, Line)))

    return tuple(child for child in record.fields if stands(child)) or record.fields[:1]


def _braces_comment(field: Field, record: Record, path: str, wanted: Wanted, asked: tuple[Field, ...]) -> str:
    """What the braces are for, and which keys may be added in them."""
    more = [
        child.name
        for child in record.fields
        if child not in asked and wanted.uses(f"{path}.{child.name}") and not child.computed
    ]
    table = isinstance(field.kind, Table)
    parts = [] if table else [field.help]
    parts += [f"见{field.source}"] if field.source and not table else []
    for source in dict.fromkeys(one.source for one in asked if one.source and not table):
        parts.append(f"{'、'.join(one.name for one in asked if one.source == source)}见{source}")
    return "；".join([*parts, *([f"还可加：{'、'.join(more)}"] if more else [])])


def comment_of(field: Field, above: bool = False, known: bool = False) -> str:
    """What a key means; `above` says that its own keys stand below it, `known` that its value is written already."""
    parts = [field.help] if field.help else []
    parts += [f"见{field.source}"] if field.source else []
    kind: Kind = field.kind
    if isinstance(kind, Choice) and len(kind.options) > 1:
        parts.append("只能写 " + "、".join(kind.options))
    if field.blank:
        parts.append("可以写“空”")
    if isinstance(kind, Passage) and kind.limit:
        parts.append(f"{kind.limit} 字以内")
    if field.example and not above and not known and not isinstance(kind, Choice) and not _mostly_none(field):
        parts.append(f"例：{field.example}")
    elif isinstance(kind, (Lines, Named)) and not field.example:
        parts.append("写成列表")
    if isinstance(kind, Table) and not kind.record.inline:
        parts.append(f"再有一个{kind.what}，照样再写一段“- ”")
    return "；".join(parts)
