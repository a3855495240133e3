"""Names of parts in, whether they make up a whole (线上、窗口; 甲类、乙类; 老年人、其他) out: others may overlap (女、党员)."""

from __future__ import annotations

from collections.abc import Sequence

from ...pattern import deferred

REST = deferred(r"^(?:其他|其它|其余|剩余)[一-鿿]{0,4}$")
PAIRS = (
    (("线上", "网上", "互联网", "网络", "掌上"), ("线下", "窗口", "现场", "大厅", "实体")),
    (("男",), ("女",)),
    (("上半年",), ("下半年",)),
    (("年初", "期初", "原有", "原定"), ("年中", "新增", "追加", "增加", "增补")),
    (("城镇", "城市", "城区"), ("农村", "乡镇", "乡村")),
    (("个人", "自然人"), ("企业", "法人")),
    (("基本支出",), ("项目支出",)),
    (("行政",), ("事业",)),
    (("货物",), ("服务", "工程")),
    (("本级",), ("下属", "所属")),
    (("在职",), ("退休", "离退休")),
    (("按期", "按时"), ("逾期", "超期")),
    (("满意",), ("不满意",)),
    (("准予",), ("不予",)),
    (("通过",), ("未通过", "不通过")),
    (("合格",), ("不合格",)),
    (("同意",), ("不同意",)),
    (("新建",), ("续建", "改建", "扩建")),
    (("省内", "市内", "区内", "县内"), ("省外", "市外", "区外", "县外")),
    (("国内",), ("国外", "境外")),
    (("手册",), ("海报", "折页", "传单", "单页")),
    (("咨询",), ("投诉", "求助", "举报", "建议")),
    (("在编",), ("聘用", "编外", "临聘", "外聘", "合同制", "派遣")),
    (("机关",), ("乡镇", "街道", "村", "社区", "企业", "基层")),
)
"""Words of which each thing counted has one: names of both sides split a whole."""
EXACT = {("人员经费", "公用经费")}
"""Pairs of which one alone may be a part of a part."""
SORTS = "类型级区县镇乡村街档期批"
"""甲类, 乙类: names that end in one of these are of one kind."""
NUMBERED = deferred(r"^(?:第?[一二三四五六七八九十\d]+(?:季度?|笔|批|期|次|轮|组|阶段|标段)|[\d]{1,2}月份?)")
"""第一笔, 二季度: of names that are told by their number no two are the same."""
OVERLAP = deferred(
    "党员|团员|学历|本科|硕士|博士|大专|岁|少数民族|残疾|小微|人员经费|公用经费|工资|三公|涉及|覆盖|惠及|带动|累计|减|"
    "可办|零跑|最多跑|即办|网办|全程|不见面|承诺|掌办|跨省"
)
"""Words of what overlaps with others, or is a part of a part."""


def rest(name: str) -> bool:
    """其他、其余人员: nothing is left beside it."""
    return REST.search(name) is not None


def _unlike(names: Sequence[str]) -> Sequence[str]:
    """男党员, 女党员 as 男, 女: what all end in tells none from another."""
    end = min(map(len, names), default=0) - 1
    while end > 1 and len({name[-end:] for name in names}) > 1:
        end -= 1
    return [name[:-end] for name in names] if end > 1 and len({name[-end:] for name in names}) == 1 else names


def numbered(names: Sequence[str]) -> bool:
    return all(map(NUMBERED.search, names))


def apart(names: Sequence[str]) -> bool:
    """Whether no two of the parts have anything in common."""
    given, names = names, _unlike(names)
    if tuple(sorted(names)) in EXACT:
        return True
    if len(set(names)) < len(names) or not all(names) or any(OVERLAP.search(name) for name in names):
        return False
    if rest(names[-1]) or numbered(names):
        return True
    if len(names[0]) > 1 and names[0][-1] in SORTS and all(name[-1] == names[0][-1] for name in names):
        return True
    return any(
        any(one in name for name in told for one in left) and any(one in name for name in told for one in right)
        for told in (names, given)
        for left, right in PAIRS
    )


def whole(names: Sequence[str]) -> bool:
    """Whether the parts are all there are: 男 and 女, or a rest."""
    if not apart(names):
        return False
    both = len(names) == 2 and any(
        (names[0].startswith(left) and names[1].startswith(right))
        or (names[0].startswith(right) and names[1].startswith(left))
        for left, right in PAIRS[1:4]
    )
    return rest(names[-1]) or both
