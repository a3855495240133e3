"""The program's own source in, where it breaks the rules of the house out: floors, sizes, clocks, encodings, names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
ROW = re.compile(r"^\| (\d+) \| `(\w+)` \| \S.* \|$", re.MULTILINE)
FLOORS = {unit: int(floor) for floor, unit in ROW.findall((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))}

DATA = ("codes/", "vocabulary/")
"""Modules that hold data: as long as there is data."""
MOST_LINES, MOST_IN_FUNCTION = 400, 40
CITIES = re.compile("武威|甘州|惠州|眉山|汨罗")
"""The departments of the published reports; none of them may be a case of its own to the program."""
FILE_CALLS = {"open", "read_text", "write_text"}


Trees = dict[str, ast.Module]
Calls = list[tuple[str, ast.Call, str]]


@pytest.fixture(scope="module")
def trees() -> Trees:
    """Two seconds, so not when tests are gathered."""
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def unit_of(name: str) -> str:
    return name.partition("/")[0].removesuffix(".py")


def imported_units(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and unit of every import from the package, wherever it stands."""
    package = ("generator", *name.split("/")[:-1])
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            target = (*base, *(node.module.split(".") if node.module else ()))
            names = [target] if len(target) > 1 else [(*target, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [tuple(alias.name.split(".")) for alias in node.names]
        else:
            continue
        for path in names:
            if path[0] == "generator" and len(path) > 1 and path[1] != "__version__":
                yield node.lineno, path[1]


def test_every_unit_has_a_floor() -> None:
    assert sorted(FLOORS) == sorted({unit_of(name) for name in MODULES} - {"__init__"})


def test_imports_go_down_only(trees: Trees) -> None:
    climbs = [
        f"{name}:{line}: {unit_of(name)} ({FLOORS[unit_of(name)]}) imports {unit} ({FLOORS[unit]})"
        for name in MODULES
        if name != "__init__.py"
        for line, unit in imported_units(name, trees[name])
        if unit != unit_of(name) and FLOORS[unit] >= FLOORS[unit_of(name)]
    ]
    assert climbs == []


def test_the_ground_floor_of_all_imports_nothing(trees: Trees) -> None:
    assert list(imported_units("__init__.py", trees["__init__.py"])) == []


@pytest.mark.parametrize(
    ("name", "code", "found"),
    [
        ("derive/a.py", "def f():\n    from ..checks import g", [(2, "checks")]),
        ("derive/a.py", "if TYPE_CHECKING:\n    from .. import render, source", [(2, "render"), (2, "source")]),
        ("model.py", "import generator.cli.console", [(1, "cli")]),
        ("writers/word/a.py", "from ...style import Font\nfrom .. import markdown", [(1, "style"), (2, "writers")]),
        ("packs/a.py", "from .. import __version__\nimport re", []),
    ],
)
def test_no_import_hides(name: str, code: str, found: list[tuple[int, str]]) -> None:
    assert list(imported_units(name, ast.parse(code))) == found


def test_no_module_is_long() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: count for name, count in lengths.items() if count > MOST_LINES and not name.startswith(DATA)} == {}


def test_no_function_is_long(trees: Trees) -> None:
    lengths = {
        f"{name} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: count for name, count in lengths.items() if count > MOST_IN_FUNCTION} == {}


def test_every_module_says_what_it_is_for(trees: Trees) -> None:
    silent = [name for name, path in MODULES.items() if path.stat().st_size and not ast.get_docstring(trees[name])]
    assert silent == []


@pytest.fixture(scope="module")
def calls(trees: Trees) -> Calls:
    """Every call with its module and the whole dotted name of what is called, as far as it is written out."""
    return [
        (f"{name}:{node.lineno}", node, ast.unparse(node.func))
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


def test_only_the_command_line_prints_exits_and_knows_the_time(calls: Calls) -> None:
    """`datetime.fromtimestamp` and the like of a given number are no clock."""
    clock = re.compile(
        r"(?:.*\b(?:datetime|date))\.(?:now|utcnow|today)|time\.\w+|(?:perf_counter|monotonic|localtime)"
    )
    ends = re.compile(r"print|input|exit|quit|(?:sys|os)\._?exit|sys\.(?:stdout|stderr)\.\w+")
    found = [
        f"{place} {called}()"
        for place, _, called in calls
        if not place.startswith("cli/") and (clock.fullmatch(called) or ends.fullmatch(called))
    ]
    assert found == []


def test_every_text_file_names_its_encoding(calls: Calls) -> None:
    silent = []
    for place, call, called in calls:
        binary = any(
            isinstance(value, ast.Constant) and re.fullmatch("[rwxa+]*b[rwxa+]*", str(value.value))
            for value in call.args[:2]
        )
        text = called.rpartition(".")[2] in FILE_CALLS and not re.match(r"(os|self|archive|zip\w*)\.", called)
        if text and not binary and not any(keyword.arg == "encoding" for keyword in call.keywords):
            silent.append(f"{place} {called}()")
    assert silent == []


def test_no_department_is_named() -> None:
    texts = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
    assert {name: CITIES.findall(text) for name, text in texts.items() if CITIES.search(text)} == {}
