"""Two sequences in, where they differ out: the same as element by element where they are few, and bounded where not."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from random import Random

from generator.alignment import SMALL, Stretch, aligned, compared


def applied(old: Sequence[str], new: Sequence[str], stretches: Sequence[Stretch]) -> list[str]:
    """`old` with every stretch replaced by what became of it."""
    made: list[str] = []
    at = 0
    for one in stretches:
        made += [*old[at : one.start], *new[one.begin : one.end]]
        at = one.stop
    return [*made, *old[at:]]


def test_few_elements_are_compared_as_the_library_does() -> None:
    chance = Random(7)  # noqa: S311 - sample data
    for _ in range(200):
        old, new = (chance.choices("甲乙丙丁戊", k=chance.randrange(12)) for _ in range(2))
        codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        assert list(compared(old, new)) == [Stretch(*code[1:]) for code in codes if code[0] != "equal"]


def test_many_elements_give_the_new_sequence() -> None:
    chance = Random(11)  # noqa: S311 - sample data
    for size in (300, 900):
        old = [chance.choice(["0.00", f"科目{number}"]) for number in range(size)]
        new = [one if chance.random() < 0.7 else f"{one}改" for one in old if chance.random() < 0.95]
        assert len(old) * len(new) > SMALL
        for one, other in ((old, new), (old, old[::-1]), (["0.00"] * size, ["0.00", "1"] * size)):
            assert applied(one, other, list(aligned(one, other))) == list(other)


def test_every_second_name_of_a_long_table() -> None:
    old = [text for number in range(1000) for text in ("0.00", f"科目{number}", "0.00")]
    new = [text.replace("科", "") if text[-1] in "13579" else text for text in old]
    changed = [old[one.start] for one in aligned(old, new)]
    assert changed == [f"科目{number}" for number in range(1, 1000, 2)]
