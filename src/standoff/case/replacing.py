"""What a page may replace: an older page of ours, and no other file."""

from __future__ import annotations

from pathlib import Path

from standoff.errors import BadValue

__all__ = ["refuse_to_replace"]


def refuse_to_replace(target: Path) -> None:
    """A page may replace a page, never another file (an article, say)."""
    if target.is_file() and target.stat().st_size:
        with target.open("rb") as stream:
            head = stream.read(2000).lower()
        if b"<!doctype html>" not in head or b"standoff" not in head:
            raise BadValue(
                "this file is no page of standoff, so it is not replaced",
                where=str(target),
                next="choose another name for the page",
            )
