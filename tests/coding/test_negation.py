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
        ("Nordkorea stellte seine Raketentests nicht ein.", "de", [("refusal", "actual")]),
        ("Togo unterbrach die Gespräche mit Mali nicht.", "de", [("talks", "actual")]),
        ("Iran did not halt its missile tests.", "en", [("refusal", "actual")]),
        ("Iran did not suspend talks with Israel.", "en", [("talks", "actual")]),
        ("If Iran does not accept the offer of Israel, the talks will end.", "en",
         [("refusal", "conditional")]),
        ("Iran is not attacking Israel.", "en", [("attack", "denied")]),
        ("Iran did not condemn Israel.", "en", []),
        ("Iran made no attack on Israel.", "en", []),
        ("Iran griff Israel nicht an.", "de", []),
        ("Iran könnte Israel nicht angreifen.", "de", []),
        ("Iran did not meet Israel.", "en", [("refusal", "actual")]),
        ("Iran denied attacking Israel.", "en", [("attack", "denied")]),
        ("Nobody attacked Israel.", "en", [("attack", "denied")]),
        ("Iran griff niemanden an.", "de", [("attack", "actual")]),
        ("Nicht zuletzt griff Iran Israel an.", "de", [("attack", "actual")]),
        ("Iran did not merely attack Israel.", "en", [("attack", "actual")]),
        ("Iran attacked Israel no matter what.", "en", [("attack", "actual")]),
        ("Iran failed to attack Israel.", "en", [("attack", "denied")]),
        ("Iran avoided attacking Israel.", "en", [("attack", "denied")]),
        ("Iran refused to attack Israel.", "en", [("refusal", "actual")]),
        ("Iran refrained from attacking Israel.", "en", [("attack", "denied")]),
        ("Iran refrained from meeting Israel.", "en", []),
        ("Iran is unable to attack Israel.", "en", [("attack", "denied")]),
        ("Iran is unwilling to lift its blockade of Lebanon.", "en", [("refusal", "actual")]),
        ("Iran refused to stop testing missiles.", "en", [("refusal", "actual")]),
        ("Iran did not stop attacking Israel.", "en", [("refusal", "actual")]),
        ("Iran stopped supplying weapons to Mali.", "en", [("sanction", "actual")]),
        ("Iran stopped talking to Israel.", "en", [("breakdown", "actual")]),
        ("Iran did not intend to attack Israel.", "en", [("refusal", "actual")]),
        ("Iran did not appear to have attacked Israel.", "en", [("attack", "denied")]),
        ("Iran is said to have attacked Israel.", "en", [("attack", "unconfirmed")]),
        ("Iran reportedly plans to attack Israel.", "en", [("threat", "unconfirmed")]),
        ("Iran was about to impose sanctions on Israel.", "en", [("sanction", "planned")]),
        ("Iran is expected to impose sanctions on Israel.", "en", [("sanction", "planned")]),
        ("Iran decided to attack Israel.", "en", [("threat", "actual")]),
        ("Iran is considering attacking Israel.", "en", [("attack", "unconfirmed")]),
        ("Iran is not unable to attack Israel.", "en", []),
        ("Iran did not refrain from attacking Israel.", "en", []),
        ("Iran did not stop condemning Israel.", "en", []),
        ("Iran stopped condemning Israel.", "en", []),
        ("Iran stopped praising Israel.", "en", [("accusation", "actual")]),
        ("Iran is expected to stop attacking Israel.", "en", [("concession", "planned")]),
        ("Iran was about to stop talking to Israel.", "en", [("breakdown", "planned")]),
        ("Iran will decide to attack Israel.", "en", [("threat", "planned")]),
        ("Iran decided to test a missile.", "en", [("weapon_test", "planned")]),
        ("Iran is expected to attack Israel.", "en", [("attack", "planned")]),
        ("Iran appears to be about to attack Israel.", "en", [("attack", "unconfirmed")]),
        ("Iran appears to be planning to attack Israel.", "en", [("threat", "unconfirmed")]),
        ("Iran did not appear to have tested a missile.", "en", [("weapon_test", "denied")]),
        ("Iran was not about to test a missile.", "en", [("refusal", "actual")]),
        ("Iran could be about to attack Israel.", "en", [("attack", "unconfirmed")]),
        ("Iran decided to withdraw its troops from Mali.", "en", [("pledge", "actual")]),
    ],
)  # fmt: skip
def test_a_negation_changes_move_or_stance(text, language, expected):
    assert [(one.move, one.stance) for one in code_text(text, DAY, language)] == expected
