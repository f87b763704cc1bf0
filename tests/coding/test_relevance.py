"""The gate before the coder: texts about sport, gadgets or courts are not coded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.coding import code_text
from standoff.coding.actors import load_gazetteer
from standoff.coding.datafiles import read_table
from standoff.coding.discourse.matter import Matter
from standoff.coding.relevance import is_relevant, topic_counts
from standoff.coding.tokens import tokenize

CASES = [
    (language, topic, entry["example"])
    for language in ("de", "en")
    for topic, entry in read_table(f"relevance/{language}.toml").items()
]

OFF_TOPIC = {
    "de": "Deutschland besiegte Frankreich im Halbfinale mit 2:1. Der Trainer der Franzosen griff "
    "nach dem Spiel den Schiedsrichter an, der russische Verband drohte mit einem Boykott des "
    "Turniers. Im Stadion feierten 40.000 Zuschauer die Mannschaft. ",
    "en": "Germany beat France in the semifinal. The coach attacked the referee after the match, "
    "Russia threatened to boycott the tournament, while the striker promised another goal for "
    "the team in the league. ",
}
ON_TOPIC = {
    "de": "Die USA haben neue Sanktionen gegen den Iran verhängt. Außenminister Sarif drohte mit "
    "Vergeltung. Die Regierung in Teheran lehnt Verhandlungen über ihr Atomprogramm ab. ",
    "en": "The United States imposed new sanctions on Iran. Foreign Minister Zarif threatened to "
    "retaliate. The government in Tehran refuses negotiations on its nuclear program. ",
}


@pytest.mark.parametrize(("language", "topic", "example"), CASES)
def test_each_example_falls_to_its_topic(language, topic, example):
    counts = topic_counts(tokenize(example), language)
    assert counts.most_common(1)[0][0] == topic, counts


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("times", [1, 5])
def test_a_match_between_states_is_not_coded_a_conflict_is(language, times):
    assert code_text(OFF_TOPIC[language] * times, language=language) == []
    assert code_text(ON_TOPIC[language] * times, language=language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_stems_stand_once_and_are_lower_case(language):
    table = read_table(f"relevance/{language}.toml")
    stems = [stem for entry in table.values() for stem in entry["stems"]]
    assert len(stems) == len(set(stems))
    assert all(stem == stem.lower() and stem.strip() == stem for stem in stems)


@given(st.text(max_size=300), st.sampled_from(["de", "en"]))
def test_any_text_is_weighed(text, language):
    tokens = tokenize(text)
    mentions = load_gazetteer().find(tokens, language=language)
    matter = Matter.of(mentions, len(tokens))
    assert is_relevant(tokens, mentions, language, matter) in (True, False)


def test_a_text_that_names_nobody_is_not_relevant():
    assert not is_relevant(tokenize("Sanktionen und Raketen"), [], "de", Matter())
