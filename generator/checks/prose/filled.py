"""What was read and the report's figures in, amounts and counts that the sentences tell otherwise than the keys do out.

A name is only held against its figure where it begins its clause, so that 信息中心人员经费 is no 人员经费; a sentence
that names another year, or compares, is left alone. Any figure that stands under the name will do: the final account,
the budget, the year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...codes import retold as codes
from ...figure import Figure, Item, Rows, Texts, Value
from ...pack import Pack
from ...pattern import deferred
from ...wording import round_half_up
from .numbers import Number, Sort
from .reading import Reading
from .slip import Slip

AMOUNTS = {
    "收支总计": ("收支总计",),
    "本年收入合计": ("收入", "合计"),
    "本年支出合计": ("支出", "合计"),
    "基本支出": ("支出", "基本支出"),
    "项目支出": ("支出", "项目支出"),
    "人员经费": ("支出", "基本支出", "人员经费"),
    "公用经费": ("支出", "基本支出", "公用经费"),
    "日常公用经费": ("支出", "基本支出", "公用经费"),
    "三公经费": ("三公经费", "合计"),
    "“三公”经费": ("三公经费", "合计"),
    "公务接待费": ("三公经费", "公务接待费"),
    "公务用车运行维护费": ("三公经费", "公务用车运行维护费"),
    "公务用车购置费": ("三公经费", "公务用车购置费"),
    "会议费": ("一般性支出", "会议费"),
    "培训费": ("一般性支出", "培训费"),
    "机关运行经费": ("机关运行经费",),
    "政府采购支出总额": ("政府采购", "合计"),
}
"""The words of the ministry's forms, and where their figures stand."""
OPENING = ("其中", "本年度", "本年", "全年", "年度", "本部门", "本单位", "我局", "我单位", "我中心", "的")
"""What may stand between the beginning of a clause and a name."""
FOLLOWING = deferred(r"(?:支出)?(?:决算|年初预算|预算)?数?(?:为|是|共计?|合计)?(?=\d)")
OTHERWISE = deferred(r"上年|去年|往年|同期|同比|比|较|计划|拟|下年|明年|月|包括|用于")
BODIES = ("下属", "所属", "直属")
COUNTED = deferred(r"(?<![\d.])(\d+)个$")
UNITS = deferred(r"(?:二级)?(事业|预算|行政)?单位(?:(?:共|有|共有)?(\d+)个)?")
OFFICES = deferred(r"(?:机构|科室|股室|处室)?(?:共|有|共有)?(\d+)个")


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    leads = reading.leads(Sort.MONEY)
    for name, path in AMOUNTS.items():
        if name not in leads:
            continue
        known: list[Figure] | None = None
        for amount, start in _named(reading, name):
            known = list(_figures(figures, path)) if known is None else known
            if known and not any(fits(amount, one) for one in known) and not elsewhere(reading, start):
                yield slip(amount.start, amount.end, name, amount.written, shown(known[0]))
    body = figures.item("单位")
    if body is not None:
        yield from _bodies(reading, body.get("所属单位"))
        yield from _offices(reading, body.get("内设机构"))


def _named(reading: Reading, name: str) -> Iterator[tuple[Number, int]]:
    """The amounts that stand right behind a name which begins its clause, in the report's own part."""
    text = reading.text
    for at in reading.found(name):
        behind = FOLLOWING.match(text, at + len(name))
        amount = reading.at(behind.end()) if behind is not None else None
        if amount is None or amount.sort != Sort.MONEY or amount.rough or reading.script.part(at):
            continue
        clause = max(text.rfind(sign, max(0, at - 16), at) for sign in "，。；：:,;、（(\n\f") + 1
        joined = text[clause - 1 : clause] == "、" and text[clause - 2 : clause - 1] != "元"  # 甲、乙10万元 is of both
        if (clause or at < 16) and not joined:
            lead = text[clause:at].strip().removeprefix(f"{reading.year}年").removeprefix("度")
            for word in OPENING:
                lead = lead.replace(word, "")
            if not lead:
                yield amount, at


def _figures(figures: Item, path: tuple[str, ...]) -> Iterator[Figure]:
    """The figures that stand under a name: of a 数 each of its own."""
    value: object = figures
    for name in path:
        value = value.entries.get(name) if isinstance(value, Item) else None
    while isinstance(value, Item) and value.kind.main and not isinstance(value.entries.get(value.kind.main), Figure):
        value = value.entries.get(value.kind.main)
    found = [value] if isinstance(value, Figure) else list(value.entries.values()) if isinstance(value, Item) else []
    for one in found:
        if isinstance(one, Figure) and one.unit.dimension == "money":
            yield one.shown
            if one.control is not None:
                yield one.control


def fits(amount: Number, figure: Figure) -> bool:
    """Whether both can be the same sum, each as exact as it was written."""
    return amount.value - amount.half <= figure.high and figure.low <= amount.value + amount.half


def shown(figure: Figure) -> str:
    """A quotient that nobody wrote has two decimals."""
    value = figure.value / figure.unit.factor
    if figure.unit.dimension == "rate" and figure.decimals is None:
        value = round_half_up(value, 2)
    return f"{value.normalize():f}{figure.unit.name}"


def elsewhere(reading: Reading, at: int) -> bool:
    """Whether the sentence compares, or speaks of another year, before this name."""
    before = reading.text[reading.sentence(at).start : at]
    return OTHERWISE.search(before) is not None or any(one != reading.year for one in re.findall(r"(\d{4})年", before))


def _bodies(reading: Reading, listed: Value | None) -> Iterator[Slip]:
    """3个下属事业单位, 下属单位2个: all of them, or those of that kind."""
    text = reading.text
    if not isinstance(listed, Rows):
        return
    for at in reading.found(*BODIES):
        units = UNITS.match(text, at + 2)
        before = COUNTED.search(text[max(0, at - 6) : at]) if units is not None else None
        told = units[2] or (before[1] if before is not None else None) if units is not None else None
        if units is None or told is None:
            continue
        kinds = [row.text("性质") or "" for row in listed]
        counts = {len(kinds), sum(1 for kind in kinds if units[1] and units[1] in kind)}
        if int(told) not in (counts if units[1] else {len(kinds)}):
            start = units.start(2) if units[2] else at - len(told) - 1
            written = text[min(start, at) : units.end()]
            yield slip(start, start + len(told), "所属单位", written, f"{len(kinds)}个")


def _offices(reading: Reading, listed: Value | None) -> Iterator[Slip]:
    if not isinstance(listed, Texts):
        return
    for at in reading.found("内设"):
        told = OFFICES.match(reading.text, at + 2)
        if told is not None and int(told[1]) != len(listed.items):
            yield slip(told.start(1), told.end(1), "内设机构", f"{told[1]}个", f"{len(listed.items)}个")


def slip(start: int, end: int, name: str, written: str, right: str) -> Slip:
    return Slip(
        codes.FILLED,
        start,
        end,
        f"“{name}”文字里是{written}，填的是{right}",
        "核对哪一个对；文字里写 {{ }} 引用填的数，就不会不一样",
    )
