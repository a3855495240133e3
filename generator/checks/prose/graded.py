"""What was read and the report's grades in, a grade of the self-assessment that a sentence tells otherwise than its score earns out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import sentences as codes
from ...figure import Item
from ...pack import Band, Pack
from ...pattern import deferred
from ...wording import points
from .mention import names_another_year
from .reading import Reading
from .scored import OTHERWISE, assessed, before
from .slip import Slip

TOLD = deferred(
    r"自评(?:价)?(?:综合|总体)?(?:得分\d{1,3}(?:\.\d{1,2})?分[，,])?(?:评价)?(?:等级|等次|档次|级别|结果|结论)?(?:评定|确定|认定)?(?:为|是|：|:)"
    r"[“\"‘]?([一-鿿]{1,3}?)[”\"’]?(?:等级|等次|档次?)?(?=[，。；,;、）)\n\f]|$)"
)


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    bands = {name: band for band in pack.rules.bands for name in (band.name, band.full)}
    for at in reading.found("自评") if bands else ():
        match = TOLD.match(reading.text, at)
        said = bands.get(match[1]) if match is not None else None
        lead = before(reading.text, at)
        if match is None or said is None or OTHERWISE.search(lead) or names_another_year(reading, lead):
            continue
        whose = assessed(reading, figures, at, lead)
        earned = _earned(whose, bands) if whose is not None else None
        score = whose.figure("自评得分") if whose is not None else None
        if earned is not None and score is not None and said.name != earned.name:
            yield Slip(
                codes.SCORE_TOLD,
                match.start(1),
                match.end(1),
                f"文字里的自评等级是“{match[1]}”，自评得分{points(score.shown.value)}是“{earned.name}”",
                f"改成“{earned.name}”，或核对自评得分",
                figure=score.shown,
            )


def _earned(whose: Item, bands: dict[str, Band]) -> Band | None:
    """The grade of a score, as derived; none where another one was given, which is told by itself."""
    earned = whose.item("等级")
    name = earned.text("名称") if earned is not None else None
    given = whose.text("自评等级")
    band = bands.get(name or "")
    return band if band is not None and given in (None, band.name, band.full) else None
