"""Every form of the claim grammar on planted records whose answers are known by construction."""

from datetime import date, timedelta

import numpy as np
import pytest

from planted import covered, day, event
from standoff import claims
from standoff.claims.clock import dispersion_of
from standoff.claims.exact import ratio_interval, ratio_p
from standoff.claims.exception import _labels, block_ratio
from standoff.claims.told import Told
from standoff.errors import BadValue
from standoff.nouns import Account, AccountChange, Claim, Coverage, Definition, Event, Finding

LONG = (covered("1990-01-01", "2019-12-31"),)
DYAD = ("AAA", "BBB")


def definition(**fields: object) -> Definition:
    return Definition(**{"name": "literal", "text": {"en": "so"}, **fields})  # type: ignore[arg-type]


def claim(form: str, *definitions: Definition, **fields: object) -> Claim:
    told = {"start": day("1990-01-01"), "end": day("2019-12-31"), "dyad": DYAD, **fields}
    return Claim(id="c", form=form, text={"en": "So it is."}, definitions=definitions, **told)  # type: ignore[arg-type]


def ask(
    asked: Claim, events: list[Event], *, coverage: tuple[Coverage, ...] = LONG, **fields: object
) -> Finding:
    return claims.test_claim(asked, events, coverage, **fields)  # type: ignore[arg-type]


def series(first: str, gap: int, n: int, **fields: object) -> list[Event]:
    days = [day(first) + timedelta(days=gap * k) for k in range(n)]
    move = fields.get("move", "weapon_test")
    system = fields.get("system", "")
    return [event(f"{move}{system}{d}", d.isoformat(), **fields) for d in days]


def drawn(seed: int, n: int, **fields: object) -> list[Event]:
    rng = np.random.default_rng(seed)
    days = sorted(rng.choice(10_900, n, replace=False))
    first = date(1990, 1, 1)
    return [
        event(f"{fields.get('move')}{k}", (first + timedelta(days=int(d))).isoformat(), **fields)
        for k, d in enumerate(days)
    ]


# -- alternation and order ------------------------------------------------------------------------

TWO = {"engine": "AAA weapon_test:engine", "boat": "AAA weapon_test:submarine"}
THREE = {**TWO, "talk": "AAA talks"}


def in_turn(names: list[dict[str, str]], n: int, gap: int = 40) -> list[Event]:
    return [
        event(f"e{k}", (date(1991, 1, 1) + timedelta(days=gap * k)).isoformat(),
              **names[k % len(names)])  # type: ignore[arg-type]
        for k in range(n)
    ]  # fmt: skip


ENGINE, BOAT = {"system": "engine"}, {"system": "submarine"}
TALK = {"move": "talks"}


def test_kinds_in_turn_are_borne_out_and_kinds_in_heaps_are_not():
    turns = ask(claim("alternation", definition(patterns=TWO)), in_turn([ENGINE, BOAT], 60))
    assert turns.verdict == "supported"
    assert turns.p_value is not None
    assert turns.p_value < 0.01
    assert turns.interval[1] < 0
    heaps = in_turn([ENGINE] * 10 + [BOAT] * 10, 60)
    found = ask(claim("alternation", definition(patterns=TWO)), heaps)
    assert found.verdict == "contradicted"
    assert found.interval[0] > 0


def test_even_intervals_are_borne_out_by_their_own_measure():
    even = definition(patterns=TWO, measure="intervals")
    assert ask(claim("alternation", even), in_turn([ENGINE, BOAT], 60)).verdict == "supported"
    rng = np.random.default_rng(4)
    when = np.cumsum(np.where(np.arange(80) % 8, 3, rng.integers(300, 700, 80)))
    bursts = [
        event(f"b{k}", (date(1990, 1, 5) + timedelta(days=int(d))).isoformat(), system="engine")
        for k, d in enumerate(when) if d < 10_900
    ]  # fmt: skip
    assert ask(claim("alternation", even), bursts).verdict == "contradicted"


