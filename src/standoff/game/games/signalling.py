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
each bracket refined until rounding, for all draws of parameters at once. p_R is kept within
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
"""Games laid out on the grid at once, so that the grids fit the processor's cache."""

BLOCK = 16_000
"""Brackets refined at once."""

WIDTH, NEAR = 1e-14, 1e-15
"""A root is known when its bracket, relative to 1 + |x|, or the gap there is this small."""

STEEP = 4.0
"""How many times the fall seen in a bracket a turning point may lie above zero."""


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
        _found_on_grid(told[:, begin : begin + CHUNK], begin, grid)
        for begin in range(0, told.shape[1], CHUNK)
    ]
    brackets = np.concatenate([inside for inside, _ in parts], axis=1)
    at_ends = np.concatenate([ends for _, ends in parts], axis=1)
    game = np.concatenate([brackets[0], at_ends[0]]).astype(np.int64)
    roots = np.concatenate([_roots(brackets, told), at_ends[1]])
    order = np.lexsort((roots, game))
    game, p = game[order], ndtr(roots[order])
    fault = np.abs(ndtr(_replies(p, told[:, game])[2]) - p)
    return CrisisEquilibria(game, p, fault)


def _found_on_grid(told: np.ndarray, begin: int, grid: int) -> tuple[np.ndarray, np.ndarray]:
    """Brackets (game, low, high, gap there and there) and roots at the ends (game, x)."""
    edge = float(ndtri(1 - FLOOR))
    points = np.linspace(-edge, edge, grid)
    gaps = _gap(points[None, :], told[:, :, None])
    brackets = np.concatenate([_brackets(points, gaps), _turning(points, gaps, told)], axis=1)
    # Beyond the ends B's reply stays beyond: p_R is within sqrt(eps) of never or always.
    never, always = np.flatnonzero(gaps[:, 0] <= 0), np.flatnonzero(gaps[:, -1] > 0)
    ends = np.concatenate([never, always]), np.repeat([-edge, edge], [len(never), len(always)])
    brackets[0] += begin
    return brackets, np.stack([ends[0] + begin, ends[1]])


def _brackets(points: np.ndarray, gaps: np.ndarray) -> np.ndarray:
    """(game, low, high, gap, gap) wherever the gap changes its sign between neighbours."""
    game, k = np.nonzero((gaps[:, :-1] > 0) != (gaps[:, 1:] > 0))
    return np.stack([game, points[k], points[k + 1], gaps[game, k], gaps[game, k + 1]])


