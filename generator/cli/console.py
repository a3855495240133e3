"""Text in, standard output and error out: never fails over a code page, ends quietly at a closed pipe."""

from __future__ import annotations

import errno
import os
import sys
from io import TextIOWrapper
from types import TracebackType
from typing import TextIO

_lost: list[str] = []


def prepare() -> None:
    """A character that the console's code page lacks is spelt out (\\u4e2d) and stops nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """To standard output: what was asked for."""
    _send(sys.stdout, text)


def tell(text: str) -> None:
    """To standard error: what is said about it."""
    _send(sys.stderr, text)


def hand_over(text: str) -> None:
    """A file's text to standard output: in the console's code page where that holds it all, else in UTF-8."""
    stream = sys.stdout
    try:
        text.encode((stream and stream.encoding) or "utf-8")
    except UnicodeEncodeError:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    say(text)


def finish() -> bool:
    """Flush both streams; whether all that was said arrived (a reader that closed its pipe wanted no more)."""
    for stream in (sys.stdout, sys.stderr):
        _send(stream, "")
    return not _lost


def coloured(stream: TextIO | None) -> bool:
    """Colour is for a terminal that knows it, and for nobody who set NO_COLOR (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not _is_terminal(stream):
        return False
    return os.name != "nt" or bool(os.environ.get("WT_SESSION") or os.environ.get("TERM_PROGRAM"))


def rows(stream: TextIO | None) -> int | None:
    """Lines of the window that a stream is shown in; None for a file or a pipe, which have no end."""
    if not _is_terminal(stream):
        return None
    import shutil

    return shutil.get_terminal_size().lines


def is_unicode(stream: TextIO | None) -> bool:
    return stream is not None and (stream.encoding or "").lower().replace("-", "").startswith("utf")


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _send(stream: TextIO | None, text: str) -> None:
    """pythonw has no streams; Windows reports a closed pipe as EINVAL (bugs.python.org/issue35754)."""
    if stream is None or stream.closed:
        return
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.EINVAL):
            _lost.append(str(error))
        _silence(stream)


def _silence(stream: TextIO) -> None:
    """What is still in the buffer must go somewhere, or the interpreter complains at its exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


class Progress:
    """`[3/20] 甲局.yaml` on a terminal while several files are at work, wiped before anything else is said."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self.columns = total, 0, 0
        self.shown = total > 1 and _is_terminal(sys.stderr)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.wipe()

    def step(self, name: str) -> None:
        """Say which file is next."""
        self.done += 1
        if self.shown:
            from ..display import visible
            from ..source import width

            text = f"[{self.done}/{self.total}] {visible(name)[-40:]}"
            self.wipe()
            tell(text + "\r")
            self.columns = width(text)

    def wipe(self) -> None:
        """Blank the line by plain spaces: an old Windows console knows no escape sequences."""
        if self.columns:
            tell(" " * self.columns + "\r")
            self.columns = 0
