"""What stands over an event's verb in English: unable to, stopped, about to, said to have."""

from __future__ import annotations

from datetime import date

import pytest
from coding_sample import only

from standoff import code_text
from standoff.coding.governors import governor_classes

DAY = date(2021, 5, 20)
EXAMPLES = [line for row in governor_classes() for line in (*row["examples"], *row["counter"])]


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_class_keeps_its_examples_and_its_counter_examples(line):
    text, _, asked = line.partition("|")
    found = [(one.move, one.stance) for one in code_text(text.strip(), DAY, "en")]
    assert found == [tuple(asked.split())] if asked.strip() else found == []


def test_every_class_has_both():
    assert all(row["examples"] and row["counter"] for row in governor_classes())


@pytest.mark.parametrize(
    ("text", "move", "stance"),
    [
        ("Togo no longer supplies weapons to Mali.", "sanction", "actual"),
        ("Togo is believed to have stopped delivering weapons to Mali.", "sanction", "unconfirmed"),
        ("Togo did not stop testing missiles.", "refusal", "actual"),
        ("Togo is weighing new sanctions against Mali.", "threat", "unconfirmed"),
        ("Togo did not attack Ghana.", "attack", "denied"),
        ("Togo was to have met Ghana in Rome.", "talks", "cancelled"),
        ("There is no evidence that Togo attacked Ghana.", "attack", "denied"),
        ("It is unclear whether Togo attacked Ghana.", "attack", "unconfirmed"),
        ("A planned Turkish attack on Syria alarmed Iran.", "attack", "planned"),
        ("A possible Turkish attack on Syria alarmed Iran.", "attack", "unconfirmed"),
        ("Talks between Togo and Mali are to be held in May.", "talks", "planned"),
        ("Had Ghana agreed, Togo would have bombed Mali.", "attack", "hypothetical"),
        ("Togo would have bombed Mali if Ghana had agreed.", "attack", "hypothetical"),
        ("Togo will lift the blockade of Mali as soon as the raids stop.", "relief", "conditional"),
        ("Mali said any attack by Togo would be an act of war.", "threat", "conditional"),
        ("Until now Togo has supplied Mali with tanks.", "aid", "actual"),
    ],
)
def test_stance_of_english(text, move, stance):
    assert only(text, "en", move=move).stance == stance


def test_a_condition_belongs_to_the_evidence_of_what_hangs_on_it():
    text = "Togo will lift the blockade of Mali as soon as the raids stop."
    assert only(text, "en", move="relief").text == text[:-1]


def test_advice_of_the_author_is_no_deed():
    assert code_text("Togo should withdraw its troops from Mali.", DAY, "en") == []


def test_a_participle_between_commas_only_tells_which():
    text = "A visit to Kabul by Mali's president, planned for June, did not take place."
    assert only(text, "en", move="cancellation").text == text[:-1]
