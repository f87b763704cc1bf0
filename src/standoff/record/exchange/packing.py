"""A zip file with the same bytes for the same contents, and its careful reading.

Names are sorted, times are 1980-01-01 (the first a zip can hold), rights are plain, and the
compression level is fixed. When reading, nothing is believed that the header claims: every name
must be a plain relative path, and each entry is unpacked only up to what the limit leaves.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from standoff.errors import FileUnreadable, LimitExceeded
from standoff.files import shown
from standoff.settings import Settings

__all__ = ["pack", "unpack"]

_FIRST_TIME = (1980, 1, 1, 0, 0, 0)
_MOST_FILES = 100_000


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _FIRST_TIME)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(info, files[name], compresslevel=6)
    return stream.getvalue()


def unpack(path: Path, settings: Settings) -> dict[str, bytes]:
    """The files of a zip by name; raises `FileUnreadable` or `LimitExceeded`."""
    where, limit = shown(path), settings.max_bundle_bytes
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_all(archive, where, limit)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as fault:
        raise FileUnreadable(
            f"no zip file that can be read ({fault})",
            where=where,
            expected="a file that `standoff export` wrote",
            next="fetch it again; nothing was changed",
        ) from None
    except OSError as fault:
        raise FileUnreadable(f"cannot be read ({fault.strerror or fault})", where=where) from None


def _read_all(archive: zipfile.ZipFile, where: str, limit: int) -> dict[str, bytes]:
    entries, files, room = archive.infolist(), dict[str, bytes](), limit
    if len(entries) > _MOST_FILES:
        raise FileUnreadable(f"{len(entries)} files in it", where=where, expected="a bundle")
    for entry in entries:
        _require_plain(entry.filename, where)
        with archive.open(entry) as stream:
            raw = stream.read(room + 1)
        room -= len(raw)
        if room < 0:
            raise LimitExceeded(
                "it unpacks to too much",
                where=where,
                expected=f"at most {limit} bytes (setting max_bundle_bytes)",
                next="nothing was changed",
            )
        files[entry.filename] = raw
    return files


def _require_plain(name: str, where: str) -> None:
    path = PurePosixPath(name)
    outside = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
    if outside or not name or name.endswith("/") or not name.isprintable():
        raise FileUnreadable(
            f"a file named {name[:60]!r} in it",
            where=where,
            expected="plain names below the bundle's folder",
            next="nothing was changed",
        )
