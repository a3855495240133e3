"""The one small language of references, relations and bureau rules: text in, a value over the Chinese names out.

    {{ 支出.合计 - 支出.基本支出 }}      in a department's prose
    合计(支出明细)                       in a relation or a rule

Names are looked up from the item outward. There are no loops, attributes or calls beyond the functions named here, and
the length and depth of an expression are bounded, so that a stranger's rule can do no harm.
"""

from .context import Absent, Context, Exhausted, Silent, TooLarge, Work
from .evaluate import Program, Result, evaluate, program
from .parse import BadExpression, Expression, names_in, parse
from .spell import spell

__all__ = [
    "Absent",
    "BadExpression",
    "Context",
    "Exhausted",
    "Expression",
    "Program",
    "Result",
    "Silent",
    "TooLarge",
    "Work",
    "evaluate",
    "names_in",
    "parse",
    "program",
    "spell",
]
