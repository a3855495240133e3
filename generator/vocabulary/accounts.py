"""The keys of income and expenditure (收入, 支出), of their totals, of several years and of several bodies, as data."""

from __future__ import annotations

from ..model import Field, Line, Money, Passage, Rate, Record, Table, Year
from .figures import FIGURE, figure_row

_BY_FUNCTION = (
    "科目编码", "科目名称", "功能分类科目编码", "功能分类科目名称", "支出功能分类科目编码", "功能分类", "项目编码",
)  # fmt: skip

INCOME = Record(
    (
        Field("合计", FIGURE, "本年收入合计", "2226.41", computed=True),
        Field("一般公共预算", FIGURE, "一般公共预算财政拨款收入", "1267.76", computed=True),
        Field("政府性基金", FIGURE, "政府性基金预算财政拨款收入", "958.65", computed=True),
        Field("国有资本经营", FIGURE, "国有资本经营预算财政拨款收入", "0", computed=True),
        Field("上级补助收入", FIGURE, "上级补助收入", "0"),
        Field("事业收入", FIGURE, "事业收入，含财政专户管理资金", "12.00"),
        Field("经营收入", FIGURE, "经营收入", "0"),
        Field("附属单位上缴收入", FIGURE, "附属单位上缴收入", "0"),
        Field("其他收入", FIGURE, "其他收入", "3.50"),
        Field("使用非财政拨款结余", Money(), "使用非财政拨款结余，含专用结余", "0"),
        Field("年初结转", Money(), "年初结转和结余", "60.04", computed=True, source="收入支出决算总表"),
    )
)

ECONOMIC = Record(
    (
        Field(
            "科目",
            Line(),
            "经济分类科目：编码、名称或两者",
            "30101 基本工资",
            required=True,
            headings=("科目编码", "科目名称", "经济分类科目编码", "经济分类科目名称", "经济分类"),
            guides=True,
            preprinted=True,
        ),
        Field("决算", Money(), "决算数；只列名目的不写", "200.00", headings=("决算数", "金额", "支出决算", "合计")),
    ),
    main="科目",
    inline=True,
)

COSTS = Record(
    (
        Field("合计", Money(), "合计；科目都有数的可不写", "534.08", computed=True),
        Field("科目", Table(ECONOMIC, "科目"), "经济分类科目；只列名目写成 [基本工资, 奖金]", ""),
    ),
    main="合计",
)

BASIC = Record(
    (
        Field("合计", FIGURE, "基本支出合计", "658.95", computed=True),
        Field("人员经费", COSTS, "人员经费（301、303）", "534.08", codes=("301", "303")),
        Field(
            "公用经费",
            COSTS,
            "公用经费（302、310）",
            "124.87",
            codes=("302", "307", "309", "310", "311", "312", "399"),
        ),
    ),
    main="合计",
)

FUNCTION = figure_row(
    Field(
        "科目",
        Line(),
        "支出功能分类科目：编码在前，名称可省；款的名称程序没有的，另加一行，只写款的编码和名称",
        "2010301 行政运行",
        required=True,
        headings=_BY_FUNCTION,
        guides=True,
        preprinted=True,
    ),
    Field("基本", Money(), "其中基本支出；给了基本、项目就不写决算", "436.08", headings=("基本支出",)),
    Field("项目", Money(), "其中项目支出", "399.30", headings=("项目支出",)),
    Field("上缴上级支出", Money(), "其中上缴上级支出", "0"),
    Field("经营支出", Money(), "其中经营支出", "0"),
    Field("对附属单位补助支出", Money(), "其中对附属单位补助支出", "0", headings=("对附属单位补助",)),
    after=(
        Field("年初结转", Money(), "年初结转和结余", "5.00", headings=("年初结转和结余", "年初财政拨款结转和结余")),
        Field("收入", Money(), "本年收入，可不写", "396.60", computed=True, headings=("本年收入",)),
        Field("年末结转", Money(), "年末结转和结余", "2.30", headings=("年末结转和结余",)),
        Field("收入来源", Line(), "只用于其他资金：钱从哪项收入来", "事业收入", guides=True),
        Field("用途", Passage(), "主要用于什么", "保障机关正常运转", lasts=True),
        Field("释义", Passage(), "名词解释里的一句", "行政单位的基本支出。", lasts=True),
    ),
)

DETAIL = Record(
    (
        Field(
            "功能",
            Line(),
            "支出功能分类科目：编码、名称或两者",
            "2010301 行政运行",
            required=True,
            headings=("功能科目", "功能分类", "功能分类科目", "支出功能分类科目"),
        ),
        Field(
            "经济",
            Line(),
            "部门预算支出经济分类科目：编码、名称或两者；写到类就行",
            "301 工资福利支出",
            required=True,
            headings=("经济科目", "经济分类", "经济分类科目", "支出经济分类科目", "部门预算支出经济分类科目"),
        ),
        Field("决算", Money(), "决算数", "130.00", headings=("金额",)),
    )
)

