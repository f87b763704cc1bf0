"""The coder as a whole: any text, the articles of the brief, and what must not be coded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from coding_sample import coded, only, states
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.coding import code_article, code_text, score_codings, score_files, write_codings
from standoff.coding.table import read_noted
from standoff.nouns import Article

WORDS = [
    "Trump",
    "Kim",
    "Jong",
    "Un",
    "die",
    "USA",
    "Nordkorea",
    "Iran",
    "drohte",
    "griff",
    "an",
    "verhängte",
    "Sanktionen",
    "gegen",
    "sagte",
    "er",
    "sie",
    "dass",
    "weil",
    "wenn",
    "und",
    ",",
    ".",
    ":",
    "–",
    "„",
    "“",
    '"',
    "(",
    ")",
    "?",
    "bis",
    "31.",
    "Dezember",
    "nicht",
    "keine",
    "13",
    "Raketentests",
    "zweiten",
    "Gipfel",
    "soll",
    "haben",
    "wurde",
    "von",
    "warned",
    "would",
    "attack",
    "the",
    "that",
    "who",
    "😀",
    "é",
    "\r\n",
    "\u2028",
    "Putin's",
]
JUMBLES = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | JUMBLES, DAYS, st.sampled_from(["de", "en", None]))
def test_every_coding_stands_at_its_words_and_nothing_raises(text, day, language):
    for coding in code_text(text, day, language):
        assert text[coding.start : coding.end] == coding.text
        assert coding.text.strip() == coding.text


@settings(max_examples=30, deadline=None)
@given(JUMBLES)
def test_coding_is_a_function_of_the_text(text):
    assert code_text(text, None, "de") == code_text(text, None, "de")


def test_nothing_comes_of_nothing():
    for text in ("", " ", "Das Wetter ist schön.", "?" * 5000, "„" * 300, "dass " * 2000):
        assert code_text(text, None, "de") == []


def test_another_language_gives_no_codings():
    assert code_text("Les États-Unis ont menacé l'Iran.", None, "fr") == []


def test_an_article_gives_its_name_and_id():
    text = "Die USA drohten Iran mit Sanktionen."
    article = Article.of(text, published=date(2019, 1, 2), language="de", name="a.txt")
    coding = code_article(article)[0]
    assert (coding.doc, coding.article, coding.coder) == ("a.txt", article.id, "rules")


def test_codings_come_in_the_order_of_their_words():
    text = (
        "Iran drohte den USA. Die USA verhängten Sanktionen gegen Iran. Iran lehnte Gespräche ab."
    )
    starts = [coding.start for coding in coded(text)]
    assert starts == sorted(starts)
    assert len(starts) == 3


def test_dates_come_from_the_words_or_as_a_range_from_the_sentence_before():
    text = "Die USA verhängten am 3. Mai 2019 Sanktionen gegen Iran. Iran drohte den USA."
    sanction, threat = coded(text)
    assert (sanction.earliest, sanction.latest) == (date(2019, 5, 3), date(2019, 5, 3))
    assert (threat.earliest, threat.latest) == (date(2019, 5, 3), date(2019, 5, 10))
    assert (sanction.said, threat.said) == ("3. Mai 2019", "")


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("Nordkorea testete eine Interkontinentalrakete.", "intercontinental"),
        ("Nordkorea zündete eine Atombombe.", "nuclear"),
        ("Iran testete ein neues Raketentriebwerk.", "engine"),
        ("Indien feuerte eine Kurzstreckenrakete ab.", "short_range"),
    ],
)
def test_the_weapon_system(text, system):
    assert only(text, move="weapon_test").system == system


def test_passives_keep_their_sides():
    attack = only("Zwei Palästinenser wurden von israelischen Soldaten erschossen.", move="attack")
    assert (states(attack.source), states(attack.target)) == ({"ISR"}, {"PSE"})


def press(shared: Path, name: str) -> str:
    return (shared / "press" / name).read_text(encoding="utf-8")


def test_the_report_on_the_summit_is_coded_as_asked(shared: Path, tmp_path: Path):
    name = "004_75520ac8cc9365ce.txt"
    article = Article.of(press(shared, name), published=date(2019, 2, 28), language="de", name=name)
    path = tmp_path / "codings.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_codings(code_article(article), stream)
    scores = score_files(shared / "gold" / "hanoi.csv", path)
    assert scores["found"]["f1"] >= 0.70
    assert scores["typed"]["f1"] >= 0.60
    assert scores["full"]["f1"] >= 0.50
    assert scores["stance"]["kappa"] >= 0.5
    assert scores["speaker"]["right"] >= 0.8


def test_the_gold_file_scores_full_marks_against_itself(shared: Path):
    noted = read_noted(shared / "gold" / "hanoi.csv")
    rows = [coding for coding, _ in noted]
    assert score_codings(rows, rows, [note for _, note in noted])["full"]["f1"] == 1.0


def test_the_commentary_is_coded_as_asked(shared: Path):
    text = press(shared, "000_24b3d78f43e85782.txt")
    found = code_text(text, date(2019, 12, 9), "de")
    deadline = next(c for c in found if c.kind == "deadline")
    assert deadline.latest == date(2019, 12, 31)
    assert states(deadline.source) == {"PRK"}
    assert "Sanktionen lockern" in deadline.terms
    tests = next(c for c in found if c.kind == "count" and c.move == "weapon_test")
    assert (tests.number, tests.system, states(tests.source)) == (13, "short_range", {"PRK"})
    assert next(c for c in found if c.kind == "count" and c.number == 3)
    assert next(c for c in found if c.move == "breach" and c.stance == "unconfirmed")
    assert next(c for c in found if c.kind == "signal" and "Schimmel" in c.text)
    ultimatum = next(c for c in found if c.move == "ultimatum")
    assert states(ultimatum.source) == {"PRK"}
    rhythm = text.index("Provokation, Tabubruch und Erpressung")
    inside = [c for c in found if c.start <= rhythm < c.end or rhythm <= c.start < rhythm + 70]
    assert [(c.kind, c.stance) for c in inside] == [("assessment", "habitual")]


def test_a_line_without_function_words_is_in_the_language_in_which_it_states_something():
    day = date(2020, 1, 1)
    assert [c.rule[:2] for c in code_text("Togo threatens Benin.", day)] == ["en"]
    assert [c.rule[:2] for c in code_text("Togo testete Raketen.", day)] == ["de"]
    assert code_text("Togo, Benin.", day) == []
    long = "Togo threatens Benin. " * 30  # no line any more: its language is to be said
    assert code_text(long, day) == []
