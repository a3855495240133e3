"""Rendered Markdown and its values in, what the department wrote again of the words that the template prints before it out.

A template prints 主要原因是, 一是 or 《 and the value goes on; a clerk who typed the whole sentence has it twice. It is
decided by what stands before the placeholder, so that no template need think of it. Book marks around a whole value are
dropped, as that is certain; whatever else is told at the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from ..checks.prose.places import located, referred
from ..codes.retold import BEGUN, NONE_TOLD
from ..derive.none import says_nothing
from ..diagnostic import Diagnostic, Label
from ..figure import Text, Value, Words
from ..pattern import deferred
from ..prose import Prose
from ..source import Place
from .desk import CLOSE, OPEN

TAIL = 60
"""Characters before a value in which the template's words are looked for."""
LEAST = 2
"""Characters that are no chance where they stand twice; behind a colon it takes one more."""
LABEL = 20
"""Characters of the longest label (偏离绩效目标原因：) that a value begins with."""
PAIRS = {"《": "》", "〈": "〉"}
LAST_OF_OPENERS = ("是", "为", "于", "指")
OPENER = 6
"""Characters of the longest opener that a template ends with."""
_VALUE = deferred(rf"{OPEN}(\d+){CLOSE}")
_MARKED = deferred(rf"([《〈]){OPEN}(\d+){CLOSE}([》〉])")
_TAG = deferred(r"<[^>]*>|\*\*|\\")
_MARKUP = deferred(r"[<*\\]")
_FENCE = deferred(r"^::: 附件[^\n]*\n(.*?)^:::", re.MULTILINE | re.DOTALL)
_NUMBERED = deferred(
    r"(?:^\s*\d{1,9}\. |[一二三四五六七八九十]{1,9}是|第[一二三四五六七八九十]{1,9}[，、]|[（(][一二三四五六七八九十\d]{1,9}[)）]|[①-⑳]|\d{1,9}[.、．])$"
)
_NUMBER = deferred(
    r"[一二三四五六七八九十]{1,3}(?:是(?!否)|、)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]"
    r"|第[一二三四五六七八九十]{1,3}[，、：]|\d{1,2}(?:[.．](?!\d)|[、)）])|[①-⑳]"
)
_FURTHER = deferred(
    r"(?<=[；。，：;])(?:[（(第]?(?:[二三四五六七八九十]{1,3}|[2-9])(?:[是、)）]|[.．](?!\d))|第[二三四五六七八九十]{1,3}[，：]|[②-⑳])"
)
_OPENERS = (
    (
        deferred(r"(?:原因|主要|因素)(?:是|为)$|由于$|因为$"),
        deferred(
            r"(?:其|该|这)?(?:主要)?(?:[一-鿿]{0,6}?原因(?:是|为|在于|[：:])|是?因为|是?由于|主?要?系因|主要是)(?:由于|因为)?"
        ),
    ),
    (deferred(r"用于$"), deferred(r"(?:主要)?(?:是)?(?:用于|用来|为了)")),
    (deferred(r"指$"), deferred(r"(?:是|系)?指(?![标数导挥南令定示引向纹])")),
)
"""How a template ends that begins a reason, a purpose, a meaning; and how a value begins that begins it once more."""


_NEEDED = deferred(r"[一-鿿](?:[是为有括][：:]?|于|指|因)$")
_WITHIN = deferred(r"[一-鿿：]")
"""What a sentence says before a value that it cannot do without, or behind it."""


class _Twice(NamedTuple):
    """How many characters of a value stand twice, and what the template printed."""

    length: int
    printed: str


