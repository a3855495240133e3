"""Nothing in; a small report with every kind of block out, for the tests of the Word writer."""

from __future__ import annotations

from generator.document import (
    Addressee,
    Align,
    Attachments,
    Cell,
    Document,
    Heading,
    Numbered,
    Paragraph,
    Row,
    Run,
    RunIn,
    Runs,
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

SAMPLE = Document(
    "某市某局2023年度部门整体支出绩效自评报告",
    "某市某局 <办公室>",
    "2024-04-28",
    (
        Title((runs("某市某局2023年度"), runs("部门整体支出绩效自评报告"))),
        Addressee(runs("某市财政局：")),
        Paragraph(runs("根据《通知》（某财绩〔2024〕12号），我局开展了“部门整体支出”绩效自评——现将情况报告如下。")),
        Heading(1, "一、", runs("部门基本情况"), anchor="heading-1"),
        Heading(2, "（一）", runs("部门职能"), anchor="部门职能"),
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
    ),
)
