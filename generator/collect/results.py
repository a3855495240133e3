"""How the units stand in, the files of the folder of results out, and the answers of its queries."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from ..codes.taking import OLD_VERSION, TWICE, UNEQUAL, YEAR
from ..diagnostic import Diagnostic, Label
from ..output import Made, Turn, publish
from ..source import whole_file
from .asking import FOLDER, Answer, Base, Query, answers, queries
from .log import write_log
from .page import as_page
from .since import KINDS, Change
from .standing import Standing
from .tables import DATA, Load, Table, tables, write_csv
from .workbook import write_workbook

WORKBOOK, LOG, PAGE, PARQUET = "汇总.xlsx", "问题.sarif", "汇总.html", "数据.parquet"
_FREQUENT = 3


class Results(Struct, frozen=True):
    """What is said of it, the files that are new, and what went wrong with them or their queries."""

    lines: tuple[str, ...]
    files: tuple[str, ...]
    found: tuple[Diagnostic, ...] = ()
    warned: tuple[Diagnostic, ...] = ()


def write_results(
    now: Standing, changed: Sequence[Change], load: Load, mine: Turn, spare: Path, when: str, before: str
) -> Results:
    """`spare` is a folder for what is in the making."""
    every = {one.name: one for one in tables(now, changed, load)}
    for one in every.values():
        write_csv(one, spare / one.file)
    told, wrong = _asked(every, mine.folder, spare)
    unequal = tuple(_unequal(one) for one in told if one.query.empty and one.rows)
    lines = (*summary(now), *(since_last(changed, before)), *(one.message for one in unequal))
    page = as_page(now, changed, lines, when)
    files = [Made(one.file, partial(_copied, spare / one.file)) for one in every.values()]
    figures = spare / every[DATA].file
    files += [
        Made(PARQUET, partial(_copied, spare / PARQUET)),
        Made(WORKBOOK, lambda path: write_workbook(path, every, figures, told)),
        Made(LOG, lambda path: write_log(path, now.filed, load)),
        Made(PAGE, lambda path: _text(path, page)),
    ]
    found = publish(mine, files)
    return Results(lines, tuple(one.name for one in files), found, (*wrong, *unequal))


def _asked(every: dict[str, Table], folder: Path, spare: Path) -> tuple[tuple[Answer, ...], tuple[Diagnostic, ...]]:
    with Base(spare) as base:
        for one in every.values():
            base.load(one.name, spare / one.file, one.columns)
        base.save(DATA, spare / PARQUET)
        base.close_off()
        return answers(base, queries(folder / FOLDER))


def ask(folder: Path, spare: Path, sql: str) -> Answer | Diagnostic:
    """A question over what the last run wrote."""
    with Base(spare) as base:
        for one in tables(Standing((), ()), (), lambda key: None):
            base.load(one.name, folder / one.file, one.columns)
        base.close_off()
        return base.ask(Query("--sql", sql))


def summary(now: Standing) -> tuple[str, ...]:
    """应报 1000，已报 989：无错 889，有错 100；未报 11."""
    right, wrong, unfiled = now.of_state("无错"), now.of_state("有错"), now.of_state("未报")
    lines = [f"应报 {len(now.stands)}，已报 {right + wrong}：无错 {right}，有错 {wrong}；未报 {unfiled}"]
    versions = Counter(one.identity.version for one in now.filed if any(own.code is OLD_VERSION for own in one.own))
    parts = [f"旧版 {version}：{number} 家" for version, number in sorted(versions.items())]
    counted = (
        ("一家两份", now.having(TWICE)),
        ("年度不对", now.having(YEAR)),
        ("名册里没有的", now.unknown),
        ("编码和名称对不上", now.torn),
        ("看不出是哪家的", now.unnamed),
    )
    parts += [f"{what}：{number}" for what, number in counted if number]
    lines += ["；".join(parts)] if parts else []
    frequent = now.frequent(_FREQUENT)
    lines += ["最多的错：" + "、".join(f"{code} {units}家" for code, _, units in frequent)] if frequent else []
    return tuple(lines)


def since_last(changed: Sequence[Change], before: str) -> tuple[str, ...]:
    if not before:
        return ()
    kinds = Counter(one.kind for one in changed)
    said = "，".join(f"{kind} {kinds[kind]}" for kind in KINDS if kinds[kind])
    return (f"与上次（{before}）比：{said or '没有变化'}",)


def _unequal(answer: Answer) -> Diagnostic:
    name = answer.query.name
    fact = f"{name}：{len(answer.rows)} 条，见 {WORKBOOK} 里“{name}”一张表"
    return Diagnostic(UNEQUAL, fact, Label(whole_file(name)))


def _copied(made: Path, path: Path) -> None:
    shutil.copyfile(made, path)


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


__all__ = ["Results", "ask", "since_last", "summary", "write_results"]
