"""A request in, whether it may be answered out: this computer, this page, nobody else's.

The page is served on the loopback alone, under an address with a random token. A page of another site can send requests
there all the same, and can have its own name lead there (DNS rebinding): so Host and Origin are checked too.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; frame-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PREVIEW = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuses before anything is read; every answer carries what keeps scripts and other sites out."""

    def __init__(self, app: ASGIApp, token: str, nonce: str, port: int) -> None:
        self.app, self.token = app, token
        self.policy = _PAGE.format(nonce=nonce)
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        status = self._refused(scope)
        if status:
            await _refuse(send, status)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.decode("latin-1") for name, _ in message["headers"]}
                more = {**_ALWAYS, "content-security-policy": self.policy}
                message["headers"] = [
                    *message["headers"],
                    *((name.encode(), value.encode()) for name, value in more.items() if name not in given),
                ]
            await send(message)

        await self.app(scope, receive, guarded)

    def _refused(self, scope: Scope) -> int:
        """The status to refuse with, 0 where the request may be answered."""
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "")
        if host not in self.hosts:
            return 421
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        if origin not in (None, f"http://{host}") or site not in ("same-origin", "none"):
            return 403
        token = str(scope["path"]).removeprefix("/").partition("/")[0]
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return 404
        # a form of another site can send neither this header nor a request that asks before it sends it
        return 403 if scope["method"] not in ("GET", "HEAD") and headers.get("x-zipingbao") != "1" else 0


async def _refuse(send: Send, status: int) -> None:
    body = "不是这个页面的请求，不予理会。\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
