"""Events as PLOVER records, one JSON object a line.

The fields are those of the gold standard records of the Open Event Data Alliance
(https://github.com/openeventdata/PLOVER): `id, date, source, target, event, mode, context,
eventText, text, language, publication, coder, version, dateCoded, comment`; actors are objects with
`actorText`, `code` and, for a person or office, `role`. Only fields that say something are there.

PLOVER has one date, so `date` is the first day an event may have been and `dateEnd` the last, where
they differ. `mode` is our move and `context` the weapon system: PLOVER's own lists have no words
for them. Moves without a PLOVER type (signals, domestic events) and events without any date are no
PLOVER records; how many were left out is the second answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import msgspec

from standoff.nouns import Event, state_of

__all__ = ["PLOVER_VERSION", "write_plover"]

PLOVER_VERSION = "standoff codebook, PLOVER types of 2022"


def write_plover(
    events: Iterable[Event], *, name: Callable[[str], str], languages: dict[str, str], coder: str
) -> tuple[str, int]:
    """(the lines, events left out). `name` names an actor code, `languages` articles by id."""
    lines, left_out = [], 0
    for event in events:
        day = event.when.earliest or event.when.latest
        if not event.plover or day is None:
            left_out += 1
            continue
        record = _record(event, day, name, languages, coder)
        lines.append(msgspec.json.encode(record).decode("utf-8") + "\n")
    return "".join(lines), left_out


def _record(
    event: Event, day: date, name: Callable[[str], str], languages: dict[str, str], coder: str
) -> dict[str, Any]:
    proof = event.evidence[0] if event.evidence else None
    last = event.when.latest or day
    doubts = [] if event.stance == "actual" else [f"stance: {event.stance}"]
    doubts += [] if event.reviewed else ["proposed, not reviewed"]
    fields = {
        "id": event.id,
        "date": day.isoformat(),
        "dateEnd": last.isoformat() if last != day else "",
        "source": _actors(event.source, name),
        "target": _actors(event.target, name),
        "event": event.plover,
        "mode": event.move,
        "context": event.system,
        "eventText": proof.quote if proof else "",
        "text": event.text.get("en", "") or event.name or (proof.quote if proof else ""),
        "eventLoc": event.place,
        "number": event.number,
        "language": languages.get(proof.article, "") if proof else "",
        "publication": event.provenance,
        "coder": coder,
        "version": PLOVER_VERSION,
        "dateCoded": event.recorded_at.date().isoformat() if event.recorded_at else "",
        "comment": "; ".join(doubts),
    }
    return {key: value for key, value in fields.items() if value not in ("", None, [])}


def _actors(codes: str, name: Callable[[str], str]) -> list[dict[str, str]]:
    """The actors of a field, in the order written, each once."""
    parts = dict.fromkeys(code.strip() for code in codes.split(";") if code.strip())
    return [_actor(code, name(code)) for code in parts]


def _actor(code: str, named: str) -> dict[str, str]:
    state = state_of(code)
    role = {"role": code[len(state) + 1 :]} if code != state else {}
    return {"actorText": named or code, "code": state, **role}
