"""Diagnostics in, text out: with the source lines (full), a screenful of them, one line each (concise), or for machines."""

from .covered import covered
from .forms import as_json, concise, full, summary
from .judged import Verdict, judged_by
from .screen import visible
from .screenful import screenful

__all__ = ["Verdict", "as_json", "concise", "covered", "full", "judged_by", "screenful", "summary", "visible"]
