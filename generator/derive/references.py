"""Figures in, the same with every {{ reference }} of its prose printed, and a diagnostic for each that leads nowhere.

A reference is a path, a sum or difference, or 占比(), and at most one format. It is looked up from the item outward
and printed as the report prints a figure; it never reaches Jinja.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import is_
from typing import cast

from msgspec.structs import replace

from ..amount import MONEY
from ..codes.filling import REFERENCE
from ..codes.retold import UNIT_TWICE
from ..diagnostic import Diagnostic, Label
from ..expression import Absent, BadExpression, Context, Result, Silent, evaluate, names_in, parse
from ..expression.written import references
from ..figure import Day, Figure, Item, Later, Rows, Text, Texts, Value, Words
from ..model import Record
from ..pack import Wording
from ..pattern import deferred
from ..prose import Prose, Section
from ..source import Place, nearest
from ..wording import date_text, number, with_unit
from .unread import unread

HALF = deferred(r"\{\{|\}\}|｛｛|｝｝")
MOST_ADVISED = 100
"""References that lead nowhere for which the nearest name is looked for; no report has had more than a few."""
SHOWN = deferred(r"-?[\d.,]+([^\d.,]{1,4})")
"""A figure as a reference prints it, with its unit."""
RATE_SIGNS = ("%", "％")
FARTHEST = 20
"""Characters behind a reference in which its unit may stand again."""
GOES_ON = "，。；、！？：,;:）)” \n的和与及并占比较已"
"""What stands behind a unit that is one, and not the beginning of a word (户均, 项目)."""
FORMATS = {"整数": 0, "一位小数": 1, "两位小数": 2}


class _Resolver:
    """Walks the tree once; `found` collects what cannot be resolved, `told` what the text at hand refers to."""

    def __init__(self, wording: Wording, money_unit: str) -> None:
        self.wording, self.money_unit = wording, money_unit
        self.found: list[Diagnostic] = []
        self.told: list[Figure | Text | Day] = []
        self.asked = 0
        self._unread: dict[int, bool] = {}
        self._done: dict[int, tuple[Item, Item]] = {}

    def item(self, item: Item, outer: tuple[Item, ...]) -> Item:
        """Each item once: a row of 科目 stands in the lists of its levels too."""
        entries = item.entries
        if type(entries) is Later:  # an abstract base makes isinstance slow, and this is asked of every record
            return self.later(item, entries, outer)
        done = self._done.get(id(item))
        if done is None:
            done = self._done[id(item)] = item, self._resolved(item, outer)
        return done[1]

    def _resolved(self, item: Item, outer: tuple[Item, ...]) -> Item:
        scopes = (item, *outer)
        changed: dict[str, Value] = {}
        for name, value in item.entries.items():
            if isinstance(value, Figure) or (isinstance(value, Text) and not _refers(value.text)):
                continue
            new = self.value(value, scopes)
            if new is not value:
                changed[name] = new
        return _with(item, {**item.entries, **changed}) if changed else item

    def later(self, item: Item, entries: Later, outer: tuple[Item, ...]) -> Item:
        """What is not made yet holds no reference that does not stand elsewhere too, where it is told of."""

        def made() -> Mapping[str, Value]:
            return self.item(_with(item, entries.made), outer).entries

        return _with(item, Later(entries.now, made))

    def value(self, value: Value, scopes: tuple[Item, ...]) -> Value:
        if isinstance(value, Item):
            return self.item(value, scopes)
        if isinstance(value, Rows):
            rows = tuple([self.item(row, scopes) for row in value.items])
            return (
                value
                if all(map(is_, rows, value.items))
                else Rows(value.kind, rows, value.place, value.named, value.totals, value.pasted, value.blank)
            )
        if isinstance(value, Text) and _refers(value.text):
            self.told = []
            return replace(value, text=self.text(value.text, value.place, scopes), tells=tuple(self.told))
        if isinstance(value, Texts) and any(_refers(text.text) for text in value.items):
            return replace(value, items=tuple(cast(Text, self.value(text, scopes)) for text in value.items))
        if isinstance(value, Words) and any(map(_refers, value.prose.paragraphs())):
            places, self.told = iter(value.lines), []
            return replace(value, prose=self.prose(value.prose, places, scopes), tells=tuple(self.told))
        return value

    def prose(self, prose: Prose, places: Iterable[Place], scopes: tuple[Item, ...]) -> Prose:
        blocks: list[str | Section] = []
        for block in prose.blocks:
            place = next(iter(places))
            if isinstance(block, Section):
                title = self.text(block.title, place, scopes)
                blocks.append(Section(title, self.prose(block.body, places, scopes)))
            else:
                blocks.append(self.text(block, place, scopes))
        return Prose(tuple(blocks))

    def text(self, text: str, place: Place, scopes: tuple[Item, ...]) -> str:
        exact = place.text == text
        printed, typed, at = [], [], 0
        for start, end in references(text):
            typed.append((at, start))
            where = place.part(start, end) if exact else place
            shown = self.reference(text[start + 2 : end - 2], where, scopes)
            if unit := _unit_again(shown, text[end : end + FARTHEST]):
                stop = text.index(unit, end) + len(unit)
                self.found.append(_twice(text[start:end], shown, unit, place.part(end, stop) if exact else place))
            printed += [text[at:start], shown]
            at = end
        for start, end in (*typed, (at, len(text))):
            for mark in HALF.finditer(text, start, end):
                self.unpaired(mark[0], place.part(mark.start(), mark.end()) if exact else place)
        return "".join((*printed, text[at:]))

    def unpaired(self, mark: str, at: Place) -> None:
        message = f"“{mark}”没有配成对，引用会原样印出来"
        self.found.append(Diagnostic(REFERENCE, message, Label(at), help="写成 {{ 数据.名称 }}，两头各两个花括号"))

    def reference(self, inner: str, at: Place, scopes: tuple[Item, ...]) -> str:
        formula, _, wanted = inner.partition("|")
        try:
            tree = parse(formula)
            return self.printed(evaluate(tree, Context(scopes, self.money_unit)), wanted.strip())
        except Silent:
            return ""
        except BadExpression as bad:
            self.found.append(
                Diagnostic(
                    REFERENCE,
                    f"“{formula.strip()}”写错了：{bad.message}" if formula.strip() else "花括号里是空的",
                    Label(at),
                    help="写成 {{ 数据.名称 }}、{{ 甲 + 乙 }} 或 {{ 占比(甲, 乙) }}",
                )
            )
        except (TypeError, ValueError) as bad:
            self.found.append(
                Diagnostic(
                    REFERENCE,
                    f"“{formula.strip()}”印不出来：{bad}",
                    Label(at),
                    help="引用要落在一个数、日期或一行文字上，如 {{ 数据.名称 }}、{{ 资金.执行|元 }}",
                )
            )
        except Absent:
            path = next((path.names for path in names_in(tree) if not _leads_somewhere(path.names, scopes)), None)
            if path and _known(path, scopes[-1]) and self.unread(scopes[-1]):
                return ""  # what it is worked out from could not be read, which is told
            name = ".".join(path) if path else formula.strip()
            near = self.near(name, scopes)
            self.found.append(
                Diagnostic(
                    REFERENCE,
                    f"找不到“{name}”这个数",
                    Label(at),
                    help=f"是不是“{near}”？" if near else "先在“数据:”下面给它取个名、写上数",
                )
            )
        return ""

    def unread(self, root: Item) -> bool:
        """Whether something of the report could not be read."""
        found = self._unread.get(id(root))
        if found is None:
            found = self._unread[id(root)] = unread(root) is not None
        return found

    def near(self, name: str, scopes: tuple[Item, ...]) -> str | None:
        """The nearest of all that a reference here can name, which may be as many as there are references."""
        self.asked += 1
        return nearest(name, _reachable(scopes)) if self.asked <= MOST_ADVISED else None

    def printed(self, value: Result, wanted: str) -> str:
        if isinstance(value, (Figure, Text, Day)):
            self.told.append(value)
        if isinstance(value, (Text, Day)) and not wanted:
            return value.text if isinstance(value, Text) else date_text(value, self.wording.dates)
        if not isinstance(value, Figure):
            raise TypeError("它不是一个数" + (f"，不能按“{wanted}”印" if wanted else ""))
        if wanted == "数":
            return number(value, self.wording)
        if wanted in MONEY and value.unit.dimension != "money":
            raise TypeError(f"它不是金额，不能按“{wanted}”印")
        if wanted in MONEY:
            return with_unit(value, self.wording, unit=wanted)
        if wanted in FORMATS:
            return with_unit(value, self.wording, decimals=FORMATS[wanted])
        if wanted:
            raise ValueError(f"没有“{wanted}”这种格式，可用：数、{'、'.join(MONEY)}、{'、'.join(FORMATS)}")
        return with_unit(value, self.wording)


def _unit_again(shown: str, behind: str) -> str:
    """The unit that stands behind a reference which has printed one: 件 in {{ 数据.受理工单 }}件, "" where none does.

    件件有回音 and 项目 behind 12项 are words of their own: a unit that money has not must end its clause.
    """
    own = SHOWN.fullmatch(shown)
    return unit_again(own[1], behind) if own is not None else ""


def unit_again(own: str, behind: str) -> str:
    """The unit at the head of `behind`, text that stands after what prints the unit `own`, "" where it is none."""
    behind = behind.lstrip(" ")
    sums = own in MONEY or own in RATE_SIGNS
    units = (*MONEY, *RATE_SIGNS) if sums else (own,)
    unit = max((one for one in units if behind.startswith(one)), key=len, default="")
    after = behind[len(unit) : len(unit) + 1]
    return unit if unit and (sums or not after or after in GOES_ON) else ""


def _twice(reference: str, shown: str, unit: str, at: Place) -> Diagnostic:
    formula = reference[2:-2].partition("|")[0].strip()
    bare = "{{ " + formula + "|数 }}" + unit
    return Diagnostic(
        UNIT_TWICE,
        f"“{reference}”印出来是“{shown}”，后面又写了“{unit}”",
        Label(at),
        help=f"删去“{unit}”，写成“{reference}”，或只印数，写成“{bare}”",
    )


def _with(item: Item, entries: Mapping[str, Value]) -> Item:
    """The item with other entries; `replace` takes several times as long."""
    return Item(item.kind, entries, item.place, item.keys)


def _refers(text: str) -> bool:
    """Whether a text may hold a reference, or half of one: asked of every text, and four searches beat `HALF`."""
    return "{{" in text or "}}" in text or "｛｛" in text or "｝｝" in text


def _leads_somewhere(names: tuple[str, ...], scopes: tuple[Item, ...]) -> bool:
    try:
        evaluate(parse(".".join(names)), Context(scopes, ""))
    except (Absent, TypeError):
        return False
    except Silent:
        return True
    return True


def _known(names: tuple[str, ...], root: Item) -> bool:
    """Whether the vocabulary has a key of that path, so that it may be a figure that is computed."""
    kind: Record | None = root.kind
    for name in names:
        field = kind.by_name.get(name) if kind is not None else None
        if field is None:
            return False
        kind = field.kind if isinstance(field.kind, Record) else None
    return True


def _reachable(scopes: tuple[Item, ...]) -> list[str]:
    """The figures and texts that a reference here can name."""
    return [name for scope in scopes for name in _leaves(scope, "")]


def _leaves(item: Item, prefix: str) -> list[str]:
    found = []
    for name, value in item.entries.items():
        if isinstance(value, Item):
            found += _leaves(value, f"{prefix}{name}.")
        elif isinstance(value, Rows) and value.named:
            found += [f"{prefix}{name}.{row.text('名称')}" for row in value.items]
        elif isinstance(value, (Figure, Text, Day)):
            found.append(prefix + name)
    return found


def resolve(root: Item, wording: Wording, money_unit: str) -> tuple[Item, tuple[Diagnostic, ...]]:
    """Print every reference; an unresolved one is left out of the text and reported."""
    resolver = _Resolver(wording, money_unit)
    return resolver.item(root, ()), tuple(resolver.found)
