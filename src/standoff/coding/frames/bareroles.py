"""Roles without a name: whose president, army or spokesman a clause means.

First whoever the phrase says it belongs to ("Moscow's envoy", "die Außenminister beider Länder");
then, for a role that stands bare:

    spokesmen              the body named last
    fighters, the group    the armed group named last
    the junta, the police  those of where the story is
    anybody else           who bore the word in the discourse (`discourse.rolewords`), but nobody
                           of a state that has no such office
"""

from __future__ import annotations

from standoff.coding.frames.statenouns import StateNouns
from standoff.coding.grammar.phrases import Phrase
from standoff.nouns.coding import state_of

__all__ = ["BareRoles"]


class BareRoles(StateNouns):
    """The part of a frame that finds who bears a role."""

    def _is_base(self, phrase: Phrase) -> bool:
        """ "an army base in Syria": the role is no actor but tells what stands there."""
        mention = self.sentence.mentions[phrase.roles[-1]]  # "government troops" are troops
        return mention.last - 1 < phrase.head and self.sentence.language.code == "en"

    def _roles(self, phrase: Phrase) -> tuple[str, ...]:
        owners = self._codes(phrase.owners) or self._where_from(phrase)
        owners = owners or self._possessor(phrase) or self._shared_owner(phrase)
        if owners:
            return owners
        for other in self.phrases:
            if other.of >= 0 and self.phrases[other.of] is phrase and not other.prep:
                if other.det == "beider":
                    return self._group_noun(other)  # "die Außenminister beider Länder"
                kinds = {self.sentence.mentions[a].kind for a in other.actors}
                if "group" in kinds:
                    return self._codes(other.actors)  # "den Rebellen der M23"
        mention = self.sentence.mentions[phrase.roles[0]]
        word = self.sentence.low[mention.last - 1]
        language = self.sentence.language
        if language.outsiders.intersection(self.sentence.low[phrase.first : mention.first]):
            return ()
        if phrase.det == "die" and word in language.gatherings:
            return tuple(filter(None, [self.discourse.last_organ()]))  # "die Regierungschefs"
        return self._role_of(phrase, word)

    def _role_of(self, phrase: Phrase, word: str) -> tuple[str, ...]:
        """Who bears a role that the phrase does not say whose it is."""
        language = self.sentence.language
        if word in language.bodies and word in language.sides:
            return ()  # "westliche Regierungen" are nobody's in particular
        if word in language.spokesmen:
            owned = any(
                other.of >= 0 and self.phrases[other.of] is phrase for other in self.phrases
            )
            return () if owned else tuple(filter(None, [self.discourse.last_body()]))
        group = self.discourse.last_group(self._others()) if word in language.fighters else ""
        if group:
            return (group,)
        person = word not in language.bodies
        others = self._others(places=person and language.code != "de")
        found = self._body_of_scene(word, phrase)
        found = found or self.discourse.role(word, others, person=person)
        found = self._bearer(word, found)
        if found and "_" not in found and word in language.opposing:
            return (f"{found}_OPP",)
        if found and language.code == "de" and word in language.fighters & language.bodies:
            return (f"{state_of(found)}_REB",)  # "die Rebellen" are not their government
        return (found,) if found else ()

    def _bearer(self, word: str, found: str) -> str:
        """ "die Kanzlerin" is nobody of a state without chancellors."""
        states = self.sentence.language.borne.get(word, "").split(",")
        if states == [""] or state_of(found) in states:
            return found
        known = [state for state in states if self.discourse.knows(state)]
        return self.discourse.national(known[0]) or known[0] if known else ""

    def _body_of_scene(self, word: str, phrase: Phrase) -> str:
        """ "Togo shelled a port, the defence ministry said"; "the junta" of where the story is."""
        language, discourse = self.sentence.language, self.discourse
        if language.code != "en" or word not in language.bodies:
            return ""
        said = self.parent is None and self.clause.first > 0 and phrase is self.phrases[0]
        said = said and any(lemma in language.saying for lemma, _ in self.clause.verbs.lexical)
        if said and discourse.subject_here():
            return discourse.subject_here()
        placed = discourse.here or discourse.home or discourse.matter.is_of_one()
        at_home = word in language.home_bodies and not placed
        return discourse.scene if at_home else ""
