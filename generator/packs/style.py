"""The style.yaml of a pack and of those that it inherits in, a Style and a Wording out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..codes import filling
from ..codes import packs as codes
from ..diagnostic import Code, Diagnostic, Label
from ..figure import Figure, Item, Rows, Text, Texts, Value
from ..model import PLACES, Choice, Field, Length, Line, Lines, Named, Record, Table, YesNo
from ..pack import DATES, TYPED, Wording
from ..source import Place, shorten
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
    TitleBreaks,
    TitleStyle,
)
from .printable import (
    BELOW,
    BLOCK,
    BORDER,
    CHARACTERS,
    COLUMN,
    DRAWING,
    FREE,
    GRID,
    MARGIN,
    PADDING,
    PAPER,
    PITCH,
    SIZE,
    SPACING,
    Range,
    is_font,
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
TABLE = Record(
    (
        *(Field(name, FONT, name) for name in ("字体", "表头", "表题", "表注")),
        *_lengths("边框", "边距"),
        Field("最窄", Length(), "一列最少占几个表内的字；短词、数和它的单位不在列内断开", "2字"),
        Field("最宽", Length(), "别的列放不下时，成段文字的一列最多占几个字", "20字"),
        Field("最小边距", Length(), "列多放不下时，格内文字左右的边距缩小到几毫米", "0.8毫米"),
        Field("最小字号", Length(), "一页的表、一行的数放不下时，字号缩小到几磅为止", "9磅"),
        Field("居中", Lines(), "在格内居中的词", "[合计, 总计]", none=True),
    )
)
BREAKS = Record(
    (
        Field("词前", Lines(), "题目排不下时可以在这些词前面回行，词本身不断开", "[部门决算, 自评报告]", none=True),
        Field("词后", Lines(), "可以在这些词后面回行", "[年度]", none=True),
        Field("名称内", Lines(), "单位名称一行排不下时，可以在名称里这些词后面回行", "[市, 区]", none=True),
        Field("不断", Lines(), "名称内也不断开的词", "[市场, 城市]", none=True),
    )
)
SIGNATURE = Record(_lengths("上空", "署名右空", "日期右空", "盖章日期右空", "日期右移"))
PART = Record((Field("字体", FONT, ""), *_lengths("下空")))
CONTENTS = Record((Field("标题", FONT, ""), *_lengths("下空"), Field("正文", FONT, ""), *_lengths("缩进")))
ATTACHMENT = Record((*(Field(name, FONT, name) for name in ("标识", "标题")), *_lengths("行距", "上空", "下空")))
COVER = Record((Field("标题", FONT, ""), *_lengths("行距", "上空"), Field("正文", FONT, ""), *_lengths("行高")))
CHART = Record((*(Field(name, FONT, name) for name in ("字体", "图题")), *_lengths("高")))
EVEN = "除尽时"
BLANK = "空着"
"""100% and 65.6%, but 18.50% where that was rounded; money keeps its zeros."""
FIGURES = Record(
    (
        Field("金额小数", PLACES, "算出的金额印几位小数", "2"),
        Field("比率小数", PLACES, "算出的百分数印几位小数", "2"),
        Field("比率一律", YesNo(), "百分数不论填的、算的，一律印足“比率小数”那么多位，不写是否", "是"),
        Field("千分位", YesNo(), "金额的千位之间加不加逗号，不写是否", "是"),
        Field("零", Choice(("印", BLANK)), "表里一格（格）的数是 0 的，印 0.00 还是空着", "空着"),
        Field("日期", Choice((*DATES, TYPED)), "日期怎样印：2023年4月1日、2023年04月01日、2023-4-1，或照填的", "照写"),
        Field("文号", Choice(("六角括号", TYPED)), "文号里的年份一律用六角括号，还是照填的", "照写"),
        Field("去尾零", Choice(("是", "否", EVEN)), "小数末尾的零是否去掉；“除尽时”只去掉除得尽的比率的", "是"),
    )
)

STYLE = Record(
    (
        Field("页面", PAGE, "纸张与版心"),
        Field("页码", PAGE_NUMBER, "页码"),
        Field("正文", FONT, "正文字体"),
        Field("缩进", Length(), "段首缩进"),
        Field("标题", TITLE, "报告标题"),
        Field("回行", BREAKS, "报告、附件、封面的题目和表题在哪里回行"),
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


class _Missing(Exception):
    """The key of the style that neither the pack nor a parent gives."""


class _Unfit(Exception):
    """A length of the style in a unit that the place does not take, or that no printer has."""

    def __init__(self, place: Place | None, message: str, advice: str, code: Code = codes.UNPRINTABLE) -> None:
        super().__init__(message)
        self.place, self.message, self.advice, self.code = place, message, advice, code


POINTS = 72 / 25.4
"""Points of a millimetre."""
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

    def number(self, name: str, unit: str, within: Range) -> float:
        """A length in `unit`, which may be left away, of what a printer has."""
        figure = self.item.figure(name)
        if figure is None:
            raise _Missing(self.path + name)
        said = f"“{self.path}{name}”"
        if figure.unit.name not in ("", unit):
            fact, tell = (
                f"{said}的单位应是{unit}，写的是{figure.unit.name}",
                f"写成 {float(figure.value):g}{unit} 这样，并核对数值",
            )
            raise _Unfit(figure.place, fact, tell, filling.UNIT)
        if not within.holds(figure.value):
            shown = shorten(figure.place.text) if figure.place is not None else ""
            fact = f"{said}写的是 {shown}，不在 {within.words} {unit}之间"
            raise _Unfit(figure.place, fact, "核对数值和单位")
        return float(figure.value)

    def text(self, name: str) -> str:
        text = self.item.text(name)
        if text is None:
            raise _Missing(self.path + name)
        return text

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words, empty where no pack gives one or one says 无."""
        return self.item.texts(name)

    def font(self, name: str) -> Font:
        view = self.inner(name)
        size = Pt(view.number("字号", PT, SIZE))
        return Font(view.face("中文"), view.face("西文"), size, view.item.yes("加粗"))

    def face(self, name: str) -> str:
        """The name of a font."""
        text, value = self.text(name), self.item.entries.get(name)
        if not is_font(text):
            fact = f"“{self.path}{name}”写的“{shorten(text)}”不是字体的名字（太长，或有不能用的字符）"
            raise _Unfit(value.place if value is not None else None, fact, "照 Word 字体框里的名字写，如 仿宋_GB2312")
        return text


