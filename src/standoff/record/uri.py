"""How an SQLite file is opened: for writing where that is allowed, else so that it can be read.

Reading a journal in WAL mode makes a small file beside it. Where the folder allows none, SQLite is
told that the file will not change (`immutable`), which is true as long as nobody has a log open.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

__all__ = ["log_of", "uri_of"]


def log_of(path: Path) -> Path:
    """The write-ahead log beside a journal, there only while somebody writes or was killed."""
    return path.with_name(f"{path.name}-wal")


def uri_of(path: Path) -> str:
    """The address for `sqlite3.connect(..., uri=True)`; never makes a file that is not there."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        mode = "mode=rw"
    else:
        mode = "mode=ro" if log_of(path).exists() else "mode=ro&immutable=1"
    return f"file:{quote(str(path.absolute()))}?{mode}"
