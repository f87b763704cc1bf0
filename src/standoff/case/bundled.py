"""The cases that come with standoff: facts in our own words and dispatches written for it."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from standoff.errors import CaseError

__all__ = ["bundled_cases", "bundled_file", "copy_case_files"]

#: Files of a bundled case that a user's case folder keeps its own copy of, to edit.
COPIED = ("backtest.toml", "claims.toml", "questions.toml")


def bundled_cases() -> tuple[str, ...]:
    """Names of the bundled cases."""
    home = files("standoff") / "cases"
    return tuple(
        sorted(
            entry.name
            for entry in home.iterdir()
            if entry.is_dir() and (entry / "case.toml").is_file()
        )
    )


def bundled_file(name: str, *parts: str) -> Path:
    """Path of a file in the bundled case `name`; raises `CaseError` for an unknown case."""
    if name not in bundled_cases():
        raise CaseError(
            f"no bundled case {name!r}", expected=f"one of {', '.join(bundled_cases())}"
        )
    with as_file(files("standoff") / "cases" / name) as folder:
        return folder.joinpath(*parts)


def copy_case_files(name: str, folder: Path) -> None:
    """Copy the editable files of a bundled case (claims, questions) into `folder`."""
    for part in COPIED:
        path = bundled_file(name, part)
        if path.is_file():
            shutil.copyfile(path, folder / part)
