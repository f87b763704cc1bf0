"""Who and what, in the reader's words: actors, sides, groups of moves, events.

A page's two sides are its dyad. An event belongs to the side that acted, to `both` where the two
acted together, and to `others` where neither did. Moves are gathered into five groups by their
family, so that a chart has five lanes and not forty-six.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from types import MappingProxyType

from standoff.nouns import DefinitionRow, Event, Finding, PageData, actor_set, state_of
from standoff.nouns.vocabulary import MOVE_FAMILY
from standoff.report.words import Words, capital, load_words

__all__ = ["BOTH", "GROUPS", "GROUP_OF_MOVE", "OTHERS", "QUIET", "Naming", "event_order",
           "reading_named"]  # fmt: skip

GROUPS = ("force", "pressure", "talks", "yielding", "signals")
BOTH, OTHERS = "*both", "*others"

_GROUP_OF_FAMILY = MappingProxyType(
    {
        "force posture": "force", "violence": "force",
        "asking": "pressure", "threat": "pressure", "pressure": "pressure", "refusal": "pressure",
        "meeting": "talks", "agreement": "talks",
        "yielding": "yielding", "withdrawal": "yielding", "help": "yielding",
        "words": "signals", "protest": "signals", "signal": "signals", "domestic": "signals",
    }
)  # fmt: skip
# Words that press and words that please are no signals, though they share a family.
_EXCEPTIONS = MappingProxyType(
    {
        "accusation": "pressure", "insult": "pressure", "ridicule": "pressure",
        "praise": "talks", "rapprochement": "talks",
    }
)  # fmt: skip

#: The phase of a month in which nothing graver is on record.
QUIET = "quiet"
#: The group of every move.
GROUP_OF_MOVE = MappingProxyType(
    {move: _EXCEPTIONS.get(move, _GROUP_OF_FAMILY[family]) for move, family in MOVE_FAMILY.items()}
)


class Naming:
    """The names of one page."""

    def __init__(self, page: PageData) -> None:
        self.page = page
        self.words: Words = load_words(page.language)
        self.sides = page.dyad or _busiest(page.events)
        self._side_of: dict[str, str] = {}

    def actor(self, code: str) -> str:
        """The name of one actor code: of the page, else of the catalogue, else the code."""
        names = self.page.names
        if code in names or self.words.knows("actors", code):
            return names.get(code) or self.words.label("actors", code)
        state, _, rest = code.partition("_")
        if not rest:
            return code
        office = rest.replace("_", " ").title()
        if self.words.knows("offices", rest):
            office = self.words.label("offices", rest)
        return f"{self.actor(state)} ({office})"

    def actors(self, codes: str) -> str:
        """The names of a `source` or `target` field, in the order written."""
        known = actor_set(codes)
        parts = [code.strip() for code in codes.split(";") if code.strip() in known]
        return ", ".join(dict.fromkeys(self.actor(code) for code in parts))

    def parties(self, source: str, target: str) -> str:
        """`A → B`; where both act on each other, `A ↔ B`."""
        if target and actor_set(source) == actor_set(target):
            return self.actors(source).replace(", ", " ↔ ")
        who, whom = self.actors(source), self.actors(target)
        return f"{who} → {whom}" if whom else who

    def said(self, finding: Finding) -> str:
        """Who made the claim, and when: `Said by the author, 9 December 2019`."""
        claim = finding.claim
        if not claim.said_by:
            return ""
        who = self.actors(claim.said_by)
        if claim.said_on:
            return self.words.t("answers.said", by=who, day=self.words.day(claim.said_on))
        return self.words.t("answers.said_undated", by=who)

    def side_of(self, event: Event) -> str:
        """The side that acted: a state's code, `BOTH` or `OTHERS`."""
        if event.source not in self._side_of:
            states = event.source_states
            acting = [side for side in self.sides if side in states]
            side = BOTH if len(acting) > 1 else acting[0] if acting else OTHERS
            self._side_of[event.source] = side
        return self._side_of[event.source]

    def side(self, side: str) -> str:
        """The name of a side."""
        if side in (BOTH, OTHERS):
            return self.words.t("timeline.both" if side == BOTH else "timeline.others")
        return self.actor(side)

    def all_sides(self) -> tuple[str, ...]:
        """Every side in the order of lanes."""
        return (*self.sides, BOTH, OTHERS)

    def group_of(self, move: str) -> str:
        """The group of a move, one of `GROUPS`."""
        return GROUP_OF_MOVE[move]

    def group(self, group: str) -> str:
        """The name of a group."""
        return self.words.label("groups", group)

    def move(self, move: str, system: str = "") -> str:
        """The name of a move, with its weapon system."""
        name = self.words.label("moves", move)
        return f"{name} ({self.words.label('systems', system)})" if system else name

    def event(self, event: Event) -> str:
        """One neutral line on the event: its own text, else its name, else who did what."""
        told = self.words.pick(event.text) or event.name
        if told:
            return told
        return f"{self.parties(event.source, event.target)}: {self.move(event.move, event.system)}"

    def phase(self, name: str) -> str:
        """The name of a phase: the record's own word for it, else the catalogue's."""
        texts = self.page.phases.name_texts.get(name, {}) if self.page.phases else {}
        told = texts.get(self.page.language) or self.words.label("phase_names", name)
        return capital(told)

    def reviewed(self, counts: tuple[int, int] | None = None) -> str:
        """`41 of 57 codings reviewed`."""
        done, total = counts or self.page.reviewed
        if not total:
            return self.words.t("page.reviewed_none")
        number = self.words.number
        return self.words.t("page.reviewed", done=number(done), all=number(total))

    def note(self, counts: tuple[int, int] | None = None) -> str:
        """The source line under a figure: the record, its seal, and how much was reviewed."""
        seal = self.page.head_hash[:12] or self.words.t("page.no_hash")
        return f"{self.words.t('page.source', hash=seal)} {self.reviewed(counts)}."

    def event_days(self, event: Event) -> str:
        """When the event happened, in the reader's form."""
        return self.words.days(event.when.earliest, event.when.latest)


def _busiest(events: tuple[Event, ...]) -> tuple[str, ...]:
    """The two states that act most, for a page without a dyad; ties by code."""
    acts = Counter(state_of(code) for event in events for code in actor_set(event.source))
    return tuple(code for code, _ in sorted(acts.items(), key=lambda item: (-item[1], item[0]))[:2])


def reading_named(words: Words, row: DefinitionRow) -> str:
    """A reading in words; the one without any, which nobody named either, is the literal one."""
    said = words.pick(row.text) or (
        words.t("claims.literal") if row.name == "literal" else row.name
    )
    return capital(said)


def event_order(event: Event) -> tuple[date, date, str]:
    """Sort key: by date, undated last, then by id."""
    first = event.when.earliest or event.when.latest or date.max
    return (first, event.when.latest or first, event.id)
