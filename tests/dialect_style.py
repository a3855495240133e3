"""The numbering that the tests of the template dialect use; nothing in, a Style out."""

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
    TitleBreaks,
    TitleStyle,
)

_FONT = Font("仿宋_GB2312", "Times New Roman", Pt(16))
NUMBERING = Style(
    page=Page(Mm(210), Mm(297), Mm(37), Mm(35), Mm(28), Mm(26), 22, 28, Pt(28.95), Pt(0)),
    page_number=PageNumber(_FONT, "— 1 —", Mm(7), Chars(1)),
    body=_FONT,
    indent=Chars(2),
    title=TitleStyle(_FONT, Pt(35), 2, 1),
    breaks=TitleBreaks((), (), (), ()),
    addressee_before=1,
    headings=tuple(HeadingStyle(_FONT, number, Chars(2)) for number in ("一、", "（一）", "1.", "（1）")),
    numbers={"项目": "项目1：", "部分": "第一部分", "附件": "附件1", "表": "表1", "图": "图1："},
    lists=("1.", "（1）"),
    table=TableStyle(_FONT, _FONT, _FONT, _FONT, Pt(0.5), Mm(1), Chars(2), Chars(20), Mm(1), Pt(9), ()),
    signature=SignatureStyle(2, Chars(2), Chars(4), Chars(4), Chars(2)),
    attachments_before=1,
    part=PartStyle(_FONT, 1),
    contents=ContentsStyle(_FONT, 1, _FONT, Chars(2)),
    attachment=AttachmentStyle(_FONT, _FONT, Pt(35), 1, 1),
    cover=CoverStyle(_FONT, Pt(46), 3, _FONT, Pt(38)),
    chart=ChartStyle(_FONT, _FONT, Mm(75)),
)
