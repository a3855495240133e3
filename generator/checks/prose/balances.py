"""What was read in, sentences that tell what was there, came in, went out and is left, which do not balance, out.

年初结转10万元，本年收入50万元，本年支出55万元，年末结转5万元; 预算200万元，支出180万元，结余20万元; 编制20人，实有25人，超编5人:
only where these are told one after the other, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from re import Pattern
from typing import NamedTuple

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading, Sentence, alike, amount, fits, percent
from .slip import Mark, Slip

CARRIED = r"结转(?:和结余|结余|资金)?|结余(?:资金)?"
_IS = r"(?:资金|合计|总额|数|额)?(?:共计?|为|是|了)?[:：]? ?$"


class _Row(NamedTuple):
    """Figures that follow one another: what each is called, and what each counts to the last, which is left."""

    names: tuple[Pattern[str], ...]
    signs: tuple[int, ...]
    sort: str


ROWS = (
    _Row(
        (
            deferred(rf"(?:年初|上年)(?:{CARRIED}){_IS}"),
            deferred(rf"(?<!经营)(?<!事业)收入{_IS}"),
            deferred(rf"支出(?:决算)?{_IS}"),
            deferred(rf"(?:年末|期末|当年|累计|滚存)?(?:{CARRIED}){_IS}"),
        ),
        (1, 1, -1),
        Sort.MONEY,
    ),
    _Row(
        (
            deferred(rf"(?:预算|安排|到位|下达|拨付|收入){_IS}"),
            deferred(rf"(?:支出|执行|使用|支付|完成){_IS}"),
            deferred(rf"(?:结余|节余|剩余|结转|节约){_IS}"),
        ),
        (1, -1),
        Sort.MONEY,
    ),
    _Row(
        (
            deferred(rf"(?:合同价?|预算价|控制价|招标价|概算|送审){_IS}"),
            deferred(rf"(?:结算价?|中标价?|成交价?|审定){_IS}"),
            deferred(rf"(?:节约|节省|核减|审减){_IS}"),
        ),
        (1, -1),
        Sort.MONEY,
    ),
    _Row(
        (
            deferred(rf"合同(?:总)?(?:价款?|金额|额){_IS}"),
            deferred(rf"(?:支付|付款|已付|付清){_IS}"),
            deferred(rf"(?:剩余|余款|未付|尚欠|尾款){_IS}"),
        ),
        (1, -1),
        Sort.MONEY,
    ),
    _Row(
        (
            deferred(rf"(?:受理|接到|收到|查出|发现|排查|交办|转办)[^，。；,;\d]{{0,8}}{_IS}"),
            deferred(rf"(?:办结|整改|答复|解决|化解)(?:到位)?{_IS}"),
            deferred(rf"(?:正在|还有|尚有|在办|未办结|未整改|剩余)[^，。；,;\d]{{0,4}}{_IS}"),
        ),
        (1, -1),
        Sort.COUNT,
    ),
    _Row(
        (
            deferred(rf"编制(?:人)?{_IS}"),
            deferred(rf"(?:实有|现有|在编|在职|在岗)(?:人员|人)?{_IS}"),
            deferred(r"超编 ?$"),
        ),
        (-1, 1),
        Sort.COUNT,
    ),
    _Row(
        (
            deferred(rf"编制(?:人)?{_IS}"),
            deferred(rf"(?:实有|现有|在编|在职|在岗)(?:人员|人)?{_IS}"),
            deferred(r"(?:空编|缺编|空缺) ?$"),
        ),
        (1, -1),
        Sort.COUNT,
    ),
)
BEGUN = deferred(r"(?:年初|上年末|上年底|期初)[^，。；,;\d]{0,8}$")
ENDED = deferred(r"(?:年末|年底|期末|目前|现)[^，。；,;\d]{0,8}$")
COME = deferred(r"(?:增加|新增|调入|招录|招聘|录用|新建|增设|购置|接收|转入|引进|调增)[^，。；,;\d]{0,4}$")
GONE = deferred(r"(?:减少|退休|调出|辞职|辞退|离职|撤销|核减|报废|转出|注销|死亡|调减|去世)[^，。；,;\d]{0,4}$")
"""年初40人，当年调入3人，退休2人，年末41人."""
OF_ELSE = deferred("其中|累计|计划|预算|目标|任务|借调|完成")
SENT_IN = deferred(r"(?:送审|报审|控制价|招标价|预算价|上报)[^，。；,;\d]{0,6}$")
FIXED_AT = deferred(r"(?:审定|核定|中标|成交|结算)[^，。；,;\d]{0,6}$")
CUT = deferred(r"(?:审减|核减|节约|节支|节省)(?:率|幅度|比例)(?:为|是|达到?)?[:：]? ?$")
CUT_BY = deferred(r"(?:审减|核减|节约|节支|节省)[^，。；,;\d]{0,6}$")
CONTRACT = deferred(r"合同[^，。；,;\d]{0,6}$")
STILL = deferred("(?:还|尚)有[^，。；,;]{0,4}$")
UNDONE = deferred("[，。；,;、（(\n\f]|$|[正未在尚待没仍需须列转继长按拟问]|因")
"""尚有2件正在办理; but 尚有2件延续申请未到期 tells what they are, and need not be of those before."""
OTHERWISE = (
    "分配",
    "弥补",
    "缴",
    "调",
    "其中",
    "提取",
    "收回",
    "核减",
    "归还",
    "借",
    "含",
    "上年",
    "累计",
    "另",
    "追加",
    "半年",
    "动用",
    "使用结",
    "使用年初",
    "使用以前",
    "季度",
)


def find(reading: Reading) -> Iterator[Slip]:
    done: set[int] = set()
    for at in reading.found(
        "结转",
        "结余",
        "节余",
        "剩余",
        "节约",
        "节省",
        "核减",
        "审减",
        "超编",
        "空编",
        "缺编",
        "空缺",
        "余款",
        "未付",
        "尚欠",
        "正在",
        "还有",
        "尚有",
        "在办",
        "未办结",
        "未整改",
    ):
        sentence = reading.sentence(at)
        if sentence.start not in done:
            done.add(sentence.start)
            yield from next((found for row in ROWS if (found := list(_held(sentence, row)))), _cut(sentence))
    for at in reading.found("年末", "年底", "期末", "目前", "现有"):
        sentence = reading.sentence(at)
        if sentence.start not in done:
            done.add(sentence.start)
            yield from _moved(sentence)


def _moved(sentence: Sentence) -> Iterator[Slip]:
    """What was there, came, went and is there now, of one kind, and nothing else in the sentence."""
    numbers = sentence.numbers
    if len(numbers) < 3 or any(one.rough or one.sort != Sort.COUNT or not alike(one, numbers[0]) for one in numbers):
        return
    clauses = [sentence.clause(at) for at in range(len(numbers))]
    text = sentence.text[sentence.start : sentence.end]
    if not BEGUN.search(clauses[0]) or not ENDED.search(clauses[-1]) or OF_ELSE.search(text):
        return
    signs = [1 if COME.search(clause) else -1 if GONE.search(clause) else 0 for clause in clauses[1:-1]]
    if 0 not in signs:
        yield from _row(sentence, (1, *signs), [*numbers])


def _cut(sentence: Sentence) -> list[Slip]:
    """合同100万元，送审98万元，审定90万元，核减8万元，审减率8.16%: what was cut, and its share of what was sent in."""
    numbers = [one for one in sentence.numbers if one.sort == Sort.MONEY]
    clauses = {one.start: sentence.clause(at) for at, one in enumerate(sentence.numbers)}
    if len(numbers) > 2 and CONTRACT.search(clauses[numbers[0].start]):
        numbers = numbers[1:]
    if len(numbers) < 2 or len(numbers) > 3 or any(one.rough for one in numbers):
        return []
    sent, fixed = numbers[:2]
    if not SENT_IN.search(clauses[sent.start]) or not FIXED_AT.search(clauses[fixed.start]):
        return []
    if len(numbers) == 3 and not CUT_BY.search(clauses[numbers[2].start]):
        return []
    found = list(_row(sentence, (1, -1), numbers)) if len(numbers) == 3 and len(clauses) > 3 else []
    rates = [one for one in sentence.numbers if one.sort == Sort.RATE]
    if found or len(rates) != 1 or rates[0].rough or not CUT.search(clauses[rates[0].start]) or sent.low <= 0:
        return found
    slack, gap = sent.fine + fixed.fine, sent.value - fixed.value
    low, high = (gap - slack) / (sent.value + sent.fine), (gap + slack) / (sent.value - sent.fine)
    if fits(rates[0], low, high):
        return []
    right = percent((sent.value - fixed.value) / sent.value, rates[0])
    fact = f"写作{rates[0].written}，按前面的数是（{sent.written} - {fixed.written}）÷ {sent.written} = {right}"
    others = (Mark(sent.start, sent.end), Mark(fixed.start, fixed.end))
    return [Slip(codes.RATE, rates[0].start, rates[0].end, fact, "核对这几个数", others=others)]


def _held(sentence: Sentence, row: _Row) -> Iterator[Slip]:
    """A row of the sentence, which tells no other figures of its kind."""
    numbers = [(index, one) for index, one in enumerate(sentence.numbers) if one.sort == row.sort]
    if len(numbers) != len(row.names) or any(one.rough or not _alike(one, numbers[0][1]) for _, one in numbers):
        return
    if not all(name.search(sentence.clause(at)) for name, (at, _) in zip(row.names, numbers, strict=True)):
        return
    text = sentence.text[sentence.start : sentence.end].replace("上年结", "年初结")
    at, left = numbers[-1]
    other = STILL.search(sentence.clause(at)) is not None and UNDONE.match(sentence.text, left.end) is None
    if other or any(word in text for word in OTHERWISE):
        return
    yield from _row(sentence, row.signs, [one for _, one in numbers])


def _alike(one: Number, other: Number) -> bool:
    """编制12名，实有10人: both count persons."""
    return alike(one, other) or (one.sort == other.sort == Sort.COUNT and one.piece in "人名" and other.piece in "人名")


def _row(sentence: Sentence, signs: tuple[int, ...], numbers: Sequence[Number]) -> Iterator[Slip]:
    *parts, left = numbers
    right = sum((sign * one.value for sign, one in zip(signs, parts, strict=True)), Decimal(0))
    if abs(right - left.value) <= sum(one.fine for one in numbers):
        return
    # the first is added, or what is there counts before what may be
    terms = sorted(zip(signs, parts, strict=True), key=lambda term: -term[0])
    shown = " ".join((("+ " if sign > 0 else "- ") + one.written) for sign, one in terms).removeprefix("+ ")
    yield Slip(
        codes.PARTS,
        left.start,
        left.end,
        f"{shown} = {amount(right, left)}，写的是{left.written}",
        "核对这几个数；还有别的，写清楚",
        others=tuple(Mark(one.start, one.end) for one in parts),
    )
