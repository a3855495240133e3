"""A key with options and a text that it is compared with in; told where it is none of them."""

from __future__ import annotations

from collections.abc import Callable

from ...codes import templates as codes
from ...model import Choice
from ...pack import Band, Pack
from ...source import nearest
from .meanings import Key
from .reader import Findings

MOST_NAMED = 12
"""More options than that are not all listed."""


def options_of(key: Key, pack: Pack) -> tuple[str, ...]:
    """The texts that it can be; none where it may be any."""
    if isinstance(key.kind, Choice):
        return key.kind.options
    bands = pack.rules.bands
    for ending, known in _BANDS.items():
        if key.name == ending or key.name.endswith(f".{ending}"):
            return tuple(text for band in bands for text in known(band))
    return ()


_BANDS: dict[str, Callable[[Band], tuple[str, ...]]] = {
    "等级.名称": lambda band: (band.name,),
    "等级.全称": lambda band: (band.full,),
    "自评等级": lambda band: (band.name, band.full),
}
"""Keys whose texts are those of the pack's 等级."""


def no_option(key: Key, written: object, line: int, findings: Findings) -> None:
    """A comparison that can never hold; an empty text asks whether the key was left out."""
    options = options_of(key, findings.pack)
    if not options or not isinstance(written, str) or written in ("", *options):
        return
    if written == "无" and key.none:
        nothing(key, line, findings)
        return
    near = nearest(written, options)
    named = "、".join(options[:MOST_NAMED])
    advice = f"是不是“{near}”？可选的值：{named}" if near else f"可选的值：{named}"
    findings.say(codes.NO_OPTION, f"“{key.name}”没有“{written}”这个值，与它比较永远不相等", line, written, advice)


def nothing(key: Key, line: int, findings: Findings) -> None:
    """无 is no text: it has a test of its own."""
    name = key.name.rpartition(".")[2]
    message = f"“{key.name}”填了“无”的，与文字“无”比较也不相等"
    findings.say(codes.NO_OPTION, message, line, "无", f"写成“{name} is 无”")
