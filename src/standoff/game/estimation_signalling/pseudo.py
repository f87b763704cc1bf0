"""Pseudo-likelihood (PL) and its nested form (NPL).

PL takes beliefs as given (a first stage's) and maximises the likelihood of the replies to them, by
Fisher scoring with a line search. NPL replaces the beliefs by the replies and starts over until
they agree: a fixed point, hence an equilibrium in every row (Aguirregabiria & Mira 2007). It finds
one fixed point, which need not be the likeliest equilibrium, and it may fail to settle: `converged`
says whether it did. Standard errors of NPL are theirs, those of PL take the first stage as known.
"""

from __future__ import annotations

import time

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import ndtr

from standoff.errors import BadValue
from standoff.game.estimation_signalling.crises import Crises
from standoff.game.estimation_signalling.fit import CrisisFit
from standoff.game.estimation_signalling.game import (
    FLOOR,
    Replies,
    outcome_score,
    outcomes,
    replies,
)

__all__ = ["nested_pseudo_likelihood", "pseudo_likelihood"]

_SCORING_STEPS = 200


def pseudo_likelihood(crises: Crises, beliefs: np.ndarray | None = None) -> CrisisFit:
    """PL at beliefs (N, 2), by default those of the table; raises `BadValue` without either."""
    began = time.perf_counter()
    beliefs = _beliefs(crises, beliefs)
    theta, logs, settled = _maximise(crises, beliefs, _first_theta(crises), 1e-9, _SCORING_STEPS)
    state = replies(crises.indices(theta), *beliefs.T)
    covariance = np.linalg.inv(_information(crises, state))
    violation = float(np.abs(ndtr(state.resist_z) - beliefs[:, 0]).max())
    return CrisisFit(
        "pl", crises.names, theta, np.sqrt(np.diag(covariance)), _replied(state), logs, violation,
        settled, 1, time.perf_counter() - began, covariance,
    )  # fmt: skip


def nested_pseudo_likelihood(
    crises: Crises, beliefs: np.ndarray | None = None, *, rounds: int = 200, close: float = 1e-9
) -> CrisisFit:
    """NPL from beliefs (N, 2), by default the table's first stage, else the shares of all rows."""
    began = time.perf_counter()
    if beliefs is None and crises.first_stage is None:
        beliefs = crises.pooled_beliefs()
    beliefs, theta = _beliefs(crises, beliefs), _first_theta(crises)
    logs, turn, settled = -np.inf, 0, False
    while turn < rounds and not settled:
        turn += 1
        # A few scoring steps a round: to maximise at beliefs that still change is wasted.
        theta, logs, _ = _maximise(crises, beliefs, theta, 1e-9, 3 if turn > 1 else 15)
        state = replies(crises.indices(theta), *beliefs.T)
        after = _replied(state)
        settled = float(np.abs(after - beliefs).max()) < close
        beliefs = after
    state = replies(crises.indices(theta), *beliefs.T)
    violation = float(np.abs(_replied(state) - beliefs).max())
    covariance = _nested_covariance(crises, state)
    return CrisisFit(
        "npl", crises.names, theta, np.sqrt(np.diag(covariance)), beliefs, logs, violation,
        settled, turn, time.perf_counter() - began, covariance,
    )  # fmt: skip


def _beliefs(crises: Crises, beliefs: np.ndarray | None) -> np.ndarray:
    given = crises.first_stage if beliefs is None else beliefs
    if given is None:
        raise BadValue(
            "pseudo-likelihood takes the beliefs of a first stage, and the table brings none",
            expected="columns PRhat, Pr(B resists), and PFhat, Pr(A stands firm)",
            next="use --method npl or cmle, which need no first stage",
        )
    return given


def _first_theta(crises: Crises) -> np.ndarray:
    """Nought, but war and backing down dear: most rows are of the status quo."""
    theta = np.zeros(crises.size)
    for at, name in enumerate(crises.names):
        if name in ("barWA:(Intercept)", "bara:(Intercept)"):
            theta[at] = -1.5
    return theta


