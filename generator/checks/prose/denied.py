"""What was read and the report's figures in, sentences that deny what is filled in (无公务接待费支出, 没有政府性基金) out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...codes import retold as codes
from ...figure import Figure, Item, Rows, Value
from ...pack import Pack
from ...pattern import deferred
from .filled import shown
from .mention import elsewhere
from .reading import Reading
from .slip import Slip
from .told import AMOUNTS, SPOKEN, Known, below

SAID = ("没有", "未", "无")
DENIED = deferred(
    r"(?:(?:没有|未)(?:发生|安排|使用|取得|开展|组织|实施|列支|产生|新增|新)?|无)(?:任何)?(?:本年度|本年|当年)?"
)
BEHIND = deferred(
    r"(?:预算)?(?:财政拨款)?(?:安排的)?(?P<side>(?:收入|支出|收支|拨款|安排|经费|费用|活动|业务|事项|情况|人员|[、和及与])*)(?=[，。；,;\n\f]|$)"
)
OF_ALL = ("三公经费", "一般性支出", "政府采购", "机关运行经费")
"""Records whose names mean the same in every sentence: 政府性基金支出中无基本支出 denies that of the fund alone."""
_ABROAD, _BOUGHT = "三公经费.因公出国境费", "三公经费.公务用车购置费"
NAMES: Mapping[str, tuple[str, ...]] = {
    **{name: paths for name, paths in AMOUNTS.items() if paths[0].partition(".")[0] in OF_ALL},
    **dict.fromkeys(("因公出国（境）", "因公出国(境)", "因公出国境", "因公出国"), (_ABROAD,)),
    **dict.fromkeys(("公务用车购置", "购置公务用车", "购买公务用车", "购置车辆"), (_BOUGHT, f"{_BOUGHT}.购置数")),
    "公务接待": ("三公经费.公务接待费",),
    "公务用车运行维护": ("三公经费.公务用车运行维护费",),
    "政府采购": ("政府采购.合计",),
    **{name: AMOUNTS[name] for name in ("其他收入", "事业收入", "经营收入", "上级补助收入", "附属单位上缴收入")},
    "离退休": ("单位.人员.离退休",),
    "编外": ("单位.人员.编外",),
    **dict.fromkeys(("下属单位", "所属单位", "下属预算单位", "所属预算单位"), ("单位.所属单位",)),
}
_LONGEST_FIRST = sorted(NAMES, key=len, reverse=True)
OTHERS = ("本级", "项目")
"""Words of a sentence that denies it of a part alone."""


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    known, done = Known(figures, pack), -1
    for at in sorted(reading.found(*SAID)):
        match = DENIED.match(reading.text, at)
        if match is None or match.end() <= done:
            continue
        done = match.end()
        end, name, there = _denied(reading.text, match.end(), known)
        if not there or reading.script.part(at) or elsewhere(reading, at) or _of_a_part(reading, at, known):
            continue
        main = there[0]
        said = main if isinstance(main, str) else shown(main)
        yield Slip(
            codes.FILLED,
            at,
            end,
            f"文字里说没有{name}，填的是{said}",
            "核对哪一个对；有的，删去这句话",
            figure=None if isinstance(main, str) else main,
        )


def _of_a_part(reading: Reading, at: int, known: Known) -> bool:
    said = reading.text[reading.sentence(at).start : at]
    return any(word in said for word in OTHERS) or known.speaks_of_others(reading, at)


def _denied(text: str, at: int, known: Known) -> tuple[int, str, list[Figure | str]]:
    """Where the words end that are denied, what they mean, and what of it is filled in and is not nothing."""
    for name in (name for name in _LONGEST_FIRST if text.startswith(name, at)):
        behind = BEHIND.match(text, at + len(name))
        if behind is not None:
            return behind.end(), name, [one for value in known.at(NAMES[name]) for one in _there(value)]
    for fund, names in SPOKEN.items():
        name = next((name for name in names if text.startswith(name, at)), "")
        behind = BEHIND.match(text, at + len(name)) if name else None
        if behind is not None and fund != "一般公共预算":
            side, there = _of_fund(known.figures, fund, behind["side"])
            return behind.end(), f"{fund}的{side}", there
    return at, "", []


def _there(value: Value) -> list[Figure | str]:
    if isinstance(value, Rows):
        return [f"{len(value.items)}个"] if value.items else []
    return [one for one in below(value)[:1] if one.value]


def _of_fund(figures: Item, fund: str, side: str) -> tuple[str, list[Figure | str]]:
    """无政府性基金预算财政拨款收入 is of one side, 无政府性基金 of both."""
    sides = [one for one in ("收入", "支出") if one in side and "收支" not in side] or ["收入", "支出"]
    for one in sides:
        value = figures.item(one)
        there = value.entries.get(fund) if value is not None else None
        total = there.entries.get("合计", there) if isinstance(there, Item) else there
        found = _there(total) if total is not None else []
        if found:
            return one, found
    return "", []
