"""Lists whose rows are known by their name in; a name that stands twice, and one that refers to no row, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codes.names import TWICE
from ..codes.unsaid import NO_SUCH_ROW
from ..diagnostic import Diagnostic, Label
from ..figure import Faulty, Item, Rows, Text
from ..pack import Pack
from ..source import Place, nearest
from .naming import projects_of
from .survey import survey

KNOWN_BY = {"来源": "名称", "所属单位": "名称", "机构收支": "机构", "目标完成": "任务"}
"""Lists from which a row is taken by its name, for a fixed row of a form or for another list."""
TAKEN_OVER = {"目标完成": ("任务", ("预期目标", "实际完成")), "指标": ("指标", ("目标", "完成", "分值", "得分"))}
"""Lists of a project of which a row may hold nothing but a name: the rest is that of 整体自评; and what the rest is."""


def twice(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Two rows of one name, of which only one would be taken."""
    for holder in survey(figures).records:
        for key, name in KNOWN_BY.items():
            rows = holder.entries.get(key)
            if type(rows) is Rows:
                yield from _twice(rows.items, name, key)


def _twice(rows: Sequence[Item], name: str, key: str) -> Iterator[Diagnostic]:
    seen: dict[str, Place] = {}
    for row in rows:
        text = row.entries.get(name)
        if not isinstance(text, Text):
            continue
        if text.text in seen:
            yield Diagnostic(
                TWICE,
                f"“{key}”里的“{text.text}”写了两行",
                Label(text.place, "又写了一次"),
                (Label(seen[text.text], "先写在这里"),),
                help="是同一个的，两行合成一行；抄错了的，改成各自的名称；重复录入的删去一行",
            )
        seen.setdefault(text.text, text.place)


def unknown(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A project's row that is but a name, where 整体自评 has no row of that name."""
    whole = figures.item("整体自评")
    for key, (name, rest) in TAKEN_OVER.items():
        there = [row.entries.get(name) for row in whole.rows(key)] if whole is not None else []
        if not there or any(isinstance(one, Faulty) for one in there):
            continue
        known = {one.text: one.place for one in there if isinstance(one, Text)}
        for project, called in projects_of(figures):
            for row in project.rows(key):
                text = row.entries.get(name)
                if isinstance(text, Text) and text.text not in known and not any(one in row.entries for one in rest):
                    near = nearest(text.text, known)
                    yield Diagnostic(
                        NO_SUCH_ROW,
                        f"{called}的{name}“{text.text}”只写了名称，“整体自评.{key}”里没有同名的一条可取，会空着",
                        Label(text.place),
                        (Label(known[near], name),) if near else (),
                        help=(f"是不是“{near}”？" if near else f"整体自评有：{'、'.join(known)}；")
                        + f"另外一条的，写上{'、'.join(rest[:2])}",
                    )
