"""The filters and tests that a template may use, under Chinese names; each gives text as the pack's wording prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup
from msgspec.structs import replace

from ..amount import MONEY
from ..capitals import MOST, capitals
from ..figure import Figure
from ..pattern import deferred
from ..prose import Prose
from ..style import numeral
from ..wording import is_trace, round_half_up
from .desk import TextView
from .endings import without_end as end_trimmed
from .faults import Mistake
from .limits import LONGEST_NAME
from .literals import decimals as fixed
from .views import (
    Comparable,
    DayView,
    Empty,
    FigureView,
    FlagView,
    NothingView,
    RecordView,
    Unformed,
    WordsView,
    not_there,
)
from .weighing import whole

MOST_NUMBERED = 9999
"""Items that are numbered one after the other."""


def _figure(value: object, name: str) -> Comparable:
    if isinstance(value, Empty):
        raise not_there(value.name)
    if not isinstance(value, Comparable):
        raise Mistake(f"“{name}”只能用在数上", name)
    return value


def amount(value: object, unit: str = "", decimals: int | None = None) -> object:
    """金额: 291.54万元; with a unit (“元”) and decimals where the template fixes them."""
    if isinstance(value, Unformed):
        return value
    _unit(unit)
    return _figure(value, "金额").text(unit, fixed(decimals, "金额"))


def bare(value: object, unit: str = "", decimals: int | None = None) -> object:
    """数: the digits without the unit, for table cells."""
    if isinstance(value, Unformed):
        return value
    if isinstance(value, NothingView) and value.nothing.blank:
        return value
    return _figure(value, "数").text(unit, fixed(decimals, "数"), bare=True)


def _unit(unit: object) -> None:
    if not isinstance(unit, str) or len(unit) > LONGEST_NAME:
        raise Mistake("金额的单位要写成文字")
    if unit and unit not in MONEY:
        raise Mistake(f"“{unit}”不是金额的单位", unit, tuple(MONEY))


def _absent(value: object) -> bool:
    """Whether a key was left out, or is 无: that has been looked at then."""
    return isinstance(value, Empty) or (isinstance(value, NothingView) and value.seen())


def cell(value: object, unit: str = "") -> object:
    """格: the digits for a cell of accounts, all with the pack's decimals, trailing zeros too; an empty one for none."""
    if isinstance(value, Unformed):
        return value
    if _absent(value):
        return ""
    view = _figure(value, "格")
    if view.desk.wording.blank_zero and not view.figure.shown.value:
        view.desk.told.append(view.figure)
        return ""
    return view.text(unit, view.desk.wording.money_decimals, bare=True)


def day(value: object) -> object:
    """日期: 2023年4月28日."""
    if not isinstance(value, DayView):
        raise Mistake("“日期”只能用在日期上", "日期")
    return value


def size(value: object) -> int:
    """个数: how many rows or characters."""
    if isinstance(value, (tuple, list, str)):
        whole(value)
        if not isinstance(value, str):
            _counted(value)
        return len(value)
    if _absent(value):
        return 0
    raise Mistake("“个数”只能用在列表或文字上", "个数")


def _counted(rows: Iterable[object]) -> None:
    """What names the rows of a list is told by their number."""
    for row in rows:
        if isinstance(row, RecordView):
            row.desk.told += [row.item.entries[key] for key in row.item.kind.titles if key in row.item.entries]
        elif isinstance(row, TextView):
            row.desk.told += row.of


def joined(values: Iterable[object], between: str = "、") -> object:
    """连接: the texts of a list, without their end marks, with “、” or another sign between them.

    Where one of them is the department's, all that they make is; what a template printed keeps its values and markup.
    """
    if isinstance(values, str) or not isinstance(between, str):
        raise Mistake("“连接”只能用在列表上", "连接")
    texts = [_line(one) for one in values]
    signs = (*texts, between)
    if any(isinstance(one, Markup) for one in signs):
        return Markup("").join([piece for one in texts for piece in (between, one)][1:])
    views = [one for one in signs if isinstance(one, TextView)]
    line = str(between).join(map(str, texts))
    return TextView(line, views[0].desk, tuple(value for one in views for value in one.of)) if views else line


def _line(one: object) -> str:
    """A text of a list without its end mark, of the kind that it was."""
    if isinstance(one, int) and not isinstance(one, bool):
        return str(one)
    if not isinstance(one, str):
        raise Mistake("“连接”只能用在一行行的文字上", "连接")
    return _alike(one, end_trimmed(str(one)))


