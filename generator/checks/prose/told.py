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
from ...pattern import deferred
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


_OF_A_FUND = {
    "基本支出": "基本支出",
    "项目支出": "项目支出",
    "人员经费": "基本支出.人员经费",
    "公用经费": "基本支出.公用经费",
    **dict.fromkeys(("年末结转", "年末结转和结余", "年末结转结余"), "年末结转"),
}
"""What sentences tell of one fund, and where it stands."""
_LEFT = ("年末结转和结余", "年末结转结余", "年末结转", "结转下年")
_CARRIED = ("年初结转和结余", "年初结转结余", "年初结转", "上年结转", "上年结转和结余", "上年结转结余")
_OWN_INCOME = ("其他收入", "事业收入", "经营收入", "上级补助收入", "附属单位上缴收入")
_CONTRACTS = tuple(f"政府采购.{kind}.授予中小企业" for kind in ("货物", "工程", "服务"))
_RECEIVED = tuple(f"收入.{fund}" for fund in SPOKEN)
AMOUNTS: Mapping[str, tuple[str, ...]] = {
    "收支总计": ("收支总计",),
    **dict.fromkeys(("收入总计", "支出总计", "支总计", "财政拨款收支总计"), ("收支总计", "财政拨款总计")),
    "本年收入": ("收入.合计", "财政拨款收入", *_RECEIVED),
    "本年支出": ("支出.合计", "财政拨款支出", *_of_funds("合计")),
    "本年收入合计": ("收入.合计",),
    "本年支出合计": ("支出.合计",),
    **dict.fromkeys(("收入合计", "总收入"), ("收入.合计", "收支总计", "财政拨款收入", "财政拨款总计", *_RECEIVED)),
    **dict.fromkeys(
        ("支出合计", "总支出", "支出总额"),
        ("支出.合计", "收支总计", "财政拨款支出", "财政拨款总计", *_of_funds("合计")),
    ),
    "财政拨款收入": ("财政拨款收入", "财政拨款总计", *_RECEIVED),
    "财政拨款支出": ("财政拨款支出", "财政拨款总计", *_of_funds("合计")),
    **dict.fromkeys(_LEFT, ("支出.年末结转", "财政拨款年末结转", *_of_funds("年末结转"))),
    **dict.fromkeys(_CARRIED, ("收入.年初结转", "财政拨款年初结转", *_of_funds("年初结转"))),
    "基本支出": ("支出.基本支出", "财政拨款基本支出", *_of_funds("基本支出")),
    "项目支出": ("支出.项目支出", "财政拨款项目支出", *_of_funds("项目支出")),
    "人员经费": ("支出.基本支出.人员经费", *_of_funds("基本支出.人员经费")),
    "公用经费": ("支出.基本支出.公用经费", *_of_funds("基本支出.公用经费")),
    "日常公用经费": ("支出.基本支出.公用经费", *_of_funds("基本支出.公用经费")),
    **{name: (f"收入.{name}",) for name in _OWN_INCOME},
    **dict.fromkeys(("三公经费", "“三公”经费", "三公经费财政拨款", "“三公”经费财政拨款"), ("三公经费.合计",)),
    **dict.fromkeys(
        ("因公出国境费", "因公出国（境）费", "因公出国（境）费用", "因公出国（境）经费"), ("三公经费.因公出国境费",)
    ),
    **dict.fromkeys(("公务接待费", "接待费", "国内公务接待费", "国内接待费"), ("三公经费.公务接待费",)),
    **dict.fromkeys(
        ("公务用车运行维护费", "公务用车运行费", "公车运行维护费", "公务车运行维护费"), ("三公经费.公务用车运行维护费",)
    ),
    "公务用车购置费": ("三公经费.公务用车购置费",),
    "会议费": ("一般性支出.会议费",),
    "培训费": ("一般性支出.培训费",),
    "机关运行经费": ("机关运行经费",),
    "政府采购支出总额": ("政府采购.合计",),
    **{
        name: (f"政府采购.{kind}",)
        for kind in ("货物", "工程", "服务")
        for name in (f"政府采购{kind}支出", f"{kind}采购支出", f"采购{kind}支出", f"政府采购{kind}")
    },
    **dict.fromkeys(("授予中小企业合同金额", "中小企业合同金额"), ("政府采购.中小企业", *_CONTRACTS)),
    **dict.fromkeys(("授予小微企业合同金额", "小微企业合同金额"), ("政府采购.小微企业",)),
    **{f"{name}支出": (f"支出.{fund}.合计",) for fund, names in SPOKEN.items() for name in names},
    **{f"{name}收入": (f"收入.{fund}",) for fund, names in SPOKEN.items() for name in names},
    **{
        f"{name}{part}": (f"支出.{fund}.{path}",)
        for fund, names in SPOKEN.items()
        for name in names
        for part, path in _OF_A_FUND.items()
    },
}
"""The words of the ministry's forms, and where their figures stand."""
_STAFF, _RETIRED = "单位.人员.实有", "单位.人员.离退休"
_CARS = ("国有资产.车辆总数", "国有资产.车辆", "三公经费.公务用车运行维护费.保有量")
_VEHICLES = "国有资产.车辆"
_GUESTS, _ABROAD = "三公经费.公务接待费", "三公经费.因公出国境费"
RECEPTION = ("国内公务接待", "公务接待", "国内接待", "接待")
GENERAL = "接待"
"""Of any guests, unless the sentence speaks of 公务接待 before."""
GUESTS = {"批": "批次", "人次": "人次"}
"""Where the guests of a measure word are counted."""
DOMESTIC = ("国内公务接待费", "国内接待费")
"""What guests cost without those of the 外事."""
_GROUPS = ("因公出国（境）团组", "因公出国团组", "出国（境）团组")
COUNTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "人": {
        **dict.fromkeys(("在职", "在职人员", "在职职工", "实有在职人员", "实有人员", "在编在职人员"), (_STAFF,)),
        **dict.fromkeys(("离退休", "离退休人员"), (_RETIRED,)),
        **dict.fromkeys(("编外", "编外人员", "编外聘用人员"), ("单位.人员.编外",)),
        "行政编制": ("单位.人员.行政编制",),
        "事业编制": ("单位.人员.事业编制",),
        **dict.fromkeys(("编制", "人员编制", "编制总数"), ("单位.人员.编制",)),
        **dict.fromkeys(("离休", "离休人员"), ("单位.人员.离休",)),
        "退休人员": ("单位.人员.退休",),
    },
    "辆": {
        **dict.fromkeys(("公务用车", "车辆", "公务车", "公车"), _CARS),
        **dict.fromkeys(("购置公务用车", "公务用车购置", "购置车辆"), ("三公经费.公务用车购置费.购置数",)),
    },
    "批": dict.fromkeys(RECEPTION, (f"{_GUESTS}.批次",)),
    "人次": {
        **dict.fromkeys(RECEPTION, (f"{_GUESTS}.人次",)),
        **dict.fromkeys(("因公出国", "因公出国（境）", *_GROUPS), (f"{_ABROAD}.人次",)),
    },
    "个": dict.fromkeys(_GROUPS, (f"{_ABROAD}.团组",)),
}
"""What is counted by a measure word, what sentences call it, and where its figures stand."""
_PIECES = {"人": ("人", "名"), "辆": ("辆", "台"), "批": ("批",), "人次": ("人次",), "个": ("个",)}
BUDGETS = ("年初预算", "全年预算")
SPECIAL = deferred("环卫|垃圾|洒水|清扫|消防|救护|校车|警车|作业|抢险|农[用机]|摩托|电动|自行车|租")
"""Vehicles that are no 公务用车 of the 三公经费."""
OTHERS = ("中心", "站", "所", "队", "校", "院", "公司", "科", "机关", "其他", "编外", "劳务")
"""Words of a sentence that speaks of another body than the unit."""


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    known = Known(figures, pack)
    named = {mention.number.start: mention for mention in mentions(reading)}
    for mention in mentions(reading):
        if mention.ahead and not alone(reading.text, mention.number.end):
            continue
        name, values = next(
            ((name, values) for name in mention.names(reading.year, known.own) if (values := known.of(name, mention))),
            ("", ()),
        )
        there = figures_of(values, mention.planned) if values else []
        if not there or known.of_others(reading, mention) or (name == GENERAL and not _of_guests(reading, mention)):
            continue
        if mention.number.sort == Sort.MONEY and _of_a_part(reading, mention, named):
            continue
        if mention.number.piece in _PIECES["辆"] and _special(reading, mention):
            continue
        reading.held.add(mention.number.start)
        if not any(agrees(mention.number, one) for one in there):
            yield _slip(mention.number, name, there[0])


