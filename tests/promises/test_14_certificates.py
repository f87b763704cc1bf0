"""Promise 14: a solver never says yes wrongly; every certificate is recomputed by slow code."""

from __future__ import annotations

import numpy as np
import pytest

from game.test_solving import _draw, _slow_residual
from standoff.errors import NotSolved
from standoff.game.continuation import Branch
from standoff.game.solving import certified, solve_arrays


def test_promise_14_no_false_certificate(all_of_it, kept):
    solved = refused = 0
    for seed in range(2000, 3000 if all_of_it else 2030):
        model = _draw(seed)
        try:
            found = solve_arrays(model)
        except NotSolved:
            refused += 1
            continue
        slow = _slow_residual(model, found.worths)
        assert slow < 1e-9
        assert abs(found.certificate.residual - slow) < 1e-10
        solved += 1
    assert solved > 10 * refused
    kept("random games certified, none falsely", solved)


def test_promise_14_a_point_beside_the_equilibrium_is_refused(all_of_it, kept):
    refused = 0
    for seed in range(200 if all_of_it else 20):
        model, chance = _draw(5000 + seed), np.random.default_rng(seed)
        worths = solve_arrays(model).worths
        off = worths + chance.normal(size=worths.shape) * 10.0 ** -chance.integers(2, 6)
        with pytest.raises(NotSolved, match="certificate") as fault:
            certified(model, off * model.precision, Branch("made up", 0))
        assert fault.value.residual > 1e-8, "the last residual is told"
        refused += 1
    kept("wrong points refused", refused)
