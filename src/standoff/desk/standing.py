"""Where a case stands: the headline answers of its first page, each with a way down.

The phase now, the last deed, promises and the next deadline are quickly told; the verdicts on
claims and the forecasts are those of their own pages, made aside and shown when they are there.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from standoff.case import Case
from standoff.case.desk_headlines import headlines_of
from standoff.desk.ahead import own_forecasts
from standoff.desk.answers import section
from standoff.desk.ask import Ask
from standoff.desk.background import Later
from standoff.desk.choosing import naming
from standoff.desk.settling import title_of
from standoff.desk.shelf import Open
from standoff.errors import StandoffError
from standoff.nouns.claim import VERDICTS

__all__ = ["standing"]

#: Forecasts that the first page shows.
FEW = 5


def standing(ask: Ask, kept: Open) -> dict[str, Any]:
    """What the template `standing.html` shows; `settled` is False while something is computed."""
    now = _tried(lambda: kept.later(("headlines", ask.language, ask.proposed), _told(ask)))
    if now.fresh and (now.value is None or not now.value["now"].counted):
        return {"standing": None, "settled": True}
    claims = _tried(lambda: section(ask, kept, "claims"))
    ahead = _tried(lambda: own_forecasts(ask, kept))
    verdicts = Counter(one.verdict for one in claims.value.findings) if claims.value else None
    forecasts = ahead.value.labelled[:FEW] if ahead.value else None
    return {
        "standing": now.value,
        "verdicts": [(name, verdicts[name]) for name in VERDICTS] if verdicts is not None else None,
        "claims_n": verdicts.total() if verdicts is not None else 0,
        "forecasts": forecasts,
        "asked_on": max((one.knows_until for one, _ in forecasts), default=None)
        if forecasts
        else None,
        "settled": now.fresh and claims.fresh and ahead.fresh,
        "claims_settled": claims.fresh,
        "ahead_settled": ahead.fresh,
    }


def _tried(make: Any) -> Later[Any]:
    """What is there; nothing where it cannot be told, for its own page says why."""
    try:
        found: Later[Any] = make()
    except StandoffError:
        return Later(None, True)
    return found


def _told(ask: Ask) -> Any:
    language, proposed = ask.language, ask.proposed

    def told(case: Case) -> dict[str, Any]:
        now = headlines_of(case, proposed=proposed)
        called = naming(case, language, proposed)
        opened = {
            id_: event for event in case.events(proposed=True) for id_ in (*event.codings, event.id)
        }
        due = now.due
        return {
            "now": now,
            "phase": called.phase(now.phase.name) if now.phase else "",
            "before": called.phase(now.before.name) if now.before else "",
            "latest": called.event(now.latest) if now.latest else "",
            "latest_days": called.event_days(now.latest) if now.latest else "",
            "latest_at": ask.address(
                "event", now.latest.id, proposed="1" if proposed else ""
            ) if now.latest else "",
            "due": title_of(
                due, [opened[id_] for id_ in due.opened_by if id_ in opened], called, language
            ) if due else "",
        }  # fmt: skip

    return told
