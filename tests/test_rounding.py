"""Exact amounts, each rounded to decimals of its own, in: what only rounding tells apart is never an error, more always is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from case_files import CASES, printed
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import run
from generator.diagnostic import Diagnostic, Severity
from generator.expression import Absent, Context
from generator.expression.arithmetic import add, divide, multiply, subtract
from generator.expression.evaluate import least
from generator.figure import Figure, Unit
from generator.pipeline import Settings, read

EXACT = st.integers(100 * 10**6, 99_999 * 10**6).map(lambda value: Decimal(value).scaleb(-6))
"""Amounts in 万元, to the hundredth of a 元."""
THREE = st.tuples(EXACT, EXACT, EXACT)
HEAD = "版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"
LEAST = Decimal("0.005")
"""万元 are kept to two decimals at least: no figure is farther from its exact amount."""


@dataclass
class Pen:
    """Writes exact amounts as a clerk does; `off` marks the one figure of a scene that is spoilt, where it is not 0."""

    draw: st.DrawFn
    off: int = 0
    written: int = 0

    def money(self, value: Decimal) -> str:
        self.written += 1
        if self.draw(st.booleans()):
            return f"{rounded(value * 10_000, 2)}元"
        return str(rounded(value, self.draw(st.integers(2, 5))))

    def spoilt(self, value: Decimal) -> str:
        """The total, far enough from the sum of all figures of the scene; written last."""
        return self.money(value + self.off * LEAST * 2 * (self.written + 2))

    def rate(self, value: Decimal) -> str:
        decimals = self.draw(st.integers(0, 4))
        return f"{rounded(value * 100, decimals) + self.off * 5}%"


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def project(pen: Pen, inner: Callable[[Pen], str]) -> str:
    return f"{HEAD}项目:\n  - 名称: 热线运行\n" + "".join(f"    {line}\n" for line in inner(pen).splitlines())


def details(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    parts = f"支出明细: {{甲: {pen.money(a)}, 乙: {pen.money(b)}, 丙: {pen.money(c)}}}"
    return project(pen, lambda pen: f"资金: {{全年预算: 1000000, 执行: {pen.spoilt(a + b + c)}}}\n{parts}")


def balance(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    return project(
        pen, lambda pen: f"资金: {{全年预算: {pen.money(a)}, 执行: {pen.money(b)}, 结余: {pen.spoilt(a - b)}}}"
    )


def arrived(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    come = f"上年结转: {pen.money(a)}, 到位: {pen.money(b)}, 执行: {pen.money(a)}"
    return project(pen, lambda pen: f"资金: {{全年预算: {pen.money(b)}, {come}, 结余: {pen.spoilt(b)}}}")


def execution(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    return project(
        pen, lambda pen: f"资金: {{全年预算: {pen.money(a)}, 执行: {pen.money(b)}, 执行率: {pen.rate(b / a)}}}"
    )


def change(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    return f"{HEAD}收支总计: {{决算: {pen.money(a)}, 上年: {pen.money(b)}, 增减: {pen.spoilt(a - b)}}}\n"


def growth(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    return f"{HEAD}收支总计: {{决算: {pen.money(a)}, 上年: {pen.money(b)}, 增减率: {pen.rate((a - b) / b)}}}\n"


def completion(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    return f"{HEAD}三公经费: {{公务接待费: {{决算: {pen.money(a)}, 年初预算: {pen.money(b)}, 完成率: {pen.rate(a / b)}}}}}\n"


def share(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    return f"{HEAD}政府采购:\n  货物: {{决算: {pen.money(a)}, 占比: {pen.rate(a / (a + b))}}}\n  服务: {pen.money(b)}\n"


def purchases(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    kinds = f"货物: {pen.money(a)}, 工程: {pen.money(b)}, 服务: {pen.money(c)}"
    return f"{HEAD}政府采购: {{{kinds}, 合计: {pen.spoilt(a + b + c)}}}\n"


def public(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    costs = f"公务用车购置费: {pen.money(a)}, 公务用车运行维护费: {pen.money(b)}, 公务接待费: {pen.money(c)}"
    return f"{HEAD}三公经费: {{{costs}, 公务用车: {pen.money(a + b)}, 合计: {pen.spoilt(a + b + c)}}}\n"


def subjects(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    items = (
        f"- {{科目: 2010301 行政运行, 决算: {pen.money(a)}}}",
        f"- {{科目: 2010302 一般行政管理事务, 决算: {pen.money(b)}}}",
        f"- {{科目: 2010399, 决算: {pen.money(c)}}}",
        f"- {{科目: 201 一般公共服务支出, 决算: {pen.spoilt(a + b + c)}}}",
    )
    return f"{HEAD}支出:\n  一般公共预算:\n    科目:\n" + "".join(f"      {item}\n" for item in items)


def carried(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    row = f"{{科目: 2010301 行政运行, 基本: {pen.money(a)}}}"
    fund = f"{{年初结转: {pen.money(b)}, 年末结转: {pen.money(b + c)}, 科目: [{row}]}}"
    return f"{HEAD}支出: {{一般公共预算: {fund}}}\n收入: {{一般公共预算: {pen.spoilt(a + c)}}}\n"


def both_sides(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    fund = f"{{科目: [{{科目: 2010301 行政运行, 基本: {pen.money(a)}}}]}}"
    return f"{HEAD}支出: {{经营支出: {pen.money(b)}, 一般公共预算: {fund}}}\n收入: {{经营收入: {pen.spoilt(b)}}}\n"


def kinds(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    rows = f"[{{科目: 2010301, 决算: {pen.money(a + b)}}}, {{科目: 2010302, 决算: {pen.money(c)}}}]"
    basic = f"{{人员经费: {pen.money(a)}, 公用经费: {pen.money(b)}}}"
    return f"{HEAD}支出:\n  一般公共预算: {{科目: {rows}, 基本支出: {basic}, 项目支出: {pen.spoilt(c)}}}\n"


def basic_twice(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    rows = f"[{{科目: 2010301, 基本: {pen.money(a)}}}, {{科目: 2010302, 基本: {pen.money(b)}}}]"
    basic = f"{{人员经费: {pen.money(a)}, 公用经费: {pen.spoilt(b)}}}"
    return f"{HEAD}支出:\n  一般公共预算: {{科目: {rows}, 基本支出: {basic}}}\n"


def contract(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    years = f"分年: [{{年: 1, 金额: {pen.money(a)}}}, {{年: 2, 金额: {pen.money(b)}}}]"
    funds = "资金: {全年预算: 1000000, 执行: 1000000}"
    return project(pen, lambda pen: f"{funds}\n合同:\n  - {{{years}, 金额: {pen.spoilt(a + b)}}}")


def portion(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    rate = pen.draw(st.integers(1, 99))
    due = f"{{年: 1, 比例: {rate}%, 应付: {pen.spoilt(a * rate / 100)}}}"
    funds = "资金: {全年预算: 1000000, 执行: 1000000}"
    return project(pen, lambda pen: f"{funds}\n合同:\n  - {{分年: [{{年: 1, 金额: {pen.money(a)}}}], 付款: [{due}]}}")


def years(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    year = f"{{年度: 2024, 收入: {pen.money(a)}, 支出: {pen.money(b)}, 结余: {pen.spoilt(a - b)}}}"
    return f"{HEAD}历年: [{year}]\n"


def bodies(pen: Pen, a: Decimal, b: Decimal, c: Decimal) -> str:
    rows = f"- {{机构: 局机关, 项目支出: {pen.money(a)}}}\n  - {{机构: 信息中心, 项目支出: {pen.money(b)}}}\n"
    return f"{HEAD}支出: {{一般公共预算: {{基本支出: 1, 项目支出: {pen.spoilt(a + b)}}}}}\n机构收支:\n  {rows}"


SCENES = (
    details, balance, arrived, execution, change, growth, completion, share, purchases, public, subjects, carried,
    both_sides, kinds, basic_twice, contract, portion, years, bodies,
)  # fmt: skip
"""One for each shape of relation; each spoils the figure that the others give."""


def part(pen: Pen, a: Decimal, b: Decimal) -> str:
    return f"{HEAD}政府采购: {{货物: 1000000, 中小企业: {pen.money(a)}, 小微企业: {pen.spoilt(b)}}}\n"


def spent(pen: Pen, a: Decimal, b: Decimal) -> str:
    return project(pen, lambda pen: f"资金: {{全年预算: 1000000, 到位: {pen.money(a)}, 执行: {pen.spoilt(b)}}}")


def in_all(pen: Pen, a: Decimal, b: Decimal) -> str:
    one = project(pen, lambda pen: f"资金: {{全年预算: 1000000, 执行: {pen.spoilt(b)}}}")
    return f"{one}支出: {{一般公共预算: {{基本支出: 1, 项目支出: {pen.money(a)}}}}}\n"


def paid(pen: Pen, a: Decimal, b: Decimal) -> str:
    funds = "资金: {全年预算: 1000000, 执行: 1000000}"
    return project(pen, lambda pen: f"{funds}\n合同:\n  - {{金额: {pen.money(a)}, 付款: [{{已付: {pen.spoilt(b)}}}]}}")


def line(pen: Pen, a: Decimal, b: Decimal) -> str:
    row = f"{{科目: 30217 公务接待费, 决算: {pen.spoilt(b)}}}"
    return f"{HEAD}支出: {{一般公共预算: {{基本支出: {{公用经费: {{科目: [{row}]}}}}}}}}\n三公经费: {{公务接待费: {pen.money(a)}}}\n"


ORDERS = (part, spent, in_all, paid, line)
"""One for each module of orders: the second amount is never above the first."""


def errors(text: str, folder: Path) -> list[Diagnostic]:
    path = folder / "例.yaml"
    path.write_text(text, encoding="utf-8")
    return [one for one in read(path, Settings()).diagnostics if one.weight is Severity.ERROR]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rounding")


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
@settings(max_examples=examples(40, 15))
@given(data=st.data(), exact=THREE)
def test_what_rounding_explains_is_no_error(
    folder: Path, scene: Callable[..., str], data: st.DataObject, exact: tuple[Decimal, ...]
) -> None:
    text = scene(Pen(data.draw), *exact)
    assert [one.message for one in errors(text, folder)] == [], text


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
@settings(max_examples=examples(25, 10))
@given(data=st.data(), off=st.sampled_from([1, -1]), exact=THREE)
def test_what_rounding_does_not_explain_is_one(
    folder: Path, scene: Callable[..., str], data: st.DataObject, off: int, exact: tuple[Decimal, ...]
) -> None:
    text = scene(Pen(data.draw, off), *exact)
    assert len(errors(text, folder)) == 1, text


@pytest.mark.parametrize("scene", ORDERS, ids=lambda scene: scene.__name__)
@settings(max_examples=examples(25, 10))
@given(
    data=st.data(), bound=EXACT, less=st.sampled_from([Decimal(0), Decimal("0.000001"), Decimal("0.01"), Decimal(50)])
)
def test_a_figure_is_at_most_its_bound_however_both_are_rounded(
    folder: Path, scene: Callable[..., str], data: st.DataObject, bound: Decimal, less: Decimal
) -> None:
    text = scene(Pen(data.draw), bound, bound - less)
    assert [one.message for one in errors(text, folder)] == [], text
    beyond = scene(Pen(data.draw, 1), bound, bound)
    assert len(errors(beyond, folder)) == 1, beyond


# intervals

UNIT = Unit("money", "元")
WITHIN = st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(-1000, 1000)).map(sorted)


def interval(bounds: list[int]) -> Figure:
    low, value, high = map(Decimal, bounds)
    return Figure(value, low, high, UNIT, None)


@given(WITHIN, WITHIN, st.integers(0, 10), st.integers(0, 10))
def test_every_pair_within_the_bounds_comes_out_within_the_bounds(
    one: list[int], other: list[int], first: int, second: int
) -> None:
    """Signs and zeros as they come: a base that may be zero has no quotient, or it would have no bounds."""
    a, b, nowhere = interval(one), interval(other), Context((), "元")
    x = a.low + (a.high - a.low) * first / 10
    y = b.low + (b.high - b.low) * second / 10
    for way, exact in ((add, x + y), (subtract, x - y), (multiply, x * y)):
        made = way(a, b, nowhere)
        assert made.low <= exact <= made.high
        assert made.low <= made.value <= made.high
    smallest = least(a, b, context=nowhere)
    assert isinstance(smallest, Figure) and smallest.low <= min(x, y) <= smallest.high
    if b.low <= 0 <= b.high:
        with pytest.raises(Absent):
            divide(a, b, nowhere)
    else:
        quotient = divide(a, b, nowhere)
        assert quotient.low - Decimal("1e-30") <= x / y <= quotient.high + Decimal("1e-30")


# notes


def test_notes_can_be_switched_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = (CASES / "checks" / "P101_rounding.yaml").read_text(encoding="utf-8")
    path = str(tmp_path / "甲.yaml")
    Path(path).write_text(printed(case, tmp_path), encoding="utf-8")
    assert run(("check", "--format", "concise", path)) == 0
    assert "提示[P101]" in (told := capsys.readouterr().out) and "1 个提示" in told
    assert run(("check", "--format", "concise", "--no-notes", path)) == 0
    assert "提示" not in (told := capsys.readouterr().out) and "没有发现问题" in told
