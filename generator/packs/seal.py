"""A pack's zip in, what in it is no longer as it was sealed, or as it was installed, out."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from ..codes import issuing as codes
from ..container import PACK, Flaw, in_file
from ..diagnostic import Diagnostic, Label
from ..source import whole_file
from .files import PackFiles
from .installed import versions

SUMS = "SHA256SUMS"
AGAIN = "运行 zipingbao pack update，从仓库重新装"


def broken_seal(path: Path) -> tuple[Diagnostic, ...]:
    """Where a zip has sums, and its files others; a zip without is a zip that was packed by hand."""
    zipped = in_file(path, PACK)
    if isinstance(zipped, Flaw) or SUMS not in zipped.entries:
        return ()
    text = zipped.read(zipped.entries[SUMS])
    stated = _stated(text) if isinstance(text, bytes) else {}
    found = []
    for name in {**stated, **{name: "" for name in zipped.entries if not name.endswith("/") and name != SUMS}}:
        entry = zipped.entries.get(name)
        digest = zipped.digest(entry) if entry is not None else Flaw("没有")
        if digest == stated.get(name):
            continue
        what = "不见了" if entry is None else "是后来放进去的" if name not in stated else "和封装时不一样"
        fact = f"{path.name} 封装以后被动过：“{name}”{what}"
        found.append(Diagnostic(codes.SEAL, fact, Label(whole_file(str(path))), help="向发模板包的单位重新取一份"))
    return tuple(found)


def _stated(text: bytes) -> dict[str, str]:
    rows = (line.split("  ", 1) for line in text.decode("utf-8", "replace").splitlines())
    return {row[1]: row[0] for row in rows if len(row) == len(("sum", "name"))}


def changed(files: PackFiles, installed: Path | None) -> tuple[Diagnostic, ...]:
    """Where an installed version is not the zip that its bureau issued; a pack that lies elsewhere is its owner's to change."""
    if installed is None or installed not in files.path.parents:
        return ()
    one = next((one for one in versions(files.name, installed) if one.path == files.path), None)
    if one is None or one.whole:
        return ()
    found = broken_seal(one.path)
    if found:
        return tuple(replace(each, help=AGAIN) for each in found)
    fact = f"{one.path.name}（{one.name} {one.version}）装好以后被动过，没有用它"
    return (Diagnostic(codes.SEAL, fact, Label(whole_file(str(one.path))), help=AGAIN),)
