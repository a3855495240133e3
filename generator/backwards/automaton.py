"""A pattern in, a machine out that finds in linear time how a text may have come of it, and where its values stand."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from ..amount import MONEY
from ..exhaustive import assert_never
from ..model import Choice, Count, Date, Kind, Line, Lines, Money, Passage, Rate, Score, Year, YesNo
from .cells import BREAK, CELL, REST
from .pieces import Alt, Many, Mark, Path, Piece, Seq, Slot, Text, leaves

_UNITS = "|".join(sorted(MONEY, key=len, reverse=True))
TOKENS: tuple[tuple[type[Kind], re.Pattern[str]], ...] = (
    (Money, re.compile(rf"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?(?:{_UNITS})")),
    (Rate, re.compile(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?[%％]")),
    (Score, re.compile(r"[0-9]+(?:\.[0-9]+)?分?")),
    (Count, re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")),
    (Year, re.compile(r"(?:19|20)[0-9]{2}")),
    (Date, re.compile(r"(?:19|20)[0-9]{2}(?:年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[-/.][0-9]{1,2}[-/.][0-9]{1,2})")),
    (YesNo, re.compile("是|否")),
)
"""Figures as they are printed, an amount first; the longest that stands there is taken, so that no digit is left to what follows."""
_LINE_ENDS = frozenset("。；：\n" + BREAK)
_CELL_ENDS = frozenset(CELL + BREAK)
_BARE = re.compile(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?")
MOST_LINE = 80
LEAST = 4
"""Characters of a fixed text that tell where it stands."""
FEW = 12
"""Characters of free text (a name) within a clause that is known by the rest of it."""
_CLAUSE = frozenset("，；。")
_LOOSE = frozenset("的了数额为")
"""Words that hands put in and leave out of fixed sentences without changing what they say."""
_MARKS = {
    "，": "[，；、：]?",
    "；": "[，；、]?",
    "、": "[、，]?",
    "：": "[：，]?",
    "。": "[。；，]",
    BREAK: f"{BREAK}?",
}
COLON = Text("：")
_STOPS = re.compile("[。；，：、]")
_ONE_LINE = (Line, type(None))
_FREE = (*_ONE_LINE, Passage, Lines)
MOST_STEPS = 400_000


class Capture(Struct, frozen=True):
    """A value that stands from `start` to `end`; what is only known has no place, and `known` says it."""

    path: Path
    kind: Kind | None
    start: int
    end: int
    negative: bool = False
    known: str | None = None
    turns: Mapping[int, int] | None = None
    """Which turn of each loop it stands in."""
    unit: str = ""
    """That of an amount without it; ? where the report's own is meant."""
    others: tuple[Path, ...] = ()
    """The keys that it may be instead."""


class _State(Struct):
    """One step: a text, a token, a free text, a mark, a loop or a choice; then `next`."""

    do: str
    next: tuple[int, ...] = ()
    text: str = ""
    token: re.Pattern[str] | None = None
    slot: Slot | None = None
    mark: Mark | None = None
    loop: int = 0
    one_line: bool = False


_Node = tuple[int, int, bool]
"""A state, where in the text, and whether within its free text."""


class Reading(Struct, frozen=True):
    """How a text may have come of a pattern: its values, and how many of its characters the pattern itself accounts for."""

    captures: tuple[Capture, ...]
    given: int
    tokens: int
    """Characters of figures and dates."""
    end: int
    """How far it goes."""
    rounds: Mapping[int, int] = {}
    """How many turns of each loop there were."""


