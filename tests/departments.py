"""Random departments whose figures agree, as the YAML that a clerk could have written: what must never be found fault with."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

PUNCTUATION = "，。；：、“”‘’（）《》—…%·*_`#|<>&$~[]\\!+-=.?@^'\"/ "
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
SIGNS = st.sampled_from(PUNCTUATION + "abcXYZ0123456789①１（")
LINE = (
    st.text(st.one_of(HAN, SIGNS), min_size=1, max_size=24)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and text not in ("无", "-", "—") and "{{" not in text)
)
NATURE = st.sampled_from(["行政单位", "参公事业单位", "事业单位"])
NAME = st.text(HAN, min_size=2, max_size=10)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=6).map("".join)
PROSE = st.one_of(PARAGRAPH, st.lists(PARAGRAPH, min_size=1, max_size=4))


def cents(low: int, high: int) -> st.SearchStrategy[Decimal]:
    """Amounts in 万元 with two decimals, as exact decimals."""
    return st.integers(low, high).map(lambda value: Decimal(value).scaleb(-2))


@st.composite
def projects(draw: st.DrawFn, name: str) -> dict[str, Any]:
    budget = draw(cents(1, 99_999_99))
    project: dict[str, Any] = {"名称": name}
    spent = budget if draw(st.booleans()) else draw(cents(0, int(budget * 100)))
    if draw(st.booleans()):
        names = draw(st.lists(NAME, min_size=1, max_size=6, unique=True))
        left, details = spent, {}
        for one in names[:-1]:
            details[one] = draw(cents(0, int(left * 100)))
            left -= details[one]
        details[names[-1]] = left
        project["资金"] = {"全年预算": budget, **({"执行": spent} if draw(st.booleans()) else {})}
        project["支出明细"] = details
    else:
        project["资金"] = {"全年预算": budget, "执行": spent}
    if draw(st.booleans()):
        project["资金"]["结余"] = budget - spent
    if spent * 10 < budget * 9:
        project["资金"]["说明"] = draw(PROSE)
    project["实际完成"] = draw(PROSE)
    effects = {"产出": draw(PROSE)}
    for key in ("经济效益", "社会效益", "生态效益", "可持续影响"):
        if draw(st.booleans()):
            effects[key] = draw(PROSE)
    if draw(st.booleans()):
        effects["满意度"] = f"{draw(st.integers(0, 100))}%"
    project["绩效"] = effects
    project["自评得分"] = draw(st.integers(0, 100))
    for key in ("偏离原因", "改进措施"):
        if draw(st.booleans()):
            project[key] = draw(PROSE)
    return project


@st.composite
def departments(draw: st.DrawFn) -> dict[str, Any]:
    """A whole file's values."""
    year = draw(st.integers(2015, 2035))
    posts = draw(st.integers(1, 500)), draw(st.integers(0, 500))
    body: dict[str, Any] = {
        "名称": draw(NAME),
        "级次": draw(st.sampled_from(["省级", "市级", "区级"])),
        "职能": draw(PROSE),
    }
    if draw(st.booleans()):
        body["性质"] = draw(NATURE)
    if draw(st.booleans()):
        body["内设机构"] = draw(st.one_of(st.just("无"), st.lists(LINE, min_size=1, max_size=5, unique=True)))
    if draw(st.booleans()):
        body["人员"] = {"行政编制": posts[0], "事业编制": posts[1], "实有": draw(st.integers(0, sum(posts)))}
    if draw(st.booleans()):
        kinds = {"性质": NATURE} if draw(st.booleans()) else {}  # of all or of none
        below = st.fixed_dictionaries({"名称": NAME, **kinds}, optional={"规格": NAME, "职能": PROSE})
        body["所属单位"] = draw(
            st.one_of(st.just("无"), st.lists(below, min_size=1, max_size=3, unique_by=lambda one: one["名称"]))
        )
    names = draw(st.lists(NAME, min_size=1, max_size=4, unique=True))
    report: dict[str, Any] = {
        "版本": 1, "模板": "甘肃/项目自评报告", "年度": year, "金额单位": "万元", "单位": body,
        "项目": [draw(projects(name)) for name in names],
        "落款": {"日期": f"{year + 1}年{draw(st.integers(1, 12))}月8日", "盖章": draw(st.sampled_from(["是", "否"]))},
    }  # fmt: skip
    if draw(st.booleans()):
        report["报送"] = {"主送": draw(NAME), "附件": draw(st.lists(LINE, min_size=1, max_size=4, unique=True))}
    if draw(st.booleans()):
        report["版式"] = {"支出明细": draw(st.sampled_from(["文字", "表格"]))}
    if draw(st.booleans()):
        spent = [p["资金"].get("执行", sum(p.get("支出明细", {}).values())) for p in report["项目"]]
        report["项目合计"] = {"个数": len(names), "执行": sum(spent)}
    return report


def as_yaml(value: object) -> str:
    """The values as YAML: JSON but for exact decimals, which stay as they are written."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_yaml(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def as_file(report: dict[str, Any]) -> str:
    return "".join(f"{key}: {as_yaml(value)}\n" for key, value in report.items())