def read_style(item: Item, place: Place, found: list[Diagnostic]) -> Style | None:
    """The merged style as typed lengths; a key that no pack of the chain gives is named. `place` is in the pack's own file."""
    try:
        style = _style(_View(item))
        _fits(_View(item), style, place.file.rpartition("/")[0])
        return style
    except _Unfit as unfit:
        found.append(Diagnostic(unfit.code, unfit.message, Label(unfit.place or place), help=unfit.advice))
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
    signature, table, breaks = view.inner("落款"), view.inner("表格"), view.inner("回行")
    numbers = view.item.entries.get("编号")
    return Style(
        page=_page(view.inner("页面")),
        page_number=_page_number(view.inner("页码")),
        body=view.font("正文"),
        indent=Chars(view.number("缩进", CHARS, CHARACTERS)),
        title=_title(view.inner("标题")),
        breaks=TitleBreaks(*(breaks.words(name) for name in ("词前", "词后", "名称内", "不断"))),
        addressee_before=int(view.number("主送机关上空", LINES, FREE)),
        headings=tuple(_heading(_View(row, f"各级标题.{n}.")) for n, row in enumerate(view.item.rows("各级标题"), 1)),
        numbers=_named(numbers if isinstance(numbers, Rows) else None),
        lists=view.words("列表"),
        table=TableStyle(
            table.font("字体"), table.font("表头"), table.font("表题"), table.font("表注"),
            Pt(table.number("边框", PT, BORDER)), Mm(table.number("边距", MM, PADDING)),
            Chars(table.number("最窄", CHARS, COLUMN)), Chars(table.number("最宽", CHARS, COLUMN)),
            Mm(table.number("最小边距", MM, PADDING)), Pt(table.number("最小字号", PT, SIZE)), table.words("居中"),
        ),
        signature=SignatureStyle(
            int(signature.number("上空", LINES, FREE)), Chars(signature.number("署名右空", CHARS, CHARACTERS)),
            Chars(signature.number("日期右空", CHARS, CHARACTERS)), Chars(signature.number("盖章日期右空", CHARS, CHARACTERS)),
            Chars(signature.number("日期右移", CHARS, CHARACTERS)),
        ),
        attachments_before=int(view.number("附件说明上空", LINES, FREE)),
        part=_part(view.inner("部分")),
        contents=_contents(view.inner("目录")),
        attachment=_attachment(view.inner("附件")),
        cover=_cover(view.inner("封面")),
        chart=_chart(view.inner("图")),
    )  # fmt: skip


