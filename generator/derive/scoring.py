"""Figures and a Pack's rules in; the scores of indicators and of the budget's execution out, where a rule gives them.

A score is awarded in the pack's decimals (得分小数) and totals add the awarded scores, as a reader of the form does.
"""

from __future__ import annotations

from decimal import Decimal

from ..codes import relations as codes
from ..figure import Faulty, Figure, Flag, Item, Rows, Text, Unit, Value, Working, exact
from ..model import Record, inner_record
from ..pack import Pack, Rules
from ..source import Place
from ..vocabulary.projects import SOURCE
from ..wording import round_half_up
from .extra import CATEGORY, GOAL
from .form_rows import form_rows
from .none import says_nothing
from .sums import share_of, sum_of
from .targets import WORDED, Outcome, outcome, read_target
from .tree import assign, put, widened
from .unread import unknown

POINTS = Unit("score", "分")
RATE = Unit("rate", "%")
DONE = "完成值"
LEVEL = "一级"
REASONS = ("偏差", "说明")
"""The keys in which a writer says why less was scored than the rule gives."""
READ = ("分值", "目标", "完成")
"""What an indicator's score is worked out from."""
BY_RATE = Working(codes.EXECUTION_SCORE.id, "执行率乘分值", "×", ("执行率", "执行率分值"))
BY_BAND = Working(codes.EXECUTION_SCORE.id, "执行率所在档次的得分", "", ("执行率",))


def score_projects(root: Item, pack: Pack) -> None:
    """项目: what each indicator earned, what the execution earned, and the form's rows of money."""
    for project in root.rows("项目"):
        score_indicators(project, pack.rules)
        funds = project.item("资金")
        if funds is not None:
            assign(funds, "分值", exact(pack.rules.execution_weight, POINTS))
            score_execution(funds, pack.rules)
            _money_rows(funds, pack.rules)


def score_execution(holder: Item, rules: Rules) -> None:
    """The score for the rate of execution: weight × rate, or the points of the band that the rate is in."""
    rate = holder.entries.get("执行率")
    if isinstance(rate, Faulty):
        if "得分" not in holder.entries:
            assign(holder, "得分", rate)
        return
    if not rules.execution_weight:
        assign(holder, "得分", exact(Decimal(0), POINTS))
    elif isinstance(rate, Figure):
        _award(holder, _earned(rate.shown, rules), BY_BAND if rules.execution_bands else BY_RATE, rules)


def _earned(rate: Figure, rules: Rules) -> Figure:
    points, low, high = (
        round_half_up(execution_points(one, rules), rules.score_decimals) for one in (rate.value, rate.low, rate.high)
    )
    if rules.execution_bands:
        return Figure(points, low, high, POINTS, None, None, (rate,))
    full = exact(Decimal(1), RATE)
    return Figure(points, low, high, POINTS, None, None, (
        rate if rate.value <= 1 else full, exact(rules.execution_weight, POINTS)))  # fmt: skip


def execution_points(rate: Decimal, rules: Rules) -> Decimal:
    """What a rate (1 for 100%) earns; bands are kept from the highest down, their lower bound included."""
    if not rules.execution_bands:
        return min(max(rate, Decimal(0)), Decimal(1)) * rules.execution_weight
    return next((band.points for band in rules.execution_bands if rate >= band.lowest), Decimal(0))


def outcome_of(row: Item, rules: Rules) -> Outcome | None:
    """What came of an indicator that has a target and an actual value."""
    target, done = row.text(GOAL), row.text("完成")
    if target is None or done is None:
        return None
    return outcome(target, done, rules.qualitative, rules.scales)


def score_indicators(holder: Item, rules: Rules) -> None:
    """满分, each indicator's 得分 and cells, and the sums by category."""
    assign(holder, "满分", exact(rules.full_score, POINTS))
    assign(holder, "指标满分", exact(rules.full_score - rules.execution_weight, POINTS))
    for row in holder.rows("指标"):
        _goal(row, rules.goal)
        _apart(row)
        weight, given, came = row.figure("分值"), row.entries.get("得分"), outcome_of(row, rules)
        if given is None and any(isinstance(row.get(key), Faulty) for key in READ):
            unknown(row, "得分")
        if came is None or came.share is None or weight is None or isinstance(given, Faulty):
            continue
        if given is not None and came.band is not None:
            continue  # chosen within its band: the writer's word
        points = round_half_up(weight.value * _share(came.share, rules), rules.score_decimals)
        _award(row, Figure(points, points, points, POINTS, None), _by_target(row), rules)
    score_categories(holder, rules.group)
    form_rows(holder, rules.indicator_rows)


def _by_target(row: Item) -> Working:
    read = tuple(value for key in ("分值", GOAL, "完成") if (value := row.get(key)) is not None)
    return Working(codes.INDICATOR_SCORE.id, "按目标和完成算出的得分", read=read)


