"""A size in, files of a kind of that size and what is to be done with them out: whatever may cost more than its text.

Every file is the same short report with one thing in it many times, as a slip, a paste or a bad will may make it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.changes import Wordings, differences
from generator.diagnostic import Diagnostic
from generator.display import as_json, concise, screenful
from generator.display.machines import as_github, as_sarif
from generator.fixing import fix
from generator.handwork import handwork
from generator.library import rolled_form
from generator.packs import full_record
from generator.pipeline import Settings, build, check, read
from generator.wordtext import text_of_docx

SOUND = """版本: 1
模板: 甘肃/项目自评报告
年度: 2024
金额单位: 万元
单位:
  名称: 示例市示例区政务服务中心
  级次: 区级
  职能: 管理政务大厅，受理和督办热线诉求。
项目:
  - 名称: 政务大厅运行经费
    资金: {全年预算: 120, 执行: 118.5}
    实际完成: 大厅全年正常运转，窗口服务不断档。
    绩效: {产出: 开放窗口32个，全年办件5.6万件。, 满意度: 96.5%}
    自评得分: 97
落款: {日期: 2025年3月20日}
"""
PACK = '标题: 报告\n版本: "1"\n继承: 国家/公文\n地区: 某市\n'
_OWN = "某市/报告"
Work = Callable[[], object]
_Prepare = Callable[[int, Path], Work]


@dataclass(frozen=True, slots=True)
class Growing:
    """`prepare` writes what is needed for a size into an empty folder and gives what is measured."""

    name: str
    size: int
    prepare: _Prepare


def _lines(form: str, n: int) -> str:
    return "".join(form.format(k) for k in range(n))


def _done(text: str) -> str:
    return SOUND.replace("大厅全年正常运转，窗口服务不断档。", text)


def _project(more: str) -> str:
    """More keys of the one project."""
    return SOUND.replace("落款:", more + "落款:")


def _top(more: str) -> str:
    return SOUND.replace("单位:\n", more + "单位:\n", 1)


def _written(folder: Path, text: str) -> Path:
    path = folder / "x.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _checked(make: Callable[[int], str], show: Callable[[tuple[Diagnostic, ...]], object] | None = None) -> _Prepare:
    def prepare(n: int, folder: Path) -> Work:
        path = _written(folder, make(n))
        shown = show or (lambda found: screenful(found, None))
        return lambda: shown(check(path, Settings()).diagnostics)

    return prepare


def _built(make: Callable[[int], str]) -> _Prepare:
    def prepare(n: int, folder: Path) -> Work:
        path = _written(folder, make(n))
        return lambda: build(path, Settings(), ("docx", "md"))

    return prepare


def _template(make: Callable[[int], str], yaml: Callable[[int], str] = lambda n: SOUND) -> _Prepare:
    """A pack of its own, whose template says that."""

    def prepare(n: int, folder: Path) -> Work:
        pack = folder / _OWN
        pack.mkdir(parents=True)
        (pack / "pack.yaml").write_text(PACK, encoding="utf-8")
        (pack / "report.md.j2").write_text(f"# 题\n\n开头。\n\n{make(n)}\n", encoding="utf-8")
        path = _written(folder, yaml(n).replace("甘肃/项目自评报告", _OWN))
        return lambda: screenful(build(path, Settings(), ("docx", "md")).diagnostics, None)

    return prepare


def _fixed(make: Callable[[int], str]) -> _Prepare:
    def prepare(n: int, folder: Path) -> Work:
        data = make(n).encode("utf-8")
        return lambda: fix(data, "x.yaml").diff

    return prepare


def _rolled(make: Callable[[int], str]) -> _Prepare:
    def prepare(n: int, folder: Path) -> Work:
        path = _written(folder, make(n))
        return lambda: rolled_form(path, None, Settings(), path.name)

    return prepare


def _compared(make: Callable[[int], str], change: Callable[[str], str]) -> _Prepare:
    def prepare(n: int, folder: Path) -> Work:
        old, new = folder / "old.yaml", folder / "new.yaml"
        old.write_text(make(n), encoding="utf-8")
        new.write_text(change(make(n)), encoding="utf-8")

        def work() -> object:
            (pack, before), (_, after) = (read(path, Settings()).figures[0] for path in (old, new))
            return differences(before, after, full_record((pack,)), Wordings(pack.wording, pack.wording))

        return work

    return prepare


def _edited(make: Callable[[int], str], change: Callable[[bytes], bytes]) -> _Prepare:
    """A DOCX of that template that somebody changed, held against the one that is to be written."""

    def prepare(n: int, folder: Path) -> Work:
        _template(make)(n, folder)
        new = build(folder / "x.yaml", Settings(), ("docx",)).reports[0].files["docx"]
        old = _rezipped(new, change)
        return lambda: handwork(old, new)

    return prepare


def _rezipped(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name == "word/document.xml" else part)
    return out.getvalue()


def _text(n: int, folder: Path) -> Work:
    _template(lambda n: _table(n))(n, folder)
    data = build(folder / "x.yaml", Settings(), ("docx",)).reports[0].files["docx"]
    path = folder / "x.docx"
    path.write_bytes(data)
    return lambda: text_of_docx(path)


def _table(n: int) -> str:
    return "| 甲 | 乙 |\n| --- | --- |\n" + _lines("| 0.00 | 科目{0} |\n", n)


def _projects(n: int) -> str:
    row = "  - 名称: 项目{0}\n    资金: {{全年预算: 9{0}, 执行: {0}}}\n    实际完成: 完成{0}件。\n"
    return _project(_lines(row, n))


_DETAILS = "    支出明细:\n"
_PASTED = "    支出明细: |\n      支出内容\t金额（元）\n"

CASES = (
    # what is missing, unknown, written twice or wrong
    Growing(
        "缺必填项的项目",
        600,
        _checked(lambda n: _project(_lines("  - 名称: 项目{0}\n    资金: {{全年预算: 9{0}, 执行: {0}}}\n", n))),
    ),
    Growing("项目", 300, _checked(_projects)),
    Growing(
        "没填的项目", 400, _checked(lambda n: _project(_lines("  - 名称: 项目{0}\n    资金:\n    实际完成:\n", n)))
    ),
    Growing(
        "同名的项目",
        300,
        _checked(lambda n: _project("  - 名称: 项目\n    资金: {全年预算: 9, 执行: 9}\n    实际完成: 完成。\n" * n)),
    ),
    Growing("不认识的键", 500, _checked(lambda n: _top(_lines("键{0}: 1\n", n)))),
    Growing("项目里不认识的键", 500, _checked(lambda n: _project(_lines("    键{0}: 1\n", n)))),
    Growing("写错的键", 500, _checked(lambda n: _project(_lines("    实际完戊{0}: 1\n", n)))),
    Growing("各项目写错的键", 400, _checked(lambda n: _project(_lines("  - {{名称: 项目{0}, 资今: 1}}\n", n)))),
    Growing("断开的数", 400, _checked(lambda n: _project(_lines("  - {{名称: 项目{0}, 资金: {{执行: 2,91}}}}\n", n)))),
    Growing("重复的键", 1000, _checked(lambda n: _top("备注: 1\n" * n))),
    Growing("锚点", 2000, _checked(lambda n: _project(_DETAILS + _lines("      费{0}: &甲{0} 1\n", n)))),
    Growing("全角冒号", 2000, _checked(lambda n: _project(_DETAILS + _lines("      费{0}：1\n", n)))),
    Growing("制表符", 1000, _checked(lambda n: _project(_DETAILS + _lines("\t  费{0}: 1\n", n)))),
    Growing(
        "缩进不齐",
        2000,
        _checked(lambda n: _project(_DETAILS + "".join(f"{' ' * (6 + k % 2)}费{k}: 1\n" for k in range(n)))),
    ),
    Growing("不是数的金额", 1000, _checked(lambda n: _project(_DETAILS + _lines("      费{0}: 约{0}\n", n)))),
    Growing("引号没有配对", 2000, _checked(lambda n: _project(_DETAILS + _lines('      费{0}: "1\n', n)))),
    Growing("括号套括号", 40, _checked(lambda n: _project(f"    支出明细: {'[' * n}1{']' * n}\n"))),
    Growing(
        "一行里的项",
        2000,
        _checked(lambda n: _project("    支出明细: {" + ", ".join(f"费{k}: 1" for k in range(n)) + "}\n")),
    ),
    Growing("文件", 100, _checked(lambda n: _project(_lines("  - 文件: p{0}.yaml\n", n)))),
    # tables
    Growing("支出明细", 3000, _checked(lambda n: _project(_DETAILS + _lines("      费用{0}: 1\n", n)))),
    Growing("粘贴的行", 1500, _checked(lambda n: _project(_PASTED + _lines("      费{0}\t{0}\n", n)))),
    Growing("粘贴的坏行", 1000, _checked(lambda n: _project(_PASTED + _lines("      费{0}\t约{0}\n", n)))),
    Growing("粘贴的长短行", 1000, _checked(lambda n: _project(_PASTED + _lines("      费{0}\n", n)))),
    Growing("粘贴的合计", 1000, _checked(lambda n: _project(_PASTED + "      合计\t1\n" * n))),
    Growing(
        "粘贴的列",
        300,
        _checked(
            lambda n: _project(
                "    支出明细: |\n      支出内容" + _lines("\t列{0}", n) + "\n      甲" + "\t1" * n + "\n"
            )
        ),
    ),
    Growing(
        "指标",
        400,
        _checked(
            lambda n: _project(
                "    指标:\n"
                + _lines("      - {{一级: 产出, 二级: 数量, 指标: 事项{0}, 目标: ≥20项, 完成: 23项, 分值: 1}}\n", n)
            )
        ),
    ),
    Growing(
        "依据",
        500,
        _checked(
            lambda n: SOUND.replace(
                "落款:", "报送:\n  依据:\n" + _lines("    - {{名称: 通知{0}, 文号: 财发〔2020〕{0}号}}\n", n) + "落款:"
            )
        ),
    ),
    Growing("历年", 300, _checked(lambda n: _top("历年:\n" + _lines("  - {{年度: {0}, 收入: 1, 支出: 1}}\n", n)))),
    Growing(
        "所属单位",
        500,
        _checked(
            lambda n: SOUND.replace(
                "  职能:", "  所属单位:\n" + _lines("    - {{名称: 示例市第{0}中学}}\n", n) + "  职能:"
            )
        ),
    ),
    Growing(
        "内设机构",
        1000,
        _checked(lambda n: SOUND.replace("  职能:", "  内设机构:\n" + _lines("    - 第{0}科室\n", n) + "  职能:")),
    ),
    Growing(
        "科目",
        400,
        _checked(
            lambda n: _top(
                "支出:\n  一般公共预算:\n    科目:\n"
                + "".join(f"      - {{科目: {2010101 + k} 科目, 基本支出: 1, 项目支出: 2}}\n" for k in range(n))
            )
        ),
    ),
    # prose
    Growing("句子里的问题", 150, _checked(lambda n: _done("一是办件{{ 年度 }}。一是办件，，完成了1,23万元。" * n))),
    Growing(
        "多行句子里的问题",
        150,
        _checked(lambda n: _done("|\n" + "      一是办件{{ 年度 }}。一是办件，，完成了1,23万元。\n" * n)),
    ),
    Growing(
        "引号里句子的问题",
        150,
        _checked(lambda n: _done('"' + "一是办件{{ 年度 }}。一是办件，，完成了1,23万元。" * n + '"')),
    ),
    Growing("没有配对的引用", 2000, _checked(lambda n: _done('"' + "{{ " * n + '"'))),
    Growing("找不到的引用", 150, _checked(lambda n: _done('"' + "{{ 甲乙 }}" * n + '"'))),
    Growing("引用", 300, _checked(lambda n: _done('"' + "{{ 项目.资金.执行 }}。" * n + '"'))),
    Growing(
        "一段多行的文字", 4000, _checked(lambda n: _done("|\n" + "      完成了各项工作任务，群众反映良好。\n" * n))
    ),
    Growing("一行长文字", 4000, _checked(lambda n: _done("完成了各项工作任务，群众反映良好。" * n))),
    Growing("一句长文字", 4000, _checked(lambda n: _done("完成了各项工作任务，" * n))),
    Growing("金额", 700, _checked(lambda n: _done("投入12.5万元，增长3.5%，办件20件。" * n))),
    Growing("其中", 500, _checked(lambda n: _done("共计100万元，其中：甲50万元、乙60万元。" * n))),
    Growing("没完的括号", 4000, _checked(lambda n: _done("（" * n))),
    Growing("没完的书名号", 4000, _checked(lambda n: _done("《通知" * n))),
    Growing("没完的引号", 4000, _checked(lambda n: _done("“通知" * n))),
    Growing("数字", 6000, _checked(lambda n: _done("1" * n + "件"))),
    Growing("一是二是", 500, _checked(lambda n: _done("".join(f"{k}是办件。" for k in "一二三四五六七八九") * n))),
    Growing("带号的行", 700, _checked(lambda n: _done("|\n" + _lines("      {0}.办件。\n", n)))),
    Growing("Markdown 记号", 1500, _checked(lambda n: _done("'" + "**甲**`乙`[丙](http://x)" * n + "'"))),
    Growing("小标题", 1000, _checked(lambda n: _done("|\n" + "      一、情况\n      办件。\n" * n))),
    # how findings are told
    Growing("问题，JSON", 600, _checked(lambda n: _project(_DETAILS + _lines("      费{0}: 约{0}\n", n)), as_json)),
    Growing("问题，SARIF", 600, _checked(lambda n: _project(_DETAILS + _lines("      费{0}: 约{0}\n", n)), as_sarif)),
    Growing("问题，GitHub", 600, _checked(lambda n: _project(_DETAILS + _lines("      费{0}: 约{0}\n", n)), as_github)),
    Growing("问题，一行一个", 600, _checked(lambda n: _project(_DETAILS + _lines("      费{0}: 约{0}\n", n)), concise)),
    Growing(
        "一行里的问题",
        400,
        _checked(lambda n: _project("    支出明细: {" + ", ".join(f"费{k}: 约{k}" for k in range(n)) + "}\n")),
    ),
    # whole runs
    Growing("写出项目", 200, _built(_projects)),
    Growing("写出长文字", 3000, _built(lambda n: _done("|\n" + "      完成了各项工作任务，群众反映良好。\n" * n))),
    Growing("写出记号", 3000, _built(lambda n: _done("'" + "**甲**<乙>" * n + "'"))),
    Growing(
        "不印的数",
        1000,
        _built(
            lambda n: _project(_DETAILS + _lines("      费用{0}: 1\n", n)).replace(
                "资金: {全年预算: 120, 执行: 118.5}", f"资金: {{全年预算: {2 * n}, 执行: {n}}}"
            )
        ),
    ),
    Growing("改正", 1500, _fixed(lambda n: _project(_DETAILS + _lines("      费{0}：1\n", n)))),
    Growing("改正不了", 500, _fixed(lambda n: _project(_DETAILS + _lines("      费{0}: 约{0}\n", n)))),
    Growing("明年的表", 150, _rolled(_projects)),
    Growing("比较", 150, _compared(_projects, lambda text: text.replace("完成1", "办结1"))),
    Growing("比较改名的项目", 150, _compared(_projects, lambda text: text.replace("项目1", "事项1"))),
    Growing(
        "比较文字",
        4000,
        _compared(
            lambda n: _done("|\n" + _lines("      完成了{0}项任务。\n", n)),
            lambda text: re.sub("([0-9]*[13579])项", r"\1件", text),
        ),
    ),
    Growing("DOCX 的文字", 1500, _text),
    Growing("改过的 DOCX", 800, _edited(_table, lambda part: re.sub("科目([0-9]*[13579])<".encode(), rb"\1<", part))),
    Growing(
        "改过的 DOCX，都一样",
        800,
        _edited(
            lambda n: _table(0) + "| 0.00 | 科目 |\n" * n,
            lambda part: part.replace("科目".encode(), b"1", part.count("科目".encode()) // 2),
        ),
    ),
    Growing(
        "改过的 DOCX，一段",
        1000,
        _edited(
            lambda n: _lines("完成了{0}项任务。", n), lambda part: re.sub("([0-9]*[13579])项".encode(), rb"\1", part)
        ),
    ),
    # templates
    Growing("模板的表", 1500, _template(_table)),
    Growing(
        "模板的 HTML 表",
        1500,
        _template(lambda n: "<table>\n" + _lines("<tr><td>甲</td><td>{0}</td></tr>\n", n) + "</table>"),
    ),
    Growing(
        "模板的合并格",
        1500,
        _template(
            lambda n: (
                f'<table>\n<tr><td rowspan="{n + 1}">甲</td><td>乙</td></tr>\n'
                + _lines("<tr><td>{0}</td></tr>\n", n)
                + "</table>"
            )
        ),
    ),
    Growing(
        "模板的表，格子长",
        300,
        _template(
            lambda n: (
                "| 甲 | 乙 |\n| --- | --- |\n"
                + "| 完成了各项工作任务，群众反映良好，没有发生安全事故。 | 完成了各项工作任务，群众反映良好，没有发生安全事故。 |\n"
                * n
            )
        ),
    ),
    Growing("模板的段", 6000, _template(lambda n: "完成了各项工作任务。\n\n" * n)),
    Growing("模板的一段", 5000, _template(lambda n: "完成了各项工作任务。\n" * n)),
    Growing("模板的列表", 2000, _template(lambda n: "1. 任务\n" * n)),
    Growing("模板的标题", 2000, _template(lambda n: "## 任务\n\n正文。\n\n" * n)),
    Growing("模板的横排", 800, _template(lambda n: "::: 横排\n\n字\n\n:::\n\n" * n)),
    Growing(
        "模板的图",
        500,
        _template(
            lambda n: '::: 图 {类型=柱 题="图"}\n| 年 | 数 |\n| --- | --- |\n' + _lines("| {0} | {0}1 |\n", n) + ":::"
        ),
    ),
    *(
        Growing(f"模板的 {name}", 8000, _template(lambda n, token=token: token * n))  # type: ignore[misc]  # bound now
        for name, token in {
            "<td a": "<td a ",
            '"': '<td "',
            "<table>": "<table><tr><td>\n",
            "**": "**字\n",
            "`": "` `\n",
            ">": "> 字\n",
            "- ": "- 字\n",
            "1. 1. ": "1. 1. 字\n",
            "<!--": "<!--\n",
            "|": "| 字 |\n",
            "{": "## 字 {甲\n\n",
            ":::": ":::\n\n",
            "::: 错": "::: 错\n\n",
            "空格": "    ",
            "反斜杠": "\\字\n",
            "&": "&amp;字\n",
            "[": "[甲](乙\n",
        }.items()
    ),
)
