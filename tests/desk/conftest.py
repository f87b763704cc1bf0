"""The game of the desk's pages, small enough to be solved at once: the same rules, short clocks."""

from __future__ import annotations

from functools import cache

import pytest
from markupsafe import Markup

from standoff.case import game_side


@cache
def small_game(variant):
    from standoff.game.games.coercion import coercion_game
    from standoff.game.statics.implied import short_clocks

    return short_clocks(coercion_game(variant), deadline=2, election=1).solve()


@pytest.fixture(autouse=True)
def quick_games(monkeypatch):
    """Pages of the game ask for the small one; mechanisms, a minute's work, are told as asked."""
    whole = game_side.solved_game
    monkeypatch.setattr(
        game_side, "solved_game",
        lambda variant: small_game(variant) if variant in game_side.VARIANTS else whole(variant),
    )  # fmt: skip
    monkeypatch.setattr(
        game_side, "mechanisms_html",
        lambda case, language, draws, tell: Markup("<p>Asked of {} in {}.</p>").format(
            case.info.id, language
        ),
    )  # fmt: skip
