"""What was read and the report's figures in, mentions that the keys tell otherwise out.

Any figure that stands under a name will do: the final account, the budget, the year before, of one fund or of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from ...codes import prose as codes
from ...codes import retold
from ...figure import Figure, Item, Rows, Value
from ...pack import Pack
from .filled import shown
from .mention import Mention, alone, mentions
from .numbers import Number, Sort
from .reading import Reading
from .slip import Slip

SPOKEN = {
    "一般公共预算": ("一般公共预算财政拨款", "一般公共预算"),
    "政府性基金": ("政府性基金预算财政拨款", "政府性基金财政拨款", "政府性基金预算", "政府性基金"),
    "国有资本经营": ("国有资本经营预算财政拨款", "国有资本经营财政拨款", "国有资本经营预算", "国有资本经营"),
}
"""What sentences call a fund, the longest first."""


def _of_funds(path: str) -> tuple[str, ...]:
    """A figure of each fund, which a sentence on that fund calls as that of all."""
    return tuple(f"支出.{fund}.{path}" for fund in SPOKEN)


AMOUNTS: Mapping[str, tuple[str, ...]] = {
    "收支总计": ("收支总计",),
    "本年收入合计": ("收入.合计",),
    "本年支出合计": ("支出.合计",),
    **dict.fromkeys(("年末结转和结余", "年末结转结余"), ("支出.年末结转", "财政拨款年末结转", *_of_funds("年末结转"))),
    **dict.fromkeys(("年初结转和结余", "年初结转结余"), ("收入.年初结转", "财政拨款年初结转", *_of_funds("年初结转"))),
    "基本支出": ("支出.基本支出", "财政拨款基本支出", *_of_funds("基本支出")),
    "项目支出": ("支出.项目支出", "财政拨款项目支出", *_of_funds("项目支出")),
    "人员经费": ("支出.基本支出.人员经费", *_of_funds("基本支出.人员经费")),
    "公用经费": ("支出.基本支出.公用经费", *_of_funds("基本支出.公用经费")),
    "日常公用经费": ("支出.基本支出.公用经费", *_of_funds("基本支出.公用经费")),
    "三公经费": ("三公经费.合计",),
    "“三公”经费": ("三公经费.合计",),
    "因公出国境费": ("三公经费.因公出国境费",),
    "公务接待费": ("三公经费.公务接待费",),
    "公务用车运行维护费": ("三公经费.公务用车运行维护费",),
    "公务用车购置费": ("三公经费.公务用车购置费",),
    "会议费": ("一般性支出.会议费",),
    "培训费": ("一般性支出.培训费",),
    "机关运行经费": ("机关运行经费",),
    "政府采购支出总额": ("政府采购.合计",),
    "政府采购货物支出": ("政府采购.货物",),
    "政府采购工程支出": ("政府采购.工程",),
    "政府采购服务支出": ("政府采购.服务",),
    **{f"{name}支出": (f"支出.{fund}.合计",) for fund, names in SPOKEN.items() for name in names},
    **{f"{name}收入": (f"收入.{fund}",) for fund, names in SPOKEN.items() for name in names},
}
"""The words of the ministry's forms, and where their figures stand."""
_STAFF, _RETIRED = "单位.人员.实有", "单位.人员.离退休"
_CARS = ("国有资产.车辆总数", "国有资产.车辆", "三公经费.公务用车运行维护费.保有量")
_GUESTS, _ABROAD = "三公经费.公务接待费", "三公经费.因公出国境费"
COUNTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "人": {
        **dict.fromkeys(("在职", "在职人员", "在职职工", "实有在职人员", "实有人员", "在编在职人员"), (_STAFF,)),
        **dict.fromkeys(("离退休", "离退休人员"), (_RETIRED,)),
        "行政编制": ("单位.人员.行政编制",),
        "事业编制": ("单位.人员.事业编制",),
    },
    "辆": dict.fromkeys(("公务用车", "车辆", "公务车", "公车"), _CARS),
    "批": dict.fromkeys(("国内公务接待", "公务接待", "国内接待"), (f"{_GUESTS}.批次",)),
    "人次": {
        **dict.fromkeys(("国内公务接待", "公务接待", "国内接待"), (f"{_GUESTS}.人次",)),
        "因公出国": (f"{_ABROAD}.人次",),
    },
}
"""What is counted by a measure word, what sentences call it, and where its figures stand."""
RECEPTION = "公务接待"
_PIECES = {"人": ("人", "名"), "辆": ("辆", "台"), "批": ("批",), "人次": ("人次",)}
BUDGETS = ("年初预算", "全年预算")
OTHERS = ("中心", "站", "所", "队", "校", "院", "公司", "科", "机关", "其他", "编外", "劳务")
"""Words of a sentence that speaks of another body than the unit."""


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    known = _Known(figures, pack)
    for mention in mentions(reading):
        if mention.ahead and not alone(reading.text, mention.number.end):
            continue
        name, values = next(
            ((name, values) for name in mention.names(reading.year, known.own) if (values := known.of(name, mention))),
            ("", ()),
        )
        there = figures_of(values, mention.planned) if values else []
        if not there or known.of_others(reading, mention):
            continue
        reading.held.add(mention.number.start)
        if not any(agrees(mention.number, one) for one in there):
            yield _slip(mention.number, name, there[0])


