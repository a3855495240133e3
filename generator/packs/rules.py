"""The merged rules.yaml of a pack in, its Rules out."""

from __future__ import annotations

from decimal import Decimal

from ..figure import Item, Texts
from ..pack import BY, Band, ExecutionBand, Qualitative, Rules


def read_rules(rules: Item) -> Rules:
    decimals = _number(rules, "得分小数")
    rows = rules.entries.get("资金行")
    return Rules(
        _bands(rules),
        _number(rules, "满分") or Decimal(100),
        _or(_number(rules, "执行率分值"), Decimal(10)),
        _execution(rules) if rules.text("执行率计分") == BY[1] else (),
        _number(rules, "执行率说明下限"),
        2 if decimals is None else int(decimals),
        _qualitative(rules),
        tuple(_scheme(row) for row in rules.rows("分值方案")),
        tuple(text.text for text in rows.items) if isinstance(rows, Texts) else (),
        tuple((row.text("键") or "", int(_or(_number(row, "上限"), Decimal(0)))) for row in rules.rows("字数")),
    )


def _number(item: Item, name: str) -> Decimal | None:
    figure = item.figure(name)
    return figure.value if figure is not None else None


def _or(value: Decimal | None, default: Decimal) -> Decimal:
    """0 is a value: a pack may give the execution no weight."""
    return default if value is None else value


def _bands(rules: Item) -> tuple[Band, ...]:
    bands = [
        Band(row.text("名称") or "", row.text("全称") or row.text("名称") or "", lowest)
        for row in rules.rows("等级")
        if (lowest := _number(row, "下限")) is not None
    ]
    return tuple(sorted(bands, key=lambda band: -band.lowest))


def _execution(rules: Item) -> tuple[ExecutionBand, ...]:
    bands = [
        ExecutionBand(lowest, points)
        for row in rules.rows("执行率档次")
        if (lowest := _number(row, "下限")) is not None and (points := _number(row, "得分")) is not None
    ]
    return tuple(sorted(bands, key=lambda band: -band.lowest))


def _qualitative(rules: Item) -> tuple[Qualitative, ...]:
    found = []
    for row in rules.rows("定性"):
        others = row.entries.get("别名")
        more = tuple(text.text for text in others.items) if isinstance(others, Texts) else ()
        low, high = _or(_number(row, "下限"), Decimal(0)), _or(_number(row, "上限"), Decimal(1))
        found.append(Qualitative((row.text("名称") or "", *more), low, high, _number(row, "比例")))
    return tuple(sorted(found, key=lambda band: -band.highest))


def _scheme(row: Item) -> dict[str, Decimal]:
    weights = [(one.text("名称") or "", _number(one, "金额")) for one in row.rows("分值")]
    return {name: weight for name, weight in weights if weight is not None}
