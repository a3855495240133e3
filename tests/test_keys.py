"""Every key that the code looks up in a record is one that the vocabulary, derive or the files of a pack declare."""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import generator
from generator.figure import Item
from generator.model import Field
from generator.pipeline import Settings, build

ROOT = Path(__file__).resolve().parent.parent
LOOKUPS = frozenset(
    [
        "get",
        "figure",
        "text",
        "item",
        "rows",
        "lines",
        "texts",
        "yes",
        "figure_at",
        "at",
        "number",
        "put",
        "inner",
        "assign",
        "items_at",
    ]
)
"""Methods and functions whose words name a key, or keys with points between them."""
OTHERS = frozenset(
    {
        ("generator/relations/__init__.py", "计法"),  # columns that the program's own rows have beside a bureau's
        ("generator/relations/__init__.py", "说明处"),
        *(
            ("generator/importing/layouts.py", key)
            for key in ("列", "数", "类", "无", "栏", "栏下", "根", "各行", "编码在前", "填报", "否")
        ),
        ("generator/dialect/tables.py", "注"),  # a part of a table that its Markdown names
        ("generator/dialect/numbers.py", "题"),  # a way to number
        ("generator/checks/naming.py", "指标"),  # any item is asked what it is called
        ("generator/checks/increases.py", "编码"),  # any item is asked for its code
        ("generator/checks/accounts.py", "其他资金"),  # every fund of the spending is looked for in the income
    }
)
"""Words that are looked up in mappings of another kind, or in records that may lack them."""
PATHS = "derive/sums.py", "derive/tree.py", "expression/evaluate.py"
"""Files that look up the keys which others hand them."""


def declared() -> frozenset[str]:
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if not module.name.endswith(("__main__", "windows_memory")):
            importlib.import_module(module.name)
    return frozenset(one.name for one in gc.get_objects() if isinstance(one, Field))


def looked_up() -> Iterator[tuple[str, int, str]]:
    for path in sorted(ROOT.glob("generator/**/*.py")):
        name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse("" if text.isascii() else text)):
            words: list[ast.expr] = []
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                words = node.args if called in LOOKUPS else []
            elif isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "entries":
                words = [node.slice]
            elif isinstance(node, ast.Compare) and getattr(node.comparators[-1], "attr", "") == "entries":
                words = [node.left]
            for word in words:
                if isinstance(word, ast.Constant) and isinstance(word.value, str) and not word.value.isascii():
                    yield name, word.lineno, word.value


def test_every_key_in_the_code_is_declared() -> None:
    known, asked = declared(), list(looked_up())
    assert len(asked) > 600, "the code is not read"
    wrong = [one for one in asked if not known.issuperset(one[2].split(".")) and (one[0], one[2]) not in OTHERS]
    assert not wrong


def test_every_key_is_one_of_a_record_that_is_asked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of another record is as wrong as none: each place in the code, also one that goes through a list of keys,
    must once ask a record that has it."""
    had: dict[tuple[str, int, str], bool] = {}

    def watched(name: str) -> Any:
        plain = getattr(Item, name)

        def ask(self: Item, key: str) -> Any:
            frame = sys._getframe(1)
            place = frame.f_code.co_filename, frame.f_lineno, key
            had[place] = had.get(place, False) or key in self.kind.by_name or key in self.entries
            return plain(self, key)

        return ask

    for name in ("get", "figure", "text", "item", "rows", "lines", "texts", "yes"):
        monkeypatch.setattr(Item, name, watched(name))
    for path in (*ROOT.glob("inputs/*.yaml"), *ROOT.glob("templates/*/*/sample/input.yaml")):
        build(path, Settings(), ("md",))
    assert len(had) > 400, "no record is asked"
    never = [
        (file.removeprefix(f"{ROOT.as_posix()}/"), line, key) for (file, line, key), ever in had.items() if not ever
    ]
    assert not [one for one in never if (one[0], one[2]) not in OTHERS]
