"""A changed sentence in, where its words were written and the edits of the YAML that would print it so out, or whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..figure import Figure, Text, Words
from ..load.mending import Edit
from ..numbered import Span
from ..source import Place, shorten
from ..weaving import Spot
from .fresh import Fresh
from .sentences import Pair, Sentence, regions

AROUND = 8
"""Characters beside a change by which it is found in the YAML where a sentence stands there otherwise."""
MOST_PARTS = 6
WHOLE_LINE = ("-", "")


class Placed(Struct, frozen=True):
    """`told` says whose the changed words are; `edits` of one source write them, where all are the department's own."""

    told: tuple[str, ...]
    places: tuple[Place, ...] = ()
    edits: tuple[tuple[Place, str], ...] = ()


def placed(pair: Pair, report: Fresh, pack: str, beside: bool) -> Placed:
    """`beside`: an added sentence stands in the same paragraph as the one before it."""
    if pair.old is None:
        return _added(pair, report, beside)
    if pair.new is None:
        return _deleted(pair.old, report, pack)
    return _changed(pair.old, pair.new, report, pack)


def is_own(spot: Spot) -> bool:
    """Whether the department typed it, and it alone stands there."""
    return spot.place is not None and len(spot.of) == 1 and isinstance(spot.of[0], Text | Words)


def _changed(old: Sentence, new: Sentence, report: Fresh, pack: str) -> Placed:
    told: dict[str, None] = {}
    places: dict[Place, None] = {}
    edits: list[tuple[Place, str]] = []
    lost = False
    for start, end, text in regions(old.text, new.text):
        span = _holding(report, old, start, end)
        if span is None:
            lost = True
            told |= dict.fromkeys(_others(old, start, end, text, report, pack, places))
            continue
        found = _found(report.spots[span.number], old, span, start, end)
        if found is None:
            lost = True
            told |= dict.fromkeys(_unlike(report.spots[span.number], places))
        else:
            places[found[0]] = None
            edits.append((found[1], text))
    return Placed(tuple(told), tuple(places), () if lost else tuple(edits))


def _unlike(spot: Spot, places: dict[Place, None]) -> Iterator[str]:
    """Why a change is not written, and where the figures are that a text refers to."""
    if spot.place is not None:
        places[spot.place] = None
        yield f"{_line(spot.place)}的写法与印出来的不同（引用的数、几处合成的句子等），请自己改那里"
    referred = [one for value in spot.of if isinstance(value, Text | Words) for one in value.tells]
    lines = dict.fromkeys(_line(one.place) for one in referred if one.place is not None)
    if lines:
        yield f"引用的数在 {'、'.join([*lines][:MOST_PARTS])}"


def _holding(report: Fresh, old: Sentence, start: int, end: int) -> Span | None:
    """The department's own words that a change lies in, or at the end or the beginning of which it adds."""
    at, stop = old.start + start, old.start + end
    own = [one for one in report.within(old) if is_own(report.spots[one.number])]
    inside = [one for one in own if one.start <= at and stop <= one.end]
    return next((one for one in inside if one.end == at), inside[0] if inside else None)


def _others(
    old: Sentence, start: int, end: int, text: str, report: Fresh, pack: str, places: dict[Place, None]
) -> Iterator[str]:
    """Whose words those are that a change touches."""
    at, stop = old.start + start, old.start + end
    touched = [one for one in report.within(old) if one.start < stop and at < one.end]
    if at == stop:
        touched = [one for one in report.within(old) if one.start <= at <= one.end]
    for span in touched:
        spot = report.spots[span.number]
        printed = report.texts[old.paragraph][span.start : span.end]
        yield from _whose(printed, spot, places)
    covered = sum(min(one.end, stop) - max(one.start, at) for one in touched)
    if not touched or covered < stop - at:
        words = f"“{shorten(old.text[start:end])}”" if end > start else f"加“{shorten(text)}”的地方"
        yield f"{words}是模板包（{pack}）的固定文字，由财政部门定，不在填报文件里"


def _whose(printed: str, spot: Spot, places: dict[Place, None]) -> Iterator[str]:
    figures = [one for one in spot.of if isinstance(one, Figure)]
    shown = f"“{shorten(printed)}”"
    for one in figures:
        where = one.place or (one.control.place if one.control is not None else None)
        if where is not None:
            places[where] = None
            yield f"{shown}是填的数，在 {_line(where)}；请改那里，合计和比较会跟着变"
            continue
        parts = list(dict.fromkeys(_written(one)))[:MOST_PARTS]
        places |= dict.fromkeys(parts)
        says = f"（{one.working.says}）" if one.working is not None and one.working.says else ""
        lines = "、".join(dict.fromkeys(_line(part) for part in parts))
        yield f"{shown}是算出来的{says}" + (f"，来自 {lines}；请改那里" if lines else "，不在填报文件里")
    if not figures:
        where = spot.place
        if where is not None:
            places[where] = None
        yield f"{shown}是由{f' {_line(where)} ' if where is not None else '几处'}填的内容印出的，请自己改"


