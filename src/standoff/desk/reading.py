"""The article page: the text with its codings marked, one coding under review, the codebook.

Every verdict is kept at once as an entry of the journal, and the page then goes on to the next
coding that waits. The form says how many verdicts the reviewer has seen on the coding (`seen`): if
another has decided meanwhile, nothing is written and the page shows what the other said first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from standoff.case import Case
from standoff.case.desk_side import MARKABLE, add_coding, group_of, heading_of, meanings
from standoff.case.page import actor_names
from standoff.case.reviewing import decide, last_decided
from standoff.desk.actors import actors_read, actors_suggested
from standoff.desk.ask import Ask
from standoff.desk.marks import Stretch, pieces
from standoff.desk.pages import case_page
from standoff.errors import BadValue, CaseError
from standoff.nouns import Article
from standoff.nouns.vocabulary import FAMILY_MOVES, KINDS, STANCES, SYSTEMS

__all__ = ["article", "decide_on", "mark", "next_to_review", "undo"]

#: What the form of a change holds; the rest of a coding is changed in the terminal.
CHANGED = (
    "kind", "source", "target", "move", "stance", "earliest", "latest", "speaker", "number",
    "system", "terms", "place",
)  # fmt: skip
ACTORS = ("source", "target")


def next_to_review(ask: Ask) -> Response:
    """Go to the first coding that nobody has decided on; to the case if there is none."""
    with ask.case() as (case, _):
        order = {article.id: place for place, article in enumerate(case.articles)}
        waiting = [
            (order[item.coding.article], item.coding.start, item.coding.end, item)
            for item in case.record.codings
            if item.status == "proposed" and item.coding.article in order
        ]
    if not waiting:
        return ask.go(ask.address())
    first = min(waiting, key=lambda row: row[:3])[3]
    return ask.go(ask.address("a", first.coding.article, coding=first.id))


def article(ask: Ask) -> Response:
    """The article with the coding that the question names, else the first that waits."""
    with ask.case() as (case, _):
        found = _article(case, ask.part("article"))
        items = _items(case, found)
        return case_page(ask, case, "article.html", **_values(ask, case, found, items))


def _article(case: Case, id_: str) -> Article:
    found = case.article_by_id.get(id_)
    if found is None:
        raise CaseError("there is no such article in this case", next="go back to the case")
    return found


def _items(case: Case, found: Article) -> list[Any]:
    """The article's codings in the order of the text, rejected ones too."""
    own = [item for item in case.record.codings if item.coding.article == found.id]
    return sorted(own, key=lambda item: (item.coding.start, item.coding.end, item.id))


def _values(ask: Ask, case: Case, found: Article, items: list[Any]) -> dict[str, Any]:
    current = _current(items, ask.query("coding"))
    place = items.index(current) if current is not None else -1
    waiting = [item for item in items if item.status == "proposed"]
    return {
        "article": found,
        "heading": heading_of(found),
        "pieces": _pieces(found, items),
        "items": items,
        "current": current,
        "place": place + 1,
        "before": items[place - 1].id if place > 0 else "",
        "after": items[place + 1].id if 0 <= place < len(items) - 1 else "",
        "decided": len(items) - len(waiting),
        "reviewers": _reviewers(current),
        "kinds": KINDS,
        "stances": STANCES,
        "families": FAMILY_MOVES,
        "here_page": "review",
        "systems": SYSTEMS,
        "codebook": meanings(),
        "actors": actors_suggested(ask, case),
        "names": actor_names((item.coding for item in items), (), ask.language),
        "group": group_of,
        "clash": ask.query("clash") == "1",
        "marked": ask.query("marked") == "1",
        "undone": ask.query("undone") == "1",
        "others_wait": any(item.status == "proposed" for item in case.record.codings),
    }


def _current(items: Sequence[Any], asked: str) -> Any:
    """The coding under review."""
    for item in items:
        if item.id == asked:
            return item
    waiting = (item for item in items if item.status == "proposed")
    return next(waiting, items[0] if items and not asked else None)