def test_a_planted_order_is_found_its_reverse_is_not():
    names = ("engine", "boat", "talk")
    ordered = claim("order", definition(patterns=THREE), kinds=names)
    found = ask(ordered, in_turn([ENGINE, BOAT, TALK], 60))
    assert found.verdict == "supported"
    assert "strictly ordered" in found.comparison
    assert ask(ordered, in_turn([TALK, BOAT, ENGINE], 60)).verdict == "contradicted"
    few = ask(ordered, in_turn([ENGINE, BOAT, TALK, BOAT, ENGINE], 6))
    assert few.verdict == "open"
    assert few.n_needed is None or few.n_needed > few.n


def test_rhythm_over_partly_covered_kinds_is_open_with_the_kinds():
    partly = (*LONG, covered("1990-01-01", "2019-12-31", "weapon_test:submarine", "partial"))
    found = ask(
        claim("alternation", definition(patterns=TWO)), in_turn([ENGINE, BOAT], 60), coverage=partly
    )
    assert found.verdict == "open"
    assert "tests from submarines only in part" in found.remark["en"]
    assert found.nearest_true["en"].startswith("in the record as it stands")


# -- sign ----------------------------------------------------------------------------------------

SIGNS = definition(pattern="AAA signal")
BEFORE = definition(pattern="AAA signal", measure="sign_given_announcement")


def sign(**fields: object) -> Claim:
    told = {"announces": "AAA announcement", "within_days": 20, **fields}
    return claim("sign", SIGNS, **told)


def test_signs_that_announce_are_told_from_signs_that_do_not():
    signs = series("1990-03-01", 200, 40, move="signal")
    follow = series("1990-03-11", 200, 40, move="announcement")
    found = ask(sign(), signs + follow)
    assert found.verdict == "supported"
    assert found.estimate == 1.0
    assert found.power is not None
    apart = ask(sign(), drawn(1, 60, move="signal") + drawn(2, 150, move="announcement"))
    assert apart.verdict == "open"
    assert "too few" in apart.remark["en"] or "both" in apart.remark["en"]


def test_always_falls_with_one_counterexample_only_where_the_sign_is_covered():
    given = claim("sign", BEFORE, announces="AAA announcement", within_days=20, quantifier="always")
    record = [
        *series("1990-03-01", 200, 10, move="signal"),
        *series("1990-03-11", 200, 11, move="announcement"),
    ]
    found = ask(given, record)
    assert found.verdict == "contradicted"
    assert len(found.counterexamples) == 1
    assert ask(given, record[:-1]).verdict == "supported"
    partly = (*LONG, covered("1990-01-01", "2019-12-31", "signal", "partial"))
    assert ask(given, record, coverage=partly).verdict == "open"


PARTLY = (covered("1990-01-01", "2019-12-31", "*", "partial"),)


def test_never_falls_with_one_case_however_partial_the_record():
    never = claim("sign", SIGNS, announces="AAA announcement", within_days=20, quantifier="never")
    signs = series("1990-03-01", 200, 10, move="signal")
    one = [*signs, *series("1990-03-11", 200, 1, move="announcement")]
    for coverage in (LONG, PARTLY):
        found = ask(never, one, coverage=coverage)
        assert (found.verdict, found.counterexamples) == ("contradicted", (signs[0].id,))
    assert ask(never, signs).verdict == "supported"
    assert ask(never, signs, coverage=PARTLY).verdict == "open"
    threats = series("1990-03-01", 90, 9, move="threat", target="CCC")
    aimed = claim("addressee", definition(pattern="AAA threat"), addressees=("BBB",),
                  quantifier="never")  # fmt: skip
    struck = [*threats, *series("1995-03-01", 90, 1, move="threat", target="BBB")]
    found = ask(aimed, struck, coverage=PARTLY)
    assert (found.verdict, found.counterexamples) == ("contradicted", (struck[-1].id,))
    assert ask(aimed, threats).verdict == "supported"
    assert ask(aimed, threats, coverage=PARTLY).verdict == "open"


