"""A code in, where its rule is asked out: its relations with their scopes, or the chapters of its example."""

from __future__ import annotations

from ..diagnostic import Code, Kind
from ..expression import spell
from ..pattern import deferred
from ..relations import FAMILIES, SCORES, family

_KEY = deferred(r"(?m)^    ([一-鿿]+):")
"""A key of the report itself in an example, which is set in by four spaces."""
_EVERYWHERE = ("版本", "模板", "年度", "金额单位", "落款")


def applies(code: Code) -> tuple[str, ...]:
    """Of a rule on figures or sentences; nothing of any other."""
    rows = [row for name in (*FAMILIES, SCORES) for row in family(name) if row.code is code]
    if rows:
        said = (f"{'.'.join(row.scope)}：{spell(row.says)}" if row.scope else spell(row.says) for row in rows)
        return tuple(dict.fromkeys(said))
    if code.kind is Kind.WORDS:
        return ("各栏里的文字",)
    if code.kind not in (Kind.BALANCE, Kind.LOGIC, Kind.EXPLAIN):
        return ()
    wrong = code.text.partition("\n错：\n")[2].partition("\n对：")[0]
    chapters = tuple(name for name in dict.fromkeys(_KEY.findall(wrong)) if name not in _EVERYWHERE)
    return tuple(name for name in chapters if name != "单位") or chapters
