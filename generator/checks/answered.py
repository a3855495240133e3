"""A file's findings and what it says to them in one place (核对说明) in, those that are not answered out.

Only a question is answered: a warning. What was answered stays to be seen: one note for each answer, with its reason and
the places; an answer that answers nothing is told, as the next one may be answered by it unseen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..codes import explained as codes
from ..derive.none import nothing_said
from ..diagnostic import Code, Diagnostic, Label, Severity
from ..figure import Item, Text, Words
from ..pattern import deferred
from ..source import cut, nearest

KEY = "核对说明"
OPEN = deferred("^待[补填定写]|此处|填写")
HAN = deferred("[一-鿿]")
LEAST = 2
"""Chinese characters of a reason at least."""
ENDS = ("。", "！", "？", "；")
MOST = 5
"""Places of what was answered that are pointed at."""


class _Answer(Struct):
    """A row of 核对说明: the code, the word that a finding has to have, the reason, and what it answered."""

    code: Text
    about: str
    reason: Words
    answered: list[Diagnostic]

    @property
    def id(self) -> str:
        """The code as it is meant: h131 and Ｈ１３１ are H131."""
        return unicodedata.normalize("NFKC", self.code.text).strip().upper()

    @property
    def empty(self) -> str:
        """What was written for no reason at all; "" where there is one."""
        words = "".join(self.reason.prose.paragraphs()).strip()
        return nothing_said(self.reason) or (words if OPEN.search(words) or len(HAN.findall(words)) < LEAST else "")

    def answers(self, one: Diagnostic) -> bool:
        """Whether a finding of its code is a warning on what it speaks of."""
        told = (one.message, *(label.text for label in (one.at, *one.labels)))
        return one.weight is Severity.WARNING and not self.empty and any(self.about in text for text in told)


def answered(found: Iterable[Diagnostic], figures: Item, known: Sequence[Code]) -> Iterator[Diagnostic]:
    """`known` are the codes that there are, the packs' own among them."""
    answers = [answer for row in figures.rows(KEY) if (answer := _answer(row)) is not None]
    answers.sort(key=lambda answer: not answer.about)  # what speaks of one thing goes before what speaks of all
    of_code: dict[str, list[_Answer]] = {}
    for answer in answers:
        of_code.setdefault(answer.id, []).append(answer)
    left: list[Diagnostic] = []
    for one in found:
        reply = next((each for each in of_code.get(one.code.id, ()) if each.answers(one)), None)
        (left if reply is None else reply.answered).append(one)
    yield from left
    by_id = {code.id: code for code in known}
    places = {(one.place.file, one.place.start) for one in left}
    refused = {one.code.id for one in left if one.weight is Severity.ERROR}
    for answer in answers:
        told = _told(answer, by_id, refused)
        if told.code is codes.UNUSED_ANSWER and refused:  # with an error not everything has been looked at yet
            continue
        if told.code is not codes.NO_QUESTION or (told.place.file, told.place.start) not in places:
            yield told


def _answer(row: Item) -> _Answer | None:
    code, reason = row.entries.get("代码"), row.entries.get("理由")
    if not isinstance(code, Text) or not isinstance(reason, Words):
        return None
    return _Answer(code, row.text("关于") or "", reason, [])


def _told(answer: _Answer, known: dict[str, Code], refused: set[str]) -> Diagnostic:
    id, at = answer.id, Label(answer.code.place)
    code = known.get(id)
    if code is None:
        near = nearest(id, known)
        help_ = f"是不是 {near}？" if near else "代码在提示的方括号里，如 H113"
        return Diagnostic(codes.NO_QUESTION, f"没有“{answer.code.text}”这个代码", at, help=help_)
    if nothing := answer.empty:
        advice = "写明为什么属实；没有要说的，删去这一条"
        return Diagnostic(codes.NO_QUESTION, f"理由写的是“{cut(nothing, 24)}”", Label(answer.reason.place), help=advice)
    if code.severity is Severity.ERROR and id in refused:
        return Diagnostic(codes.NO_QUESTION, f"{id} 是错误，不能用核对说明回答", at, help="照提示改数，删去这一条")
    if not answer.answered:
        about = f"说到“{cut(answer.about, 24)}”的" if answer.about else ""
        fact = f"没有{about} {id} 这样的提示要回答" if about else f"没有 {id} 这样的提示要回答"
        return Diagnostic(codes.UNUSED_ANSWER, fact, at, help="数改好了的，删去这一条")
    points = [one if one.endswith(ENDS) else f"{one}；" for one in answer.reason.prose.paragraphs()]
    reason = "".join(points).rstrip("；")
    places = tuple(Label(one.place) for one in answer.answered[:MOST])
    fact = f"核对说明回答了 {len(answer.answered)} 处 {id}（{code.title}）：{reason}"
    return Diagnostic(codes.ANSWERED, fact, at, places, help="报送后由财政部门审核；不印入报告")
