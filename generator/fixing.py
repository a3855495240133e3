"""A file's bytes in, the same with every slip mended whose meaning is certain out, and the difference between the two.

Only what the reader itself reads past is written (`load.mending`): the mended file must give the tree that the reader
saw, and no finding that was not there before. All other bytes stay: encoding, BOM, line ends, comments.
"""

from __future__ import annotations

import codecs
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from .load import LoadedText, decode, read_source
from .load.mending import Edit, Mend
from .nodes import Mapping, Node, Scalar
from .source import Source

PASSES = 50
"""The reader goes past some two hundred slips at a time."""
MOST_WORK = 1_000_000
"""Characters that may be parsed after the first reading (`Reading.work`), some two seconds. What is left then is found by
the check that follows, and mended by the next run."""


class Fixed(Struct, frozen=True):
    """`data` is what the file should hold; `mended` slips were set right in it, `node` is its tree."""

    name: str
    before: bytes
    data: bytes
    mended: int
    node: Node | None

    @property
    def diff(self) -> str:
        """A unified diff, empty where nothing was mended."""
        import difflib

        old, new = (_lines(data, self.name) for data in (self.before, self.data))
        return "".join(difflib.unified_diff(old, new, self.name, f"{self.name}（改后）"))


def fix(data: bytes, name: str) -> Fixed:
    """Mend a file as far as its slips are certain."""
    done, mended = data, 0
    reading = _read(data, name)
    work = 0
    for _ in range(PASSES):
        slips = [slip for slip in reading.slips if slip.safe and slip.edits] if reading is not None else []
        if reading is None or not slips or work > MOST_WORK:
            break
        before = done
        for chosen in (slips, *([one] for one in slips)):  # one that leads to something new must not hold up the others
            again = _written(done, reading, chosen) if work <= MOST_WORK else None
            after = _read(again, name) if again is not None else None
            work += after.work if after is not None else 0
            if again is not None and after is not None and _same(reading, after, chosen):
                done, mended, reading = again, mended + len(chosen), after
                break
        if done == before:
            break
    return Fixed(name, data, done, mended, reading.node if reading is not None else None)


def _read(data: bytes, name: str) -> LoadedText | None:
    source, _ = decode(data, name)
    return read_source(source) if source is not None else None


def _written(data: bytes, reading: LoadedText, slips: Sequence[Mend]) -> bytes | None:
    return edited(data, reading.source, [edit for slip in slips for edit in slip.edits])


def edited(data: bytes, source: Source, edits: Sequence[Edit]) -> bytes | None:
    """The bytes of a source with edits made; None where they cannot be written back as they were read."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data[len(mark) :].decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        return None
    if mark + text.encode(encoding) != data or len(text.replace("\r\n", "\n")) != len(source.text):
        return None
    try:
        return mark + _edited(text, sorted(edits)).encode(encoding)
    except UnicodeEncodeError:
        return None


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """`edits` count characters as the reader does, to whom a line end is one; none of them touches a line end; new ones are as the file's are."""
    ends = tuple(_line_ends(text))
    pieces: list[str] = []
    at = 0
    for edit in edits:
        start, end = (offset + bisect_left(ends, offset) for offset in (edit.start, edit.end))
        pieces += (text[at:start], edit.text.replace("\n", "\r\n") if ends else edit.text)
        at = end
    return "".join((*pieces, text[at:]))


def _line_ends(text: str) -> Iterator[int]:
    """Where the reader sees each line end that takes two characters."""
    at = text.find("\r\n")
    passed = 0
    while at >= 0:
        yield at - passed
        passed += 1
        at = text.find("\r\n", at + 2)


def _same(before: LoadedText, after: LoadedText, slips: Sequence[Mend]) -> bool:
    """Whether the file still says what was read, and nothing new is wrong with it."""
    left = Counter(one.code.id for one in before.found)
    left.subtract(Counter(slip.diagnostic.code.id for slip in slips))
    known = [one for one in after.found if before.stop is None or one.place.line <= before.stop]
    same = before.stop is not None or _shape(before.node) == _shape(after.node)
    return same and not Counter(one.code.id for one in known) - left


def _shape(node: Node | None) -> object:
    """A tree without its places."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node.text, node.empty
    if isinstance(node, Mapping):
        return {entry.key.text: _shape(entry.value) for entry in node.entries}
    return [_shape(item) for item in node.items]


def _lines(data: bytes, name: str) -> list[str]:
    source, _ = decode(data, name)
    text = source.text if source is not None else ""
    return [line + "\n" for line in text.split("\n")[: -1 if text.endswith("\n") else None]]
