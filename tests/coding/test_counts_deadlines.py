"""Counts with their periods, ordinals, deadlines with their terms."""

from __future__ import annotations

from datetime import date

from coding_sample import coded, only, states


def test_a_number_of_tests_in_a_period():
    text = "Indien droht. Vorausgegangen waren 11 Raketentests Pakistans in nur fünf Monaten."
    count = only(text, kind="count")
    assert (count.number, count.move, count.plover) == (11, "weapon_test", "")
    assert count.text.startswith("11 Raketentests")
    assert count.text.endswith("fünf Monaten")
    assert states(count.source) == {"PAK"}


def test_how_often():
    count = only("Merkel und Putin haben sich viermal getroffen.", kind="count")
    assert (count.number, count.move) == (4, "summit")


def test_the_how_manieth_is_a_count_of_its_own_word():
    text = "Trump und Putin kamen zu ihrem dritten Gipfel zusammen."
    count = only(text, kind="count")
    assert (count.number, count.text) == (3, "dritten")


def test_casualties_are_no_counts():
    text = "Bei einem Angriff Russlands in der Ukraine starben 13 Menschen."
    assert not [c for c in coded(text) if c.kind == "count"]


def test_a_condition_with_a_date_is_a_deadline():
    text = (
        "Trump verhandelt mit Iran. Sollte Iran bis zum 30. September 2019 nicht einlenken und "
        "die Anlagen schließen, werde es Sanktionen geben."
    )
    deadline = only(text, kind="deadline")
    assert deadline.latest == date(2019, 9, 30)
    assert states(deadline.target) == {"IRN"}
    assert states(deadline.source) == {"USA"}
    assert deadline.terms.startswith("Sollte Iran")
    assert deadline.terms.endswith("die Anlagen schließen")
    assert deadline.plover == ""
    assert deadline.move


def test_a_demand_until_a_day_sets_a_deadline():
    text = "Riad fordert Katar auf, bis zum 3. Juli 2019 den Sender zu schließen."
    deadline = only(text, kind="deadline")
    assert (deadline.latest, states(deadline.source)) == (date(2019, 7, 3), {"SAU"})


def test_a_date_gone_by_sets_no_deadline():
    text = "Riad forderte Katar auf, bis zum 3. Juli 2017 den Sender zu schließen."
    assert not [c for c in coded(text) if c.kind == "deadline"]


def test_the_english_deadline():
    text = (
        "Washington is talking to Iran. If Iran does not stop by September 30, 2019, it will act."
    )
    assert only(text, "en", kind="deadline").latest == date(2019, 9, 30)
