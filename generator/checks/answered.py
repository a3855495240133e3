"""A file's findings and what it says to them in one place (核对说明) in, those that are not answered out.

Only a question is answered: a warning. What was answered stays to be seen: one note for each answer, with its reason and
the places; an answer that answers nothing is told, as the next one may be answered by it unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..codes import explained as codes
from ..derive.none import nothing_said, says_nothing
from ..diagnostic import Code, Diagnostic, Label, Severity
from ..figure import Item, Text, Words
from ..source import nearest

KEY = "核对说明"
MOST = 5
"""Places of what was answered that are pointed at."""


class _Answer(Struct):
    """A row of 核对说明: the code, the word that a finding has to have, the reason, and what it answered."""

    code: Text
    about: str
    reason: Words
    answered: list[Diagnostic]

    def answers(self, one: Diagnostic) -> bool:
        told = (one.message, *(label.text for label in (one.at, *one.labels)))
        return (
            one.code.id == self.code.text
            and not says_nothing(self.reason)
            and one.weight is Severity.WARNING
            and any(self.about in text for text in told)
        )


def answered(found: Iterable[Diagnostic], root: Item, known: Sequence[Code]) -> Iterator[Diagnostic]:
    """`known` are the codes that there are, the packs' own among them."""
    answers = [answer for row in root.rows(KEY) if (answer := _answer(row)) is not None]
    left: list[Diagnostic] = []
    for one in found:
        reply = next((each for each in answers if each.answers(one)), None)
        (left if reply is None else reply.answered).append(one)
    yield from left
    by_id = {code.id: code for code in known}
    refused = {one.code.id for one in left if one.weight is Severity.ERROR}
    for answer in answers:
        yield _told(answer, by_id, refused)


def _answer(row: Item) -> _Answer | None:
    code, reason = row.entries.get("代码"), row.entries.get("理由")
    if not isinstance(code, Text) or not isinstance(reason, Words):
        return None
    return _Answer(code, row.text("关于") or "", reason, [])


def _told(answer: _Answer, known: dict[str, Code], refused: set[str]) -> Diagnostic:
    id, at = answer.code.text, Label(answer.code.place)
    code = known.get(id)
    if code is None:
        near = nearest(id.upper(), known)
        help_ = f"是不是 {near}？" if near else "代码在提示的方括号里，如 H113"
        return Diagnostic(codes.NO_QUESTION, f"没有“{id}”这个代码", at, help=help_)
    if nothing := nothing_said(answer.reason):
        advice = "写明为什么属实；没有要说的，删去这一条"
        return Diagnostic(codes.NO_QUESTION, f"理由写的是“{nothing}”", Label(answer.reason.place), help=advice)
    if code.severity is Severity.ERROR and id in refused:
        return Diagnostic(codes.NO_QUESTION, f"{id} 是错误，不能用核对说明回答", at, help="照提示改数，删去这一条")
    if not answer.answered:
        about = f"说到“{answer.about}”的" if answer.about else ""
        fact = f"没有{about} {id} 这样的提示要回答" if about else f"没有 {id} 这样的提示要回答"
        return Diagnostic(codes.UNUSED_ANSWER, fact, at, help="数改好了的，删去这一条")
    reason = "".join(answer.reason.prose.paragraphs())
    places = tuple(Label(one.place) for one in answer.answered[:MOST])
    fact = f"核对说明回答了 {len(answer.answered)} 处 {id}（{code.title}）：{reason}"
    return Diagnostic(codes.ANSWERED, fact, at, places, help="报送后由财政部门审核；不印入报告")
