"""What a pack requires, answered by 无, by 0, by nothing or left out: no advice goes in circles, and no pack is at fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from departments import as_file
from effort import some

from generator.packs import folders, read_pack
from generator.pipeline import Settings, check

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "templates").glob("*/*/sample/input.yaml"), key=lambda path: path.stat().st_size)
ANSWERS: dict[str, Any] = {"无": "无", "零": "0", "空": None, "空列表": [], "空花括号": {}}
LEFT_OUT = "不写"
ANSWERED = ("V201", "V204", "V211", "V212")
"""What is said of a key whose answer does not do."""


def answered(sample: Any, path: list[str], answer: Any) -> Any:
    """The sample with an answer at a path, in every row on the way; LEFT_OUT takes the key away."""
    if isinstance(sample, list):
        return [answered(one, path, answer) for one in sample]
    if not isinstance(sample, dict) or path[0] not in sample:
        return sample
    if len(path) > 1:
        return {**sample, path[0]: answered(sample[path[0]], path[1:], answer)}
    rest = {key: value for key, value in sample.items() if key != path[0]}
    return rest if answer == LEFT_OUT else {**rest, path[0]: answer}


@pytest.mark.parametrize("path", some(SAMPLES, 1), ids=lambda path: "/".join(path.parts[-4:-2]))
def test_no_advice_goes_in_circles(path: Path, tmp_path: Path) -> None:
    name = "/".join(path.parts[-4:-2])
    pack = read_pack(name, folders(None, ()))[0]
    assert pack is not None
    sample = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 # our own file, as text
    keys = dict.fromkeys(
        ".".join(one.split(".")[:depth]) for one in pack.required for depth in range(1, one.count(".") + 2)
    )
    wrong = []
    for key in keys:
        for answer, value in (*ANSWERS.items(), (LEFT_OUT, LEFT_OUT)):
            changed = answered(sample, key.split("."), value)
            if changed == sample:
                continue
            file = tmp_path / "答.yaml"
            file.write_text(as_file(changed), encoding="utf-8")
            checked = check(file, Settings(template=name))
            wrong += [f"{key} {answer}: {one}" for one in checked.of_packs]
            for one in checked.diagnostics if answer != LEFT_OUT else ():
                about = one.code.id in ANSWERED and f"{key.rpartition('.')[2]}”" in one.message
                wrong += [f"{key} {answer}: {one.message} {one.help}"] if about and "删" in one.help else []
    assert wrong == []
