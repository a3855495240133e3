"""What was read in, scores (得分97分，其中投入10分、过程20分……；满分100分，得分97分，扣3分) whose parts do not come to them out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...codes import prose as codes
from ...pattern import deferred
from .reading import Reading
from .slip import Slip

_POINTS = r"(\d{1,3}(?:\.\d{1,2})?)分"
WHOLE = deferred(
    rf"(?:得分|总分|评分)(?:为|是|：|:)? ?{_POINTS}[，,（(；;]?其中[：:]?((?:[^，。；、\d]{{2,14}}?{_POINTS}[、，,；;]?){{3,8}})(?=[。）)\n\f]|$)"
)
PART = deferred(_POINTS)
TAKEN = deferred(
    rf"满分{_POINTS}[，,](?:自评|实际|综合)?得分(?:为)?{_POINTS}[，,](?:共)?扣(?:减|除|了)?{_POINTS}(?=[，。；,;\n\f]|$)"
)
MAIN = ("产出", "效益", "满意度", "投入", "过程", "决策", "执行")
BESIDE = ("加分", "扣分", "附加")
"""Points that are told beside the parts: 医疗质量380分、运营效率210分，加分项12分."""
ENOUGH = 3
"""Names of first-level indicators by which a list is of all of them."""


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    for at in reading.found("得分", "总分", "评分"):
        match = WHOLE.match(text, at)
        if match is None or any(word in match[2] for word in BESIDE):
            continue
        parts = [Decimal(one) for one in PART.findall(match[2])]
        total, found = Decimal(match[1]), sum(parts, Decimal(0))
        listed = sum(word in match[2] for word in MAIN) >= ENOUGH and "等" not in match[2]
        if found == total or (found < total and not listed) or min(parts) <= total <= max(parts):
            continue  # what lies between its parts is their average
        shown = " + ".join(f"{one}分" for one in parts) if len(parts) < 6 else f"{len(parts)}项之和"
        yield Slip(
            codes.PARTS,
            match.start(1),
            match.end(1) + 1,
            f"{total}分不等于各项得分之和：{shown} = {found}分",
            "核对总分和各项得分",
        )
    for at in reading.found("满分"):
        match = TAKEN.match(text, at)
        if match is not None and Decimal(match[1]) - Decimal(match[2]) != Decimal(match[3]):
            right = Decimal(match[1]) - Decimal(match[2])
            fact = f"{match[1]}分 - {match[2]}分 = {right}分，写的是扣{match[3]}分"
            yield Slip(codes.PARTS, match.start(3), match.end(3) + 1, fact, "核对得分和扣分")
