"""Two versions of a pack in, what a department will notice of the change out, in its words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..model import Choice, Field, Passage, Table, field_at
from ..pack import Pack
from ..packs import full_record
from ..packs.declared import kind_name, own_paths

TEMPLATE = ".md.j2"
UNLIMITED, ABSENT = "不限", "没有"
_TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}")


class Chapter(Struct, frozen=True):
    title: str
    lines: tuple[str, ...]


class Asks(Struct, frozen=True):
    """The keys that a pack asks for, in its own order, with what each is."""

    keys: Mapping[str, Field]
    required: frozenset[str]
    own: frozenset[str] = frozenset()
    """Those that it declares itself."""

    def called(self, names: Mapping[str, str]) -> Asks:
        """The same with the new names of tables, which their columns stand below."""
        keys = {_under(path, names): field for path, field in self.keys.items()}
        required, own = (frozenset(_under(path, names) for path in paths) for paths in (self.required, self.own))
        return Asks(keys, required, own)


def compare(old: Pack, new: Pack) -> tuple[Chapter, ...]:
    """Chapters with something in them; none where a department would notice nothing."""
    whole = (
        Chapter("要填的", tuple(_keys(old, new))),
        Chapter("分值和等级", tuple(_rules(old, new))),
        Chapter("勾稽", tuple(_relations(old, new))),
        Chapter("句子", tuple(_sentences(old, new))),
        Chapter("版面和用语", tuple(_settings(old, new))),
    )
    return tuple(one for one in whole if one.lines)


def _asks(pack: Pack) -> Asks:
    record = full_record((pack,))
    own = dict(own_paths(pack.declared))
    paths = dict.fromkeys((*pack.required, *pack.optional, *own))
    fields = {path: field for path in paths if (field := field_at(record, path)) is not None}
    must = {path for path, field in fields.items() if path in pack.required or (path in own and field.required)}
    return Asks(fields, frozenset(must), frozenset(own))


def _keys(old: Pack, new: Pack) -> Iterator[str]:
    before, after = _asks(old), _asks(new)
    tables = {one: to for one, to in new.renamed.items() if to in after.keys and isinstance(after.keys[to].kind, Table)}
    yield from (f"改名  {one} → {to}" for one, to in tables.items() if one in before.keys)
    before = before.called(tables)
    gone = [path for path in before.keys if path not in after.keys]
    come = [path for path in after.keys if path not in before.keys]
    stated = {_under(path, tables): to for path, to in new.renamed.items() if path not in tables}
    for path, other in _renamed(gone, come, before, after, stated):
        said = stated.get(path) == other
        guess = f"（猜的，说明一样：pack.yaml 的“更名”里没有 {path}: {other}，migrate 不会改它）"
        yield f"{'改名' if said else '像是改名'}  {path} → {other}{'' if said else guess}"
        gone.remove(path)
        come.remove(other)
    for path in _whole(come):
        yield f"{'新增必填' if path in after.required else '新增可选'}  {path}：{_meant(after.keys[path])}"
    yield from (f"不再要填  {path}" for path in _whole(gone))
    for path in before.keys:
        if path in after.keys:
            yield from _changed(path, before, after)


def _whole(paths: Sequence[str]) -> list[str]:
    """A table without its columns."""
    return [path for path in paths if path.rpartition(".")[0] not in paths]


def _under(path: str, tables: Mapping[str, str]) -> str:
    """A path below the new name of its table."""
    table, _, column = path.rpartition(".")
    return tables.get(path) or (f"{tables[table]}.{column}" if table in tables else path)


def _renamed(
    gone: Sequence[str], come: Sequence[str], before: Asks, after: Asks, stated: Mapping[str, str]
) -> list[tuple[str, str]]:
    """As the new pack says it (更名), or where one key has the meaning of another that is gone."""
    found: dict[str, str] = {path: to for path, to in stated.items() if path in gone and to in come}
    for path in gone:
        same = [to for to in come if to not in found.values() and before.keys[path].help == after.keys[to].help]
        if path not in found and len(same) == 1:
            found[path] = same[0]
    return list(found.items())


def _changed(path: str, before: Asks, after: Asks) -> Iterator[str]:
    if (path in before.required) != (path in after.required):
        yield f"{path}：{'改成必填' if path in after.required else '改成可以不填'}"
    one, other = before.keys[path], after.keys[path]
    if one.kind == other.kind or path not in before.own & after.own:
        return
    if kind_name(one.kind) != kind_name(other.kind):
        yield f"{path}：原来填{kind_name(one.kind)}，现在填{kind_name(other.kind)}"
    elif isinstance(one.kind, Choice) and isinstance(other.kind, Choice):
        yield f"{path}：可以写的由 {'、'.join(one.kind.options)} 改成 {'、'.join(other.kind.options)}"
    elif isinstance(one.kind, Passage) and isinstance(other.kind, Passage):
        yield f"{path}：字数上限由 {one.kind.limit or '不限'} 改成 {other.kind.limit or '不限'}"


def _meant(field: Field) -> str:
    if isinstance(field.kind, Table):
        columns = "、".join(one.name for one in field.kind.record.fields)
        return f"{field.help}（{kind_name(field.kind)}：{columns}）"
    return f"{field.help}（{kind_name(field.kind)}）" if isinstance(field.kind, Choice) else field.help


def _rules(old: Pack, new: Pack) -> Iterator[str]:
    one, other = old.rules, new.rules
    for name, before, after in (
        ("满分", f"{one.full_score:f}", f"{other.full_score:f}"),
        ("执行率分值", f"{one.execution_weight:f}", f"{other.execution_weight:f}"),
        ("等级", _bands(old), _bands(new)),
        ("分值方案", _schemes(old), _schemes(new)),
        ("规定指标", _prescribed(old), _prescribed(new)),
        ("资金行", "、".join(one.money_rows), "、".join(other.money_rows)),
        ("执行率档次", _execution(old), _execution(new)),
    ):
        if before != after:
            yield f"{name}：{before or ABSENT} → {after or ABSENT}"
    limits, others = dict(one.limits), dict(other.limits)
    for path in dict.fromkeys((*limits, *others)):
        if limits.get(path) != others.get(path):
            yield f"{path} 的字数：{limits.get(path, UNLIMITED)} → {others.get(path, UNLIMITED)}"
    if old.years != new.years:
        yield f"适用年度：{'、'.join(old.years) or '不限'} → {'、'.join(new.years) or '不限'}"


def _bands(pack: Pack) -> str:
    return "、".join(f"{band.name} {band.lowest:f} 分起" for band in pack.rules.bands)


def _execution(pack: Pack) -> str:
    return "、".join(f"{band.lowest * 100:f}% 起 {band.points:f} 分" for band in pack.rules.execution_bands)


def _schemes(pack: Pack) -> str:
    return "；".join("、".join(f"{name}{points:f}" for name, points in one.items()) for one in pack.rules.schemes)


def _prescribed(pack: Pack) -> str:
    return "、".join(f"{one['指标']}{one['分值']}" for one in pack.rules.prescribed)


def _relations(old: Pack, new: Pack) -> Iterator[str]:
    before, after = ({one.code: one.texts for one in pack.rules.own} for pack in (old, new))
    for code in dict.fromkeys((*before, *after)):
        if code not in before:
            yield f"新增 {code} {after[code].get('名称', '')}：{after[code].get('关系', '')}"
        elif code not in after:
            yield f"去掉 {code} {before[code].get('名称', '')}"
        elif before[code] != after[code]:
            yield f"{code} {after[code].get('名称', '')}：{before[code].get('关系', '')} → {after[code].get('关系', '')}"


def _sentences(old: Pack, new: Pack) -> Iterator[str]:
    """Lines of templates that print; those of one file together."""
    names = sorted({name for pack in (old, new) for name, _ in pack.files() if name.endswith(TEMPLATE)})
    for name in names:
        before, after = (_printed(pack, name) for pack in (old, new))
        lines = [line for line in difflib.ndiff(before, after) if line[0] in "-+"]
        for line in lines:
            yield f"{name.removesuffix(TEMPLATE)}  {'删' if line[0] == '-' else '加'}  {line[2:]}"


def _printed(pack: Pack, name: str) -> list[str]:
    read = pack.read(name)
    lines = (_TAG.sub("", line).strip() for line in read[1].split("\n")) if read is not None else ()
    return [line for line in lines if line]


def _settings(old: Pack, new: Pack) -> Iterator[str]:
    before, after = old.settings(), new.settings()
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield f"{key.removesuffix('.金额')}：{before.get(key, ABSENT)} → {after.get(key, ABSENT)}"
