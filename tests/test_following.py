"""A total, its parts and what was worked out from it in; only what follows from no way of taking them is told, out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pipeline import Settings, read

FILE = """\
版本: 1
模板: 国家/公文
年度: 2024
金额单位: 万元
单位: {{名称: 示例局}}
政府采购:
  合计: {{决算: {total}, 上年: {last}, 增减: {change}, 增减原因: 更新设备}}
  货物: {goods}
  服务: {services}
"""
amounts = st.integers(1000, 9000)


@settings(max_examples=60)
@given(amounts, amounts, amounts, st.sampled_from([0, 1, 300]), st.sampled_from(["written", "computed", "neither"]))
def test_a_change_of_a_wrong_total(
    tmp_path_factory: pytest.TempPathFactory, goods: int, services: int, last: int, wrong: int, basis: str
) -> None:
    """The change follows the total as written or as its parts make it; else it is a fault beside the total's."""
    total = goods + services + wrong
    change = {"written": total, "computed": goods + services, "neither": total + 7}[basis] - last
    path = tmp_path_factory.getbasetemp() / "合计.yaml"
    path.write_text(FILE.format(total=total, last=last, change=change, goods=goods, services=services), "utf-8")
    found = [one.code.id for one in read(path, Settings()).diagnostics if one.code.id in ("P109", "P112")]
    assert found == ["P112"] * (wrong != 0) + ["P109"] * (basis == "neither")
