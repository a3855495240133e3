"""The report as it was filled in, and a pack, in; Figures out: every given and computed value under its Chinese name.

Figures is read by checks, templates, references and diffs, so that nothing is computed twice.
"""

from __future__ import annotations

from contextlib import suppress

from ..diagnostic import Diagnostic
from ..figure import Item, Text
from ..pack import Pack
from ..relations import FAMILIES, SCORES, family
from ..subjects import Subjects
from .accounts import accounts
from .columns import columns
from .comparisons import compare_all
from .extra import whole_record
from .fiscal import fiscal
from .grades import grades
from .last_year import carry_over, of_another_year
from .listed import sources_and_contracts, years
from .none import explains_nothing, spell_out
from .organisations import organisations
from .references import resolve
from .relations import solve
from .scoring import score_projects
from .spending import spending
from .sums import Unknown, figure_at
from .tree import assign, grow, inner
from .unread import unknown_accounts
from .whole import score_whole

__all__ = ["derive"]


def derive(root: Item, pack: Pack, last: Item | None = None) -> tuple[Item, tuple[Diagnostic, ...]]:
    """Complete a report: totals, balances, rates, grades and counts, then the references in its prose.

    `last` is last year's report, completed as well: its 决算 are this one's 上年.
    """
    figures = grow(Item(whole_record(root.kind), root.entries, root.place, root.keys), explains_nothing)
    _defaults(figures, pack)
    _last_year(figures)
    unit = root.text("金额单位") or ""
    spell_out(figures, pack)
    if root.rows("项目"):
        inner(figures, "项目合计")
    sources_and_contracts(figures)
    for name in FAMILIES:
        if name in figures.entries:
            solve(family(name), figures)
    _accounts(figures, pack.subjects.of(root.text("年度")))
    score_projects(figures, pack)
    score_whole(figures, pack)
    solve(family(SCORES), figures)
    grades(figures, pack)
    wrong = of_another_year(figures, last) if last is not None else None
    if last is not None:
        carry_over(figures, last, wrong.place if wrong is not None else None)
        _of_last_year(figures, last if wrong is None else None)
        _same_unit(figures, last)
    compare_all(figures)
    columns(figures, pack)
    if pack.tables.listed:
        from .tables import public_tables  # a dozen modules that most reports do without

        public_tables(figures, pack)
    whole, unresolved = resolve(figures, pack.wording.for_report(figures.text("报告金额单位")), unit)
    return whole, (*filter(None, (wrong,)), *unresolved)


def _accounts(figures: Item, subjects: Subjects) -> None:
    """The accounts by fund and item, what follows from them, and the costs and bodies that are told of them."""
    unknown_accounts(figures)
    accounts(figures, subjects)
    years(figures, subjects)
    fiscal(figures)
    spending(figures)
    organisations(figures)


def _last_year(root: Item) -> None:
    """上年度, for the comparisons that name it."""
    year = root.get("年度")
    if isinstance(year, Text) and year.text.isdecimal():
        assign(root, "上年度", Text(str(int(year.text) - 1), year.place))


def _of_last_year(root: Item, last: Item | None) -> None:
    """What was left at the end of last year, which is what this one began with (上年年末结转)."""
    spending = last.item("支出") if last is not None else None
    with suppress(Unknown):
        left = figure_at(spending, "年末结转")
        if left is not None:
            assign(root, "上年年末结转", left)
    with suppress(Unknown):
        fiscal_left = figure_at(last, "财政拨款年末结转")
        if fiscal_left is not None:
            assign(root, "上年财政拨款年末结转", fiscal_left)


def _same_unit(root: Item, last: Item) -> None:
    """上年单位, which a check compares."""
    body = last.item("单位")
    name = body.get("名称") if body is not None else None
    if isinstance(name, Text):
        assign(root, "上年单位", name)


def _defaults(root: Item, pack: Pack) -> None:
    """What the pack's declared fields are where the file does not say (版式.支出明细: 文字)."""
    if root.place is None:
        return
    for path, text in pack.defaults.items():
        block, name = path.split(".")
        if root.get(block) is None:
            assign(root, block, Item(pack.declared[block], {}, root.place))
        holder = root.item(block)
        if holder is not None and name not in holder.entries:
            assign(holder, name, Text(text, root.place))
