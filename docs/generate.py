"""The program's own tables in, cli.md, checks.md, detection.md and the marked parts of packs.md, security.md and the READMEs out.

`python docs/generate.py` rewrites them; tests/test_docs.py guards the drift.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import runpy
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

import click
import yaml

from generator.checks.catalogue import CODES
from generator.cli import run
from generator.cli.commands import program
from generator.derive.extra import EXTRA
from generator.derive.extra import ROOT as EXTRA_ROOT
from generator.diagnostic import Code, Kind
from generator.display import concise
from generator.model import (
    Choice,
    Count,
    Date,
    Length,
    Line,
    Lines,
    Money,
    Named,
    Passage,
    Rate,
    Record,
    Score,
    Table,
    Year,
    YesNo,
    inner_record,
    paths,
)
from generator.model import Kind as Shape
from generator.pack import COLUMN, DECLARED, PACK
from generator.packs.rule_keys import OWN_RULE, RULES
from generator.packs.style import STYLE
from generator.packs.subjects import SUBJECTS
from generator.packs.tables import TABLES
from generator.pipeline import Settings, build
from generator.render.filters import FILTERS, TESTS
from generator.vocabulary import REPORT

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
EXAMPLES = HERE / "examples"
VARIANT = "示例市/项目自评报告"

HEAD = """# 命令行

本页由 `python docs/generate.py` 从程序自己的说明生成，请不要手工修改。

- 提示：`build` 写到标准错误，`check` 写到标准输出；`--format json` 时标准输出只有 JSON，结论写到标准错误。
- 退出码：0 没有错误；1 有错误（加 `--strict` 时包括警告）；2 命令用法或文件读写有问题；130 被 Ctrl+C 中断。
- 颜色和进度只在终端上出现；设了 `NO_COLOR` 就没有颜色。
"""


def manual() -> str:
    """docs/cli.md: the program's help and each command's."""
    top = click.Context(program, info_name="zipingbao")
    pages = [("zipingbao", top.get_help())]
    for name, command in program.commands.items():
        context = click.Context(command, top, name)
        pages.append((f"zipingbao {name}", context.get_help()))
        for inner, below in command.commands.items() if isinstance(command, click.Group) else ():
            pages.append((f"zipingbao {name} {inner}", click.Context(below, context, inner).get_help()))
    return HEAD + "".join(f"\n## {name}\n\n```text\n{text}\n```\n" for name, text in pages)


CHECKS = """# 提示代码

本页由 `python docs/generate.py` 从程序自己的说明生成，请不要手工修改。终端里看一条：`zipingbao explain P101`。

- **错误**：不改不出报告。**警告**：照常出报告，加 `--strict` 时算不通过。**提示**：只说一声。
- 勾稽检查分三类，按财政部决算审核公式的叫法：**基本平衡**必须成立；**逻辑性**是表与表、年度与文字之间的关系；\
**核实性**有正当原因就成立，把原因写在旁边的“说明”里，提示就不再出现，说明印进报告。
- **文字**检查读您自己写的句子，只说互相矛盾的，一概是警告。写成 {{ 数据.名称 }} 由程序印出的数不再检查；书名号《》里的数不读。
- 数是否相等要看写了几位小数：每个数可以差末位的半个单位，各数的半个单位相加是允差。在允差以内只提示，照印所写的数；\
超出就是错误。

| 类别 | 代码 |
| --- | --- |
"""


FORMULAS = """
## 审核的公式由哪里核对

部门决算审核的公式，和公开的报告常被核对的关系。一份文件里核对了哪些、没有核对哪些和为什么，运行 `zipingbao check --coverage`。

