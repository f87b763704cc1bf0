"""How German prose names doers, speakers and addressees away from the plain order of words."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.coding import code_text
from standoff.nouns import Coding, state_of


def coded(text: str) -> list[Coding]:
    return code_text(text, None, "de")


def sides(text: str, move: str) -> list[tuple[str, str]]:
    """Source and target of the codings of one move, states only."""
    return [
        tuple(";".join(state_of(code) for code in side.split(";")) for side in (c.source, c.target))
        for c in coded(text)
        if c.move == move
    ]


@pytest.mark.parametrize(
    ("text", "move", "source", "target"),
    [
        # what only people do is done by the actor behind the verb
        ("Waffen will Oslo der Ukraine nicht liefern.", "refusal", "NOR", "UKR"),
        ("Ein Angebot Madrids hat Rabat abgelehnt.", "refusal", "MAR", "ESP"),
        ("Die Reise nach Lima sagte Paris ab.", "cancellation", "FRA", "PER"),
        # a relative clause about what its verb was done to
        ("Es trug die Sanktionen, die Wien gegen Mali verhängt hat.", "sanction", "AUT", "MLI"),
        ("Er sprach von dem Pakt, den Rom mit Tunis schloss.", "agreement", "ITA;TUN", "ITA;TUN"),
        # acts named by whom they befell
        ("Nach dem Abschuss einer Maschine der peruanischen Armee schwieg Lima.", "attack", "",
         "PER"),
        ("Nach der Ermordung ihres Generals durch Mali schwor Ghana Rache.", "attack", "MLI",
         "GHA"),
        # who is awaited meets who is there; who arrests in a place rules there
        ("Der ägyptische Präsident wird zu einem Besuch in Rom erwartet.", "talks", "EGY;ITA",
         "EGY;ITA"),
        ("In Nordkorea wurde ein kanadischer Tourist festgenommen.", "coercion", "PRK", "CAN"),
        # whom the words are about stands in what is said
        ("Der EU-Gesandte, der dänische Diplomat Bo Lund, bedauerte, dass Israel ihn abwies.",
         "accusation", "EU", "ISR"),
        ("Estland wollte Panzer liefern, doch die deutsche Regierung verweigert die Zustimmung.",
         "refusal", "DEU", "EST"),
        # each other, both nationalities of one noun
        ("Serbien und das Kosovo haben einander Verrat vorgeworfen.", "accusation", "SRB;XKX",
         "SRB;XKX"),
        # the other half of a divided country
        ("Nach Angaben aus Seoul hat der Norden zwei Raketen getestet.", "weapon_test", "PRK", ""),
        # an army without a name is not the one that the clause names beside it
        ("Russland reagierte. Das Verteidigungsministerium brach die Kontakte zum türkischen "
         "Militär ab.", "sanction", "RUS", "TUR"),
    ],
)  # fmt: skip
def test_the_sides_are_found(text, move, source, target):
    assert (source, target) in sides(text, move), coded(text)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Peking wiegelte ab: Man werde Taiwan nicht angreifen.", "CHN"),
        ("Deutschland, so Minister Ingo Brandt, werde Mali nicht nachgeben.", "DEU_BRANDT"),
        ("Nachgeben werde man Peru nicht, stellte Chile klar.", "CHL"),
    ],
)
def test_the_speaker_is_found(text, speaker):
    assert state_of(speaker) in {state_of(c.speaker) for c in coded(text)} | {
        state_of(c.source) for c in coded(text)
    }


def test_an_agreement_named_after_a_city_is_no_act_of_its_state():
    assert not [c for c in coded("Merkel klagte, das Dublin-Abkommen tauge nichts.")
                if "IRL" in (c.source, c.target)]  # fmt: skip


def test_how_it_looks_is_nobodys_words():
    text = "Putin ließ Bomber über Belarus kreisen, als wolle er Polen warnen."
    assert {c.move for c in coded(text)} == {"deployment"}


def test_what_is_threatened_is_no_second_threat():
    text = "Moskau kündigte Oslo an, mit gleicher Münze heimzuzahlen."
    assert len([c for c in coded(text) if c.move == "threat"]) == 1


def test_a_condition_makes_it_a_threat():
    text = "Peking werde Strafzölle auf peruanisches Fleisch erheben, falls Lima nicht einlenke."
    assert [(c.move, c.stance) for c in coded(text)] == [("threat", "conditional")]


def test_the_chancellor_is_of_a_state_that_has_one():
    text = "Angela Merkel traf Wladimir Putin. Die Kanzlerin warf ihm Wortbruch vor."
    assert ("DEU", "RUS") in sides(text, "accusation")


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        # one auxiliary, or one subject, for a list of verbs
        ("Togo hat Truppen nach Mali verlegt, die Grenze zu Ghana geschlossen und drei Diplomaten "
         "aus Peru ausgewiesen.", ["deployment", "sanction", "sanction"]),
        ("Togo rief seinen Botschafter aus Peru heim, sperrte Häfen und Straßen und gab Peru zwei "
         "Tage Zeit.", ["sanction", "coercion", "ultimatum"]),
        # a participle between commas only describes
        ("Mali und Togo, selbst von Offizieren regiert, verurteilten Ghana.", ["accusation"]),
        # an adverb in front is no subject
        ("Unerwartet schnell haben sich Peru und Chile auf einen Tausch geeinigt.", ["agreement"]),
        # what is avoided is not done
        ("Peru vermied es, Chile zu verurteilen.", []),
        # what is said is complete before the comma
        ("Peru bedauerte den Einsatz Chiles, Mali verlangte von Chile den Abzug.",
         ["accusation", "demand"]),
    ],
)  # fmt: skip
def test_clauses_of_one_sentence_are_told_apart(text, moves):
    assert [c.move for c in coded(text)] == moves


def test_what_somebody_will_have_done_is_only_claimed():
    text = "Die Hisbollah will eine israelische Stellung zerstört haben."
    assert {c.stance for c in coded(text)} == {"unconfirmed"}


def test_whoever_drills_together_is_no_foe():
    text = (
        "Nordkorea testete eine Rakete. Die USA und Südkorea hielten gemeinsam ein Manöver ab. "
        "Washington warnte vor einer Eskalation und drohte mit Sanktionen."
    )
    assert ("USA", "KOR") not in sides(text, "threat") + sides(text, "warning")


def test_the_doer_told_in_the_sentence_before_did_it():
    text = "Israel bombardierte Gaza. Mindestens 30 Menschen wurden getötet."
    assert sides(text, "attack") == [("ISR", "PSE"), ("ISR", "PSE")]


def test_the_present_with_a_day_to_come_is_a_plan():
    text = "Am 20. Juni empfängt Putin den Präsidenten Belarus in Sotschi."
    found = code_text(text, date(2021, 6, 12), "de")
    assert [c.stance for c in found if c.move == "talks"] == ["planned"]


@pytest.mark.parametrize(
    ("text", "move", "source", "target"),
    [
        # whoever acted together is meant together
        ("Die USA und Frankreich bombardierten Syrien. Damaskus sprach von einer barbarischen "
         "Aggression.", "accusation", "SYR", "USA;FRA"),
        # whom a threat is about stands in its infinitive
        ("Die Ukraine drohte, russischen Schiffen die Rückkehr zu verwehren.", "threat", "UKR",
         "RUS"),
        # "beide" are the two that met in the sentence before
        ("Mali lag fern. Koizumi kam mit Hu Jintao zusammen. Beide verständigten sich auf ein "
         "Ende der Krise.", "agreement", "JPN;CHN", "JPN;CHN"),
        # a protest without an object is against what was told last
        ("Peru sperrte die Grenze zu Chile. Chile protestierte umgehend.", "accusation", "CHL",
         "PER"),
        # the blow is theirs who struck
        ("Die USA griffen Ziele in Syrien an. Die Türkei begrüßte den Schlag.", "praise", "TUR",
         "USA"),
        # "sein Gegenüber" is somebody, "gegenüber" is not
        ("Machimura flog nach Peking, doch sein Gegenüber Li Zhaoxing wies die Forderung ab.",
         "refusal", "CHN", "JPN"),
    ],
)  # fmt: skip
def test_the_other_side_is_found_in_context(text, move, source, target):
    assert (source, target) in sides(text, move), coded(text)


def test_what_is_only_supposed_to_end_is_no_event():
    found = coded("Die Huthis erklärten sich zu Gesprächen bereit, falls die Angriffe aufhörten.")
    assert not [c for c in found if c.move in ("attack", "concession", "moratorium")]


def test_a_town_that_is_called_like_a_parliament():
    assert "RUS" not in str([c.target for c in coded("Syriens Armee setzte in Duma Chlorgas ein.")])


@pytest.mark.parametrize(
    ("text", "move", "source", "target"),
    [
        # in the active, whoever wounds did it
        ("Bei einem Messerangriff nahe Jerusalem verletzte ein Palästinenser einen Israeli.",
         "attack", "PSE", "ISR"),
        # in a passive that shares its auxiliary, what opens the clause suffered
        ("In Mali sind zwei Palästinenser getötet und vier Israelis verletzt worden.", "attack",
         "", "ISR"),
        # with whom somebody met stands right behind the meeting
        ("Xi Jinping ging bei einem Treffen mit Erdogan in Wien auf den Streit ein.", "summit",
         "CHN;TUR", "CHN;TUR"),
        # who died "dabei" died in the attack told before
        ("Die USA griffen ein Lager in Libyen an. Dabei kamen 49 Menschen ums Leben.", "attack",
         "USA", "LBY"),
    ],
)  # fmt: skip
def test_who_was_hurt_and_who_met(text, move, source, target):
    assert (source, target) in sides(text, move), coded(text)


def test_an_infinitive_of_the_perfect_tells_what_was_done():
    found = coded("Die USA gaben an, Libyen vorher informiert zu haben.")
    assert {c.stance for c in found if c.move == "talks"} == {"actual"}


@pytest.mark.parametrize(
    ("text", "move", "source", "target"),
    [
        # he who reported what must be goes on
        ("Wang Yi räumte ein, Nordkorea müsse zahlen, sprach sich aber gegen die Pläne der USA "
         "aus.", "refusal", "CHN", "USA"),
        # a spokesman is who is named behind the comma
        ("Trump schwieg. Der Pakt Australiens gefährde den Frieden, kritisierte der Sprecher des "
         "Ministeriums, Zhao Lijian.", "accusation", "CHN", "AUS"),
        # the two persons of the same sentence
        ("Indonesien war beunruhigt. Biden rief Macron an; beide verabredeten ein Treffen.",
         "agreement", "USA;FRA", "USA;FRA"),
    ],
)  # fmt: skip
def test_who_is_meant_in_a_longer_sentence(text, move, source, target):
    assert (source, target) in sides(text, move), coded(text)


@pytest.mark.parametrize(
    ("text", "move", "source", "target"),
    [
        ("Pakistan bestritt das. Tags darauf schlug es gegen Indien zurück.", "attack", "PAK",
         "IND"),
        ("Wang Yi telefonierte mit Jaishankar. Immerhin kamen sie überein, die Lage abzukühlen.",
         "agreement", "CHN;IND", "CHN;IND"),
        ("Athen lehnte ab. Spannungen gibt es auch mit Washington. Ankara beantragte die "
         "Auslieferung des Predigers.", "demand", "TUR", "USA"),
    ],
)  # fmt: skip
def test_who_came_to_terms_and_struck_back(text, move, source, target):
    assert (source, target) in sides(text, move), coded(text)
