"""The base pack's style.yaml in, field by field against the Style that the tests of the writers use."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from msgspec import Struct
from official_style import OFFICIAL

STYLE_FILE = Path(__file__).parents[1] / "templates" / "国家" / "公文" / "style.yaml"
WORDING = ("数字", "用语")
"""Parts of the file that say nothing about the page."""
MEASURE = re.compile(r"(-?[\d.]+)(?:毫米|磅|字|行)")


def plain(written: object) -> object:
    """A value of the file with its lengths as bare numbers and its mappings as the values in their order."""
    if isinstance(written, dict):
        return [plain(value) for value in written.values()]
    if isinstance(written, list):
        return [plain(value) for value in written]
    found = MEASURE.fullmatch(written) if isinstance(written, str) else None
    return float(found[1]) if found else written


def fields_of(value: object) -> object:
    """A value of Style in the same form; a font's weight, light unless written, is left out."""
    if isinstance(value, Struct):
        return [fields_of(getattr(value, name)) for name in value.__struct_fields__ if name != "bold"]
    if isinstance(value, dict):
        return list(value.values())
    return [fields_of(one) for one in value] if isinstance(value, tuple) else value


def test_the_file_says_what_the_standard_says() -> None:
    written = yaml.safe_load(STYLE_FILE.read_text(encoding="utf-8"))
    page = {key: value for key, value in written.items() if key not in WORDING}
    assert plain(page) == fields_of(OFFICIAL)


def test_the_names_of_numbers_are_the_same() -> None:
    written = yaml.safe_load(STYLE_FILE.read_text(encoding="utf-8"))
    assert written["编号"] == OFFICIAL.numbers
