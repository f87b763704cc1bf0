"""The ledger: frozen once, scored when due, and never for what has passed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planted import covered, day, event
from standoff.case import Case
from standoff.errors import JournalDamaged, QuestionError
from standoff.record import coverage_entry, fact_entry

ASKED = day("2001-12-31")


@pytest.fixture
def case(tmp_path):
    case = Case.create(tmp_path / "c", dyad=("AAA", "BBB"))
    facts = [event(f"t{n}", f"2001-{n:02d}-05") for n in range(1, 13)]
    later = event("later", "2002-01-20")
    rows = [*map(fact_entry, [*facts, later]), coverage_entry(covered("2001-01-01", "2002-12-31"))]
    case.append(rows)
    return case


def ask(case, days=31, text="AAA weapon_test"):
    answer = case.forecast(text, by=ASKED + timedelta(days=days), knows_until=ASKED)
    return answer.forecasts


def test_a_forecast_is_frozen_once_and_scored_beside_its_base_rate(case):
    forecasts = ask(case)
    assert case.save_forecasts(forecasts, by="ann", today=ASKED) == (1, 0)
    assert case.save_forecasts(forecasts, by="bob", today=ASKED) == (0, 1)
    before = case.ledger(as_of=ASKED)
    assert (len(before.open), len(before.settled), before.n) == (1, 0, 0)
    after = Case.open(case.folder).ledger(as_of=day("2002-02-01"))
    settled = after.settled[0]
    assert settled.came is True
    assert settled.frozen.by == "ann"
    assert settled.frozen.forecast == forecasts[0]
    assert settled.brier == pytest.approx((1 - forecasts[0].probability) ** 2)
    base = forecasts[0].baselines["base_rate"]
    assert after.base_brier == pytest.approx((1 - base) ** 2)
    assert after.label == "frozen live"


def test_what_the_record_cannot_tell_yet_is_not_scored(case):
    case.save_forecasts(ask(case, days=600), today=ASKED)
    ledger = case.ledger(as_of=day("2004-01-01"))
    assert ledger.settled[0].came is True  # the January test is on record
    case.save_forecasts(ask(case, days=600, text="AAA summit"), today=ASKED)
    ledger = case.ledger(as_of=day("2004-01-01"))
    assert ledger.settled[1].came is None
    assert ledger.n == 1


def test_a_question_of_the_past_is_refused(case):
    with pytest.raises(QuestionError, match="has passed"):
        case.save_forecasts(ask(case), today=day("2002-02-01"))
    assert case.ledger(as_of=day("2010-01-01")).settled == ()


def test_a_frozen_forecast_cannot_be_changed_unseen(case):
    case.save_forecasts(ask(case), today=ASKED)
    path = case.folder / "journal.sqlite"
    raw = path.read_bytes()
    at = raw.rindex(b'"topic":"forecast"')
    place = raw.rindex(b'"probability":0.', 0, at)
    changed = bytearray(raw)
    digit = place + len(b'"probability":0.')
    changed[digit] = ord("1") if changed[digit] != ord("1") else ord("2")
    path.write_bytes(bytes(changed))
    with pytest.raises(JournalDamaged):
        Case.open(case.folder).verify()
