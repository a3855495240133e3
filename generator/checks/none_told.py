"""Figures in, values that are none out: what only keeps a place (待补充), and 无 as one of several or as a name."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes.prose import LEFTOVER
from ..codes.retold import NONE_TOLD
from ..derive.none import is_explanation, is_nothing
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Rows, Text, Texts, Words
from ..model import Line
from ..pack import Pack
from ..pattern import deferred
from ..source import Place
from .survey import survey

VALUES = frozenset(("目标", "完成", "二级"))
"""Lines of a form that may well be 无: no complaint was aimed at, and there was none."""
UNFILLED = deferred(
    r"…+|\.{3,}|。{3,}|[?？]+|[XＸ]{3,}|(?:尚|暂)?(?:待|未)(?:补充|补|填写|填报|填|定|完善|核实|确认|录入|统计|提供)"
    r"|此处.{0,4}|请?(?:填写|输入).{0,4}|TODO|TBD|todo|tbd"
)
"""What stands where nothing was written yet."""
DASHES = deferred(r"[/／—–―－\-]+")
MARKED = frozenset(("偏差", "增减原因", "差异原因"))
"""Prose of forms and reasons, in which a dash says that there is nothing to be said; L120 and L180 hold it against the figures."""
ENDS = " \u3000。；，、"
LONGEST = 12
"""Characters of what says no more than that there is nothing."""


def among_others(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A list has what there is; where there is nothing, the list itself is 无."""
    told: set[int] = set()
    for item in survey(figures).records:
        for name, value in item.made.items():
            if type(value) is Figure or type(value) is Item:
                continue
            unfilled = _unfilled(name, value)
            if unfilled is not None and unfilled.place.start not in told:
                told.add(unfilled.place.start)
                yield Diagnostic(
                    LEFTOVER,
                    f"{survey(figures).called(item, name)}写的是“{unfilled.text}”，还没有填",
                    Label(unfilled.place),
                    help="写上内容；没有可写的，不写这个键",
                )
            for shown, place, several in _nothing(item, name, value):
                if place.start not in told:
                    told.add(place.start)
                    called = survey(figures).called(item, name)
                    yield _diagnostic(called.removeprefix(f"“{shown}”的"), shown, place, several)


def _unfilled(name: str, value: object) -> Text | None:
    """A value, or the first of a list, that only keeps the place of one."""
    if type(value) is Text:
        return value if _is_open(value.text) else None
    if type(value) is Texts:
        return next((one for one in value.items if _is_open(one.text)), None)
    if type(value) is not Words:
        return None
    for block, place in zip(value.prose.blocks, value.lines, strict=False):
        if isinstance(block, str) and len(block) <= LONGEST:
            dash = name not in MARKED and not is_explanation(name) and DASHES.fullmatch(block.strip(ENDS)) is not None
            if dash or _is_open(block):
                return Text(block, place)
    return None


def _is_open(text: str) -> bool:
    return len(text) <= LONGEST and UNFILLED.fullmatch(text.strip(ENDS) or text) is not None


def _nothing(item: Item, name: str, value: object) -> Iterator[tuple[str, Place, bool]]:
    if type(value) is Text:
        if len(value.text) <= LONGEST and is_nothing(value.text) and name not in VALUES:
            field = (item.kind.base or item.kind).by_name.get(name)
            if field is not None and isinstance(field.kind, Line):
                yield value.text, value.place, False
    elif type(value) is Texts:
        if len(value.items) > 1:
            yield from ((one.text, one.place, True) for one in value.items if is_nothing(one.text))
    elif type(value) is Words and value.listed:
        blocks = value.prose.blocks
        if 1 < len(blocks) == len(value.lines):
            for block, place in zip(blocks, value.lines, strict=True):
                if isinstance(block, str) and len(block) <= LONGEST and is_nothing(block):
                    yield block, place, True
    elif type(value) is Rows and value.named and len(value.items) > 1:
        for row in value.items:
            text = row.entries.get("名称")
            if isinstance(text, Text) and is_nothing(text.text):
                yield text.text, text.place, True


def _diagnostic(called: str, shown: str, place: Place, several: bool) -> Diagnostic:
    if several:
        fact, advice = (
            f"{called}有几项，其中一项写的是“{shown}”",
            "删去这一项；一项也没有的，按填报格式整个写“无”或不写",
        )
    else:
        fact, advice = f"{called}写的是“{shown}”，会当作名称印在句子里", "写上名称；没有的，不写这个键"
    return Diagnostic(NONE_TOLD, fact, Label(place), help=advice)
