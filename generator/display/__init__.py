"""Diagnostics in, text out: with the source lines (full), a screenful of them, one line each (concise), or for machines."""

from .forms import as_json, concise, full, summary
from .screen import visible
from .screenful import screenful

__all__ = ["as_json", "concise", "full", "screenful", "summary", "visible"]
