"""The vocabulary and a pack in, a commented blank form out: what the pack requires stands open, the rest behind `# `.

Taking away a `# ` brings an optional key in; every blank that is left is named by check. A figure that is compared and
a row of a table stand on one line in braces, with the keys that the pack asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .model import Choice, Field, Kind, Lines, Named, Passage, Record, Table
from .pack import Pack
from .source import width

COMMENT_COLUMN = 28
"""Comments line up here, counted in half-width columns, where the key leaves room."""

HEAD = """\
# {title}（{region}）填报表
# 怎么填：在冒号后面空一格填写；行首缩进不要动。填完运行：zipingbao check 本文件
# · 前面有“# ”的行是可选的：用得上就删去“# ”这两个字符再填，用不上不用管。
# · 零写 0；本单位没有的写 无；能由别的数算出的（合计、结余、比率、个数）不用填。
# · 文字一段写在冒号后面；几段的写一个竖线 | ，从下一行起缩进两格，一行一段。
"""

BRACES = """\
# · 花括号里的，填在各自的冒号后面、逗号前面；用不上的连名称一起删去，数里不加逗号。
"""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The paths that a pack requires and those that it has a use for."""

    required: frozenset[str]
    optional: frozenset[str]

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


def blank_form(pack: Pack, record: Record) -> str:
    """The form of one pack, in the vocabulary's order."""
    wanted = _Wanted(
        frozenset(pack.required),
        frozenset(pack.optional) | {block for block in pack.declared if pack.declared[block].fields},
    )
    given = {"版本": "1", "模板": pack.name, "金额单位": "万元"}
    lines = [line for field in record.fields for line in _field(field, "", wanted, given, hidden=False)]
    text = "\n".join(line.printed() for line in lines) + "\n"
    head = HEAD.format(title=pack.title, region=pack.region or "通用")
    return head + (BRACES if ": {" in text else "") + text


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    comment: str = ""

    def printed(self) -> str:
        if not self.comment:
            return self.text
        return self.text + " " * max(2, COMMENT_COLUMN - width(self.text)) + f"# {self.comment}"


def _field(field: Field, prefix: str, wanted: _Wanted, given: dict[str, str], hidden: bool) -> Iterator[_Line]:
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
        yield _Line("")
    if record is None or (record.main and record is field.kind and not wanted.inside(path)):
        value = f" {given[field.name]}" if field.name in given and not prefix else ""
        yield _Line(f"{mark}{field.name}:{value}", _comment(field))
        return
    asked = _asked(field, record, path, wanted, hidden or not required)
    blanks = "{" + ", ".join(f"{child.name}: " for child in asked) + "}"
    if record.inline and record is field.kind:
        yield _Line(f"{mark}{field.name}: {blanks}", _braces_comment(field, record, path, wanted, asked))
        return
    yield _Line(f"{mark}{field.name}:", _comment(field, above=True))
    if record.inline:
        yield _Line(f"{mark}  - {blanks}", _braces_comment(field, record, path, wanted, asked))
        return
    below = [
        line for child in record.fields for line in _field(child, path + ".", wanted, given, hidden or not required)
    ]
    if required and all(line.text.startswith("#") for line in below):
        below = _opened(below)
    for number, line in enumerate(below):
        dash = ("- " if number == 0 else "  ") if isinstance(field.kind, Table) else ""
        yield _Line(f"{mark}  {dash}{line.text}", line.comment)


def _opened(below: list[_Line]) -> list[_Line]:
    """A required record of which no key is required: the first one stands open, so that it can be filled."""
    end = next((at for at in range(1, len(below)) if not below[at].text.startswith("#  ")), len(below))
    return [_Line(line.text.removeprefix("# "), line.comment) if at < end else line for at, line in enumerate(below)]


def _asked(field: Field, record: Record, path: str, wanted: _Wanted, hidden: bool) -> tuple[Field, ...]:
    """What stands in the braces of a figure or a row: the required keys, all that are used where it is optional."""

    def stands(child: Field) -> bool:
        below = f"{path}.{child.name}"
        if child.required or wanted.requires(below):
            return True
        if child.name == record.main and record is field.kind:
            return not field.computed or path in wanted.required
        return hidden and wanted.uses(below) and not child.computed

    return tuple(child for child in record.fields if stands(child)) or record.fields[:1]


def _braces_comment(field: Field, record: Record, path: str, wanted: _Wanted, asked: tuple[Field, ...]) -> str:
    """What the braces are for, and which keys may be added in them."""
    more = [
        child.name
        for child in record.fields
        if child not in asked and wanted.uses(f"{path}.{child.name}") and not child.computed
    ]
    what = "一行一个，再有照样加一行" if isinstance(field.kind, Table) else field.help
    return what + (f"；还可加：{'、'.join(more)}" if more else "")


def _comment(field: Field, above: bool = False) -> str:
    """What a key means; `above` says that its own keys stand below it."""
    parts = [field.help] if field.help else []
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
