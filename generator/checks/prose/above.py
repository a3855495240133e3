"""What was read in, rates above 100% that are a part of a whole (覆盖率达到105%, 占总支出的120%) out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import sentences as codes
from ...pattern import deferred
from ..fractions import SHARE
from .numbers import Sort
from .reading import Reading
from .slip import Slip
from .words import EARLIER

TAIL = deferred(r"(?:平均|均|也|都|已|为|是|达|到|了|高|约|：|:| ){0,6}$")
"""What may stand between a rate's name and its figure."""
OF_WHOLE = deferred(r"占([^，。；,;：:、（(\d\n\f]{2,14})的(?:比重|比例|比率)?(?:为|是|达到?)? ?$")
OTHER = deferred(
    f"预算|计划|目标|任务|指标|合同|定额|标准|{EARLIER}|以前|年初|应|财力|生产总值|存款|资产|资本|限额|能力|容量|编制|床位"
)
"""What may be spent or done beyond."""
SPENT = deferred("(?:支出|债务?|费用?|成本)[^，。；,;]{0,6}占")


def find(reading: Reading) -> Iterator[Slip]:
    for mark in reading.of(Sort.RATE):
        if mark.stop - mark.start < 3:
            continue
        rate = reading.number(mark)
        if rate.value <= 1 or rate.rough:
            continue
        sentence = reading.sentence(rate.start)
        clause = next(sentence.clause(at) for at, one in enumerate(sentence.numbers) if one.start == rate.start)
        share = OF_WHOLE.search(clause)
        whole = share[1] if share is not None else ""
        beyond = OTHER.search(whole) or ("收入" in whole and SPENT.search(clause))
        if (whole and not beyond) or SHARE.search(TAIL.sub("", clause)):
            fact = f"“{clause.strip()}{rate.written}”大于100%"
            yield Slip(codes.ABOVE_ALL, rate.start, rate.end, fact, "核对小数点和抄录；一部分不会比全部还多")
