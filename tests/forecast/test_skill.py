"""Scores of many forecasts, and intervals that know that neighbouring origins overlap."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from standoff.forecast.skill import (
    Blocks,
    bias_interval,
    brier,
    log_loss,
    ranked,
    reliability,
    skill,
    skill_of_came,
)


def test_ranked_score_of_a_sure_count_is_nought_and_of_a_wrong_one_is_its_distance():
    tails = np.array([[1.0, 1.0, 0.0, 0.0]])
    assert ranked(tails, np.array([2.0]))[0] == 0.0
    assert ranked(tails, np.array([0.0]))[0] == pytest.approx(0.5)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_brier_and_log_are_proper(truth, said):
    for rule in (brier, log_loss):

        def expected(p, rule=rule):
            both = rule(np.array([p, p]), np.array([1.0, 0.0]))
            return truth * both[0] + (1 - truth) * both[1]

        assert expected(truth) <= expected(said) + 1e-12


def test_block_intervals_are_wider_than_naive_ones_where_origins_hang_together():
    rng = np.random.default_rng(2)
    runs = np.repeat(rng.random(40), 12)
    naive = runs.std() / np.sqrt(480)
    assert Blocks(480, 12).means(runs).std() > 2 * naive


def test_skill_over_a_perfect_base_rate_has_no_value():
    blocks = Blocks(10, 2)
    assert skill(np.ones(10), np.zeros(10), blocks).value is None


def test_right_chances_lie_in_their_bands_and_wrong_ones_do_not():
    rng = np.random.default_rng(3)
    origin = np.arange(2000)
    chance = rng.choice([0.07, 0.35, 0.75], 2000)
    right = (rng.random(2000) < chance).astype(float)
    assert all(one.inside for one in reliability("m", chance, right, origin, 1))
    wrong = (rng.random(2000) < 0.5 * chance).astype(float)
    rows = reliability("m", chance, wrong, origin, 1)
    assert sum(row.n for row in rows) == 2000
    assert not any(row.inside for row in rows if row.mean > 0.3)


@pytest.mark.parametrize(("n", "known"), [(6, False), (25, False), (26, True), (120, True)])
def test_origins_that_do_not_fill_two_blocks_give_no_interval(n, known):
    rng = np.random.default_rng(n)
    chance, came = rng.uniform(0.1, 0.3, n), (rng.random(n) < 0.9).astype(float)
    base = np.full(n, 0.5)
    blocks = Blocks(n, 13)
    found = skill(brier(chance, came), brier(base, came), blocks)
    assert found.value is not None
    assert np.isfinite(found.interval).all() == known
    assert np.isfinite(bias_interval(chance, came, blocks)).all() == known
    bands = [row.band for row in reliability("pool", chance, came, np.arange(n), 13)]
    assert all(band == (0.0, 1.0) for band in bands) != known


# Slow twins, and scores whose skill is known without drawing.

fractions = st.floats(0.0, 1.0, allow_subnormal=False)


@given(st.lists(st.tuples(fractions, st.integers(0, 6)), min_size=1, max_size=5), st.integers(1, 5))
def test_ranked_scores_are_the_squared_distances_of_two_staircases(rows, steps):
    """Epstein (1969), written out; the chance of at least m falls by the same factor each step."""
    tails = np.array([[first**m for m in range(1, steps + 1)] for first, _ in rows])
    counts = np.array([float(count) for _, count in rows])
    slow = [
        sum((first**m - (count >= m)) ** 2 for m in range(1, steps + 1)) / steps
        for first, count in rows
    ]
    assert ranked(tails, counts) == pytest.approx(slow)


@pytest.mark.parametrize(("chance", "came", "loss"), [
    (0.25, 1.0, np.log(4)), (0.25, 0.0, np.log(4 / 3)), (1.0, 1.0, 0.0), (0.0, 0.0, 0.0),
    (0.0, 1.0, 9 * np.log(10)),
])  # fmt: skip
def test_log_losses_are_in_nats_and_capped_where_a_chance_is_nought(chance, came, loss):
    assert log_loss(np.array([chance]), np.array([came]))[0] == pytest.approx(loss)


@given(st.lists(st.floats(0.1, 1.0), min_size=4, max_size=30), st.floats(0.0, 2.0))
def test_half_the_errors_are_half_the_skill_with_no_doubt_about_it(base, share):
    """Scores that are the same share of the base rate's on every origin: every draw agrees."""
    usual = np.array(base)
    found = skill(share * usual, usual, Blocks(len(base), 2))
    assert found.value == pytest.approx(1 - share)
    assert found.interval == pytest.approx((1 - share, 1 - share))


