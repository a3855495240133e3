"""What was read and the figures of the report in, amounts and counts in its sentences that differ from the data out.

A figure is only held against the data where its whole clause is a name of the data and words that add nothing: 全年
基本支出603.54万元, but not 一季度基本支出. Any figure under that name (年初预算, 上年, of another fund) explains it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from ...codes import prose as codes
from ...figure import Figure, Item, Rows, Text, Value
from ...pack import Pack
from ...pattern import deferred
from .filled import shown
from .mention import alone, in_a_part_of_the_year, names_another_year
from .numbers import Number, Sort
from .reading import Reading, fits
from .slip import Slip
from .words import WITHIN

ASSESSED = deferred(
    r"(?:自评|预算支出)的?项目(?:共|共有|有)?\d+个|\d+个项目(?:全部|均|都)?(?:开展|进行|实施|组织|纳入)了?[^，。；\d]{0,6}自评"
)
MANY = 6
"""So many amounts before a rate may be what it is of."""
PROJECT = {
    "全年预算": "资金.全年预算",
    "年初预算": "资金.年初预算",
    "执行数": "资金.执行",
    "到位资金": "资金.到位",
    "执行率": "资金.执行率",
    **dict.fromkeys(("实际支出", "实际执行"), "资金.执行"),
    **dict.fromkeys(("结余资金", "资金结余", "结余"), "资金.结余"),
}
LINE = deferred(
    r"全年|本年度?|当年|年度|年初|年中|调整后?|其中|[我本]?(?:局|单位|部门|项目)|该|预算|核定|财政|拨款|安排|批复|下达|到位|拨付|"
    r"资金|执行|决算|支出|收入|总额|合计|共计|经费|数|实际|完成|共|为|是|达到?|了|的|\d{4}年度?"
)
"""Words that say nothing of what a figure is of."""
BEHIND = (
    "决算数", "决算", "支出", "资金", "总额", "合计", "共计", "经费", "数", "实际", "完成", "共",
    "为", "是", "达到", "达", "了", "：", ":", "人民币", " ",
)  # fmt: skip
AHEAD = (
    "全年", "本年度", "本年", "当年", "年度", "其中", "我局", "我单位", "本单位", "本部门", "部门", "单位", "该项目",
    "本项目", "项目", "预算", "资金", "核定", "财政拨款", "的", "日常", "：", " ",
)  # fmt: skip


def find(reading: Reading, root: Item, pack: Pack) -> Iterator[Slip]:
    rows = root.rows("项目")
    yield from _projects(reading, root)
    for name, path in _own(root).items():
        for one in _named(reading, name):
            yield from _compare(reading, one, root, path, name)
    leads = reading.leads(Sort.MONEY, Sort.RATE) if rows else ""
    for name, path in PROJECT.items():
        if name not in leads:
            continue
        for one in _named(reading, name):
            part = reading.script.part(one.start)
            if 0 < part <= len(rows) and not _of_a_line(reading, one):
                yield from _compare(reading, one, rows[part - 1], path, name)


def _projects(reading: Reading, root: Item) -> Iterator[Slip]:
    """预算支出项目3个, 对3个项目开展自评: as many as are listed, or as 预算绩效 says."""
    listed = len(root.rows("项目"))
    text = reading.text
    known: set[int] | None = None
    for mark in reading.of(Sort.COUNT) if listed else ():
        if "项目" not in text[mark.start - 4 : mark.stop + 3] or reading.script.part(mark.start):
            continue
        if not ASSESSED.search(text, max(0, mark.start - 12), mark.stop + 20):
            continue
        one = reading.number(mark)
        reading.held.add(one.start)
        known = {listed, *(int(each.value) for each in _all(root, "个数"))} if known is None else known
        if not one.rough and one.value not in known:
            yield Slip(
                codes.LISTED,
                one.start,
                one.end,
                f"文字里是{one.written}项目，“项目”下面列了{listed}个",
                "核对个数，或补上、删去“项目”里的",
            )


def _own(root: Item) -> dict[str, str]:
    """The clerk's own names (数据)."""
    data = root.get("数据")
    named = data.items if isinstance(data, Rows) else ()
    return {name: f"数据.{name}" for row in named if (name := row.text("名称")) and len(name) > 2}


def _named(reading: Reading, name: str) -> Iterator[Number]:
    """The figures whose whole clause is that name and words that add nothing."""
    text = reading.text
    for at in reading.found(name):
        end = at + len(name)
        while text.startswith(BEHIND, end):
            end += len(next(word for word in BEHIND if text.startswith(word, end)))
        one = reading.at(end)
        if one is None or one.rough or not _alone(text, at, reading.year):
            continue
        before = text[reading.sentence(at).start : at]
        if alone(text, one.end) and not names_another_year(reading, before) and not in_a_part_of_the_year(reading, at):
            yield one


