"""Deadline claims: terms, consequence, and what such a stretch of time holds anyway."""

import pytest

from planted import covered, day, event
from standoff import claims
from standoff.errors import BadValue
from standoff.nouns import Claim, Definition, Event, Finding

YEARS = (covered("1999-01-01", "2002-12-31"),)
TERMS = Definition(name="literal", pattern="BBB relief -> AAA", text={"en": "relief"})
WIDER = Definition(name="wider", pattern="BBB relief|concession -> AAA")


def claim(**fields: object) -> Claim:
    told: dict[str, object] = {
        "id": "d",
        "form": "deadline",
        "text": {"en": "Relief by the end of the year, or else."},
        "start": day("2001-10-01"),
        "end": day("2001-12-31"),
        "definitions": (TERMS, WIDER),
        "said_by": "AAA_LEADER",
        "follow_days": 60,
    }
    return Claim(**told | fields)  # type: ignore[arg-type]


def ask(asked: Claim, *events: Event, coverage=YEARS) -> Finding:
    return claims.test_claim(asked, events, coverage)


def relief(text: str, **fields: object) -> Event:
    return event(f"r{text}", text, source="BBB", target="AAA", **({"move": "relief"} | fields))


def launch(text: str) -> Event:
    return event(f"t{text}", text)


THREAT = {"consequence": "AAA weapon_test"}


def test_terms_met_leave_the_threat_untested():
    found = ask(claim(**THREAT), relief("2001-11-01"), launch("2002-01-05"))
    assert found.verdict == "open"
    assert found.remark["en"].startswith("open: the terms were met")
    assert found.definitions[0].value == 1
    assert found.robustness["en"] == "terms met under 2 of 2 readings"
    assert "ran out without" in found.would_change["en"]


@pytest.mark.parametrize(
    ("last", "met"),
    [("2001-10-01", True), ("2001-12-31", True), ("2001-09-30", False), ("2002-01-01", False)],
)
def test_terms_count_from_the_day_it_was_set_to_the_day_it_runs_out(last, met):
    found = ask(claim(), relief(last))
    assert found.definitions[0].value == float(met)


def test_unmet_terms_and_the_threatened_deed_support_the_claim():
    found = ask(claim(**THREAT), launch("2002-03-01"))
    assert found.verdict == "supported"
    assert found.followed == ("t2002-03-01",)
    assert (found.estimate, found.n) == (1.0, 1)
    assert ask(claim(**THREAT), launch("2002-03-02")).verdict == "contradicted"


def test_unmet_terms_without_the_deed_are_not_borne_out():
    found = ask(claim(**THREAT))
    assert found.verdict == "contradicted"
    assert found.remark["en"].startswith("not borne out by this record: the terms were not met")
    assert found.remark["de"].startswith("von diesem Bestand nicht gedeckt")
    assert found.nearest_true["en"] == (
        "Up to 31 December 2001 the record shows no easings of sanctions; in the 60 days after it, "
        "no weapon tests."
    )


def test_a_text_that_leaves_the_consequence_open_leaves_the_verdict_open():
    found = ask(claim(), launch("2002-01-05"), launch("2002-01-07"))
    assert found.verdict == "open"
    assert "leaves open what was to follow" in found.remark["en"]
    assert found.followed == ("t2002-01-05", "t2002-01-07")
    assert "2 weapon tests on 2 days" in found.nearest_true["en"]
    assert "2 Waffentests an 2 Tagen" in found.nearest_true["de"]


def test_readings_of_the_terms_may_differ():
    found = ask(claim(**THREAT), relief("2001-11-01", move="concession"))
    assert [row.verdict for row in found.definitions] == ["contradicted", "open"]
    assert found.verdict == "contradicted"
    assert found.robustness["en"] == "terms met under 1 of 2 readings"


def test_what_the_record_does_not_cover_is_open():
    ends = (covered("1999-01-01", "2002-01-31"),)
    found = ask(claim(**THREAT), coverage=ends)
    assert found.verdict == "open"
    assert "does not show what followed" in found.remark["en"]
    assert "does not cover completely" in found.nearest_true["en"]
    early = ask(claim(**THREAT), coverage=(covered("1999-01-01", "2001-11-30"),))
    assert "cannot be said" in early.remark["en"]
    assert early.nearest_true == {}


def test_fuzzy_terms_across_the_deadline_are_open():
    maybe = event("m", "2001-12-31", "2002-01-01", source="BBB", target="AAA", move="relief")
    assert ask(claim(**THREAT), maybe).verdict == "open"


def test_the_comparison_is_the_rate_in_earlier_periods_of_that_length():
    record = [launch("2001-09-15"), launch("2001-09-20"), launch("2000-01-15")]
    found = ask(claim(**THREAT), *record)
    # 60 days fit 16 times from 1 January 1999 to 1 October 2001.
    assert found.comparison == (
        "in 2 of 16 earlier covered periods of 60 days there was such an event as well"
    )
    assert "60 days to compare" in ask(claim(), coverage=()).comparison


def test_what_to_look_for_must_be_told_if_the_author_speaks():
    with pytest.raises(BadValue, match=r"claim d.*follow"):
        ask(claim(said_by="AUTHOR"))
    assert ask(claim(said_by="AUTHOR", follow="AAA weapon_test"), launch("2002-01-05")).followed


def test_patterns_and_lengths_are_checked():
    with pytest.raises(BadValue, match="claim d, consequence"):
        ask(claim(consequence="AAA dance"))
    with pytest.raises(BadValue, match="follow_days = 0"):
        ask(claim(follow_days=0))