class _Known:
    """The figures of a report by what sentences call them; the first of each is the one that a message shows."""

    def __init__(self, figures: Item, pack: Pack) -> None:
        self.figures = figures
        self.sections = frozenset(pack.subjects.functions.values())
        body = figures.item("单位")
        names = (body.text("名称"), body.text("简称")) if body is not None else ()
        self.own = tuple(name for name in names if name)

    def of(self, name: str, mention: Mention) -> Sequence[Value]:
        """What stands under a name; nothing where it is none of the report's."""
        if mention.number.sort == Sort.MONEY:
            paths = AMOUNTS.get(name)
            return self.at(paths) if paths is not None else self.subject(name)
        if name == RECEPTION and self.at((f"{_GUESTS}.外事.批次",)):
            return []  # whether those of the 外事 are counted as well is not said
        unit = next((unit for unit in COUNTS if mention.number.piece in _PIECES[unit]), "")
        return self.at(COUNTS[unit].get(name, ())) if unit else []

    def at(self, paths: tuple[str, ...]) -> list[Value]:
        found: list[Value] = []
        for path in paths:
            value: Value | None = self.figures
            for key in path.split("."):
                value = value.entries.get(key) if isinstance(value, Item) else None
            found += [value] if value is not None else []
        return found

    def of_others(self, reading: Reading, mention: Mention) -> bool:
        """Whether the sentence may speak of another body, or count the people of all bodies together."""
        body = self.figures.item("单位")
        said = reading.text[reading.sentence(mention.start).start : mention.start].replace("机关运行经费", "")
        several = mention.number.piece in _PIECES["人"] and body is not None and bool(body.rows("所属单位"))
        return several or any(word in said for word in OTHERS)

    @cached_property
    def rows(self) -> dict[str, list[Item]]:
        """The rows of 科目 as they are filled in, by their names."""
        return _by_name(_rows(self.figures.entries.get("支出"), "科目"))

    @cached_property
    def levels(self) -> dict[str, list[Item]]:
        """The classes and sections above these rows."""
        return _by_name(_rows(self.figures.entries.get("支出"), "层级"))

    def subject(self, name: str) -> Sequence[Value]:
        return self.rows.get(name) or (self.levels.get(name) if name in self.sections else None) or ()


def _by_name(rows: Iterator[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for row in rows:
        found.setdefault(row.text("名称") or "", []).append(row)
    return found


def _rows(value: Value | None, key: str) -> Iterator[Item]:
    """The rows of every list of that name below a record."""
    if not isinstance(value, Item):
        return
    for name, one in value.made.items():
        if isinstance(one, Item):
            yield from _rows(one, key)
        elif name == "科目" and isinstance(one, Rows):
            found = value.entries.get(key)
            yield from found.items if isinstance(found, Rows) else ()


def figures_of(values: Sequence[Value], planned: bool) -> list[Figure]:
    """All that a name may mean: each figure under it, and the sums of rows of that name; of a plan the budgets alone."""
    found = [one for value in values for one in below(value, BUDGETS if planned else ())]
    return [*found, *_sums([value for value in values if isinstance(value, Item)])] if found else []


def below(value: Value, columns: tuple[str, ...] = ()) -> list[Figure]:
    """The amounts and counts in a record, as printed and as written, its main figure first; of `columns` if any are given."""
    if isinstance(value, Figure):
        if columns or value.unit.dimension not in ("money", "count"):
            return []
        return [value.shown, *([value.control] if value.control is not None else [])]
    if isinstance(value, Rows):
        return [one for row in value.items for one in below(row, columns)]
    if not isinstance(value, Item):
        return []
    names = sorted(value.made, key=lambda name: name not in (value.kind.main, "决算", "合计"))
    return [one for name in names for one in below(value.made[name], () if name in columns else columns)]


def _sums(rows: Sequence[Item]) -> Iterator[Figure]:
    """Each column of rows of one name, added up."""
    for key in {name: None for row in rows for name in row.entries}:
        column = [figure for row in rows if (figure := row.figure(key)) is not None]
        if len(column) > 1:
            total = sum((one.shown.value for one in column), Decimal(0))
            yield column[0].shown._replace(value=total, low=total, high=total)


def agrees(one: Number, figure: Figure) -> bool:
    """As exact as it was written; 291.5万元 may be cut from 291.54万元, but nobody cuts to whole ones."""
    money = figure.unit.dimension == "money"
    slack = one.half * 2 if one.decimals else one.half
    return money == (one.sort == Sort.MONEY) and figure.low - slack <= one.value <= figure.high + slack


def _slip(one: Number, name: str, target: Figure) -> Slip:
    said = shown(target)
    ratio = one.value / target.value if target.value else 0
    unit = one.sort == Sort.MONEY and (ratio == 10_000 or ratio * 10_000 == 1)
    return Slip(
        codes.UNIT if unit else retold.FILLED,
        one.start,
        one.end,
        f"“{name}”文字里是{one.written}，填的是{said}{one.unit if one.sort == Sort.COUNT else ''}",
        "核对哪一个对；文字里写 {{ }} 引用填的数，就不会不一样",
        figure=target,
    )
