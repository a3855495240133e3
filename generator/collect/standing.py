"""What was filed and whose it is in, how each unit stands out: filed or not, sound or not, and which file counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct, field

from ..codes.taking import OLD_VERSION, TWICE, TWO_NAMES, UNKNOWN, UNNAMED, YEAR
from ..diagnostic import Code, Diagnostic, Label
from ..source import whole_file
from .family import Family, families
from .filing import Found, Identity, Outcome, PackUse
from .judging import told
from .matching import Matcher
from .roster import Roster, Unit

State = Literal["无错", "有错", "未报"]
Weight = Literal["是", "否", "部门"]
"""Whether a file goes into the sums: 部门 is a department's whole, of which its units have filed the parts."""
WHOLE = "部门"
STATES: tuple[State, ...] = ("无错", "有错", "未报")


class Filed(Struct):
    """One report as the summary needs it; its figures and findings stay in the store under `key`."""

    name: str
    key: str
    sum: str
    stamp: float
    identity: Identity
    packs: tuple[PackUse, ...]
    projects: tuple[str, ...]
    errors: int
    warnings: int
    codes: tuple[str, ...]
    titles: dict[str, str]
    unit: Unit | None = None
    weight: Weight = "是"
    own: list[Diagnostic] = field(default_factory=list)
    """What is wrong with it as one of many."""

    @property
    def torn(self) -> bool:
        """Whether its code and its name are not one unit's."""
        return any(one.code is TWO_NAMES for one in self.own)

    @property
    def all_errors(self) -> int:
        return self.errors + sum(one.weight.value == "error" for one in self.own)


class Stand(Struct):
    """A unit with what it filed."""

    unit: Unit
    family: Family
    filed: list[Filed] = field(default_factory=list)

    @property
    def counted(self) -> list[Filed]:
        """What the unit stands for: the files that count, or all where none does."""
        return [one for one in self.filed if one.weight != "否"] or self.filed

    @property
    def state(self) -> State:
        if not self.filed:
            return "未报"
        return "有错" if self.errors else "无错"

    @property
    def errors(self) -> int:
        return sum(one.all_errors for one in self.counted)

    @property
    def warnings(self) -> int:
        return sum(one.warnings for one in self.counted)


class Standing(Struct, frozen=True):
    stands: tuple[Stand, ...]
    strangers: tuple[Filed, ...]
    """What is nobody's on the roster."""

    def of_state(self, state: State) -> int:
        return sum(one.state == state for one in self.stands)

    @property
    def unknown(self) -> int:
        """Files that name a unit, which is not on the roster."""
        return self._nobodys(UNKNOWN)

    @property
    def unnamed(self) -> int:
        return self._nobodys(UNNAMED)

    @property
    def torn(self) -> int:
        """Files of which the code and the name are not one unit's, counted or not."""
        return sum(one.torn for one in self.filed)

    def _nobodys(self, code: Code) -> int:
        return sum(any(own.code is code for own in one.own) for one in self.strangers)

    @property
    def filed(self) -> list[Filed]:
        return [one for stand in self.stands for one in stand.filed] + list(self.strangers)

    def having(self, code: Code) -> int:
        """Units of which a file has this finding."""
        return sum(any(own.code is code for one in stand.filed for own in one.own) for stand in self.stands)

    def frequent(self, most: int) -> list[tuple[str, str, int]]:
        """Codes of errors with the number of units that have them, the most frequent first."""
        units: Counter[str] = Counter()
        titles: dict[str, str] = {}
        for stand in self.stands:
            units.update({code for one in stand.counted for code in one.codes})
            for one in stand.counted:
                titles.update(one.titles)
        ranked = sorted(units.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(code, titles[code], number) for code, number in ranked[:most]]


def summed_up(name: str, key: str, sum: str, stamp: float, outcome: Outcome) -> Filed:
    found = outcome.found
    wrong = [one for one in found if one.level == "error"]
    codes = {one.code: one.title for one in wrong if not one.of_pack}
    warnings = len([one for one in found if one.level == "warning"])
    return Filed(
        name,
        key,
        sum,
        stamp,
        outcome.identity,
        outcome.packs,
        outcome.projects,
        len(wrong),
        warnings,
        tuple(codes),
        codes,
    )