def _pieces(found: Article, items: Sequence[Any]) -> list[dict[str, Any]]:
    """The text in pieces; rejected codings are not marked."""
    standing = {item.id: item for item in items if item.status != "rejected"}
    stretches = [
        Stretch(id=id_, start=item.coding.start, end=item.coding.end)
        for id_, item in standing.items()
    ]
    return [
        {
            "text": found.text[piece.start : piece.end],
            "item": standing.get(piece.coding),
            "over": piece.over,
        }
        for piece in pieces(len(found.text), stretches)
        if piece.start < piece.end
    ]


def _reviewers(item: Any) -> list[Any]:
    """What each reviewer said last of the coding, side by side."""
    if item is None:
        return []
    latest: dict[str, Any] = {}
    for verdict in item.verdicts:
        latest[verdict.by] = verdict
    return [verdict for verdict in latest.values() if verdict.decision != "undo"]


# -- what a reviewer does ---------------------------------------------------------------------


def decide_on(ask: Ask) -> Response:
    """Accept, change or reject a coding; then on to the next one that waits."""
    coding, decision = ask.field("coding"), ask.field("decision")
    if decision not in ("accept", "change", "reject"):
        raise BadValue(f"decision {decision[:40]!r}", expected="accept, change or reject")
    with ask.case() as (case, _):
        found = _article(case, ask.part("article"))
        item = next((one for one in _items(case, found) if one.id == coding), None)
        if item is None:
            raise BadValue("no such coding in this article", where=coding[:40])
        if len(item.verdicts) != ask.number("seen", -1):
            return ask.go(ask.address("a", found.id, coding=coding, clash="1"))
        changes = _changes(ask, case, item) if decision == "change" else None
        decide(case, coding, decision, by=ask.by, why=ask.field("why").strip(), changes=changes)
        return ask.go(_onward(ask, case, found, coding))


def _changes(ask: Ask, case: Case, item: Any) -> dict[str, str]:
    """Fields of the form that differ from the proposal (changes are told against it)."""
    said = ask.fields(CHANGED)
    changes = {}
    for name, value in said.items():
        stands = _written(item.coding, name)
        # A form's field holds no line ends; what only lost those was not changed.
        same = value.split() == stands.split()
        meant = stands if same else _meant(ask, case, name, value)
        if meant != _written(item.proposed, name):
            changes[name] = meant
    if not changes:
        raise BadValue("nothing was changed", next="accept the coding, or change a field")
    return changes


def _meant(ask: Ask, case: Case, name: str, value: str) -> str:
    """What a field says: an actor that is written by name is meant by its code."""
    return actors_read(ask, case, value) if name in ACTORS else value


def _written(coding: Any, name: str) -> str:
    value = getattr(coding, name)
    return "" if value is None else str(value)


def _onward(ask: Ask, case: Case, found: Article, coding: str) -> str:
    """Where to go after a decision: on in this article, then to whatever waits in the case."""
    items = _items(case, found)
    place = next(n for n, item in enumerate(items) if item.id == coding)
    for item in [*items[place + 1 :], *items[:place]]:
        if item.status == "proposed":
            return ask.address("a", found.id, coding=item.id)
    if any(item.status == "proposed" for item in case.record.codings):
        return ask.address("review")
    return ask.address("a", found.id, coding=coding)


def undo(ask: Ask) -> Response:
    """Take back the reader's own latest verdict, wherever it was, and go there."""
    with ask.case() as (case, _):
        last = last_decided(case, ask.by)
        if last is None:
            raise BadValue(f"{ask.by} has decided nothing that could be taken back")
        decide(case, last.id, "undo", by=ask.by)
        return ask.go(ask.address("a", last.coding.article, coding=last.id, undone="1"))


def mark(ask: Ask) -> Response:
    """Add a coding on words that the reader selected."""
    with ask.case() as (case, _):
        said = ask.fields(MARKABLE)
        fields = {name: _meant(ask, case, name, value) for name, value in said.items()}
        found = _article(case, ask.part("article"))
        start, end = ask.number("start", -1), ask.number("end", -1)
        id_ = add_coding(case, found.id, start, end, ask.field("quote"), fields, by=ask.by)
        return ask.go(ask.address("a", found.id, coding=id_, marked="1"))
