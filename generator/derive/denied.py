"""A target in words and what was done in words in, whether the second says that the first was missed, out.

Only what says so whatever is spoken of: 未建立 of 建立长效机制, 发生1起 of 零事故, 有待提高. Anything else is the writer's word.
"""

from __future__ import annotations

from ..pattern import deferred

NOT_DONE = deferred(r"(?:尚|还|均)?(?:未|没有|没)(?:完成|开展|实施|启动|达到|达成|实现|落实)[一-鿿]{0,4}")
"""What says by itself that a target was missed."""
PARTLY_DONE = deferred(
    r"(?:基本|部分|大部分|未全部|没有全部|未完全)(?:完成|达到|实现|达成|落实)(?:年度)?(?:目标|指标|任务)?"
)
"""What is less than a number that was to be reached."""
SHORT = 16
"""Longer words tell more than one thing."""
_DENIED = deferred(r"(?:尚|还|均|仍|都)?(?:没有|未能|未|不够|不|没)(?P<what>[一-鿿]{2,10})")
_FAINT = deferred(
    r"[一-鿿]{0,8}(?:不(?:太|够|甚)?(?:明显|显著|理想|到位|突出|佳|高|足)|(?:有|尚|仍)?待(?:进一步)?"
    r"(?:提高|提升|加强|完善|改善|改进|健全|优化|规范|增强|强化|落实))"
)
_POOR = deferred(r"(?:效果|情况|总体|整体)?(?:较|很|偏|极|非常)?差|不好|不佳|较弱|很弱|不满意|较不满意")
_NONE = deferred(r"(?:无|零|0|没有|未发生|不发生|未出现|杜绝|避免)(?P<what>[一-鿿]{0,10})")
_SOME = deferred(
    r"(?:全年|共)?(?:发生|出现|有|存在)?[1-9][0-9]{0,5}(?:起|件|次|例|人|人次|个|宗|处|项)(?P<what>[一-鿿]{0,10})"
)
_ANY = deferred(r"(?:有|发生|出现|存在)(?P<what>[一-鿿]{1,10})")
_OPPOSITES = {"是": ("否", "不是"), "有": ("无", "没有"), "达标": ("不达标", "未达标"), "合格": ("不合格",)}
_MORE = ("提升", "提高", "增加", "增长", "上升", "改善", "好转", "扩大")
_LESS = ("下降", "降低", "减少", "下滑", "恶化", "萎缩", "缩小")


def denies(goal: str, done: str) -> bool:
    """Whether what was done says that the goal was missed."""
    if NOT_DONE.fullmatch(done):
        return True
    if done in _OPPOSITES.get(goal, ()):
        return True
    if not goal or len(done) > SHORT or done in goal:
        return False
    if _POOR.fullmatch(done) or _FAINT.fullmatch(done):
        return not (_POOR.search(goal) or _FAINT.search(goal))
    return _not_so(goal, done) or _some_of_none(goal, done) or _turned(goal, done)


def _not_so(goal: str, done: str) -> bool:
    """未建立 of 建立长效机制; not 未发生 of 不发生事故."""
    match = _DENIED.search(done)
    if match is None or match.end() != len(done):
        return False
    what = match["what"]
    at = goal.find(what)
    return at >= 0 and not set(goal[max(at - 2, 0) : at]) & set("未不无没非零")


def _some_of_none(goal: str, done: str) -> bool:
    """发生1起, 有投诉 of 零事故, 无投诉."""
    none = _NONE.fullmatch(goal)
    if none is None:
        return False
    some = _SOME.fullmatch(done)
    if some is not None:
        return not some["what"] or some["what"] in goal or none["what"] in some["what"]
    match = _ANY.fullmatch(done)
    return match is not None and bool(none["what"]) and none["what"] in done


def _turned(goal: str, done: str) -> bool:
    """持续下降 of 持续提升, and the other way round."""
    for these, others in ((_MORE, _LESS), (_LESS, _MORE)):
        for one in these:
            if goal.count(one) == 1 and any(goal.replace(one, other) == done for other in others):
                return True
    return False