def standing(roster: Roster, filed: Iterable[Filed], year: str | None) -> Standing:
    """Whose each is, what is wrong with them beside each other, and which of them count."""
    matcher = Matcher(roster)
    related = families(roster.units)
    stands = {id(unit): Stand(unit, related[id(unit)]) for unit in roster.units}
    strangers: list[Filed] = []
    for one in filed:
        match = matcher.match(one.name, one.identity)
        one.unit = match.unit
        one.own += [match.found] if match.found is not None else []
        _dated(one, year)
        if match.unit is None:
            one.weight = "否"
            strangers.append(one)
        else:
            stands[id(match.unit)].filed.append(one)
    for stand in stands.values():
        _doubled(stand)
    _wholes(stands)
    return Standing(tuple(stands.values()), tuple(strangers))


def _dated(one: Filed, year: str | None) -> None:
    """The year, and the version of the pack, that it was filled in for."""
    said = one.identity
    if year is not None and said.year and said.year != year:
        one.weight = "否"
        one.own.append(
            _told(YEAR, one.name, f"{one.name} 是 {said.year} 年度的，要的是 {year} 年度", f"请报 {year} 年度的")
        )
    now = next((pack.version for pack in one.packs if pack.version), "")
    if said.version and now and said.version != now:
        fact = f"{one.name} 按 {said.version} 版的模板填，现在是 {now} 版"
        one.own.append(_told(OLD_VERSION, one.name, fact, "请这个单位改用新版"))


def _doubled(stand: Stand) -> None:
    """Of two that are of the same, the one that was changed last counts, before it one whose code and name agree.

    The same bytes again are no second report.
    """
    latest: list[Filed] = []
    kept: list[Filed] = []
    for one in sorted(stand.filed, key=lambda one: (not one.torn, one.stamp, one.name), reverse=True):
        same = next((other for other in latest if _same(one, other)), None)
        if same is None:
            latest.append(one)
            kept.append(one)
        elif one.sum != same.sum:
            one.weight = "否"
            why = "编码和名称对得上的" if one.torn and not same.torn else "后改的"
            fact = f"{stand.unit.name} 报了两份：{one.name} 和 {same.name}；{why} {same.name} 计入，这一份不计入"
            one.own.append(_told(TWICE, one.name, fact, "把不要的那一份移出收件的文件夹"))
            kept.append(one)
    stand.filed = sorted(kept, key=lambda one: one.name)


def _wholes(stands: dict[int, Stand]) -> None:
    """What a department filed for all its units is not added to what they filed themselves."""
    parts = {
        id(stand.family.head)
        for stand in stands.values()
        if stand.family.head is not None
        and any(one.weight == "是" and one.identity.scope != WHOLE for one in stand.filed)
    }
    for stand in stands.values():
        for one in stand.filed:
            if id(stand.unit) in parts and one.weight == "是" and one.identity.scope == WHOLE:
                one.weight = "部门"


def _same(one: Filed, other: Filed) -> bool:
    """Of one pack, for the department or for the unit, and of one project or of the unit as a whole."""
    if WHOLE in {one.identity.scope, other.identity.scope} and one.identity.scope != other.identity.scope:
        return False
    packs = {pack.name for pack in one.packs} & {pack.name for pack in other.packs}
    if not packs and one.packs and other.packs:
        return False
    return not one.projects or not other.projects or bool(set(one.projects) & set(other.projects))


def _told(code: Code, name: str, fact: str, tell: str) -> Diagnostic:
    return Diagnostic(code, fact, Label(whole_file(name)), help=tell)


def findings(one: Filed, outcome: Outcome | None) -> Sequence[Found]:
    """All that is wrong with a file: by itself, and beside others."""
    own, _ = told(one.own, frozenset())
    return (*(outcome.found if outcome is not None else ()), *own)
