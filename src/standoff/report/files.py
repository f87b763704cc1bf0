"""Files written so that a reader finds the old or the new one, never half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from standoff.errors import NotWritten

__all__ = ["write_bytes"]


def write_bytes(path: Path, content: bytes) -> None:
    """Write beside the path, flush to disk, then rename; raises `NotWritten`, leaving no trace."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.")
    except OSError as fault:
        raise NotWritten(
            f"cannot write: {fault.strerror}", where=str(path), next="choose another folder"
        ) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as fault:
        Path(temporary).unlink(missing_ok=True)
        raise NotWritten(
            f"cannot write: {fault.strerror}",
            where=str(path),
            next="make room or choose another folder; nothing was changed",
        ) from None


def _umask() -> int:
    """The process's mask: a temporary file is private, a page has the ordinary rights."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