| 出处 | 关系 | 代码 |
| --- | --- | --- |
"""


def _formulas() -> str:
    """The relations that auditors ask, with the codes that check each, or why none can (docs/formulas.yaml)."""
    rows = ""
    for row in yaml.safe_load((HERE / "formulas.yaml").read_text(encoding="utf-8")):
        codes = "、".join(CODES[code].id for code in row.get("代码", ()))
        told = f"{codes}；程序印的表一定相符" if row.get("印出") else codes or f"核不到：{row['核不到']}"
        rows += f"| {row['出处']} | {row['关系']} | {told} |\n"
    return f"{FORMULAS}{rows}"


def checks() -> str:
    """docs/checks.md: every code under its kind."""
    kinds = [(kind, [code for code in CODES.values() if code.kind is kind]) for kind in Kind]
    kinds = [(kind, codes) for kind, codes in kinds if codes]
    index = "".join(f"| {kind.value} | {'、'.join(code.id for code in codes)} |\n" for kind, codes in kinds)
    return (
        CHECKS
        + index
        + _formulas()
        + "".join(f"\n## {kind.value}\n" + "".join(_section(code) for code in codes) for kind, codes in kinds)
    )


def _section(code: Code) -> str:
    """A code's text with its examples as fenced blocks: an indented one is no code right below a paragraph."""
    fenced = re.sub(r"(?m)^(错|对)：\n((?:(?: {4}.*)?\n)+)", _fence, code.text.strip() + "\n")
    fenced = re.sub(r"\n{3,}", "\n\n", fenced)
    return f"\n### {code.id} {code.title}（{code.severity.word}）\n\n{fenced.strip()}\n"


def _fence(match: re.Match[str]) -> str:
    lines = [line[4:] for line in match[2].rstrip("\n").split("\n")]
    return f"\n\n{match[1]}：\n\n```text\n" + "\n".join(lines) + "\n```\n"


SHAPES: dict[type, str] = {
    Line: "一行文字",
    Passage: "一段或多段文字",
    Lines: "列表，每项一行",
    Money: "金额",
    Rate: "百分数",
    Count: "数",
    Score: "分数",
    Year: "年份",
    Date: "日期",
    YesNo: "是或否",
    Length: "长度",
    Record: "下有键",
    Table: "列表，每项下有键",
}


def _shape(kind: Shape) -> str:
    if isinstance(kind, Choice):
        return "只能写 " + "、".join(kind.options)
    if isinstance(kind, Count) and kind.whole:
        return "整数"
    if isinstance(kind, Named):
        inner = SHAPES[type(kind.kind)]
        return f"自己取名，{inner}" if isinstance(kind.kind, Record) else f"自己取名，值是{inner}"
    return SHAPES[type(kind)]


def _rows(record: Record, prefix: str = "") -> Iterator[str]:
    for field in record.fields:
        example = f"`{field.example}`" if field.example else ""
        needed = "必填。" if field.required else ""
        meaning = "" if field.help == field.name else field.help
        yield f"| `{prefix}{field.name}` | {_shape(field.kind)} | {needed}{meaning} | {example} |"
        inner = field.kind.record if isinstance(field.kind, Table) else field.kind
        if isinstance(inner, Record):
            yield from _rows(inner, f"{prefix}{field.name}.")


def _table(record: Record) -> str:
    return "\n".join(["| 键 | 写法 | 意思 | 例 |", "| :-- | :-- | :-- | :-- |", *_rows(record)])


def _computed() -> str:
    """The keys that only the program gives, at the first place of the vocabulary that has them."""
    places: dict[int, list[str]] = {}
    for path, field in paths(REPORT):
        inner = inner_record(field.kind)
        if inner is not None and id(inner.origin) in EXTRA:
            places.setdefault(id(inner.origin), []).append(path)
    rows = [f"| `{field.name}` | {field.help} |" for field in EXTRA_ROOT]
    for record, found in places.items():
        shared = f"（{len(found)} 处同样）" if len(found) > 1 else ""
        rows += [f"| `{found[0]}.{field.name}` | {field.help}{shared} |" for field in EXTRA[record]]
    return "\n".join(["| 键 | 意思 |", "| :-- | :-- |", *rows])


