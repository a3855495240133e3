"""What was read and the report's scores in, a score of the self-assessment that a sentence tells otherwise out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...amount import whole_number
from ...codes import sentences as codes
from ...figure import Figure, Item
from ...pack import Pack
from ...pattern import deferred
from ...wording import points
from .mention import names_another_year
from .reading import Reading
from .slip import Slip
from .words import EARLIER

TOLD = deferred(
    r"自评(?:价)?(?:综合|最终|总体)?(?:总?得分|总?评?分数?|结果|成绩)?(?:合计|共计|总计)?(?:为|是|达到|达|得|：|:)? ?"
    r"(\d{1,3}(?:\.\d+)?|[一二三四五六七八九十百零]{1,6}(?:点[一二三四五六七八九零]{1,2})?) ?分(?![钟项类之别公值段档以的])"
)
OTHERWISE = deferred(
    f"{EARLIER}|下属|所属|直属|指标|产出|效益|满意度|满分|平均|各|其中|分值|不低于|以上|目标|力争|每|扣|二级|一级|执行|第"
)
AFTER = deferred("复核|复评|核定为|调整为")
"""Behind a score that was not the last."""
WHOLE = ("部门", "整体", "单位")
STOPS = "。；;\n\f"
PROJECT = deferred(r"([一-鿿\d]{2,30}?)(?:项目|经费|资金|工程)$")
"""Words right before a score that name a project."""
THIS = deferred(r"(?:\d{4}年度?|本年度?|全年|经|对|[该此本我][一-鿿]{0,2}|按|根据|综合|总体|整体|支出)+")
LEAST = 3
"""A project's name of no more characters is a word like others."""
LEAD = 60
"""Characters before a score that tell whose it is at most."""


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    text = reading.text
    for at in reading.found("自评"):
        told = text[at + 2 : at + 18]
        match = TOLD.match(text, at) if "分" in told else None
        if match is None:
            continue
        lead = before(text, at)
        if (
            AFTER.search(text, match.end(), match.end() + LEAD // 2)
            or names_another_year(reading, lead)
            or OTHERWISE.search(lead)
        ):
            continue
        whose = assessed(reading, figures, at, lead)
        score = whose.figure("自评得分") if whose is not None else None
        reading.held.update([match.start(1)] if score is not None else [])
        if score is not None and not _agrees(_digits(match[1]), score.shown):
            said = points(score.shown.value)
            yield Slip(
                codes.SCORE_TOLD,
                match.start(1),
                match.end(),
                f"文字里的自评得分是{match[1]}分，表里是{said}",
                f"改成{said}，或核对各指标的得分",
                figure=score.shown,
            )


def assessed(reading: Reading, figures: Item, at: int, lead: str) -> Item | None:
    """What a score or grade is of: the text's own project, the one that is named before it, in the report's own text the whole or the only project."""
    part = reading.script.part(at)
    projects = figures.rows("项目")
    if part and part <= len(projects) and _of_another(projects[part - 1].text("名称") or "", lead):
        return None
    if part:
        return projects[part - 1] if part <= len(projects) else None
    named = [project for project in projects if len(name := project.text("名称") or "") > LEAST and name in lead]
    if len(named) == 1 and lead.endswith(("的", "项目", named[0].text("名称") or "")):
        return named[0]
    whole = figures.item("整体自评")
    if whole is not None and whole.figure("自评得分") is not None:
        return whole if "项目" not in lead else None
    alone = len(projects) == 1 and not any(word in lead for word in WHOLE)
    return projects[0] if alone else None


def _of_another(own: str, lead: str) -> bool:
    """热线项目自评92.1分, in the text of another project."""
    match = PROJECT.search(lead.removesuffix("的"))
    return match is not None and match[1] not in own and not THIS.fullmatch(match[1])


def before(text: str, at: int) -> str:
    """What stands before in its clauses, up to the end of the sentence before."""
    start = max(text.rfind(sign, max(0, at - LEAD), at) for sign in STOPS) + 1
    return text[max(start, at - LEAD) : at]


def _digits(written: str) -> str:
    """九十六点五 as 96.5."""
    if written[0].isdecimal():
        return written
    whole, point, behind = written.partition("点")
    return f"{whole_number(whole)}{'.' if point else ''}{''.join(str('零一二三四五六七八九'.index(one)) for one in behind)}"


def _agrees(written: str, score: Figure) -> bool:
    """Within the last place written."""
    slack = Decimal(1).scaleb(-len(written.partition(".")[2])) / 2 if "." in written else Decimal("0.5")
    exact = score.value == score.value.to_integral_value() and "." not in written
    return abs(Decimal(written) - score.value) <= (Decimal(0) if exact else slack)
