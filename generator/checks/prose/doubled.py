"""What was read in, words written twice in a row (增加增加) out.

Only words of which no two stand side by side by rights: 政务服务服务水平 and 研究研究 do, and so does whatever is a
noun.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import sentences as codes
from ...pattern import deferred
from .reading import Reading
from .slip import Slip

WORDS = (
    *("增加", "减少", "增长", "下降", "上升", "降低", "主要", "用于", "以及", "其中", "进行", "开展", "完成"),
    *("实现", "提高", "提升", "加强", "由于", "因为", "通过", "根据", "按照", "为了", "同时", "并且", "因此"),
    *("但是", "我局", "我们", "全年", "本年", "上年", "包括", "分别", "属于", "达到", "已经", "没有", "不断"),
    *("积极", "认真", "严格", "切实", "持续", "全面", "有效", "及时", "共计", "合计", "总计", "截至", "截止"),
    *("持平", "对于", "关于", "比上年", "较上年", "与上年", "主要是", "进一步", "主要用于", "主要原因"),
    *("百分点", "个百分点"),
)
GOING_ON = ("率", "额", "量", "数", "度", "点")
"""What makes another word of the second: 完成完成率."""
BEGUN = ("根据地",)
"""Another word that begins with one of them: 根据根据地的条件."""
TWICE = deferred(r"(?<![为明寥草不未])了了(?=[\d，。；])|(?<=[供成升高加少进立实])了了(?![解断结然却账事无得之望如不])")
"""下降了了5%, but not 为了了解 or 明了了."""
ALIKE = deferred(r"(?:增加增长|增长增加|减少下降|下降减少)(?=了?\d)|(?<=\d{4}年)度度(?![过假量数])")
"""较上年增加增长5%, 2024年度度."""
OF_OF = deferred(r"(?<![目标打有端众])的的(?![确士])")
"""中心的的工作, but not 目的的 or 的的确确."""


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    for at in reading.found("了了"):
        if TWICE.match(text, at):
            yield Slip(codes.WORD_TWICE, at, at + 2, "“了”写了两遍", "只留一个“了”")
    for at in reading.found("增加增长", "增长增加", "减少下降", "下降减少", "度度"):
        match = ALIKE.match(text, at)
        if match is not None:
            yield Slip(codes.WORD_TWICE, at, match.end(), f"“{match[0]}”写重了", "只留一个")
    for at in reading.found("的的"):
        if OF_OF.match(text, at):
            yield Slip(codes.WORD_TWICE, at, at + 2, "“的”写了两遍", "只留一个“的”")
    for word in WORDS:
        for at in reading.found(word + word):
            end = at + 2 * len(word)
            if not text.startswith(GOING_ON, end) and not text.startswith(BEGUN, end - len(word)):
                yield Slip(codes.WORD_TWICE, at, end, f"“{word}”写了两遍", f"只留一个“{word}”")
