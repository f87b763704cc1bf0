"""`signalling`: the one-shot crisis game (Lewis & Schultz 2003), all its equilibria.

A challenges or not; B concedes or resists; A stands firm or backs down. Payoffs: status quo (S_A,
0), concede (V_A, C_B), stand firm (W_A, W_B), back down (a, V_B) with W_A = barWA + e1, W_B =
barWB + e2, a = bara + e3, the e standard normal and private. With p_R = Pr(B resists) and p_F =
Pr(A stands firm | challenged),

    c(p_R) = (S_A - (1 - p_R) V_A) / p_R
    p_C    = 1 - Phi(c - barWA) Phi(c - bara)
    p_F    = Phi2((barWA - bara)/sqrt 2, barWA - c; 1/sqrt 2) / p_C
    p_R    = Phi((p_F barWB + (1 - p_F) V_B - C_B) / p_F)          one equation in p_R

Equilibria are its roots: signs on a grid in x = Phi^-1(p_R), close turning points looked into, and
each bracket halved until rounding, for all draws of parameters at once. p_R is kept within
[sqrt(eps), 1 - sqrt(eps)], as the reference implementation does. Phi2 with this one correlation is
a sum of Owen's T functions (Owen 1956). Sources: MODELS.md, section 3; Crisman-Cox & Gibilisco,
PSRM 2021.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, log_ndtr, ndtr, ndtri, owens_t

__all__ = ["Crisis", "CrisisEquilibria", "binormal", "outcome_chances", "signalling_equilibria"]

FLOOR = float(np.sqrt(np.finfo(float).eps))
"""Least and, from 1, greatest p_R considered."""

GRID = 32
"""Points of the first grid; turning points between them are looked into."""

CHUNK = 1000
"""Games treated at once, so that their grids fit the processor's cache."""


@dataclass(frozen=True)
class Crisis:
    """Parameters of n games, each an array (n,) or a number: see the module."""

    status_quo_a: np.ndarray | float
    concede_a: np.ndarray | float
    concede_b: np.ndarray | float
    fight_a: np.ndarray | float
    fight_b: np.ndarray | float
    back_down_a: np.ndarray | float
    back_down_b: np.ndarray | float = 0.0

    def solve(self) -> CrisisEquilibria:
        """All equilibria of every game: `signalling_equilibria`."""
        return signalling_equilibria(self)

    def columns(self) -> np.ndarray:
        """All seven as one array (7, n)."""
        told = (
            self.status_quo_a,
            self.concede_a,
            self.concede_b,
            self.fight_a,
            self.fight_b,
            self.back_down_a,
            self.back_down_b,
        )
        return np.stack(np.broadcast_arrays(*(np.atleast_1d(x).astype(float) for x in told)))


@dataclass(frozen=True)
class CrisisEquilibria:
    """All equilibria found: `game` (m,) number of the game, `resists` (m,) p_R, ascending in each
    game, `residual` (m,) |p_R - right side|."""

    game: np.ndarray
    resists: np.ndarray
    residual: np.ndarray


