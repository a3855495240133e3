"""A template's text in, its compiled code out: what this process has compiled, and what this program did on this machine.

To compile the templates of a report takes longer than to fill them (Jinja2 writes Python and has it compiled), so that
the code is kept as Python keeps that of its modules: Jinja's own files, in the user's cache folder. What a template says,
or how this package compiles it, being otherwise, it is compiled anew.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from .. import __version__
from . import kept


class _Compiled(FileSystemBytecodeCache):
    def __init__(self) -> None:
        super().__init__("")  # the folder is looked for when it is used
        self.codes: dict[tuple[str, str], CodeType | None] = {}
        """By name and text: hundreds of departments share a pack."""

    @cached_property
    def by(self) -> str:
        """What compiles: Jinja2, this program, and its modules beside this one, which may all be of one time where it was installed."""
        written = [one.stat().st_mtime_ns for one in Path(__file__).parent.glob("*.py*")]
        return f"{__version__} {jinja2.__version__} {max(written, default=0)}"

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{self.by} {source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            with suppress(Exception):  # whatever is wrong with the file, it is written anew
                self.directory = str(kept.folder("compiled"))
                super().load_bytecode(bucket)
                self.codes[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key, bucket.checksum] = bucket.code
        with suppress(OSError, RuntimeError):  # a folder that cannot be written to, a home that is not known
            self.directory = str(kept.emptied(kept.folder("compiled")))
            super().dump_bytecode(bucket)


COMPILED = _Compiled()
