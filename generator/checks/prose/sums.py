"""What was read in, lists of parts that a total follows (电脑5台、打印机3台，共计8台; 第一笔20万元……共计50万元) that is not their sum out.

Only a sentence of nothing but parts of one kind, each with its name, and the total behind the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...codes import prose as codes
from ...pattern import deferred
from .kinds import apart, numbered
from .numbers import Number, Sort
from .reading import Reading, Sentence, alike, amount, spelt
from .slip import Mark, Slip
from .words import EARLIER

PART = deferred(r"[，,、；;：:]?(?:和|及|以及)?[^，。；,;、：:\d（）()]{0,16}")
FIRST = deferred(r"[^。；;\d（）()]{0,40}")
TOTAL = deferred(
    r"[，,；;]?(?:以上|各项|[两三四五六七八九十][项类级笔批])?(?P<all>全年)?(?:资金|经费)?(?:共计?|合计|总计|总共)"
    r"(?:完成|实施|支出|支付|投入|培训|发放|购买|购置|安排|建成|建设|开展|举办|组织|拨付|下达|到位|筹集|采购|新建|改造|"
    r"新增|印制|印发|制作|招聘|招录|走访|慰问|救助|资助|有(?P<noun>[一-鿿]{0,4}))?(?:资金|经费)?(?:为|了)?[:：]? ?"
)
OTHERWISE = deferred(
    rf"{EARLIER}|比|较|占|预算|计划|目标|平均|人均|每|累计|结转|结余|剩余|节约|单价|其中|等|增长|下降|减少|降低|由|从|涉及|覆盖|惠及|分别"
)
HEADED = ("：", ":", "，分别为", "，分别是")
EACH = deferred("，分别(?:为|是|[一-鿿]{2})$")
"""培训3期，分别培训50人、60人、70人: what is counted before them is of another kind."""
PRICED, PAID = (
    deferred("合同|中标|成交|审定|送审|投资|概算|应[付补发缴]"),
    deferred("支付|支出|拨付|完成|到位|投入|发放"),
)
"""甲合同价320万元、乙合同价86万元，共支付365万元: what is paid is less than the prices."""
QUARTERS = ("一季度", "二季度", "三季度", "四季度")
YEAR = deferred(r"^[，,；;](?:全年度?|年度)(?:累计|共计?|合计|总计)?([一-鿿]{0,2})[一-鿿]{0,6}$")
ONCE_EACH = deferred(r"[（(，,](?:已|均)?(?:按人头|按户|去重|不重复|[剔扣][除去]重[复合叠])")
"""Behind a total that counts nobody twice."""
NEAR = 5
"""What misses its sum by more than a fifth is of something else."""
MOST = 12

MOVED = deferred("退休|借[调用]|抽调|调[入出离]|辞[职退]|离职|报废|处置|注销|去世")
"""在职11人，年内退休1人，信息中心9人，共20人: what is told beside the parts, where the others are none of these."""


def find(reading: Reading) -> Iterator[Slip]:
    done: set[int] = set()
    for at in reading.found("共", "合计", "总计", "四季度"):
        sentence = reading.sentence(at)
        if sentence.start not in done and len(sentence.numbers) > 2:
            done.add(sentence.start)
            yield from _held(sentence)


def _held(sentence: Sentence) -> Iterator[Slip]:
    numbers = sentence.numbers
    if _quarters(sentence):
        yield from _sum(numbers[:4], numbers[4])
        return
    ends = [index for index in range(2, len(numbers)) if TOTAL.fullmatch(sentence.lead(index))]
    if len(ends) != 1 or ends[0] > MOST:
        return
    end = ends[0]
    each = end > 2 and EACH.search(sentence.lead(1)) is not None
    begin = 1 if end > 2 and (each or sentence.lead(1).startswith(HEADED)) else 0  # 共支付3笔：第一笔……
    parts, total = numbers[begin:end], numbers[end]
    leads = [
        sentence.lead(index).lstrip("，：:") if index == begin else sentence.lead(index) for index in range(begin, end)
    ]
    told = sentence.text[parts[0].start : total.start] if begin else sentence.text[sentence.start : total.start]
    if any(one.rough for one in (*parts, total)) or not all(alike(one, total) for one in parts):
        return
    if OTHERWISE.search(told) or not FIRST.fullmatch(leads[0]) or not all(map(PART.fullmatch, leads[1:])):
        return
    moved = [MOVED.search(lead) is not None for lead in leads]
    if any(moved) and not all(moved):
        return
    match = TOTAL.fullmatch(sentence.lead(end))
    if PRICED.search(told) and PAID.search(sentence.lead(end)):
        return
    names = [_name(lead) for lead in leads]
    if match is not None and match["noun"] and not all(match["noun"] in name for name in names):
        return
    if match is not None and match["all"] and (numbered(names) or not apart(names)):
        return  # 一季度3项、二季度4项，全年共12项: some of many
    yield from _sum(parts, total)


def _quarters(sentence: Sentence) -> bool:
    """一季度……四季度1400件，全年办件5150件: five figures of one kind, and no others."""
    numbers = sentence.numbers
    if len(numbers) != 5 or any(one.rough or not alike(one, numbers[0]) for one in numbers):
        return False
    clauses = [sentence.clause(index) for index in range(4)]
    named = all(quarter in clause for quarter, clause in zip(QUARTERS, clauses, strict=True))
    plain = not OTHERWISE.search("".join(clauses).replace("分季度", "").replace("分四", ""))
    total = YEAR.match(sentence.lead(4))
    found = sum(one.value for one in numbers[:4])
    near = abs(found - numbers[4].value) * NEAR <= numbers[4].value
    return named and plain and near and total is not None and total[1] in sentence.lead(0)


def _name(lead: str) -> str:
    for sign in "，,、；;：:":
        lead = lead.rpartition(sign)[2]
    return lead.strip()


def _sum(parts: Sequence[Number], total: Number) -> Iterator[Slip]:
    for first in range(len(parts) - 1):
        group = parts[first:]
        if abs(sum(one.value for one in group) - total.value) <= total.fine + sum(one.fine for one in group):
            return
    found = sum((one.value for one in parts), Decimal(0))
    if total.sort == Sort.COUNT and ONCE_EACH.match(total.text, total.end):
        return
    if total.sort == Sort.MONEY and (found > total.value * 2 or total.value > found * 2):
        return  # told of something else
    shown = spelt(parts)
    yield Slip(
        codes.PARTS,
        total.start,
        total.end,
        f"{total.written}不等于前面各数之和：{shown} = {amount(found, total)}，相差{amount(abs(found - total.value), total)}",
        "核对各数和合计",
        others=tuple(Mark(one.start, one.end, "分项") for one in parts),
    )
