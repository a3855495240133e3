"""The actions in, the application that answers a browser out; the libraries of the extra `page` are imported here alone."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from .actions import Actions, Answer
from .folder import Refused
from .guard import PREVIEW, Guard

_STATIC = Path(__file__).parent / "static"
_KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
_MOST = 12_000_000
"""Bytes of a request, but for files that are taken in."""


def application(actions: Actions, token: str, port: int) -> ASGIApp:
    """Everything lies below the token; styles that the editor makes are known by a word that changes every time."""
    nonce = secrets.token_urlsafe(16)
    asked = (
        actions.start, actions.open, actions.judge, actions.hint, actions.form, actions.change, actions.keep,
        actions.forget, actions.save, actions.watch, actions.alive, actions.build, actions.new, actions.accept, actions.adopt,
        actions.leave,
    )  # fmt: skip
    routes = [
        Route("/", _static("page.html", nonce)),
        *(Route(f"/{path.name}", _static(path.name)) for path in sorted(_STATIC.iterdir()) if path.suffix in _KINDS),
        *(Route(f"/api/{one.__name__}", _answering(one), methods=["POST"]) for one in asked),
        Route("/api/take", _taking(actions.take_in, ("name", "template")), methods=["POST"]),
        Route("/api/merge", _taking(actions.merge, ("name",)), methods=["POST"]),
        Route("/preview/{key}/{number:int}", _showing(actions.preview, ("key", "number"))),
        Route("/picture/{template:path}", _showing(actions.picture, ("template",))),
    ]
    return Guard(Starlette(routes=[Mount(f"/{token}", routes=routes)]), token, nonce, port)


def _static(name: str, nonce: str = "") -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        path = _STATIC / name
        return Response(
            path.read_bytes().replace(b"NONCE", nonce.encode()), media_type=f"{_KINDS[path.suffix]}; charset=utf-8"
        )

    return answer


def _answering(action: Callable[[Answer], Answer]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        body = await _body(request, _MOST)
        if body is None:
            return JSONResponse({"refused": "太大了"}, 413)
        try:
            asked = json.loads(body or b"{}")
            return JSONResponse(await run_in_threadpool(action, asked))
        except Refused as error:
            return JSONResponse({"refused": str(error)}, 409)
        except (KeyError, TypeError, ValueError):
            return JSONResponse({"refused": "看不懂的请求"}, 400)
        except OSError as error:
            return JSONResponse({"refused": error.strerror or str(error)}, 409)

    return answer


def _taking(action: Callable[..., Answer], names: tuple[str, ...]) -> Callable[[Request], Any]:
    """An action on a file that was dropped on the page; what is said of it stands in the address."""

    async def answer(request: Request) -> Response:
        body = await _body(request, 5 * _MOST)
        if body is None:
            return JSONResponse({"refused": "文件太大"}, 413)
        name, *others = (request.query_params.get(one, "") for one in names)
        try:
            return JSONResponse(await run_in_threadpool(action, name, body, *others))
        except Refused as error:
            return JSONResponse({"refused": str(error)}, 409)

    return answer


def _showing(action: Callable[..., str], names: tuple[str, ...]) -> Callable[[Request], Any]:
    """A report, which can run nothing."""

    async def answer(request: Request) -> Response:
        try:
            page = await run_in_threadpool(action, *(request.path_params[one] for one in names))
        except Refused as error:
            return Response(str(error), 404)
        return Response(page, media_type="text/html; charset=utf-8", headers={"content-security-policy": PREVIEW})

    return answer


async def _body(request: Request, most: int) -> bytes | None:
    """None where it is larger than allowed; no more than that is read."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            return None
        pieces.append(piece)
    return b"".join(pieces)
