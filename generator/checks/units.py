"""Names of units, wherever they stand, and the unit's own in; another unit's name, and one with a slip, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..codes import names as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Faulty, Item, Nothing, Rows, Text
from ..pack import Pack
from ..source import Place
from .likeness import is_short_for, plain, slipped


def slips(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A name that differs from a known unit's by one or two characters, or in punctuation."""
    known = _known(figures)
    for key, text in _mentioned(figures) if known else ():
        near = None if text.text in known else slipped(text.text, known)
        if near is not None:
            yield Diagnostic(
                codes.UNIT_SLIP,
                f"{key}“{text.text}”与“{near}”只差{'标点' if plain(text.text) == plain(near) else '一两个字'}",
                Label(text.place, key),
                (Label(known[near], "单位"),),
                help=f"是同一个单位的，写成“{near}”",
            )


def _known(figures: Item) -> dict[str, Place]:
    """名称, 简称 and 主管部门 of the unit and its 所属单位, the unit's own first."""
    body = figures.item("单位")
    if body is None:
        return {}
    values = [body.entries.get(name) for name in ("名称", "简称", "主管部门")]
    values += [row.entries.get("名称") for row in body.rows("所属单位")]
    return {value.text: value.place for value in values if isinstance(value, Text)}


def _mentioned(figures: Item) -> Iterator[tuple[str, Text]]:
    """Every place where a unit is named again, with what it is called there."""
    places: list[tuple[str, Item | None, str]] = [("署名", figures.item("落款"), "署名")]
    places += [("机构", row, "机构") for row in figures.rows("机构收支")]
    holders = [*figures.rows("项目"), *filter(None, (figures.item("整体自评"),))]
    places += [("实施单位", project, "实施单位") for project in figures.rows("项目")]
    places += [("评价人员的单位", one, "单位名称") for holder in holders for one in holder.rows("评价人员")]
    for called, item, name in places:
        value = item.entries.get(name) if item is not None else None
        if isinstance(value, Text):
            yield called, value


def _alike(name: str, known: Iterable[str]) -> bool:
    """Whether it is short for one of the known names, or one of them for it."""
    return any(is_short_for(name, one) or is_short_for(one, name) for one in known)


def signed(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A report is signed by its unit, in full or in short, or by units among which it is."""
    body, signature = figures.item("单位"), figures.item("落款")
    name = signature.entries.get("署名") if signature is not None else None
    if body is None or not isinstance(name, Text):
        return
    own = [one for one in (body.text("名称"), body.text("简称")) if one]
    known = _known(figures)
    if not own or _alike(name.text, (*own, *known)) or slipped(name.text, known):
        return
    yield Diagnostic(
        codes.SIGNED,
        f"署名“{name.text}”不是本单位“{own[0]}”",
        Label(name.place, "署名"),
        (Label(known[own[0]], "单位"),) if own[0] in known else (),
        help="署名写单位全称或规范化简称；与公章一致的可以不写",
    )


def bodies(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """机构收支 has rows of the unit and of its 所属单位, where those are listed."""
    body = figures.item("单位")
    below = body.entries.get("所属单位") if body is not None else None
    rows = figures.rows("机构收支")
    if body is None or not isinstance(below, (Rows, Nothing)) or len(rows) < 2:
        return
    known = _known(figures)
    for row in rows:
        name = row.entries.get("机构")
        if (
            not isinstance(name, Text)
            or any(word in name.text for word in pack.rules.own_body)
            or _alike(name.text, known)
            or slipped(name.text, known)
        ):
            continue
        yield Diagnostic(
            codes.BODY,
            f"机构收支里的“{name.text}”不是本单位，也不在所属单位里",
            Label(name.place, "机构"),
            help=f"核对名称；所属单位漏了的，补在“单位.所属单位”里。已有：{'、'.join(known)}",
        )


def last_year(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Last year's file is this unit's."""
    body, then, file = figures.item("单位"), figures.entries.get("上年单位"), figures.entries.get("上年文件")
    now = body.entries.get("名称") if body is not None else None
    if not isinstance(now, Text) or not isinstance(then, Text) or now.text == then.text or isinstance(file, Faulty):
        return
    yield Diagnostic(
        codes.LAST_UNIT,
        f"上年文件的单位是“{then.text}”，本文件是“{now.text}”",
        Label(file.place if isinstance(file, Text) else now.place, "上年文件"),
        (Label(now.place, "本文件"), Label(then.place, "上年文件")),
        help="核对是不是拿错了别的单位的文件；上年以后改了名的，不必改",
    )