def score_categories(holder: Item, group: str) -> None:
    """一级得分: weights and scores summed by level-1 category, where every row has both; 分组 by the pack's own column."""
    _sums_by(holder, LEVEL, "一级得分")
    if group:
        _sums_by(holder, group, "分组")


def _sums_by(holder: Item, column: str, to: str) -> None:
    sums: dict[str, list[tuple[Figure, Figure]]] = {}
    for row in holder.rows("指标"):
        weight, score, category = row.figure("分值"), row.figure("得分"), _said_in(row, column)
        if weight is None or score is None or category is None:
            return
        sums.setdefault(category.removesuffix("指标") if column == LEVEL else category, []).append(
            (weight, score.shown)
        )
    place = holder.place
    if not sums or place is None:
        return
    rows = tuple(_category(name, pairs, place) for name, pairs in sums.items())
    assign(holder, to, Rows(CATEGORY, rows, place))


def _said_in(row: Item, column: str) -> str | None:
    value = row.get(column)
    if isinstance(value, Flag):
        return "是" if value.value else "否"
    return value.text if isinstance(value, Text) else None


def _category(name: str, pairs: list[tuple[Figure, Figure]], place: Place) -> Item:
    weight, score = sum_of(weight for weight, _ in pairs), sum_of(score for _, score in pairs)
    rate = share_of(score, weight)
    figures = {"分值": weight, "得分": score, "得分率": rate}
    return Item(CATEGORY, {"名称": Text(name, place), **{k: f for k, f in figures.items() if f is not None}}, place)


def _share(share: Decimal, rules: Rules) -> Decimal:
    """What part of the weight is earned by a share of the target: that of the band which it is in, where there are any."""
    if not rules.coefficients or share >= 1:
        return share
    return next((band.share for band in rules.coefficients if share >= band.lowest), Decimal(0))


def _award(holder: Item, points: Figure, working: Working, rules: Rules) -> None:
    """Put what a rule gives, unless the writer gave another score and said why: less, for whatever reason."""
    given = holder.entries.get("得分")
    points = _allowing(points, given, rules)
    if isinstance(given, Figure) and not points.agrees(given):
        less = given.value < points.value
        if rules.deductions and less and any(_said(holder.get(key)) for key in REASONS):
            return
    put(holder, "得分", points, working)


def _said(value: Value | None) -> bool:
    return value is not None and not says_nothing(value)


def _allowing(points: Figure, given: object, rules: Rules) -> Figure:
    """One that was given to a tenth may be the computed hundredths, rounded; whole points are meant as they are."""
    if not isinstance(given, Figure) or not given.decimals:
        return points
    half = Decimal(1).scaleb(-min(given.decimals, rules.score_decimals)) / 2
    return points._replace(low=points.low - half, high=points.high + half)


def _goal(row: Item, changed: str) -> None:
    """The target that was changed in the course of the year, else the one of its beginning."""
    written = row.entries.get(changed) if changed else None
    target = written if isinstance(written, Text) else row.entries.get("目标")
    if isinstance(target, Text):
        assign(row, GOAL, target)


def _apart(row: Item) -> None:
    """A target's sign, number and unit in cells of their own, as some forms print them."""
    written, done = row.entries.get("目标"), row.entries.get("完成")
    if not isinstance(written, Text):
        return
    target = read_target(written.text)
    shown = target.text if target.sign == WORDED else written.text
    parts = {"目标值": shown, "性质": target.sign or "=", "指标值": target.number, "度量单位": target.unit}
    if isinstance(done, Text):
        value = done.text.strip()
        same = target.value is not None and target.unit and value.endswith(target.unit)
        parts[DONE] = value.removesuffix(target.unit).strip() if same and target.sign != WORDED else value
    for name, text in parts.items():
        if text:
            assign(row, name, Text(text, (done if name == DONE and isinstance(done, Text) else written).place))


def _money_rows(funds: Item, rules: Rules) -> None:
    """资金.行: the form's rows in the form's order, each with the source of its name; empty where there is none."""
    place = funds.place
    if not rules.money_rows or place is None:
        return
    by_name = {rules.money_row(source.text("名称") or ""): source for source in funds.rows("来源")}
    listed = inner_record(funds.kind.by_name["来源"].kind)
    kind = widened(listed if listed is not None else SOURCE)
    rows = tuple(_money_row(name, by_name.get(name), kind, place) for name in rules.money_rows)
    assign(funds, "行", Rows(kind, rows, place))


def _money_row(name: str, source: Item | None, kind: Record, place: Place) -> Item:
    entries: dict[str, Value] = dict(source.entries) if source is not None else {}
    called = entries.get("名称")
    entries["名称"] = Text(name, place, (called,) if isinstance(called, Text) else ())
    row = Item(kind, entries, place)
    rate = share_of(row.figure("执行"), row.figure("全年预算"))
    if rate is not None:
        assign(row, "执行率", rate)
    return row
