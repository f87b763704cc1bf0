"""Start the desk: a free port on loopback, a key that nobody can guess, one line with the address.

for address in serve(Path("cases")): ...
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from standoff.desk.shelf import Shelf
from standoff.errors import BadValue, StandoffError

__all__ = ["serve"]

HOST = "127.0.0.1"


def serve(
    folder: Path, *, port: int = 0, language: str = "en", by: str, ready: Callable[[str], None]
) -> None:
    """Serve the cases in `folder` until Ctrl-C; `ready` is called with the address to open.

    Listens on 127.0.0.1 only. `port` 0 takes any free one. Raises `BadValue` if it is taken.
    """
    import uvicorn

    from standoff.desk.app import Desk, make_app

    if not folder.is_dir():
        raise BadValue("this is no folder", where=str(folder), expected="a folder for cases")
    listening = _listen(port)
    bound: int = listening.getsockname()[1]
    key = secrets.token_urlsafe(32)
    desk = Desk(shelf=Shelf(folder), key=key, port=bound, language=language, by=by)
    config = uvicorn.Config(
        make_app(desk),
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
    )
    ready(f"http://{HOST}:{bound}/?key={key}")
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(64)
    except (OSError, OverflowError) as fault:
        listening.close()
        reason = getattr(fault, "strerror", None) or str(fault)
        raise _taken(port, reason) from None
    return listening


def _taken(port: int, reason: str) -> StandoffError:
    return BadValue(
        f"cannot listen on port {port}: {reason}",
        where=HOST,
        expected="a free port",
        next="leave out --port, then a free one is taken",
    )
