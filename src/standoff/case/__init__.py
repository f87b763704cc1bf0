"""Room `case`: the façade at the top of the house.

`Case` is a folder with a record in it and knows the whole order; the functions beside it do what
needs no case. The command line and the desk talk to this room only.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.case.articles import code_files, score_files, write_codings
    from standoff.case.balancing import write_balance_page
    from standoff.case.case import Case
    from standoff.case.charting import write_charts
    from standoff.case.claim_sheet import ask_sheet
    from standoff.case.claiming import write_claim_cards
    from standoff.case.corpus import write_corpus
    from standoff.case.deals import draw_deals, find_deals
    from standoff.case.doctor import examine
    from standoff.case.drawing import draw_game_fit, save_backing_down, save_outcomes
    from standoff.case.estimating import estimate_escalation
    from standoff.case.estimating_coercion import find_coercion_estimate
    from standoff.case.estimating_crises import estimate_signalling
    from standoff.case.importing import import_file
    from standoff.case.mechanisms import find_mechanisms, write_mechanisms
    from standoff.case.playing import new_play, state_of_month
    from standoff.case.proposing import propose_from_files
    from standoff.case.scoring_fits import compare_escalation
    from standoff.case.solving import declared_game, draw_game, simulate_game, solve_game
    from standoff.case.tangent import game_tangent, kept_tangent
    from standoff.case.whatif import draw_what_if, what_if

__all__ = [
    "Case",
    "ask_sheet",
    "code_files",
    "compare_escalation",
    "declared_game",
    "draw_deals",
    "draw_game",
    "draw_game_fit",
    "draw_what_if",
    "estimate_escalation",
    "estimate_signalling",
    "examine",
    "find_coercion_estimate",
    "find_deals",
    "find_mechanisms",
    "game_tangent",
    "import_file",
    "kept_tangent",
    "new_play",
    "propose_from_files",
    "save_backing_down",
    "save_outcomes",
    "score_files",
    "simulate_game",
    "solve_game",
    "state_of_month",
    "what_if",
    "write_balance_page",
    "write_charts",
    "write_claim_cards",
    "write_codings",
    "write_corpus",
    "write_mechanisms",
]

_HOME = {
    "Case": "case",
    "code_files": "articles",
    "compare_escalation": "scoring_fits",
    "estimate_escalation": "estimating",
    "estimate_signalling": "estimating_crises",
    "declared_game": "solving",
    "draw_deals": "deals",
    "find_deals": "deals",
    "draw_game": "solving",
    "draw_game_fit": "drawing",
    "game_tangent": "tangent",
    "kept_tangent": "tangent",
    "draw_what_if": "whatif",
    "what_if": "whatif",
    "examine": "doctor",
    "import_file": "importing",
    "find_coercion_estimate": "estimating_coercion",
    "find_mechanisms": "mechanisms",
    "new_play": "playing",
    "state_of_month": "playing",
    "save_backing_down": "drawing",
    "save_outcomes": "drawing",
    "propose_from_files": "proposing",
    "score_files": "articles",
    "simulate_game": "solving",
    "solve_game": "solving",
    "ask_sheet": "claim_sheet",
    "write_balance_page": "balancing",
    "write_charts": "charting",
    "write_claim_cards": "claiming",
    "write_codings": "articles",
    "write_corpus": "corpus",
    "write_mechanisms": "mechanisms",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"standoff.case.{_HOME[name]}"), name)
    raise AttributeError(f"module 'standoff.case' has no attribute {name!r}")