def test_few_signs_say_what_would_be_needed():
    signs = series("1990-03-01", 1000, 5, move="signal")
    found = ask(sign(), signs + drawn(5, 100, move="announcement"))
    assert found.verdict == "open"
    assert found.n_needed is not None
    assert found.n_needed > found.n
    assert str(found.n_needed) in found.remark["en"]


def test_the_chance_of_a_case_does_not_rest_on_its_own_window():
    from standoff.claims.sign import matched_chances

    day = 5000
    held = [day + 3]  # one announcement, right behind the case: no other day near it knows it
    [chance] = matched_chances([day], held, (0, 20), 0, 10_000)
    assert chance == pytest.approx(0.5 / (4 * 91 + 2 * 25 + 1))
    spread = [day + 3, day + 40]
    [more] = matched_chances([day], spread, (0, 20), 0, 10_000)
    assert more > chance


def test_windows_that_overlap_count_once():
    pair = [event("s1", "2000-01-01", move="signal"), event("s2", "2000-01-10", move="signal")]
    found = ask(sign(), [*pair, event("a", "2000-01-12", move="announcement")])
    assert found.n == 1
    assert found.events == ("s1",)


# -- exception, dwell, clock ----------------------------------------------------------------------


def exception(**fields: object) -> Claim:
    told = {
        "start": day("2010-01-01"), "end": day("2014-12-31"),
        "compare_start": day("1990-01-01"), "compare_end": day("2019-12-31"),
        "margin": 1.0, "direction": "same", **fields,
    }  # fmt: skip
    return claim("exception", definition(pattern="AAA weapon_test"), **told)


def test_a_steady_record_has_no_exception_and_a_burst_is_one():
    steady = series("1990-01-01", 11, 990)
    assert ask(exception(), steady).verdict == "supported"
    burst = [*series("1990-01-01", 50, 200), *series("2010-01-02", 7, 258)]
    found = ask(exception(), burst)
    assert found.verdict == "contradicted"
    assert ask(exception(direction="more"), burst).verdict == "supported"
    assert "the period was chosen" in found.remark["en"]


@pytest.mark.parametrize("seed", range(12))
def test_an_exceptions_p_value_and_interval_say_the_same_from_either_side(seed):
    rng = np.random.default_rng(seed)
    inside = np.arange(120) >= 96
    cases = rng.poisson(np.where(inside, 1 + 0.15 * seed, 1.0)).astype(float)
    ratio, (low, high), _, p = block_ratio(cases, np.ones(120), inside)
    assert (p < 0.05) == (not low <= 1 <= high)
    back, (least, most), _, same = block_ratio(cases, np.ones(120), ~inside)
    assert back == pytest.approx(1 / ratio)
    assert most / least == pytest.approx(high / low, rel=0.15), "as few blocks on either side"
    assert same == pytest.approx(p, abs=0.05)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_what_never_or_always_came_has_no_exception_and_some_doubt(share):
    """Draws of such a record all say the same; the doubt is that of how few months there are."""
    inside = np.arange(120) >= 96
    ratio, (low, high), spread, p = block_ratio(np.full(120, share), np.ones(120), inside)
    assert spread > 0
    assert low < min(ratio, 1) <= max(ratio, 1) < high
    assert p > 0.3


def test_a_transition_does_not_reach_across_a_hole():
    talks = series("1990-01-15", 60, 180, move="talks", target="BBB")
    tests = series("1990-02-14", 60, 180)
    hole = (covered("1990-01-01", "2012-03-31"), covered("2012-05-01", "2019-12-31"))
    told = Told(events=(*talks, *tests), coverage=hole, dyad=DYAD)
    when = {"start": day("2005-01-01"), "end": day("2009-12-31"),
            "compare_start": day("1990-01-01"), "compare_end": day("2019-06-30")}  # fmt: skip
    one = definition(measure="transition", kinds=("detente", "provocation"))
    months, *_ = _labels(claim("exception", one, **when), one, told, day("1990-01-01"),
                         day("2019-06-30"))  # fmt: skip
    assert day("2012-02-01") in months
    assert day("2012-03-01") not in months


