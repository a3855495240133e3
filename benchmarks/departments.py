"""A number of projects and a seed in, the YAML of a department with as many out: the same text for the same seed."""

from __future__ import annotations

from random import Random

_SUBJECTS = ("办公费", "印刷费", "水费", "电费", "邮电费", "差旅费", "维修费", "租赁费", "培训费", "劳务费")
_PLACES = ("东区", "西区", "南区", "北区", "新区", "城关", "开发区", "高新区", "老城", "河口")
_WORKS = ("政务大厅运行", "热线服务", "平台对接改造", "档案整理", "安全保障", "宣传培训", "设备更新", "便民窗口建设")
_CLAUSES = (
    "窗口服务全年不断档，群众办事更加便捷",
    "按照年初确定的目标逐项推进，各节点均按期完成",
    "资金按进度拨付，专款专用，未发现截留、挪用的情况",
    "组织业务培训{n}期，参训人员{m}人次",
    "接待来访群众{m}人次，办结率保持在较高水平",
    "完善“一窗受理”工作机制，压缩办理时限{n}个工作日",
    "对“好差评”反映的{n}个问题逐一核实整改",
)
_HEAD = """\
版本: 1
模板: 甘肃/项目自评报告
年度: 2023
金额单位: 万元
单位:
  名称: 示例市政务服务中心
  级次: 市级
  性质: 参公事业单位
  规格: 正县级
  职能: 统筹各部门进驻事项的集中办理，做好组织协调、监督管理和服务指导。
  内设机构: [综合科, 服务管理科, 信息科]
  人员: {行政编制: 7, 事业编制: 6, 实有: 10}
版式: {支出明细: 表格}
项目:
"""
_TAIL = "落款: {日期: 2024年3月20日}\n"


def department(projects: int, seed: int = 9704) -> str:
    """A whole input file."""
    random = Random(seed)  # noqa: S311 - sample data
    return _HEAD + "".join(_project(number, random) for number in range(1, projects + 1)) + _TAIL


def _project(number: int, random: Random) -> str:
    spent = {name: random.randint(1, 900_000) for name in random.sample(_SUBJECTS, 5)}
    total = sum(spent.values())
    details = "".join(f"      {name}: {_money(amount)}\n" for name, amount in spent.items())
    return f"""\
  - 名称: {random.choice(_PLACES)}{random.choice(_WORKS)}项目（{number}）
    资金: {{全年预算: {_money(total)}}}
    支出明细:
{details}    实际完成: |
      {_sentences(random, 4)}
      {_sentences(random, 3)}
    绩效:
      产出: {_sentences(random, 3)}
      社会效益: {_sentences(random, 2)}
      满意度: {random.randint(900, 995) / 10}%
    自评得分: {random.randint(90, 99)}
    偏离原因:
      - {_sentences(random, 2)}
      - {_sentences(random, 2)}
    改进措施: {_sentences(random, 2)}
"""


def _money(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _sentences(random: Random, count: int) -> str:
    chosen = random.sample(_CLAUSES, count)
    return "".join(clause.format(n=random.randint(2, 40), m=random.randint(100, 9000)) + "。" for clause in chosen)