def _alike(text: str, new: str) -> str:
    """What became of a text stays the department's, or what a template printed."""
    if isinstance(text, TextView):
        return type(text)(new, text.desk, text.of)
    return Markup(new) if isinstance(text, Markup) else new  # noqa: S704 # what templates printed


def ordinal(value: object, form: str = "（1）") -> str:
    """序号: the n-th number in a form given by its first: 1|序号("一是") → 一是."""
    if isinstance(value, Comparable):
        value.desk.told.append(value.figure)
        value = int(value.figure.value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Mistake("“序号”只能用在整数上", "序号")
    if not 0 < value <= MOST_NUMBERED:
        raise Mistake(f"“序号”只能排 1 到 {MOST_NUMBERED}", "序号")
    if type(form) is not str or len(form) > LONGEST_NAME:
        raise Mistake("“序号”的样子要写成固定的文字，如 “一是”", "序号")
    return numeral(form, value)


def absolute(value: object) -> object:
    """绝对值: the figure without its sign: 减少0.42万元."""
    if isinstance(value, Unformed):
        return value
    view = _figure(value, "绝对值")
    one = view.figure.shown
    size = Figure(abs(one.value), abs(one.value), abs(one.value), one.unit, one.decimals, None, (view.figure,))
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
    return _alike(value, str(value).removesuffix(end))


_BRACKETED_YEAR = deferred(r"[\[［【(（〔]\s*(\d{4})\s*[\]］】)）〕]")


def document_number(value: object) -> object:
    """文号: the year in 〔〕, whatever brackets were typed: 示财发[2025]8号 → 示财发〔2025〕8号 (GB/T 9704-2012 7.2.5)."""
    if not isinstance(value, str):
        raise Mistake("“文号”只能用在文字上", "文号")
    if isinstance(value, TextView) and value.desk.wording.numbers_as_typed:
        return value
    return _alike(value, _BRACKETED_YEAR.sub(r"〔\1〕", str(value)))


_OWN_NUMBER = deferred(
    r"(?:[一二三四五六七八九十]{1,3}(?:是|、)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|\d{1,2}[.．、](?!\d)|[①-⑳])"
)


def _numbered(value: WordsView) -> bool:
    """Whether each point of a list, or each of several paragraphs, begins with a number that was typed."""
    whole = [block for block in value.words.prose.blocks if isinstance(block, str)]
    return len(whole) > 1 and all(_OWN_NUMBER.match(one) for one in whole)


def those(rows: object, key: str, wanted: str) -> tuple[RecordView, ...]:
    """其中: the rows whose key is given as this: 单位.所属单位|其中("性质", "事业单位")|个数."""
    if _absent(rows):
        return ()
    if not isinstance(rows, tuple) or not all(isinstance(row, RecordView) for row in rows):
        raise Mistake("“其中”只能用在一行行的表上", "其中")
    if not isinstance(key, str) or len(key) > LONGEST_NAME or not isinstance(wanted, str):
        raise Mistake("“其中”的括号里要写一个键和一个值", "其中")
    return tuple(row for row in rows if _written(row.get(key)) == wanted)


def _written(value: object) -> str:
    return str(value) if isinstance(value, FlagView) else value if isinstance(value, str) else ""


def in_capitals(value: object) -> TextView:
    """大写: 壹佰柒拾捌万陆仟元整; rounded to fen."""
    view = _figure(value, "大写")
    if view.figure.unit.dimension != "money":
        raise Mistake("“大写”只能用在金额上", "大写")
    yuan = round_half_up(view.figure.shown.value, 2)
    if abs(yuan) >= MOST:
        raise Mistake("金额太大，写不成大写", "大写")
    return TextView(capitals(yuan), view.desk, (view.figure,))


FILTERS: dict[str, Callable[..., object]] = {
    "金额": amount, "数": bare, "日期": day, "个数": size, "连接": joined, "序号": ordinal,
    "绝对值": absolute, "去尾": without_end, "其中": those, "大写": in_capitals, "文号": document_number,
    "格": cell,
}  # fmt: skip
TESTS: dict[str, Callable[..., object]] = {
    "无": lambda value: isinstance(value, NothingView) and value.seen() and not value.nothing.blank,
    "空": lambda value: (
        isinstance(value, Empty) or (isinstance(value, NothingView) and value.seen() and value.nothing.blank)
    ),
    "近零": lambda value: isinstance(value, Comparable) and is_trace(value.figure, value.desk.wording),
    "自带序号": lambda value: isinstance(value, WordsView) and _numbered(value),
}
