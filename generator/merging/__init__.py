"""A DOCX that somebody changed and the file that it was built from in, each change with the line that printed it out.

What can be written is tried: the report that the edited file gives must say what the DOCX says there, and nothing that
neither said before. What cannot be placed so is told, and left to the clerk.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ..container import Flaw
from ..diagnostic import Diagnostic, has_errors
from ..fixing import Fixed, edited
from ..handwork.marked import marked
from ..handwork.opened import OpenedDocx, opened
from ..handwork.returned import Returned, Touch, returned
from ..imprint import SIZE, mark
from ..load import decode
from ..pipeline import Composed, Settings, check
from ..source import Source
from .echoes import Echo, echoes
from .fresh import Fresh, fresh, texts_of
from .placing import Placed, edits_of, placed
from .sentences import Pair, Sentence, differing, parted, unchanged

MOST_TRIALS = 100
"""Reports that are printed to see what can be written."""
LEAST = 3
"""One sentence in so many of the report must stand in the DOCX, else it is another report's."""
_NOT_ALONE = "写进去以后报告不是这样印（别处也印这几个字，或者连带印出别的），请自己改"
_UNTRIED = "改动太多，这一处没有试；先写入别的，再运行一次"
_BOTH = "填报文件里这一句在生成之后也改过，请自己定用哪一句"


class Returning(Struct, frozen=True):
    """One change of the DOCX, or a sentence that only a comment stands at; `writable` where its edits were tried."""

    old: str
    new: str
    where: str
    touches: tuple[Touch, ...]
    placed: Placed
    writable: bool = False
    echoes: tuple[Echo, ...] = ()
    """Sentences elsewhere that print the same words, and that would change with them."""


class Merged(Struct, frozen=True):
    """`diagnostics` are those of the file; `refused` says why nothing was compared. `stale` sentences only the file changed."""

    diagnostics: tuple[Diagnostic, ...]
    refused: str = ""
    changes: tuple[Returning, ...] = ()
    stale: int = 0
    sources: tuple[tuple[Source, bytes], ...] = ()
    notes: tuple[str, ...] = ()
    """What was marked without a word: struck or coloured text, pictures."""

    trial: _Trial | None = None

    def hold(self, numbers: Sequence[int]) -> bool:
        """Whether the report would say just that with these changes (from 0) alone."""
        return self.trial is not None and self.trial.holds([self.changes[one] for one in numbers])

    def fixed(self, numbers: Sequence[int]) -> list[Fixed]:
        """The files with those changes (from 0) written."""
        chosen = [self.changes[one].placed for one in numbers]
        return [done for source, data in self.sources if (done := _fixed(source, data, chosen)) is not None]


def merge(docx: bytes, path: Path, settings: Settings) -> Merged:
    checked = check(path, settings)
    if not checked.composed:
        return Merged(
            checked.diagnostics,
            "填报文件还有错误，印不出报告来比；先改好" if has_errors(checked.diagnostics) else "没有报告可比",
        )
    document = opened(docx)
    if isinstance(document, Flaw):
        return Merged((), f"不是能读的 DOCX：{document.fact}")
    found = returned(document)
    now = parted(one.text for one in found.paragraphs)
    composed, report = _likest(checked.composed, now)
    shared = sum((Counter(one.text for one in report.sentences) & Counter(one.text for one in now)).values())
    if shared * LEAST < len(report.sentences):
        return Merged((), f"这份 DOCX 与这份文件的报告只有 {shared} 句相同，像是另一份报告的")
    merging = _Merging(document, found, now, composed, report)
    changes, stale = merging.changes()
    sources = _sources(changes)
    trial = _Trial(sources, now, report, path, settings)
    return Merged((), "", _tried(changes, trial), stale, sources, tuple(marked(document)), trial)


def _likest(reports: Sequence[Composed], now: Sequence[Sentence]) -> tuple[Composed, Fresh]:
    """Of a file's reports the one whose sentences the DOCX has."""
    known = {one.text for one in now}
    made = [(one, fresh(one)) for one in reports]
    return max(
        made, key=lambda pair: sum(one.text in known for one in pair[1].sentences) / (len(pair[1].sentences) or 1)
    )


