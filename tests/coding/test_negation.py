"""What a negation makes of a move: denied, refused, promised not to be done, or given up."""

from __future__ import annotations

from datetime import date

import pytest

from standoff import code_text

DAY = date(2020, 1, 10)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Nordkorea testete eine Rakete.", "de", [("weapon_test", "actual")]),
        ("Nordkorea testete keine Rakete.", "de", [("weapon_test", "denied")]),
        ("Nordkorea kann keine Raketen testen.", "de", []),
        ("Nordkorea stellte seine Raketentests ein.", "de", [("moratorium", "actual")]),
        ("Die USA werden keine Soldaten nach Südkorea entsenden.", "de", [("pledge", "actual")]),
        ("Iran nahm das Angebot Israels an.", "de", [("agreement", "actual")]),
        ("Iran nahm das Angebot Israels nicht an.", "de", [("refusal", "actual")]),
        ("Die USA hoben die Sanktionen gegen Iran nicht auf.", "de", [("refusal", "actual")]),
        ("Iran will not attack Israel.", "en", [("pledge", "actual")]),
        ("The United States will not impose sanctions on Iran.", "en", [("pledge", "actual")]),
        ("Iran accepted the offer of Israel.", "en", [("agreement", "actual")]),
        ("Iran did not accept the offer of Israel.", "en", [("refusal", "actual")]),
        ("Iran refused to talk to Israel.", "en", [("refusal", "actual")]),
        ("Israel lifted its blockade of Lebanon.", "en", [("relief", "actual")]),
        ("Israel did not lift its blockade of Lebanon.", "en", [("refusal", "actual")]),
        ("Iran can attack Israel.", "en", []),
    ],
)
def test_a_negation_changes_move_or_stance(text, language, expected):
    assert [(one.move, one.stance) for one in code_text(text, DAY, language)] == expected