class Machine:
    """`anchor` is the longest text that must be there; `weight` how much of the pattern is text that is given.

    `row` says that the texts are rows of a table: their cells end what stands in them, and may be empty.
    """

    def __init__(self, piece: Piece, normal: Callable[[str], str], row: bool = False) -> None:
        self.normal, self.row = normal, row
        self.ends = _CELL_ENDS if row else _LINE_ENDS
        """What ends a text of one line; prose of a table goes on to the end of its cell."""
        self.states: list[_State] = [_State("end")]
        self.start = self.build(piece, 0)
        self.anchor = max(_sure(piece, normal), key=_said, default="")
        self._anchor = _tolerant(self.anchor, row)
        self.weight = sum(map(_said, _sure(piece, normal)))
        self.texts = frozenset(one for one in _all(piece, normal) if len(one) >= LEAST)
        self.has_slots = any(isinstance(one, Slot) for one in leaves(piece))

    def build(self, piece: Piece, then: int) -> int:
        match piece:
            case Text(text):
                plain = self.normal(text)
                token = _tolerant(plain, self.row)
                if self.states[then].token is TOKENS[0][1]:
                    token = re.compile(f"{token.pattern}(?:{_UNITS})?") if not self.row else token
                return self.add(_State("text", (then,), plain, token)) if plain else then
            case Slot(_, kind):
                made = self.slot(piece, kind, then)
                return self.add(_State("choice", (made, then))) if self.row else made
            case Mark():
                return self.add(_State("mark", (then,), mark=piece))
            case Seq(parts):
                for at, one in reversed(list(enumerate(parts))):
                    loose = one == COLON and not self.row and at > 0 and _ends_fixed(parts[at - 1])
                    mark = _State("text", (then,), COLON.text, re.compile(_MARKS[COLON.text]))
                    then = self.add(mark) if loose else self.build(one, then)
                return then
            case Alt(options):
                return self.add(_State("choice", tuple(self.build(one, then) for one in options)))
            case Many(number, _, body):
                again = self.add(_State("choice"))
                inner = self.build(body, self.add(_State("turn", (again,), loop=number)))
                self.states[again].next = (inner, then)
                return self.add(_State("enter", (again,), loop=number))

    def slot(self, slot: Slot, kind: Kind | None, then: int) -> int:
        if isinstance(kind, Choice):
            options = sorted(kind.options, key=len, reverse=True)
            token = re.compile("|".join(re.escape(self.normal(one)) for one in options))
            return self.add(_State("token", (then,), token=token, slot=slot))
        if slot.unit and isinstance(kind, Money):
            return self.add(_State("token", (then,), token=_BARE, slot=slot))
        for one, token in TOKENS:
            if isinstance(kind, one):
                return self.add(_State("token", (then,), token=token, slot=slot))
        one_line = type(kind) in _ONE_LINE
        return self.add(_State("free", (then,), slot=slot, one_line=one_line))

    def add(self, state: _State) -> int:
        self.states.append(state)
        return len(self.states) - 1

    def has_anchor(self, text: str) -> bool:
        return not self.anchor or self._anchor.search(text) is not None

    def furthest(self, text: str, free: Mapping[_Node, int]) -> _Node | None:
        """How far a sentence is the pattern's, if it goes another way behind a clause: without any free text of weight."""
        ends = [
            node
            for node, cost in free.items()
            if node[1] and cost <= FEW and text[node[1] - 1] in _CLAUSE and not node[2]
        ]
        return max(ends, key=lambda node: (node[1], -free[node]), default=None)

    def read(self, text: str, in_part: bool = False) -> Reading | None:
        """The reading that leaves least to free texts; of several, what all of them say. None where the text does not fit."""
        if not self.has_anchor(text):
            return None
        came, free = self.walk(text)
        end: _Node | None = (0, len(text), False)
        if end not in came:
            end = self.furthest(text, free) if in_part else None
        if end is None:
            return None
        way = self.way(came, end, 0)
        tokens = sum(then[1] - one[1] for one, then in pairwise(way) if self.states[one[0]].do == "token")
        first, other = list(self.captures(way)), list(self.captures(self.way(came, end, -1)))
        sure = [one for one in first if any(_same(one, two) for two in other)]
        long = [
            one for one in sure if type(one.kind) in _ONE_LINE and one.known is None and one.end - one.start > MOST_LINE
        ] * (not self.row)
        bad = [one for one in sure if one.known is None and self.is_swallowed(text[one.start : one.end])]
        if end[1] < len(text):  # what comes next says where a free text ends
            bad += [one for one in sure if one.end >= end[1] - 1 and type(one.kind) in _FREE]
        lost = {
            loop for one in bad for loop in _inner(one.path)
        }  # what swallowed turns of a loop says wrongly which they are
        return Reading(
            tuple(one for one in sure if one not in long and one not in bad and not lost & _inner(one.path)),
            end[1] - free[end] - tokens,
            tokens,
            end[1],
            Counter(state.loop for node in way if (state := self.states[node[0]]).do == "turn"),
        )

    def is_swallowed(self, value: str) -> bool:
        """Whether a free text has in it what the pattern itself prints: it was read too far."""
        return any(one in value for one in self.texts)

    def walk(self, text: str) -> tuple[dict[_Node, list[_Node]], dict[_Node, int]]:
        """Every state that the text can lead to, with the least of free text before it, and from where that comes."""
        begin = (self.start, 0, False)
        free: dict[_Node, int] = {begin: 0}
        came: dict[_Node, list[_Node]] = {begin: []}
        done: set[_Node] = set()
        queue = deque([begin])
        while queue and len(done) < MOST_STEPS:
            node = queue.popleft()
            if node in done:
                continue
            done.add(node)
            for cost, after in self.after(node, text):
                total = free[node] + cost
                known = free.get(after)
                if known is None or total < known:
                    free[after], came[after] = total, [node]
                    (queue.append if cost else queue.appendleft)(after)
                elif total == known and node not in came[after]:
                    came[after].append(node)
        return came, free

    def after(self, node: _Node, text: str) -> Iterator[tuple[int, _Node]]:
        at, here, within = node
        state = self.states[at]
        if state.do in ("text", "token"):
            if state.token is not None and (match := state.token.match(text, here)) is not None:
                yield 0, (state.next[0], match.end(), False)
        elif state.do == "free":
            if within:
                yield 0, (state.next[0], here, False)
            ends = self.ends if state.one_line else CELL
            if here < len(text) and text[here] not in ends:
                yield 1, (at, here + 1, True)
        else:
            for one in state.next:
                yield 0, (one, here, False)

    def way(self, came: Mapping[_Node, list[_Node]], end: _Node, pick: int) -> list[_Node]:
        """One way from the beginning, the first or the last choice at each place."""
        behind: dict[_Node, _Node | None] = {end: None}
        stack = [end]
        begin = (self.start, 0, False)
        while stack:
            node = stack.pop()
            if node == begin:
                break
            options = [one for one in came[node] if one not in behind]
            behind |= dict.fromkeys(options, node)
            stack += options if pick else reversed(options)
        found: list[_Node] = []
        at: _Node | None = begin
        while at is not None:
            found.append(at)
            at = behind[at]
        return found

    def captures(self, way: list[_Node]) -> Iterator[Capture]:
        """What was passed, in order, with the turns of loops."""
        turns: dict[int, int] = {}
        begun = 0
        for (at, here, within), (then, end, _) in pairwise(way):
            state = self.states[at]
            if state.do == "enter":
                turns = {**turns, state.loop: 1}
            elif state.do == "turn":
                turns = {**turns, state.loop: turns.get(state.loop, 1) + 1}
            elif state.mark is not None:
                yield Capture(state.mark.path, None, here, here, known=state.mark.value or "", turns=turns)
            elif state.slot is not None:
                begun = begun if within else here
                if then != at:
                    slot = state.slot
                    yield Capture(slot.path, slot.kind, begun, end, slot.negative, None, turns, slot.unit, slot.others)


