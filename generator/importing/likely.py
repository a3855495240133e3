"""A paragraph and what a template prints in its place in, whether it is worth being tried as that out."""

from __future__ import annotations

from collections.abc import Sequence

from ..backwards import Capture
from ..model import Line
from ..pattern import deferred
from .paragraphs import ENDS, Paragraph
from .patterns import Pattern

SHORT = 40
SALUTATION = 20
"""Characters of whom a report is sent to."""
LEADS = "如下"
"""How a line ends that leads to what follows."""
DATE = deferred(r"(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}")
FIGURE = deferred(r"[0-9](?:万元|元)")


def may_be(pattern: Pattern, paragraph: Paragraph) -> bool:
    """Whether it is worth trying: what has no fixed text is a point of a list, the name of a project, or a date."""
    text, machine = paragraph.text, pattern.machine
    if machine.anchor or any(one in text for one in machine.texts) or pattern.block.salutation:
        return True
    if pattern.lists and FIGURE.search(text):
        return True
    listed = bool(pattern.block.loops or pattern.block.level) and paragraph.rank is not None
    return len(text) <= SHORT and (listed or DATE.fullmatch(text) is not None)


def signs(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether a report ends here: its date, and who signs it in the line above."""
    text = paragraphs[at].text
    below = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
    return DATE.fullmatch(text) is not None or (
        DATE.fullmatch(below) is not None and len(text) < SHORT and text[-1] not in ENDS
    )


def is_salutation(paragraph: Paragraph) -> bool:
    """Who is addressed, and nothing else: no sentence that leads to what follows."""
    text = paragraph.text
    return (
        paragraph.rank is None
        and text.endswith("：")
        and len(text) < SALUTATION
        and LEADS not in text
        and not set(text[:-1]) & set("，。；：")
    )


def names_row(capture: Capture) -> bool:
    """Whether it is one line of a list, or what a row of one is called."""
    return isinstance(capture.kind, Line) and any(step.startswith("[") for step in capture.path[-2:])
