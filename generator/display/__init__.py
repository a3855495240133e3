"""Diagnostics in, text out: with the source lines (full), one line each (concise), or JSON."""

from .forms import as_json, concise, full, summary
from .screen import visible

__all__ = ["as_json", "concise", "full", "summary", "visible"]
