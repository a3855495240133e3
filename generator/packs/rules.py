"""The merged rules.yaml of a pack in, its Rules out; a bureau's own relations are read layer by layer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ..codes.bureau import NOT_INHERITED
from ..diagnostic import Diagnostic, Label
from ..figure import Flag, Item, Text
from ..pack import Band, Bounds, Coefficient, ExecutionBand, FormRow, OwnRule, Qualitative, Rules
from ..source import Place, nearest
from .rule_keys import BY
from .tables import span_of

NO_WORD = "…"
"""Stands for no word at all in a line of 程度."""


def read_rules(rules: Item) -> Rules:
    decimals = _number(rules, "得分小数")
    return Rules(
        _bands(rules),
        _number(rules, "满分") or Decimal(100),
        _or(_number(rules, "执行率分值"), Decimal(10)),
        tuple(ExecutionBand(*step) for step in _steps(rules, "执行率档次", "得分"))
        if rules.text("执行率计分") == BY[1]
        else (),
        _number(rules, "执行率说明下限"),
        2 if decimals is None else int(decimals),
        _qualitative(rules),
        tuple(Coefficient(*step) for step in _steps(rules, "得分系数", "系数")),
        tuple(tuple("" if word == NO_WORD else word for word in line.split()) for line in rules.texts("程度")),
        _yes(rules, "自行扣分"),
        tuple(_scheme(row) for row in rules.rows("分值方案")),
        rules.texts("资金行"),
        tuple((row.text("键") or "", int(_or(_number(row, "上限"), Decimal(0)))) for row in rules.rows("字数")),
        money_names=_names(rules),
        levels={level: tuple(words.split()) for level, words in _by_code(rules, "二级指标").items()},
        bounds=_bounds(rules.item("核实")),
        equipment=tuple((row.text("标准") or "", span_of(row)) for row in rules.rows("大型设备")),
        own_body=rules.texts("本级"),
        hotlines=rules.texts("热线"),
        lines=_by_code(rules, "对应科目"),
        near={code: tuple(text.split()) for code, text in _by_code(rules, "相近科目").items()},
        counted={code: tuple(text.split()) for code, text in _by_code(rules, "对应数量").items()},
        recurring=rules.texts("经常支出"),
        by_rate=rules.texts("按比例计提"),
        indicator_rows=_form_rows(rules),
        prescribed=tuple(map(_prescribed, rules.rows("规定指标"))),
        goal=rules.text("目标列") or "",
        group=rules.text("指标分组") or "",
    )


def places_of(rules: Item) -> dict[str, Place]:
    """Where each rule is written, by its key; each of 资金行 and of the grades too, by its name behind the key."""
    written = [(name, value.place) for name, value in rules.entries.items()]
    written += [(f"资金行.{text.text}", text.place) for text in rules.lines("资金行")]
    written += [(f"等级.{row.text('名称')}", row.place) for row in rules.rows("等级")]
    written += [(f"分值方案.{number}", row.place) for number, row in enumerate(rules.rows("分值方案"))]
    return {name: place.part(0, len(place.text.split("\n", 1)[0].rstrip())) for name, place in written if place}


def _by_code(rules: Item, name: str) -> dict[str, str]:
    return {row.text("名称") or "": row.text("金额") or "" for row in rules.rows(name)}


def _names(rules: Item) -> dict[str, str]:
    """The rows of the form by the other names of their money."""
    return {text: row.text("名称") or "" for row in rules.rows("资金行别名") for text in row.texts("别名")}


def _bounds(given: Item | None) -> Bounds:
    if given is None:
        return Bounds()
    least = _or(_number(given, "金额"), Decimal(0))
    return Bounds(
        _number(given, "增减率"), _number(given, "执行率"), least, _number(given, "超目标"), _number(given, "科目相差")
    )


def _yes(rules: Item, name: str) -> bool:
    given = rules.entries.get(name)
    return not isinstance(given, Flag) or given.value


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


def _steps(rules: Item, name: str, given: str) -> list[tuple[Decimal, Decimal]]:
    """From which value on a row of a scale holds, and what it gives, the highest first."""
    numbers = [(_number(row, "下限"), _number(row, given)) for row in rules.rows(name)]
    steps = [(lowest, gives) for lowest, gives in numbers if lowest is not None and gives is not None]
    return sorted(steps, key=lambda step: -step[0])


def _qualitative(rules: Item) -> tuple[Qualitative, ...]:
    found = []
    for row in rules.rows("定性"):
        low, high = _or(_number(row, "下限"), Decimal(0)), _or(_number(row, "上限"), Decimal(1))
        found.append(Qualitative((row.text("名称") or "", *row.texts("别名")), low, high, _number(row, "比例")))
    return tuple(sorted(found, key=lambda band: -band.highest))


def _form_rows(rules: Item) -> tuple[FormRow, ...]:
    return tuple(
        FormRow(row.text("一级") or "", second, int(_or(_number(row, "行数"), Decimal(1))))
        for row in rules.rows("指标行")
        for second in row.texts("二级")
    )


def _prescribed(row: Item) -> dict[str, str]:
    """What is set of an indicator, as a form has it."""
    weight = _number(row, "分值")
    texts = {field.name: row.text(field.name) or "" for field in row.kind.fields}
    return {**texts, "分值": f"{weight:f}" if weight is not None else ""}


def _scheme(row: Item) -> dict[str, Decimal]:
    weights = [(one.text("名称") or "", _number(one, "金额")) for one in row.rows("分值")]
    return {name: weight for name, weight in weights if weight is not None}


def own_rules(layers: Sequence[Item | None], found: list[Diagnostic]) -> tuple[OwnRule, ...]:
    """The relations of a chain of packs, nearest first: a code that is given again replaces, one in 勾稽不用 goes."""
    rules: dict[str, OwnRule] = {}
    for layer in reversed(layers):
        if layer is None:
            continue
        for text in layer.lines("勾稽不用"):
            if rules.pop(text.text, None) is None:
                near = nearest(text.text, rules)
                ours = re.fullmatch(r"[A-Z]\d{3}", text.text)
                advice = "程序自己的关系不能去掉" if ours else f"是不是“{near}”？" if near else "删去它"
                message = f"所继承的模板包里没有“{text.text}”这条勾稽关系"
                found.append(Diagnostic(NOT_INHERITED, message, Label(text.place), help=advice))
        for row in layer.rows("勾稽"):
            one = _own(row)
            if one is not None:
                rules[one.code] = one
    return tuple(rules.values())


def _own(row: Item) -> OwnRule | None:
    given, code = row.item("金额"), row.entries.get("名称")
    if given is None or not isinstance(code, Text):
        return None
    texts = {name: text for name, text in given.entries.items() if isinstance(text, Text)}
    places = {name: text.place for name, text in texts.items()} | {"代码": code.place}
    return OwnRule(code.text, {name: text.text for name, text in texts.items()}, places)
