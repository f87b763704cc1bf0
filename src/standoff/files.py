"""How files enter and leave: within limits, whole, and one clear sentence where that fails.

The text of a file is its bytes decoded as UTF-8 and nothing else: line ends stay as they are
(CR/LF too), a byte order mark stays as the character U+FEFF, and nothing is normalised. Offsets
count the code points of that text, so any other program that decodes the file finds the same
words at the same place. A file that is written is there in its old or its new form, never half.
"""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from standoff.errors import BadValue, FileUnreadable, InputError, LimitExceeded, NotWritten
from standoff.settings import Settings

__all__ = [
    "BOM", "decode", "lines_of", "make_folder", "name_of", "parse_toml", "read_bytes", "read_toml",
    "shown", "write_bytes", "write_result",
]  # fmt: skip

DEFAULTS = Settings()


BOM = "\ufeff"

#: Does this system refuse to replace a file only because somebody has it open?
_BUSY_MAY_PASS = os.name == "nt"

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def shown(path: Path | str) -> str:
    """A path as it may stand in a message: nothing that a terminal would obey."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(path))


def name_of(path: Path) -> str:
    """The name of a file or folder as text.

    A name may hold bytes that are no UTF-8 (out of an old archive, say); each is shown as U+FFFD,
    since nothing that is kept or written could hold them.
    """
    name = path.name
    return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= c <= "\udfff" else c for c in name)


def read_bytes(path: Path, settings: Settings, *, limit: str = "max_file_bytes") -> bytes:
    """The bytes of a regular file, at most as many as the setting `limit` names.

    Raises `FileUnreadable`, `LimitExceeded`.
    """
    most: int = getattr(settings, limit)
    try:
        _require_file(path)
        with path.open("rb") as stream:
            raw = stream.read(most + 1)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise FileUnreadable(f"cannot be read: {reason}", where=shown(path)) from None
    except ValueError:
        raise FileUnreadable("no file can have this name", where=shown(path)) from None
    if len(raw) > most:
        raise LimitExceeded(
            "the file is too large",
            where=shown(path),
            expected=f"at most {most} bytes (setting {limit})",
            next="split the file or raise the setting in case.toml",
        )
    if not raw:
        raise FileUnreadable("the file is empty", where=shown(path), expected="a text")
    return raw


def _require_file(path: Path) -> None:
    """Refuse what is no regular file; a pipe or device could block or never end."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise FileUnreadable(
            "this is a folder",
            where=shown(path),
            expected="a file",
            next="name the files in it, for instance FOLDER/*.txt",
        )
    if not stat.S_ISREG(mode):
        raise FileUnreadable("this is a pipe or device", where=shown(path), expected="a file")


def decode(raw: bytes, path: Path, encoding: str = "utf-8") -> str:
    """The text of a file; raises `FileUnreadable` naming the byte that is not `encoding`."""
    if raw.startswith(_UTF16):
        raise FileUnreadable(
            "the file is UTF-16",
            where=shown(path),
            expected="UTF-8",
            next="save it as UTF-8 in your editor, or: iconv -f utf-16 -t utf-8",
        )
    nul = raw.find(b"\0")
    if nul >= 0:
        raise FileUnreadable(
            f"binary data (a zero byte at offset {nul})", where=shown(path), expected="a text"
        )
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise FileUnreadable(
            f"byte 0x{raw[fault.start]:02x} at offset {fault.start} (line {line}) is not "
            f"{encoding.upper()}",
            where=shown(path),
            expected=f"a text in {encoding.upper()}",
            next="save it as UTF-8 in your editor, or, if it is an older German text: "
            "iconv -f windows-1252 -t utf-8",
        ) from None


_TOML = 'lines such as key = "text", number = 5 or day = 2019-12-09'


def parse_toml(text: str, where: str, *, fault: type[InputError] = BadValue) -> dict[str, Any]:
    """The table of a TOML text; raises `fault` for what is none, or is nested without end."""
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise fault("not valid TOML: nested too deeply", where=where, expected=_TOML) from None
    except ValueError as why:  # numbers of thousands of digits, too
        raise fault(f"not valid TOML: {why}", where=where, expected=_TOML) from None


