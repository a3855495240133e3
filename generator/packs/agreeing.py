"""The merged pack.yaml and rules.yaml of a chain in, what in them cannot hold together out, at the pack's own line.

A pack that contradicts itself would be told to every department that uses it, as that department's fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from .. import __version__
from ..codes import packs as codes
from ..codes import templates
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Rows, Text, Value
from ..model import Record, field_at
from ..pack import Rules
from ..source import Place, shorten

INDICATORS = ("项目.指标", "整体自评.指标")


def years(pack: Item) -> Iterator[Diagnostic]:
    """适用年度 holds years, each by itself."""
    for text in pack.lines("适用年度"):
        if not re.fullmatch(r"(19|20)[0-9]{2}", text.text):
            found = re.findall(r"(?:19|20)[0-9]{2}", text.text)
            several = ", ".join(map(str, range(int(found[0]), int(found[-1]) + 1))) if len(found) > 1 else ""
            one = several or (found[0] if found else "2024")
            advice = f"四位数字，逐年写，如“适用年度: [{one}]”；不限年度的，删去这一行"
            yield Diagnostic(codes.NO_YEAR, f"“适用年度”里的“{text.text}”不是年度", Label(text.place), help=advice)


def version(pack: Item) -> Iterator[Diagnostic]:
    """需要程序 is a version: numbers with points between them."""
    needed = pack.entries.get("需要程序")
    if isinstance(needed, Text) and not re.fullmatch(r"[0-9]+(?:\.[0-9]+){0,2}", needed.text):
        advice = f'写成“需要程序: "{__version__}"”那样，数字之间用半角的点；不要求的，删去这一行'
        message = f"“需要程序”写的“{shorten(needed.text)}”不是版本号"
        yield Diagnostic(templates.NO_VERSION, message, Label(needed.place), help=advice)


def scores(rules: Item, read: Rules, files: Sequence[str]) -> Iterator[Diagnostic]:
    """Weights add up to the full score, and no band lies above what can be earned. `files` are nearest first."""
    full, weight = rules.get("满分"), rules.get("执行率分值")
    if isinstance(full, Figure) and not full.value:
        yield from _at(_place(full), "“满分”是 0 分，什么也得不了分", "写上总分，如“满分: 100”；不写就是 100 分")
        return
    if read.execution_weight > read.full_score:
        message = f"“执行率分值”{_points(read.execution_weight)}分大于“满分”{_points(read.full_score)}分"
        yield from _at(_nearest((weight, full), files), message, "改成各指标分值合计加执行率分值等于满分")
        return
    yield from _schemes(rules, read, (full, weight), files)
    yield from _bands(rules.rows("等级"), "等级", "下限", read.full_score, (full,), files)
    yield from _bands(rules.rows("执行率档次"), "执行率档次", "得分", read.execution_weight, (weight,), files)


def _schemes(rules: Item, read: Rules, others: tuple[Value | None, ...], files: Sequence[str]) -> Iterator[Diagnostic]:
    left = read.full_score - read.execution_weight
    for row, scheme in zip(rules.rows("分值方案"), read.schemes, strict=True):
        total, own = sum(scheme.values(), Decimal(0)), row.get("分值")
        if total == left:
            continue
        spelt = "、".join(f"{name}{_points(points)}" for name, points in scheme.items())
        message = (
            f"“分值方案”（{spelt}）合计{_points(total)}分，加“执行率分值”{_points(read.execution_weight)}分"
            f"是{_points(total + read.execution_weight)}分，不是“满分”{_points(read.full_score)}分"
        )
        place = _nearest((own, *others), files)
        yield from _at(place, message, f"这一方案的分值合计应为{_points(left)}分，或改“满分”“执行率分值”")
        if place != _place(own):
            return  # the other schemes, inherited as well, do not fit it either


def _bands(
    rows: Sequence[Item], name: str, key: str, most: Decimal, others: tuple[Value | None, ...], files: Sequence[str]
) -> Iterator[Diagnostic]:
    seen: list[Decimal] = []
    for row in rows:
        figure = row.figure(key)
        if figure is None:
            continue
        if figure.value > most:
            what = "满分" if name == "等级" else "执行率分值"
            message = f"“{name}.{key}”{_points(figure.value)}分大于“{what}”{_points(most)}分"
            yield from _at(_nearest((figure, *others), files), message, f"改到{_points(most)}分以内，或改“{what}”")
        lowest = row.figure("下限")
        if lowest is not None and lowest.value in seen:
            yield from _at(lowest.place, f"“{name}”里有两档的“下限”相同", "各档的下限不同，删去或改正其中一档")
        seen += [lowest.value] if lowest is not None else []


def unknown_paths(rules: Item, record: Record) -> Iterator[Text]:
    """What 字数, 对应科目 and 对应数量 name and is no key of a report; 指标分组 and 目标列, of an indicator."""
    named = [one.get("键") for one in rules.rows("字数")] + [one.get("金额") for one in rules.rows("对应科目")]
    for text in named:
        if isinstance(text, Text) and field_at(record, text.text) is None:
            yield text
    for one in rules.rows("对应数量"):
        text = one.get("金额")
        if isinstance(text, Text) and any(field_at(record, path) is None for path in text.text.split()):
            yield text
    for key in ("指标分组", "目标列"):
        column = rules.get(key)
        if isinstance(column, Text) and all(field_at(record, f"{one}.{column.text}") is None for one in INDICATORS):
            yield column


def _nearest(values: Sequence[Value | None], files: Sequence[str]) -> Place | None:
    """Where the value stands that the nearest pack of the chain wrote: it does not fit what that pack inherits."""
    places = [place for value in values if (place := _place(value)) is not None]
    return min(places, key=lambda place: files.index(place.file), default=None)


def _place(value: Value | None) -> Place | None:
    if not isinstance(value, (Figure, Rows)) or value.place is None:
        return None
    length = len(value.place.text.split("\n", 1)[0].rstrip())
    return value.place.part(0, length)


def _at(place: Place | None, message: str, advice: str) -> Iterator[Diagnostic]:
    if place is not None:
        yield Diagnostic(codes.SCORES, message, Label(place), help=advice)


def _points(value: Decimal) -> str:
    return f"{value.normalize():f}"
