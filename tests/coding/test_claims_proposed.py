"""Claims proposed from texts: every cue's examples, evidence at its place, what is filled in."""

import sys
import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.coding import propose_claims
from standoff.coding.claims.cues import load_cues
from standoff.coding.claims.patterns import find_pattern, parse_pattern
from standoff.coding.tokens import tokenize
from standoff.errors import DataError

DAY = date(2015, 6, 1)
CUES = [
    (language, cue)
    for language in ("de", "en")
    for cue in (c.row for c in load_cues(language).cues)
]


@pytest.mark.parametrize(("language", "cue"), CUES, ids=lambda x: getattr(x, "name", x))
def test_every_cue_finds_its_example_and_not_its_counterexample(language, cue):
    found = propose_claims(cue.example, DAY, language)
    assert (f"cue.{cue.name}", cue.form) in [(p.cue, p.form) for p in found]
    for proposal in found:
        evidence = proposal.evidence
        assert cue.example[evidence.start : evidence.end] == evidence.quote
    others = propose_claims(cue.not_example, DAY, language)
    assert f"cue.{cue.name}" not in [p.cue for p in others]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_form_has_a_cue(language):
    from standoff.claims import FORMS

    forms = {cue.row.form for cue in load_cues(language).cues}
    assert forms <= set(FORMS)
    assert set(FORMS) == forms


def test_numbers_and_deadlines_come_from_the_codings():
    text = (
        "Nordkorea hat in diesem Jahr elf Raketentests unternommen. "
        "Sollte Seoul bis 30. Juni nicht einlenken, droht Nordkorea mit weiteren Tests."
    )
    found = {p.form: p for p in propose_claims(text, DAY, "de")}
    assert found["count"].fields["asserted"] == 11
    assert found["count"].fields["definition"][0]["pattern"].startswith("PRK weapon_test")
    assert found["deadline"].fields["end"] == date(2015, 6, 30)
    assert "start" in found["deadline"].missing
    assert found["deadline"].said_by == "PRK"


def test_a_term_that_is_set_asks_a_concession_of_the_one_it_was_set_to():
    text = "North Korea has given the United States until 30 June to ease the sanctions."
    [found] = [p for p in propose_claims(text, DAY, "en") if p.form == "deadline"]
    assert found.fields["definition"][0]["pattern"] == "USA concession -> PRK"
    assert (found.fields["end"], found.said_by) == (date(2015, 6, 30), "PRK")


def test_kinds_are_those_of_the_evidence():
    text = (
        "Provokation und Entspannung wechseln sich in Nordkorea ab, "
        "sagen Diplomaten der USA, trotz der Drohungen."
    )
    [found] = [p for p in propose_claims(text, DAY, "de") if p.form == "alternation"]
    assert found.fields["kinds"] == ["provocation", "detente"]
    assert found.language == "de"


def test_a_text_about_sport_makes_no_claims():
    text = "Bayern und Dortmund wechseln sich an der Tabellenspitze ab. " * 8
    assert propose_claims(text, DAY, "de") == []
    assert propose_claims("", DAY, "en") == []
    assert propose_claims("Rien de nouveau.", DAY, "fr") == []


def test_gaps_reach_ten_words_and_signs_do_not_count():
    first_then = parse_pattern("erst … dann")
    assert find_pattern(["erst", "droht", "er", ",", "dann", "nicht"], first_then) == (0, 4)
    assert find_pattern(["erst", *["x"] * 10, "dann"], first_then) == (0, 11)
    assert find_pattern(["erst", *["x"] * 11, "dann"], first_then) is None
    always_when = parse_pattern("immer wenn")
    assert find_pattern(["immer", ",", "wenn"], always_when) == (0, 2)
    assert find_pattern(["immer", "x", "wenn"], always_when) is None


@pytest.mark.parametrize(
    ("word", "fits"),
    [("wahl", True), ("präsidentschaftswahl", True), ("wahlen", False), ("urnengang", True)],
)
def test_a_class_holds_words_beginnings_and_endings(word, fits):
    pattern = parse_pattern("<vote>", {"vote": ("~wahl", "urnengang~")})
    assert (find_pattern([word], pattern) == (0, 0)) is fits
    assert find_pattern(["wechselten"], parse_pattern("wechsel~")) == (0, 0)


