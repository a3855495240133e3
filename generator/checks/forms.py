"""Rules that a form's pack states as data: rows of money, weights of level-1 categories, reasons, lengths of its boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from ..codes import filling, scored
from ..codes import relations as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Rows, Text, Value, Words
from ..pack import Pack
from ..source import Place, nearest
from ..wording import digits, points, with_unit
from .explained import Unexplained
from .naming import assessed_of, name_of, projects_of
from .ruled import in_pack
from .written import place_of


def source_rows(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Every source of money is one of the form's rows, where the form has fixed ones."""
    rows = pack.rules.money_rows
    for project, name in projects_of(figures) if rows else ():
        funds = project.item("资金")
        seen: dict[str, Text] = {}
        for source in funds.rows("来源") if funds is not None else ():
            written = source.entries.get("名称")
            if not isinstance(written, Text):
                continue
            row = pack.rules.money_row(written.text)
            first = seen.setdefault(row, written)
            if first.text != written.text:
                yield Diagnostic(
                    codes.SOURCE_ROW,
                    f"{name}的资金来源“{written.text}”和“{first.text}”是表上的同一行“{row}”",
                    Label(written.place),
                    (Label(first.place, "先写在这里"),),
                    help="合成一行，几项金额加在一起",
                )
            elif row not in rows:
                near = nearest(written.text, rows)
                yield Diagnostic(
                    codes.SOURCE_ROW,
                    f"{name}的资金来源“{written.text}”不在表上的行里",
                    Label(written.place),
                    in_pack(pack, f"资金行.{near}", "资金行"),
                    help=f"{f'是不是“{near}”？' if near else ''}表上的行：{'、'.join(rows)}",
                )


def slow(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """A rate of execution below the pack's bound says why."""
    least = pack.rules.explain_below
    for project, name in projects_of(figures) if least is not None else ():
        funds = project.item("资金")
        rate = funds.figure("执行率") if funds is not None else None
        if funds is None or rate is None or least is None or rate.high >= least:
            continue
        place = place_of(rate) or funds.place
        if place is not None:
            found = Diagnostic(
                codes.SLOW,
                f"{name}执行率{with_unit(rate, pack.wording)}低于{digits(least * 100, 2, trim=True)}%，没有说明原因",
                Label(place),
                help="在“资金”里加“说明: ……”",
            )
            yield Unexplained(funds, found)


def schemes(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """The weights of the level-1 categories are those of a scheme of the pack with the same categories."""
    for holder, name in assessed_of(figures) if pack.rules.schemes else ():
        sums, places = _sums(holder)
        at_scheme, scheme = next(
            (one for one in enumerate(pack.rules.schemes) if one[1].keys() == sums.keys()), (0, dict[str, Decimal]())
        )
        wrong = [category for category, weight in scheme.items() if sums[category] != weight]
        at = [place for category in wrong for place in places[category]]
        if at:
            yield Diagnostic(
                scored.SCHEME,
                f"{name}的分值是{_spelt(sums, wrong)}，规定是{_spelt(scheme, wrong)}",
                Label(at[0], "分值"),
                tuple(Label(place, "分值") for place in at[1:]) + in_pack(pack, f"分值方案.{at_scheme}"),
                help=f"规定的分值：{_spelt(scheme, scheme)}；确有特殊情况的，先与财政部门商定",
            )


def prescribed(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """The indicators that the bureau has set are all there, with their weights."""
    for holder, name in assessed_of(figures) if pack.rules.prescribed else ():
        rows = {row.text("指标"): row for row in holder.rows("指标")}
        listed = holder.get("指标")
        if not isinstance(listed, Rows) or listed.place is None:
            continue
        for one in pack.rules.prescribed:
            row = rows.get(one["指标"])
            if row is None:
                fact = f"{name}缺少规定的指标“{one['指标']}”"
                near = nearest(one["指标"], [text for text in rows if text])
                advice = f"是不是把“{near}”改回去？" if near else "照空白表补上这一行"
                at = Label(listed.place.part(0, 1))
                yield Diagnostic(filling.MISSING, fact, at, in_pack(pack, "规定指标"), help=advice)
                continue
            weight = row.figure("分值")
            if one["分值"] and weight is not None and weight.place is not None and weight.value != Decimal(one["分值"]):
                fact = f"{name}“{one['指标']}”的分值是{points(weight.value)}，规定是{points(Decimal(one['分值']))}"
                at = Label(weight.place, "分值")
                yield Diagnostic(scored.SCHEME, fact, at, in_pack(pack, "规定指标"), help="改回规定的分值")


def _sums(holder: Item) -> tuple[dict[str, Decimal], dict[str, list[Place]]]:
    """The weights by category; nothing where a row has none."""
    sums: dict[str, Decimal] = {}
    places: dict[str, list[Place]] = {}
    for row in holder.rows("指标"):
        weight = row.figure("分值")
        if weight is None or weight.place is None:
            return {}, {}
        category = (row.text("一级") or "").removesuffix("指标")
        sums[category] = sums.get(category, Decimal(0)) + weight.value
        places.setdefault(category, []).append(weight.place)
    return sums, places


def _spelt(weights: Mapping[str, Decimal], categories: Iterable[str]) -> str:
    return "、".join(f"{category}{points(weights[category])}" for category in categories)


def lengths(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Texts that stand in a box of the form are no longer than the pack says (字数)."""
    for path, most in pack.rules.limits:
        for words, name in _texts_at(figures, path.split("."), ""):
            length = sum(len("".join(paragraph.split())) for paragraph in words.prose.paragraphs())
            if length > most:
                yield Diagnostic(
                    filling.LONG,
                    f"{name}“{path.rpartition('.')[2]}”写了 {length} 字，上限 {most} 字",
                    Label(words.place),
                    help=f"压到 {most} 字以内",
                )


def _texts_at(value: Value | None, names: list[str], owner: str) -> Iterator[tuple[Words, str]]:
    if isinstance(value, Words) and not names:
        yield value, owner
    elif isinstance(value, Item) and names:
        yield from _texts_at(value.get(names[0]), names[1:], owner)
    elif isinstance(value, Rows):
        for row in value.items:
            yield from _texts_at(row, names, name_of(row) or owner)
