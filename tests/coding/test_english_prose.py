"""English of newspapers, live blogs and think tanks: sides and stance where prose is indirect."""

from __future__ import annotations

from datetime import date

import pytest
from coding_sample import only

from standoff import code_text
from standoff.nouns import state_of

DAY = date(2021, 5, 20)


def sides(text: str, move: str) -> tuple[set[str], set[str]]:
    """The states on both sides of the last coding of this move."""
    found = [coding for coding in code_text(text, DAY, "en") if coding.move == move]
    assert found, [(c.move, c.text) for c in code_text(text, DAY, "en")]
    return tuple(  # type: ignore[return-value]
        {state_of(code) for code in (side or "").split(";") if code}
        for side in (found[-1].source, found[-1].target)
    )


@pytest.mark.parametrize(
    ("text", "move", "source", "target"),
    [
        (
            "Egypt, Sudan and Ethiopia met in Cairo. The talks broke down. Sudan threatened to"
            " leave the negotiations.",
            "threat", "SDN", "EGY ETH",
        ),
        (
            "Egypt and Sudan met in Cairo. The African Union offered to host another round.",
            "pledge", "AU", "EGY SDN",
        ),
        ("Ecuador and Peru quarrelled. Both had broken two truces.",
         "breach", "ECU PER", "ECU PER"),
        ("India and China met. Neither side fired a shot.", "attack", "IND CHN", "IND CHN"),
        ("Polish soldiers have been deployed to the border with Belarus.",
         "deployment", "POL", "BLR"),
        ("Two Indian soldiers were killed in fighting with Chinese troops.",
         "attack", "CHN", "IND"),
        ("Demonstrators threw eggs at the Japanese embassy in Beijing.", "protest", "CHN", "JPN"),
        ("The Iran-backed militia Hezbollah shelled Israel.", "attack", "HEZBOLLAH", "ISR"),
        ("France complained that a Turkish ship had aimed its radar at it.",
         "accusation", "FRA", "TUR"),
        ("Mali told Togo of an offer that Ghana turned down.", "refusal", "GHA", "MLI"),
        ("Kim Jong Un met Xi Jinping; a summit with Mr Trump is planned.",
         "summit", "PRK USA", "PRK USA"),
        ("Joe Biden and Xi Jinping met in Peru.", "summit", "USA CHN", "USA CHN"),
        ("Togo is believed to be backing militias in Mali.", "aid", "TGO", "MLI"),
        ("Egypt fans the flames: it shipped weapons to Somalia.", "aid", "EGY", "SOM"),
        ("LOME (Agency) - Government troops attacked Ghana.", "attack", "TGO", "GHA"),
        ("Algeria accused Morocco of spying. The kingdom denied the charge.",
         "dismissal", "MAR", "DZA"),
    ],
)  # fmt: skip
def test_sides_of_prose(text, move, source, target):
    found = sides(text, move)
    assert found[0] == set(source.split())
    assert found[1] == set(target.split())


@pytest.mark.parametrize(
    ("text", "move", "source", "target"),
    [
        (
            "The council met on Guinea-Bissau. Russia objected. The coup in Bissau went on. The"
            " junta arrested a French envoy. ECOWAS suspended the country.",
            "sanction", "ECOWAS", "GNB",
        ),
        ("China threatened Taiwan. Its jets flew to the island, the defence ministry said.",
         "deployment", "CHN", "TWN"),
        ("Mali said Togo's tanks had entered its airspace.", "coercion", "TGO", "MLI"),
        ("Washington approved the sale of missiles to Taiwan.", "aid", "USA", "TWN"),
        (
            "Nepal is caught between two giants. India opened a road that Nepal claims, and Nepal"
            " adopted a map. China closed two border crossings.",
            "sanction", "CHN", "NPL",
        ),
        ("Uganda's president and his Rwandan counterpart, Pasteur Doe, agreed to a truce.",
         "agreement", "UGA RWA", "UGA RWA"),
    ],
)  # fmt: skip
def test_sides_that_the_story_gives(text, move, source, target):
    assert sides(text, move) == (set(source.split()), set(target.split()))