FUND = Record(
    (
        Field("合计", FIGURE, "本项资金的支出合计", "1324.85", computed=True),
        Field("年初结转", Money(), "本项资金的年初结转", "57.09", computed=True),
        Field("年末结转", Money(), "本项资金的年末结转", "0", computed=True),
        Field("基本支出", BASIC, "基本支出", "658.95", computed=True, source="一般公共预算财政拨款基本支出决算明细表"),
        Field("项目支出", FIGURE, "本项资金的项目支出", "665.90", computed=True),
        Field("科目", Table(FUNCTION, "科目"), "支出功能分类科目，一行一个；类、款、项都可以", ""),
        Field("明细", Table(DETAIL, "明细"), "各功能分类科目按经济分类的支出，一行一个功能科目的一个经济科目", ""),
    ),
    main="合计",
)

EXPENDITURE = Record(
    (
        Field("合计", FIGURE, "本年支出合计", "2286.45", computed=True),
        Field("基本支出", BASIC, "各资金基本支出之和", "658.95", computed=True),
        Field("项目支出", FIGURE, "各资金项目支出之和", "1627.50", computed=True),
        Field("上缴上级支出", Money(), "上缴上级支出", "0", computed=True),
        Field("经营支出", Money(), "经营支出", "0", computed=True),
        Field("对附属单位补助支出", Money(), "对附属单位补助支出", "0", computed=True),
        Field("结余分配", Money(), "结余分配", "0"),
        Field("年末结转", Money(), "年末结转和结余", "0", computed=True),
        Field("一般公共预算", FUND, "一般公共预算财政拨款支出", "1324.85", source="一般公共预算财政拨款支出决算表"),
        Field(
            "政府性基金",
            FUND,
            "政府性基金预算支出；没有写“无”",
            "无",
            none=True,
            source="政府性基金预算财政拨款收入支出决算表",
        ),
        Field(
            "国有资本经营",
            FUND,
            "国有资本经营预算支出；没有写“无”",
            "无",
            none=True,
            source="国有资本经营预算财政拨款支出决算表",
        ),
        Field("其他资金", FUND, "财政拨款以外的支出；没有写“无”", "无", none=True),
    )
)

YEAR_SUBJECT = Record(
    (
        Field(
            "科目",
            Line(),
            "支出功能分类的类",
            "201 一般公共服务支出",
            required=True,
            headings=_BY_FUNCTION,
        ),
        Field("金额", Money(), "预算数", "237.25", headings=("预算数", "合计")),
    ),
    inline=True,
)

YEAR_BUDGET = Record(
    (
        Field("合计", Money(), "合计；科目都有数的可不写", "260.85", computed=True, source="部门预算批复"),
        Field("增减", Money(signed=True), "比上一年度预算，可不写", "-15.35", computed=True),
        Field("增减率", Rate(signed=True), "增减除以上一年度预算，可不写", "-5.56%", computed=True),
        Field("增减原因", Passage(), "比上一年度预算增减的原因", "人员变动和正常调资"),
        Field("科目", Table(YEAR_SUBJECT, "科目"), "按功能分类的预算，一行一类", ""),
    ),
    main="合计",
)

YEAR = Record(
    (
        Field("年度", Year(), "年度", "2023", required=True),
        Field("收入预算", YEAR_BUDGET, "当年收入预算", "260.85", source="各年的部门预算批复"),
        Field("支出预算", YEAR_BUDGET, "当年支出预算", "260.85"),
        Field("收入", Money(), "决算收入；本年度可不写", "324.53", computed=True, source="各年的收入支出决算总表"),
        Field("支出", Money(), "决算支出；本年度可不写", "324.53", computed=True),
        Field("结余", Money(signed=True), "收入减支出，可不写", "0", computed=True),
    )
)

BODY = Record(
    (
        Field("机构", Line(), "机构名称", "局机关", required=True, headings=("机构名称", "单位", "单位名称")),
        Field("年初结转", Money(), "上年结转", "0", headings=("上年结转",)),
        Field("一般公共预算", Money(), "一般公共预算拨款", "686.97", headings=("公共财政拨款", "一般公共预算拨款")),
        Field("政府性基金", Money(), "政府性基金拨款", "159.80", headings=("政府基金拨款", "政府性基金拨款")),
        Field("财政专户", Money(), "纳入专户管理的非税收入拨款", "0", headings=("纳入专户管理的非税收入拨款",)),
        Field("其他收入", Money(), "其他收入", "0"),
        Field("基本支出", Money(), "人员经费加公用经费，可不写", "307.55", computed=True),
        Field("人员经费", Money(), "人员支出", "256.23", headings=("人员支出",)),
        Field("公用经费", Money(), "公用支出", "51.32", headings=("公用支出",)),
        Field("项目支出", Money(), "项目支出", "539.22"),
        Field("结余", Money(signed=True), "结余，可不写", "0", computed=True),
        Field("公务接待费", Money(), "公务接待费", "4.54"),
        Field("公务用车运行维护费", Money(), "公务用车运行维护费", "0", headings=("公务用车运维费",)),
        Field("公务用车购置费", Money(), "公务用车购置费", "0"),
        Field("因公出国境费", Money(), "因公出国（境）费", "0", headings=("因公出国费", "因公出国（境）费")),
        Field("会议费", Money(), "会议费", "0.32"),
        Field("在用固定资产", Money(), "在用的固定资产", "1073.35"),
        Field("出租固定资产", Money(), "出租的固定资产", "0"),
        Field("其他固定资产", Money(), "其他固定资产", "0"),
    )
)
