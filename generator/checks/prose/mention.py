"""What was read in, its figures with the name that a sentence gives each out: 全年基本支出603.54万元 is one of 基本支出.

A name is the whole clause before the figure without words that add nothing; one that another word stands before or
behind names something else (一季度基本支出), and so does one in a sentence that looks elsewhere (上年, 计划, 下属).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ...pattern import deferred
from .numbers import Number, Sort
from .reading import LEAD, Reading
from .words import CLAUSE, EARLIER, LAST_YEAR, WAYS

OPENING = (
    *("其中", "同时", "另外", "此外", "截至", "截止", "目前", "期末", "年末", "年底"),
    *("本年度", "本年", "当年", "全年", "年度", "该年", "本部门", "本单位", "部门", "单位", "我部门", "我单位"),
    *("我局", "本局", "我委", "我办", "我中心", "本中心", "我院", "我校", "我厅", "我处", "我馆"),
    *("共计", "共有", "现有", "实有", "拥有", "共", "有", "的", "：", " ", "预算", "核定", "财政拨款", "日常"),
    *("缴存", "缴纳", "发放", "支付", "列支", "开支", "支出", "发生", "实际", "完成", "实现", "安排", "累计"),
)
"""What may stand between the beginning of a clause and a name."""
CLOSING = (
    *("年初预算数", "年初预算", "全年预算", "预算数", "预算", "决算数", "决算", "支出", "资金", "总额", "合计", "共计"),
    *("数量", "人数", "总数", "数", "实际", "完成", "共有", "保有量", "保有", "接待", "执行"),
    *("共", "为", "是", "达到", "达", "了", "有", "：", ":", "人民币", " "),
)
"""What may stand between a name and its figure."""
BESIDE = frozenset(
    ("次", *(f"{times}{mark}{sum_}" for times in ("", "次") for mark in "、，" for sum_ in ("", "共", "共计")))
)
"""What stands between two figures of one name: 接待7批次、165人次."""
SPENT = ("支出", "支出合计", "支出总计")
"""Behind 政府性基金收入126万元 it is that of the same fund."""
ELSEWHERE = deferred(
    rf"{EARLIER}|以来|同比|比|较|计划|拟|下年|明年|次年|月|半年|季|包括|用于|下属|所属|直属|每|人均|追加|调[增减]|压减|核减"
)
PLANNED = deferred(r"(?<!公共)(?<!基金)(?<!经营)预算|安排|下达|批复")
ALLOWED = "核定"
"""Of money it says what may be spent; of posts how many there are."""
PART_OF_YEAR = deferred("月|半年|季")
NOT_NAMED = CLAUSE | {"、"}
"""Signs before which the name of a figure does not go on."""
ALONE = frozenset("，。；、：！？,;:.!?\n\f")
"""What stands behind a figure that is all that is said of its name: 20万元由甲科使用 is a part."""
ABROAD = "（境）"
"""Of 因公出国（境）费: a bracket that is a part of its name."""
WITHIN_NAMES = (ABROAD, "(境)", "（室）", "(室)", "（护）", "(护)")
CLOSES = "）)"
"""The last sign of a bracket."""
LEVELS = ("（类）", "（款）", "（项）", "(类)", "(款)", "(项)")
LEVEL = deferred("[（(][类款项][）)]")
"""Behind a subject's name; of 一般公共服务支出（类）……行政运行（项） the last one is meant."""
MOVED = deferred(
    rf"^([^\d，。；]{{2,24}}?)[由从](?:{LAST_YEAR}|\d{{4}}年|年初)?度?的?\d[\d.,]{{0,12}}[^\d，。；]{{1,5}}?"
    rf"(?:{WAYS}|增|升|涨|减|降)(?:到|至|为)了?(?:(?:本年|今年|当年)度?的?)? ?$"
)
"""差旅费由上年的9万元降至7万元: what it came to."""
SAID_AFTER = deferred("^(?:实际)?(?:支出|决算|执行|完成)")
"""Behind 公务接待费年初预算2万元: what of the same was spent."""
CODE = deferred(r"^(?:[0-9]{7}|[0-9]{5}|[0-9]{3})(?![0-9.]) ?")
"""A subject's code before its name."""
YEAR_END = deferred(r"12月(?:31日|底)")
YEAR = deferred(r"([0-9]{4}) ?年")


class Mention(NamedTuple):
    """A figure and the words of its clause; `ahead` says that the name stands before it, as most do."""

    number: Number
    clause: str
    start: int
    ahead: bool

    @property
    def planned(self) -> bool:
        """Whether it says what was to be spent, not what was."""
        allowed = self.number.sort == Sort.MONEY and ALLOWED in self.clause
        return allowed or PLANNED.search(self.clause) is not None

    def names(self, year: str, own: Sequence[str] = ()) -> Iterator[str]:
        """What the clause may name, the longest first: words that add nothing, and the unit's own names, go one by one."""
        for core in _cores(self.clause, year, own):
            yield from _shorter(core) if self.ahead else (core,)


def _shorter(core: str) -> Iterator[str]:
    while core:
        yield core
        behind = _closing(core)
        if not behind:
            return
        core = core.removesuffix(behind)


def _closing(clause: str) -> str:
    """The word that closes a clause, "" where none does."""
    return next((word for word in CLOSING if clause.endswith(word)), "") if clause.endswith(CLOSING) else ""


def _cores(clause: str, year: str, own: Sequence[str] = ()) -> Iterator[str]:
    """A clause as it is, and without one after the other of the words that open it."""
    core = CODE.sub("", LEVEL.sub("", clause).replace("(境)", ABROAD).strip())
    openings = (f"{year}年度", f"{year}年", *own, *OPENING)
    yield core
    while core.startswith(openings):
        core = next(core.removeprefix(word) for word in openings if core.startswith(word))
        yield core


