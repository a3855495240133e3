"""What was recognised in, a YAML of nothing else to be checked out; a place in it leads back to where its text came from."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..amount import Amount, read_amount
from ..sheets import OpenedFile
from ..source import Place
from . import Imported
from .found import plain_amount
from .sentences import FlatText, flat
from .written import YamlLine

PROSE = ("年度工作:", "  完成情况: |")
"""The key that the file's sentences are checked under: one that any pack knows, and no table fills."""
INDENT = 4


class FairCopy(Struct, frozen=True):
    text: str
    head: int
    lines: tuple[YamlLine, ...]
    prose: FlatText | None = None
    sentences: tuple[int, ...] = ()
    """Where each line of prose begins in the file's text without blanks."""

    def origin(self, place: Place) -> Place:
        """The cell whose figure stands at a place of the YAML, or the words of the file's prose."""
        number = place.line - 1 - self.head
        if 0 <= number < len(self.lines):
            places = self.lines[number].places
            same = (one for one in places if plain_amount(one.text) is not None and _same(one.text, place.text))
            return next(same, places[0] if places else place)
        number -= len(self.lines) + len(PROSE)
        if self.prose is None or not 0 <= number < len(self.sentences):
            return place
        start = self.sentences[number] + max(0, place.column - 1 - INDENT)
        end = min(start + max(1, len(place.text)), len(self.prose.text))
        return self.prose.place(min(start, end - 1), end)


def fair_copy(made: Imported, files: Sequence[OpenedFile]) -> FairCopy:
    """The figures with the keys that say how they are read, and the sentences of the first file that has any."""
    heads = [f"{key}: {text}" for key, text in made.heads.items()]
    lines = [*heads, *(one.line.text for one in made.filled)]
    told = next((one.told for one in files if one.told is not None and one.told.text.strip()), None)
    if told is None or any(line.startswith(PROSE[0]) for line in lines):
        return FairCopy("\n".join([*lines, ""]), len(heads), made.filled)
    prose = flat(told)
    sentences, starts = _sentences(prose.text)
    body = (" " * INDENT + one for one in sentences)
    text = "\n".join([*lines, *PROSE, *body, ""])
    return FairCopy(text, len(heads), made.filled, prose, tuple(starts))


def _sentences(text: str) -> tuple[list[str], list[int]]:
    """Each up to its full stop, with where it begins; {{ would be a reference."""
    ends = [at + 1 for at, sign in enumerate(text) if sign == "。"]
    starts = [0, *ends] if text else []
    starts = [one for one in starts if one < len(text)]
    pieces = [text[start : ends[at] if at < len(ends) else len(text)] for at, start in enumerate(starts)]
    return [one.replace("{{", "〔〔").replace("{%", "〔%") for one in pieces], starts


def _same(cell: str, written: str) -> bool:
    one, other = read_amount(plain_amount(cell) or ""), read_amount(written)
    return isinstance(one, Amount) and isinstance(other, Amount) and one.value == other.value


__all__ = ["FairCopy", "fair_copy"]