def read_toml(path: Path | str, *, fault: type[InputError] = BadValue) -> dict[str, Any]:
    """The table of a TOML file (with or without a byte order mark), empty for an empty file.

    Raises `FileUnreadable`, `LimitExceeded`, or `fault` for what is no TOML.
    """
    path = Path(path)
    if path.is_file() and not path.stat().st_size:
        return {}
    text = decode(read_bytes(path, DEFAULTS), path)
    return parse_toml(text.removeprefix(BOM), shown(path), fault=fault)


def lines_of(text: str, path: Path, settings: Settings) -> Iterator[tuple[int, str]]:
    r"""(number, line) without its end, from 1; only \n and \r\n end a line, blanks are skipped.

    Raises `LimitExceeded` at a line longer than `max_line_chars`.
    """
    start, number = 0, 0
    while start < len(text):
        number += 1
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if stop - start > settings.max_line_chars:
            raise LimitExceeded(
                f"line {number} is too long",
                where=shown(path),
                expected=f"at most {settings.max_line_chars} characters (setting max_line_chars)",
            )
        line = text[start:stop].removesuffix("\r")
        if line.strip():
            yield number, line
        start = stop + 1


def write_result(path: Path, content: bytes) -> None:
    """`write_bytes` where a person named the path; never replaces a part of a record.

    A journal (any SQLite file), a `case.toml` and what a case keeps in `imports` stay as they are:
    raises `NotWritten`.
    """
    if path.is_file() and _is_record(path):
        raise NotWritten(
            "this file is part of a record, so it is not replaced",
            where=shown(path),
            next="choose another name",
        )
    write_bytes(path, content)


def _is_record(path: Path) -> bool:
    home = path.resolve().parent
    if path.name == "case.toml" or (
        home.name == "imports" and (home.parent / "case.toml").exists()
    ):
        return True
    with path.open("rb") as stream:
        return stream.read(16) == b"SQLite format 3\0"


def write_bytes(path: Path, content: bytes) -> None:
    """Write beside the path, flush to disk, then rename; raises `NotWritten`, leaving no trace.

    What is there and is no ordinary file (a device, a pipe, a folder) is never replaced.
    """
    if path.exists() and not path.is_file():
        raise NotWritten(
            "cannot write: this is a folder, a pipe or a device",
            where=shown(path),
            expected="the name of a file",
            next="choose another name",
        )
    if not path.parent.is_dir():
        raise NotWritten(
            f"there is no folder {shown(path.parent)}",
            where=shown(path),
            next="make it first, or choose another",
        )
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.")
    except OSError as fault:
        raise NotWritten(
            f"cannot write: {fault.strerror}", where=shown(path), next="choose another folder"
        ) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        _replace(temporary, path)
    except OSError as fault:
        Path(temporary).unlink(missing_ok=True)
        raise NotWritten(
            f"cannot write: {fault.strerror}",
            where=shown(path),
            next="make room or choose another folder; nothing was changed",
        ) from None


def _replace(temporary: str, path: Path, tries: int = 20) -> None:
    """`os.replace`, patient where another process just reads the old file.

    Windows refuses to replace a file that is open; a reader of ours holds it for a moment only.
    """
    for left in reversed(range(tries)):
        try:
            os.replace(temporary, path)
            return
        except PermissionError:
            if not _BUSY_MAY_PASS or not left:
                raise
            time.sleep(0.05)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; raises `NotWritten`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        file = isinstance(fault, FileExistsError | NotADirectoryError)
        raise NotWritten(
            "this is a file, and a folder is needed"
            if file
            else f"cannot make the folder: {fault.strerror}",
            where=shown(folder),
            next="choose another folder",
        ) from None


def _umask() -> int:
    """The process's mask: a temporary file is private, a page has the ordinary rights."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