def test_draws_in_which_the_base_rate_made_no_error_say_nothing_about_skill():
    base = np.array([0.0, 0.0, 0.8, 0.0])
    blocks = Blocks(4, 1)
    assert (blocks.length, bool((blocks.means(base) == 0).any())) == (2, True)
    assert skill(base / 4, base, blocks).interval == pytest.approx((0.75, 0.75))


def test_the_interval_of_skill_is_students_of_the_blocks():
    rng = np.random.default_rng(5)
    score, base, blocks = rng.random(60), rng.random(60) + 0.5, Blocks(60, 3)
    found = skill(score, base, blocks)
    drawn = [1 - score[places].mean() / base[places].mean() for places in blocks.places]
    assert blocks.length == 12, "1.5 sqrt(60)"
    reach = student.ppf(0.975, 60 / 12 - 1) * np.std(drawn, ddof=1) * np.sqrt(60 / 48)
    assert found.interval == pytest.approx((found.value - reach, found.value + reach))


def lasting_record(seed, months, stay=0.97, rates=(0.05, 0.6)):
    """Chances that know the phase but half, those of a rolling base rate, what came."""
    rng = np.random.default_rng(seed)
    state = np.cumsum(rng.random(months + 120) > stay) % 2
    came = (rng.poisson(np.array(rates)[state]) > 0).astype(float)
    past, month = np.concatenate([[0.0], came.cumsum()]), np.arange(120, months + 120)
    base = (past[month] - past[month - 120] + 0.5) / 121
    none = stay * np.exp(-np.array(rates)) + (1 - stay) * np.exp(-np.array(rates[::-1]))
    return 0.7 * (1 - none[state[month - 1]]) + 0.3 * base, base, came[month]