def test_labels_and_transitions_have_measures_of_their_own():
    talks = series("1990-01-15", 60, 180, move="talks", target="BBB")
    tests = series("1990-02-14", 60, 180)
    for measure, kinds in (("label", ("detente",)), ("transition", ("detente", "provocation"))):
        one = definition(measure=measure, kinds=kinds)
        when = {"start": day("2005-01-01"), "end": day("2009-12-31"),
                "compare_start": day("1990-01-01"), "compare_end": day("2019-06-30")}  # fmt: skip
        asked = claim("exception", one, margin=1.0, **when)
        found = ask(asked, talks + tests)
        assert found.verdict == "supported", measure
        assert 0.5 < found.estimate < 2


def test_phases_of_two_lengths_are_told_apart():
    months = [date(1990 + k // 12, k % 12 + 1, 10) for k in range(360)]
    record = [
        event(f"t{m}", m.isoformat(), system="engine") if k % 6 < 5 else
        event(f"m{m}", m.isoformat(), move="talks", target="BBB")
        for k, m in enumerate(months)
    ]  # fmt: skip
    short = claim("dwell", definition(), kinds=("detente",), than=("provocation",),
                  direction="fewer")  # fmt: skip
    found = ask(short, record)
    assert found.verdict == "supported"
    assert found.estimate == pytest.approx(0.2, abs=0.01)
    longer = claim("dwell", definition(), kinds=("provocation",), than=("detente",),
                   direction="fewer")  # fmt: skip
    assert ask(longer, record).verdict == "contradicted"


def clock(**fields: object) -> Claim:
    return claim(
        "clock", definition(pattern="AAA weapon_test"), clock="BBB election", before_months=6,
        direction="more", **fields,
    )  # fmt: skip


def test_acts_before_elections_are_told_from_acts_at_any_time():
    elections = series("1994-11-08", 1461, 7, move="election", source="BBB")
    near = [e for n in range(7) for e in series(
        (date(1994, 7, 1) + timedelta(days=1461 * n)).isoformat(), 9, 8)]  # fmt: skip
    found = ask(clock(), elections + near + drawn(5, 60, move="weapon_test"))
    assert found.verdict == "supported"
    even = ask(clock(), elections + series("1990-01-01", 30, 364))
    assert even.verdict == "open"
    assert even.interval[0] < 1 < even.interval[1]
    far = [e for n in range(7) for e in series(
        (date(1995, 7, 1) + timedelta(days=1461 * n)).isoformat(), 9, 100)]  # fmt: skip
    assert ask(clock(), elections + far).verdict == "contradicted"
    one = definition(pattern="AAA weapon_test", days=(day("1998-11-08"),))
    named = claim("clock", one, clock="BBB election", direction="more")
    assert "before 1 such" in ask(named, elections + near).remark["en"]


def test_bursts_before_an_election_are_no_habit():
    """Records whose acts come in fours, elections being nothing to them."""
    told = {True: 0, False: 0}
    votes = [(date(1994, 11, 5) + timedelta(days=1461 * n)) for n in range(7)]
    near = {vote - timedelta(days=back) for vote in votes for back in range(1, 366)}
    start, days = date(1990, 1, 1), 10_957
    t1 = sum(start <= day <= date(2019, 12, 31) for day in near)
    for seed in range(200):
        rng = np.random.default_rng(seed)
        first = rng.integers(0, days - 100, 15)
        offsets = (first[:, None] + np.append(0, rng.integers(1, 90, 3))).ravel()
        acts = [start + timedelta(days=int(d)) for d in np.unique(offsets)]
        k1 = sum(day in near for day in acts)
        phi = dispersion_of(acts, {d for d in near if d >= start}, start, date(2019, 12, 31))
        for allowed in told:
            _, (low, high) = ratio_interval(k1, t1, len(acts) - k1, days - t1,
                                            phi=phi if allowed else 1.0)  # fmt: skip
            told[allowed] += not low <= 1 <= high
    assert told[True] <= 24, "6 of 100 when simulated at length"
    assert told[False] >= 50


@pytest.mark.parametrize("counts", [(0, 9), (9, 0), (4, 30), (20, 30), (12, 20)])
def test_ratios_of_bursts_are_wider_and_their_p_value_says_the_same(counts):
    k1, k2 = counts
    sharp, loose = (ratio_interval(k1, 2, k2, 6, phi=phi)[1] for phi in (1.0, 2.5))
    assert loose[0] <= sharp[0]
    assert loose[1] >= sharp[1]
    near = ratio_interval(k1, 2, k2, 6, phi=1.000001)[1]
    assert near == pytest.approx(sharp, rel=0.06, abs=0.03), "Jeffreys is next to mid-p"
    for phi, (low, high) in ((1.0, sharp), (2.5, loose)):
        assert (ratio_p(k1, 2, k2, 6, phi=phi) < 0.05) == (not low <= 1 <= high)


# -- addressee and pledge -------------------------------------------------------------------------


def test_one_act_for_others_stands_against_always():
    threats = series("1995-01-01", 30, 20, move="threat", target="BBB")
    stray = event("stray", "2001-01-01", move="threat", target="CCC")
    silent = event("silent", "2001-02-01", move="threat")
    asked = claim("addressee", definition(pattern="AAA threat"), addressees=("BBB", "DDD"))
    assert ask(asked, threats).verdict == "supported"
    found = ask(asked, [*threats, stray, silent])
    assert found.verdict == "contradicted"
    assert found.counterexamples == ("stray",)
    assert "1 more name nobody" in found.remark["en"]
    partly = (covered("1990-01-01", "2019-12-31", level="partial"),)
    assert ask(asked, [*threats, stray], coverage=partly).verdict == "contradicted"
    assert ask(asked, threats, coverage=partly).verdict == "open"
    mostly = claim("addressee", definition(pattern="AAA threat"), addressees=("BBB",),
                   quantifier="usually")  # fmt: skip
    assert ask(mostly, [*threats, stray]).verdict == "supported"


def account(n: int, state: str, on: str = "2000-01-01", **fields: object) -> Account:
    step = AccountChange(state=state, on=day(on), by="someone")
    told = {"kind": "announcement", "holder": "AAA_BOSS", "opened_on": day("1999-01-01"),
            "opened_by": (f"o{n}",), "changes": (step,), "state": state, **fields}  # fmt: skip
    return Account(id=f"a{n}", **told)  # type: ignore[arg-type]


def test_nothing_kept_falls_with_one_kept_and_the_tally_says_the_rest():
    never = claim("pledge", definition(pattern="AAA announcement"), outcomes=("kept",))
    broken = [account(n, "broken") for n in range(4)]
    found = ask(never, [], accounts=broken)
    assert found.verdict == "supported"
    one = ask(never, [], accounts=[*broken, account(9, "kept"), account(10, "lapsed")])
    assert one.verdict == "contradicted"
    assert one.counterexamples == ("a9",)
    assert "of 6 accounts 1 kept, 4 broken and 1 lapsed" in one.remark["en"]
    early = msg_end(never, "1999-06-30")
    assert ask(early, [], accounts=[*broken, account(9, "kept")]).estimate == 0.0


def msg_end(asked: Claim, end: str) -> Claim:
    import msgspec

    return msgspec.structs.replace(asked, end=day(end))


def test_pledges_of_others_and_of_other_theatres_do_not_count():
    here = claim("pledge", definition(pattern="AAA announcement"), theatres=("SEA",))
    accounts = [
        account(1, "kept", theatre="LAND"),
        account(2, "kept", holder="BBB", theatre="SEA"),
        account(3, "kept", kind="threat", theatre="SEA"),
        account(4, "broken", theatre="SEA"),
    ]
    found = ask(here, [], accounts=accounts)
    assert (found.n, found.verdict) == (1, "supported")


# -- what all forms share -------------------------------------------------------------------------

ONE_OF_EACH = [
    claim("alternation", definition(patterns=TWO)),
    claim("order", definition(patterns=THREE), kinds=("engine", "boat", "talk")),
    sign(),
    exception(),
    claim("dwell", definition(), kinds=("detente",)),
    claim("addressee", definition(pattern="AAA threat"), addressees=("BBB",)),
    claim("pledge", definition(pattern="AAA announcement")),
    clock(),
]


@pytest.mark.parametrize("asked", ONE_OF_EACH, ids=lambda c: c.form)
def test_without_coverage_every_form_is_open_with_the_reason(asked):
    record = in_turn([ENGINE, BOAT, TALK], 60)
    found = ask(asked, record, coverage=(covered("1990-01-01", "2019-12-31", "letter"),))
    assert found.verdict == "open"
    assert "does not cover" in found.remark["en"]
    assert "deckt" in found.remark["de"]
    assert found.would_change["en"].startswith("coverage of")


@pytest.mark.parametrize("asked", ONE_OF_EACH, ids=lambda c: c.form)
def test_an_empty_record_is_open_and_says_so(asked):
    found = ask(asked, [])
    assert found.verdict == "open"
    assert found.remark["en"].startswith("open: the record holds no case") or found.n
    assert set(found.remark) == {"en", "de"}
    assert found.comparison


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (claim("alternation", definition(measure="tempo"), kinds=("taboo", "detente")), "measure"),
        (claim("alternation", definition(), kinds=("taboo", "fun")), "kinds"),
        (claim("order", definition(patterns=TWO)), "three kinds"),
        (claim("order", definition(patterns=THREE), kinds=("engine", "boat")), "three kinds"),
        (claim("sign", definition(pattern="AAA signal")), "announces"),
        (sign(within_days=1000), "within_days"),
        (sign(quantifier="often"), "quantifier"),
        (exception(margin=0.0), "margin"),
        (exception(direction="odd"), "direction"),
        (claim("dwell", definition(rule="mood"), kinds=("detente",)), "rule"),
        (claim("dwell", definition(), kinds=("fun",)), "fun"),
        (claim("addressee", definition(pattern="AAA threat")), "addressees"),
        (claim("pledge", definition(pattern="AAA pledge"), outcomes=("good",)), "outcome"),
        (claim("clock", definition(pattern="AAA talks")), "clock"),
        (claim("clock", definition(pattern="AAA talks"), clock="BBB election",
               before_months=99), "before_months"),
    ],
)  # fmt: skip
def test_errors_name_the_claim_and_the_key(asked, told):
    with pytest.raises(BadValue) as caught:
        ask(asked, [])
    assert told in str(caught.value)
    assert "claim c" in str(caught.value)


