"""Single sections of the page, for whoever shows them one at a time (the desk).

    part_of(page, "claims", address)   HTML of one section, drawn as on the published page
    part_of(page, "card", address)     the cards of its claims alone

`address` gives the link to an event by its id; on the published page events are rows below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from standoff.errors import BadValue
from standoff.nouns import PageData
from standoff.report.clean import clean_struct
from standoff.report.figures import Figure
from standoff.report.naming import Naming
from standoff.report.page import environment

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["PARTS", "part_of", "with_files"]

PARTS = ("ahead", "card", "claims", "rhythm")


#: What a part is told of, where its template is called otherwise.
_OF = MappingProxyType({"card": "claims"})
Downloads = Callable[[str, bool], Sequence[tuple[str, str]]]
Files = Callable[[str], Sequence[tuple[str, str]]]


def part_of(
    page: PageData,
    part: str,
    address: Callable[[str], str],
    downloads: Downloads | None = None,
    files: Files | None = None,
) -> Markup:
    """One of `PARTS` as HTML; raises `BadValue` for another name.

    `downloads` gives (label, address) of the files of a claim, by its id and whether it is drawn;
    `files` those of a figure by its key, nothing for a figure that cannot be had.
    """
    from markupsafe import Markup

    page = clean_struct(page)
    naming = Naming(page)
    shown = _values(part, naming, address, downloads)
    if files:
        shown = {name: with_files(value, files) for name, value in shown.items()}
    values = {_OF.get(part, part): shown}
    drawn = environment().get_template("part.html")
    # The template has escaped everything that it was given.
    return Markup(  # noqa: S704
        drawn.render(part=f"{part}.html", page=page, w=naming.words, naming=naming, **values)
    )


def with_files(value: Any, files: Files) -> Any:
    """A figure with its files; anything else as it is."""
    if isinstance(value, Figure):
        return msgspec.structs.replace(value, files=tuple(files(value.key)))
    return value


def _values(
    part: str, naming: Naming, address: Callable[[str], str], downloads: Downloads | None
) -> dict[str, Any]:
    from standoff.report.sections import Anchors, ahead, claims, rhythm

    if part == "rhythm":
        return rhythm(naming)
    anchors = Anchors(naming.page, address)
    if part in ("card", "claims"):
        return claims(naming, anchors, downloads)
    if part == "ahead":
        return ahead(naming, anchors)
    raise BadValue(f"part {part!r}", expected=f"one of {', '.join(PARTS)}")
