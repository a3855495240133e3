"""Where the parser stumbled in, one Chinese finding out: what is wrong there, with the line as it should be.

The problem texts are libyaml's (`scanner.c`, `parser.c`) and those of PyYAML's own scanner and parser, which serve
where libyaml is missing. A text not listed is still answered in Chinese.
"""

from __future__ import annotations

from collections.abc import Callable

from ..codes import reading as codes
from . import layout, quotes, signs
from .mending import Mend
from .scene import Scene, fault, slip_near


def explain(scene: Scene) -> Mend:
    """The one finding for a stumble."""
    for words, judge in _JUDGES:
        if any(word in scene.problem or word in scene.context for word in words):
            slip = judge(scene)
            if slip is not None:
                return slip
    advice = "检查这一行与上一行的符号、引号和缩进"
    return slip_near(scene) or signs.stray(scene) or fault(scene, codes.OTHER, "读到这里读不下去", advice)


_JUDGES: tuple[tuple[tuple[str, ...], Callable[[Scene], Mend | None]], ...] = (
    (("escape", "hexdecimal", "hexadecimal"), quotes.escape),
    (("scanning a quoted scalar",), quotes.open_quote),
    (("tab character",), signs.tab),
    (("scanning a block scalar",), signs.block),
    (("directive",), signs.directive),
    (("cannot start any token",), signs.tab),
    (("scanning an alias", "scanning an anchor", "a tag", "tag handle", "cannot start any token"), signs.special),
    (("mapping keys are not allowed",), signs.special),
    (("mapping values are not allowed",), layout.colon_not_allowed),
    (("could not find expected ':'",), layout.no_colon_found),
    (("block sequence entries are not allowed", "sequence entries are not allowed"), layout.dash_in_line),
    (("parsing a flow",), signs.flow),
    (("did not find expected node content", "expected the node content"), signs.no_content),
    (("did not find expected key", "parsing a block mapping"), layout.not_a_key),
    (("did not find expected '-' indicator", "parsing a block collection"), layout.not_an_item),
    (("<document start>", "<stream end>"), layout.documents),
)