def _turning(points: np.ndarray, gaps: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Brackets hidden between grid points: where |gap| has a local low without a sign change."""
    size, same = np.abs(gaps), gaps > 0
    inner = (size[:, 1:-1] <= size[:, :-2]) & (size[:, 1:-1] <= size[:, 2:])
    inner &= (same[:, 1:-1] == same[:, :-2]) & (same[:, 1:-1] == same[:, 2:])
    game, k = np.nonzero(inner)
    low, high = points[k], points[k + 2]
    sign = np.where(same[game, k + 1], 1.0, -1.0)
    at_ends = sign * gaps[game, k], sign * gaps[game, k + 2]
    best = _lowest((low, high), at_ends, told[:, game], sign)
    at_best = _gap(best, told[:, game])
    crossed = (at_best > 0) != same[game, k + 1]
    left = np.stack([game, low, best, gaps[game, k], at_best])
    right = np.stack([game, best, high, at_best, gaps[game, k + 2]])
    return np.concatenate([left[:, crossed], right[:, crossed]], axis=1)


def _roots(brackets: np.ndarray, told: np.ndarray) -> np.ndarray:
    """The root in each bracket, block by block."""
    out = np.empty(brackets.shape[1])
    for begin in range(0, len(out), BLOCK):
        game, low, high, at_low, at_high = brackets[:, begin : begin + BLOCK]
        rows = told[:, game.astype(np.int64)]
        out[begin : begin + BLOCK] = _refine(low, high, at_low, at_high, rows)
    return out


def _lowest(
    ends: tuple[np.ndarray, np.ndarray],
    at_ends: tuple[np.ndarray, np.ndarray],
    told: np.ndarray,
    sign: np.ndarray,
) -> np.ndarray:
    """Golden section for a place in each bracket where sign * gap sinks to zero, if it does.

    A search ends where it has crossed zero, or where the lowest point is higher than `STEEP` times
    what the gap still falls within the bracket.
    """
    ratio = (np.sqrt(5.0) - 1) / 2
    (low, high), (at_low, at_high) = ends, at_ends
    left, right = high - ratio * (high - low), low + ratio * (high - low)
    at_left, at_right = sign * _gap(left, told), sign * _gap(right, told)
    rows = np.stack([low, left, right, high, at_low, at_left, at_right, at_high])
    out, live = np.where(at_left < at_right, left, right), np.arange(len(left))
    for _ in range(40):
        rows = _narrowed(rows, ratio, told[:, live], sign[live])
        low, left, right, high, at_low, at_left, at_right, at_high = rows
        out[live] = np.where(at_left < at_right, left, right)
        lowest = np.minimum(at_left, at_right)
        fall = np.maximum(at_low, at_high) - lowest
        going = (lowest > 0) & (lowest < STEEP * fall)
        rows, live = rows[:, going], live[going]
        if not len(live):
            break
    return out


def _narrowed(rows: np.ndarray, ratio: float, told: np.ndarray, sign: np.ndarray) -> np.ndarray:
    """One step of golden section on (low, left, right, high) and the values there: (8, n)."""
    low, left, right, high, at_low, at_left, at_right, at_high = rows
    lower = at_left < at_right
    low, high = np.where(lower, low, left), np.where(lower, right, high)
    at_low, at_high = np.where(lower, at_low, at_left), np.where(lower, at_right, at_high)
    new = np.where(lower, high - ratio * (high - low), low + ratio * (high - low))
    at_new = sign * _gap(new, told)
    left, right = np.where(lower, new, right), np.where(lower, left, new)
    at_left, at_right = np.where(lower, at_new, at_right), np.where(lower, at_left, at_new)
    return np.stack([low, left, right, high, at_low, at_left, at_right, at_high])


def _refine(
    low: np.ndarray, high: np.ndarray, at_low: np.ndarray, at_high: np.ndarray, told: np.ndarray
) -> np.ndarray:
    """Roots in brackets, all at once: inverse quadratic steps where safe, else halves.

    a is the latest point, [a, b] the bracket, c the point before (Chandrupatla 1997).
    """
    a, b, c = high.copy(), low.copy(), low.copy()
    fa, fb, fc = at_high.copy(), at_low.copy(), at_low.copy()
    out, live, t = np.empty_like(low), np.arange(len(low)), np.full(len(low), 0.5)
    for _ in range(80):
        x = a + t * (b - a)
        fx = _gap(x, told[:, live])
        same = (fx > 0) == (fa > 0)
        c, fc = np.where(same, a, b), np.where(same, fa, fb)
        b, fb = np.where(same, b, a), np.where(same, fb, fa)
        a, fa = x, fx
        best = np.where(np.abs(fa) < np.abs(fb), a, b)
        out[live] = best
        least = 0.5 * WIDTH * (1 + np.abs(best)) / np.maximum(np.abs(b - a), 1e-300)
        going = (least <= 0.5) & (np.minimum(np.abs(fa), np.abs(fb)) > NEAR)
        if not going.any():
            break
        a, b, c, fa, fb, fc = (z[going] for z in (a, b, c, fa, fb, fc))
        live = live[going]
        t = _where_to(a, b, c, fa, fb, fc, least[going])
    return out


def _where_to(
    a: np.ndarray,
    b: np.ndarray,
    c: np.ndarray,
    fa: np.ndarray,
    fb: np.ndarray,
    fc: np.ndarray,
    least: np.ndarray,
) -> np.ndarray:
    """The share of [a, b] at which to look next: (n,)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        bends = (phi**2 < xi) & ((1 - phi) ** 2 < 1 - xi)
        t = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    return np.clip(np.where(bends, t, 0.5), least, 1 - least)


def outcome_chances(crisis: Crisis, resists: np.ndarray) -> np.ndarray:
    """(status quo, concede, stand firm, back down) at p_R of each game: (n, 4)."""
    p = np.atleast_1d(np.asarray(resists, dtype=float))
    challenge, firm, _ = _replies(p, crisis.columns())
    return np.stack(
        [1 - challenge, challenge * (1 - p), challenge * p * firm, challenge * p * (1 - firm)],
        axis=1,
    )