def _of_a_line(reading: Reading, one: Number) -> bool:
    """服务费预算82万元，实际支出80万元: a figure beside that of another name is of that name."""
    text, sentence = reading.text, reading.sentence(one.start)
    at = next((at for at, other in enumerate(sentence.numbers) if other.start == one.start), 0)
    before = sentence.numbers[at - 1] if at else None
    if before is None or before.sort != Sort.MONEY or text[before.end : before.end + 1] not in tuple("，,"):
        return False
    return bool(LINE.sub("", sentence.clause(at - 1)).strip(" ：:"))


def _alone(text: str, at: int, year: str) -> bool:
    """Whether nothing but the report's year and the like stands between the beginning of the clause and a name."""
    before = text[max(0, at - 20) : at]
    lead = before[max(before.rfind(sign) for sign in WITHIN + "、（(") + 1 :]
    ahead = (f"{year}年度", f"{year}年", *AHEAD)
    while lead.endswith(ahead):
        lead = lead.removesuffix(next(word for word in ahead if lead.endswith(word)))
    return not lead


def _compare(reading: Reading, one: Number, root: Item, path: str, name: str) -> Iterator[Slip]:
    target = _at(root, path)
    if target is None or not _alike(one, target):
        return
    reading.held.add(one.start)
    if _agrees(one, target) or (one.sort == Sort.RATE and _of_its_sentence(reading, one)):
        return
    key = path.removesuffix(".合计").rpartition(".")[2]
    if not any(_agrees(one, figure) for figure in _all(root, key)):
        yield _slip(one, name, path, target)


def _of_its_sentence(reading: Reading, rate: Number) -> bool:
    """四个项目全年预算475.84万元，执行443.18万元，执行率93.14%: whether two amounts before it make it right."""
    before = [one for one in reading.sentence(rate.start).numbers if one.start < rate.start and one.sort == Sort.MONEY]
    return any(
        fits(rate, part.low / whole.high, part.high / whole.low)
        for part, whole in permutations(before[-MANY:], 2)
        if whole.low > 0
    )


def _slip(one: Number, name: str, path: str, target: Figure) -> Slip:
    said = shown(target.shown)
    ratio = one.value / target.value if target.value else 0
    code = codes.UNIT if ratio and (ratio == 10_000 or ratio * 10_000 == 1) else codes.DATA
    return Slip(
        code,
        one.start,
        one.end,
        f"文字里的“{name}”是{one.written}，数据里是{said}",
        f"改成{said}，或写成 {{{{ {path} }}}} 由程序印出",
        figure=target.shown,
    )


def _at(root: Item, path: str) -> Figure | None:
    """The figure at a path; of one that is compared its 决算, of one that is split its 合计."""
    value: Value | None = root
    for name in path.split("."):
        if isinstance(value, Rows) and value.named:
            value = next((row.get("金额") for row in value.items if row.text("名称") == name), None)
        elif isinstance(value, Item):
            value = value.get(name)
        else:
            return None
    while isinstance(value, Item):
        value = value.get("决算") or value.get("合计")
    return value if isinstance(value, Figure) else None


def _all(root: Item, key: str) -> list[Figure]:
    """Every figure under a key of that name, wherever it stands."""
    found: list[Figure] = []
    _collect(root, key, False, found)
    return found


def _collect(value: Value, key: str, inside: bool, found: list[Figure]) -> None:
    if isinstance(value, Figure):
        found += [value, *([value.control] if value.control is not None else [])] if inside else []
    elif isinstance(value, Item):
        for name, one in value.made.items():
            if not isinstance(one, Text):
                _collect(one, key, inside or key in name, found)
    elif isinstance(value, Rows):
        for row in value.items:
            _collect(row, key, inside or (value.named and row.text("名称") == key), found)


def _alike(one: Number, figure: Figure) -> bool:
    dimension = figure.unit.dimension
    if one.sort == Sort.MONEY:
        return dimension == "money"
    if one.sort == Sort.RATE:
        return dimension == "rate"
    return dimension == "count" and (figure.unit.name in ("", one.piece) or one.piece in "人名")


def _agrees(one: Number, figure: Figure) -> bool:
    """Within one unit of the last place written in the text: 291.5万元 may be cut from 291.54万元."""
    slack = one.half * 2
    return _alike(one, figure) and figure.low - slack <= one.value <= figure.high + slack
