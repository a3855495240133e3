"""The columns that a pack works out (列, 算式) in, what is wrong with their formulas at the very characters out."""

from __future__ import annotations

from functools import lru_cache

from ...codes import bureau as codes
from ...codes.packs import COLUMN
from ...derive.tree import widened
from ...diagnostic import Diagnostic
from ...expression import Expression, names_in
from ...model import Record, Table, field_at
from ...pack import Derived, OwnRule, Pack
from ...vocabulary import REPORT
from .names import leads_to, root_record, scope_records
from .relation import Reader
from .sorts import BY_KIND, NOTHING, ValueSort

MOST_COLUMNS = 50
"""Each is worked out in every row of its list, in every report."""
FORMULA = "算式"
TAKES = {"金额": ("金额",), "比率": ("比率",), "数量": ("数量", "比率"), "得分": ("得分", "数量")}
"""What a column of a type may be worked out as; a quotient is printed as a plain number where the type is 数量."""


@lru_cache(maxsize=32)
def faults_of(pack: Pack) -> tuple[Diagnostic, ...]:
    """Every mistake in the columns of a pack, read once."""
    found: list[Diagnostic] = []
    root = root_record(pack)
    for column in pack.derived[:MOST_COLUMNS]:
        reader = Reader(OwnRule(column.path, {FORMULA: column.formula}, column.places), found)
        _taken(reader, column)
        scopes = scope_records(column.scope, root)
        tree = reader.parsed(FORMULA, column.formula)
        if tree is not None and scopes is not None:
            _formula(reader, column, tree, scopes)
    for column in pack.derived[MOST_COLUMNS : MOST_COLUMNS + 1]:
        said = f"有算式的列有 {len(pack.derived)} 个，超过 {MOST_COLUMNS} 个"
        Reader(OwnRule(column.path, {}, column.places), found).wrong("代码", COLUMN, said, "删去用不着的")
    return tuple(found)


def _taken(reader: Reader, column: Derived) -> None:
    """A name that derive gives the rows of that list already."""
    field = field_at(REPORT, ".".join(column.scope))
    if field is not None and isinstance(field.kind, Table) and column.name in widened(field.kind.record).by_name:
        said = f"“{column.path}”是程序算出的，不能再取这个名称"
        reader.wrong("代码", COLUMN, said, "换一个名称，或在模板里直接用程序算出的")


def _formula(reader: Reader, column: Derived, tree: Expression, scopes: tuple[Record, ...]) -> None:
    sort = reader.sort(FORMULA, tree, scopes)
    if sort is None:
        return
    in_rows = len(column.scope) > 1  # a list would be walked in every row of another
    for path in names_in(tree):
        kind, many = leads_to(path.names, scopes)
        if in_rows and (many or isinstance(kind, Table)):
            said = f"“算式”里的“{'.'.join(path.names)}”是一列数，列的算式只用这一行和它外面的单个数"
            reader.wrong(FORMULA, codes.SENSE, said, "写成 得分 ÷ 分值 这样，名称先在这一行里找")
            return
    own = BY_KIND[type(column.kind)]
    if not _fits(sort, own):
        said = f"“算式”算出的是{sort.says}，类型却是{own}"
        reader.wrong(FORMULA, codes.SENSE, said, "类型照算出的写：金额、比率、数量 或 得分")


def _fits(sort: ValueSort, own: str) -> bool:
    return not sort.many and sort.name in (*TAKES[own], NOTHING)