class _Merging:
    def __init__(
        self, document: OpenedDocx, found: Returned, now: Sequence[Sentence], composed: Composed, report: Fresh
    ) -> None:
        self._built = None if document.imprint is None else _marks(document.imprint.text)
        self._found, self._now, self._report = found, now, report
        self._pack = composed.pack.name

    def changes(self) -> tuple[list[Returning], int]:
        """In the order of the DOCX."""
        stale = 0
        told: list[Returning] = []
        seen: set[int] = set()
        for pair in differing(self._report.sentences, self._now):
            touches = self._touches(pair, seen)
            if self._only_file(pair) and not touches:
                stale += 1
                continue
            told.append(self._returning(pair, touches))
        return told + self._remarked(seen), stale

    def _returning(self, pair: Pair, touches: tuple[Touch, ...]) -> Returning:
        where = placed(pair, self._report, self._pack, self._beside(pair))
        if self._both(pair):
            where = Placed((*where.told, _BOTH), where.places)
        new = pair.new
        place = self._found.paragraphs[new.paragraph].place if new is not None else ""
        left = {one.text for one in self._now}
        same = tuple(one for one in echoes(pair, self._report) if one.was in left) if where.edits else ()
        old_text, new_text = (one.text if one is not None else "" for one in (pair.old, new))
        return Returning(old_text, new_text, place, touches, where, echoes=same)

    def _beside(self, pair: Pair) -> bool:
        """Whether the sentence before an added one stands in its paragraph, or did."""
        return pair.new is not None and pair.new.start > 0

    def _known(self, one: Sentence | None) -> bool:
        return one is None or self._built is None or mark(one.text) in self._built

    def _only_file(self, pair: Pair) -> bool:
        """The DOCX says what was built; the file says something else by now."""
        if self._built is None:
            return False
        if pair.new is None or any(one.text == pair.new.text for one in self._report.sentences):  # else it was moved
            return pair.new is None and not self._known(pair.old)
        return self._known(pair.new)

    def _both(self, pair: Pair) -> bool:
        return not self._known(pair.old) and not self._known(pair.new)

    def _touches(self, pair: Pair, seen: set[int]) -> tuple[Touch, ...]:
        """Who changed it, and what was said at it."""
        old = pair.old.text if pair.old is not None else ""
        if pair.new is not None:
            return tuple(one for one in self._at(pair.new, seen) if one.kind != "deleted" or one.text.strip() in old)
        found = [one for one in self._found.touches if one.kind == "deleted" and old in one.text]
        return tuple(found[:1]) if len({(one.who, one.when) for one in found}) == 1 else ()

    def _at(self, one: Sentence, seen: set[int]) -> tuple[Touch, ...]:
        """What touches a sentence; a comment once."""
        found: dict[Touch, None] = {}
        for span in self._found.paragraphs[one.paragraph].touched:
            touch = self._found.touches[span.number]
            meets = span.start < one.end and span.end > one.start
            borders = touch.kind != "inserted" and span.start <= one.end and span.end >= one.start
            if (meets or borders) and not (touch.kind == "comment" and span.number in seen):
                seen.add(span.number)
                found[touch] = None
        return tuple(found)

    def _remarked(self, seen: set[int]) -> list[Returning]:
        """Sentences that were left as they are, with a comment; and comments that stand at none."""
        told: list[Returning] = []
        before = unchanged(self._report.sentences, self._now)
        for number, one in enumerate(self._now):
            comments = tuple(touch for touch in self._at(one, seen) if touch.kind == "comment")
            if comments:
                printed = self._report.within(before[number]) if number in before else []
                places = [place for span in printed if (place := self._report.spots[span.number].place) is not None]
                where = self._found.paragraphs[one.paragraph].place
                told.append(Returning(one.text, one.text, where, comments, Placed((), tuple(dict.fromkeys(places)))))
        for paragraph in self._found.paragraphs:
            for span in paragraph.touched:
                touch = self._found.touches[span.number]
                if touch.kind == "comment" and span.number not in seen:
                    told.append(Returning("", "", paragraph.place, (touch,), Placed(())))
        return told


def _marks(made: Sequence[bytes]) -> frozenset[bytes]:
    return frozenset(one[at : at + SIZE] for one in made for at in range(0, len(one), SIZE))


