"""What a `::: 封面` block holds in, the Cover out, or None beside faults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from ..codes.dialect import BLOCK_CONTENT
from ..document import Cover, Runs
from ..prose import Prose
from .faults import Faults, quote
from .fill import TITLE, fill_line, fill_lines, fill_text
from .foreign import check_paragraph
from .inline import Atom, Fragment, inline_atoms

FOOT = re.compile(r"[^\S\n]*-{3,}[^\S\n]*")
"""The line below which a cover's foot begins."""
_COLON = re.compile("[：:]")


class CoverReader(Struct):
    """Gathers one cover, line by line."""

    values: Sequence[str | Prose]
    faults: Faults
    title: list[Runs] = field(default_factory=list)
    fields: list[tuple[str, Runs]] = field(default_factory=list)
    foot: list[Runs] = field(default_factory=list)
    below: bool = False

    def heading(self, atoms: Sequence[Atom]) -> None:
        self.title += [runs for runs in fill_lines(atoms, self.values, TITLE) if runs]

    def lines(self, text: str, line: int) -> None:
        for at, written in enumerate(text.split("\n"), line):
            if FOOT.fullmatch(written):
                self.below = True
            elif written.strip():
                check_paragraph(written, at, self.faults)
                self.line(inline_atoms(written.strip().removesuffix("\\"), at, self.faults), written, at)

    def line(self, atoms: list[Atom], written: str, line: int) -> None:
        if self.below:
            self.foot += filter(None, [fill_line(atoms, self.values)])
            return
        parted = _parted(atoms)
        if parted is None:
            self.faults.report(
                BLOCK_CONTENT,
                f"封面的这一行没有冒号：{quote(written)}",
                line,
                advice="写成 标签：值；封面下方的文字写在 --- 一行之后",
            )
            return
        label, value = parted
        self.fields.append((fill_text(label, self.values), fill_line(value, self.values)))

    def finish(self, line: int) -> Cover | None:
        if self.title:
            return Cover(tuple(self.title), tuple(self.fields), tuple(self.foot))
        self.faults.report(BLOCK_CONTENT, "::: 封面 里没有题目", line, advice="写一行以 # 开头的题目")
        return None


def _parted(atoms: Sequence[Atom]) -> tuple[list[Atom], list[Atom]] | None:
    """The label with its colon, and the value: parted at the first colon of the template's own words."""
    for at, atom in enumerate(atoms):
        if isinstance(atom, Fragment) and (match := _COLON.search(atom.text)):
            head, tail = Fragment(atom.text[: match.end()]), atom.text[match.end() :].lstrip()
            rest: Iterator[Atom] = iter([Fragment(tail, atom.bold)] if tail else [])
            return [*atoms[:at], head], [*rest, *atoms[at + 1 :]]
    return None
