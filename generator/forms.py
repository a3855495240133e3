"""The vocabulary and a pack in, a commented blank form out: what the pack requires stands open, the rest behind `# `.

Taking away a `# ` brings an optional key in; every blank that is left is named by check. A figure that is compared and
a row of a table stand on one line in braces: the keys that the pack requires, and the figures that it names as optional
below. What is worked out from parts that are asked for is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .model import Choice, Count, Field, Kind, Lines, Money, Named, Passage, Rate, Record, Table
from .pack import Pack
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
ROWS = """\
# · “- {……}”一行一个，不够照样加行；也可以在上一行的冒号后写一个竖线 | ，下一行起粘贴 Excel 里连表头的一块。
"""
EMPTY: Mapping[str, str] = MappingProxyType({})
SHORT = 4
"""Characters that a meaning adds to its key's own name before it is worth a comment above a row."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The paths that a pack requires and those that it has a use for; names of rows that its form prints anyway."""

    required: frozenset[str]
    optional: frozenset[str]
    rows: Mapping[str, tuple[str, ...]] = EMPTY
    remarks: Mapping[str, str] = EMPTY
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
    declared = {block for block in pack.declared if pack.declared[block].fields}
    rows = {"项目.资金.来源": pack.rules.money_rows} if pack.rules.money_rows else {}
    schemes = "；或 ".join("、".join(f"{one}{value:f}" for one, value in scheme.items()) for scheme in pack.rules.schemes)
    remarks = dict.fromkeys(("项目.指标", "整体自评.指标"), f"分值：{schemes}") if schemes else {}
    return Wanted(frozenset(pack.required), frozenset(pack.optional) | declared, rows, remarks)


def head_of(pack: Pack, text: str, note: str = "") -> str:
    """How the form below is filled in."""
    head = HEAD.format(title=pack.title, region=pack.region or "通用")
    return SCHEMA + head + note + (BRACES if "{" in text else "") + (ROWS if "- {" in text else "")


def blank_form(pack: Pack, record: Record) -> str:
    """The form of one pack, in the vocabulary's order."""
    wanted = wanted_of(pack)
    given = {"版本": "1", "模板": pack.name, "金额单位": "万元"}
    lines = [line for field in record.fields for line in blank_lines(field, "", wanted, given, hidden=False)]
    text = "\n".join(line.printed() for line in lines) + "\n"
    return head_of(pack, text) + text


@dataclass(frozen=True, slots=True)
class FormLine:
    text: str
    comment: str = ""

    def printed(self) -> str:
        if not self.comment:
            return self.text
        return self.text + " " * max(2, COMMENT_COLUMN - width(self.text)) + f"# {self.comment}"


def blank_lines(field: Field, prefix: str, wanted: Wanted, given: dict[str, str], hidden: bool) -> Iterator[FormLine]:
    """A key's lines; `hidden` says that an optional parent already stands behind its `# `."""
    path = prefix + field.name
    required = field.required or wanted.requires(path)
    inner = field.kind.record if isinstance(field.kind, Table) else field.kind
    record = inner if isinstance(inner, Record) else None
    computed = field.computed and not (record is not None and wanted.inside(path))
    if not required and (computed or not wanted.uses(path)):
        return
    mark = "" if required or hidden else "# "
    if record is not None and not prefix:
        yield FormLine("")
    if record is None or (record.main and record is field.kind and not wanted.inside(path)):
        value = f" {given[field.name]}" if field.name in given and not prefix else ""
        yield FormLine(f"{mark}{field.name}:{value}", comment_of(field))
        return
    asked = _asked(field, record, path, wanted, hidden or not required)
    blanks = "{" + ", ".join(f"{child.name}: " for child in asked) + "}"
    if record.inline and record is field.kind:
        yield FormLine(f"{mark}{field.name}: {blanks}", _braces_comment(field, record, path, wanted, asked))
        return
    yield FormLine(f"{mark}{field.name}:", comment_of(field, above=True))
    if record.inline:
        yield FormLine(f"{mark}  - {blanks}", _braces_comment(field, record, path, wanted, asked))
        return
    below = [
        line
        for child in record.fields
        for line in blank_lines(child, path + ".", wanted, given, hidden or not required)
    ]
    if required and all(line.text.startswith("#") for line in below):
        below = _opened(below)
    for number, line in enumerate(below):
        dash = ("- " if number == 0 else "  ") if isinstance(field.kind, Table) else ""
        yield FormLine(f"{mark}  {dash}{line.text}", line.comment)


def _opened(below: list[FormLine]) -> list[FormLine]:
    """A required record of which no key is required: the first one stands open, so that it can be filled."""
    end = next((at for at in range(1, len(below)) if not below[at].text.startswith("#  ")), len(below))
    return [FormLine(line.text.removeprefix("# "), line.comment) if at < end else line for at, line in enumerate(below)]


def _asked(field: Field, record: Record, path: str, wanted: Wanted, hidden: bool) -> tuple[Field, ...]:
    """What stands in the braces of a figure or a row: the required keys, all that are used where it is optional."""

    def stands(child: Field) -> bool:
        below = f"{path}.{child.name}"
        if child.required or wanted.requires(below):
            return True
        if child.name == record.main and record is field.kind:
            return not field.computed or path in wanted.required
        return hidden and wanted.uses(below) and not child.computed

    return tuple(child for child in record.fields if stands(child)) or record.fields[:1]


def _braces_comment(field: Field, record: Record, path: str, wanted: Wanted, asked: tuple[Field, ...]) -> str:
    """What the braces are for, and which keys may be added in them."""
    more = [
        child.name
        for child in record.fields
        if child not in asked and wanted.uses(f"{path}.{child.name}") and not child.computed
    ]
    what = "一行一个，再有照样加一行" if isinstance(field.kind, Table) else field.help
    what += f"；见{field.source}" if field.source and not isinstance(field.kind, Table) else ""
    return what + (f"；还可加：{'、'.join(more)}" if more else "")


def comment_of(field: Field, above: bool = False) -> str:
    """What a key means; `above` says that its own keys stand below it."""
    parts = [field.help] if field.help else []
    parts += [f"见{field.source}"] if field.source else []
    kind: Kind = field.kind
    if isinstance(kind, Choice) and len(kind.options) > 1:
        parts.append("只能写 " + "、".join(kind.options))
    if isinstance(kind, Passage) and kind.limit:
        parts.append(f"{kind.limit} 字以内")
    if field.example and not above and not isinstance(kind, Choice):
        parts.append(f"例：{field.example}")
    elif isinstance(kind, (Lines, Named)) and not field.example:
        parts.append("写成列表")
    if isinstance(kind, Table) and not kind.record.inline:
        parts.append(f"再有一个{kind.what}，照样再写一段“- ”")
    return "；".join(parts)
