"""A folder in, the page that a clerk works in served from it out, as another process of this computer."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from conftest import ROOT


@dataclass(frozen=True)
class Page:
    process: subprocess.Popen[str]
    address: str

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    def ask(self, path: str, asked: dict[str, Any] | None = None, **headers: str) -> tuple[int, Any]:
        """As the page itself asks; headers can be said otherwise, with _ for -."""
        own = {"host": self.host, "x-zipingbao": "1", "content-type": "application/json"}
        own |= {name.replace("_", "-"): value for name, value in headers.items()}
        client = http.client.HTTPConnection(self.host, timeout=30)
        client.request("GET" if asked is None else "POST", path, json.dumps(asked) if asked is not None else None, own)
        answer = client.getresponse()
        data = answer.read()
        is_json = (answer.getheader("content-type") or "").startswith("application/json")
        return answer.status, json.loads(data) if is_json else data.decode("utf-8")

    def api(self, action: str, **asked: Any) -> Any:
        return self.ask(f"{self.path}api/{action}", asked)


@contextmanager
def served(target: Path) -> Iterator[Page]:
    process = subprocess.Popen(
        [sys.executable, "-m", "generator.cli", "open", str(target), "--no-browser"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "http://127.0.0.1:" in line, line
        yield Page(process, line.rsplit("：", 1)[1].strip())
    finally:
        process.kill()
        process.wait()
