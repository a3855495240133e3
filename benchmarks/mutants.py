"""`python -m benchmarks.mutants --count 150 --seed 7`: break the program in small ways, and see whether a test fails.

Needs `pip install 'mutmut>=3.8'`, whose operators make the mutants, and a system that forks. PATHS are what is broken. Which
test runs which line is measured first, in a scratch folder (twice the time of all tests), and anew when the program changes;
later only new tests are. `--only 3,5` takes these of the sample. What survives the tests that were chosen for it is printed;
what changes nothing that anybody could see stands in equivalent.yaml with the reason, and is counted apart.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from coverage import CoverageData
from mutmut.mutation.file_mutation import create_mutations

from .trials import PYTEST, ROOT, Mutant, Trials, measured, survives_alone

PATHS = ["generator/derive", "generator/relations", "generator/checks", "generator/writers", "generator/load"]
EQUIVALENT = Path(__file__).with_name("equivalent.yaml")
QUICK, MOST, LONGEST = 15, 25, 60
"""Tests a mutant: the quickest of so many files, then those that run most of the module; none that takes so many seconds."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", default=PATHS, metavar="PATHS")
    parser.add_argument("--count", type=int, default=150, help="mutants (150)")
    parser.add_argument("--seed", type=int, default=7, help="of the sample (7)")
    parser.add_argument("--only", help="numbers of the sample")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / "zipingbao-mutants")
    given = parser.parse_args()
    scratch = _scratch(given.scratch.resolve())
    times, data = measured(scratch / "times.json"), CoverageData(str(scratch / "coverage"))
    data.read()
    mutants = _kept(scratch, given.paths, given.count, given.seed)
    mutants = [mutants[int(one)] for one in given.only.split(",")] if given.only else mutants
    tests = [chosen(mutant, data, times) for mutant in mutants]
    trials = Trials(mutants, tests, times)
    pytest.main(PYTEST, [trials])
    survived = [number for number in trials.survived if survives_alone(mutants[number], tests[number])]
    known = {(one["path"], one["diff"].strip()) for one in yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8"))}
    left = [number for number in survived if (mutants[number].path, mutants[number].diff) not in known]
    for number in left:
        print(f"\n{number} {mutants[number].path}:{mutants[number].lines[0]}\n{mutants[number].diff}")
    same = len(survived) - len(left)
    able = len(mutants) - same
    print(f"{able} mutants, {len(trials.stopped)} of them stopped by time or memory, {len(left)} survive ", end="")
    print(f"({len(left) / max(able, 1):.1%}); {same} more are equivalent (seed {given.seed})")


def _scratch(scratch: Path) -> Path:
    """A folder with a copy of the tree, which is the working folder from now on; emptied where the program is another one."""
    digest = hashlib.sha256()
    for file in sorted((ROOT / "generator").rglob("*.py")):
        digest.update(file.read_bytes())
    mark = scratch / digest.hexdigest()
    if not mark.exists():
        shutil.rmtree(scratch, ignore_errors=True)
    tree = scratch / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv*", ".*_cache", "out"))
    mark.touch()
    os.chdir(tree)
    os.environ["PYTHONPATH"], os.environ["PYTHONDONTWRITEBYTECODE"] = str(tree), "1"
    sys.path[:0], sys.dont_write_bytecode = [str(tree)], True
    return scratch


def _kept(scratch: Path, paths: list[str], count: int, seed: int) -> list[Mutant]:
    name = hashlib.sha256(repr((paths, count, seed)).encode()).hexdigest()
    kept = scratch / f"sample-{name}.json"
    if not kept.exists():
        kept.write_text(json.dumps([asdict(one) for one in sampled(paths, count, seed)]), encoding="utf-8")
    return [Mutant(**one) for one in json.loads(kept.read_text(encoding="utf-8"))]


def sampled(paths: list[str], count: int, seed: int) -> list[Mutant]:
    """The same mutants for the same seed, of all that mutmut makes inside functions; the same program is none."""
    every, mutants = list(_all(paths)), list[Mutant]()
    for path, source, module, one in Random(seed).sample(every, len(every)):  # noqa: S311
        if len(mutants) == count:
            break
        broken = module.deep_replace(one.original_node, one.mutated_node).code
        if ast.dump(ast.parse(broken)) != ast.dump(ast.parse(source)):
            before, after = source.splitlines(), broken.splitlines()
            blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
            lines = [at + 1 for kind, a, b, _, _ in blocks if kind != "equal" for at in range(a, max(b, a + 1))]
            diff = list(difflib.unified_diff(before, after, path, path, lineterm="", n=0))[3:]
            mutants.append(Mutant(path, lines, broken, "\n".join(diff)))
    return mutants


def _all(paths: list[str]) -> Iterator[tuple[str, str, Any, Any]]:
    for path in paths:
        for file in sorted(Path(path).rglob("*.py")) if Path(path).is_dir() else [Path(path)]:
            source = file.read_text(encoding="utf-8")
            module, mutations, _, _ = create_mutations(str(file), source)
            for one in mutations:
                if one.contained_by_top_level_function is not None:
                    yield file.as_posix(), source, module, one


def chosen(mutant: Mutant, data: CoverageData, times: dict[str, float]) -> list[str]:
    """The tests for a mutant: those that run its lines, or the nearest line above that any test runs."""
    ran = {
        line: {name.partition("|")[0] for name in names if name}
        for line, names in data.contexts_by_lineno(str(Path(mutant.path).resolve())).items()
    }
    found = {name for line in mutant.lines for name in ran.get(line, ())}
    for line in range(mutant.lines[0], 0, -1):
        found = found or ran.get(line, set())
    width = Counter(name for names in ran.values() for name in names)
    able = sorted((name for name in found if times.get(name, LONGEST) < LONGEST), key=lambda name: times[name])
    quickest = list({name.partition("::")[0]: name for name in reversed(able)}.values())
    quickest = sorted(quickest, key=lambda name: times[name])[:QUICK]
    widest = sorted(set(able) - set(quickest), key=lambda name: (-width[name], times[name]))[: MOST - len(quickest)]
    return quickest + sorted(widest, key=lambda name: times[name])


if __name__ == "__main__":
    main()