def binormal(h: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Phi2(h, k; rho = 1/sqrt 2), by Owen's T."""
    # With rho = 1/sqrt 2 the slopes of Owen's formula are sqrt 2 k/h - 1 and sqrt 2 h/k - 1.
    h, k = np.broadcast_arrays(np.asarray(h, float), np.asarray(k, float))
    tiny = np.finfo(float).tiny
    x, y = np.where(h == 0, tiny, h), np.where(k == 0, tiny, k)
    root = np.sqrt(2.0)
    split = np.where((x * y < 0), 0.5, 0.0)
    parts = owens_t(x, root * y / x - 1) + owens_t(y, root * x / y - 1)
    return 0.5 * (ndtr(h) + ndtr(k)) - parts - split


def _replies(p: np.ndarray, told: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(p_C, p_F, B's argument of Phi) at p_R = p; `told` is (7, ...) and broadcasts with p."""
    sq, va, cb, wa, wb, a, vb = told
    c = (sq - (1 - p) * va) / p
    # 1 - Phi Phi, written without cancellation where both are near 1.
    up_w, up_a = ndtr(wa - c), ndtr(a - c)
    challenge = up_w + up_a - up_w * up_a
    firm = np.minimum(binormal((wa - a) / np.sqrt(2.0), wa - c), challenge)
    rare = challenge < FLOOR
    share = firm / np.where(rare, 1.0, challenge)
    if rare.any():
        share[rare] = _rare_share(*(np.broadcast_to(z, c.shape)[rare] for z in (wa - c, a - c)))
    share = np.maximum(share, FLOOR)
    return challenge, share, (share * wb + (1 - share) * vb - cb) / share


def _rare_share(firm: np.ndarray, back: np.ndarray) -> np.ndarray:
    """p_F where a challenge is rarer than `FLOOR`: then W_A and a are never both above c."""
    return expit(log_ndtr(firm) - log_ndtr(back))


def _gap(x: np.ndarray, told: np.ndarray) -> np.ndarray:
    """B's argument less x: zero at an equilibrium; x = Phi^-1(p_R)."""
    return _replies(ndtr(x), told)[2] - x


def signalling_equilibria(crisis: Crisis, *, grid: int = GRID) -> CrisisEquilibria:
    """Every equilibrium of n games."""
    told = crisis.columns()
    parts = [
        _equilibria_of(told[:, begin : begin + CHUNK], begin, grid)
        for begin in range(0, told.shape[1], CHUNK)
    ]
    game, p, fault = (np.concatenate(part) for part in zip(*parts, strict=True))
    return CrisisEquilibria(game, p, fault)


def _equilibria_of(told: np.ndarray, begin: int, grid: int) -> tuple[np.ndarray, ...]:
    """(game, p_R, residual) of some games; `told` (7, n)."""
    edge = float(ndtri(1 - FLOOR))
    points = np.linspace(-edge, edge, grid)
    gaps = _gap(points[None, :], told[:, :, None])
    inside, hidden = _brackets(points, gaps), _turning(points, gaps, told)
    game, low, high = (np.concatenate(pair) for pair in zip(inside, hidden, strict=True))
    roots = _halve(low, high, told[:, game])
    # Beyond the ends B's reply stays beyond: p_R is within sqrt(eps) of never or always.
    never, always = np.flatnonzero(gaps[:, 0] <= 0), np.flatnonzero(gaps[:, -1] > 0)
    game = np.concatenate([game, never, always])
    roots = np.concatenate([roots, np.full(len(never), -edge), np.full(len(always), edge)])
    order = np.lexsort((roots, game))
    game, p = game[order], ndtr(roots[order])
    fault = np.abs(ndtr(_replies(p, told[:, game])[2]) - p)
    return game + begin, p, fault


def _brackets(points: np.ndarray, gaps: np.ndarray) -> tuple[np.ndarray, ...]:
    """(game, low, high) wherever the gap changes its sign between neighbours."""
    game, k = np.nonzero((gaps[:, :-1] > 0) != (gaps[:, 1:] > 0))
    return game, points[k], points[k + 1]


def _turning(points: np.ndarray, gaps: np.ndarray, told: np.ndarray) -> tuple[np.ndarray, ...]:
    """Brackets hidden between grid points: where |gap| has a local low without a sign change."""
    size, same = np.abs(gaps), gaps > 0
    inner = (size[:, 1:-1] <= size[:, :-2]) & (size[:, 1:-1] <= size[:, 2:])
    inner &= (same[:, 1:-1] == same[:, :-2]) & (same[:, 1:-1] == same[:, 2:])
    game, k = np.nonzero(inner)
    low, high = points[k], points[k + 2]
    best = _lowest(low, high, told[:, game], np.where(same[game, k + 1], 1.0, -1.0))
    crossed = (_gap(best, told[:, game]) > 0) != same[game, k + 1]
    game, low, high, best = game[crossed], low[crossed], high[crossed], best[crossed]
    return (
        np.concatenate([game, game]),
        np.concatenate([low, best]),
        np.concatenate([best, high]),
    )


def _lowest(low: np.ndarray, high: np.ndarray, told: np.ndarray, sign: np.ndarray) -> np.ndarray:
    """Golden section for the lowest sign * gap in each bracket."""
    ratio = (np.sqrt(5.0) - 1) / 2
    left, right = high - ratio * (high - low), low + ratio * (high - low)
    at_left, at_right = sign * _gap(left, told), sign * _gap(right, told)
    for _ in range(40):
        lower = at_left < at_right
        high, low = np.where(lower, right, high), np.where(lower, low, left)
        new = np.where(lower, high - ratio * (high - low), low + ratio * (high - low))
        at_new = sign * _gap(new, told)
        left, right = np.where(lower, new, right), np.where(lower, left, new)
        at_left, at_right = np.where(lower, at_new, at_right), np.where(lower, at_left, at_new)
    return np.where(at_left < at_right, left, right)


def _halve(low: np.ndarray, high: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Roots in brackets, all at once: secant of the Illinois kind, halved every fourth turn."""
    low, high = low.copy(), high.copy()
    at_low, at_high = _gap(low, told), _gap(high, told)
    live = np.arange(len(low))
    for turn in range(80):
        x, y, f, g = low[live], high[live], at_low[live], at_high[live]
        middle = (x * g - y * f) / np.where(g != f, g - f, 1.0)
        halve = (turn % 4 == 3) | ~((middle > x) & (middle < y))
        middle = np.where(halve, (x + y) / 2, middle)
        at = _gap(middle, told[:, live])
        upper = (at > 0) == (g > 0)
        at_low[live], at_high[live] = np.where(upper, f / 2, at), np.where(upper, at, g / 2)
        low[live], high[live] = np.where(upper, x, middle), np.where(upper, middle, y)
        done = (np.abs(at) < 1e-15) | (high[live] - low[live] < 1e-14 * (1 + np.abs(middle)))
        low[live[done]] = high[live[done]] = middle[done]
        live = live[~done]
        if not len(live):
            break
    return (low + high) / 2


def outcome_chances(crisis: Crisis, resists: np.ndarray) -> np.ndarray:
    """(status quo, concede, stand firm, back down) at p_R of each game: (n, 4)."""
    p = np.atleast_1d(np.asarray(resists, dtype=float))
    challenge, firm, _ = _replies(p, crisis.columns())
    return np.stack(
        [1 - challenge, challenge * (1 - p), challenge * p * firm, challenge * p * (1 - firm)],
        axis=1,
    )
