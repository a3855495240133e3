"""A sample in, the same file with the report's own sentences typed into it once more out: what a clerk copies from last year's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from generator.pipeline import Settings, build

CHAPTER, KEY = "年度工作", "完成情况"
"""Where the sentences go; every file may have it."""
NUMBERED = re.compile(r"^(?:\d{1,2}[.、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[是、])")
_MONEY_OR_RATE = re.compile(r"\d(?:万元|元|%)")
_NO_SENTENCE = ("#", "|", ">", "<", "!", "-")
_TYPED = 12
"""So many characters that stand in the file were typed there."""


def sentences(path: Path) -> list[str]:
    """The paragraphs of a report that have an amount or a rate and were not typed in the file."""
    typed = path.read_text(encoding="utf-8")
    found: list[str] = []
    for report in build(path, Settings(), ("md",)).reports:
        for line in report.files["md"].decode("utf-8").split("\n"):
            plain = NUMBERED.sub("", re.sub(r"[*\\_`]", "", line.strip()))
            own = not line.startswith(_NO_SENTENCE) and "一是" not in plain and plain[:_TYPED] not in typed
            if own and _MONEY_OR_RATE.search(plain):
                found.append(plain)
    return list(dict.fromkeys(found))


def retold(path: Path, paragraphs: Sequence[str]) -> str:
    """The file with these paragraphs in place of what stood there."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts alone
    work = data.get(CHAPTER)
    data[CHAPTER] = {**(work if isinstance(work, dict) else {}), KEY: list(paragraphs)}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100_000)
