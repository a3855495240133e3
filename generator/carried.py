"""The bytes of a file that a report was built from in, the letters in which its DOCX carries them out, and back."""

from __future__ import annotations

from binascii import Error, a2b_base64, b2a_base64

SOURCE = "urn:zipingbao:source:1"
MOST = 10 * 1024 * 1024
"""Bytes of a file that is read (load.decoding.LIMIT): none is longer."""


def encoded(data: bytes) -> str:
    return b2a_base64(data, newline=False).decode("ascii")


def decoded(text: str) -> bytes | None:
    """What `encoded` gave; None where it is something else."""
    if len(text) > MOST * 2:
        return None
    try:
        return a2b_base64(text)
    except (Error, ValueError):
        return None
