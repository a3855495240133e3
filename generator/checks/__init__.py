"""Figures and a Pack in, every relation that does not hold out (勾稽).

A relation of a known shape is a row of `derive.RELATIONS` and is compared by `given`; one of its own shape is a
function of a module of this package, listed in RULES. Each has one Code with its text and one case file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..diagnostic import Diagnostic
from ..figure import Item
from ..pack import Pack
from . import accounts, forms, given, indicators, organisations, people, projects, scores, timing

Rule = Callable[[Item, Pack], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    given.given_figures,
    accounts.both_sides,
    accounts.basic_twice,
    organisations.sums,
    projects.same_name_twice,
    projects.over_budget,
    projects.evidence,
    scores.weights,
    scores.above_weight,
    scores.grade,
    indicators.reasons,
    indicators.unscored,
    indicators.out_of_band,
    indicators.bounds,
    forms.source_rows,
    forms.slow,
    forms.schemes,
    forms.lengths,
    people.overstaffed,
    timing.dates,
)


def check(figures: Item, pack: Pack) -> tuple[Diagnostic, ...]:
    return tuple(found for rule in RULES for found in rule(figures, pack))
