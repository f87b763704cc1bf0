"""Certificates of games given as arrays, from transitions written out entry by entry.

The factored operator and the linear algebra of the solver are not used: each state's next states
are listed one by one with their probabilities (chunk by chunk, so that 40,320 states fit in
memory), and the equations of MODELS.md, section 1 are evaluated in units of payoff. What is
reported is what `certificate.py` describes. Whoever certifies many games of the same motion writes
it out once (`WrittenOut`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from standoff.game.certificate import Certificate
from standoff.game.model import Model
from standoff.game.transitions import Transition

__all__ = ["WrittenOut", "certify_arrays"]

CHUNK = 40_000
"""Entries (state, a, b) that are written out at once."""


@dataclass(frozen=True)
class WrittenOut:
    """All entries of a transition, chunk by chunk: (S A B, S) in rows; some 60 megabytes."""

    transition: Transition
    chunks: tuple[tuple[slice, sp.csr_array], ...]

    @classmethod
    def of(cls, transition: Transition) -> WrittenOut:
        """Written out once."""
        return cls(transition, tuple((p, _entries(transition, p)) for p in _parts(transition)))


def _parts(transition: Transition) -> list[slice]:
    states, a, b = transition.shape
    width = max(1, CHUNK // (a * b))
    return [slice(begin, min(begin + width, states)) for begin in range(0, states, width)]


def _entries(transition: Transition, part: slice) -> sp.csr_array:
    row, after, chance = transition.explicit(part)
    states, a, b = transition.shape
    shape = ((part.stop - part.start) * a * b, states)
    return sp.csr_array((chance, (row.astype(np.int32), after.astype(np.int32))), shape=shape)


def certify_arrays(
    model: Model,
    worths: np.ndarray,
    values: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    written: WrittenOut | None = None,
) -> Certificate:
    """Recompute residual and largest one-deviation gain of a reported equilibrium.

    `written` is taken for the motion of states if it is that of this very transition.
    """
    a = model.actions[0]
    residual = gain = 0.0
    chunks = written.chunks if written and written.transition is model.transition else None
    for number, part in enumerate(_parts(model.transition)):
        entries = chunks[number][1] if chunks else _entries(model.transition, part)
        stage = _stage(model, values, part, entries)
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


def _stage(
    model: Model, values: np.ndarray, part: slice, entries: sp.csr_array
) -> tuple[np.ndarray, np.ndarray]:
    """u_i + delta_i E[value] in the states of `part`: two arrays (n, A, B)."""
    shape = (part.stop - part.start, *model.actions)
    out = []
    for i in (0, 1):
        later = (entries @ values[i]).reshape(shape)
        out.append(model.payoffs[i, part] + model.discounts[i] * later)
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