def _written(figure: Figure) -> Iterator[Place]:
    for one in figure.parts:
        if one.place is not None:
            yield one.place
        else:
            yield from _written(one)


def _line(place: Place) -> str:
    return f"{place.file} 第 {place.line} 行"


def _found(spot: Spot, old: Sentence, span: Span, start: int, end: int) -> tuple[Place, Place] | None:
    """The line of the YAML that a stretch of a sentence stands in, and where in it: there must be one such place only."""
    first, last = max(span.start - old.start, 0), min(span.end - old.start, len(old.text))
    for wide in (len(old.text), AROUND):
        low, high = max(first, start - wide), min(last, end + wide)
        piece = old.text[low:high]
        held = [one for one in _lines_of(spot) if piece and piece in one.text]
        if len(held) == 1 and held[0].text.count(piece) == 1:
            at = held[0].text.index(piece) + start - low
            return held[0], held[0].part(at, at + end - start)
    return None


def _lines_of(spot: Spot) -> Sequence[Place]:
    """Of a text every line: a template prints points apart from one another."""
    lines = spot.of[0].lines if isinstance(spot.of[0], Words) else ()
    return lines or ([spot.place] if spot.place is not None else [])


def _deleted(old: Sentence, report: Fresh, pack: str) -> Placed:
    """The department's words of it go; a paragraph that consists of them goes with its line."""
    printed = report.within(old)
    own = [one for one in printed if is_own(report.spots[one.number])]
    if len(own) != len(printed) or len(own) != 1:
        told: dict[str, None] = {}
        places: dict[Place, None] = {}
        for one in printed:
            text = report.texts[old.paragraph][one.start : one.end]
            told |= dict.fromkeys(_whose(text, report.spots[one.number], places))
        fixed = f"这一句{'里有' if printed else '是'}模板包（{pack}）的固定文字，由财政部门定，不在填报文件里"
        return Placed((*told, fixed), tuple(places))
    spot = report.spots[own[0].number]
    start, end = max(own[0].start - old.start, 0), min(own[0].end - old.start, len(old.text))
    found = _found(spot, old, own[0], start, end)
    if found is None:
        places = {}
        return Placed(tuple(_unlike(spot, places)), tuple(places))
    return Placed((), (found[0],), ((_with_line(found[1]), ""),))


def _with_line(found: Place) -> Place:
    """The whole line, with its end, where nothing but the mark of a list's item is left on it."""
    text = found.source.text
    begin = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    end = len(text) if end < 0 else end
    if (text[begin : found.start] + text[found.end : end]).strip(" '\"") not in WHOLE_LINE:
        return found
    return Place(found.source, begin, min(end + 1, len(text)))


def _added(pair: Pair, report: Fresh, beside: bool) -> Placed:
    """Behind the department's own words that it follows: in the same paragraph, or in a line of its own."""
    old, new = pair.after, pair.new
    if old is None or new is None:
        return Placed(("前面没有本部门写的话，看不出该写在哪里",))
    own = [one for one in report.within(old) if is_own(report.spots[one.number])]
    if not own:
        return Placed(("前一句不是本部门写的话，看不出该写在哪里",))
    last, spot = own[-1], report.spots[own[-1].number]
    ends = min(last.end - old.start, len(old.text))
    found = _found(spot, old, last, max(last.start - old.start, 0), ends)
    if found is None:
        places: dict[Place, None] = {}
        return Placed(tuple(_unlike(spot, places)), tuple(places))
    line, end = found[0], found[1].end
    if beside:
        text = old.text[ends:] + new.text.removesuffix(old.text[ends:])
        return Placed((), (line,), ((Place(line.source, end, end), text),))
    head = line.source.text[line.source.text.rfind("\n", 0, line.start) + 1 : line.start]
    if head.strip(" ") not in WHOLE_LINE or line.end > end + 1:
        return Placed((f"前一段在 {_line(line)}，请自己在它后面加一段",), (line,))
    return Placed((), (line,), ((Place(line.source, line.end, line.end), f"\n{head}{new.text}"),))


def edits_of(chosen: Sequence[Placed], name: str) -> list[Edit]:
    """The edits of one file; what is added at one spot stays in its order, what is asked for twice is done once."""
    found: dict[tuple[int, int], dict[str, None]] = {}
    for one in chosen:
        for place, text in one.edits:
            if place.file == name:
                found.setdefault((place.start, place.end), {})[text] = None
    return [Edit(start, end, "".join(texts)) for (start, end), texts in sorted(found.items())]