def _replied(state: Replies) -> np.ndarray:
    return np.stack([ndtr(state.resist_z), state.stand_firm], 1)


def _maximise(
    crises: Crises, beliefs: np.ndarray, theta: np.ndarray, close: float, steps: int
) -> tuple[np.ndarray, float, bool]:
    """The theta that makes the replies to the beliefs likeliest."""
    logs, state = _likelihood(crises, theta, beliefs)
    for _ in range(steps):
        slope = crises.gather(_score(crises, state))
        information = _information(crises, state)
        information[np.diag_indices(len(theta))] += 1e-10 * np.trace(information) / len(theta)
        step = cho_solve(cho_factor(information), slope)
        if slope @ step < close**2 * max(1.0, abs(logs)):
            return theta, logs, True
        length = 1.0
        while length > 1e-9:
            trial, trial_state = _likelihood(crises, theta + length * step, beliefs)
            if trial >= logs + 1e-4 * length * (slope @ step) or (
                length == 1.0 and abs(trial - logs) < 1e-11 * abs(logs)
            ):
                break
            length /= 2
        else:
            return theta, logs, False
        theta, logs, state = theta + length * step, trial, trial_state
    return theta, logs, False


def _likelihood(crises: Crises, theta: np.ndarray, beliefs: np.ndarray) -> tuple[float, Replies]:
    state = replies(crises.indices(theta), *beliefs.T)
    p = outcomes(state.challenge, state.firm, ndtr(state.resist_z))
    return float((crises.counts * np.log(p)).sum()), state


def _three(state: Replies) -> tuple[np.ndarray, np.ndarray]:
    """p_R and the derivatives (N, 3, 8) of p_C, F, p_R in the payoffs, q and f."""
    density = np.exp(-(state.resist_z**2) / 2) / np.sqrt(2 * np.pi)
    by_resist = density[:, None] * state.d_resist_z
    return ndtr(state.resist_z), np.stack([state.d_challenge, state.d_firm, by_resist], axis=1)


def _score(crises: Crises, state: Replies) -> np.ndarray:
    """Derivative of each row's pseudo-likelihood in its payoffs, (N, 6)."""
    resist, three = _three(state)
    by_three = outcome_score(crises.counts, state.challenge, state.firm, resist)
    return np.einsum("nt,nti->ni", by_three, three[:, :, :6])


def _expected(crises: Crises, state: Replies) -> np.ndarray:
    """Fisher information of each row in its payoffs, q and f, (N, 8, 8)."""
    resist, three = _three(state)
    challenge, firm = state.challenge, state.firm
    p = outcomes(challenge, firm, resist)
    nought = np.zeros_like(resist)
    by_three = np.stack(
        [
            np.stack([-np.ones_like(resist), nought, nought], 1),
            np.stack([1 - resist, nought, -challenge], 1),
            np.stack([nought, resist, firm], 1),
            np.stack([resist, -resist, challenge - firm], 1),
        ],
        axis=1,
    )
    slopes = by_three @ three
    weight = np.where(p > FLOOR, crises.counts.sum(1, keepdims=True) / p, 0.0)
    return (slopes * weight[..., None]).transpose(0, 2, 1) @ slopes


def _information(crises: Crises, state: Replies) -> np.ndarray:
    return crises.gather_square(_expected(crises, state)[:, :6, :6])


def _nested_covariance(crises: Crises, state: Replies) -> np.ndarray:
    """Aguirregabiria & Mira's errors: beliefs move with theta along the equilibrium."""
    expected = _expected(crises, state)
    _, three = _three(state)
    by_firm = (state.d_firm - state.stand_firm[:, None] * state.d_challenge) / state.challenge[
        :, None
    ]
    answer = np.stack([three[:, 2], by_firm], axis=1)
    moved = np.linalg.solve(np.eye(2) - answer[:, :, 6:], answer[:, :, :6])
    own = crises.gather_square(expected[:, :6, :6])
    total = own + crises.gather_square(expected[:, :6, 6:] @ moved)
    inverse = np.linalg.inv(total)
    covariance: np.ndarray = inverse @ own @ inverse.T
    return covariance