def test_an_unknown_class_is_an_error_of_the_data():
    with pytest.raises(DataError, match="<nobody>"):
        parse_pattern("<nobody> … dann", {"vote": ("wahl",)})


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["immer", "wenn", "Putin", ",", "erst", "dann", "😀", "."]), max_size=40
    )
)
def test_any_text_keeps_its_evidence_at_its_place(words):
    text = " ".join(words)
    for proposal in propose_claims(text, DAY, "de"):
        evidence = proposal.evidence
        assert text[evidence.start : evidence.end] == evidence.quote


def test_time_grows_with_the_length_and_not_faster():
    steps = []

    class Counting(list):
        def __getitem__(self, place):
            steps.append(1)
            return super().__getitem__(place)

    for n in (200, 400):
        steps.clear()
        find_pattern(Counting(["erst"] * n), parse_pattern("erst … dann"))
        steps_here = len(steps)
        if n == 200:
            first = steps_here
    assert steps_here <= 2.5 * first


@pytest.mark.parametrize("piece", ["fünf mal ", "immer wenn, ", "3, ", "von kein vor wahl "])
def test_a_sentence_without_end_takes_time_in_proportion(piece):
    def steps(n: int) -> int:
        seen = 0

        def count(*_: object) -> None:
            nonlocal seen
            seen += 1

        text = "Die USA drohten Nordkorea seit Mai " + piece * n + "."
        before = sys.getprofile()
        sys.setprofile(count)
        try:
            propose_claims(text, DAY, "de")
        finally:
            sys.setprofile(before)
        return seen

    steps(10)
    assert steps(800) <= 2.5 * steps(400)


def test_the_proposals_are_a_claims_file_once_completed(tmp_path):
    from standoff.case import propose_from_files
    from standoff.claims import load_claims

    path = tmp_path / "text.txt"
    path.write_text(
        "Nordkorea hat elf Raketentests unternommen. "
        "Die USA warten vergeblich auf das Abkommen mit Pjöngjang.\n",
        encoding="utf-8",
    )
    answer = propose_from_files([path], published=DAY, language="de")
    assert tomllib.loads(answer.toml)["claim"]
    assert "# add before testing: start" in answer.toml
    whole = tmp_path / "claims.toml"
    whole.write_text(
        answer.toml.replace("end = 2015-06-01", "start = 2015-01-01\nend = 2015-06-01"),
        encoding="utf-8",
    )
    assert len(load_claims(whole)) == len(answer.proposals)


def test_tokens_are_those_of_the_coder():
    assert [t.text for t in tokenize("immer, wenn")] == ["immer", ",", "wenn"]


@pytest.mark.parametrize(
    ("text", "language", "start", "end"),
    [
        ("North Korea has fired missiles four times since March 2015.", "en",
         date(2015, 3, 1), DAY),
        ("Nordkorea hat seit März viermal Raketen getestet.", "de", date(2015, 3, 1), DAY),
        ("Nordkorea hat viermal seit dem 4. März Raketen getestet.", "de",
         date(2015, 3, 4), DAY),
        ("North Korea has fired missiles four times in March 2015.", "en",
         date(2015, 3, 1), date(2015, 3, 31)),
    ],
)  # fmt: skip
def test_a_count_since_a_time_runs_to_the_day_of_the_text(text, language, start, end):
    [found] = [p for p in propose_claims(text, DAY, language) if p.form == "count"]
    assert (found.fields["start"], found.fields["end"]) == (start, end)


def test_without_a_day_of_publication_the_end_after_since_is_missing():
    text = "North Korea has fired missiles four times since March 2015."
    [found] = [p for p in propose_claims(text, None, "en") if p.form == "count"]
    assert found.missing == ("end",)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Since May, North Korea has carried out 13 missile tests.", "en",
         "Since May, North Korea has carried out 13 missile tests"),
        ("Seit Mai hat Nordkorea 13 Raketen getestet.", "de",
         "Seit Mai hat Nordkorea 13 Raketen getestet"),
        ("Seit Mai hat es 13 Raketentests Nordkoreas gegeben.", "de",
         "Seit Mai hat es 13 Raketentests Nordkoreas gegeben"),
        ("Dreizehnmal seit Mai hat Seoul die Grenze zu Nordkorea geschlossen.", "de", None),
        ("Viermal seit Mai hat Seoul die Grenze zu Nordkorea geschlossen.", "de",
         "Viermal seit Mai hat Seoul die Grenze zu Nordkorea geschlossen"),
    ],
)  # fmt: skip
def test_a_count_takes_the_time_in_front_of_it(text, language, words):
    found = [p for p in propose_claims(text, DAY, language) if p.form == "count"]
    if words is None:  # "dreizehnmal" is no word of the number list
        assert found == []
        return
    assert found[0].evidence.quote == words
    assert (found[0].fields["start"], found[0].fields["end"]) == (date(2015, 5, 1), DAY)