def _page(view: _View) -> Page:
    n = view.number
    return Page(
        Mm(n("宽", MM, PAPER)), Mm(n("高", MM, PAPER)),
        Mm(n("上", MM, MARGIN)), Mm(n("下", MM, MARGIN)), Mm(n("左", MM, MARGIN)), Mm(n("右", MM, MARGIN)),
        int(n("行数", LINES, GRID)), int(n("字数", CHARS, GRID)), Pt(n("行距", PT, PITCH)), Pt(n("字距", PT, SPACING)),
    )  # fmt: skip


def _fits(view: _View, style: Style, own: str) -> None:
    """The text block is wide and high enough for what stands in it, and the page number is on the paper."""
    page, sheet = style.page, view.inner("页面").item
    width, height = page.width - page.left - page.right, page.height - page.top - page.bottom
    for room, sides, names in ((width, "左、右", ("宽", "左", "右")), (height, "上、下", ("高", "上", "下"))):
        if room < BLOCK:
            whole = page.width if room == width else page.height
            fact = f"页边{sides}共 {whole - room:g} 毫米，纸只有 {whole:g} 毫米，版心不到 {BLOCK} 毫米"
            raise _Unfit(_nearest([sheet.get(name) for name in names], own), fact, "核对纸张和页边的数值")
    number = view.inner("页码").item
    if page.bottom * POINTS < style.page_number.below * POINTS + style.page_number.font.size / 2:
        reach = style.page_number.below + style.page_number.font.size / 2 / POINTS
        fact = f"页码的字到版心下 {reach:.1f} 毫米，页边下只有 {page.bottom:g} 毫米，落到纸外去了"
        raise _Unfit(_nearest([number.get("距版心"), sheet.get("下")], own), fact, "核对“页码.距版心”和“页面.下”")
    if style.chart.height > height:
        fact = f"图高 {style.chart.height:g} 毫米，版心只有 {height:g} 毫米"
        raise _Unfit(_nearest([view.inner("图").item.get("高"), sheet.get("高")], own), fact, "核对“图.高”和纸张的数值")


def _nearest(values: Sequence[Value | None], own: str) -> Place | None:
    """The line of the pack itself, where one of them stands there; else the first."""
    places = [value.place for value in values if value is not None and value.place is not None]
    return next((one for one in places if one.file.rpartition("/")[0] == own), next(iter(places), None))


def _page_number(view: _View) -> PageNumber:
    return PageNumber(
        view.font("字体"),
        view.text("形式"),
        Mm(view.number("距版心", MM, BELOW)),
        Chars(view.number("空字", CHARS, CHARACTERS)),
    )


def _title(view: _View) -> TitleStyle:
    return TitleStyle(
        view.font("字体"),
        Pt(view.number("行距", PT, PITCH)),
        int(view.number("上空", LINES, FREE)),
        int(view.number("下空", LINES, FREE)),
    )


def _part(view: _View) -> PartStyle:
    return PartStyle(view.font("字体"), int(view.number("下空", LINES, FREE)))


def _contents(view: _View) -> ContentsStyle:
    after, indent = int(view.number("下空", LINES, FREE)), Chars(view.number("缩进", CHARS, CHARACTERS))
    return ContentsStyle(view.font("标题"), after, view.font("正文"), indent)


def _attachment(view: _View) -> AttachmentStyle:
    before, after = int(view.number("上空", LINES, FREE)), int(view.number("下空", LINES, FREE))
    return AttachmentStyle(view.font("标识"), view.font("标题"), Pt(view.number("行距", PT, PITCH)), before, after)


def _cover(view: _View) -> CoverStyle:
    pitch, before = Pt(view.number("行距", PT, PITCH)), int(view.number("上空", LINES, FREE))
    return CoverStyle(view.font("标题"), pitch, before, view.font("正文"), Pt(view.number("行高", PT, PITCH)))


def _chart(view: _View) -> ChartStyle:
    return ChartStyle(view.font("字体"), view.font("图题"), Mm(view.number("高", MM, DRAWING)))


def _heading(view: _View) -> HeadingStyle:
    return HeadingStyle(view.font("字体"), view.text("编号"), Chars(view.number("缩进", CHARS, CHARACTERS)))


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

    trim = figures.text("去尾零") or "是"
    return Wording(
        places("金额小数"),
        places("比率小数"),
        trim == "是",
        _named(words if isinstance(words, Rows) else None),
        trim_even=trim == EVEN,
        grouped=figures.yes("千分位"),
        blank_zero=figures.text("零") == BLANK,
        dates=figures.text("日期") or DATES[0],
        rates_fixed=figures.yes("比率一律"),
        numbers_as_typed=figures.text("文号") == TYPED,
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