FILTER_WORDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "金额": (
        "带单位的金额；可以指定单位和小数位",
        ("{{ 收支总计|金额 }}", '{{ 收支总计|金额("元") }}', '{{ 收支总计|金额("万元", 1) }}'),
    ),
    "数": ("不带单位的数，放在表格里；可以指定单位和小数位", ('{{ 收支总计|数("元", 2) }}',)),
    "日期": ("年月日；用错了地方会报错", ("{{ 落款.日期|日期 }}",)),
    "个数": ("列表有几项，文字有几个字；没有填的是 0", ("{{ 单位.内设机构|个数 }}",)),
    "连接": (
        "把一列文字连起来，默认用顿号",
        ("{{ 单位.内设机构|连接 }}", '{{ 单位.内设机构|连接("；") }}'),
    ),
    "序号": (
        "照第一个序号的样子排出第几个",
        ('{% for 室 in 单位.内设机构 %}{{ loop.index|序号("（1）") }}{{ 室 }}{% endfor %}', '{{ 3|序号("一是") }}'),
    ),
    "绝对值": ("不带负号的数", ("{{ 收支总计.增减 }}", "减少{{ 收支总计.增减|绝对值 }}")),
    "去尾": ("去掉末尾的几个字：放进句子里时不重印句号", ('因“{{ 年度工作.完成情况.条目[0]|去尾("。") }}”，',)),
    "其中": ("一张表里某一格是这个值的几行", ('{{ 单位.所属单位|其中("性质", "事业单位")|个数 }}',)),
    "大写": ("大写金额，到分", ("{{ 收支总计|大写 }}",)),
    "文号": (
        "发文的年份用六角括号，不论填的是哪种括号",
        ("{% for 件 in 报送.依据 %}{{ 件.文号|文号 }}{% endfor %}",),
    ),
    "格": (
        "决算表的一格：小数位一律，末尾的零照印，没有数的空着",
        ("{{ 收支总计|格 }}", "（{{ 收支总计.年初预算|格 }}）"),
    ),
}
TEST_WORDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "无": ("填报人写了“无”", ('{{ "没有" if 支出.国有资本经营 is 无 else "有" }}国有资本经营预算',)),
    "近零": (
        "不是 0，可是小得印出来是 0：说“基本持平”，不说“增加0.00万元”",
        ('{{ "基本" if 收支总计.增减 is 近零 }}{{ "持平" if 收支总计.增减 == 0 else "不持平" }}',),
    ),
    "自带序号": (
        "填的各条自己写了序号（一是、1.、（一）），不要再编",
        ('{{ "照印" if 年度工作.完成情况 is 自带序号 else "编上序号" }}',),
    ),
    "空": ("填报人没有写这个键", ('人员{{ "没有填" if 单位.人员 is 空 else "填了" }}',)),
}
MACRO_WORDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "比较.升降": ("由差额和比率说出变动", ("{{ 升降(收支总计.增减, 收支总计.增减率) }}",)),
    "比较.变动": ("一个数与上年比", ("比上年{{ 变动(收支总计) }}",)),
    "比较.大小": ("决算比预算", ("决算数{{ 大小(收支总计) }}预算数",)),
    "比较.条列": ("列表连成半句，末尾没有句号", ("原因：{{ 条列(年度工作.完成情况) }}",)),
    "分条.连条": ("列表连成一段，每条一句", ("{{ 连条(年度工作.完成情况) }}",)),
    "分条.逐条": ("列表每条一段，编号", ("{{ 逐条(年度工作.完成情况) }}",)),
}
"""What each filter, test and macro is for, by hand, since a docstring is English; and examples, which are run."""

SHARED = ROOT / "templates" / "国家" / "公文"


def _macros() -> dict[str, str]:
    """The macros that packs share, by file and name."""
    return {
        f"{path.name.removesuffix('.md.j2')}.{name}": path.name
        for path in sorted(SHARED.glob("*.md.j2"))
        for name in re.findall(r"{% macro (\w+)", path.read_text(encoding="utf-8"))
    }


def _words(known: Collection[str], words: dict[str, tuple[str, tuple[str, ...]]], kind: str) -> str:
    """A new filter, test or macro without its words stops here."""
    if set(known) != set(words):
        raise LookupError(f"{kind}: docs/generate.py describes {sorted(words)}, the program has {sorted(known)}")
    shown = iter(_rendered([example for _, examples in words.values() for example in examples]))
    rows = [f"| {kind} | 作用 | 例子 | 印出 |", "| :-- | :-- | :-- | :-- |"]
    for name, (meaning, examples) in words.items():
        label = name.rpartition(".")[2]
        for number, example in enumerate(examples):
            first = f"`{label}` | {meaning}" if number == 0 else " | "
            rows.append(f"| {first} | `{_cell(example)}` | {_cell(next(shown))} |")
    return "\n".join(rows)


APART = "〓"