def test_missiles_that_are_counted_are_those_that_fly():
    [found] = propose_claims("Since May, North Korea has tested 13 missiles.", DAY, "en")
    pattern = found.fields["definition"][0]["pattern"]
    assert pattern == "PRK weapon_test:short_range|medium_range|intercontinental|submarine"
    assert found.fields["definition"][0]["count"] == "number"


@pytest.mark.parametrize(
    "text",
    [
        "North Korea fired three missiles on Monday.",
        "Since May, Seoul has spent three times as much on trade with North Korea.",
        "After 17 hours of talks North Korea and Japan parted without a deal.",
    ],
)
def test_a_report_a_comparison_and_a_length_are_no_counts(text):
    assert [p for p in propose_claims(text, DAY, "en") if p.form == "count"] == []


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Every time Xi goes to Sanya, drills around Taiwan follow, say officials.", "en",
         "Every time Xi goes to Sanya, drills around Taiwan follow"),
        ("Drills around Taiwan follow, whenever Xi goes to Sanya.", "en",
         "Drills around Taiwan follow, whenever Xi goes to Sanya"),
        ("Immer wenn Xi nach Sanya reist, folgt ein Manöver um Taiwan.", "de",
         "Immer wenn Xi nach Sanya reist, folgt ein Manöver um Taiwan"),
        ("Man kennt das: Jedes Mal, wenn Xi nach Sanya reist, folgt ein Manöver; Taiwan wartet.",
         "de", "Jedes Mal, wenn Xi nach Sanya reist, folgt ein Manöver"),
        ("Every time Xi goes to Sanya, Hainan or Taiwan, drills follow.", "en",
         "Every time Xi goes to Sanya, Hainan or Taiwan, drills follow"),
    ],
)  # fmt: skip
def test_the_evidence_of_a_sign_holds_both_halves(text, language, words):
    [found] = [p for p in propose_claims(text, DAY, language) if p.form == "sign"]
    assert found.evidence.quote == words


def test_nothing_heard_asserts_a_silence_and_does_not_deny_one():
    (found,) = propose_claims("Von Kim Jong Un war seither nichts mehr zu hören.", DAY, "de")
    assert (found.fields["asserted"], found.fields["bound"]) == (1, "at_least")


def test_a_demand_that_something_should_not_happen_counts_nothing():
    text = "Trump verlangte von Kim Jong Un, er dürfe nicht mehr testen."
    assert not [p for p in propose_claims(text, DAY, "de") if p.form == "count"]


def test_an_election_drives_something_else_than_itself():
    text = "Je näher die Wahl in den USA rückt, desto angreifbarer wird Obama."
    (found,) = [p for p in propose_claims(text, DAY, "de") if p.form == "clock"]
    assert "election" not in found.fields["definition"][0]["pattern"]


def test_a_promise_is_counted_towards_those_whom_it_was_given_to():
    text = "Obama sprach in Kairo. Von seinen Versprechen an Israel wurde keines erfüllt."
    (found,) = [p for p in propose_claims(text, DAY, "de") if p.form == "pledge"]
    assert found.fields["definition"][0]["pattern"].endswith("-> ISR")


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Donald Trump and Kim Jong Un met twice.", "USA_TRUMP talks|summit -> PRK_KIM"),
        ("US and North Korean officials met five times in 2018.", "USA talks -> PRK"),
    ],
)
def test_who_met_is_counted_and_not_their_states(text, pattern):
    """Two states hold far more talks than two of their leaders do."""
    [found] = [p for p in propose_claims(text, date(2019, 3, 1), "en") if p.form == "count"]
    assert found.fields["definition"][0]["pattern"] == pattern
