"""The style.yaml of a pack and of those that it inherits in, a Style and a Wording out."""

from __future__ import annotations

from decimal import Decimal

from ..codes import filling
from ..codes import packs as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Flag, Item, Rows, Text, Texts
from ..model import Count, Field, Length, Line, Lines, Named, Record, Table, YesNo
from ..pack import Wording
from ..source import Place
from ..style import (
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

FONT = Record(
    (
        Field("中文", Line(), "汉字和标点的字体", "仿宋_GB2312"),
        Field("西文", Line(), "数字和字母的字体", "Times New Roman"),
        Field("字号", Length(), "字号，磅", "16磅"),
        Field("加粗", YesNo(), "是否加粗", "否"),
    )
)


def _lengths(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, Length(), name, "") for name in names)


PAGE = Record(_lengths("宽", "高", "上", "下", "左", "右", "行数", "字数", "行距", "字距"))
PAGE_NUMBER = Record((Field("字体", FONT, ""), Field("形式", Line(), "1 是页码的位置"), *_lengths("距版心", "空字")))
TITLE = Record((Field("字体", FONT, ""), *_lengths("行距", "上空", "下空")))
HEADING = Record((Field("字体", FONT, ""), Field("编号", Line(), "第一个编号的样子"), *_lengths("缩进")))
TABLE = Record((*(Field(name, FONT, name) for name in ("字体", "表头", "表题", "表注")), *_lengths("边框", "边距")))
SIGNATURE = Record(_lengths("上空", "署名右空", "日期右空", "盖章日期右空", "日期右移"))
PART = Record((Field("字体", FONT, ""), *_lengths("下空")))
CONTENTS = Record((Field("标题", FONT, ""), *_lengths("下空"), Field("正文", FONT, ""), *_lengths("缩进")))
ATTACHMENT = Record((*(Field(name, FONT, name) for name in ("标识", "标题")), *_lengths("行距", "上空", "下空")))
COVER = Record((Field("标题", FONT, ""), *_lengths("行距", "上空"), Field("正文", FONT, ""), *_lengths("行高")))
CHART = Record((*(Field(name, FONT, name) for name in ("字体", "图题")), *_lengths("高")))
FIGURES = Record(
    (
        Field("金额小数", Count(whole=True), "算出的金额印几位小数", "2"),
        Field("比率小数", Count(whole=True), "算出的百分数印几位小数", "2"),
        Field("去尾零", YesNo(), "小数末尾的零是否去掉", "是"),
    )
)

STYLE = Record(
    (
        Field("页面", PAGE, "纸张与版心"),
        Field("页码", PAGE_NUMBER, "页码"),
        Field("正文", FONT, "正文字体"),
        Field("缩进", Length(), "段首缩进"),
        Field("标题", TITLE, "报告标题"),
        Field("主送机关上空", Length(), "主送机关上方的空行"),
        Field("各级标题", Table(HEADING, "级标题"), "第一级到第四级"),
        Field("编号", Named(Line(), "编号"), "模板按名取用的编号"),
        Field("列表", Lines(), "列表各层的编号", none=True),
        Field("表格", TABLE, "表格"),
        Field("落款", SIGNATURE, "署名与日期"),
        Field("附件说明上空", Length(), "附件说明上方的空行"),
        Field("部分", PART, "居中的各部分标题"),
        Field("目录", CONTENTS, "目录"),
        Field("附件", ATTACHMENT, "附件的标识与标题"),
        Field("封面", COVER, "封面"),
        Field("图", CHART, "图与图题"),
        Field("数字", FIGURES, "数字的印法"),
        Field("用语", Named(Line(), "用语"), "各地不同的词"),
    )
)


MOST = 1000
"""No length of a page is larger, in whatever unit."""


class _Missing(Exception):
    """The key of the style that neither the pack nor a parent gives."""


class _Unfit(Exception):
    """A length of the style in a unit that the place does not take, or out of what a page can be."""

    def __init__(self, figure: Figure, message: str, advice: str) -> None:
        super().__init__(message)
        self.figure, self.message, self.advice = figure, message, advice


