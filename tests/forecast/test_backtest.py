"""Backtests: a planted world whose answer is known, and the same answer however it is computed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planted import covered, day, event
from standoff.case import Case
from standoff.errors import CaseError, QuestionError
from standoff.forecast.backtest import Asking, answer_origins, month_ends, score, warm_up
from standoff.forecast.kinds import load_kinds
from standoff.forecast.view import View
from standoff.nouns.backtest import Kind
from standoff.record import coverage_entry, fact_entry

LONG = [covered("1985-01-01", "2012-12-31")]


def spells() -> list:
    return [
        event(f"t{year}-{month}", f"{year}-{month:02d}-10", target="BBB", system="short_range")
        for year in range(1985, 2013)
        if year % 3 == 0
        for month in range(1, 13)
    ]


ASKING = Asking(
    kinds=(Kind(id="test", pattern="AAA weapon_test", text={"en": "a test", "de": "ein Test"}),),
    days=(31, 91),
    first=day("2003-01-31"),
    last=day("2011-06-30"),
)


@pytest.fixture(scope="module")
def planted():
    view = View(spells(), LONG, knows_until=day("2012-12-31"), dyad=("AAA", "BBB"))
    origins = month_ends(warm_up(ASKING.first), ASKING.last)
    results = answer_origins(view, ASKING, origins, {})
    return score(results, ASKING, LONG, case="x", label="mechanical source", dyad=("AAA", "BBB"))


def test_in_a_world_of_spells_the_pool_beats_the_base_rate_and_says_so(planted):
    pool = {row.days: row for row in planted.of("pool")}
    assert pool[31].brier_skill.value > 0.2
    assert pool[31].brier_skill.interval[0] > 0
    assert planted.better >= 1
    assert planted.worse == 0
    assert "beats the base rate" in planted.sentences("en")[0]
    assert "Basisrate" in planted.sentences("de")[0]


def test_every_model_is_scored_on_the_same_origins_as_the_base_rate(planted):
    for days in (31, 91, 0):
        rows = [row for row in planted.scored if row.days == days]
        assert {row.model for row in rows} == {
            "base_rate", "recency_weighted", "clock_regression", "phase", "game", "pool",
        }  # fmt: skip
        assert len({(row.n, row.came) for row in rows}) == 1
        base = next(row for row in rows if row.model == "base_rate")
        assert base.brier_skill.value == 0.0
        assert base.brier_skill.interval == (0.0, 0.0)
    assert planted.origins == 102


def test_what_came_is_what_a_plain_look_at_the_record_says(planted):
    record = [one.when.earliest for one in spells()]
    came = sum(
        any(origin < on <= origin + timedelta(days=31) for on in record)
        for origin in month_ends(ASKING.first, ASKING.last)
    )
    assert next(row.came for row in planted.of("pool") if row.days == 31) == came


# The case


@pytest.fixture
def case(tmp_path):
    case = Case.create(tmp_path / "c", dyad=("AAA", "BBB"))
    case.append([*map(fact_entry, spells()), *map(coverage_entry, LONG)])
    return case


def run(case, **more):
    return case.backtest(
        ["AAA weapon_test"], first=day("2010-01-31"), last=day("2011-03-31"), **more
    )


def test_a_backtest_is_the_same_on_two_cores_and_after_an_interruption(case):
    told: list[tuple[int, int]] = []

    def stop(done, total):
        told.append((done, total))
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(case, progress=stop)
    kept = sorted((case.folder / "backtests").rglob("*.json"))
    assert len(kept) == 3
    times = [path.stat().st_mtime_ns for path in kept]
    whole = run(case, jobs=2)
    assert [path.stat().st_mtime_ns for path in kept] == times
    kept[0].write_bytes(b"{")  # a damaged year is asked again
    again = run(case)
    assert again.scored == whole.scored
    assert again.reliability == whole.reliability
    assert told[0] == (0, told[0][1])


def test_a_backtest_is_the_same_on_a_cluster(case, cluster):
    far = run(case, cluster=cluster)
    for path in (case.folder / "backtests").rglob("*.json"):
        path.unlink()
    near = run(case)
    assert far.scored == near.scored
    assert far.reliability == near.reliability


def test_another_pair_may_be_asked_about(case):
    answer = run(case, dyad="BBB,AAA")
    assert answer.dyad == ("BBB", "AAA")


def test_a_case_without_kinds_says_how_to_name_them(case):
    with pytest.raises(CaseError, match="--ask"):
        case.backtest()
    with pytest.raises(CaseError, match="nothing to ask"):
        case.backtest(["AAA weapon_test"], first=date(2030, 1, 1))


def test_a_bad_file_of_kinds_is_named_with_its_key(tmp_path):
    path = tmp_path / "backtest.toml"
    path.write_text('[[kind]]\nid = "a"\npattern = "AAA dance"\n', encoding="utf-8")
    with pytest.raises(QuestionError, match=r"unknown move 'dance'.*"):
        load_kinds(path)
    path.write_text('[[kind]]\nid = "a"\npattern = "AAA summit"\nwhat = 1\n', encoding="utf-8")
    with pytest.raises(QuestionError, match="what"):
        load_kinds(path)


def test_the_page_holds_every_score_and_reads_in_both_languages(case, tmp_path):
    answer = run(case)
    for language in ("en", "de"):
        path = tmp_path / f"{language}.html"
        case.write_backtest(answer, path, language=language)
        text = path.read_text(encoding="utf-8")
        assert text.count("<svg") >= 3
        assert answer.sentences(language)[0].split(":")[0] in text
