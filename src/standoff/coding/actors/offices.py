"""Who held which office when: the dated offices behind "der US-Präsident" and "Putin".

An office without an end date in the table is still held. On the day of a handover both holders
are in office and the newer one is meant. Without a date (`on=None`) today's holder is meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from standoff.coding.actors.senses import Government, Person, Role, Term

__all__ = ["Offices", "code_on", "in_office"]

_DEFAULT = Government("president", "pm", "president")
_LED = Government("leader", "leader", "leader")


class Offices:
    """Dated look-ups over all terms of office."""

    def __init__(
        self, terms: Sequence[Term], persons: Mapping[str, Person], states: Mapping[str, Government]
    ) -> None:
        self._persons, self._states = persons, states
        self._terms: dict[tuple[str, str], list[Term]] = {}
        for term in sorted(terms, key=lambda term: term.start):
            self._terms.setdefault((term.owner, term.office), []).append(term)
        self._led: dict[str, date] = {}
        for person in persons.values():
            for term in self._at_the_top(person):
                for code in filter(None, (person.code, person.reign)):
                    self._led[code] = min(term.start, self._led.get(code, term.start))

    def offices_of(self, role: Role, owner: str) -> list[str]:
        """The offices a role may mean under `owner`, the likeliest first."""
        state = self._government(owner)
        named = {
            "@top": state.top, "@hos": state.head_of_state, "@hog": state.head_of_government
        }  # fmt: skip
        return [office for office in (named.get(key, key) for key in role.offices) if office]

    def _government(self, owner: str) -> Government:
        """As the table says; else a leader where there are only leaders, else a president."""
        led = (owner, "leader") in self._terms and (owner, "president") not in self._terms
        return self._states.get(owner, _LED if led else _DEFAULT)

    def holder(self, owner: str, office: str, on: date | None) -> Person | None:
        """Who held `office` of `owner` on that day, or None if nobody is known."""
        when = on or date.max
        for term in reversed(self._terms.get((owner, office), ())):
            if term.start <= when <= term.end:
                return self._persons[term.person]
        return None

    def holder_of_role(self, role: Role, owner: str, on: date | None) -> Person | None:
        """The first known holder among the offices a role may mean."""
        for office in self.offices_of(role, owner):
            found = self.holder(owner, office, on)
            if found:
                return found
        return None

    def held(self, person: Person, role: Role, on: date | None) -> bool:
        """True if the person held one of the role's offices on that day."""
        when = on or date.max
        wanted = self.offices_of(role, person.state)
        return any(
            term.office in wanted and term.start <= when <= term.end for term in person.terms
        )

    def leads(self, person: Person, on: date | None) -> bool:
        """True if the person really led the state, or was its head of government, on that day."""
        when = on or date.max
        return any(t.start <= when <= t.end for t in self._at_the_top(person))

    def had_led(self, code: str, on: date | None) -> bool:
        """True if the person of this code had led a state, or its government, by that day."""
        first = self._led.get(code)
        return first is not None and first <= (on or date.max)

    def _at_the_top(self, person: Person) -> list[Term]:
        """The terms in which the person really led the state, or was its head of government."""
        state = self._government(person.state)
        tops = (state.top, state.head_of_government)
        return [term for term in person.terms if term.office in tops]


def in_office(person: Person, on: date | None) -> bool:
    """True if the person held any office on that day (`known` is no office)."""
    when = on or date.max
    return any(t.office != "known" and t.start <= when <= t.end for t in person.terms)


def code_on(person: Person, on: date | None) -> str:
    """The person's code on that day: the code of the reign while it lasts."""
    return person.reign if person.reign and in_office(person, on) else person.code
