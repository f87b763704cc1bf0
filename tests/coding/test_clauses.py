"""Clauses and verb groups of German and English sentences."""

from __future__ import annotations

import pytest
from coding_sample import clauses, lexical, sentence
from hypothesis import given
from hypothesis import strategies as st

from standoff.coding.datafiles import read_table
from standoff.coding.grammar.forms import GermanVerbs, english_verb_forms
from standoff.coding.grammar.language import load_language
from standoff.coding.grammar.parse import parse_clauses, parse_phrases
from standoff.coding.tools import load_tools


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Seoul rückte von seiner Forderung ab.", ["abrücken"]),
        ("Der Präsident kam der Opposition entgegen.", ["entgegenkommen"]),
        ("Minsk hat den Botschafter ausgewiesen.", ["ausweisen"]),
        ("Teheran will die Anlage schließen.", ["schließen"]),
        ("Der König ist auf einem Schimmel emporgeritten.", ["emporreiten"]),
        ("Gestern verhandelten beide Länder wieder.", ["verhandeln"]),
        ("Sie ließ den Gefangenen frei.", ["freilassen"]),
    ],
)
def test_the_verb_bracket_is_closed(text, verbs):
    assert lexical(text) == verbs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Der Minister, der gestern anreiste, drohte mit Sanktionen.",
            [("main", "Der Minister | drohte mit Sanktionen"), ("rel", "der gestern anreiste")],
        ),
        (
            "Paris erklärte, dass es den Vertrag kündigen werde.",
            [("main", "Paris erklärte"), ("sub", "dass es den Vertrag kündigen werde")],
        ),
        (
            "Ankara drohte, die Grenze zu öffnen.",
            [("main", "Ankara drohte"), ("inf", "die Grenze zu öffnen")],
        ),
        (
            "Sollte Teheran angreifen, werden die USA antworten.",
            [("sub", "Sollte Teheran angreifen"), ("main", "werden die USA antworten")],
        ),
        (
            "Rom lehnte ab und Wien stimmte zu.",
            [("main", "Rom lehnte ab"), ("main", "Wien stimmte zu")],
        ),
        (
            "Die gescheiterten und teuren Gespräche enden.",
            [("main", "Die gescheiterten und teuren Gespräche enden")],
        ),
        (
            "Moskau – Russland zieht seine Truppen ab.",
            [("main", "Russland zieht seine Truppen ab")],
        ),
    ],
)
def test_german_clauses(text, expected):
    assert clauses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Iran said it would close the strait.",
            [("main", "Iran said"), ("sub", "it would close the strait")],
        ),
        (
            "Kenya threatened to expel the envoy.",
            [("main", "Kenya threatened to expel the envoy")],
        ),
        (
            "The president, who arrived on Monday, met the rebels.",
            [("main", "The president | met the rebels"), ("rel", "who arrived on Monday")],
        ),
        (
            "The cabinet met and rejected the plan.",
            [("main", "The cabinet met"), ("main", "rejected the plan")],
        ),
        (
            "Peru accused Chile of spying, saying it had proof.",
            [("main", "Peru accused Chile of spying"), ("ptc", "saying it had proof")],
        ),
    ],
)
def test_english_clauses(text, expected):
    assert clauses(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("The attack killed two men.", ["kill"]),
        ("Rebels attack the town.", ["attack"]),
        ("The nuclear test shocked neighbours.", ["shock"]),
        ("Talks were held in Geneva.", ["hold"]),
        ("Syria refused to talk.", ["refuse", "talk"]),
    ],
)
def test_english_verbs_are_told_from_nouns(text, verbs):
    assert lexical(text, "en") == verbs


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("Der Botschafter wurde ausgewiesen.", True),
        ("Zwei Soldaten sind getötet worden.", True),
        ("Der Gipfel ist gescheitert.", False),
        ("Die Regierung wird verhandeln.", False),
        ("Drei Rebellen erschossen.", True),
    ],
)
def test_passive(text, passive):
    parsed = sentence(text)
    assert parse_clauses(parsed, load_tools("de").language)[0].verbs.passive is passive


def test_every_strong_verb_has_a_participle_and_a_past():
    german = GermanVerbs(dict(read_table("grammar/de_verbs.toml")))
    forms = dict(german.forms("zurück|weisen"))
    assert forms["zurückgewiesen"].kind == "part"
    assert forms["zurückzuweisen"].kind == "zu"
    assert forms["zurückwies"].kind == "t"


def test_english_forms():
    forms = dict(english_verb_forms("stop", {}, frozenset({"stop"})))
    assert forms["stopped"].kind in ("t", "part")
    assert forms["stopping"].kind == "ger"
    assert forms["stops"].kind == "p"


@given(st.text(alphabet="abc ,.:–()„“\"'ÄöüßTrumpUSA dass und weil der die\n", max_size=120))
def test_clauses_and_phrases_never_overlap_or_leave_the_sentence(text):
    for language in ("de", "en"):
        parsed = sentence(text, language)
        seen: set[int] = set()
        for clause in parse_clauses(parsed, load_language(language)):
            inside = set(clause.tokens)
            assert clause.tokens == [k for piece in clause.pieces for k in range(*piece)]
            assert (clause.first, clause.last) == (clause.pieces[0][0], clause.pieces[-1][1])
            assert not inside & seen
            assert inside <= set(range(len(parsed)))
            seen |= inside
            for phrase in parse_phrases(clause, parsed, load_language(language)):
                assert phrase.first <= phrase.head < phrase.last
                assert set(range(phrase.first, phrase.last)) <= inside
