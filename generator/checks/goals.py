"""Targets and what came of them in, what a reviewer asks of them out: goals that nobody misses, results far above them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..amount import MONEY
from ..codes import scored as codes
from ..derive.extra import GOAL
from ..derive.none import says_nothing
from ..derive.targets import Target, compared, read_target
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Text, Words
from ..pack import Pack
from ..pattern import deferred
from ..wording import digits
from .explained import Unexplained
from .fractions import SHARE
from .impossible import CHANGE, above_whole
from .indicators import judged, rows_of
from .likeness import plain
from .naming import projects_of

SAVED = deferred(
    r"节约|节省|节支|降低|减少|下降|压减|压缩|压降|缩短|提前|提速|标准|补[助贴偿]|奖|救助|工资|待遇|收入|产值"
)
"""What is the better for being more, though it tells of a cost or a time."""
COST = deferred(r"(?:成本|费用|单价|造价|花费|开支|[一-鿿]费|支出)(?:[（(][^（）()]*[）)])?$")
TIME = deferred(
    r"等候|等待|排队|耗时|用时|时限|历时|逾期|超期|延误|延迟|停机|中断|故障时|"
    r"(?:办理|办结|完成|完工|处理|处置|响应|反馈|答复|回复|审批|审核|受理|拨付|支付|发放|到达|到场|修复|恢复|维修|交付|流转|通关)"
    r"[一-鿿]{0,2}(?:时间|时长|天数|周期|期限)"
)
HARM = deferred(
    r"(?:投诉|事故|差错|错误|故障|误差|违规|违法|逾期|超支|退件|返工|失败|死亡|发病|缺勤|空置)(?:发生)?(?:率|数|数量|件数|次数|起数|人数)?$"
)
"""What is the better for being less."""
HANDLED = deferred(r"处理|办结|办理|回复|答复|整改|查处|化解|调解|排查|下降|减少|降低|受理|处置|控制")
TIMES = ("秒", "分", "分钟", "小时", "时", "天", "日", "工作日", "个工作日", "周", "个月", "月", "年")
FLOOR, CEILING = ("≥", ">"), ("≤", "<")
TWICE = 2
"""From so many times its target on a result is told as a multiple, below as a rate."""


def beyond(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """A result that is further above its target than the pack allows without a word (完成远超目标)."""
    most = pack.rules.bounds.beyond
    for one in judged(figures, pack) if most is not None else ():
        goal, done = one.row.entries.get(GOAL), one.row.entries.get("完成")
        if most is None or not isinstance(goal, Text) or not isinstance(done, Text) or one.said("偏差"):
            continue
        if read_target(goal.text).sign not in FLOOR or _wrong_way(one.row) or above_whole(one.row):
            continue
        pair = compared(goal.text, done.text)
        if pair is None or pair[0] <= 0 or pair[1] <= pair[0] * (1 + most):
            continue
        found = Diagnostic(
            codes.BEYOND,
            f"{one.name}完成{done.text}，{_how_far(*pair)}（目标{goal.text}），没有说明原因",
            Label(done.place, "完成"),
            (Label(goal.place, "目标"),),
            help="核对数和单位；属实的，在同一行写“偏差: ……”或“说明: ……”，说明目标为什么定低了",
        )
        yield Unexplained(one.row, found)


def _how_far(goal: Decimal, value: Decimal) -> str:
    times = value / goal
    if times >= TWICE:
        return f"是目标的{digits(times, 1, trim=True)}倍"
    return f"超过目标{digits((times - 1) * 100, 1, trim=True)}%"


def missable(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """A target that nothing can miss, or that is the better for being missed."""
    for row, name in rows_of(figures):
        goal, fact = row.entries.get(GOAL), _wrong_way(row)
        if fact and isinstance(goal, Text):
            found = Diagnostic(codes.MISSABLE, f"{name}的目标“{goal.text}”{fact[0]}", Label(goal.place), help=fact[1])
            yield Unexplained(row, found)


def _wrong_way(row: Item) -> tuple[str, str] | None:
    """What is odd about a row's target, and what to do."""
    target = read_target(row.text(GOAL) or "")
    called = row.text("指标") or ""
    if target.value is None:
        return None
    if target.sign == "≥" and target.value <= 0 and (SHARE.search(called) or not CHANGE.search(called)):
        return "怎样都能达到", "写一个要做了才能达到的数；确实只要求不低于它的，在同一行写“说明: ……”"
    if target.sign in CEILING and SHARE.search(called) and not HARM.search(called):
        return "越低越算达到，方向写反了", f"多半是“≥{target.text}”；确实越低越好的，在同一行写“说明: ……”"
    if target.sign in FLOOR and _less_is_better(row, called, target):
        return "越多越算达到，方向写反了", f"多半是“≤{target.text}”；确实越多越好的，在同一行写“说明: ……”"
    return None


def _less_is_better(row: Item, called: str, target: Target) -> bool:
    if SAVED.search(called):
        return False
    if TIME.search(called):
        return target.unit in TIMES
    levels = f"{row.text('一级') or ''}{row.text('二级') or ''}"
    if target.unit.split("/")[0] in MONEY and COST.search(called):
        return "成本" in levels or "成本" in called
    return HARM.search(called) is not None and not HANDLED.search(called)


def copied(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """What was done, told in the very words of the goal."""
    for project, name in projects_of(figures):
        yield from _copied(project, name, "预期目标", "实际完成")
    whole = figures.item("整体自评")
    if whole is not None:
        yield from _copied(whole, "整体自评", "年度目标", "实际完成")
        for row in whole.rows("目标完成"):
            yield from _copied(row, f"任务“{row.text('任务') or ''}”", "预期目标", "实际完成")


def _copied(holder: Item, name: str, goal: str, done: str) -> Iterator[Diagnostic]:
    wanted, reached = holder.get(goal), holder.get(done)
    if not isinstance(wanted, Words) or not isinstance(reached, Words) or says_nothing(reached):
        return
    if plain("".join(wanted.prose.paragraphs())) == plain("".join(reached.prose.paragraphs())):
        yield Diagnostic(
            codes.COPIED,
            f"{name}的“{done}”与“{goal}”一字不差",
            Label(reached.place, done),
            (Label(wanted.place, goal),),
            help=f"“{done}”写实际做到了什么：做了多少、什么时候、结果怎样",
        )