MM, PT, CHARS, LINES = "毫米", "磅", "字", "行"


class _View:
    """A record of the style; every getter raises _Missing with the path of what is not there, or _Unfit."""

    def __init__(self, item: Item, path: str = "") -> None:
        self.item, self.path = item, path

    def inner(self, name: str) -> _View:
        value = self.item.item(name)
        if value is None:
            raise _Missing(self.path + name)
        return _View(value, f"{self.path}{name}.")

    def number(self, name: str, unit: str, least: float = 0) -> float:
        """A length in `unit`, which may be left away, of at least `least`."""
        figure = self.item.figure(name)
        if figure is None:
            raise _Missing(self.path + name)
        value = float(figure.value)
        if figure.unit.name not in ("", unit):
            raise _Unfit(
                figure,
                f"“{self.path}{name}”的单位应是{unit}，写的是{figure.unit.name}",
                f"写成 {value:g}{unit} 这样，并核对数值",
            )
        if not least <= value <= MOST:
            raise _Unfit(figure, f"“{self.path}{name}”的 {value:g} 不在 {least:g} 到 {MOST} 之间", "核对数值和单位")
        return value

    def text(self, name: str) -> str:
        text = self.item.text(name)
        if text is None:
            raise _Missing(self.path + name)
        return text

    def font(self, name: str) -> Font:
        view = self.inner(name)
        bold = view.item.entries.get("加粗")
        return Font(
            view.text("中文"), view.text("西文"), Pt(view.number("字号", PT, 1)), isinstance(bold, Flag) and bold.value
        )


def read_style(item: Item, place: Place, found: list[Diagnostic]) -> Style | None:
    """The merged style as typed lengths; a key that no pack of the chain gives is named."""
    try:
        return _style(_View(item))
    except _Unfit as unfit:
        found.append(Diagnostic(filling.UNIT, unfit.message, Label(unfit.figure.place or place), help=unfit.advice))
        return None
    except _Missing as missing:
        found.append(
            Diagnostic(
                codes.MISSING_FILE,
                f"模板包和它继承的模板包都没有写 style.yaml 的“{missing}”",
                Label(place),
                help="在 pack.yaml 里写“继承: 国家/公文”，没写的就用公文格式",
            )
        )
        return None


def _style(view: _View) -> Style:
    signature, table = view.inner("落款"), view.inner("表格")
    numbers = view.item.entries.get("编号")
    lists = view.item.entries.get("列表")
    return Style(
        page=_page(view.inner("页面")),
        page_number=_page_number(view.inner("页码")),
        body=view.font("正文"),
        indent=Chars(view.number("缩进", CHARS)),
        title=_title(view.inner("标题")),
        addressee_before=int(view.number("主送机关上空", LINES)),
        headings=tuple(_heading(_View(row, f"各级标题.{n}.")) for n, row in enumerate(view.item.rows("各级标题"), 1)),
        numbers=_named(numbers if isinstance(numbers, Rows) else None),
        lists=tuple(text.text for text in lists.items) if isinstance(lists, Texts) else (),
        table=TableStyle(
            table.font("字体"), table.font("表头"), table.font("表题"), table.font("表注"),
            Pt(table.number("边框", PT)), Mm(table.number("边距", MM)),
        ),
        signature=SignatureStyle(
            int(signature.number("上空", LINES)), Chars(signature.number("署名右空", CHARS)),
            Chars(signature.number("日期右空", CHARS)), Chars(signature.number("盖章日期右空", CHARS)),
            Chars(signature.number("日期右移", CHARS)),
        ),
        attachments_before=int(view.number("附件说明上空", LINES)),
        part=_part(view.inner("部分")),
        contents=_contents(view.inner("目录")),
        attachment=_attachment(view.inner("附件")),
        cover=_cover(view.inner("封面")),
        chart=_chart(view.inner("图")),
    )  # fmt: skip


