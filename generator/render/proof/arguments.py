"""A macro and the arguments of a call in, what each of its parameters then means out; those that do not fit are told."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import nodes

from ...codes import templates
from ...source import nearest
from .expressions import CallArguments
from .meanings import Callee, Meaning
from .reader import Findings
from .scope import Scope


def given(
    callee: Callee, told: CallArguments, line: int, findings: Findings, value: Callable[[nodes.Expr, Scope], Meaning]
) -> dict[str, Meaning]:
    node = callee.node
    names = [argument.name for argument in node.args]
    found: dict[str, Meaning] = dict(zip(names, told.by_place, strict=False))
    used = findings.names_in(node)
    surplus = len(told.by_place) - len(names)
    if surplus > 0 and "varargs" not in used:
        message = f"宏“{node.name}”只有 {len(names)} 个参数，这里给了 {len(told.by_place)} 个"
        findings.say(templates.ARGUMENTS, message, line, node.name, "去掉多的")
    for name, meaning in told.by_name:
        if name not in names and "kwargs" not in used:
            near = nearest(name, names)
            advice = f"是不是“{near}”？" if near else f"它的参数：{'、'.join(names) or '没有'}"
            findings.say(templates.ARGUMENTS, f"宏“{node.name}”没有“{name}”这个参数", line, name, advice)
        found[name] = meaning
    for name, default in zip(reversed(names), reversed(node.defaults), strict=False):
        if name not in found:
            found[name] = value(default, callee.scope)
    missing = [name for name in names if name not in found and name in used]
    if missing and not told.open:
        message = f"宏“{node.name}”少了参数“{'”“'.join(missing)}”"
        findings.say(templates.ARGUMENTS, message, line, node.name, f"括号里依次写：{'、'.join(names)}")
    return found
