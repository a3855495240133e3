"""The mistakes of one pack's templates as they are found: a template's name, line and word in, diagnostics out."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import nodes

from ...codes import packs as codes
from ...diagnostic import Code, Diagnostic, Label
from ...pack import Pack
from ...source import Place, nearest
from ..faults import Mistake, Refused
from ..limits import MOST_FINDINGS, MOST_READ
from ..mistakes import at_line, of_mistake


class Findings:
    """What was found so far; `template` is the shown name of the one that is being read."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.template = ""
        self.steps = 0
        self.broken_off = False
        self.names: dict[int, tuple[nodes.Node, frozenset[str]]] = {}
        self.found: dict[tuple[str, str, int, str], Diagnostic] = {}

    def names_in(self, node: nodes.For | nodes.Macro) -> frozenset[str]:
        """The names that a loop or a macro uses, worked out once."""
        if id(node) not in self.names:
            used = frozenset(name.name for part in node.body for name in part.find_all(nodes.Name))
            self.names[id(node)] = (node, used)
        return self.names[id(node)][1]

    @property
    def tired(self) -> bool:
        """Templates that call each other over and over are not followed to the end; running them is bounded, too."""
        self.steps += 1
        self.broken_off |= self.steps > MOST_READ or len(self.found) > MOST_FINDINGS
        return self.broken_off

    def say(self, code: Code, message: str, line: int, word: str = "", advice: str = "") -> None:
        self._keep(line, at_line(self.pack, self.template, line, code, message, word, advice))

    def say_at(self, code: Code, message: str, place: Place, advice: str = "", labels: tuple[Label, ...] = ()) -> None:
        self._keep(place.line, Diagnostic(code, message, Label(place), labels, help=advice))

    def mistake(self, mistake: Mistake | Refused, line: int) -> None:
        """Once for its place, however many callers bring the macro there."""
        one = of_mistake(mistake, self.pack, self.template, line)
        self.found.setdefault((one.code.id, self.template, one.place.start, ""), one)

    def unknown(self, name: str, line: int, known: Iterable[str]) -> None:
        near = nearest(name, known)
        advice = f"是不是“{near}”？" if near else "先用 {% set %} 赋值，或核对名称"
        self.say(codes.UNDEFINED, f"填报格式里没有“{name}”", line, name, advice)

    def _keep(self, line: int, one: Diagnostic) -> None:
        self.found.setdefault((one.code.id, self.template, line, one.message), one)
