"""What a foreign table must not exceed, and the columns that it must have."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.errors import FileUnreadable, LimitExceeded
from standoff.settings import Settings

__all__ = ["limit_bytes", "limit_rows", "require"]


def limit_rows(rows: int, where: str, settings: Settings) -> None:
    if rows > settings.max_import_rows:
        raise LimitExceeded(
            f"the file has {rows} rows",
            where=where,
            expected=f"at most {settings.max_import_rows} (setting max_import_rows)",
            next="split the file or raise the setting in case.toml",
        )


def require(names: Sequence[str], required: Sequence[str], where: str) -> None:
    missing = [name for name in required if name not in names]
    if missing:
        none = len(missing) == len(required)
        raise FileUnreadable(
            "none of the columns of this form is there"
            if none
            else f"the columns {', '.join(missing)} are missing",
            where=where,
            expected=f"a table with {', '.join(required)}",
            next="choose the right --as, or describe the file with --mapping",
        )


def limit_bytes(size: int, where: str, settings: Settings) -> None:
    if size > settings.max_import_bytes:
        raise LimitExceeded(
            f"the table unpacks to {size} bytes",
            where=where,
            expected=f"at most {settings.max_import_bytes} (setting max_import_bytes)",
            next="split the file or raise the setting in case.toml",
        )
