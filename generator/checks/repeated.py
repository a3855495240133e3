"""Figures in, a name that stands twice in one list out: offices, bodies, indicators, terms, items that were paid for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codes.unsaid import REPEATED
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Rows, Text, Texts
from ..model import Choice, Line, Record
from ..pack import Pack
from .referred import KNOWN_BY
from .survey import survey

OWN = frozenset(("项目", "科目", *KNOWN_BY))
"""Lists that have rules of their own on names (L103, L155)."""
CHOSEN = "模板"
"""What names no content."""
GOALS = frozenset(("目标", "完成"))
"""What two rows on one thing may say differently without being about two."""
NAME = ("名称",)


def names(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """The later one is reported; rows of one name that another word tells apart are two."""
    for item in survey(figures).records:
        typed = (item.kind.base or item.kind).by_name  # what derive made of them was told where it was typed
        for name, value in item.made.items():
            called: list[tuple[tuple[str, ...], Text]]
            if type(value) is Texts and name != CHOSEN:
                called = [((one.text,), one) for one in value.items]
            elif (
                type(value) is Rows
                and name in typed
                and name not in OWN
                and len(value.items) > 1
                and value.place is not None
            ):
                called = list(_called(value))
            else:
                continue
            if len({key for key, _ in called}) < len(called):
                yield from _twice(survey(figures).called(item, name), called)


def _called(rows: Rows) -> Iterator[tuple[tuple[str, ...], Text]]:
    """What tells each row from the others, and the text that names it."""
    told: Sequence[str] = NAME if rows.named else _told(rows.kind)
    title = (
        NAME[0]
        if rows.named
        else next(
            (field.name for field in reversed(rows.kind.fields) if field.required and isinstance(field.kind, Line)), ""
        )
    )
    for row in rows.items:
        text = row.entries.get(title)
        if isinstance(text, Text):
            yield tuple([row.text(name) or "" for name in told]), text


def _told(kind: Record) -> Sequence[str]:
    own = kind.base or kind
    return [one.name for one in own.fields if isinstance(one.kind, (Line, Choice)) and one.name not in GOALS]


def _twice(called: str, rows: Sequence[tuple[tuple[str, ...], Text]]) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, ...], Text] = {}
    for key, text in rows:
        first = seen.setdefault(key, text)
        if first is not text:
            yield Diagnostic(
                REPEATED,
                f"{called}里“{text.text}”写了两次",
                Label(text.place, "又写了一次"),
                (Label(first.place, "先写在这里"),),
                help="重复录入的删去一个；不是同一个的，各写全名",
            )
