"""Steps that may climb solve games on which falling steps get stuck, and never end up worse."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.game.linearised import Linearised
from standoff.game.newton import closest, solved
from standoff.game.nonmonotone import restless, rough
from standoff.game.starts import random_start

from .random_games import random_model


def _starts(seed: int, count: int) -> list[Linearised]:
    """Random starts of a short ladder that is patient and precise: many folds."""
    model = random_model(
        seed, states=30, delta=0.99, precision=6.0, convention="quantal_response", ladder=True
    )
    return [Linearised(model, random_start(model, seed, k)) for k in range(count)]


def test_more_random_starts_end_in_a_solution_than_with_falling_steps() -> None:
    starts = [start for seed in range(8) for start in _starts(seed, 6)]
    climbing = sum(solved(restless(start)) for start in starts)
    falling = sum(solved(closest(start)) for start in starts)
    assert climbing > 1.5 * falling
    assert climbing > 0.5 * len(starts)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 20))
def test_the_point_returned_is_the_best_on_the_way(seed: int, steps: int) -> None:
    (start,) = _starts(seed, 1)
    assert rough(restless(start, steps=steps)) <= rough(start)
