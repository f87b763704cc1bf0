"""English: headlines without auxiliaries, participles beside nouns, and what is due or counted."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.coding import code_text
from standoff.nouns import Coding, state_of

DAY = date(2024, 5, 3)


def states(codes: str | None) -> set[str]:
    return {state_of(code) for code in (codes or "").split(";") if code}


def told(text: str) -> list[Coding]:
    return code_text(text, DAY, "en")


TOLD = [
    # headlines: a comma for "and", "to" for what is planned, a passive without "was"
    ("Oslo, Lima to hold talks on fishing", "talks", "NOR;PER", "NOR;PER", "planned"),
    ("Togo accused by Ghana of jamming radio signals", "accusation", "GHA", "TGO", "actual"),
    ("Togo stood by Ghana and condemned Mali.", "accusation", "TGO", "MLI", "actual"),
    # each the other; a broker is no party
    ("Ghana and Togo accused each other of smuggling.", "accusation", "GHA;TGO", "GHA;TGO",
     "actual"),
    ("Ghana and Togo accused Mali of smuggling.", "accusation", "GHA;TGO", "MLI", "actual"),
    ("Chad and Sudan agreed to a truce brokered by Kenya.", "agreement", "TCD;SDN", "TCD;SDN",
     "actual"),
    # who did it stands in front of the attack, or is blamed
    ("Two Malian soldiers were killed in a Nigerian air strike near Bamako.", "attack", "NGA",
     "MLI", "actual"),
    ("A rocket strike blamed on Sudan killed four guards in Chad.", "attack", "SDN", "TCD",
     "unconfirmed"),
    ("Sudanese troops shot at Kenyan soldiers, Kenya claims.", "attack", "SDN", "KEN",
     "unconfirmed"),
    ("Sudanese troops shot at Kenyan soldiers, Norway said.", "attack", "SDN", "KEN", "actual"),
    # what will not be is refused now; what is due is planned
    ("Peru would never accept the loss of Iquitos, its president said.", "refusal", "PER", "",
     "actual"),
    ("Peru's president is due in Santiago on Friday to meet the Chilean president.", "summit",
     "PER;CHL", "PER;CHL", "planned"),
    ("Kenya gave Sudan 48 hours to withdraw or face retaliation.", "ultimatum", "KEN", "SDN",
     "conditional"),
    ("Kenya gave Sudan 48 hours to withdraw.", "ultimatum", "KEN", "SDN", "actual"),
    # a man is no army, a participle behind a noun no second verb
    ("Chile cancelled a naval exercise planned for June.", "concession", "CHL", "", "actual"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "move", "source", "target", "stance"), TOLD)
def test_sides_and_stance(text, move, source, target, stance):
    found = [c for c in told(text) if c.move == move]
    assert found, [(c.move, c.text) for c in told(text)]
    assert states(found[0].source) == states(source)
    assert states(found[0].target) == states(target) or not target
    assert found[0].stance == stance


def test_an_army_chief_who_flies_in_is_no_deployment():
    moves = [c.move for c in told("Chad's army chief flew to Khartoum on Monday.")]
    assert "deployment" not in moves
    assert [c.move for c in told("Chad flew troops to Sudan on Monday.")] == ["deployment"]


def test_the_aid_that_is_pledged_is_no_second_statement():
    found = told("Norway pledged 500 million euros in humanitarian aid for Chad.")
    assert [c.kind for c in found] == ["pledge"]


def test_such_an_incident_counts_what_was_told_last():
    found = told("Sudanese planes bombed a town in Chad. It was the third such attack this month.")
    assert [(c.kind, c.number) for c in found[1:]] == [("count", 3)]
    assert states(found[1].source) == {"SDN"}
    assert all(c.kind != "count" for c in told("Chad won. The third attack was Togo's."))


def test_to_call_somebody_names_is_no_telephone_call():
    assert [c.move for c in told("Chad's president called Sudan's generals cowards.")] == ["insult"]
    assert [c.move for c in told("Chad's president called Sudan's leader on Monday.")] == ["talks"]


def test_words_that_only_their_speaker_can_mean_are_the_reporters():
    (found,) = told("Sudan will pay a heavy price, Chad's president said.")
    assert (found.move, found.kind) == ("threat", "quote")
    assert (states(found.source), states(found.target)) == ({"TCD"}, {"SDN"})


def test_who_made_the_planes_is_not_who_sends_or_suffers():
    (found,) = told("Chad bombed Russian-made tanks in Sudan.")
    assert (states(found.source), states(found.target)) == ({"TCD"}, {"SDN"})
