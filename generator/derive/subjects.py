"""Rows of 科目 as the clerk wrote them and the pack's list of codes in; codes, names, classes and their sums out.

A code's length is its level (类 3, 款 5, 项 7 digits for functions; 类 3, 款 5 for economic classes). A row whose code
begins another row's code is that one's total and serves as a control.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from ..codes import relations as codes
from ..figure import Figure, Item, Rows, Text, Working
from ..source import Place
from .extra import SUBJECT
from .subject_names import LEVELS, Written, code_of, read_subject
from .sums import figure_at, minus, plus, sum_if_all, sum_of, without_residue
from .tree import assign, put

OTHER_SPENDING = ("上缴上级支出", "经营支出", "对附属单位补助支出")
KINDS_OF_SPENDING = ("基本", "项目", *OTHER_SPENDING)
COLUMNS = (*KINDS_OF_SPENDING, "年初结转", "收入", "年末结转", "年初预算", "全年预算", "上年")
"""What a class sums up beside 决算: a missing figure of an item counts as none where another item has one."""
SAME_FOR_ALL = frozenset({"年初预算", "全年预算", "上年", "基本", "项目"})
"""Sums of which every item must have its part, or the sum would say too little: of 基本 and 项目 one of its kinds."""
UPPER = (3, 5)
"""Digits in the code of a 类 and of a 款."""
PARTS = Working(codes.ACCOUNT.id, "其下各项之和")
KINDS = Working(codes.ACCOUNT.id, "基本支出加项目支出")
INCOME = Working(codes.CARRY.id, "支出加年末结转减年初结转", "-", ("支出与年末结转", "年初结转"))
NO_OPENING = Working(codes.CARRY.id, "支出加年末结转", "+", ("支出", "年末结转"))


NO_NAMES: Mapping[str, Text] = MappingProxyType({})


def given_names(rows: Iterable[Item]) -> dict[str, Text]:
    """The names of classes and sections that have a row of their own, by code, each at its row."""
    texts = [text for row in rows if isinstance(text := row.entries.get("科目"), Text)]
    written = [(read_subject(text.text), text) for text in texts]
    return {one.code: Text(one.name, text.place) for one, text in written if one.name and len(one.code) in UPPER}


def name_rows(
    rows: Iterable[Item],
    names: Mapping[str, str],
    shared: Container[str] = (),
    own: Mapping[str, Text] = NO_NAMES,
) -> None:
    """Split 2010301 行政运行 into code and name, or complete what was left out by the pack's list.

    `shared` are names that many sections have (行政运行): they alone say no code. A code that is shaped as none of the
    list is none: it would take other rows for its own. `own` are names by code that the file itself gives.
    """
    named = {name: code for code, name in names.items()}
    for row in rows:
        text = row.entries.get("科目")
        if not isinstance(text, Text):
            continue
        written = read_subject(text.text)
        code = written.code if written.code in names else _code(written, names, named, shared)
        name = (written.name if code or not written.code else text.text) or names.get(code, code)
        found = {
            "编码": code,
            "名称": name,
            "级": LEVELS.get(len(code), "项"),
        }
        for key, one in found.items():
            assign(row, key, Text(one, text.place))
        for key, length in zip(("类", "款"), UPPER, strict=True):
            given = own.get(code[:length])
            above = given.text if given else names.get(code[:length]) or written.levels.get(key, "")
            assign(row, f"{key}名", Text(above, text.place, (given,) if given else ()))


def _code(written: Written, names: Mapping[str, str], named: Mapping[str, str], shared: Container[str]) -> str:
    """The code of a row that has none of the list; `named` are the codes by name."""
    if written.code:
        shapes = {(len(code), code[0]) for code in names}
        return written.code if (len(written.code), written.code[0]) in shapes else ""
    if written.levels:
        return code_of(written, names)
    return named.get(written.name, "") if written.name not in shared else ""


def leaves(rows: Iterable[Item]) -> list[Item]:
    """The rows that are no total of other rows."""
    every = list(rows)
    written = [row.text("编码") or "" for row in every]
    lengths = {len(code) for code in written if code}
    above = {code[:length] for code in written for length in lengths if length < len(code)}
    return [row for row, code in zip(every, written, strict=True) if code not in above]


def complete_rows(fund: Item) -> None:
    """决算 of each item from 基本 and 项目, its income from the carry-over, then every level above it."""
    rows = fund.rows("科目")
    items = leaves(rows)
    for row in items:
        spent = _by_kind(row)
        if spent is not None:
            put(row, "决算", spent, KINDS)
    _sum_up(fund, rows, items)


def _by_kind(row: Item) -> Figure | None:
    return sum_of([figure_at(row, column) for column in KINDS_OF_SPENDING])


def _sum_up(fund: Item, rows: tuple[Item, ...], items: list[Item]) -> None:
    coded = [row for row in items if row.text("编码")]
    written = {row.text("编码") or "": row for row in rows}
    columns = [(row.text("编码") or "", _columns(row)) for row in coded]
    levels: dict[str, Item] = {}
    for row, (code, _) in zip(coded, columns, strict=True):
        for length in UPPER:
            if len(code) > length and code[:length] not in levels:
                below = [one for other, one in columns if other.startswith(code[:length])]
                levels[code[:length]] = _level(code[:length], length, row, below, written)
        levels[code] = row
    ordered = tuple(levels[code] for code in sorted(levels))
    classes = tuple(row for row in ordered if len(row.text("编码") or "") == 3)
    assign(fund, "项", Rows(SUBJECT, tuple(items), fund.place))
    assign(fund, "层级", Rows(SUBJECT, ordered, fund.place))
    assign(fund, "类", Rows(SUBJECT, classes, fund.place))


def _columns(row: Item) -> dict[str, Figure]:
    """The figures of an item that its class and its section sum up."""
    return {column: figure for column in ("决算", *COLUMNS) if (figure := figure_at(row, column)) is not None}


def _level(code: str, length: int, sample: Item, below: list[dict[str, Figure]], written: dict[str, Item]) -> Item:
    """A class or section with the sums of the items below it; what was given of it is its control."""
    given = written.get(code)
    place = sample.place
    level = given if given is not None else Item(sample.kind, {}, place)
    if given is None and place is not None:
        at = _at(sample, place)
        above, own = (_renamed(sample, key, at) for key in ("类名", "类名" if length == 3 else "款名"))
        assign(level, "编码", Text(code, at))
        assign(level, "名称", own if own.text else Text(code, at))
        assign(level, "级", Text(LEVELS[length], at))
        assign(level, "类名", above)
    spent = sum_if_all([row.get("决算") for row in below])
    if spent is not None:
        put(level, "决算", spent, PARTS)
    split = all(not row.keys().isdisjoint(KINDS_OF_SPENDING) for row in below)
    for column in COLUMNS:
        figures = [row[column] for row in below if column in row]
        every = column in SAME_FOR_ALL and not (split and column in KINDS_OF_SPENDING)
        some = sum_of(figures) if not every or len(figures) == len(below) else None
        last = figure_at(level, column) if column == "上年" else None
        if some is not None and (last is None or last.low <= some.high):
            put(level, column, some, PARTS)
    return level


def _renamed(row: Item, key: str, at: Place) -> Text:
    """The name of a class or section as an item has it, with the row that gave it."""
    name = row.entries.get(key)
    return replace(name, place=at) if isinstance(name, Text) else Text("", at)


def _at(row: Item, fallback: Place) -> Place:
    written = row.entries.get("科目")
    return written.place if isinstance(written, Text) else fallback


def income_of(row: Item) -> bool:
    """收入 of an item: 支出 + 年末结转 - 年初结转, where it was not given; whether what was left was only rounding."""
    opening = figure_at(row, "年初结转")
    left = minus(plus(figure_at(row, "决算"), figure_at(row, "年末结转")), opening)
    income = without_residue(left, opening)
    if income is not None:
        put(row, "收入", income, NO_OPENING if opening is None else INCOME)
    return income is not None and left is not None and income.value != left.value


def income_of_levels(fund: Item) -> None:
    """收入 of each class and section, once its items have theirs."""
    items = leaves(fund.rows("科目"))
    for level in _above(fund.rows("层级"), items):
        total = sum_if_all([figure_at(row, "收入") for row in _under(level, items)])
        if total is not None:
            put(level, "收入", total, PARTS)


def _above(rows: Iterable[Item], items: list[Item]) -> list[Item]:
    """The rows that stand above others: all but the items themselves."""
    lowest = set(map(id, items))
    return [row for row in rows if id(row) not in lowest]


def _under(level: Item, items: list[Item]) -> list[Item]:
    code = level.text("编码") or ""
    return [row for row in items if code and (own := row.text("编码") or "") != code and own.startswith(code)]


def sum_classes(rows: Iterable[Item]) -> list[Item]:
    """The economic items of a list; a class that stands among them (301) becomes their sum."""
    every = list(rows)
    items = leaves(every)
    for row in _above(every, items):
        total = sum_if_all([figure_at(one, "决算") for one in _under(row, items)])
        if total is not None:
            put(row, "决算", total, PARTS)
    return items