def test_holm_over_the_page_is_written_into_the_findings():
    record = in_turn([ENGINE, BOAT], 60)
    twice = [ask(claim("alternation", definition(patterns=TWO)), record) for _ in range(2)]
    first, second = claims.adjusted(twice)
    assert first.adjusted == pytest.approx(2 * first.p_value)
    assert second.adjusted == first.adjusted


def test_sensitivity_asks_again_under_other_terms_and_with_errors():
    found = ask(
        claim("alternation", definition(), kinds=("provocation", "detente")),
        in_turn([ENGINE, {"move": "talks", "target": "BBB"}], 60),
        sensitivity=True,
    )
    names = [row.name for row in found.sensitivity]
    assert names == ["rule-mildest", "rule-meetings", "thinned-True", "errors"]
    last = found.sensitivity[-1]
    assert last.runs == 10
    assert last.share is not None
    assert 0 <= last.share <= 1
    assert all(set(row.text) == {"en", "de"} for row in found.sensitivity)


def test_a_day_in_utc_may_be_the_day_before():
    from datetime import UTC, datetime

    from standoff.claims.sensitivity import in_utc
    from standoff.nouns import When

    late = When(earliest=day("2001-05-02"), latest=day("2001-05-02"), zone="Asia/Seoul",
                at=datetime(2001, 5, 1, 20, 30, tzinfo=UTC))  # fmt: skip
    moved = in_utc(Event(id="e", when=late, source="AAA", move="talks"))
    assert moved.when.earliest == day("2001-05-01")
