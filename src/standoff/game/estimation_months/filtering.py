"""Likelihood of moves given states, with what is hidden summed out.

Let h be the joint level of the hidden factors, x_t all that is seen of the state in month t, and m
= (a, b) the moves. The forward recursion (Hamilton 1989; Rabiner 1989) is

    p_t(m)       = sum_h alpha_t(h) P_1(a | x_t, h) P_2(b | x_t, h)
    alpha_t+1(h') ~ sum_h,m alpha_t(h) P_1 P_2 1{m as seen} f(h' | x_t, h, m) 1{h' allowed}

and the log-likelihood is the sum of the logs of what each step keeps. f is the product of the laws
of the hidden factors. A level that is seen in both months is given, not explained: its law counts
as 1 there, since a record need not obey the game. At the start every allowed h is as likely as any.

Going back in the same way gives the smoothed counts N_i(s, a), the expected number of times that
side i did a in state s given the whole record. They are all the gradient needs (Fisher's identity):

    d logL / d v_i(s, a) = N_i(s, a) - P_i(a | s) sum_a' N_i(s, a').
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.game.estimation_months.sequence import Sequences, Series
from standoff.game.transitions import FactoredTransition

__all__ = ["Counts", "Kernels", "count", "first_weights", "joint", "kernels_of"]


@dataclass(frozen=True)
class Kernels:
    """What does not depend on choices: f(h'|h, m) for each month but the last, cut to the moves
    that were seen: a list of arrays (H, A or 1, B or 1, H'), empty where nothing is hidden."""

    steps: tuple[np.ndarray, ...]


@dataclass(frozen=True)
class Counts:
    """Log-likelihood; smoothed counts (S, A) and (S, B)."""

    log_likelihood: float
    first: np.ndarray
    second: np.ndarray


def kernels_of(sequences: Sequences) -> tuple[Kernels, ...]:
    """Laws of the hidden factors, month by month, for every dyad."""
    transition = sequences.game.model.transition
    assert isinstance(transition, FactoredTransition)
    return tuple(
        Kernels(
            tuple(_kernel(transition, one, t) for t in range(len(one.labels) - 1))
            if one.hidden
            else ()
        )
        for one in sequences.series
    )


def _kernel(transition: FactoredTransition, one: Series, t: int) -> np.ndarray:
    """f(h' | h, a, b) of the step from month t: (H, A, B, H'), cut to the moves seen."""
    width, (a, b) = one.levels.shape[2], _slices(one, t)
    shape = (width, a.stop - a.start, b.stop - b.start, width)
    out = np.ones(shape)
    for f in one.hidden:
        if one.seen[t, f] and one.seen[t + 1, f]:
            continue
        law = transition.laws[f]
        sides = dict(zip(transition.sides, (a, b), strict=True))
        place = []
        for name in law.reads:
            if name in sides:
                span = np.arange(sides[name].start, sides[name].stop)
                ahead = name == next(iter(sides))
                place.append(span.reshape((1, -1, 1, 1) if ahead else (1, 1, -1, 1)))
            else:
                own = [law_.factor for law_ in transition.laws].index(name)
                place.append(one.levels[t, own].reshape(-1, 1, 1, 1))
        after = one.levels[t + 1, f].reshape(1, 1, 1, -1)
        out = out * law.table[(*place, after)]
    return out


def _slices(one: Series, t: int) -> tuple[slice, slice]:
    """The moves that month t may have had."""
    found = []
    for move, count_ in zip(one.moves[t], one.actions, strict=True):
        found.append(slice(0, count_) if move < 0 else slice(int(move), int(move) + 1))
    return found[0], found[1]


def count(
    sequences: Sequences, kernels: tuple[Kernels, ...], choices: tuple[np.ndarray, np.ndarray]
) -> Counts:
    """Log-likelihood and smoothed counts at choice probabilities (S, A) and (S, B)."""
    counts = (np.zeros_like(choices[0]), np.zeros_like(choices[1]))
    total = 0.0
    for one, kernel in zip(sequences.series, kernels, strict=True):
        total += (
            _summed(one, kernel, choices, counts) if one.hidden else _plain(one, choices, counts)
        )
    return Counts(float(total), *counts)


def _plain(
    one: Series, choices: tuple[np.ndarray, np.ndarray], counts: tuple[np.ndarray, np.ndarray]
) -> float:
    """Nothing is hidden: moves are counted where they were seen."""
    total = 0.0
    for side in (0, 1):
        use = (one.states[:, 0] >= 0) & (one.moves[:, side] >= 0)
        state, move = one.states[use, 0], one.moves[use, side]
        np.add.at(counts[side], (state, move), 1.0)
        total += float(np.log(choices[side][state, move]).sum())
    return total


def _summed(
    one: Series,
    kernel: Kernels,
    choices: tuple[np.ndarray, np.ndarray],
    counts: tuple[np.ndarray, np.ndarray],
) -> float:
    """Forward and backward through the months; counts are added to."""
    plays = [joint(one, t, choices) for t in range(len(one.labels))]
    ahead, total = [first_weights(one)], 0.0
    for t, play in enumerate(plays[:-1]):
        mass = np.einsum("h,hab,habk->k", ahead[t], play, kernel.steps[t]) * one.allowed[t + 1]
        total += float(np.log(mass.sum()))
        ahead.append(mass / mass.sum())
    total += float(np.log(np.einsum("h,hab->", ahead[-1], plays[-1])))
    later, behind = np.ones((1, 1, 1)), np.ones(one.states.shape[1])
    for t in range(len(plays) - 1, -1, -1):
        if t < len(plays) - 1:
            later = np.einsum("habk,k->hab", kernel.steps[t], behind * one.allowed[t + 1])
        weights = ahead[t][:, None, None] * plays[t] * later
        _add(one, t, weights / weights.sum(), counts)
        behind = np.einsum("hab,hab->h", plays[t], np.broadcast_to(later, plays[t].shape))
        behind = behind / max(behind.max(), 1e-300)
    return total


def first_weights(one: Series) -> np.ndarray:
    """Every joint level that the first month may have is as likely as any: (H,)."""
    return np.asarray(one.allowed[0] / one.allowed[0].sum())


def joint(one: Series, t: int, choices: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """P_1 P_2 of the moves that month t may have had: (H, A or 1, B or 1).

    Where the game has no such state, what was seen is taken as given and the rest as uniform.
    """
    parts = []
    for side, span in enumerate(_slices(one, t)):
        state = one.states[t]
        rows = np.where(state[:, None] >= 0, choices[side][state], 1.0 / one.actions[side])[:, span]
        parts.append(np.where(state[:, None] >= 0, rows, 1.0) if rows.shape[1] == 1 else rows)
    return np.asarray(parts[0][:, :, None] * parts[1][:, None, :])


def _add(one: Series, t: int, weights: np.ndarray, counts: tuple[np.ndarray, np.ndarray]) -> None:
    """Add one month's smoothed weights (H, A or 1, B or 1) to the counts of moves."""
    where = one.states[t] >= 0
    for side, (span, axis) in enumerate(zip(_slices(one, t), (2, 1), strict=True)):
        rows = weights.sum(axis=axis)[where]
        np.add.at(
            counts[side], (one.states[t][where][:, None], np.arange(span.start, span.stop)), rows
        )
