"""The one-shot crisis game: choice probabilities as replies to beliefs, with their derivatives.

A challenges or not; B concedes or resists; A stands firm or backs down. With payoffs S = (SA, VA,
CB, WA, WB, a), a belief q that B resists and a belief f that A, having challenged, stands firm
(e_1, e_2, e_3 independent standard normal; T is the bivariate normal distribution function):

    c    = (SA - (1-q) VA) / q                            what challenging must be worth
    p_C  = 1 - Phi(c - WA) Phi(c - a)                     A challenges
    F    = T((WA - a)/sqrt 2, WA - c; 1/sqrt 2)           A challenges and would stand firm
    p_F  = F / p_C                                        A stands firm, having challenged
    p_R  = Phi(WB - CB / f)                               B resists

In equilibrium q = p_R and f = p_F: one equation in q. The outcomes are status quo 1 - p_C,
concession p_C (1 - p_R), standing firm F p_R and backing down (p_C - F) p_R. Their probabilities
are floored at the square root of the machine's epsilon, as the reference implementation does.
Source: Crisman-Cox & Gibilisco, PSRM 2021.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, owens_t

__all__ = ["FLOOR", "Replies", "outcome_score", "outcomes", "replies"]

FLOOR = float(np.sqrt(np.finfo(float).eps))
_ROOT2 = np.sqrt(2.0)
_RHO = 1.0 / _ROOT2


@dataclass(frozen=True)
class Replies:
    """p_C, F, z with p_R = Phi(z), each (N,); their derivatives (N, 8) in six payoffs, q, f."""

    challenge: np.ndarray
    firm: np.ndarray
    resist_z: np.ndarray
    d_challenge: np.ndarray
    d_firm: np.ndarray
    d_resist_z: np.ndarray

    @property
    def stand_firm(self) -> np.ndarray:
        """p_F, (N,)."""
        return self.firm / self.challenge


def replies(payoffs: np.ndarray, q: np.ndarray, f: np.ndarray) -> Replies:
    """Best replies to beliefs q and f, (N,) each; payoffs (N, 6)."""
    sa, va, cb, wa, wb, back = payoffs.T
    q, f = np.maximum(q, FLOOR), np.maximum(f, FLOOR)
    need = (sa - (1 - q) * va) / q
    d_need = np.zeros((len(q), 8))
    d_need[:, 0], d_need[:, 1], d_need[:, 6] = 1 / q, -(1 - q) / q, (va - sa) / q**2
    over_war, over_back = ndtr(need - wa), ndtr(need - back)
    challenge = np.maximum(1 - over_war * over_back, FLOOR)
    at_war, at_back = _density(need - wa) * over_back, over_war * _density(need - back)
    d_challenge = -(at_war + at_back)[:, None] * d_need
    d_challenge[:, 3] += at_war
    d_challenge[:, 5] += at_back
    h, k = (wa - back) / _ROOT2, wa - need
    firm, by_h, by_k = _bivariate(h, k)
    d_firm = -by_k[:, None] * d_need
    d_firm[:, 3] += by_k + by_h / _ROOT2
    d_firm[:, 5] -= by_h / _ROOT2
    d_resist = np.zeros((len(q), 8))
    d_resist[:, 2], d_resist[:, 4], d_resist[:, 7] = -1 / f, 1.0, cb / f**2
    return Replies(challenge, np.maximum(firm, FLOOR**2), wb - cb / f, d_challenge, d_firm,
                   d_resist)  # fmt: skip


def outcomes(challenge: np.ndarray, firm: np.ndarray, resist: np.ndarray) -> np.ndarray:
    """Probabilities of sq, cd, sf, bd, floored, (N, 4)."""
    four = np.stack(
        [1 - challenge, challenge * (1 - resist), firm * resist, (challenge - firm) * resist], 1
    )
    return np.maximum(four, FLOOR)


def outcome_score(
    counts: np.ndarray, challenge: np.ndarray, firm: np.ndarray, resist: np.ndarray
) -> np.ndarray:
    """Derivative of the log-likelihood in p_C, F and p_R, (N, 3); nought where floored."""
    p = outcomes(challenge, firm, resist)
    sq, cd, sf, bd = np.where(p > FLOOR, counts / p, 0.0).T
    return np.stack(
        [
            -sq + cd * (1 - resist) + bd * resist,
            (sf - bd) * resist,
            -cd * challenge + sf * firm + bd * (challenge - firm),
        ],
        axis=1,
    )


def _density(x: np.ndarray) -> np.ndarray:
    out: np.ndarray = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return out


def _bivariate(h: np.ndarray, k: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """T(h, k; 1/sqrt 2) and its derivatives, by Owen's function (Owen 1956)."""
    span = np.sqrt(1 - _RHO**2)
    towards_k, towards_h = (k - _RHO * h) / span, (h - _RHO * k) / span
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = np.nan_to_num(towards_k / h, nan=0.0), np.nan_to_num(towards_h / k, nan=0.0)
    apart = np.where((h * k > 0) | ((h * k == 0) & (h + k >= 0)), 0.0, 0.5)
    whole = (ndtr(h) + ndtr(k)) / 2 - owens_t(h, first) - owens_t(k, second) - apart
    return whole, _density(h) * ndtr(towards_k), _density(k) * ndtr(towards_h)
