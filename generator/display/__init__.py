"""Diagnostics in, text out: with the source lines (full), a screenful of them, one line each (concise), or for machines."""

from .covered import covered
from .forms import as_json, concise, full, summary
from .judged import Judge, Verdict, judged_by, judges
from .screen import visible
from .screenful import screenful

__all__ = [
    "Judge",
    "Verdict",
    "as_json",
    "concise",
    "covered",
    "full",
    "judged_by",
    "judges",
    "screenful",
    "summary",
    "visible",
]
