"""layouts.yaml in, the tables that are known by their titles out, each with its columns and what its rows are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from ..model import Field, Line, Money, Record
from ..pattern import deferred
from ..vocabulary.accounts import ECONOMIC, FUNCTION

LABEL = "项目"
_FILE = Path(__file__).parent / "layouts.yaml"
_QUOTES = deferred(r"[\s“”\"‘’'〝〞]")
_BEHIND = deferred(r"(?:[（(][^（）()]*[)）]?|公开\d*表?|续表?)$")
_BEFORE = deferred(r"(?:^|[\d年度级门位.、:：)）\]表件]|本级|部门|单位)$")
_ORDER = deferred(
    r"^(?:其中|加|减)[:：]|^[（(]?[一二三四五六七八九十]{1,4}[)）、.．]|^[一二三四五六七八九十]{1,4}[、.．]|^[（(]?[0-9]{1,2}[)）、.．]"
)
_NAMES = (
    "项目",
    "项目(按功能分类)",
    "项目（按功能分类）",
    "项目(按支出性质和经济分类)",
    "项目（按支出性质和经济分类）",
)
"""How the rows' own column is headed in tables that name their rows."""


class Layout(Struct, frozen=True):
    """`rows` are paths by label, each by column; `below` those behind a label; `classes` those of a class, {} its code."""

    name: str
    titles: tuple[str, ...]
    manner: str
    record: Record
    columns: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, Mapping[str, str]]
    below: Mapping[str, Mapping[str, Mapping[str, str]]]
    counts: Mapping[str, str]
    classes: Mapping[str, str]
    each: str = ""
    total: Mapping[str, str] = {}
    none: str = ""
    pack: str = ""
    """The pack that asks for its keys, where none is named."""
    cells: Mapping[str, str] = {}
    """The key of what stands beside or below a name, in a form."""
    under: Mapping[str, str] = {}
    """The key of what stands below a name."""
    root: str = ""
    """What all of a form is about, where that is no project."""
    signed: Mapping[str, str] = {}
    """The key of what a line beside a form says of who filled it in."""
    group: str = ""
    """The key of an indicator that the first column says once for several, and how these are called."""
    group_name: str = ""
    coded: bool = False
    """Whether a project's name has its code before it."""


def label_of(text: str) -> str:
    """A row's label without blanks, quotes, its number, 其中 and with half-width brackets."""
    word = _QUOTES.sub("", text)
    while (bare := _ORDER.sub("", word)) != word:
        word = bare
    return word.replace("（", "(").replace("）", ")").strip("：:")


@lru_cache(maxsize=1)
def layouts() -> tuple[Layout, ...]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with _FILE.open(encoding="utf-8") as stream:
        told: Mapping[str, Any] = yaml.load(stream, loader)  # noqa: S506 # a safe loader, of our own file
    return tuple(_layout(name, {"模板": pack, **one}) for pack, tables in told.items() for name, one in tables.items())


def _layout(name: str, told: Mapping[str, Any]) -> Layout:
    columns = {key: tuple(words) for key, words in told.get("列", {}).items()}
    return Layout(
        name,
        tuple(told["表名"]),
        told["读法"],
        _record(told["读法"], columns),
        columns,
        _rows(told.get("行", {})),
        {over: _rows(rows) for over, rows in told.get("下", {}).items()},
        told.get("数", {}),
        told.get("类", {}),
        told.get("各行", ""),
        told.get("合计", {}),
        told.get("无", ""),
        told["模板"],
        told.get("栏", {}),
        told.get("栏下", {}),
        told.get("根", ""),
        told.get("填报", {}),
        *_group(told),
        told.get("编码在前", "否") in ("是", True),
    )


def _group(told: Mapping[str, Any]) -> tuple[str, str]:
    key, name = told.get("分组", ("", ""))
    return key, name


def _rows(told: Mapping[str, Any]) -> dict[str, Mapping[str, str]]:
    return {label: where if isinstance(where, dict) else {"决算": where} for label, where in told.items()}


def _record(manner: str, columns: Mapping[str, tuple[str, ...]]) -> Record:
    """The columns of a layout as the kinds that the reader of pasted tables goes by."""
    if manner == "经济":
        return ECONOMIC
    if manner == "科目":
        title = FUNCTION.by_name["科目"]
        title = Field(
            title.name, title.kind, title.help, required=True, headings=(*title.headings, "项目"), preprinted=True
        )
    else:
        title = Field(LABEL, Line(), "", required=True, headings=_NAMES)
    return Record((title, *(Field(key, Money(signed=True), "", headings=words) for key, words in columns.items())))


def titled(texts: Iterable[str], pack: str = "") -> Layout | None:
    """The table that the last of the texts which names one names: the longest title wins, of equal ones that of the pack,
    and nothing stands before it but a year, a number or who reports."""
    for text in reversed(list(texts)):
        word = _QUOTES.sub("", text)
        while (bare := _BEHIND.sub("", word)) != word:
            word = bare
        found: list[tuple[int, Layout]] = []
        for layout in layouts():
            for title in layout.titles:
                match = re.search(f"(?:{title})$", word)
                if match is not None and _BEFORE.search(word[: match.start()]):
                    found.append((match.end() - match.start(), layout))
        if found:
            return max(found, key=lambda one: (one[0], one[1].pack == pack))[1]
    return None
