"""A Chart in, an SVG picture of it out that is part of the page: bars or a pie, with its figures as text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from itertools import accumulate

from ...document import Chart, text_of
from ...source import width as display_width
from ...style import Style
from ..shares import COLORS, printed_shares, shares
from .text import attribute

_POINTS = 72 / 25.4
_TWENTY_FIFTH = 0.04
_LABELLED = Decimal("0.07")
"""The label of a smaller slice would touch its neighbour's; the legend tells all."""
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_LINES = 5
"""As many lines lie across the plot at most."""


def drawing(block: Chart, number: int, style: Style) -> Iterator[str]:
    """`number` tells the pictures of a page apart."""
    page = style.page
    wide, high = (page.width - page.left - page.right) * _POINTS, style.chart.height * _POINTS
    name = f"chart{number}"
    yield "<figure>"
    yield (
        f'<svg role="img" aria-labelledby="{name} {name}-told" viewBox="0 0 {wide:.0f} {high:.0f}">'
        f'<title id="{name}">{attribute(text_of(block.caption))}</title>'
        f'<desc id="{name}-told">{attribute(_told(block))}</desc>'
    )
    size = style.chart.font.size
    yield from (_bars if block.kind == "bar" else _pie)(block, wide, high, size)
    yield "</svg>"


def _told(block: Chart) -> str:
    """All figures, for whoever cannot see the picture."""
    unit = f"（{block.unit}）" if block.unit else ""
    said = (
        f"{one.name}：{'，'.join(f'{name} {value:f}' for name, value in zip(block.categories, one.values, strict=False))}"
        for one in block.series
    )
    return unit + "；".join(said)


def _bars(block: Chart, wide: float, high: float, size: float) -> Iterator[str]:
    figures = [value for one in block.series for value in one.values]
    places = max((max(-int(value.as_tuple().exponent), 0) for value in figures), default=0)
    least, most, step = _axis(figures)
    left = size * (max(len(f"{least:f}"), len(f"{most:f}")) * 0.55 + 1)
    legend = size * 2 if len(block.series) > 1 else 0
    top, foot = size * 2.6, high - size * 1.8 - legend
    scale = (foot - top) / float(most - least)

    def at(value: Decimal) -> float:
        return foot - float(value - least) * scale

    if block.unit:
        yield _text(size * 0.5, size * 1.2, block.unit, "start")
    for n in range(int((most - least) / step) + 1):
        line = least + n * step
        yield f'<path class="grid" d="M{left:.1f} {at(line):.1f}H{wide:.1f}"/>'
        yield _text(left - size * 0.4, at(line) + size * 0.35, f"{line.normalize():f}", "end")
    room = (wide - left) / max(len(block.categories), 1)
    bar = room / (len(block.series) + 0.8)
    crowded = max((len(f"{value:.{places}f}") for value in figures), default=0) * size * 0.5 > bar * 1.05
    for n, category in enumerate(block.categories):
        begin = left + n * room + bar * 0.4
        yield _text(left + (n + 0.5) * room, foot + size * 1.4, category, "middle")
        for number, one in enumerate(block.series):
            value = one.values[n] if n < len(one.values) else Decimal(0)
            x, y = begin + number * bar, min(at(value), at(Decimal(0)))
            tall = abs(at(value) - at(Decimal(0)))
            yield f'<rect class="c{number % len(COLORS)}" x="{x:.1f}" y="{y:.1f}" width="{bar:.1f}" height="{tall:.1f}"/>'
            yield _label(x + bar / 2, y - size * 0.4, f"{value:.{places}f}", size, crowded)
    if legend:
        yield from _legend([one.name for one in block.series], wide / 2, high - size * 0.8, size)
    yield f'<path class="axis" d="M{left:.1f} {at(Decimal(0)):.1f}H{wide:.1f}"/>'


def _axis(figures: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """Where the axis begins and ends, with room for the labels above the bars, and from line to line."""
    least, most = min([*figures, Decimal(0)]), max([*figures, Decimal(0)])
    span = (most - least) * Decimal("1.12") or Decimal(1)
    rough = span / _LINES
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * one for one in _STEPS if power * one >= rough)
    below = -((-least / step).to_integral_value(ROUND_CEILING)) * step
    lines = ((span + least - below) / step).to_integral_value(ROUND_CEILING)
    return below, below + lines * step, step


def _label(x: float, y: float, text: str, size: float, upright: bool) -> str:
    if not upright:
        return _text(x, y, text, "middle")
    return _text(x + size * 0.35, y, text, "start", f' transform="rotate(-90 {x + size * 0.35:.1f} {y:.1f})"')


def _legend(names: Sequence[str], middle: float, y: float, size: float) -> Iterator[str]:
    lengths = [size * (display_width(name) / 2 + 3) for name in names]
    x = middle - sum(lengths) / 2
    for number, (name, length) in enumerate(zip(names, lengths, strict=True)):
        yield _key(number, x, y, size) + _text(x + size * 1.3, y, name, "start")
        x += length


def _key(number: int, x: float, y: float, size: float) -> str:
    place = f'x="{x:.1f}" y="{y - size * 0.8:.1f}" width="{size * 0.9:.1f}" height="{size * 0.9:.1f}"'
    return f'<rect class="c{number % len(COLORS)}" {place}/>'


def _pie(block: Chart, wide: float, high: float, size: float) -> Iterator[str]:
    values = [*block.series[0].values, *[Decimal(0)] * len(block.categories)][: len(block.categories)]
    parts, printed = shares(values), printed_shares(block)
    middle, across, round_ = wide * 0.25, high / 2, high / 2 - size * 2
    ends = [float(end) for end in accumulate(parts)]
    for number, (share, end) in enumerate(zip(parts, ends, strict=True)):
        if share > 0:
            yield _slice(number, end - float(share), end, middle, across, round_)
        if share >= _LABELLED:
            turn = 2 * math.pi * (end - float(share) / 2)
            x, y = middle + (round_ + size) * math.sin(turn), across - (round_ + size) * math.cos(turn)
            anchor = "middle" if abs(math.sin(turn)) < 0.3 else "start" if math.sin(turn) > 0 else "end"
            yield _text(x, y + size * 0.35, printed[number], anchor)
    step = min(size * 1.7, high * (1 - 2 * _TWENTY_FIFTH) / max(len(values), 1))
    above = across - step * (len(values) - 1) / 2
    for number, (name, share_text) in enumerate(zip(block.categories, printed, strict=True)):
        y = above + number * step + size * 0.35
        yield _key(number, wide * 0.5, y, size) + _text(wide * 0.5 + size * 1.3, y, f"{name} {share_text}", "start")


def _slice(number: int, begin: float, end: float, x: float, y: float, round_: float) -> str:
    look = f'class="c{number % len(COLORS)}"'
    if end - begin > 0.9999:
        return f'<circle {look} cx="{x:.1f}" cy="{y:.1f}" r="{round_:.1f}"/>'
    points = [(x + round_ * math.sin(2 * math.pi * at), y - round_ * math.cos(2 * math.pi * at)) for at in (begin, end)]
    (from_x, from_y), (to_x, to_y) = points
    arc = f"A{round_:.1f} {round_:.1f} 0 {int(end - begin > 0.5)} 1 {to_x:.1f} {to_y:.1f}"
    return f'<path {look} d="M{x:.1f} {y:.1f}L{from_x:.1f} {from_y:.1f}{arc}Z"/>'


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    said = attribute(text)
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{said}</text>'
