"""Names that a page asks for in, files of the opened folder out, their text, drafts and digests; nothing outside it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from ..diagnostic import Diagnostic
from ..intake import encoded
from ..load import decode
from ..output import rewrite

_ENDINGS = (".yaml", ".yml")
_DRAFT = ".草稿"
_DRAFTED = re.compile(rf"\.(.+){_DRAFT}([1-9][0-9]?)?")
_MOST = 10_000_000


class Refused(Exception):
    """What is asked for is not of this folder, or cannot be done; the text says why."""


class Opened(Struct, frozen=True):
    """A file as it is on disk, and what was typed but never saved; without a digest there is only that."""

    name: str
    text: str
    digest: str
    draft: str | None


class Folder:
    """The one folder that the page may touch."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))

    def path(self, name: str) -> Path:
        """A file that lies in the folder, or in one below it, whatever links and .. are in the name."""
        plain = name and not any(sign in name for sign in '\\\0:"') and not name.endswith("/")
        if (
            not plain
            or any(one.startswith(".") or not one for one in name.split("/"))
            or not name.lower().endswith(_ENDINGS)
        ):
            raise Refused(f"不能打开“{name}”：只能打开这个文件夹里的 YAML 文件")
        path = self.root / name
        if Path(os.path.realpath(path)) != path and Path(os.path.realpath(path)).parent != self.root:
            raise Refused(f"不能打开“{name}”：它指到了别的文件夹")
        if not path.parent.is_dir():
            raise Refused(f"没有“{name}”所在的文件夹")
        return path

    def names(self) -> Iterator[str]:
        """Files that can be opened, the newest first."""
        found = [one for one in self.root.iterdir() if one.name.lower().endswith(_ENDINGS) and one.name[0] != "."]
        yield from (one.name for one in sorted(found, key=lambda one: -one.stat().st_mtime) if one.is_file())

    def opened(self, name: str, slot: int = 1) -> Opened:
        """With the draft of that number, if any; 0 asks for none."""
        path = self.path(name)
        kept = self._kept(path, slot) if slot else None
        if kept is not None and not os.path.lexists(path):
            return Opened(name, "", "", kept)
        data = _bytes(path)
        text = _text(data, name)
        return Opened(name, text, digest(data), kept if kept != text else None)

    def lost(self) -> Iterator[str]:
        """Files that are gone, of which a draft is left."""
        found = (_DRAFTED.fullmatch(one.name) for one in sorted(self.root.glob(f".*{_DRAFT}*")))
        for name in dict.fromkeys(one[1] for one in found if one is not None):
            if name.lower().endswith(_ENDINGS) and name[0] != "." and not os.path.lexists(self.root / name):
                yield name

    def drafts(self, name: str) -> dict[int, float]:
        """The drafts that lie beside a file, by number, with when they were kept."""
        path = self.path(name)
        found = {one: _DRAFTED.fullmatch(one.name) for one in path.parent.glob(f".*{_DRAFT}*")}
        named = {one: match for one, match in found.items() if match is not None and match[1] == path.name}
        return {int(match[2] or 1): one.stat().st_mtime for one, match in named.items()}

    def digest(self, name: str) -> str:
        """ "" where the file is gone."""
        try:
            return digest(self.path(name).read_bytes())
        except OSError:
            return ""

    def keep(self, name: str, text: str, slot: int = 1) -> None:
        """What was typed, beside the file, until it is saved: neither browser nor program can lose it."""
        draft = self._draft(self.path(name), slot)
        spooled = draft.with_name(f"{draft.name}.新")
        spooled.write_text(text, encoding="utf-8", newline="")
        spooled.replace(draft)

    def forget(self, name: str, text: str, slot: int = 1) -> None:
        """The draft, where it holds that text."""
        path = self.path(name)
        if self._kept(path, slot) == text:
            self._draft(path, slot).unlink(missing_ok=True)

    def save(self, name: str, text: str, base: str, slot: int = 1) -> tuple[str, tuple[Diagnostic, ...]]:
        """The digest of what is now on disk; a file that is not the one that was opened is not touched.

        One that was deleted is written anew where no `base` says that it should be there.
        """
        path = self.path(name)
        if not base and not os.path.lexists(path):
            self.create(name, data := text.encode("utf-8"))
            self.forget(name, text, slot)
            return digest(data), ()
        old = _bytes(path)
        if digest(old) != base:
            return "", ()
        new = old if _text(old, name) == text else encoded(text, old)
        found = rewrite(path, new) if new != old else ()
        if not found:
            self.forget(name, text, slot)
        return digest(new), found

    def create(self, name: str, data: bytes) -> None:
        """A new file; one that is there stays."""
        path = self.path(name)
        try:
            with path.open("xb") as file:
                file.write(data)
        except FileExistsError:
            raise Refused(f"{name} 已经有了，请换一个名字") from None

    def _kept(self, path: Path, slot: int) -> str | None:
        draft = self._draft(path, slot)
        return draft.read_text(encoding="utf-8", errors="replace") if draft.is_file() else None

    def _draft(self, path: Path, slot: int) -> Path:
        return path.with_name(f".{path.name}{_DRAFT}{slot if slot > 1 else ''}")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST:
            raise Refused(f"{path.name} 太大")
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(f"{path.name} 在磁盘上没有了（被删去，或者改了名）") from None
    except PermissionError:
        raise Refused(f"没有权限读 {path.name}") from None
    except OSError as error:
        raise Refused(f"读不到 {path.name}：{error.strerror or error}") from None


def _text(data: bytes, name: str) -> str:
    source, found = decode(data, name)
    if source is None:
        raise Refused(found[0].told if found else f"读不出 {name}")
    return source.text