def test_a_meeting_of_others_that_is_called_off_cancels_no_drill():
    text = (
        "China will hold exercises off Taiwan on Sunday. A video call between the American and"
        " Chinese defence chiefs was called off."
    )
    assert only(text, "en", move="exercise").stance == "planned"


def test_what_something_is_seen_as_did_not_happen():
    text = "Portugal argued that it would be seen as an occupation of Guinea-Bissau."
    assert not {c.move for c in code_text(text, DAY, "en")} & {"attack", "threat"}


def test_who_tells_of_a_blow_suffered_it_and_it_is_unconfirmed():
    text = "Togo and Mali quarrelled. Togo's jets bombed a market, the government of Mali said."
    coding = only(text, "en", move="attack")
    assert (coding.source, coding.target, coding.stance) == ("TGO_MIL", "MLI", "unconfirmed")


def test_an_ambassador_is_not_recalled_from_an_armed_group():
    text = "Algeria, which shelters the Polisario Front, was angry. It recalled its ambassador."
    assert only(text, "en", move="sanction").target in ("", None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("09:30 GMT Togo bombed Ghana.", "Togo bombed Ghana"),
        ("BREAKING: Togo bombed Ghana.", "Togo bombed Ghana"),
        ("10:25 Talks between Togo and Ghana have been postponed.",
         "Talks between Togo and Ghana have been postponed"),
        ("Togo will suspend the treaty with Mali, the secretary of state, Jane Doe, announced.",
         "Togo will suspend the treaty with Mali"),
    ],
)  # fmt: skip
def test_stamps_and_speakers_in_apposition_are_no_evidence(text, words):
    assert [coding.text for coding in code_text(text, DAY, "en")] == [words]


@pytest.mark.parametrize(
    ("text", "move", "stance"),
    [
        ("Peace talks between Togo and Mali planned for Friday were called off.",
         "cancellation", "actual"),
        ("Mali said that Togo may send troops to Ghana.", "deployment", "unconfirmed"),
        ("There were reports that Togo had bombed Ghana.", "attack", "unconfirmed"),
        ("Otherwise Togo will bomb Mali, the minister said.", "threat", "conditional"),
        ("Putin said Russia would build missiles if America left the pact.",
         "threat", "conditional"),
        ("Togo would leave Mali if observers were sent, it said.", "pledge", "conditional"),
        ("The EU said it was ready to impose sanctions on Togo.", "threat", "actual"),
    ],
)  # fmt: skip
def test_stance_of_prose(text, move, stance):
    assert only(text, "en", move=move).stance == stance


def test_what_is_granted_only_on_terms_is_a_demand():
    text = "Iran said the tanker of Greece would be freed only once the cargo had been returned."
    coding = only(text, "en", move="demand")
    assert (coding.source, coding.stance) == ("IRN", "conditional")
    assert coding.text == text[len("Iran said ") : -1]


def test_a_question_put_to_somebody_is_no_demand():
    text = "Asked whether strikes on Iran were being prepared, Antony Blinken declined to answer."
    assert [c.move for c in code_text(text, DAY, "en")] == ["refusal"]


def test_what_is_named_is_not_called_for():
    text = "The prime minister of Spain called Morocco's plan for autonomy serious."
    assert not {c.move for c in code_text(text, DAY, "en")} & {"demand", "talks"}


def test_prose_on_recognition_is_about_politics():
    text = (
        "Ethiopia signed a memorandum with the breakaway republic of Somaliland. In return it would"
        " lease a stretch of coast, the office of Abiy Ahmed said. Somalia appealed to the African"
        " Union for help and Egypt approved of the step. Turkey, too, disapproved of the deal, and"
        " few in the region expect the matter to end here, since no neighbour of the two is fond"
        " of the idea. Nobody knows what the lease will cost, how long it will run and whether the"
        " ships that are to use it will ever arrive at the little harbour of Berbera in the north."
    )
    assert "agreement" in {coding.move for coding in code_text(text, DAY, "en")}
