"""A merged subjects.yaml in, the codes of 功能分类 and 经济分类 with their names and what is known of them out."""

from __future__ import annotations

from ..figure import Item, Text
from ..model import Field, Line, Lines, Named, Record, Year, YesNo
from ..pack import inherited
from ..subjects import OldName, Subjects

OLD_NAME = Record(
    (
        Field("旧名", Line(), "以前的名称", "行政事业单位离退休", required=True),
        Field("止", Year(), "到哪一年度为止用它；不写就只是也认这个名称", "2019"),
        Field("以后不认", YesNo(), "是：止以后的年度还写它的要提醒", "是"),
    ),
    main="旧名",
    inline=True,
)
SUBJECTS = inherited(
    (
        Field("年度", Lines(), "科目表的年度：这几年里名称与表不同的要提醒", "[2021, 2024]"),
        Field("出处", Line(), "取自哪里", "政府收支分类科目"),
        Field("节选", YesNo(), "只是全部科目的一部分，不写是否", "是"),
        Field("项已列全", Lines(), "节选的科目表里，哪些款的项全列出了：这些款下没有的项才提醒", "['20103', '22102']"),
        Field("功能分类", Named(Line(), "科目编码"), "支出功能分类：编码和名称", ""),
        Field("经济分类", Named(Line(), "科目编码"), "部门预算支出经济分类：编码和名称", ""),
        Field("旧称", Named(OLD_NAME, "科目编码"), "改过名的科目：编码和以前的名称", ""),
        Field("同名", Lines(), "许多款下都有的项，只凭名称定不了编码", "[行政运行, 事业运行]"),
        Field("人员经费", Lines(), "属人员经费的经济分类", "['301', '303']"),
        Field("公用经费", Lines(), "属公用经费的经济分类", "['302', '310']"),
        Field("用词", Named(Lines(), "科目编码"), "用途里的哪些词说明是这个科目（及其下各项）", ""),
    )
)


def read_subjects(subjects: Item) -> Subjects:
    economic = _names(subjects, "经济分类")
    words = {_code(row): row.texts("金额") for row in subjects.rows("用词")}
    return Subjects(
        _names(subjects, "功能分类"),
        economic,
        frozenset(subjects.texts("年度")),
        subjects.yes("节选"),
        {_code(row): _old(row) for row in subjects.rows("旧称")},
        frozenset(subjects.texts("同名")),
        subjects.texts("人员经费"),
        subjects.texts("公用经费"),
        {code: said for code, said in words.items() if code not in economic},
        frozenset(subjects.texts("项已列全")),
        {code: said for code, said in words.items() if code in economic},
    )


def _code(row: Item) -> str:
    return row.text("名称") or ""


def _names(subjects: Item, key: str) -> dict[str, str]:
    return {_code(row): row.text("金额") or "" for row in subjects.rows(key)}


def _old(row: Item) -> OldName:
    last = row.entries.get("止")
    return OldName(
        row.text("旧名") or "",
        int(last.text) if isinstance(last, Text) else None,
        row.yes("以后不认"),
    )
