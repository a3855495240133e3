"""The files that the project comes with in, each with what must lie around it to be checked out: what the fuzzer damages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
PACKS = CASES / "packs" / "templates"
REPORT = "x.yaml"
PACK = "坏市/报告"
"""Where a damaged pack lies: under a name that no pack of the program has."""
OF_PACKS = 0.015
"""So many in one are files of packs: a pack is read and proved as a whole, which takes ten times as long."""
_TEMPLATE = re.compile(r"(?m)^模板:.*$")
_BARE = "标题: 报告\n版本: '1'\n继承: %s\n"


@dataclass(frozen=True, slots=True)
class Specimen:
    """A file by its name in the project; `target` is where its damaged bytes go, `around` what lies beside them."""

    name: str
    data: bytes
    target: str = REPORT
    around: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True)
class Specimens:
    reports: tuple[Specimen, ...]
    packs: tuple[Specimen, ...]

    def chosen(self, random: Random) -> Specimen:
        """Small files rather than large ones: a slip in ten lines meets what one in a thousand meets."""
        packs = bool(self.packs) and random.random() < OF_PACKS
        ones, weights = (self.packs, self._of_packs) if packs else (self.reports, self._of_reports)
        return random.choices(ones, cum_weights=weights)[0]

    def other(self, like: Specimen, random: Random) -> Specimen:
        return random.choice(self.reports if like.target == REPORT else self.packs)

    @cached_property
    def _of_reports(self) -> list[float]:
        return _summed(self.reports)

    @cached_property
    def _of_packs(self) -> list[float]:
        return _summed(self.packs)


def _summed(ones: tuple[Specimen, ...]) -> list[float]:
    total, sums = 0.0, []
    for one in ones:
        total += 1 / (len(one.data) + 200)
        sums.append(total)
    return sums


def specimens() -> Specimens:
    samples = sorted(ROOT.glob("templates/*/*/sample/input.yaml"))
    files = [*sorted((ROOT / "inputs").glob("*.yaml")), *samples, *sorted(CASES.rglob("*.yaml"))]
    reports = tuple(Specimen(_name(path), path.read_bytes()) for path in files if PACKS not in path.parents)
    packs = [*(one for sample in samples for one in _built_in(sample)), *_bases(samples), *_of_cases()]
    return Specimens(reports, tuple(packs))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _built_in(sample: Path) -> list[Specimen]:
    """Each file of a pack in a pack that inherits it, and its pack.yaml with the others around it."""
    folder = sample.parent.parent
    name = folder.relative_to(ROOT / "templates").as_posix()
    return [_inheriting(path, folder, name, sample) for path in _files(folder)]


def _inheriting(path: Path, folder: Path, name: str, sample: Path) -> Specimen:
    inner = path.relative_to(folder).as_posix()
    report = (REPORT, _asking(sample.read_text(encoding="utf-8")))
    if inner == "pack.yaml":
        around = tuple((f"{PACK}/{one.relative_to(folder).as_posix()}", one.read_bytes()) for one in _files(folder))
    else:
        around = ((f"{PACK}/pack.yaml", (_BARE % name).encode()),)
    return Specimen(_name(path), path.read_bytes(), f"{PACK}/{inner}", (*around, report))


def _bases(samples: list[Path]) -> list[Specimen]:
    """The files of packs without a sample, under the first pack that inherits them."""
    found = []
    for pack in sorted((ROOT / "templates").glob("*/*/pack.yaml")):
        base = pack.parent.relative_to(ROOT / "templates").as_posix()
        heirs = [one for one in samples if f"继承: {base}\n" in (one.parent.parent / "pack.yaml").read_text("utf-8")]
        if heirs and not (pack.parent / "sample").exists():
            heir = heirs[0].parent.parent.relative_to(ROOT / "templates").as_posix()
            inner = [path for path in _files(pack.parent) if path.name != "pack.yaml"]
            found += [_inheriting(path, pack.parent, heir, heirs[0]) for path in inner]
    return found


def _of_cases() -> list[Specimen]:
    """The small packs of the tests, each with the first report that asks for it."""
    reports = [path.read_text(encoding="utf-8") for path in sorted((CASES / "packs").glob("*.yaml"))]
    found = []
    for folder in sorted({path.parent for path in PACKS.rglob("pack.yaml")}):
        name = folder.relative_to(PACKS).as_posix()
        asking = [text for text in reports if re.search(rf"(?m)^模板: {re.escape(name)}$", text)]
        if asking:
            around = [(f"{PACK}/{one.relative_to(folder).as_posix()}", one.read_bytes()) for one in _files(folder)]
            around.append((REPORT, _asking(asking[0])))
            found += [
                Specimen(_name(one), one.read_bytes(), where, tuple(around))
                for one, (where, _) in zip(_files(folder), around, strict=False)
            ]
    return found


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and "sample" not in path.parts]


def _asking(report: str) -> bytes:
    return _TEMPLATE.sub(f"模板: {PACK}", report, count=1).encode()
