"""The address of a repository in, its files for the client of The Update Framework out: a folder, or http(s)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from urllib.request import url2pathname

from tuf.api.exceptions import DownloadError, DownloadHTTPError
from tuf.ngclient import FetcherInterface, Urllib3Fetcher
from urllib3.exceptions import HTTPError

AGENT = "zipingbao"
TIMEOUT = 20
"""Seconds in which nothing comes: then the line is broken."""
_PIECE = 1 << 16
_MISSING = 404


class Fetcher(FetcherInterface):
    """Local files by their path, others by urllib3; what goes wrong on the way is a DownloadError."""

    def __init__(self) -> None:
        self._remote = Urllib3Fetcher(socket_timeout=TIMEOUT, app_user_agent=AGENT)

    def _fetch(self, url: str) -> Iterator[bytes]:
        parts = urlsplit(url)
        if parts.scheme != "file":
            path = quote(unquote(parts.path))
            return self._pieces(self._remote.fetch(parts._replace(path=path).geturl()))
        path = url2pathname(parts.path)
        if not Path(path).is_file():
            raise DownloadHTTPError(f"no {path}", _MISSING)
        return self._pieces(_read(path))

    def _pieces(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from pieces
        except (HTTPError, OSError) as error:
            raise DownloadError(str(error)) from error


def _read(path: str) -> Iterator[bytes]:
    with Path(path).open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def address_of(text: str) -> str:
    """An address as it is kept: of a folder its absolute URI, so that it is found from anywhere."""
    if text.lower().startswith(("http://", "https://")):
        return text.rstrip("/")
    return Path(os.path.abspath(text)).as_uri()  # noqa: PTH100 # a stick keeps its drive, whatever a link says


def shown(address: str) -> str:
    """As a user writes it."""
    return url2pathname(urlsplit(address).path) if address.startswith("file:") else address
