"""Putting the states of a ladder in order, whatever their numbers.

Ladders are solved by banded elimination and mended stretch by stretch (`linear.py`, `mending.py`),
which asks that next states have numbers near that of the present one. Where the numbers are
shuffled, reverse Cuthill-McKee finds a numbering with a narrow band if there is one; the game is
solved in it and the answer is brought back.

A look is cheap: with a band of b, at most 2 d b + 1 states can be reached within d steps, so that
well-mixing transitions are told at once. Source: Cuthill & McKee 1969; George & Liu 1981.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import reverse_cuthill_mckee

from standoff.game.linear import BAND, DENSE
from standoff.game.model import Model
from standoff.game.sparse import SparseTransition

__all__ = ["ladder_order", "renumbered"]

LOOKS = 4
"""Steps from the first state that are looked at before all states are put in order."""


def ladder_order(model: Model) -> np.ndarray | None:
    """Old numbers in the new order, (S,); None where states are in order or no order is narrow."""
    transition = model.transition
    if not isinstance(transition, SparseTransition) or 2 * model.states <= DENSE:
        return None
    if transition.bandwidth <= BAND:
        return None
    pattern = transition.weighted(np.ones(transition.shape))
    if not _may_be_narrow(pattern):
        return None
    order = np.asarray(reverse_cuthill_mckee(pattern, symmetric_mode=False))
    place = _places(order)
    coo = pattern.tocoo()
    width = np.abs(place[coo.coords[0]] - place[coo.coords[1]]).max()
    return order if width <= BAND else None


def renumbered(model: Model, order: np.ndarray) -> Model:
    """The same game, its state k the old state `order[k]`."""
    transition = model.transition
    assert isinstance(transition, SparseTransition)
    pairs = transition.shape[1] * transition.shape[2]
    rows = transition.matrix[(order[:, None] * pairs + np.arange(pairs)).ravel()]
    columns = _places(order)[rows.indices]
    matrix = sp.csr_array((rows.data, columns, rows.indptr), shape=rows.shape)
    matrix.sort_indices()
    return replace(
        model,
        payoffs=model.payoffs[:, order],
        # Rows were looked at before; those of a stretch may add up to less than 1.
        transition=SparseTransition(matrix, model.actions, leaking=True),
    )


def _places(order: np.ndarray) -> np.ndarray:
    """Where each old number stands in the order."""
    out = np.empty(len(order), dtype=np.int64)
    out[order] = np.arange(len(order))
    return out


def _may_be_narrow(pattern: sp.csr_array) -> bool:
    """Can so few states be reached in a few steps as a narrow band allows?"""
    seen = np.array([0])
    for steps in range(1, LOOKS + 1):
        seen = np.union1d(seen, pattern[seen].indices)
        if len(seen) > 2 * steps * BAND + 1:
            return False
    return True
