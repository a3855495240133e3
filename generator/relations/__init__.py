"""A family of figures in, the relations that must hold among them out (勾稽): the program's own, and the value of any.

The rows are data in the language of the bureaus' rules (docs/packs.md), a YAML file a family, which is only read where
the report has the key that the family is called by. derive solves those with 计法, checks judges the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path

import yaml
from msgspec import Struct

from ..codes import explained, orders, relations, unsaid
from ..diagnostic import Code
from ..expression import Expression, Program, parse, program
from ..expression.parse import Literal, Operation
from ..pattern import deferred

FILES = {
    "单位": "department",
    "项目": "projects",
    "项目合计": "totals",
    "支出": "spending",
    "收支总计": "both_sides",
    "历年": "years",
    "政府采购": "procurement",
    "三公经费": "three_costs",
    "一般性支出": "general_costs",
    "预算绩效": "performance_work",
    "自评得分": "scores",
}
"""The file of each family; in ASCII, as a file system may have another encoding."""
SCORES = "自评得分"
"""The family that derive solves after the accounts: the whole's score needs the year's spending."""
FAMILIES = tuple(name for name in FILES if name != SCORES)
ABOVE = "{左名}{左边}大于{右名}{右边}，多{差额}"
"""What is said of a figure above its bound, where a row does not say it itself."""
SLOT = deferred(r"[{｛]([^{}｛｝]*)[}｝]")
"""What stands in braces in a message: a formula, or one of SIDES."""
SIDES = ("左边", "右边", "差额", "左名", "右名", "范围")
"""Both sides of the relation as figures, what they differ by, what they are called, and where it is asked."""
_HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CODES = {
    one.id: one
    for home in (relations, orders, unsaid, explained)
    for one in vars(home).values()
    if isinstance(one, Code)
}


class Relation(Struct, frozen=True, dict=True):
    """What holds at every item of `scope` where `condition` does; formulas are texts, which are parsed when asked for.

    `message` and `advice` say what is wrong, with figures in braces. `working` is the right side in a reader's words:
    the left one is computed where it is left out. An explanation closes a finding of 核实性 at the item that
    `explained_at` leads to from the scope's; without it, where the first figure stands.
    """

    code: Code
    scope: tuple[str, ...]
    formula: str
    condition: str = ""
    message: str = ""
    advice: str = ""
    tolerance: str = ""
    working: str = ""
    explained_at: tuple[str, ...] = ()

    @cached_property
    def says(self) -> Operation:
        tree = parse(self.formula)
        assert isinstance(tree, Operation)  # noqa: S101 # every reader of rows sees to it
        return tree

    @cached_property
    def asked(self) -> Expression | None:
        return parse(self.condition) if self.condition else None

    @cached_property
    def applies(self) -> Program | None:
        """Gives whether the condition holds."""
        return program(self.asked) if self.asked is not None else None

    @cached_property
    def left(self) -> Program:
        return program(self.says.left)

    @cached_property
    def right(self) -> Program:
        return program(self.says.right)

    @cached_property
    def margin(self) -> Literal | None:
        tree = parse(self.tolerance) if self.tolerance else None
        return tree if isinstance(tree, Literal) else None


@lru_cache(maxsize=16)
def family(name: str) -> tuple[Relation, ...]:
    """The rows of a family, in the order in which they are computed and told."""
    return tuple(_relation(row) for row in rows(name))


def rows(name: str) -> Iterator[Mapping[str, str]]:
    """The rows as they are written, one for each scope (范围) and relation (关系) of an entry that lists several."""
    text = (_HERE / f"{FILES[name]}.yaml").read_text(encoding="utf-8")
    for entry in yaml.load(text, Loader=_LOADER):  # noqa: S506 # it is a safe one
        for scope, formula in product(_listed(entry.get("范围", "")), _listed(entry["关系"])):
            yield {**entry, "范围": scope, "关系": formula}


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _relation(row: Mapping[str, str]) -> Relation:
    return Relation(
        _CODES[row["代码"]],
        names(row["范围"]),
        row["关系"],
        row.get("条件", ""),
        row.get("消息", ABOVE),
        row.get("建议", ""),
        row.get("允差", ""),
        row.get("计法", ""),
        names(row.get("说明处", "")),
    )


def names(path: str) -> tuple[str, ...]:
    """The names of a path: 项目.资金."""
    return tuple(name.strip() for name in path.split(".") if name.strip())
