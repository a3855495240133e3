"""What of a pasted table does not fit in: a heading, a row, a half; what is said of it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Sequence as Many
from decimal import Decimal

from ..amount import MONEY, Amount, read_amount
from ..codes import filling, pasting
from ..model import Field, Money, Record, bare_kind
from ..nodes import Entry, Scalar
from ..source import Place, nearest, shorten
from .cells import PastedCell, Row
from .headings import Head, KeyColumn, heading, one_slip, title_of
from .passages import Faults
from .scalars import Fault
from .totalled import TotalRow, is_total

FEW = 4
"""Headings that an advice names."""
Unread = Callable[[Place, Iterable[str]], tuple[Entry, ...]]
"""The entries of a row, by its place, of columns that could not be read: nobody misses them as well."""


def unread_columns(head: Head, record: Record, rows: Many[Row], around: Record | None = None) -> tuple[Faults, Unread]:
    """Columns that no key takes are named, all in one warning; one that is most likely a missing key is an error.

    What the record around the list works out itself (执行率 of the money) a form prints in each row: it is not asked for.
    """
    own = _computed(around)
    present = {column.field.name for half in head.halves for column in half.columns}
    missing = {
        one: field for field in record.fields if field.name not in present for one in (field.name, *field.headings)
    }
    faults: Faults = []
    lost: list[str] = []
    others: list[PastedCell] = []
    for number, cell in head.unknown:
        if heading(cell.text) in own or _is_sum(number, head, rows[head.last + 1 :], cell):
            continue
        near = one_slip(heading(cell.text), missing)
        whole = _of_the_sum(number, head, rows[head.last + 1 :])
        if near is not None:
            lost.append(missing[near].name)
            fault = Fault(pasting.MISHEADED, f"的表头“{shorten(cell.text)}”不认识，这一列读不了", f"改成“{near}”")
            faults.append((fault, cell.place))
        elif whole is not None:
            lost.append(whole.field.name)
            fact = f"的表头“{shorten(cell.text)}”不认识，这一列却算在“{shorten(whole.cell.text)}”里"
            faults.append((Fault(pasting.MISHEADED, fact, f"这一列的表头写成{_listed(missing)}里的一个"), cell.place))
        else:
            others.append(cell)
    if others:
        faults.append((_unknown(others, missing), others[0].place))
    title = title_of(record)
    if title.name not in (*present, *lost):
        lost.append(title.name)
        faults.append((_untitled(title), head.halves[0].columns[0].cell.place))

    def unread(place: Place, more: Iterable[str]) -> tuple[Entry, ...]:
        return tuple(Entry(Scalar(name, place), Scalar("", place, "unread")) for name in dict.fromkeys((*lost, *more)))

    return faults, unread


def _untitled(title: Field) -> Fault:
    known = "、".join((title.headings or (title.name,))[:FEW])
    return Fault(pasting.MISHEADED, f"的表里没有“{title.name}”这一列", f"这一列的表头写成：{known}")


def _computed(around: Record | None) -> frozenset[str]:
    fields = around.fields if around is not None else ()
    return frozenset(word for field in fields if field.computed for word in (field.name, *field.headings))


def _of_the_sum(number: int, head: Head, data: Many[Row]) -> KeyColumn | None:
    """The first figure of a row, where a column that nobody knows is what the others lack of it, in every row."""
    columns = [one for one in head.halves[0].columns if isinstance(bare_kind(one.field.kind), Money)]
    told = False
    for row in data:
        part = _amount(row, number)
        if not part or not columns:
            continue
        whole = _amount(row, columns[0].number)
        if whole is None or whole != part + sum(_amount(row, one.number) or 0 for one in columns[1:]):
            return None
        told = True
    return columns[0] if told and len(columns) > 1 else None


def _is_sum(number: int, head: Head, data: Many[Row], cell: PastedCell) -> bool:
    """Whether a column of sums (收入合计) says no more than those that are read, in every row."""
    if not is_total(heading(cell.text)):
        return False
    columns = [one for one in head.halves[0].columns if isinstance(bare_kind(one.field.kind), Money)]
    parts = [one for one in columns if not one.cell.text.lstrip().startswith("其中")]
    filled = [(whole, row) for row in data if (whole := _amount(row, number)) is not None]
    return bool(filled) and all(whole == sum(_amount(row, one.number) or 0 for one in parts) for whole, row in filled)


def _amount(row: Row, number: int) -> Decimal | None:
    read = read_amount(row[number].text) if number < len(row) and not row[number].empty else None
    return read.value if isinstance(read, Amount) else None


def _unknown(cells: Many[PastedCell], missing: dict[str, Field]) -> Fault:
    names = "、".join(f"“{shorten(cell.text)}”" for cell in cells[:FEW]) + ("等" if len(cells) > FEW else "")
    what = "这一列" if len(cells) == 1 else f"这 {len(cells)} 列"
    near = nearest(heading(cells[0].text), missing) if len(cells) == 1 else None
    known = _listed(missing)
    advice = f"要读的，表头改成“{near}”；" if near else f"要读的，表头改成这张表还没有的，如{known}；" if known else ""
    return Fault(pasting.UNREAD, f"的表头{names}不认识，{what}没有读", f"{advice}不要的，删去{what}")


def _listed(missing: dict[str, Field]) -> str:
    return "、".join(list(dict.fromkeys(field.name for field in missing.values()))[:FEW])


def nameless(title: Field) -> Fault:
    example = f"，例如“{title.example}”" if title.example else ""
    advice = f"填上{example}；是合计的，写“合计”；与上一行同属一项的，两行并成一行"
    return Fault(pasting.NAMELESS, "的这一行没有名称，这一格空着", advice)


def ragged(cells: int, width: int) -> Fault:
    return Fault(
        pasting.RAGGED,
        f"的这一行有 {cells} 格，表头有 {width} 格，看不出空着的是哪一格",
        "空着的格写一个“-”；或从表格里重新复制，格子之间用制表符或“|”",
    )


def twice(first: PastedCell, second: PastedCell, field: Field) -> Fault:
    both = "两列" if first.text == second.text else f"与“{shorten(first.text)}”两列"
    return Fault(
        pasting.MISHEADED,
        f"的表头“{shorten(second.text)}”{both}都是“{field.name}”，数却不同",
        "留下要填的一列，删去另一列",
    )


def same_amount(cells: tuple[PastedCell, PastedCell], units: tuple[str, str]) -> bool:
    """Whether two columns of one key say the same: 60.5 in 万元 and 605000 in 元, within what was rounded away."""
    read = [read_amount(cell.text) for cell in cells]
    amounts = [
        (one.value * MONEY[own], MONEY[own] / 10**one.decimals)
        for one, unit in zip(read, units, strict=True)
        if isinstance(one, Amount) and (own := one.unit or unit) in MONEY
    ]
    if len(amounts) < len(cells):
        return cells[0].text == cells[1].text
    (first, step), (second, other) = amounts
    return first == second or (units[0] != units[1] and 2 * abs(first - second) <= max(step, other))


def odd(name: str, lists: Many[str]) -> Fault:
    both = "还是".join(f"“{one}”" for one in lists)
    return Fault(pasting.HOMELESS, f"的“{shorten(name)}”看不出属{both}", "在名称前面加一列科目编码")


def without_strangers(
    lines: list[TotalRow], beside: Many[Field], above: tuple[str, ...]
) -> tuple[list[TotalRow], Faults]:
    """The rows without those whose codes belong to a key beside this one: told once, at the half that they fill."""
    strange = [line for line in lines if not line.total and any(line.name.startswith(one.codes) for one in beside)]
    if not strange or len(strange) == sum(not line.total for line in lines):
        return lines, []
    first, away = strange[0], {id(line) for line in strange}
    owner = next(field.name for field in beside if first.name.startswith(field.codes))
    filled = first.half > 0 and all(id(line) in away for line in lines if line.half == first.half and not line.total)
    fault = Fault(
        pasting.HOMELESS,
        f"里有 {len(strange)} 行属“{owner}”，从“{shorten(first.name)}”起",
        f"整张表贴到“{above[0]}: |”下面，由程序按编码分；或把这几行移到“{owner}”下面",
    )
    kept = [line for line in lines if not line.total and id(line) not in away]
    return kept, [(fault, first.top if filled else first.place)]


def headless(node: Scalar, record: Record) -> tuple[Fault, Place]:
    known = "、".join(field.name for field in record.fields[:6])
    place = node.place.part(0, len(node.place.text.split("\n", 1)[0].rstrip()))
    return Fault(filling.SHAPE, "像是粘贴的表，第一行却不是表头", f"把表头一起复制过来；认得的表头：{known}等"), place