def _special(reading: Reading, mention: Mention) -> bool:
    sentence = reading.sentence(mention.start)
    return SPECIAL.search(reading.text, sentence.start, sentence.end) is not None


def _of_guests(reading: Reading, mention: Mention) -> bool:
    return "公务接待" in reading.text[reading.sentence(mention.start).start : mention.start]


def _of_a_part(reading: Reading, mention: Mention, named: Mapping[int, Mention]) -> bool:
    """行政运行69.50万元，其中基本支出59.50万元: a part of an amount that is no total of the report."""
    text, sentence = reading.text, reading.sentence(mention.start)
    within = text.rfind("其中", sentence.start, mention.number.start)
    if within < 0 or any(sign in text[within : mention.start] for sign in "；;"):
        return False
    head = next((one for one in reversed(sentence.numbers) if one.end <= within and one.sort == Sort.MONEY), None)
    told = named.get(head.start) if head is not None else None
    return head is not None and not (told is not None and any(name in AMOUNTS for name in told.names(reading.year)))


class Known:
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
            return self.with_foreign(self.money(name), "金额") if name in DOMESTIC else self.money(name)
        unit = next((unit for unit in COUNTS if mention.number.piece in _PIECES[unit]), "")
        there = self.at(COUNTS[unit].get(name, ())) if unit else []
        if unit == "辆" and not there:
            there = self.vehicles(name)
        return self.with_foreign(there, GUESTS[unit]) if name in RECEPTION else there

    def vehicles(self, use: str) -> list[Value]:
        """The rows of cars of one use: 机要通信用车2辆."""
        lists = [rows for rows in self.at((_VEHICLES,)) if isinstance(rows, Rows)]
        return [row for rows in lists for row in rows.items if row.text("类别") == use]

    def with_foreign(self, there: Sequence[Value], key: str) -> Sequence[Value]:
        """Guests with and without those of the 外事: a sentence may count them as well, or them alone."""
        (foreign,) = self.at((f"{_GUESTS}.外事.{key}",)) or (None,)
        all_ = next(iter(below(there[0])), None) if there else None
        if not isinstance(foreign, Figure) or all_ is None:
            return there
        totals = (all_.value - foreign.value, all_.value + foreign.value)
        return [*there, foreign, *(all_._replace(value=one, low=one, high=one, control=None) for one in totals)]

    def money(self, name: str) -> Sequence[Value]:
        """The record or figure of an amount's name."""
        paths = AMOUNTS.get(name)
        return self.at(paths) if paths is not None else self.subject(name)

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
        several = mention.number.piece in _PIECES["人"] and body is not None and bool(body.rows("所属单位"))
        return several or self.speaks_of_others(reading, mention.start)

    def speaks_of_others(self, reading: Reading, at: int) -> bool:
        """Whether a sentence names another body before that place."""
        said = reading.text[reading.sentence(at).start : at].replace("机关运行经费", "").replace("科目", "")
        return any(word in said for word in OTHERS)

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
