"""`Mention`: some tokens of a text that name an actor, with the actor's code.

kind            what the words are                          code
--------------  ------------------------------------------  -----------------------------
state           a state by name                             PRK
capital         a capital or seat: metonym or mere place    PRK  (the coder decides)
dateline        a capital that only opens an agency text    PRK  (no actor)
house           a house or ministry standing for its men    USA_WH, USA_STATE
adjective       "nordkoreanisch", "Russian"                 PRK, "USA;RUS" if double
people          one national: "ein Nordkoreaner"            PRK
plural_people   nationals: "die Palästinenser"              PSE
person          a person by name, or the holder of an       USA_TRUMP, USA_MUSTER
                office on that day ("der US-Präsident")
office          a role with its state, holder unknown or    RUS_FM, USA, USA_MIL
                a body: government, army, spokesman
role            a bare role: "der Machthaber"               ""  (the coder resolves it)
organisation    NATO, UN, EU, ...                           NATO
group           an armed or political group                 HAMAS
modifier        "US-Sanktionen", "US-led"                   USA  (no actor by itself)
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["KINDS", "Mention"]

KINDS = (
    "state", "capital", "dateline", "house", "adjective", "people", "plural_people", "person",
    "office", "role", "organisation", "group", "modifier",
)  # fmt: skip


class Mention(NamedTuple):
    """Offsets in code points and token indices; both ends exclusive."""

    start: int
    end: int
    code: str
    kind: str
    first: int
    last: int
