"""Nothing in; a small report with every kind of block out, for the tests of the Word writer."""

from __future__ import annotations

from decimal import Decimal

from generator.document import (
    Addressee,
    Align,
    Attachment,
    Attachments,
    Cell,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Landscape,
    Numbered,
    PageBreak,
    Paragraph,
    Row,
    Run,
    RunIn,
    Runs,
    Series,
    Signature,
    Table,
    Title,
)


def runs(text: str) -> Runs:
    """Text with its bold stretches between two pairs of stars."""
    return tuple(Run(part, bold=n % 2 == 1) for n, part in enumerate(text.split("**")) if part)


def cell(text: str, rowspan: int = 1, colspan: int = 1, align: Align | None = None) -> Cell:
    return Cell((runs(text),), rowspan, colspan, align)


TABLE = Table(
    (0.3, 0.2, 0.2, 0.3),
    ("left", "right", "right", "left"),
    (
        Row((cell("项目", rowspan=2), cell("决算数", colspan=2), cell("原因", rowspan=2)), header=True),
        Row((cell("预算"), cell("决算")), header=True),
        Row((cell("合计", align="center"), cell("1,011.58"), cell("921.52"), cell("压减“三公”经费", rowspan=2))),
        Row((Cell((runs("其中："), runs("**基本支出**"))), cell("390.73"), cell("390.73"))),
        Row((cell("备注\n（如有）"), cell("", colspan=3))),
    ),
    caption=runs("表1 部门收支情况表"),
    unit=runs("金额单位：万元"),
    notes=(runs("注：本表反映部门本年度收支情况。"),),
)

BARS = Chart(
    "bar",
    runs("图1：收、支决算总计变动情况图"),
    "万元",
    ("2020年", "2021年"),
    (
        Series("收入总计", (Decimal("2286.45"), Decimal("1282.09"))),
        Series("支出总计", (Decimal("2286.45"), Decimal("1282.09"))),
    ),
)
PIE = Chart(
    "pie",
    runs("图2：支出决算结构图"),
    "万元",
    ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出"),
    (Series("支出", tuple(map(Decimal, ("1066.04", "109.32", "106.73", "0")))),),
)
COVER = Cover(
    (runs("部门整体支出"), runs("绩效评价自评报告")),
    (("部门（单位）名称", runs("某市某局")), ("预算编码", runs("115001")), ("填报人", ())),
    (runs("报告日期：2019年6月30日"), runs("某市财政局（制）")),
)

SAMPLE = Document(
    "某市某局2023年度部门整体支出绩效自评报告",
    "某市某局 <办公室>",
    "2024-04-28",
    (
        Title((runs("某市某局2023年度"), runs("部门整体支出绩效自评报告"))),
        Addressee(runs("某市财政局：")),
        Paragraph(runs("根据《通知》（某财绩〔2024〕12号），我局开展了“部门整体支出”绩效自评——现将情况报告如下。")),
        Heading(1, "一、", runs("部门基本情况")),
        Heading(2, "（一）", runs("部门职能")),
        Paragraph(runs("贯彻执行**国家和省市**有关方针政策，A < B & C，完成率为99.81%。")),
        Heading(3, "1.", runs("主要职责")),
        Heading(4, "（1）", runs("内设机构")),
        RunIn(2, "（二）", runs("重点工作。"), runs("完成重点工作5项。")),
        RunIn(4, "（1）", runs("产出指标方面："), runs("大厅搬迁完成率为100%。")),
        Numbered("1.", runs("第一项工作。")),
        Heading(1, "", runs("名词解释")),
        Paragraph(runs("居中的一行"), indent=False, align="center"),
        TABLE,
        Paragraph(runs("  前面有两个空格，\t有一个制表符。")),
        Attachments(("部门整体支出绩效自评表", "项目支出绩效自评表")),
        Signature("某市某局", "2024年4月28日", seal=False),
        PageBreak(),
        Contents("目录", 3),
        Heading(1, "第一部分 ", runs("部门概况"), centered=True, new_page=True),
        BARS,
        PIE,
        Landscape((TABLE,)),
        Attachment("附件1", (runs("某市某局2023年度"), runs("部门整体支出绩效自评表"))),
        TABLE,
        Attachment("附件2", ()),
        COVER,
        Paragraph(runs("正文。")),
    ),
)
