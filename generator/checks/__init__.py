"""Figures and a Pack in, every relation that does not hold out (勾稽).

A relation between figures is a row of `relations`: those that derive solves are compared by `given`, the others, and a
bureau's, are judged by `judge`. One of its own shape is a function of a module of this package, listed in RULES. Each has
one Code with its text and one case file. What an explanation (说明) may close is yielded as `Unexplained`, and only
`explained` looks for one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..diagnostic import Code, Diagnostic
from ..figure import Item
from ..pack import Pack
from . import (
    accounts,
    apart,
    bases,
    columns,
    contracts,
    costs,
    details,
    equipment,
    explained,
    forms,
    given,
    goals,
    identical,
    impossible,
    increases,
    indicators,
    judge,
    left_out,
    levels,
    money,
    nested,
    none_told,
    organisations,
    payments,
    project_names,
    projects,
    prose,
    purposes,
    reasons,
    referred,
    repeated,
    scores,
    small_change,
    subjects,
    tabled,
    tenfold,
    timing,
    totals,
    twice,
    units,
    unsaid,
)

Rule = Callable[[Item, Pack], Iterator[Diagnostic | explained.Unexplained | apart.Apart]]

RULES: tuple[Rule, ...] = (
    given.given_figures,
    tabled.totals,
    nested.counted_twice,
    judge.related,
    accounts.untold_costs,
    details.divided,
    organisations.sums,
    columns.empty,
    totals.years,
    totals.columns,
    twice.satisfaction,
    twice.columns,
    contracts.instalments,
    costs.lines,
    costs.vehicles,
    costs.counts,
    costs.running,
    payments.twice,
    payments.nobody,
    money.amounts,
    small_change.amounts,
    projects.same_name_twice,
    referred.twice,
    referred.unknown,
    projects.over_budget,
    projects.evidence,
    scores.weights,
    scores.above_weight,
    scores.grade,
    scores.grade_alone,
    indicators.reasons,
    indicators.passed_over,
    indicators.unscored,
    indicators.unsigned,
    scores.execution_unscored,
    indicators.out_of_band,
    indicators.bounds,
    levels.levels,
    goals.beyond,
    goals.missable,
    goals.copied,
    impossible.shares,
    impossible.negative,
    impossible.wholes,
    impossible.days,
    forms.source_rows,
    forms.slow,
    forms.schemes,
    forms.prescribed,
    forms.lengths,
    timing.dates,
    timing.spans,
    timing.in_a_row,
    timing.published,
    subjects.subjects,
    purposes.purposes,
    bases.bases,
    project_names.lists,
    project_names.alike,
    project_names.years,
    units.slips,
    units.signed,
    units.bodies,
    units.last_year,
    equipment.equipment,
    accounts.residues,
    none_told.among_others,
    repeated.names,
    unsaid.reasons,
    unsaid.printed_as_zero,
    unsaid.counts,
    unsaid.amounts,
    unsaid.yearly,
    unsaid.partly,
    increases.changed,
    increases.slow,
    left_out.items,
    identical.amounts,
    tenfold.apart,
    reasons.against,
    prose.prose,
)

Read = tuple[Pack | None, tuple[Diagnostic, ...]]
"""A pack with what is wrong with it, as it was read."""


def check(figures: Item, pack: Pack) -> tuple[Diagnostic, ...]:
    rules = RULES
    if pack.rules.own:
        from .bureau import relations_of  # few packs have relations of their own

        rules = (*RULES, lambda figures, pack: judge.own(relations_of(pack)[0], figures, pack))
    return tuple(explained.close(apart.once(found for rule in rules for found in rule(figures, pack)), figures))


def sound(read: Read) -> Read:
    """A pack as it was read, or the mistakes in the relations that it states itself (勾稽) and in its columns (列)."""
    pack, found = read
    if pack is None or not (pack.rules.own or pack.derived):
        return read
    from .bureau import faults_of, relations_of

    wrong = (*relations_of(pack)[1], *faults_of(pack))
    return (None if wrong else pack), (*found, *wrong)


def own_codes(pack: Pack) -> tuple[Code, ...]:
    """The codes of the relations that a pack states or inherits."""
    from .bureau import relations_of

    return tuple(relation.code for relation in relations_of(pack)[0])


def every_code(packs: Sequence[Pack]) -> list[Code]:
    """Every code that a finding on a file of these packs may have."""
    from .catalogue import CODES  # only files that answer a finding need it

    return [*CODES.values(), *(code for pack in packs for code in own_codes(pack))]