def _sources(changes: Sequence[Returning]) -> tuple[tuple[Source, bytes], ...]:
    """The files that would be edited, with their bytes."""
    found: dict[str, Source] = {}
    for change in changes:
        for place, _ in change.placed.edits:
            found.setdefault(place.file, place.source)
    read = [(source, Path(name).read_bytes()) for name, source in found.items()]
    return tuple((source, data) for source, data in read if _is_of(source, data))


def _is_of(source: Source, data: bytes) -> bool:
    """Whether nobody saved the file since it was checked."""
    now, _ = decode(data, source.name)
    return now is not None and now.text == source.text


def _fixed(source: Source, data: bytes, chosen: Sequence[Placed]) -> Fixed | None:
    chosen = [one for one in chosen if any(place.file == source.name for place, _ in one.edits)]
    edits = edits_of(chosen, source.name)
    apart = all(one.end <= other.start for one, other in pairwise(edits))
    done = edited(data, source, edits) if edits and apart else None
    return None if done is None else Fixed(source.name, data, done, len(chosen), None)


def _tried(changes: Sequence[Returning], trial: _Trial) -> tuple[Returning, ...]:
    """Each change whose edits give the report that was asked for is writable."""
    kept = trial.kept([one for one in changes if one.placed.edits], [])
    return tuple(
        replace(one, writable=True)
        if one in kept
        else replace(one, placed=Placed((*one.placed.told, _UNTRIED if trial.spent else _NOT_ALONE), one.placed.places))
        if one.placed.edits
        else one
        for one in changes
    )


class _Trial:
    def __init__(
        self,
        sources: Sequence[tuple[Source, bytes]],
        now: Sequence[Sentence],
        report: Fresh,
        path: Path,
        settings: Settings,
    ) -> None:
        self._sources, self._path, self._settings = sources, path, settings
        self._asked = Counter(one.text for one in now)
        self._before = Counter(one.text for one in report.sentences)
        self._left = MOST_TRIALS

    @property
    def spent(self) -> bool:
        return self._left <= 0

    def kept(self, tried: Sequence[Returning], base: Sequence[Returning]) -> list[Returning]:
        """Those that hold together with `base`: all at once, else by halves."""
        if not tried or self._holds([*base, *tried]):
            return list(tried)
        if len(tried) == 1:
            return []
        half = len(tried) // 2
        first = self.kept(tried[:half], base)
        return first + self.kept(tried[half:], [*base, *first])

    def _holds(self, chosen: Sequence[Returning]) -> bool:
        self._left -= 1
        return not self.spent and self.holds(chosen)

    def holds(self, chosen: Sequence[Returning]) -> bool:
        """Whether the report would say what the DOCX says there, and elsewhere what it said."""
        after = self._printed(chosen)
        if after is None:
            return False
        asked = Counter(self._asked)
        for was, becomes in {echo for one in chosen for echo in one.echoes}:
            asked[was] -= 1
            asked[becomes] += 1
        left, lacking = after - asked, asked - after
        too_many, missing = self._before - self._asked, self._asked - self._before
        if left - too_many or lacking - missing:
            return False
        gone = Counter(one.old for one in chosen if one.old) & too_many
        come = Counter(one.new for one in chosen if one.new) & missing
        return not (gone - (too_many - left)) and not (come - (missing - lacking))

    def _printed(self, chosen: Sequence[Returning]) -> Counter[str] | None:
        """The sentences of the report that the edited files give; None where they give none."""
        placed = [one.placed for one in chosen]
        with tempfile.TemporaryDirectory(prefix="zipingbao-", ignore_cleanup_errors=True) as folder:
            instead = dict(self._settings.instead)
            for number, (source, data) in enumerate(self._sources):
                if not edits_of(placed, source.name):
                    continue
                done = _fixed(source, data, placed)
                if done is None:
                    return None
                spooled = Path(folder) / f"{number}.yaml"
                spooled.write_bytes(done.data)
                instead[Path(os.path.realpath(source.name))] = spooled
            checked = check(self._path, replace(self._settings, instead=instead))
        found = [Counter(one.text for one in parted(texts_of(made))) for made in checked.composed]
        return max(found, key=lambda one: sum((one & self._asked).values()), default=None)


__all__ = ["Merged", "Returning", "merge"]
