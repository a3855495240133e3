"""The filters and tests that a template may use, under Chinese names; each gives text as the pack's wording prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..amount import MONEY
from ..capitals import MOST, capitals
from ..figure import Figure
from ..pattern import deferred
from ..prose import Prose
from ..style import numeral
from ..wording import round_half_up
from .views import (
    Comparable,
    DayView,
    Empty,
    FigureView,
    Mistake,
    NothingView,
    RecordView,
    TextView,
    View,
    WordsView,
    not_there,
)


def _figure(value: object, name: str) -> Comparable:
    if isinstance(value, Empty):
        raise not_there(value.name)
    if not isinstance(value, Comparable):
        raise Mistake(f"“{name}”只能用在数上", name)
    return value


def amount(value: object, unit: str = "", decimals: int | None = None) -> TextView:
    """金额: 291.54万元; with a unit (“元”) and decimals where the template fixes them."""
    if unit and unit not in MONEY:
        raise Mistake(f"“{unit}”不是金额的单位", unit, tuple(MONEY))
    return _figure(value, "金额").text(unit, decimals)


def bare(value: object, unit: str = "", decimals: int | None = None) -> TextView:
    """数: the digits without the unit, for table cells."""
    return _figure(value, "数").text(unit, decimals, bare=True)


def cell(value: object, unit: str = "") -> object:
    """格: the digits for a cell of accounts, all with the pack's decimals, trailing zeros too; an empty one for none."""
    if isinstance(value, (Empty, NothingView)):
        return ""
    view = _figure(value, "格")
    return view.text(unit, view.desk.wording.money_decimals, bare=True)


def day(value: object) -> object:
    """日期: 2023年4月28日."""
    if not isinstance(value, DayView):
        raise Mistake("“日期”只能用在日期上", "日期")
    return value


def size(value: object) -> int:
    """个数: how many rows or characters."""
    if isinstance(value, (tuple, list, str)):
        return len(value)
    if isinstance(value, (Empty, NothingView)):
        return 0
    raise Mistake("“个数”只能用在列表或文字上", "个数")


def joined(values: Iterable[object], between: str = "、") -> object:
    """连接: the texts of a list with “、” or another sign between them."""
    texts = list(values)
    for text in texts:
        if isinstance(text, TextView):
            return TextView(str(between).join(str(one) for one in texts), text.desk)
        if isinstance(text, View):
            raise Mistake("“连接”只能用在一行行的文字上", "连接")
    return str(between).join(str(one) for one in texts)


def ordinal(value: object, form: str = "（1）") -> str:
    """序号: the n-th number in a form given by its first: 1|序号("一是") → 一是."""
    if isinstance(value, Comparable):
        value = int(value.figure.value)
    if not isinstance(value, int):
        raise Mistake("“序号”只能用在整数上", "序号")
    return numeral(form, value)


def absolute(value: object) -> FigureView:
    """绝对值: the figure without its sign: 减少0.42万元."""
    view = _figure(value, "绝对值")
    one = view.figure.shown
    size = Figure(abs(one.value), abs(one.value), abs(one.value), one.unit, one.decimals)
    return FigureView(size, view.desk, view.name)


def without_end(value: object, end: str) -> object:
    """去尾: a text without its ending: 一般公共服务支出|去尾("支出"); of prose, its last paragraph."""
    if isinstance(value, WordsView):
        *blocks, last = value.words.prose.blocks
        if isinstance(last, str):
            blocks.append(last.removesuffix(end))
            return WordsView(replace(value.words, prose=Prose(tuple(blocks))), value.desk, value.name)
        return value
    if not isinstance(value, str):
        raise Mistake("“去尾”只能用在文字上", "去尾")
    text = str(value).removesuffix(end)
    return TextView(text, value.desk) if isinstance(value, TextView) else text


_BRACKETED_YEAR = deferred(r"[\[［【(（〔]\s*(\d{4})\s*[\]］】)）〕]")


def document_number(value: object) -> object:
    """文号: the year in 〔〕, whatever brackets were typed: 示财发[2025]8号 → 示财发〔2025〕8号 (GB/T 9704-2012 7.2.5)."""
    if not isinstance(value, str):
        raise Mistake("“文号”只能用在文字上", "文号")
    text = _BRACKETED_YEAR.sub(r"〔\1〕", str(value))
    return TextView(text, value.desk) if isinstance(value, TextView) else text


def those(rows: object, key: str, wanted: str) -> tuple[RecordView, ...]:
    """其中: the rows whose key is given as this: 单位.所属单位|其中("性质", "事业单位")|个数."""
    if isinstance(rows, (Empty, NothingView)):
        return ()
    if not isinstance(rows, tuple) or not all(isinstance(row, RecordView) for row in rows):
        raise Mistake("“其中”只能用在一行行的表上", "其中")
    return tuple(row for row in rows if _written(row.get(key)) == wanted)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value) if isinstance(value, str) else ""


def in_capitals(value: object) -> TextView:
    """大写: 壹佰柒拾捌万陆仟元整; rounded to fen."""
    view = _figure(value, "大写")
    if view.figure.unit.dimension != "money":
        raise Mistake("“大写”只能用在金额上", "大写")
    yuan = round_half_up(view.figure.shown.value, 2)
    if abs(yuan) >= MOST:
        raise Mistake("金额太大，写不成大写", "大写")
    return TextView(capitals(yuan), view.desk)


FILTERS: dict[str, Callable[..., object]] = {
    "金额": amount, "数": bare, "日期": day, "个数": size, "连接": joined, "序号": ordinal,
    "绝对值": absolute, "去尾": without_end, "其中": those, "大写": in_capitals, "文号": document_number,
    "格": cell,
}  # fmt: skip
TESTS: dict[str, Callable[..., object]] = {
    "无": lambda value: isinstance(value, NothingView),
    "空": lambda value: isinstance(value, Empty),
}