def _rendered(examples: Sequence[str]) -> list[str]:
    """What each example prints: one template of all of them, filled with docs/examples/过滤器.yaml."""
    imports = (
        f'{{% from "{file}" import {name.rpartition(".")[2]} with context %}}' for name, file in _macros().items()
    )
    body = f"\n\n{APART}\n\n".join(("# 例", *examples))
    with tempfile.TemporaryDirectory() as folder:
        pack = Path(folder) / "例子" / "过滤器"
        pack.mkdir(parents=True)
        (pack / "pack.yaml").write_text("标题: 例子\n版本: '1'\n继承: 国家/公文\n", encoding="utf-8")
        (pack / "report.md.j2").write_text("\n".join((*imports, body)), encoding="utf-8")
        made = build(EXAMPLES / "过滤器.yaml", Settings((Path(folder),), "例子/过滤器"), ("md",))
    if not made.reports:
        raise LookupError(concise(made.diagnostics))
    _, *parts = made.reports[0].files["md"].decode("utf-8").split(APART)
    return [part.strip().replace("\n\n", "<br>") for part in parts]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _file(name: str) -> str:
    language = "yaml" if name.endswith(".yaml") else "jinja"
    text = (EXAMPLES / "模板" / VARIANT / name).read_text(encoding="utf-8").rstrip("\n")
    return f"```{language}\n{text}\n```"


MISTAKES = (
    ("pack.yaml", "继承: 甘肃/项目自评报告", "继承: 甘肃/项目自评"),
    ("pack.yaml", "标题: 项目绩效自评报告", "题目: 项目绩效自评报告"),
    ("pack.yaml", "需要: [文字.存在问题]", "需要: [文字.存在问题, 单位.职责]"),
    ("pack.yaml", '需要程序: "0.1"', '需要程序: "9.0"'),
    ("pack.yaml", "类型: 文字", "类型: 长文字"),
    ("style.yaml", "字号: 20磅", "字号: 2号"),
    ("rules.yaml", "下限: 95", "下限: 九十五"),
    ("report.md.j2", "{{ 年度 }}年度", "{{ 年 }}年度"),
    ("report.md.j2", "{{ 文字.存在问题 }}", "{{ 文字.问题 }}"),
    ("report.md.j2", "{{ 文字.存在问题 }}", "{{ 文字.存在问题|upper }}"),
    ("report.md.j2", "{{ 文字.存在问题 }}", "{{ 文字.存在问题|金额 }}"),
    ("report.md.j2", "{{ 文字.存在问题 }}", "{{ 单位.主管部门 }}"),
    ("report.md.j2", "{{ 文字.存在问题 }}", "{{ 单位.名称.upper() }}"),
    ("report.md.j2", "{% endfor %}\n## 存在问题", "（漏了 endfor）\n## 存在问题"),
    ("report.md.j2", '{% include "概况.md.j2" %}', '{% include "概述.md.j2" %}'),
    ("report.md.j2", "## 存在问题", "> 存在问题"),
)
"""One slip each in the worked example: the file, what stands there, and what was written instead."""


def _mistakes() -> str:
    rows = ["| 写在 | 写成了 | 程序说 |", "| :-- | :-- | :-- |"]
    for name, right, wrong in MISTAKES:
        said = _said(name, right, wrong)
        slip = wrong.strip().split("\n")[0]
        rows.append(f"| {name} | `{_cell(slip)}` | {_cell(said)} |")
    return "\n".join(rows)