def _tolerant(text: str, row: bool = False) -> re.Pattern[str]:
    """A fixed text as hands write it: with words of no meaning more or less between its own, and other marks.

    In a table marks are not left out: 目标：95% is not 目标量化.
    """
    if row:
        inner = range(1, len(text) - 1)  # one that stands beside a value says where that ends
        tried = (f"{BREAK}?" if sign == BREAK and at in inner else re.escape(sign) for at, sign in enumerate(text))
        return re.compile("".join(tried).replace(REST, f"{CELL}*"))
    bare = [sign for sign in text if sign not in _LOOSE and sign not in _MARKS]
    if len(bare) < 2:
        return re.compile(re.escape(text).replace(BREAK, f"{BREAK}?"))
    made: list[str] = []
    for at, sign in enumerate(text):
        if sign == "度" and text[at - 1 : at] == "年":
            continue
        made.append(f"{sign}?" if sign in _LOOSE else _MARKS.get(sign) or re.escape(sign))
        loose = "一" <= sign <= "鿿" and sign not in _LOOSE and at + 1 < len(text)
        made.append("度?" if sign == "年" else "[的了数额]?" if loose else "")
    return re.compile("".join(made))


def _ends_fixed(piece: Piece) -> bool:
    """Whether a fixed text stands last: a mark behind it may be left out, as no value needs it to end."""
    match piece:
        case Text():
            return True
        case Seq(parts):
            return bool(parts) and _ends_fixed(parts[-1])
        case Alt(options):
            return all(_ends_fixed(one) for one in options if one != Seq(()))
        case Slot() | Mark() | Many():
            return False
        case _:
            assert_never(piece)


def _said(text: str) -> int:
    """Characters of a text, but for the signs between cells."""
    return len(text) - text.count(CELL) - text.count(BREAK)


def _inner(path: Path) -> frozenset[str]:
    """The innermost row that a path leads through."""
    return frozenset([one for one in path if one.startswith("[")][-1:])


def _same(one: Capture, other: Capture) -> bool:
    return one.path == other.path and one.start == other.start and one.end == other.end and one.known == other.known


def _all(piece: Piece, normal: Callable[[str], str]) -> Iterator[str]:
    for one in leaves(piece):
        if isinstance(one, Text):
            yield from filter(None, _STOPS.split(normal(one.text)))


def _sure(piece: Piece, normal: Callable[[str], str]) -> Iterator[str]:
    """The texts that are there whatever is chosen."""
    match piece:
        case Text(text):
            yield normal(text)
        case Seq(parts):
            for one in parts:
                yield from _sure(one, normal)
        case Slot() | Mark() | Alt() | Many():
            return
        case _:
            assert_never(piece)
