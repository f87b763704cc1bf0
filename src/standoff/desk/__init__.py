"""Room `desk`: a local web page on which a case is read, reviewed, seen and published.

    serve      starts the server on loopback and says its address
    guard      who may ask: loopback, the key, the right Host, no writes from other sites
    app        the routes; every write passes one gate that checks its token
    shelf      the cases of a folder, opened once and watched for what others write
    pages      templates, words, the frame around each page
    home, cases, reading, marks, timeline, binning, events, answers, exporting   the pages

Pages are drawn on the server; the little script in `static/` adds keys and the selection of words,
and nothing on the desk needs it to be read. The desk talks to `case` only.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.desk.app import make_app
    from standoff.desk.serving import serve
    from standoff.desk.shelf import Shelf

__all__ = ["Shelf", "make_app", "serve"]

_HOME = {"Shelf": "shelf", "make_app": "app", "serve": "serving"}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"standoff.desk.{_HOME[name]}"), name)
    raise AttributeError(f"module 'standoff.desk' has no attribute {name!r}")
