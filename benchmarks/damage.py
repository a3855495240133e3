"""`python -m benchmarks.damage [--count 50000] [--seed 1]`: damage reports and zipped packs, and hand each to all that reads it.

Whatever is opened must be read or told, in seconds: the run prints how many files of which kind there were, the slowest, and
every exception; it fails where there is one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from generator.container import Flaw
from generator.diagnostic import Diagnostic
from generator.handwork.opened import opened
from generator.handwork.returned import returned
from generator.output import stamp
from generator.output.guard import protection
from generator.packs import Folders, read_pack
from generator.pipeline import Settings, build
from generator.sheets import opened_file
from generator.wordtext import text_of_docx

from .damages import by_hand, damaged, packed
from .tried import keep

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "inputs" / "minimal.yaml"
PACK = {
    "pack.yaml": '标题: 压缩包\n版本: "1"\n继承: 国家/公文\n'.encode(),
    "style.yaml": "页面: {上: 30毫米}\n".encode(),
    "report.md.j2": "# {{ 单位.名称 }}\n\n{% include '部件.j2' %}\n".encode(),
    "部件.j2": "正文。\n".encode(),
}
SLOW = 5.0
"""Seconds that one file may take."""
PACKS = 0.15
"""The share of zipped packs among all files."""


@dataclass(slots=True)
class Tally:
    """What came of the files: by kind how many, by outcome how many, the slowest, and what was raised."""

    kinds: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0
    raised: list[str] = field(default_factory=list)


def run(count: int, seed: int, folder: Path) -> Tally:
    """So many files, the same ones for the same seed."""
    chance, tally = Random(seed), Tally()  # noqa: S311 - the same files for the same seed
    new = build(REPORT, Settings(), ("docx",)).reports[0].files["docx"]
    reports = (stamp(new), stamp(by_hand(new)), by_hand(new))
    pack = packed(PACK)
    for number in range(count):
        of_pack = chance.random() < PACKS
        kind, data = damaged(pack if of_pack else chance.choice(reports), chance)
        began = time.perf_counter()
        try:
            outcome = _pack(data, folder) if of_pack else _report(data, new, folder)
        except Exception:
            tally.raised.append(f"{seed}:{number} {kind}\n{traceback.format_exc(limit=-4)}")
            outcome = "异常"
        taken = time.perf_counter() - began
        tally.slowest = max(tally.slowest, taken)
        if taken > SLOW:
            tally.raised.append(f"{seed}:{number} {kind}: {taken:.1f} s")
        tally.kinds[kind] += 1
        tally.outcomes[outcome] += 1
    return tally


def _report(data: bytes, new: bytes, folder: Path) -> str:
    """Where a report is to be written, and as git shows it."""
    path = folder / "报告.docx"
    path.write_bytes(data)
    found, text = protection(path, data, new, fresh=False), text_of_docx(path)
    for said in (found.notes if isinstance(found, Diagnostic) else ()) + (
        (text.fact,) if isinstance(text, Flaw) else ()
    ):
        if not said.strip():
            raise AssertionError("nothing is said")
    if isinstance(foreign := opened_file(path), Flaw) and not foreign.fact.strip():
        raise AssertionError("nothing is said")
    if not isinstance(document := opened(data), Flaw):
        returned(document)
    return f"{'不覆盖' if found is not None else '覆盖'}，{'读不出' if isinstance(text, Flaw) else '读出'}"


def _pack(data: bytes, folder: Path) -> str:
    (folder / "包.zip").write_bytes(data)
    pack, found = read_pack("包", Folders((folder,)))
    if pack is None:
        if not found:
            raise AssertionError("nothing is said")
        return "模板包读不出"
    pack.digest()
    for name, _ in pack.files():
        pack.read(name)
    return "模板包读出"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50_000, help="files (50000)")
    parser.add_argument("--seed", type=int, default=1, help="of the chance (1)")
    parser.add_argument("--keep", action="store_true", help="keep the figure for docs/security.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = run(given.count, given.seed, Path(folder))
    for name, number in sorted(tally.kinds.items()):
        print(f"{name}: {number}")
    for name, number in sorted(tally.outcomes.items()):
        print(f"{name}: {number}")
    for one in tally.raised[:10]:
        print(one)
    print(
        f"{given.count} 个损坏的文件，{len(tally.raised)} 个异常，最慢 {tally.slowest * 1000:.0f} 毫秒（种子 {given.seed}）"
    )
    if given.keep and not tally.raised:
        how = f"python -m benchmarks.damage --count {given.count} --seed {given.seed}"
        keep("损坏的 DOCX 和压缩的模板包", given.count, how)
    sys.exit(bool(tally.raised))


if __name__ == "__main__":
    main()