def _page(view: _View) -> Page:
    n = view.number
    width, height = view.item.figure("宽"), view.item.figure("高")
    page = Page(
        Mm(n("宽", MM, 1)), Mm(n("高", MM, 1)), Mm(n("上", MM)), Mm(n("下", MM)), Mm(n("左", MM)), Mm(n("右", MM)),
        int(n("行数", LINES, 1)), int(n("字数", CHARS, 1)), Pt(n("行距", PT, 1)), Pt(n("字距", PT, -MOST)),
    )  # fmt: skip
    for side, edges, whole in (
        ("左、右", page.left + page.right, page.width),
        ("上、下", page.top + page.bottom, page.height),
    ):
        figure = width if whole is page.width else height
        if edges >= whole and figure is not None:
            raise _Unfit(
                figure, f"页边{side}共 {edges:g} 毫米，纸只有 {whole:g} 毫米，没有版心了", "核对纸张和页边的数值"
            )
    return page


def _page_number(view: _View) -> PageNumber:
    return PageNumber(
        view.font("字体"), view.text("形式"), Mm(view.number("距版心", MM)), Chars(view.number("空字", CHARS))
    )


def _title(view: _View) -> TitleStyle:
    return TitleStyle(
        view.font("字体"),
        Pt(view.number("行距", PT, 1)),
        int(view.number("上空", LINES)),
        int(view.number("下空", LINES)),
    )


def _part(view: _View) -> PartStyle:
    return PartStyle(view.font("字体"), int(view.number("下空", LINES)))


def _contents(view: _View) -> ContentsStyle:
    after, indent = int(view.number("下空", LINES)), Chars(view.number("缩进", CHARS))
    return ContentsStyle(view.font("标题"), after, view.font("正文"), indent)


def _attachment(view: _View) -> AttachmentStyle:
    before, after = int(view.number("上空", LINES)), int(view.number("下空", LINES))
    return AttachmentStyle(view.font("标识"), view.font("标题"), Pt(view.number("行距", PT, 1)), before, after)


def _cover(view: _View) -> CoverStyle:
    pitch, before = Pt(view.number("行距", PT, 1)), int(view.number("上空", LINES))
    return CoverStyle(view.font("标题"), pitch, before, view.font("正文"), Pt(view.number("行高", PT, 1)))


def _chart(view: _View) -> ChartStyle:
    return ChartStyle(view.font("字体"), view.font("图题"), Mm(view.number("高", MM, 10)))


def _heading(view: _View) -> HeadingStyle:
    return HeadingStyle(view.font("字体"), view.text("编号"), Chars(view.number("缩进", CHARS)))


def _named(rows: Rows | None) -> dict[str, str]:
    found = {}
    for row in rows.items if rows is not None else ():
        value = row.entries.get("金额")
        if isinstance(value, Text):
            found[row.text("名称") or ""] = value.text
    return found


def read_wording(item: Item) -> Wording:
    """数字 and 用语; two decimals without trailing zeros where no pack says otherwise."""
    figures = item.item("数字") or Item(FIGURES, {}, None)
    words = item.entries.get("用语")

    def places(name: str) -> int:
        figure = figures.figure(name)
        return int(figure.value if isinstance(figure, Figure) else Decimal(2))

    trim = figures.entries.get("去尾零")
    return Wording(
        places("金额小数"),
        places("比率小数"),
        trim.value if isinstance(trim, Flag) else True,
        _named(words if isinstance(words, Rows) else None),
    )


def settings(item: Item, prefix: str = "") -> dict[str, str]:
    """Every setting as it is written, by its path: 页面.上 → 37毫米."""
    found: dict[str, str] = {}
    for name, value in item.entries.items():
        if isinstance(value, Item):
            found |= settings(value, f"{prefix}{name}.")
        elif isinstance(value, Rows):
            for number, row in enumerate(value.items, 1):
                found |= settings(row, f"{prefix}{name}.{row.text('名称') if value.named else number}.")
        elif isinstance(value, Texts):
            found[prefix + name] = "、".join(text.text for text in value.items)
        elif value.place is not None:
            found[prefix + name] = value.place.text
    return found
