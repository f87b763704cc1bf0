"""From a code to a name a reader knows: the other direction of the gazetteer.

    name_of("PRK", "de")        "Nordkorea"
    name_of("USA_TRUMP", "en")  "Donald Trump"
    name_of("USA_WH", "en")     "White House"

A code that no table lists has no name: the empty string.
"""

from __future__ import annotations

from functools import cache

from standoff.coding.actors.forms import expand
from standoff.coding.actors.tables import package_rows

__all__ = ["name_of"]


def name_of(code: str, language: str) -> str:
    """The common name of an actor code in `language` (`de` or `en`), empty if unknown."""
    return _names("de" if language == "de" else "en").get(code, "")


@cache
def _names(language: str) -> dict[str, str]:
    names: dict[str, str] = {}
    # A state's own name comes first: the other tables hold its cities, peoples and houses too.
    for row in package_rows("names"):
        _take(names, row["code"], row[f"name_{language}"])
    for table in ("organisations", "houses"):
        for row in package_rows(table):
            if row["language"] in (language, "*"):
                _take(names, row["code"], row["forms"])
    for row in package_rows("persons"):
        # A ruler's reign code (PRK_KIM) means whoever ruled; the first listed is the latest.
        _take(names, row["reign"] or row["code"], row["names"])
        _take(names, row["code"], row["names"])
    return names


def _take(names: dict[str, str], code: str, notation: str) -> None:
    if code and notation and code not in names:
        names[code] = expand(notation)[0]
