"""The style's forms of numbers in, the number of each next heading and list item out."""

from __future__ import annotations

from collections.abc import Sequence

from ..codes.dialect import ATTRIBUTE
from ..document import Run, Runs
from ..prose import Prose
from ..source import nearest
from ..style import Style, numeral
from .attributes import Attributes
from .faults import Faults, quote
from .fill import fill_line, fill_text

DEEPEST = 4
NONE = "无"
ATTACHMENT = "附件"


class Counters:
    """One counter for the headings of a level and one for each named form there, begun anew under a higher heading."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.ordinary = [0] * DEEPEST
        self.named: dict[tuple[int, str], int] = {}
        self.parts: dict[tuple[int, str], int] = {}
        self.captions: dict[str, int] = {}
        self.attachments = 0

    def next(self, level: int, name: str = "") -> str:
        """The number of the next heading of a level; `name` asks for a form of style.numbers."""
        self.enter(level)
        if name:
            count = self.named[level, name] = self.named.get((level, name), 0) + 1
            return _spaced(numeral(self.style.numbers[name], count))
        self.ordinary[level - 1] += 1
        forms = self.style.headings
        return _spaced(numeral(forms[level - 1].number, self.ordinary[level - 1])) if level <= len(forms) else ""

    def enter(self, level: int) -> None:
        """A heading of `level` begins, numbered or not: those below it count from one."""
        self.ordinary[level:] = [0] * (DEEPEST - level)
        self.named = {key: count for key, count in self.named.items() if key[0] <= level}

    def part(self, level: int, name: str) -> str:
        """A heading of `level` opens a part (第一部分): all counts begin anew but that of parts, which attachments end not."""
        self.ordinary = [0] * DEEPEST
        self.named.clear()
        if not name:
            return ""
        count = self.parts[level, name] = self.parts.get((level, name), 0) + 1
        return _spaced(numeral(self.style.numbers[name], count))

    def caption(self, name: str) -> str:
        """The number of the next table or chart that asks for a form."""
        self.captions[name] = self.captions.get(name, 0) + 1
        return _spaced(numeral(self.style.numbers[name], self.captions[name]))

    def attachment(self) -> str:
        """A next attachment begins, in which everything counts from one; its label."""
        self.captions.clear()
        self.new_title()
        self.attachments += 1
        return numeral(self.label_form, self.attachments)

    def new_title(self) -> None:
        """What stands below a further title has headings of its own."""
        self.ordinary = [0] * DEEPEST
        self.named.clear()

    @property
    def label_form(self) -> str:
        return self.style.numbers.get(ATTACHMENT, f"{ATTACHMENT}1")

    @property
    def only_label(self) -> str:
        """The label of an attachment that is the only one (GB/T 9704-2012 7.3.8): the form without its number."""
        return "".join(character for character in self.label_form if character not in "1一①")


def _spaced(number: str) -> str:
    """A number that no punctuation ends (第一部分, 表1) stands a space away from what it numbers."""
    return f"{number} " if number and (number[-1].isalpha() or number[-1].isdecimal()) else number


class Numbering:
    """Reads which form of number a heading, table or chart asks for (编号=项目)."""

    def __init__(self, values: Sequence[str | Prose], counters: Counters, faults: Faults) -> None:
        self.values, self.counters, self.faults = values, counters, faults

    def form(self, attributes: Attributes) -> str | None:
        """The form's name, "" for no number, None where nothing is asked."""
        if "编号" not in attributes.values:
            return None
        name = fill_text(attributes.values["编号"], self.values).strip()
        forms = self.counters.style.numbers
        if name in forms:
            return name
        if name != NONE:
            known = (NONE, *forms)
            meant = nearest(name, known)
            advice = f"是不是“{meant}”？" if meant else "可用的编号：" + "、".join(known)
            message = f"没有名为“{quote(name)}”的编号"
            self.faults.report(ATTRIBUTE, message, attributes.line, fragment="编号", advice=advice)
        return ""

    def caption(self, attributes: Attributes) -> Runs:
        """The caption (题) behind the number that it asks for."""
        form = self.form(attributes)
        number = self.counters.caption(form) if form else ""
        caption = fill_line(attributes.values.get("题", ()), self.values)
        if not number or not caption:
            return caption if caption or not number else (Run(number.rstrip()),)
        return (Run(number + caption[0].text, caption[0].bold), *caption[1:])


def list_number(style: Style, depth: int, count: int) -> str:
    """The number of a list item; `depth` 0 is the outermost list."""
    forms = style.lists or ("1.",)
    return numeral(forms[min(depth, len(forms) - 1)], max(count, 1))
