"""English: who did it to whom where the clause does not name both (rules of `places`,
`constructions`, `addressees` and the discourse), and which clauses make one statement."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.coding import code_text
from standoff.nouns import Coding, state_of

DAY = date(2024, 5, 3)


def states(codes: str | None) -> set[str]:
    return {state_of(code) for code in (codes or "").split(";") if code}


def one(text: str, move: str) -> Coding:
    found = [c for c in code_text(text, DAY, "en") if c.move == move]
    assert found, [(c.move, c.text) for c in code_text(text, DAY, "en")]
    return found[-1]


SIDES = [
    # constructions
    ("Ghana shot down drones launched by Togo's army.", "attack", "GHA", "TGO"),
    ("Togo seized a ship, prompting Ghana to recall its envoy.", "sanction", "GHA", "TGO"),
    ("Peru released a video showing a Chilean boat ramming a Peruvian vessel.", "coercion", "CHL",
     "PER"),
    ("Two men died in Peruvian shelling of the Chilean town.", "attack", "PER", "CHL"),
    ("The seizure of a Greek tanker by Iran caused alarm in Athens.", "coercion", "IRN", ""),
    # places and home
    ("Kenya massed tanks near its border with Uganda.", "deployment", "KEN", "UGA"),
    ("Thousands of people marched through Lahore in protest at India's decision.", "protest", "PAK",
     "IND"),
    ("Kenyan police arrested twelve demonstrators.", "coercion", "KEN", "KEN"),
    ("Turkish authorities detained the mayor of Istanbul.", "coercion", "TUR", "TUR"),
    ("Egypt's president ruled out early elections.", "refusal", "EGY", "EGY"),
    ("Chad accused Sudan. The border will be closed, Chad's foreign minister said.", "sanction",
     "TCD", "SDN"),
    # addressees
    ("Ghana and Togo traded threats for a week. Norway called for calm.", "demand", "NOR",
     "GHA;TGO"),
    ("Bolivia severed relations with Israel, while Chile recalled its envoy.", "sanction", "CHL",
     "ISR"),
    ("Peru expelled five Chilean diplomats. Norway condemned the move.", "accusation", "NOR",
     "PER"),
    ("China hit out at Japan, imposing new duties on seafood.", "trade_dispute", "CHN", "JPN"),
    ("Spain, Ireland and Norway recognised Palestine. Israel recalled its ambassadors to the three "
     "countries.", "sanction", "ISR", "ESP;IRL;NOR"),
    ("The Serbian opposition accused the government of fraud; the government dismissed the claim.",
     "dismissal", "SRB", "SRB"),
    # subjects
    ("Vietnam, another claimant, accused China of piracy.", "accusation", "VNM", "CHN"),
    ("In his speech on Monday Putin warned NATO.", "warning", "RUS", "NATO"),
    ("Chad arrested a Sudanese envoy as he fled, and accused Sudan of a plot.", "accusation", "TCD",
     "SDN"),
    ("Tanks entered Gaza, witnesses said. Israel, which had warned Egypt, rejected an appeal from "
     "Cairo.", "refusal", "ISR", "EGY"),
    ("Talks on a truce between Kenya and Uganda collapsed.", "breakdown", "KEN;UGA", "KEN;UGA"),
    ("EU-mediated talks between Kosovo and Serbia collapsed.", "breakdown", "XKX;SRB", "XKX;SRB"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "move", "source", "target"), SIDES)
def test_the_sides(text: str, move: str, source: str, target: str) -> None:
    found = one(text, move)
    assert states(found.source) == states(source)
    if target:
        assert states(found.target) == states(target)


def test_a_denied_deed_is_the_deed_with_its_denier() -> None:
    found = one("Russia denied that it had fired on Georgian villages.", "attack")
    assert (found.stance, found.source, found.speaker) == ("denied", "RUS", "RUS")


def test_a_warning_of_consequences_is_a_threat() -> None:
    found = one("Ghana warned that Togo would face consequences if it did not stop.", "threat")
    assert states(found.source) == {"GHA"}
    assert found.text.startswith("that Togo would face")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Serbia and Kosovo will meet in Brussels next week.", "planned"),
        ("Serbia and Kosovo were to meet in Brussels on Friday.", "planned"),
        ("Serbia and Kosovo met in Brussels.", "actual"),
    ],
)
def test_a_meeting_ahead_is_planned(text: str, stance: str) -> None:
    assert one(text, "talks").stance == stance


def test_who_says_he_would_meet_promises_it() -> None:
    assert one("Chad said it would meet a Sudanese envoy.", "pledge").kind in ("pledge", "quote")


@pytest.mark.parametrize(
    "text",
    [
        "Norway failed to impose sanctions on Chad.",
        "Norway avoided criticising Chad.",
        "Norway stopped short of accusing Chad.",
    ],
)
def test_what_was_not_done_is_no_sanction_and_no_accusation(text: str) -> None:
    moves = {(c.move, c.stance) for c in code_text(text, DAY, "en")}
    assert not moves & {("sanction", "actual"), ("accusation", "actual")}


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        # a relative clause that says nothing of its own goes along, one that does parts the clause
        ("Ghana signed a pact with Togo that runs for ten years.",
         "Ghana signed a pact with Togo that runs for ten years"),
        ("Israel, which has warned Egypt, accused Iran of piracy.", "accused Iran of piracy"),
        ("Ghana recalled its envoy after Togo fired on a boat.", "Ghana recalled its envoy"),
    ],
)  # fmt: skip
def test_the_evidence(text: str, evidence: str) -> None:
    assert evidence in [c.text for c in code_text(text, DAY, "en")]


def test_a_condition_is_no_statement_beside_its_consequence() -> None:
    text = "Ghana would respond with force should Togo attack its ships."
    assert [c.stance for c in code_text(text, DAY, "en")] == ["conditional"]


def test_a_text_may_end_with_a_title_and_a_surname() -> None:
    assert code_text("Iran rejected an offer of President Trump", DAY, "en")[0].move == "refusal"
