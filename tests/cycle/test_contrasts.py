"""Contrasts, cross-lags, change points and ways of naming say what was planted, and no more."""

from datetime import date

import numpy as np
import pytest

from planted import covered, day, event
from standoff.cycle import label_months
from standoff.cycle.bootstrap import block_draws, percentile_interval
from standoff.cycle.changes import change_points
from standoff.cycle.comparable import comparable_labels, complete_kinds
from standoff.cycle.contrasts import dispersion, dwell_contrast, exception, rate_ratio
from standoff.cycle.deciding import WAYS, decide
from standoff.cycle.lags import cross_lag, raised
from standoff.cycle.rule import bundled_rule, default_rule
from standoff.cycle.runs import dwell_times
from standoff.errors import BadValue
from standoff.nouns import Coverage, LabelledMonth, Phase


def month(number, label):
    return LabelledMonth(
        month=date(2000 + number // 12, number % 12 + 1, 1), label=label, probabilities={}
    )


def phase(length, name, censored=""):
    return Phase(
        start=day("2000-01-01"), end=day("2000-01-31"), name=name, probability=1.0, months=length,
        censored=censored,
    )  # fmt: skip


def test_blocks_are_neighbours_laid_end_to_end():
    drawn = block_draws(10, 4, 50, seed=1)
    assert drawn.shape == (50, 10)
    assert drawn.min() >= 0
    assert drawn.max() <= 9
    assert (np.diff(drawn[:, :4], axis=1) == 1).all()
    assert percentile_interval(np.full(100, np.nan)) == (float("-inf"), float("inf"))


def test_a_period_that_differs_is_found_and_one_that_does_not_is_open():
    labels = ["calm"] * 120
    labels[60:84] = ["storm"] * 24
    months = [month(n, label) for n, label in enumerate(labels)]
    period = (date(2005, 1, 1), date(2006, 12, 31))
    found = {one.name: one for one in exception(months, ("storm", "calm"), period)}
    assert (found["storm"].first, found["storm"].second) == (1.0, 0.0)
    assert found["storm"].decided == 1
    assert found["calm"].decided == -1
    same = exception([month(n, "storm" if n % 3 else "calm") for n in range(120)],
                     ("storm", "calm"), period)  # fmt: skip
    assert [one.decided for one in same] == [0, 0]
    uneven = exception(months, ("storm", "calm"), period, throughout=("calm",))
    assert [one.decided for one in uneven] == [0, -1]


def test_the_mean_dwell_time_is_the_likeliest_of_a_geometric_one():
    """Brute force: the chance of each run with all that may have followed it summed up."""
    phases = [phase(n, "a", how) for n, how in ((3, ""), (5, "right"), (1, ""), (4, "left"),
                                                (2, "both"), (1, "right"))]  # fmt: skip
    lasting = np.arange(1, 4000)

    def log_likelihood(mean):
        law = (1 - 1 / mean) ** (lasting - 1) / mean
        return sum(
            np.log(law[one.months - 1 :].sum() if one.censored in ("right", "both")
                   else law[one.months - 1])
            for one in phases
        )  # fmt: skip

    means = np.linspace(1.5, 12, 2101)
    best = means[np.argmax([log_likelihood(mean) for mean in means])]
    assert dwell_contrast(phases, "a", ("b",)).first == pytest.approx(best, abs=0.006)
    assert dwell_times(phases, ("a",))[0].mean == pytest.approx(best, abs=0.006)


@pytest.mark.parametrize(("stay", "years"), [(0.5, 4), (0.9, 4), (0.9, 8)])
def test_no_period_is_an_exception_in_a_record_that_stays_the_same(stay, years):
    """Percentiles of so few blocks found one in 20 to 26 of 100 such records."""
    found, period = 0, (date(2028 - years, 1, 1), date(2027, 12, 31))
    for seed in range(100):
        rng = np.random.default_rng(seed)
        label = np.cumsum(rng.random(336) > stay) % 2
        label = np.where(rng.random(336) < 0.15, 2, label)
        months = [month(k, "abc"[one]) for k, one in enumerate(label)]
        found += any(one.decided for one in exception(months, ("a", "b", "c"), period))
    assert found <= 10


def test_an_exception_outside_the_record_is_open():
    found = exception([month(0, "calm")], ("calm",), (date(1990, 1, 1), date(1991, 1, 1)))
    assert found[0].value is None
    assert found[0].decided == 0


def test_dwell_times_count_unfinished_phases():
    phases = [phase(1, "detente")] * 20 + [phase(6, "taboo")] * 10 + [phase(6, "taboo", "right")]
    found = dwell_contrast(phases, "detente", ("taboo",))
    assert found.first == 1.0
    assert found.second == pytest.approx(6.5), "of the last month nobody knows what followed"
    assert found.decided == -1
    assert dwell_contrast(phases, "detente", ("nothing",)).value is None
    few = [phase(1, "detente")] * 2 + [phase(6, "taboo")] * 2
    assert dwell_contrast(few, "detente", ("taboo",)).decided == 0


def test_rate_ratios_are_exact_for_poisson_counts_and_wider_for_bursts():
    found = rate_ratio("x", np.array([1.0, 0.0, 1.0, 0.0]), np.array([3.0, 2.0, 3.0, 4.0]))
    assert found.value == 6.0
    assert found.interval[0] < 6.0 < found.interval[1]
    # Share p with P(X >= 12 | 14, p) = 0.025, as odds (equal exposure).
    from scipy.stats import binom

    share = found.interval[0] / (1 + found.interval[0])
    assert binom.sf(11, 14, share) == pytest.approx(0.025, abs=1e-6)
    bursts = np.tile(np.repeat([0.0, 4.0], 6), 4)
    assert dispersion(bursts) > 2.0
    assert dispersion(np.zeros(5)) == 1.0
    assert rate_ratio("x", np.zeros(4), np.zeros(4)).decided == 0


def test_rates_before_and_after_a_date_differ_no_more_than_lasting_phases_do():
    """Records whose phases last ten months, nothing happening on the date itself."""
    found = {True: 0, False: 0}
    for seed in range(400):
        rng = np.random.default_rng(seed)
        state = np.cumsum(rng.random(336) > 0.9) % 2
        counts = rng.poisson(np.array([0.2, 1.0])[state]).astype(float)
        for whole in found:
            ratio = rate_ratio("x", counts[144:168], counts[168:192],
                               record=counts if whole else None)  # fmt: skip
            found[whole] += ratio.decided != 0
    assert found[True] / 400 <= 0.07
    assert found[False] / 400 > 0.09, "two years alone do not show it"


def test_a_reaction_one_period_later_is_found_and_chance_is_not():
    rng = np.random.default_rng(3)
    strata = np.arange(300) // 60
    x = (rng.random(300) < 0.3).astype(float)
    y = rng.poisson(0.3 + 2.0 * np.append(0.0, x[:-1])).astype(float)
    found = cross_lag("x>y", x, y, strata, 1)
    assert found.decided == 1
    assert found.value > 3.0
    decided = [
        cross_lag("x>y", x, rng.poisson(0.5, 300).astype(float), strata, 1, seed=n).decided
        for n in range(40)
    ]
    assert np.abs(decided).sum() <= 7


def test_a_shared_trend_alone_is_no_reaction():
    rng = np.random.default_rng(5)
    rate = np.repeat([0.05, 0.1, 0.4, 1.5, 3.0], 60)
    strata = np.arange(300) // 60
    decided = [
        cross_lag("x>y", rng.poisson(rate).astype(float), rng.poisson(rate).astype(float), strata, 1
                  ).decided
        for _ in range(30)
    ]  # fmt: skip
    assert np.abs(decided).sum() <= 6


def test_a_silent_series_gives_no_ratio():
    found = cross_lag("x>y", np.zeros(50), np.zeros(50), np.zeros(50, dtype=np.int64), 1)
    assert found.value is None
    assert found.decided == 0
    holes = np.full(5, np.nan)
    assert not raised(holes, np.zeros(5, dtype=np.int64)).any()


def test_change_points_are_found_where_they_are_and_nowhere_else():
    rng = np.random.default_rng(7)
    counts = np.column_stack([
        rng.poisson(np.repeat([0.3, 2.5], [120, 120])), rng.poisson(1.0, 240)
    ]).astype(float)  # fmt: skip
    counts[30:34] = np.nan
    found = change_points(counts)
    assert len(found) == 1
    place, low, high = found[0]
    assert abs(place - 120) <= 4
    assert low <= place <= high
    none = [len(change_points(rng.poisson(1.0, (240, 2)).astype(float))) for _ in range(30)]
    assert sum(none) <= 2
    assert change_points(np.zeros((240, 2))) == []
    assert change_points(np.ones((3, 1))) == []


@pytest.mark.parametrize(
    ("way", "place"), [("gravest", 0), ("mildest", 3), ("most", 2), ("raised", 0)]
)
def test_each_way_names_a_period(way, place):
    deeds = [(0, 1), (2, 1), (2, 2), (3, 5)]
    usual = {0: 0.1, 2: 2.0, 3: 1.0}
    assert decide(way, deeds, usual, 4) == place
    assert decide(way, [], usual, 4) == 4


def test_a_period_like_all_others_is_quiet_when_only_the_unusual_counts():
    assert decide("raised", [(1, 3)], {1: 1.0}, 4) == 4


def test_weeks_are_labelled_as_months_are():
    record = [
        event("a", "2001-01-02"), event("b", "2001-01-07"), event("c", "2001-01-08"),
        event("d", "2001-01-21", "2001-01-22"),
    ]  # fmt: skip
    found = label_months(
        record, [covered("2000-01-01", "2002-01-01")], dyad=("AAA", "BBB"),
        start=day("2001-01-01"), end=day("2001-01-28"), step="week",
    )  # fmt: skip
    assert [one.month.isoformat() for one in found.months] == [
        "2001-01-01", "2001-01-08", "2001-01-15", "2001-01-22",
    ]  # fmt: skip
    assert [one.label for one in found.months] == ["provocation", "provocation", "quiet", "quiet"]
    assert found.phases[0].end == day("2001-01-14")
    assert found.undecided == ("d",)
    with pytest.raises(BadValue, match="month, week"):
        label_months([], [], start=day("2001-01-01"), end=day("2001-02-01"), step="year")
    with pytest.raises(BadValue, match="gravest"):
        label_months([], [], start=day("2001-01-01"), end=day("2001-02-01"), way="loudest")


def test_only_what_is_seen_throughout_is_compared():
    rule, start, end = default_rule(), day("2001-01-01"), day("2002-12-31")
    whole = {"start": start, "end": end, "level": "complete"}
    rows = [
        Coverage(kind="weapon_test:nuclear", **whole),
        Coverage(kind="weapon_test:intercontinental", **whole),
        Coverage(kind="weapon_test:satellite", **whole),
        Coverage(kind="breach", start=start, end=end, level="partial"),
        Coverage(kind="summit", **whole),
    ]
    assert complete_kinds(rule, rows, start, end) == {
        "weapon_test:nuclear", "weapon_test:intercontinental", "weapon_test:satellite", "summit",
    }  # fmt: skip
    assert comparable_labels(rule, rows, start, end) == ()
    rows[3] = Coverage(kind="breach", **whole)
    assert comparable_labels(rule, rows, start, end) == ("taboo",)
    machine = [Coverage(kind="*", start=start, end=end, level="partial")]
    assert comparable_labels(rule, machine, start, end) == rule.names


@pytest.mark.parametrize("label", bundled_rule("mutual").label, ids=lambda label: label.name)
def test_examples_of_the_mutual_rule(label):
    rule = bundled_rule("mutual")
    for number, example in enumerate(label.examples):
        found = rule.gravity(event(f"e{number}", "2001-01-01", **example), "PRK", "USA")
        assert rule.names[len(rule.names) - 1 if found is None else found] == label.name


def test_every_way_is_told_in_both_languages():
    from standoff.cycle.deciding import way_text

    for way in WAYS:
        assert set(way_text(way, "week")) == {"en", "de"}
