"""Runs of text in, HTML out: escaped, with <strong> and <br>."""

from __future__ import annotations

import html

from ...document import Run, Runs


def words(runs: Runs) -> str:
    return "".join([f"<strong>{_escaped(run.text)}</strong>" if run.bold else _escaped(run.text) for run in runs])


def titled(runs: Runs) -> str:
    """Newlines are the places at which a long title goes on below where its line is too short for it."""
    return words(runs).replace("<br>", "<wbr>")


def numbered(number: str, runs: Runs) -> Runs:
    return (Run(number), *runs) if number else runs


def attribute(text: str) -> str:
    return html.escape(" ".join(text.split()))


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")