def _said(name: str, right: str, wrong: str) -> str:
    """What a build with the slip says, as the program says it."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        shutil.copytree(EXAMPLES / "模板", here, dirs_exist_ok=True)
        slip = here / VARIANT / name
        text = slip.read_text(encoding="utf-8")
        if text.count(right) < 1:
            raise LookupError(f"{name} has no {right!r}")
        slip.write_text(text.replace(right, wrong, 1), encoding="utf-8", newline="\n")
        report = here / "2024.yaml"
        report.write_text(variant_input(), encoding="utf-8", newline="\n")
        with _working_in(here):
            found = build(report, Settings(), ("md",), "2024.yaml").diagnostics
    lines = concise(found).rstrip("\n").split("\n")
    return "<br>".join(_escaped(line.removeprefix(f"{VARIANT}/")) for line in lines)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}<>])", r"\\\1", text)


def variant_input() -> str:
    """docs/examples/2024.yaml as the worked example of docs/packs.md wants it."""
    text = (EXAMPLES / "2024.yaml").read_text(encoding="utf-8")
    return text.replace("甘肃/项目自评报告", VARIANT) + "\n文字:\n  存在问题: 部分项目进度偏慢。\n"


def _tried() -> str:
    kept = runpy.run_path(str(ROOT / "benchmarks" / "tried.py"))["tried"]()
    rows = [f"| {name} | {one['count']:,} | `{one['how']}` |" for name, one in kept.items()]
    return "\n".join(
        ["| 试的是 | 没有一份让程序中断、超时或说“程序自己出错” | 重做一遍 |", "| :-- | --: | :-- |", *rows]
    )


PARTS: dict[str, Callable[[], str]] = {
    "pack.yaml 的键": lambda: _table(PACK),
    "栏目的键": lambda: _table(DECLARED),
    "列的键": lambda: _table(Record(tuple(one for one in COLUMN.fields if one.name not in DECLARED.by_name))),
    "style.yaml 的键": lambda: _table(STYLE),
    "rules.yaml 的键": lambda: _table(RULES),
    "勾稽的键": lambda: _table(OWN_RULE),
    "tables.yaml 的键": lambda: _table(TABLES),
    "subjects.yaml 的键": lambda: _table(SUBJECTS),
    "算出来的键": _computed,
    "过滤器": lambda: _words(FILTERS, FILTER_WORDS, "过滤器"),
    "判断": lambda: _words(TESTS, TEST_WORDS, "判断"),
    "宏": lambda: _words(_macros(), MACRO_WORDS, "宏"),
    "例子 pack.yaml": lambda: _file("pack.yaml"),
    "例子 style.yaml": lambda: _file("style.yaml"),
    "例子 rules.yaml": lambda: _file("rules.yaml"),
    "写错的提示": _mistakes,
    "上限": lambda: str(runpy.run_path(str(HERE / "limits.py"))["table"]()),
    "试过的": _tried,
}
_PART = re.compile(r"(<!-- 生成：(.+?) -->\n).*?(<!-- 生成结束 -->)", re.DOTALL)


def filled(page: str) -> str:
    """A page with every marked part as it must be now."""
    return _PART.sub(lambda part: f"{part[1]}\n{PARTS[part[2]]()}\n\n{part[3]}", page)


_SHOWN = re.compile(r"(<!-- (文件|输出|印出)：(.+?) -->\n```\w+\n).*?(^```$)", re.DOTALL | re.MULTILINE)


def shown(page: str) -> str:
    """A page with the examples' files, and what the program prints for a command run beside them, as they are now."""

    def fill(match: re.Match[str]) -> str:
        if match[2] == "文件":
            text = (ROOT / match[3]).read_text(encoding="utf-8")
        elif match[2] == "印出":
            made = build(EXAMPLES / match[3], Settings(), ("md",))
            text = made.reports[0].files["md"].decode("utf-8")
        else:
            text = printed(match[3].removeprefix("zipingbao ").split(), EXAMPLES)
        return f"{match[1]}{text.rstrip()}\n{match[4]}"

    return _SHOWN.sub(fill, page)


def printed(arguments: list[str], folder: Path) -> str:
    """What a command line prints on standard output when it is run in a folder."""
    out = io.StringIO()
    with _working_in(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        run(arguments)
    return out.getvalue()


@contextlib.contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    """Messages name files as seen from here."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def remade(path: Path) -> str:
    """A page with all in it that is generated."""
    return shown(filled(path.read_text(encoding="utf-8")))


PAGES: dict[Path, Callable[[], str]] = {
    HERE / "cli.md": manual,
    HERE / "checks.md": checks,
    HERE / "detection.md": lambda: str(runpy.run_path(str(HERE / "detection.py"))["page"]()),
    **{
        path: partial(remade, path)
        for path in (HERE / "packs.md", HERE / "security.md", ROOT / "README.md", ROOT / "README.en.md")
    },
}
"""What makes each page that is generated, whole or in parts, as it must be now."""


if __name__ == "__main__":
    for path, text in [(path, make()) for path, make in PAGES.items()]:
        path.write_text(text, encoding="utf-8", newline="\n")
