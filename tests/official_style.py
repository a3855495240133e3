"""Nothing in; the page of GB/T 9704-2012 out as a Style, with the numbers of the base pack's style.yaml."""

from __future__ import annotations

from generator.style import (
    AttachmentStyle,
    Chars,
    ChartStyle,
    ContentsStyle,
    CoverStyle,
    Font,
    HeadingStyle,
    Mm,
    Page,
    PageNumber,
    PartStyle,
    Pt,
    SignatureStyle,
    Style,
    TableStyle,
    TitleStyle,
)

LATIN = "Times New Roman"


def font(chinese: str, size: float, latin: str = LATIN) -> Font:
    return Font(chinese, latin, Pt(size))


OFFICIAL = Style(
    page=Page(
        width=Mm(210),
        height=Mm(297),
        top=Mm(37),
        bottom=Mm(35),
        left=Mm(28),
        right=Mm(26),
        lines=22,
        characters=28,
        pitch=Pt(28.95),
        spacing=Pt(-0.3),
    ),
    page_number=PageNumber(font("宋体", 14, "宋体"), "— 1 —", Mm(7), Chars(1)),
    body=font("仿宋_GB2312", 16),
    indent=Chars(2),
    title=TitleStyle(font("方正小标宋简体", 22), pitch=Pt(35), before=0, after=1),
    addressee_before=1,
    headings=(
        HeadingStyle(font("黑体", 16), "一、", Chars(2)),
        HeadingStyle(font("楷体_GB2312", 16), "（一）", Chars(2)),
        HeadingStyle(font("仿宋_GB2312", 16), "1.", Chars(2)),
        HeadingStyle(font("仿宋_GB2312", 16), "（1）", Chars(2)),
    ),
    numbers={"部分": "第一部分", "项目": "项目1：", "附件": "附件1", "表": "表1", "图": "图1"},
    lists=("1.", "（1）", "①"),
    table=TableStyle(
        font=font("仿宋_GB2312", 10.5),
        header=font("黑体", 10.5),
        caption=font("黑体", 14),
        note=font("仿宋_GB2312", 10.5),
        border=Pt(0.5),
        padding=Mm(1.4),
    ),
    signature=SignatureStyle(
        before=1,
        body_right=Chars(2),
        date_right=Chars(2),
        sealed_date_right=Chars(4),
        date_later=Chars(2),
    ),
    attachments_before=1,
    part=PartStyle(font("黑体", 16), after=1),
    contents=ContentsStyle(font("方正小标宋简体", 22), after=1, font=font("仿宋_GB2312", 16), indent=Chars(2)),
    attachment=AttachmentStyle(font("黑体", 16), font("方正小标宋简体", 22), pitch=Pt(35), before=1, after=1),
    cover=CoverStyle(font("方正小标宋简体", 24), pitch=Pt(42), before=3, font=font("仿宋_GB2312", 16), row=Pt(38)),
    chart=ChartStyle(font("宋体", 10.5), caption=font("黑体", 14), height=Mm(65)),
)
