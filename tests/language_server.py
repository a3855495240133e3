"""A running yaml-language-server: files in, what an editor shows for them out (diagnostics, hover, completion)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conftest import SERVER


class Editor:
    """One client of the server; requests are answered in order, what the server asks is answered with nothing."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._number = 0
        self._published: dict[str, list[Any]] = {}

    def opened(self, path: Path) -> list[Any]:
        """The diagnostics of a file that has just been opened."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text(encoding="utf-8")}
        self._published.pop(uri, None)
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while uri not in self._published:
            self._receive()
        return self._published[uri]

    def hover(self, path: Path, line: int, column: int) -> str:
        found = self._ask("textDocument/hover", path, line, column)
        return found["contents"]["value"] if found else ""

    def completion(self, path: Path, line: int, column: int) -> list[str]:
        found = self._ask("textDocument/completion", path, line, column)
        return [item["label"] for item in found["items"]]

    def _ask(self, method: str, path: Path, line: int, column: int) -> Any:
        position = {"line": line, "character": column}
        return self.request(method, {"textDocument": {"uri": path.as_uri()}, "position": position})

    def request(self, method: str, params: dict[str, Any]) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode("utf-8")
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline().strip()) or not length:
            assert line or self._process.poll() is None, "the server stopped"
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(stream.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:  # workspace/configuration and the like
            asked = message["params"].get("items", []) if isinstance(message.get("params"), dict) else []
            self._send({"id": message["id"], "result": [None] * len(asked) if asked else None})
        return message


@contextmanager
def editor() -> Iterator[Editor]:
    process = subprocess.Popen(["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        client = Editor(process)
        client.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        client._send({"method": "initialized", "params": {}})
        yield client
    finally:
        process.kill()
        process.wait()
