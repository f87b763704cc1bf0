"""The closed vocabularies of the codebook: kinds, stances, moves and their PLOVER types.

Source of the PLOVER event types: Open Event Data Alliance, PLOVER (16 types, the later names
REQUEST and ACCUSE). The coercion vocabulary (`move`) is standoff's own; each move has one PLOVER
type, or none for the families signal and domestic.
"""

from __future__ import annotations

from types import MappingProxyType

__all__ = [
    "DECISIONS", "FAMILY_MOVES", "KINDS", "LEVELS", "MOVES", "MOVE_FAMILY", "MOVE_PLOVER",
    "PLOVER_TYPES", "STANCES", "SYSTEMS",
]  # fmt: skip

KINDS = ("event", "quote", "pledge", "deadline", "count", "signal", "assessment")
STANCES = (
    "actual", "planned", "cancelled", "conditional", "unconfirmed", "denied", "habitual",
    "hypothetical", "opinion",
)  # fmt: skip
SYSTEMS = (
    "short_range", "medium_range", "intercontinental", "submarine", "satellite", "nuclear",
    "engine",
)  # fmt: skip
PLOVER_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "SANCTION", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
LEVELS = ("complete", "partial", "none")
DECISIONS = ("accept", "change", "reject", "undo")

FAMILY_MOVES = MappingProxyType(
    {
        "meeting": {"summit": "CONSULT", "talks": "CONSULT", "letter": "CONSULT"},
        "agreement": {"agreement": "AGREE", "pledge": "AGREE", "announcement": "AGREE"},
        "yielding": {
            "concession": "CONCEDE",
            "drop_demand": "CONCEDE",
            "status_grant": "CONCEDE",
            "moratorium": "CONCEDE",
            "relief": "CONCEDE",
        },
        "withdrawal": {"withdrawal": "RETREAT"},
        "help": {"aid": "AID", "cooperation": "COOPERATE"},
        "asking": {"demand": "REQUEST", "warning": "REQUEST"},
        "threat": {
            "threat": "THREATEN",
            "ultimatum": "THREATEN",
            "capability_claim": "THREATEN",
        },
        "force posture": {
            "weapon_test": "MOBILIZE",
            "exercise": "MOBILIZE",
            "deployment": "MOBILIZE",
            "nuclear_restart": "MOBILIZE",
        },
        "pressure": {"sanction": "SANCTION", "trade_dispute": "SANCTION"},
        "violence": {"coercion": "COERCE", "attack": "ASSAULT"},
        "refusal": {
            "refusal": "REJECT",
            "breakdown": "REJECT",
            "cancellation": "REJECT",
            "breach": "REJECT",
            "dismissal": "REJECT",
        },
        "words": {
            "praise": "SUPPORT",
            "rapprochement": "SUPPORT",
            "accusation": "ACCUSE",
            "insult": "ACCUSE",
            "ridicule": "ACCUSE",
        },
        "protest": {"protest": "PROTEST"},
        "signal": {"signal": "", "silence": "", "position_change": "", "face_saving": ""},
        "domestic": {"election": "", "domestic_pressure": ""},
    }
)

MOVE_PLOVER = MappingProxyType(
    {move: plover for moves in FAMILY_MOVES.values() for move, plover in moves.items()}
)
MOVE_FAMILY = MappingProxyType(
    {move: family for family, moves in FAMILY_MOVES.items() for move in moves}
)
MOVES = tuple(MOVE_PLOVER)