def percentiles(score, base, length):
    """The interval that short blocks gave: percentiles, no matter how few blocks there are."""
    n, rng = len(score), np.random.default_rng(1)
    starts = rng.integers(0, n - length + 1, size=(1000, -(-n // length)))
    places = (starts[:, :, None] + np.arange(length)).reshape(1000, -1)[:, :n]
    return np.quantile(1 - score[places].mean(1) / base[places].mean(1), (0.025, 0.975))


def held_by(stay, origins, records):
    """In what share of records our interval holds the true skill, and percentiles do."""
    chance, base, came = lasting_record(1, 200_000, stay)
    true = 1 - brier(chance, came).mean() / brier(base, came).mean()
    ours = theirs = 0
    for seed in range(100, 100 + records):
        chance, base, came = lasting_record(seed, origins, stay)
        scores = brier(chance, came), brier(base, came)
        low, high = skill(*scores, Blocks(len(came), 2)).interval
        ours += low <= true <= high
        low, high = percentiles(*scores, 2)
        theirs += low <= true <= high
    return ours / records, theirs / records


def test_intervals_hold_the_true_skill_where_phases_outlast_windows():
    ours, theirs = held_by(0.97, 120, 150)
    assert ours >= 0.88
    assert theirs <= 0.84, "and it is the longer blocks that do it"


@pytest.mark.full
@pytest.mark.parametrize("origins", [120, 300])
@pytest.mark.parametrize("stay", [0.9, 0.97])
def test_how_often_intervals_hold_the_true_skill(stay, origins):
    """The shares that the head of the module tells."""
    ours, theirs = held_by(stay, origins, 700)
    assert 0.92 <= round(ours, 2) <= 0.98
    assert 0.77 <= round(theirs, 2) <= 0.91


def test_what_always_came_tells_nobody_apart():
    chance, base, blocks = np.full(60, 0.99), np.full(60, 0.8), Blocks(60, 3)
    came = np.ones(60)
    found = skill_of_came(brier(chance, came), brier(base, came), came, blocks)
    assert (found.value > 0.99, found.interval) == (True, (-np.inf, np.inf))
    came[::7] = 0.0
    scores = brier(chance, came), brier(base, came)
    assert skill_of_came(*scores, came, blocks) == skill(*scores, blocks)


def test_a_bin_of_one_forecast_may_go_either_way():
    """One chance of 45 % on which nothing came says nothing against it."""
    chance = np.append(np.full(39, 0.07), 0.45)
    rows = reliability("pool", chance, np.zeros(40), np.arange(40), 1)
    assert rows[-1].n == 1
    assert rows[-1].inside


def test_without_two_blocks_skill_and_bias_have_no_bounds():
    few = Blocks(3, 2)
    found = skill(np.array([0.1, 0.2, 0.3]), np.full(3, 0.4), few)
    assert (found.value, found.interval) == (pytest.approx(0.5), (-np.inf, np.inf))
    assert bias_interval(np.ones(3), np.zeros(3), few) == (-np.inf, np.inf)
    assert skill(np.ones(9), np.zeros(9), Blocks(9, 2)).interval == (-np.inf, np.inf)


def test_bias_is_chance_minus_what_came():
    rng = np.random.default_rng(6)
    came, blocks = (rng.random(40) < 0.4).astype(float), Blocks(40, 4)
    assert bias_interval(came + 0.25, came, blocks) == pytest.approx((0.25, 0.25))
    chance = rng.random(40)
    low, high = bias_interval(chance, came, blocks)
    drawn = [(chance - came)[places].mean() for places in blocks.places]
    assert blocks.length == 10
    reach = student.ppf(0.95, 3) * np.std(drawn, ddof=1) * np.sqrt(40 / 30)
    assert (high - low) / 2 == pytest.approx(reach)
    assert (high + low) / 2 == pytest.approx((chance - came).mean())


@given(st.integers(1, 40), st.integers(0, 12), st.integers(1, 5))
def test_blocks_are_neighbours_and_each_draw_has_all_origins(n, length, seed):
    blocks = Blocks(n, length, seed)
    size = blocks.length
    assert blocks.enough == (n >= 2 * max(length, 1))
    assert size >= min(length, n)
    assert size <= (n // 2 if blocks.enough else n)
    if not blocks.enough or n >= 40:
        assert size == min(max(length, math.ceil(1.5 * n**0.5)), n)
    assert blocks.places.shape == (1000, n)
    assert blocks.places.min() == 0
    assert blocks.places.max() == n - 1
    steps = np.diff(blocks.places, axis=1)
    inside = [place for place in range(n - 1) if (place + 1) % size]
    assert (steps[:, inside] == 1).all()
    assert (blocks.places == Blocks(n, length, seed).places).all()


def test_draws_are_the_same_wherever_no_seed_is_named():
    assert (Blocks(9, 3).places == Blocks(9, 3, seed=1).places).all()
    assert (Blocks(9, 3).places != Blocks(9, 3, seed=2).places).any()


def slow_reliability(chance, came, origin, blocks):
    """Each bin's n, mean, share and band, origin by origin."""
    edges = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    for low, high in pairwise(edges):
        rows = [k for k, p in enumerate(chance) if low <= p < high or (p == high == 1.0)]
        if not rows:
            continue
        n, mean, share = len(rows), chance[rows].mean(), came[rows].mean()
        swings = []
        for places in blocks.places:
            drawn = [k for place in places for k in rows if origin[k] == place]
            if drawn:
                swings.append((came[drawn] - chance[drawn]).mean() - (share - mean))
        total, length = blocks.places.shape[1], blocks.length
        error = np.std(swings, ddof=1) * np.sqrt(total / (total - length))
        error = max(error, np.sqrt(sum(chance[k] * (1 - chance[k]) for k in rows)) / n)
        reach = error * student.ppf(0.95, total / length - 1)
        yield low, high, n, mean, share, max(0.0, mean - reach), min(1.0, mean + reach)


RARE = ([0.45, 0.47, 0.49, 0.75], [0.05, 0.05, 0.05, 0.85])
EVEN = ([0.0, 0.07, 0.1, 0.55, 0.93, 1.0], None)


@pytest.mark.parametrize(
    ("seed", "chances", "origin", "length"),
    [(7, EVEN, np.repeat(np.arange(12), [1, 2, 3] * 4), 3), (1, RARE, np.arange(24), 1)],
)
def test_reliability_is_what_a_plain_count_says(seed, chances, origin, length):
    """Several asked on one origin; and a bin that most draws hold once or not at all."""
    rng = np.random.default_rng(seed)
    chance = rng.choice(chances[0], 24, p=chances[1])
    came = (rng.random(24) < chance).astype(float)
    rows = [
        (row.low, row.high, row.n, row.mean, row.share, *row.band)
        for row in reliability("pool", chance, came, origin * 10, length)
    ]
    blocks = Blocks(len(np.unique(origin)), length)
    slow = slow_reliability(chance, came, origin, blocks)
    assert rows == [pytest.approx(row) for row in slow]


def test_bands_of_lasting_outcomes_are_what_a_plain_count_says():
    """Outcomes in runs of ten swing more than independent trials; one bin is asked six times."""
    origin, few = np.arange(60), [0, 5, 15, 35, 55, 59]
    chance = np.where(origin % 2, 0.71, 0.79)
    chance[few] = 0.45
    came = ((origin // 10) % 2).astype(float)
    rows = reliability("pool", chance, came, origin, 1)
    slow = slow_reliability(chance, came, origin, Blocks(60, 1))
    found = [(r.low, r.high, r.n, r.mean, r.share, *r.band) for r in rows]
    assert found == [pytest.approx(row) for row in slow]
    alone = Blocks(60, 1).reach(np.zeros(1000), 0.90, (0.45 * 0.55 / 6) ** 0.5)
    assert rows[0].band[1] - rows[0].mean > alone


@pytest.mark.parametrize("known", [[], [0.4], [0.4, 0.6], [0.4, 0.6, 0.8]])
def test_draws_that_say_nothing_are_left_out_of_the_reach(known):
    blocks = Blocks(60, 3)
    drawn = np.full(1000, np.nan)
    drawn[: len(known)] = known
    spread = np.std(known, ddof=1) * np.sqrt(60 / 48) if len(known) > 1 else 0.0
    assert blocks.reach(drawn, 0.90) == pytest.approx(student.ppf(0.95, 4) * spread)
    assert blocks.reach(drawn, 0.90, 2.0) == pytest.approx(student.ppf(0.95, 4) * 2.0)


def test_no_interval_of_skill_goes_above_one():
    score = np.zeros(60)
    score[:5] = 1.0
    found = skill(score, np.full(60, 0.5), Blocks(60, 3))
    assert (found.value, found.interval[1]) == (pytest.approx(5 / 6), 1.0)


def test_bands_of_too_few_origins_are_as_wide_as_chances_can_be():
    rows = reliability("pool", np.array([0.2, 0.9]), np.array([0.0, 1.0]), np.arange(2), 3)
    assert [(row.model, row.band) for row in rows] == [("pool", (0.0, 1.0))] * 2
