"""`examine`: what is installed, which settings hold, and whether a record is sound."""

from __future__ import annotations

import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from standoff import __version__
from standoff.case.bundled import bundled_cases
from standoff.case.folder import read_info
from standoff.errors import JournalError
from standoff.nouns.answers import DoctorAnswer, SettingRow
from standoff.settings import Settings, describe_settings

__all__ = ["examine"]


def examine(folder: Path | None = None) -> DoctorAnswer:
    """Versions and settings; with a `folder`, also every entry of its journal is checked.

    Faults of the record are listed, not raised; a folder without a case raises `CaseError`.
    """
    settings = read_info(folder).settings if folder else Settings()
    entries, head, withheld, faults = _check_record(folder) if folder else (0, "", 0, ())
    return DoctorAnswer(
        version=__version__,
        python=platform.python_version(),
        packages={name: _version(name) for name in _needed("")},
        extras={extra: _state(extra) for extra in _extras()},
        bundled=bundled_cases(),
        settings=tuple(
            SettingRow(name=name, value=_plain(value), text=text)
            for name, value, text in describe_settings(settings)
        ),
        case=str(folder or ""),
        entries=entries,
        head=head,
        withheld=withheld,
        faults=faults,
    )


def _check_record(folder: Path) -> tuple[int, str, int, tuple[str, ...]]:
    from standoff.case.case import Case

    try:
        case = Case.open(folder)
        head = case.verify()
    except JournalError as fault:
        return 0, "", 0, (str(fault),)
    return head.seq, head.hash, sum(article.withheld for article in case.articles), ()


def _plain(value: object) -> int | float | str:
    return value if isinstance(value, int | float) else str(value)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _requirements() -> list[tuple[str, str]]:
    """(package, extra) of every requirement; the extra is empty for what is always needed."""
    rows = []
    for line in requires("standoff") or []:
        spec, _, marker = line.partition(";")
        if "sys_platform" in marker and sys.platform not in marker:
            continue  # what only another system needs
        found = re.match(r"[A-Za-z0-9._-]+", spec)
        name = found.group() if found else spec
        extra = marker.split("extra ==")[-1].strip(" '\"") if "extra ==" in marker else ""
        rows.append((name, extra))
    return rows


def _needed(extra: str) -> list[str]:
    return sorted(name for name, of in _requirements() if of == extra)


def _extras() -> list[str]:
    return sorted({extra for _, extra in _requirements() if extra and extra != "dev"})


def _state(extra: str) -> str:
    missing = [name for name in _needed(extra) if _version(name) == "missing"]
    return f"not installed; pip install 'standoff[{extra}]'" if missing else "installed"
