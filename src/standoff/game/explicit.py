"""Certificates of games given as arrays, from transitions written out entry by entry.

The factored operator and the linear algebra of the solver are not used: each state's next states
are listed one by one with their probabilities (chunk by chunk, so that 40,320 states fit in
memory), and the equations of MODELS.md, section 1 are evaluated in units of payoff. What is
reported is what `certificate.py` describes.
"""

from __future__ import annotations

import numpy as np

from standoff.game.certificate import Certificate
from standoff.game.model import Model

__all__ = ["certify_arrays"]

CHUNK = 40_000
"""Entries (state, a, b) that are written out at once."""


def certify_arrays(
    model: Model, worths: np.ndarray, values: np.ndarray, first: np.ndarray, second: np.ndarray
) -> Certificate:
    """Recompute residual and largest one-deviation gain of a reported equilibrium."""
    a, b = model.actions
    residual = gain = 0.0
    width = max(1, CHUNK // (a * b))
    for begin in range(0, model.states, width):
        part = slice(begin, min(begin + width, model.states))
        stage = _stage(model, values, part)
        found = (stage[0] @ second[part, :, None])[:, :, 0]
        other = (stage[1].transpose(0, 2, 1) @ first[part, :, None])[:, :, 0]
        for i, (q, p, told) in enumerate(
            ((found, first[part], worths[part, :a]), (other, second[part], worths[part, a:]))
        ):
            best, kept, value = _worth(model, q, p)
            residual = max(residual, _far(q, told), _far(value, values[i, part]))
            gain = max(gain, float((best - kept).max()))
    slack = 2 * residual / (1 - max(model.discounts))
    return Certificate(residual, gain, gain + slack)


def _stage(model: Model, values: np.ndarray, part: slice) -> tuple[np.ndarray, np.ndarray]:
    """u_i + delta_i E[value] in the states of `part`: two arrays (n, A, B)."""
    row, after, chance = model.transition.explicit(part)
    shape = (part.stop - part.start, *model.actions)
    count = int(np.prod(shape))
    out = []
    for i in (0, 1):
        later = np.bincount(row, weights=chance * values[i, after], minlength=count)
        out.append(model.payoffs[i, part] + model.discounts[i] * later.reshape(shape))
    return out[0], out[1]


def _worth(model: Model, q: np.ndarray, p: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Best value with shocks, value with shocks of choosing by p, value by convention: (n,)."""
    t = model.precision
    best = np.logaddexp.reduce(t * q, axis=1) / t
    plain = (p * q).sum(axis=1)
    entropy = -(p * np.log(np.where(p > 0, p, 1.0))).sum(axis=1) / t
    value = best if model.convention == "private_shocks" else plain
    return best, plain + entropy, value


def _far(one: np.ndarray, other: np.ndarray) -> float:
    """Largest difference; infinite where something is not a number."""
    worst = np.abs(one - other).max()
    return float(worst) if np.isfinite(worst) else float("inf")
