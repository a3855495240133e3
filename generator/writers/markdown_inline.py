"""Runs in, one line of GFM out: GitHub prints every character as it is, and no escape is there that it can spare."""

from __future__ import annotations

import re
import unicodedata

from ..document import Run, Runs

_ALWAYS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|<(?=[A-Za-z/!?])|&(?=#|[A-Za-z][A-Za-z0-9]*;)|\](?=[(:\[])", re.MULTILINE
)
_BRACKETS = re.compile(_ALWAYS.pattern + r"|[\[\]]", re.MULTILINE)
_PAIRED = "*_~`$"
"""Marks that do nothing when a paragraph has only one of them."""
_START = re.compile(r"(?P<digits>\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[-+*](?:\s|$)|>|([-_*])(?:\s*\2){2,}\s*$)")
_SPACE = re.compile(r"([ \t\n\v\f\r<]+)")
_ADDRESS = re.compile(r"(?:https?|ftp)(?=://)|www(?=\.)", re.IGNORECASE)
_CLOSING_HASHES = re.compile(r"(?:^|(?<=\s))#+\s*$")
_MARKED = re.compile(r"[\\<&\[\]*_~`$|\n\r:w]")
"""Without one of these (: and w of addresses) a plain text comes out as it is, as most do."""
_NOTHING = ("", " ", "\t", "\u3000")
_HANGING = "：:，。；、,;"
"""Punctuation that may leave a bold stretch it ends: it looks the same, and the stars then close."""


def line_text(runs: Runs) -> str:
    """A paragraph; what would begin a list, a heading, a quotation or a rule is escaped."""
    return _at_line_start(_inline(runs, ""))


def heading_text(runs: Runs) -> str:
    text = _inline(runs, "")
    return _CLOSING_HASHES.sub(lambda match: "\\" + match[0], text) if "#" in text else text


def pipe_cell_text(runs: Runs) -> str:
    return _inline(runs, "|")


def link_text(runs: Runs) -> str:
    """The words of a link, all of one weight."""
    return _inline((Run("".join(run.text for run in runs)),), "[]")


def _at_line_start(text: str) -> str:
    match = _START.match(text)
    if match is None:
        return text
    at = len(match["digits"] or "")
    return f"{text[:at]}\\{text[at:]}"


def _inline(runs: Runs, extra: str) -> str:
    plain = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
    bold = any(run.bold for run in runs)
    if not bold and not _MARKED.search(plain):
        return plain.strip()
    escaped = {mark for mark in _PAIRED if plain.count(mark) > 1 or (bold and mark == "*" and mark in plain)}
    stretches = _hung(_merged(runs))
    parts: list[str] = []
    for at, run in enumerate(stretches):
        before = stretches[at - 1].text[-1] if at else ""
        after = stretches[at + 1].text[0] if at + 1 < len(stretches) else ""
        # At a change of weight stand stars (or a tag), which are no white space.
        text = _escape(run.text, run.bold or at > 0, run.bold or bool(after), escaped, extra)
        parts.append(_strong(text, run.text, before, after) if run.bold else text)
    line = "".join(parts).strip().replace("\n", "<br>").replace("\r", " ")
    return _unlinked(line) if "://" in line or "www." in line else line


def _unlinked(line: str) -> str:
    """Break the addresses that GitHub would link together with the marks that follow or stand in them."""
    pieces = _SPACE.split(line)
    for at, piece in enumerate(pieces):
        end = max(map(piece.rfind, "\\*~`")) + 1
        if end:
            pieces[at] = _ADDRESS.sub(lambda match: match[0] + "\\", piece[:end]) + piece[end:]
    return "".join(pieces)


def _merged(runs: Runs) -> list[Run]:
    """Stretches of one weight, bold ones without white space at either end."""
    merged: list[Run] = []
    for run in runs:
        inner = run.text.strip() if run.bold else run.text
        if not run.bold or not inner:
            parts = [Run(run.text)]
        else:
            start = run.text.index(inner)
            parts = [Run(run.text[:start]), Run(inner, True), Run(run.text[start + len(inner) :])]
        for part in parts:
            if merged and merged[-1].bold == part.bold:
                merged[-1] = Run(merged[-1].text + part.text, part.bold)
            elif part.text:
                merged.append(part)
    return merged


def _hung(runs: list[Run]) -> list[Run]:
    """Put the colon or comma that ends a bold stretch behind the stars where more text follows."""
    out: list[Run] = []
    for at, run in enumerate(runs):
        text = run.text
        carried = ""
        if run.bold and at + 1 < len(runs) and len(text) > 1 and text[-1] in _HANGING and text[-2].isalnum():
            text, carried = text[:-1], text[-1]
        if out and not run.bold and not out[-1].bold:
            out[-1] = Run(out[-1].text + text)
        else:
            out.append(Run(text, run.bold))
        if carried:
            out.append(Run(carried))
    return out


def _escape(text: str, stars_before: bool, stars_after: bool, escaped: set[str], extra: str) -> str:
    text = (_BRACKETS if extra == "[]" else _ALWAYS).sub(lambda match: "\\" + match[0], text)
    if extra == "|":
        text = text.replace("|", "\\|")
    if not escaped or not any(mark in text for mark in escaped):
        return text
    out: list[str] = []
    for at, character in enumerate(text):
        if character in escaped:
            left = text[at - 1] if at else "*" * stars_before
            right = text[at + 1] if at + 1 < len(text) else "*" * stars_after
            if not _is_idle(character, left, right):
                out.append("\\")
        out.append(character)
    return "".join(out)


def _is_idle(mark: str, left: str, right: str) -> bool:
    """Whether a mark can neither open nor close anything where it stands."""
    if mark == "*":
        return left in _NOTHING and right in _NOTHING
    return mark == "_" and left.isalnum() and right.isalnum()


def _strong(escaped: str, text: str, before: str, after: str) -> str:
    """Bold by stars where CommonMark's flanking rules let them open and close, else by `<strong>`.

    GitHub's parser looks through `~` at what stands behind it, so that none is counted upon.
    """
    if "~" in (text[0], text[-1]):
        return f"<strong>{escaped}</strong>"
    opens = not _is_punctuation(text[0]) or not before or before.isspace() or _is_sure_punctuation(before)
    closes = not _is_punctuation(text[-1]) or not after or after.isspace() or _is_sure_punctuation(after)
    return f"**{escaped}**" if opens and closes else f"<strong>{escaped}</strong>"


def _is_punctuation(character: str) -> bool:
    """Punctuation to any version of CommonMark: 0.31 counts symbols, GitHub's 0.29 only the ASCII ones."""
    return unicodedata.category(character)[0] in "PS"


def _is_sure_punctuation(character: str) -> bool:
    category = unicodedata.category(character)[0]
    return character != "~" and (category == "P" or (category == "S" and character < "\u0080"))
