"""Actors: who is named in a text, as codes, with the offices of the day.

    gazetteer = load_gazetteer()
    gazetteer.find(tokenize(text), language="de", on=date(2019, 12, 9))   # [Mention, ...]

The tables under `coding/data/actors` hold all language and all facts; the modules hold the rules:
`forms` (inflection), `lexicon` (forms to meanings), `scan` (words to meanings), `surnames` (whom a
surname means), `offices` (who held what when), `people` (whom names and roles mean in this text),
`links` (the owner behind a role), `phrases` (owner, role and name are one mention), `states` (codes
of states in ISO, COW and Gleditsch-Ward), `naming` (from a code back to a name).
"""

from standoff.coding.actors.gazetteer import Gazetteer, load_gazetteer
from standoff.coding.actors.mention import KINDS, Mention
from standoff.coding.actors.states import StateCode, state_code, state_codes

__all__ = [
    "KINDS",
    "Gazetteer",
    "Mention",
    "StateCode",
    "load_gazetteer",
    "state_code",
    "state_codes",
]