def without_marks(text: str, values: list[str | Prose]) -> str:
    """A name in 《》 that the template puts into 《》 has them once; `values` grows by what was stripped."""

    def fitted(match: re.Match[str]) -> str:
        at = int(match[2])
        value = values[at] if at < len(values) else ""
        if not isinstance(value, str) or value[:1] != match[1] or value[-1:] != match[3] or PAIRS[match[1]] != match[3]:
            return match[0]
        inner = value[1:-1]
        if not inner or match[1] in inner or match[3] in inner:
            return match[0]
        values.append(inner)
        return f"{match[1]}{OPEN}{len(values) - 1}{CLOSE}{match[3]}"

    return _MARKED.sub(fitted, text)


def said_twice(text: str, values: Sequence[str | Prose], of: Sequence[Sequence[Value]]) -> Iterator[Diagnostic]:
    """One warning for each value that begins with what the template prints before it, however often it is printed."""
    told: set[int] = set()
    report = _Report(text, values)
    for match in _VALUE.finditer(text):
        at = int(match[1])
        origin = of[at][0] if at < len(of) and len(of[at]) == 1 else None
        if not isinstance(origin, (Text, Words)):
            continue
        found = report.repeated(match, origin, _first(values[at]))
        if found is not None and found.place.start not in told:
            told.add(found.place.start)
            yield found


class _Report(Struct, frozen=True, dict=True):
    """What was rendered, with the values that it prints."""

    text: str
    values: Sequence[str | Prose]

    @cached_property
    def fences(self) -> list[tuple[int, int]]:
        """The stretches of lists of attachments, which are numbered when they are laid out."""
        if "::: 附件" not in self.text:
            return []
        return [one.span(1) for one in _FENCE.finditer(self.text) if "\n" in one[1].strip()]

    def repeated(self, match: re.Match[str], origin: Text | Words, first: str) -> Diagnostic | None:
        """What is wrong with how a value begins, where it stands."""
        start, end = match.span()
        if isinstance(origin, Words) and len(first) <= TAIL and says_nothing(origin):
            before = _TAG.sub("", self.text[max(0, start - TAIL) : start])
            goes_on = _NEEDED.search(before) is not None or _WITHIN.match(self.text, end) is not None
            return _needed(origin, first) if goes_on else None
        line = self.text.rfind("\n", 0, start) + 1
        lead = self.text[max(line, start - TAIL * 3) : start]
        if isinstance(origin, Text) and self.text[line:start] == "1. " and self.text[end : end + 1] == "：":
            again = f"\n1. {first}：" in self.text and first in origin.place.text
            return _explained(origin) if again else None
        twice = self._begins(start, line, first) if not lead.strip("- ") else self._goes_on(lead, first)
        place = _located(origin, first, twice.length) if twice is not None else None
        return _warning(place, first, twice) if place is not None and twice is not None else None

    def _begins(self, start: int, line: int, first: str) -> _Twice | None:
        """A value that its line begins with."""
        if any(begin <= start < end for begin, end in self.fences):
            return _numbered(first)
        return _heading(self.text, line, first)

    def _goes_on(self, lead: str, first: str) -> _Twice | None:
        """A value behind words of the template; most share nothing with them, which is seen at once."""
        if lead[-1] == CLOSE:
            return None
        bare = _TAG.sub("", lead) if _MARKUP.search(lead) else lead
        if (number := _numbered(first)) is not None and _NUMBERED.search(bare):
            return number
        return _overlap(bare, first) or _opened(bare, first) or _label(bare, first, self.values)


def _explained(origin: Text) -> Diagnostic:
    message = f"名词“{origin.text}”报告本来就有解释，这里又写了一次，印出来是两条"
    return Diagnostic(BEGUN, message, Label(origin.place), help="删去这一条；要另作解释的，换一个名称")


def _needed(origin: Words, first: str) -> Diagnostic:
    message = f"写的是“{first}”，可是报告把它印在一句话里，这句话没有它就不通"
    return Diagnostic(NONE_TOLD, message, Label(origin.place), help="写上内容；没有可写的，不写这个键")


def _first(value: str | Prose) -> str:
    """The first paragraph of a value."""
    if isinstance(value, str):
        return value
    return next((block for block in value.blocks[:1] if isinstance(block, str)), "")


