"""Who is being talked about: pronouns, bare roles, "both sides", and actors left unsaid.

One rule for all, so that it can be stated and tested: **salience** (see there). Every mention adds
to its actor's salience; each new sentence takes a fifth of it away; a subject counts double.

    he, she, it, they        `mentions`: who was named last, as subject or not
    the ruler, the army      `rolewords`: who bore the word, else who is present, else the place
    both sides, die beiden   the two most salient actors of different states
    an unknown minister      somebody of the state that is spoken of, from then on
    nobody named             source: the subject of the sentence before; target: the most salient
                             actor of another state (the counterpart), if it stands out from
                             those of third states

Datelines and places where something happens ("in Wien") do not count.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from standoff.coding.discourse.rolewords import RoleWords
from standoff.nouns.coding import state_of

__all__ = ["Discourse"]


@dataclass
class Discourse(RoleWords):
    """What the text has said so far about its actors."""

    speaker: str = ""
    speaker_turn: int = -9
    strangers: dict[str, str] = field(default_factory=dict)

    def next_sentence(self) -> None:
        """A new sentence begins: salience fades."""
        self.turn += 1
        self.before_here, self.here = self.here, ""
        self.fade()
        self.forget()

    def note(self, code: str, kind: str, *, subject: bool = False, words: str = "") -> None:
        """An actor was mentioned, in these words."""
        for part in code.split(";"):
            self.mention(part, kind, subject=subject)
        self.note_words(code, words)

    def stranger(self, name: str, *, office: bool, state: str = "") -> str:
        """The code of a person nobody listed; one who holds an office belongs to a state.

        Which one: the dateline's, the place of this sentence or the subject of the sentence
        before; where two of the three agree, that one, else the first that is known. It stays.
        """
        if name not in self.strangers and office:
            near = [self.home, self.here, state_of(self.last_subject())]
            state = state or max(filter(None, near), key=near.count, default="")
            if state:
                self.strangers[name] = f"{state}_{name}"
        return self.strangers.get(name, name)

    def partner(self, codes: Collection[str]) -> tuple[str, ...]:
        """Whom these had to do with last, else their counterpart."""
        own = {state_of(code) for code in codes}
        if self.turn - self.pair_turn <= 1 and own & {state_of(code) for code in self.pair}:
            return tuple(code for code in self.pair if state_of(code) not in own)
        found = self.counterpart(codes)
        return (found,) if found else ()

    def spoke(self, code: str) -> None:
        """This actor was the last to speak."""
        self.speaker, self.speaker_turn = code, self.turn
