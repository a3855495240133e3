"""`python -m benchmarks.fuzz --count 300000`: damage the project's own files and check each; stop where the program fails.

Nothing may escape: no exception (the command would say W107), no file that takes more than 5 s of processor time or 200 MB.
What a failure needs is printed (`--seed S --first N` shows it again) and its file, made as small as it goes, is kept in
--out. Needs fork (Linux, macOS); without, and with --here, all runs in one process and memory is not measured.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType

from generator.display import as_json, concise, full
from generator.fixing import fix
from generator.pipeline import Settings, build, check

from .garbling import damaged
from .shrinking import shrunk
from .specimens import CASES, PACKS, REPORT, Specimen, Specimens, specimens
from .tried import keep

SECONDS = 5
"""Of processor time for one file; the slowest sound one takes a tenth of that."""
MEGABYTES = 200
"""That one file may take beyond what the program itself does."""
BATCH = 500
"""Files a process: what one leaves behind is not counted against the next for long."""
_SHRINKING = 60.0
"""Seconds for making a failing file small."""


class TooMuch(BaseException):
    """Longer than SECONDS; no part of the program may catch it."""


@dataclass(frozen=True, slots=True)
class Case:
    """One damaged file and which of the ways to use it is tried."""

    number: int
    specimen: Specimen
    data: bytes
    way: str


@dataclass(frozen=True, slots=True)
class Failure:
    """`kind` tells it from others, so that a smaller file can be seen to fail alike."""

    case: Case
    kind: str
    text: str


def case(ones: Specimens, seed: int, number: int) -> Case:
    random = Random(f"{seed}:{number}")  # noqa: S311 - no secret
    specimen = ones.chosen(random)
    other = ones.other(specimen, random)
    way = random.choices(("check", "fix", "build", "json"), weights=(86, 7, 4, 3))[0]
    return Case(number, specimen, damaged(specimen.data, f"{seed}:{number}", other.data), way)


class Bench:
    """A scratch folder with all that reports of the project name beside themselves."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.laid: set[str] = set()
        for home in (CASES / "parts", CASES / "checks" / "上年", CASES / "rolling.yaml"):
            for path in [home] if home.is_file() else home.rglob("*.yaml"):
                self._put(
                    path.relative_to(
                        home.parent if home.name == "上年" else CASES / "parts" if home.is_dir() else CASES
                    ).as_posix(),
                    path.read_bytes(),
                )

    def _put(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def lay(self, one: Case, data: bytes) -> None:
        """The damaged file and what belongs around it, and nothing of the last one's pack."""
        for name in self.laid:
            (self.folder / name).unlink()
        files = {**dict(one.specimen.around), one.specimen.target: data}
        for name, content in files.items():
            self._put(name, content)
        self.laid = set(files)

    def use(self, one: Case, data: bytes) -> None:
        """Do what the command does with the file, but for writing."""
        self.lay(one, data)
        path, settings = self.folder / REPORT, Settings((PACKS,))
        if one.way == "fix" and one.specimen.target == REPORT:
            _ = fix(data, str(path)).diff
            return
        if one.way == "build":
            full(build(path, settings, ("docx", "md"), REPORT).diagnostics)
            return
        found = check(path, settings, REPORT).diagnostics
        if one.way == "json":
            concise(found)
            as_json(found, False, ())
        else:
            full(found)


def failure(bench: Bench, one: Case, data: bytes) -> Failure | None:
    """What the program does wrong with the damaged bytes of a case."""
    before = _resident()
    try:
        with _timed():
            bench.use(one, data)
    except (Exception, TooMuch) as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        kind = (
            "TooMuch"
            if isinstance(error, TooMuch)
            else f"{type(error).__name__} {Path(last.filename).name} {last.name}"
        )
        return Failure(one, kind, "".join(traceback.format_exception(error, limit=-8)))
    if (grown := (_most() - before) / 2**20) > MEGABYTES:
        return Failure(one, "memory", f"{grown:.0f} MB\n")
    return None


@contextmanager
def _timed() -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooMuch

    signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _resident() -> int:
    """Bytes in memory now; the most there ever was counts only if it is above this by one file's doing."""
    status = Path("/proc/self/statm")
    now = int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if status.exists() else 0
    return max(now, _most())


def _most() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def first_failure(
    ones: Specimens, seed: int, numbers: range, told: Callable[[int], None] = lambda number: None
) -> Failure | None:
    """The first of the damaged files that the program fails on."""
    with tempfile.TemporaryDirectory(prefix="zipingbao-fuzz-") as folder:
        bench = Bench(Path(folder))
        for number in numbers:
            told(number)
            one = case(ones, seed, number)
            if (found := failure(bench, one, one.data)) is not None:
                return found
    return None


def written(found: Failure, seed: int, out: Path) -> str:
    """The failure in words, with the smallest file that fails alike kept in `out`."""
    one = found.case
    with tempfile.TemporaryDirectory(prefix="zipingbao-fuzz-") as folder:
        bench = Bench(Path(folder))

        def alike(data: bytes) -> bool:
            again = failure(bench, one, data)
            return again is not None and again.kind == found.kind

        small = shrunk(one.data, alike, _SHRINKING) if found.kind != "memory" else one.data
        out.mkdir(parents=True, exist_ok=True)
        target = out / f"{seed}-{one.number}-{Path(one.specimen.target).name}"
        target.write_bytes(small)
    return f"{found.text}{found.kind}: {one.specimen.name} ({one.way}), --seed {seed} --first {one.number}, {target}\n"


def in_processes(ones: Specimens, seed: int, first: int, count: int, seconds: float) -> tuple[int, Failure | None]:
    """How many files were tried, and the first failure; a batch that dies is tried once more, to name its file."""
    began, done, shown = time.monotonic(), 0, 0.0
    while done < count and time.monotonic() - began < seconds:
        numbers = range(first + done, first + min(done + BATCH, count))
        failed = _child(ones, seed, numbers)
        if failed is not None:
            case_ = case(ones, seed, failed)
            with tempfile.TemporaryDirectory(prefix="zipingbao-fuzz-") as folder:
                found = failure(Bench(Path(folder)), case_, case_.data)
            return failed - first, found or Failure(case_, "only in its batch", "")
        done += len(numbers)
        if time.monotonic() - shown > 30:
            shown = time.monotonic()
            print(f"{done} in {shown - began:.0f} s", flush=True)
    return done, None


def _child(ones: Specimens, seed: int, numbers: range) -> int | None:
    """The number of the file that failed or at which the process died; None where all went well."""
    with tempfile.TemporaryFile() as note:
        pid = os.fork()
        if pid == 0:
            try:
                _limit()
                found = first_failure(ones, seed, numbers, lambda number: _note(note.fileno(), number))
                os._exit(1 if found is not None else 0)
            finally:
                os._exit(2)
        if os.waitpid(pid, 0)[1] == 0:
            return None
        return int(os.pread(note.fileno(), 20, 0))


def _note(descriptor: int, number: int) -> None:
    os.pwrite(descriptor, b"%020d" % number, 0)


def _limit() -> None:
    """A run that gets out of hand ends with an error, not with the machine."""
    import resource

    most = 3 << 30
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (600, 620))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="so many files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="at most so long")
    parser.add_argument("--out", type=Path, default=Path("fuzz"), help="where a failing file is kept")
    parser.add_argument("--keep", action="store_true", help="keep the figure for docs/security.md")
    parser.add_argument("--here", action="store_true", help="all in one process")
    given = parser.parse_args()
    gc.set_threshold(100_000)  # as the command does
    ones = specimens()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="zipingbao-cache-") as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        if given.here or not hasattr(os, "fork"):
            found = first_failure(ones, given.seed, range(given.first, given.first + given.count))
            done = found.case.number - given.first if found is not None else given.count
        else:
            _warm(ones)
            done, found = in_processes(ones, given.seed, given.first, given.count, given.seconds)
        taken = time.monotonic() - began
        print(f"{done} files without a failure, --seed {given.seed} --first {given.first}, {taken:.0f} s")
        if found is None and given.keep:
            keep("改坏的 YAML 和模板包", done, f"python -m benchmarks.fuzz --count {done} --seed {given.seed}")
        if found is not None:
            sys.exit(written(found, given.seed, given.out))


def _warm(ones: Specimens) -> None:
    """Read what every file needs once, before there are processes."""
    with tempfile.TemporaryDirectory(prefix="zipingbao-fuzz-") as folder:
        bench = Bench(Path(folder))
        for way in ("json", "fix", "build"):
            for one in ones.reports[:: 1 if way == "build" else 40]:
                failure(bench, Case(0, one, one.data, way), one.data)
    gc.freeze()


if __name__ == "__main__":
    main()
