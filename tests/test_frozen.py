"""Classes made by the program's own `dataclass` and by the library's in; the same behaviour out."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import field
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import frozen
from generator.prose import Prose
from generator.style import Pt

Decorator = Callable[..., Any]


def classes(dataclass: Decorator) -> tuple[type, ...]:
    @dataclass(frozen=True, slots=True)
    class Plain:
        """Some fields without, some with a default."""

        name: str
        count: int = 3
        parts: tuple[int, ...] = ()

    @dataclass(frozen=True)
    class Held:
        name: str
        count: int = field(default=0, compare=False)
        parts: list[int] = field(default_factory=list, repr=False)

        @cached_property
        def long(self) -> str:
            return self.name * 2

        def __hash__(self) -> int:
            return hash(self.name)

    @dataclass(frozen=True, slots=True, eq=False)
    class Single:
        name: str

    return Plain, Held, Single


OWN, LIBRARY = classes(frozen.dataclass), classes(dataclasses.dataclass)
PAIRS = pytest.mark.parametrize(
    ("own", "library"), list(zip(OWN, LIBRARY, strict=True)), ids=["plain", "held", "single"]
)
WORDS = st.text("甲乙", max_size=2)


@PAIRS
@given(first=WORDS, second=WORDS, counts=st.tuples(st.integers(0, 1), st.integers(0, 1)))
def test_the_same_as_the_library(own: type, library: type, first: str, second: str, counts: tuple[int, int]) -> None:
    arguments = [
        (name, count)[: len(dataclasses.fields(library))] for name, count in zip((first, second), counts, strict=True)
    ]
    mine, theirs = ([kind(*values) for values in arguments] for kind in (own, library))
    assert [repr(one) for one in mine] == [repr(one) for one in theirs]
    assert (mine[0] == mine[1]) == (theirs[0] == theirs[1])
    assert len(set(mine)) == len(set(theirs))
    assert mine[0] != first


@PAIRS
def test_as_the_library_knows_it(own: type, library: type) -> None:
    names = [[(one.name, one.compare, one.repr) for one in dataclasses.fields(kind)] for kind in (own, library)]
    assert names[0] == names[1]
    assert own.__match_args__ == library.__match_args__  # type: ignore[attr-defined]
    one = dataclasses.replace(own("甲"), name="乙")
    assert one.name == "乙"
    assert copy.deepcopy(one).name == "乙"


@PAIRS
def test_what_cannot_be_done(own: type, library: type) -> None:
    for kind in (own, library):
        one = kind("甲")
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.name = "乙"
        with pytest.raises(dataclasses.FrozenInstanceError):
            del one.name
        with pytest.raises(TypeError):
            kind()
        with pytest.raises(TypeError):
            kind("甲", nothing=1)


def test_what_is_made_anew_for_each() -> None:
    _, held, _ = OWN
    one, other = held("甲"), held("甲")
    one.parts.append(1)
    assert (one.parts, other.parts, one.long) == ([1], [], "甲甲")


def test_through_a_pickle() -> None:
    for one in (Pt(3), Prose(("甲",))):
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 # our own bytes


@pytest.mark.parametrize("slots", [True, False])
def test_what_may_be_changed(slots: bool) -> None:
    """A class that is not frozen: values change, and are no keys of a dict, as the library has it."""

    def made(dataclass: Decorator) -> type:
        @dataclass(slots=slots)
        class Open:
            name: str
            parts: list[int] = field(default_factory=list)

        return Open

    for kind in (made(frozen.dataclass), made(dataclasses.dataclass)):
        one, other = kind("甲"), kind("乙")
        one.name = "乙"
        one.parts += [1]
        assert (one == other, other.parts) == (False, [])
        assert repr(one).endswith("Open(name='乙', parts=[1])")
        assert dataclasses.replace(one, name="丙").parts == [1]
        with pytest.raises(TypeError):
            hash(one)
        if slots:
            with pytest.raises(AttributeError):
                one.nothing = 1
