"""A filter or test of a template and what it is used on in, what it gives out; an unknown or misused one is told."""

from __future__ import annotations

import inspect

from jinja2 import nodes

from ...amount import MONEY
from ...codes import packs as codes
from ...model import Choice, Count, Date, Lines, Money, Named, Passage, Rate, Record, Score, Table, YesNo
from ...source import nearest
from ..faults import Mistake
from ..filters import FILTERS, TESTS
from ..including import ENDING, WITHIN
from .meanings import ANY, MADE, Constant, Each, Items, Key, Meaning, attribute, each_of, either, figure_kind, turns
from .options import no_option
from .reader import Findings

FIGURES = (Money, Rate, Count, Score)
OF_FIGURES = ("金额", "数", "格", "绝对值", "大写")


def filtered(node: nodes.Filter, meaning: Meaning, arguments: tuple[Meaning, ...], findings: Findings) -> Meaning:
    name, line = node.name, node.lineno
    if name in (WITHIN, ENDING):
        return MADE
    if name not in FILTERS:
        near = nearest(name, FILTERS)
        advice = f"是不是“{near}”？" if near else f"可以写：{'、'.join(FILTERS)}"
        findings.say(codes.SYNTAX, f"没有“{name}”这个过滤器", line, name, advice)
        return ANY
    if node.dyn_args is None and node.dyn_kwargs is None and not _takes(node):
        advice = "核对括号里写了几个值"
        findings.say(codes.RUNNING, f"过滤器“{name}”后面括号里的值多了或少了", line, name, advice)
        return ANY
    possible = each_of(meaning)
    wrong = [_wrong(name, one) for one in possible]
    if all(wrong):
        findings.mistake(Mistake(wrong[0] or "", name), line)
        return ANY
    sound = [one for one, fault in zip(possible, wrong, strict=True) if not fault]
    if name in ("金额", "数", "格"):
        _unit(arguments, line, findings)
    if name == "其中":
        for one in sound:
            _those(one, arguments, line, findings)
    return either(*(_result(name, one) for one in sound))


def _takes(node: nodes.Filter) -> bool:
    try:
        inspect.signature(FILTERS[node.name]).bind(None, *node.args, **{str(pair.key): None for pair in node.kwargs})
    except TypeError:
        return False
    return True


def _wrong(name: str, meaning: Meaning) -> str:
    """Why a filter cannot be used on it; "" where it can, or where nobody knows."""
    if name in OF_FIGURES:
        kind = figure_kind(meaning)
        if name == "大写" and isinstance(kind, FIGURES) and not isinstance(kind, Money):
            return "“大写”只能用在金额上"
        sound = (kind is None and not isinstance(meaning, Key)) or isinstance(kind, FIGURES)
        texts = isinstance(meaning, Constant | Each | Items)
        return "" if sound and not texts else f"“{name}”只能用在数上"
    if not isinstance(meaning, Key):
        return ""
    if name == "日期":
        return "" if isinstance(meaning.kind, Date) else "“日期”只能用在日期上"
    if name == "其中":
        return "" if isinstance(meaning.kind, Table | Named) else "“其中”只能用在一行行的表上"
    if name == "个数":
        none = (Record, Passage, YesNo, Date, *FIGURES)
        return "“个数”只能用在列表或文字上" if isinstance(meaning.kind, none) else ""
    if name == "去尾":
        lists = (Table, Named, Lines, Record, Date, YesNo, *FIGURES)
        return "“去尾”只能用在文字上" if isinstance(meaning.kind, lists) else ""
    return ""


def _result(name: str, meaning: Meaning) -> Meaning:
    if name in ("其中", "绝对值") or (
        name == "去尾" and isinstance(meaning, Key) and isinstance(meaning.kind, Passage)
    ):
        return meaning
    return ANY if name == "日期" else MADE


def _unit(arguments: tuple[Meaning, ...], line: int, findings: Findings) -> None:
    written = arguments[0].value if arguments and isinstance(arguments[0], Constant) else ""
    if isinstance(written, str) and written and written not in MONEY:
        findings.mistake(Mistake(f"“{written}”不是金额的单位", written, tuple(MONEY)), line)


def _those(meaning: Meaning, arguments: tuple[Meaning, ...], line: int, findings: Findings) -> None:
    """其中("性质", "事业单位"): a key of the rows, and one of its options."""
    row = turns(meaning)
    if row is None or not arguments or not isinstance(arguments[0], Constant):
        return
    found = attribute(row, str(arguments[0].value))
    if isinstance(found, Exception):
        findings.mistake(found, line)
        return
    wanted = arguments[1] if len(arguments) > 1 else ANY
    if isinstance(wanted, Constant) and isinstance(found, Key):
        yes_no = isinstance(found.kind, YesNo)
        no_option(Key(Choice(("是", "否")), found.name) if yes_no else found, wanted.value, line, findings)


def known_test(node: nodes.Test, findings: Findings) -> None:
    if node.name not in TESTS:
        near = nearest(node.name, TESTS)
        advice = f"是不是“{near}”？" if near else f"可以写：{'、'.join(TESTS)}"
        findings.say(codes.SYNTAX, f"没有“{node.name}”这种判断", node.lineno, node.name, advice)
