"""The packs' samples with one figure made unreadable in; that one fault, and nothing computed from the rest, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.figure import Figure, Item, Rows, Value
from generator.pipeline import Settings, read

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(ROOT.glob("templates/*/*/sample/input.yaml"))
EACH = 7
"""Of so many figures one is tried."""


def figures(value: Value) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, Item):
        for name, one in value.entries.items():
            yield from figures(one) if name not in ("数据", "补充") else ()  # 14589件x, 2x are in another unit
    elif isinstance(value, Rows):
        for row in value.items:
            yield from figures(row)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.parent.name)
def test_one_unreadable_figure_is_one_finding(sample: Path, tmp_path: Path) -> None:
    sound = read(sample, Settings())
    assert sound.root is not None and sound.source is not None
    before = {(one.code.id, one.message) for one in sound.diagnostics}
    text, path = sound.source.text, tmp_path / "input.yaml"
    ends = sorted({one.place.end for one in figures(sound.root) if one.place and one.place.source is sound.source})
    for end in ends[::EACH]:
        path.write_text(f"{text[:end]}x{text[end:]}", encoding="utf-8")
        found = [one for one in read(path, Settings()).diagnostics if (one.code.id, one.message) not in before]
        assert [one.code.id for one in found] == ["V207"], text[:end].rpartition("\n")[2]
