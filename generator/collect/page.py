"""How the units stand in, one page for the head of the office out: no script, nothing from elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from .since import KINDS, Change
from .standing import STATES, Standing

_COLOURS = {"无错": "#2e7d32", "有错": "#c62828", "未报": "#9e9e9e"}
_HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>收报汇总</title>
<style>
body {{ font-family: "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; max-width: 60em; margin: 2em auto; color: #222; }}
.bar {{ display: flex; height: 2em; border-radius: 4px; overflow: hidden; }}
.bar div {{ color: #fff; text-align: center; line-height: 2em; white-space: nowrap; overflow: hidden; }}
table {{ border-collapse: collapse; width: 100%; }}
td, th {{ border: 1px solid #ccc; padding: .3em .6em; text-align: left; }}
td.n {{ text-align: right; }}
@media print {{ .bar div {{ print-color-adjust: exact; }} }}
</style>
</head>
<body>
<h1>收报汇总</h1>
<p>{when}</p>
"""
_MOST_UNFILED = 200


def as_page(now: Standing, changed: Sequence[Change], lines: Iterable[str], when: str) -> str:
    """`lines` is what the screen says."""
    parts = [_HEAD.format(when=escape(when)), _bar(now), "<p>" + "<br>\n".join(map(escape, lines)) + "</p>\n"]
    faults = [(code, title, str(units)) for code, title, units in now.frequent(20)]
    parts += _table("最多的错", ("代码", "是什么", "家数"), faults)
    parts += _table("各地区", ("地区", "应报", *STATES), _regions(now))
    if changed:
        kinds = Counter(one.kind for one in changed)
        parts += _table("与上次比", ("变动", "家数"), [(kind, str(kinds[kind])) for kind in KINDS])
    unfiled = [(stand.unit.code, stand.unit.name) for stand in now.stands if stand.state == "未报"]
    parts += _table("未报的单位", ("预算编码", "单位名称"), unfiled[:_MOST_UNFILED])
    more = f"<p>另有 {len(unfiled) - _MOST_UNFILED} 家，见汇总.xlsx</p>\n" if len(unfiled) > _MOST_UNFILED else ""
    return "".join((*parts, more, "</body>\n</html>\n"))


def _bar(now: Standing) -> str:
    whole = max(1, len(now.stands))
    parts = [(state, now.of_state(state)) for state in STATES]
    shown = "".join(
        f'<div style="width:{100 * number / whole:.2f}%;background:{_COLOURS[state]}">{state} {number}</div>'
        for state, number in parts
        if number
    )
    return f'<div class="bar">{shown}</div>\n'


def _regions(now: Standing) -> list[tuple[str, ...]]:
    regions = dict.fromkeys(stand.unit.region for stand in now.stands)
    if set(regions) == {""}:
        return []
    found = []
    for region in regions:
        states = Counter(stand.state for stand in now.stands if stand.unit.region == region)
        found.append((region or "未写", str(states.total()), *(str(states[state]) for state in STATES)))
    return found


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return []
    said = "".join(f"<th>{escape(one)}</th>" for one in head)
    body = "".join("<tr>" + "".join(_cell(one) for one in row) + "</tr>\n" for row in rows)
    return [f"<h2>{escape(title)}</h2>\n<table>\n<tr>{said}</tr>\n{body}</table>\n"]


def _cell(text: str) -> str:
    return f"<td{' class=n' if text.isdigit() and len(text) < 6 else ''}>{escape(text)}</td>"
