"""What was read in, rates with a sign too many (下降-12.5%, 5%个百分点), shares and rates without theirs (占76.23) out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import sentences as codes
from ...pattern import deferred
from .numbers import Sort
from .reading import Reading, named
from .slip import Slip

FALLEN = deferred(
    r"(?:下降|减少|降低|下滑|回落|缩减|压减|压缩|降幅)(?:幅度|率|额)?(?:了|约|为|是|达|达到)?[:：]? ?"
    r"([-－−]\d[\d.,]*(?:%|％|‰|个百分点|万元|亿元|元|个|件|人次|人|项|户|次)?)"
)
POINTS = deferred(r"\d[%％]个?百分点")
ENDS = "降少低滑落减缩幅度率额了约为是达到:： "
"""What stands before the sign of a fall."""
SHARE = deferred(
    r"占(?:比|[^，。；,;：:、\d\n\f]{0,14}(?:比重|比例|比率|的))?(?:分别)?(?:为|是|达到|达|约)?[:：]? ?"
    r"(\d{1,3}(?:\.\d+)?)(?=[，。；、）)！\n\f]|,(?!\d)|;|$)"
)
RATE = deferred(
    r"[一-鿿](?<![汇利频倍积功曲斜])(?<!动比)(?<!生育)(?<!周转)(?<!杠杆)率(?:分别)?(?:为|是|达到|达|约|高达)?了?[:：]? ?(\d{1,3}(?:\.\d+)?)(?=[，。；）)！\n\f]|,(?!\d)|;|$)"
)
"""满意率98.5: what no unit follows; an exchange rate has none by rights."""
OTHERWISE = ("占地", "占第", "占用", "占到第")


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    for at in reading.found("-", "－", "−"):
        match = FALLEN.search(text, max(0, at - 9), at + 16) if text[at - 1 : at] in tuple(ENDS) else None
        if match is not None and match.start(1) == at:
            word, figure = match[0][:2], match[1]
            advice = f"写成“{word}{figure[1:]}”；其实是增加的，写“增加”或“增长”"
            yield Slip(codes.SIGNED, match.start(), match.end(), f"“{match[0]}”：{word}又带负号", advice)
    for at in reading.found("百分点"):
        points = POINTS.search(text, max(0, at - 3), at + 3)
        if points is not None:
            fact = f"“{points[0]}”：百分号和百分点只能写一个"
            advice = "比率之差写“个百分点”，去掉 %；增减幅度写 %，去掉“个百分点”"
            yield Slip(codes.SIGNED, *points.span(), fact, advice)
    for mark in reading.of(Sort.BARE):
        at = text.rfind("占", max(0, mark.start - 24), mark.start)
        share = SHARE.match(text, at) if at >= 0 else None
        if (
            share is not None
            and share.start(1) == mark.start
            and not text.startswith(OTHERWISE, at)
            and _bare(reading, at, share[1])
        ):
            fact = f"“{share[0]}”没有百分号"
            yield Slip(codes.NO_PERCENT, share.start(1), share.end(1), fact, f"写成“{share[1]}%”")
        at = text.rfind("率", max(0, mark.start - 8), mark.start)
        rate = RATE.match(text, at - 1) if at > 0 else None
        if rate is not None and rate.start(1) == mark.start and 1 < float(rate[1]) <= 100:
            fact = f"“{named(text, rate.end())}”没有百分号"
            yield Slip(codes.NO_PERCENT, rate.start(1), rate.end(1), fact, f"写成“{rate[1]}%”")


def _bare(reading: Reading, at: int, written: str) -> bool:
    """Whether a number can only be a rate: with decimals, or beside a share that has its sign."""
    if not 1 < float(written) <= 100:
        return False
    sentence = reading.sentence(at)
    others = sentence.text[sentence.start : sentence.end]
    return "." in written or SIGNED_SHARE.search(others) is not None


SIGNED_SHARE = deferred(r"占(?:比|[^，。；,;\d]{0,14})?\d[\d.]*[%％]")