def _numbered(first: str) -> _Twice | None:
    number = _NUMBER.match(first)
    if number is None or _FURTHER.search(first, number.end()) is not None:  # a series within the point
        return None
    return _Twice(number.end(), "编号")


def _overlap(bare: str, first: str) -> _Twice | None:
    """The last words before a value, with or without their colon, that are its first words."""
    template = bare[bare.rfind(CLOSE) + 1 :]
    if first[:LEAST] not in template:
        return None
    for tail, least in ((template, LEAST), (template.rstrip("：: "), LEAST + 1)):
        for length in range(min(len(tail), len(first)), least - 1, -1):
            if tail.endswith(first[:length]) and not first[:length].isdigit():
                return _Twice(length + _colon(first, length), first[:length])
    return None


def _colon(first: str, length: int) -> int:
    return 1 if first[length : length + 1] in ("：", ":") else 0


def _opened(bare: str, first: str) -> _Twice | None:
    if not bare.endswith(LAST_OF_OPENERS):
        return None
    for tail, head in _OPENERS:
        before = tail.search(bare, max(0, len(bare) - OPENER))
        again = head.match(first) if before is not None else None
        if before is not None and again is not None:
            return _Twice(again.end(), before[0])
    return None


def _label_end(first: str) -> int:
    """Where the colon of a label stands that a value begins with; 0 where it begins with none."""
    label = first[: LABEL + 1].replace(":", "：")
    return max(label.find("："), 0)


def _label(bare: str, first: str, values: Sequence[str | Prose]) -> _Twice | None:
    """行政运行（项）：指 before 行政运行：指…: the name that the sentence is about, and its colon, once more."""
    end = _label_end(first)
    if end < LEAST:
        return None
    whole = _VALUE.sub(lambda one: _first(values[int(one[1])]) if int(one[1]) < len(values) else "", bare)[-TAIL:]
    clause = re.split(r"[，。；\n]", whole)[-1]
    name, colon, behind = clause.rpartition("：")
    if not colon or len(behind) > LEAST:
        return None
    name = re.sub(r"(?:（[^（）]*）|[”》])+$", "", name)
    if not name.endswith(first[:end].strip("“”《》")):
        return None
    again = _opened(bare, first[end + 1 :])
    return _Twice(end + 1 + (again.length if again is not None else 0), first[:end])


def _heading(text: str, start: int, first: str) -> _Twice | None:
    """A heading, and a paragraph below it that begins with its words and a colon."""
    end = _label_end(first)
    if end < LEAST:
        return None
    line = text[:start].rstrip().rpartition("\n")[2]
    title = re.sub(r"^#+ |\s*\{[^}]*\}$", "", line)
    return _Twice(end + 1, first[:end]) if line.startswith("#") and title == first[:end] else None


def _located(origin: Text | Words, first: str, length: int) -> Place | None:
    """The very characters in the file; None where they were not typed there but made by derive or a reference."""

    place = origin.place
    if isinstance(origin, Words):
        paragraphs = list(origin.prose.paragraphs())
        at = next((at for at, one in enumerate(paragraphs) if one.startswith(first)), 0)
        place = origin.lines[at] if at < len(origin.lines) else place
    if first[:length] not in place.text or referred(first, place, 0, length):
        return None
    return located(first, place, 0, length)


def _warning(place: Place, first: str, twice: _Twice) -> Diagnostic:
    again, rest = first[: twice.length], first[twice.length :].lstrip("，,：: ")
    shown = rest if len(rest) <= TAIL // 2 else rest[: TAIL // 2] + "……"
    printed = "编号" if twice.printed == "编号" else f"“{twice.printed}”"
    message = f"报告已经印了{printed}，这里又写了“{again}”，印出来是重复的"
    return Diagnostic(BEGUN, message, Label(place), help=f"删去“{again}”，写成“{shown}”")
