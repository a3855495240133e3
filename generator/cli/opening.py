"""A file or a folder in, the page on which it is worked at out, until the user breaks it off."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from .. import pipeline
from ..diagnostic import has_errors
from ..display import visible
from ..formats import Format
from ..output import write_outputs
from ..workplace.actions import Actions, Clock, Made, Make
from ..workplace.folder import Folder, Refused
from . import console, naming

if TYPE_CHECKING:
    import uvicorn

_HOST = "127.0.0.1"
_ALONE, _PAUSE = 300.0, 5.0
_LACKING = "错误：open 要用 starlette 和 uvicorn，这台电脑上没有装。装上：pip install 'zipingbao[page]'\n"


def open_page(name: str | None, settings: pipeline.Settings, port: int, browser: bool, until_closed: bool) -> int:
    """Serve until Ctrl+C; what was typed and not saved lies beside the file."""
    try:
        import uvicorn

        from ..workplace.serving import application
    except ImportError:
        console.tell(_LACKING)
        return 2
    path = Path(name) if name is not None else Path.cwd()
    folder = Folder(path if path.is_dir() else path.parent)
    try:
        first = "" if path.is_dir() else folder.path(path.name).name
    except Refused as error:
        console.tell(f"错误：{error}\n")
        return 2
    if first and not path.is_file() and first not in folder.lost():
        console.tell(f"错误：没有这个文件：{visible(str(path))}；要新写一份，运行 zipingbao open，在页面里选模板\n")
        return 2
    listening = _listening(port)
    if listening is None:
        console.tell(f"错误：{port} 这个端口已经被占用；不写 --port，由程序自己找一个\n")
        return 2
    with listening:
        number, token = listening.getsockname()[1], secrets.token_urlsafe(24)
        address = f"http://{_HOST}:{number}/{token}/"
        clock = Clock(str(time.localtime().tm_year - 1), time.monotonic)
        actions = Actions(folder, first, settings, _make(settings), clock)
        app = application(actions, token, number)
        console.say(f"页面的地址（只有这台电脑能打开）：{address}\n按 Ctrl+C 结束。\n")
        if browser:
            threading.Thread(target=_show, args=(address,), daemon=True).start()
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, server_header=False))
        if until_closed:
            threading.Thread(target=_end, args=(server, actions), daemon=True).start()
        try:
            server.run(sockets=[listening])
        except KeyboardInterrupt:
            return 0
    return 0


def _end(server: uvicorn.Server, actions: Actions) -> None:
    """When no page has been heard of for some minutes: nobody sees a window to close."""
    while actions.clock.seconds() - actions.heard < _ALONE:
        time.sleep(_PAUSE)
    server.should_exit = True


def _listening(port: int) -> socket.socket | None:
    """On the loopback alone; 0 takes any port that is free."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
        listening.listen()  # before the address is shown: a browser may be faster than the server
    except OSError:
        listening.close()
        return None
    return listening


def _show(address: str) -> None:
    """No browser, or no display: the address was printed."""
    lacks_display = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    try:
        shown = not lacks_display and webbrowser.open_new_tab(address)
    except webbrowser.Error:
        shown = False
    if not shown:
        console.tell("没有找到能打开页面的浏览器；请把上面的地址复制到浏览器里\n")


def _make(settings: pipeline.Settings) -> Make:
    def make(path: Path, formats: tuple[Format, ...], force: bool) -> Made:
        built = pipeline.build(path, settings, formats)
        if has_errors(built.diagnostics):
            return Made((), built.diagnostics)
        plan = naming.outputs(path, built.reports, None, by_name=False)
        told = write_outputs(plan, force)
        return Made(() if has_errors(told) else tuple(one.path.name for one in plan), (*built.diagnostics, *told))

    return make
