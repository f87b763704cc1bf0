"""A data file that comes packed: one file in a zip, or a gzip stream, within the limits.

What a packed file says of its size costs nothing to claim, in either direction: a zip may announce
ten gigabytes, or announce ten bytes and hold ten gigabytes. So an announced size above the limit is
refused unread, and unpacking stops at the limit whatever was announced.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from standoff.errors import FileUnreadable, LimitExceeded
from standoff.files import shown
from standoff.settings import Settings

__all__ = ["unpacked"]

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


def unpacked(raw: bytes, path: Path, settings: Settings) -> bytes:
    """The bytes of the one file in a zip or gzip; other bytes as they are.

    Raises `LimitExceeded` above `max_import_bytes`, `FileUnreadable` for what is damaged, locked
    by a password, or holds several files.
    """
    try:
        if raw.startswith(_ZIP):
            return _from_zip(raw, path, settings)
        if raw.startswith(_GZIP):
            return _from_gzip(raw, path, settings)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
            ValueError, OverflowError) as fault:  # fmt: skip
        reason = " ".join(str(fault).split())[:100]
        raise FileUnreadable(
            f"the packed file is damaged or cannot be unpacked ({reason})",
            where=shown(path),
            next="unpack it yourself; nothing was changed",
        ) from None
    return raw


def _from_zip(raw: bytes, path: Path, settings: Settings) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
        if len(files) != 1:
            raise FileUnreadable(
                f"the zip holds {len(files)} files",
                where=shown(path),
                expected="one",
                next="unpack it and import the files one by one",
            )
        _within(files[0].file_size, path, settings)
        with archive.open(files[0]) as stream:
            content = stream.read(settings.max_import_bytes + 1)
    _within(len(content), path, settings)
    return content


def _from_gzip(raw: bytes, path: Path, settings: Settings) -> bytes:
    parts, size = [], 0
    while raw:
        stream = zlib.decompressobj(wbits=31)
        parts.append(stream.decompress(raw, settings.max_import_bytes + 1 - size))
        size += len(parts[-1])
        _within(size, path, settings)
        if not stream.eof:
            raise EOFError("cut short")
        raw = stream.unused_data
    return b"".join(parts)


def _within(size: int, path: Path, settings: Settings) -> None:
    if size > settings.max_import_bytes:
        raise LimitExceeded(
            f"the file unpacks to {size if size > settings.max_import_bytes + 1 else 'too many'} "
            "bytes",
            where=shown(path),
            expected=f"at most {settings.max_import_bytes} (setting max_import_bytes)",
            next="split the file or raise the setting in case.toml; nothing was changed",
        )
