"""The quick ways of the coder agree with the plain ones: salience, sequences, kept answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from standoff.coding import code_text
from standoff.coding.codebook.sequences import SequenceTable
from standoff.coding.discourse.salience import Salience
from standoff.coding.grammar.language import load_language
from standoff.coding.memo import Memo

CODES = ("USA", "USA_MIL", "IRN", "IRN_GUARDS", "FRA", "")
STEPS = st.lists(
    st.one_of(st.none(), st.tuples(st.sampled_from(CODES), st.sampled_from([1.0, 2.0]))),
    max_size=120,
)
WORDS = st.lists(st.sampled_from(["in", "kraft", "am", "tisch", "der"]), max_size=12)


class Plain:
    """Salience as it is defined: every weight falls with every sentence and is kept for ever."""

    def __init__(self) -> None:
        self.weight: dict[str, float] = {}

    def fade(self) -> None:
        self.weight = {code: weight * 0.8 for code, weight in self.weight.items()}

    def add(self, code: str, weight: float) -> None:
        self.weight[code] = self.weight.get(code, 0.0) + weight

    def ranked(self) -> list[str]:
        ranked = sorted(self.weight.items(), key=lambda item: -item[1])
        return [code for code, weight in ranked if weight > 0.25]


@given(STEPS)
def test_who_faded_comes_back_with_what_is_left(steps):
    quick, plain = Salience(), Plain()
    for step in steps:
        if step is None:
            quick.turn += 1
            quick.fade()
            plain.fade()
        else:
            quick.add(*step)
            plain.add(*step)
        assert quick.ranked() == plain.ranked()
        present = {code: plain.weight[code] for code in plain.ranked()}
        assert {code: quick.weight[code] for code in quick.ranked()} == present
        assert all(quick.knows(code.split("_")[0]) for code in plain.weight)


def test_only_who_is_present_is_looked_at():
    text = Salience()
    for number in range(1000):
        text.turn += 1
        text.fade()
        text.add(f"A{number}", 2.0)
        assert len(text.weight) < 12
    assert text.knows("A0")
    assert not text.knows("B")


@given(st.lists(WORDS.filter(bool), max_size=8), WORDS)
def test_sequences_are_found_as_by_looking_everywhere(sequences, words):
    listed = [tuple(sequence) for sequence in sequences]
    everywhere = {
        sequence
        for sequence in listed
        for at in range(len(words))
        if tuple(words[at : at + len(sequence)]) == sequence
    }
    assert SequenceTable(listed).find(words) == everywhere


def test_a_text_may_end_in_a_conjunction():
    for word in ("if", "unless", "as", "so", "until"):
        found = code_text(f"The US threatened Iran with sanctions {word}", None, "en")
        assert [coding.move for coding in found] == ["threat"]


@given(st.lists(st.text("ab", max_size=3), max_size=40), st.integers(1, 5))
def test_a_memo_answers_as_its_function_and_stays_small(words, room):
    memo = Memo(len, room)
    assert [memo[word] for word in words] == [*map(len, words)]
    assert len(memo) <= room


def test_a_word_keeps_what_its_readings_say():
    for code, word in (("de", "drohte"), ("de", "abzurücken"), ("en", "hit"), ("en", "threatened")):
        language = load_language(code)
        found = language.lexemes[word.capitalize()]
        assert (found.low, found.upper) == (word, True)
        assert tuple(found.readings) == (language.auxiliary.get(word) or language.readings(word))
        assert found.readings.kinds == {reading.kind for reading in found.readings}
        assert found.readings.lemmas == {reading.lemma for reading in found.readings}


def test_a_contracted_negation_is_one():
    for auxiliary in ("did not", "didn't", "didn’t"):
        found = code_text(f"Israel {auxiliary} attack Syria on Monday.", None, "en")
        assert [coding.stance for coding in found] == ["denied"]
