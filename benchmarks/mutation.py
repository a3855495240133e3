"""`python -m benchmarks.mutation [FILES]`: spoil every number of the samples as people do, and see what `check` notices.

Without files all of inputs/ and every pack's sample are taken and mutation.md is written; `--sample 100` takes so many
slips a file, but all of the figures of the complete statement. A slip is noticed when the changed file has an error or a warning that the right one does not have.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from generator.diagnostic import Severity
from generator.pipeline import Checked, Settings, check, read

from .numbers import Sample, sample
from .retelling import CHAPTER, KEY, retold, sentences
from .slips import Slip, extremes, slips
from .stripped import without_computed
from .tally import MISSED, ROUNDED, SEEN, Outcome, Told, alone, page

ROOT = Path(__file__).resolve().parent.parent
STATEMENT = ROOT / "inputs" / "shifan-2024.yaml"
"""The complete statement, which is also told without its control totals."""
RESULTS = Path(__file__).with_name("mutation.md")
CORES = 2
BARE = "（去掉控制数）"


def main() -> None:
    arguments = _arguments()
    files: list[Path] = arguments.files or everything()
    with tempfile.TemporaryDirectory() as folder:
        samples = [sample(path, _name(path)) for path in files]
        samples += [_stripped(path, Path(folder)) for path in files if path.resolve() == STATEMENT]
        samples += [one for path in files if (one := _retold(path, Path(folder))) is not None]
        whole = (_name(STATEMENT), f"{_name(STATEMENT)}{BARE}")
        tallies = []
        for one in samples:
            tallies.append(told(one, 0 if one.name in whole else arguments.sample))
            print(one.name, file=sys.stderr)
        text = page(tallies, _name(STATEMENT), arguments.sample)
    if not arguments.files:
        RESULTS.write_text(text, encoding="utf-8")
    print(text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="so many slips a file, chosen by seed")
    return parser.parse_args()


def everything() -> list[Path]:
    return [*sorted((ROOT / "inputs").glob("*.yaml")), *sorted((ROOT / "templates").glob("*/*/sample/input.yaml"))]


def _name(path: Path) -> str:
    return path.resolve().relative_to(ROOT).as_posix() if path.resolve().is_relative_to(ROOT) else str(path)


def _stripped(path: Path, folder: Path) -> Sample:
    """The same file without what can be computed."""
    bare = folder / path.name
    bare.write_text(without_computed(sample(path, "")), encoding="utf-8")
    return sample(bare, f"{_name(path)}{BARE}")


def _retold(path: Path, folder: Path) -> Sample | None:
    """The same file with the report's own sentences typed once more; only the numbers of these are spoilt."""
    own = sentences(path)
    if not own:
        return None
    file = folder / f"{path.parent.parent.name}-{path.name}"
    file.write_text(retold(path, own), encoding="utf-8")
    found = sample(file, f"{_name(path)}（报告自己的话抄进文字）")
    numbers = tuple(one for one in found.numbers if one.general == f"{CHAPTER}.{KEY}")
    return replace(found, numbers=numbers) if numbers else None


def told(one: Sample, most: int = 0) -> Told:
    """Every slip of every number, or `most` of them; then which of the numbers that stand alone have bounds."""
    made = [(number, slip) for number in one.numbers for slip in slips(number, one.unit, one.name)]
    if most and most < len(made):
        made = sorted(Random(one.name).sample(made, most), key=lambda pair: pair[1].start)  # noqa: S311 - sample data
    with multiprocessing.Pool(CORES, _begin, (one.text,)) as pool:
        verdicts = pool.map(_verdict, [slip for _, slip in made], chunksize=20)
        outcomes = [Outcome(*pair, verdict) for pair, verdict in zip(made, verdicts, strict=True)]
        probes = [probe for number in alone(outcomes) for probe in extremes(number)]
        far = pool.map(_verdict, probes, chunksize=20)
    bounded = frozenset(probe.start for probe, verdict in zip(probes, far, strict=True) if verdict == SEEN)
    return Told(one, outcomes, bounded)


_Found = dict[Severity, set[tuple[str, str]]]


class _Workbench:
    """What a process keeps between slips: the right text, what is found in it, and where the changed one is put."""

    text = ""
    path = Path()
    clean: _Found
    folder: tempfile.TemporaryDirectory[str]


def _begin(text: str) -> None:
    gc.set_threshold(100_000)  # as the command does
    _Workbench.folder = tempfile.TemporaryDirectory()
    _Workbench.text, _Workbench.path = text, Path(_Workbench.folder.name) / "changed.yaml"
    at_once, after_all = _found(text, read), _found(text, check)
    _Workbench.clean = {weight: at_once[weight] | after_all[weight] for weight in after_all}


def _found(text: str, stage: Callable[[Path, Settings, str], Checked]) -> _Found:
    _Workbench.path.write_text(text, encoding="utf-8")
    found: _Found = {Severity.NOTE: set(), Severity.WARNING: set(), Severity.ERROR: set()}
    for one in stage(_Workbench.path, Settings(), "").diagnostics:
        found[one.weight].add((one.code.id, one.message))
    return found


def _verdict(slip: Slip) -> str:
    """Most slips are noticed before the report is rendered, which takes four times as long as all before it."""
    clean, text = _Workbench.clean, _Workbench.text
    changed = text[: slip.start] + slip.text + text[slip.end :]
    for stage in (read, check):
        found = _found(changed, stage)
        if any(found[weight] - clean[weight] for weight in (Severity.ERROR, Severity.WARNING)):
            return SEEN
    return ROUNDED if found[Severity.NOTE] - clean[Severity.NOTE] else MISSED


if __name__ == "__main__":
    main()
