"""The keys of a figure that is compared (数): its own, and those of one that has further keys, out."""

from __future__ import annotations

from ..model import Field, Money, Passage, Rate, Record

NUMBERS = (
    Field(
        "决算",
        Money(),
        "决算数",
        "835.38",
        computed=True,
        headings=("决算数", "合计", "本年支出", "本年支出合计", "支出决算", "支出决算数"),
    ),
    Field("年初预算", Money(), "年初预算数", "840.00", headings=("年初预算数",)),
    Field(
        "全年预算",
        Money(),
        "调整后的预算数；不写就是年初预算",
        "840.00",
        headings=("全年预算数", "调整预算数", "调整后预算数"),
    ),
    Field("上年", Money(), "上年决算数", "781.35", headings=("上年决算", "上年决算数")),
    Field("增减", Money(signed=True), "决算减上年，可不写", "54.03", computed=True),
    Field("增减率", Rate(signed=True), "增减除以上年，可不写", "6.91%", computed=True),
    Field("完成率", Rate(), "决算除以预算，可不写", "99.45%", computed=True),
    Field("占比", Rate(), "占上一级合计，可不写", "63.05%", computed=True),
)

REASONS = (
    Field("差异原因", Passage(), "决算数大于或小于预算数的主要原因", "从严控制接待标准"),
    Field("增减原因", Passage(), "比上年增加或减少的主要原因", "来访交流增多"),
    Field("说明", Passage(), "核实说明，印入报告", "年中追加预算"),
)


def figure_record(*own: Field) -> Record:
    """A figure (数) with further keys of its own (批次, 人次): one amount, or braces."""
    return Record((*NUMBERS, *own, *REASONS), main="决算", inline=True)


def figure_row(*own: Field, after: tuple[Field, ...] = ()) -> Record:
    """A row of a table that has the keys of a figure beside its own (行+数)."""
    return Record((*own, *NUMBERS, *after, *REASONS), inline=True)


FIGURE = figure_record()

FOLLOWING = frozenset({"增减", "增减率", "差异", "差异率", "占比", "完成率", "执行率", "覆盖率", "结余"})
"""Keys of comparisons and balances: they follow from figures that stand beside them."""