@lru_cache(maxsize=1)
def mentions(reading: Reading) -> Sequence[Mention]:
    """What several checks ask for one after the other: the amounts and counts of the report's own part, of this year and of nothing but itself."""
    found: list[Mention] = []
    for mark in reading.of(Sort.MONEY, Sort.COUNT):
        if reading.script.part(mark.start):
            continue
        one = reading.number(mark)
        if not one.rough:
            found += _named(reading, one, found[-1] if found else None)
    return found


def _named(reading: Reading, one: Number, before: Mention | None) -> Iterator[Mention]:
    text = reading.text
    first = max(0, one.start - LEAD)
    start = one.start
    levels = 0
    while start > first and (sign := text[start - 1]) not in NOT_NAMED:
        bracket = text[start - len(ABROAD) : start] if sign in CLOSES else ""
        levels += bracket in LEVELS
        if levels > 1:
            break
        start -= len(ABROAD) if bracket in LEVELS or bracket in WITHIN_NAMES else 1
    if start == first > 0 or _joined(text, start):
        return
    clause = text[start : one.start]
    moved = MOVED.search(clause) if clause.endswith(("到", "至", "为", "了", "的", " ")) else None
    if moved is not None:
        clause = moved[1]
    elif (whole := _going_on(reading, clause, start, before)) is not None:
        start, clause = whole
    if before is not None and clause in SPENT and _goes_on(text, before, start):
        clause = before.clause.rpartition("收入")[0] + clause
    if before is not None and before.ahead and _beside(text, before.number, one):
        yield Mention(one, before.clause, before.start, ahead=True)
        return
    if elsewhere(reading, start):
        return
    yield Mention(one, clause, start, ahead=True)
    *_, bare = _cores(clause, reading.year)
    behind = _behind(text, one.end)
    if behind and not any(_shorter(bare)):
        yield Mention(one, behind, start, ahead=False)


def _beside(text: str, before: Number, one: Number) -> bool:
    """接待7批次、共165人次; but 津贴128.60万元、奖金60万元，共188.60万元 is of the list."""
    between = text[before.end : one.start]
    return between in BESIDE and not ("共" in between and (before.sort, before.piece) == (one.sort, one.piece))


def _going_on(reading: Reading, clause: str, start: int, before: Mention | None) -> tuple[int, str] | None:
    """行政运行：年初预算160万元，支出决算166万元: what a clause that has no name of its own is of, and where that begins."""
    text = reading.text
    if not _nameless(clause, reading.year):
        return None
    if text[start - 1 : start] in ("：", ":"):
        head = max((text.rfind(sign, max(0, start - LEAD), start - 1) for sign in CLAUSE | {"、"}), default=-1) + 1
        name = text[head : start - 1].strip()
        return (head, name + clause) if name and not name[-1:].isdigit() else None
    if before is None or not before.ahead or not before.planned or not SAID_AFTER.search(clause):
        return None
    listed = text[before.start - 2 : before.start - 1] in tuple("元%个人名辆台次")
    if text[before.number.end : start] not in ("，", "、") or listed:
        return None
    name = before.clause
    while behind := _closing(name):
        name = name.removesuffix(behind)
    return (before.start, name + clause) if name else None


def _nameless(clause: str, year: str) -> bool:
    """Whether a clause is nothing but words that open or close one, of a budget or an account, and no sum."""
    if not any(word in clause for word in ("预算", "决算", "支出", "执行", "完成")) or "计" in clause or "共" in clause:
        return False
    *_, core = _cores(clause, year)
    while behind := _closing(core):
        core = core.removesuffix(behind)
    return not core


def clause_before(reading: Reading, one: Number) -> Mention | None:
    """A figure with the clause before it, in whatever part of the report it stands; None of one that looks elsewhere."""
    return next((mention for mention in _named(reading, one, None) if mention.ahead), None)


def _goes_on(text: str, before: Mention, start: int) -> bool:
    """政府性基金收入126万元，支出126万元."""
    return before.ahead and text[before.number.end : start] in ("，", "、") and "收入" in before.clause[-4:]


def _behind(text: str, end: int) -> str:
    """38名在职人员: the words behind a count, to the end of the clause."""
    stop = end
    while stop < len(text) and stop - end < 16 and text[stop] not in CLAUSE and text[stop] != "、":
        stop += 1
    return text[end:stop].lstrip("的") if stop - end < 16 else ""


def _joined(text: str, start: int) -> bool:
    """甲、乙10万元 is of both."""
    return text[start - 1 : start] == "、" and text[start - 2 : start - 1] not in tuple("元人次辆个批名台套%")


def elsewhere(reading: Reading, at: int) -> bool:
    """Whether the sentence compares, or speaks of another year or body, before a name."""
    before = YEAR_END.sub("", reading.text[reading.sentence(at).start : at])
    return ELSEWHERE.search(before) is not None or names_another_year(reading, before)


def in_a_part_of_the_year(reading: Reading, at: int) -> bool:
    """Whether the sentence speaks of a month, a quarter or a half before."""
    return PART_OF_YEAR.search(YEAR_END.sub("", reading.text[reading.sentence(at).start : at])) is not None


def alone(text: str, end: int) -> bool:
    """Whether nothing goes on with a figure in its clause."""
    end += text.startswith("次", end)  # 7批次
    return end >= len(text) or text[end] in ALONE


def names_another_year(reading: Reading, lead: str) -> bool:
    """Whether words name a year that is not the report's."""
    return any(one != reading.year for one in YEAR.findall(lead))
