"""The relations that a computed figure must keep, one row each, in the language of the bureaus' rules.

A row is read twice: derive fills in what was left out, checks compares what was given.
"""

from __future__ import annotations

from msgspec import Struct

from ..codes import relations as codes
from ..diagnostic import Code
from ..expression import Expression, names_in, parse
from ..expression.parse import Call, Operation
from ..figure import Working


class Relation(Struct, frozen=True):
    """`target` of every item at `scope` equals `formula`; `says` is the formula in a reader's words.

    It holds only where nothing in the report stands at `without`.
    """

    code: Code
    scope: tuple[str, ...]
    target: tuple[str, ...]
    formula: Expression
    says: str
    without: tuple[str, ...] = ()

    def working(self, parts: int) -> Working:
        """The relation as a message tells it, for a figure of so many parts."""
        sign = "+"
        match self.formula:
            case Operation(sign=written):
                sign = "×" if written == "*" else written
            case Call(function="占比"):
                sign = "÷"
        paths = list(names_in(self.formula))
        names = tuple(path.names[-1] for path in paths) if len(paths) == parts > 1 else ("分项",) * parts
        return Working(self.code.id, self.says, sign, names)


def _row(code: Code, scope: str, target: str, formula: str, says: str, without: str = "") -> Relation:
    paths = (tuple(filter(None, path.split("."))) for path in (scope, target, without))
    return Relation(code, next(paths), next(paths), parse(formula), says, next(paths))


RELATIONS = (
    _row(codes.STAFF, "单位", "人员.编制", "人员.行政编制 + 人员.事业编制", "行政编制与事业编制之和"),
    _row(codes.DETAILS, "项目", "资金.执行", "合计(支出明细)", "支出明细之和"),
    _row(codes.BALANCE, "项目", "资金.结余", "资金.上年结转 + 资金.到位 - 资金.执行", "上年结转加到位减执行"),
    _row(codes.BALANCE, "项目", "资金.结余", "资金.到位 - 资金.执行", "到位减执行"),
    _row(codes.BALANCE, "项目", "资金.结余", "资金.全年预算 - 资金.执行", "全年预算减执行"),
    _row(codes.RATE, "项目", "资金.执行率", "占比(资金.执行, 资金.全年预算)", "执行除以全年预算"),
    _row(codes.TOTAL, "", "项目合计.个数", "个数(项目)", "项目的个数"),
    _row(codes.TOTAL, "", "项目合计.年初预算", "合计(项目.资金.年初预算)", "各项目年初预算之和"),
    _row(codes.TOTAL, "", "项目合计.全年预算", "合计(项目.资金.全年预算)", "各项目全年预算之和"),
    _row(codes.TOTAL, "", "项目合计.执行", "合计(项目.资金.执行)", "各项目执行之和"),
    _row(codes.BALANCE, "", "项目合计.结余", "项目合计.全年预算 - 项目合计.执行", "全年预算减执行", "项目.资金.到位"),
    _row(codes.BALANCE, "", "项目合计.结余", "合计(项目.资金.结余)", "各项目结余之和"),
    _row(codes.RATE, "", "项目合计.执行率", "占比(项目合计.执行, 项目合计.全年预算)", "执行除以全年预算"),
)
"""In the order of computing: a row may use what a row above it fills in. Of rows with one target the first that has
all its figures holds."""

SCORES = (
    _row(codes.SCORE, "项目", "自评得分", "合计(指标.得分) + 资金.得分", "各指标得分加执行率得分"),
    _row(codes.SCORE, "整体自评", "自评得分", "合计(指标.得分) + 执行.得分", "各指标得分加执行率得分"),
)
"""After the accounts: the whole's score needs the year's spending."""
