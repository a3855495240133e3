"""Two reports of one file in, the second made from less; what the second says and the first did not out.

A report's Markdown is cut into clauses; figures, numbers of headings and marks do not count. A clause is new if it is
not in the fuller report, nor what is left of one of its clauses when something in the middle is gone. One that denies
something (无, 没有, 未, 不) must be there word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_LEADING = re.compile(
    r"^(?:#+ |\*+|- |第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+[、是]|（[一二三四五六七八九十]+）|[0-9]+[.、\\]+"
    r"|（[0-9]+）|(?:任务|项目)[0-9]+：|[附图表]件?[0-9]+：?|\s)+"
)
_MARKS = re.compile(r"[，。；：:、（）|“”《》\u3000]|<[^>]*>|\*\*")
_DENIES = re.compile("无|没有|未|不(?!少于|低于|高于|超过|同|可比)")
_CONTENTS = re.compile(r"\s*- \[.*\]\(#.*\)")


def clauses(markdown: str) -> Iterator[str]:
    for line in markdown.splitlines():
        if _CONTENTS.match(line):
            continue
        for clause in _MARKS.split(_LEADING.sub("", line)):
            plain = _LEADING.sub("", clause.strip(" \\*-"))
            if plain:
                yield NUMBER.sub("#", plain)


def added(whole: str, less: str) -> list[str]:
    """The clauses of the shorter report that the whole one does not have."""
    told = set(clauses(whole))
    return sorted(one for one in set(clauses(less)) - told if _DENIES.search(one) or not _joined(one, told))


def _joined(clause: str, told: set[str]) -> bool:
    """Whether a clause is the beginning of one and the end of another: what stood between was left out."""
    cuts = range(len(clause) + 1)
    heads = {at for at in cuts if at == 0 or any(one.startswith(clause[:at]) for one in told)}
    tails = {at for at in cuts if at == len(clause) or any(one.endswith(clause[at:]) for one in told)}
    return bool(heads & tails)
