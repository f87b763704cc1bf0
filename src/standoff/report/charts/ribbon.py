"""The phases of a record as a ribbon: one lane a name, from the gravest down, one bar a phase."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from standoff.nouns import PageData
from standoff.report import grammar as g
from standoff.report.naming import Naming

__all__ = ["phase_list", "phase_ribbon", "ribbon_layer"]

GRAVEST_FIRST = ("taboo", "extortion", "provocation", "quiet", "detente")


def phase_ribbon(page: PageData, width: int = 860) -> g.Chart:
    """The ribbon alone; a page without phases gives an empty one."""
    naming = Naming(page)
    phases = page.phases.phases if page.phases else ()
    names = {"name": "phases.name", "from": "phases.from", "until": "phases.until"}
    return g.Chart(
        name="phases",
        title=naming.words.t("phases.ribbon"),
        alt=naming.words.t("phases.ribbon_alt", list=phase_list(naming)),
        language=page.language,
        spec=g.finish(ribbon_layer(naming, width, room=96, axis=True)),
        rows=tuple(
            {"name": naming.phase(phase.name), "from": phase.start, "until": phase.end,
             "months": phase.months}
            for phase in phases
        ),
        headings={key: naming.words.t(text) for key, text in names.items()}
        | {"months": naming.words.t("phases.months")},
        note=naming.note(page.phases.reviewed if page.phases else None),
    )  # fmt: skip


def ribbon_layer(
    naming: Naming, width: int, *, room: int, axis: bool, title: str = "", under: Any = None
) -> Any:
    """The ribbon as a part of a larger chart, `under` it another layer.

    `room` is the width of the lane names.
    """
    page = naming.page
    names = phase_names(naming)
    first, last = g.whole_months(page.start, page.end)
    rows = [
        {"phase": naming.phase(phase.name), "key": phase.name,
         "from": g.moment(max(phase.start, first)),
         "until": g.moment(min(phase.end, last) + timedelta(days=1))}
        for phase in (page.phases.phases if page.phases else ())
        if phase.start <= last and phase.end >= first
    ]  # fmt: skip
    ribbon = g.bars(
        rows,
        height=11,
        x=g.by_time("from", page.start, page.end, axis=axis),
        x2="until",
        y=g.by_name("phase", [naming.phase(name) for name in names], labels=room, lines=True),
        color=g.paint("key", "phases", {name: name for name in names}),
    )
    layers = [ribbon] if under is None else [under, ribbon]
    return g.over(*layers, width=width - room, height=15 * max(1, len(names)), title=title)


def phase_names(naming: Naming) -> list[str]:
    """The names that occur, the gravest known ones first."""
    phases = naming.page.phases
    present = {phase.name for phase in phases.phases} if phases else set()
    known = [name for name in GRAVEST_FIRST if name in present]
    return known + sorted(present - set(known))


def phase_list(naming: Naming) -> str:
    """`Quiet May 2019, Provocation June–August 2019, ...` for those who hear the page."""
    phases = naming.page.phases.phases if naming.page.phases else ()
    return ", ".join(
        f"{naming.phase(phase.name)} {naming.words.days(phase.start, phase.end)}"
        for phase in phases
    )
