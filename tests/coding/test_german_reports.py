"""German reports: denials, promises, prohibitions and terms in others' words. Own sentences."""

from __future__ import annotations

import pytest
from coding_sample import coded, only, states


@pytest.mark.parametrize(
    "text",
    [
        "Russland hat Soldaten in die Ukraine entsandt, was Moskau bestreitet.",
        "Russland hat Soldaten in die Ukraine entsandt, und Moskau streitet das ab.",
    ],
)
def test_who_denies_that_denies_what_was_told(text: str):
    denied = only(text, stance="denied")
    assert (denied.move, denied.source, denied.speaker) == ("deployment", "RUS", "RUS")


def test_an_article_points_to_its_own_noun():
    text = "Russland hat Soldaten in die Ukraine entsandt, und Moskau bestreitet das neue Gerücht."
    assert not [coding for coding in coded(text) if coding.stance == "denied"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Serbien werde den Kosovo nicht mehr kritisieren, sagte Präsident Vučić.", "pledge"),
        ("Putin sagte, man sei zu Gesprächen mit den USA bereit.", "pledge"),
        ("Die Nato werde Serbien nicht mehr kritisieren, sagte Präsident Vučić.", ""),
    ],
)
def test_what_somebody_says_of_his_own_acts_is_a_pledge(text: str, kind: str):
    kinds = {coding.kind for coding in coded(text) if coding.move == "pledge"}
    assert kinds == ({kind} if kind else set())


def test_what_must_not_be_is_demanded():
    demand = only("Iran dürfe keine Bombe bauen, sagte Macron.", move="demand")
    assert (demand.source, demand.target) == ("FRA_MACRON", "IRN")
    assert not [c for c in coded("Iran dürfe Öl verkaufen, sagte Macron.") if c.move == "demand"]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Hätte Ankara Schweden zugestimmt, wäre der Streit vorbei.", "hypothetical"),
        ("Wenn Ankara Schweden zustimmt, ist der Streit vorbei.", "conditional"),
    ],
)
def test_what_would_have_been_is_hypothetical(text: str, stance: str):
    assert only(text, source="TUR").stance == stance


def test_what_could_have_been_is_hypothetical():
    text = "Paris hätte sich gegen die Sanktionen der USA sperren können."
    assert only(text, move="refusal").stance == "hypothetical"
    now = text.replace("hätte", "könnte").replace(" sperren können", " sperren")
    assert only(now, move="refusal").stance == "unconfirmed"


@pytest.mark.parametrize(
    "text",
    [
        "Die Regierung in Paris verlangt, Mali müsse seine Soldaten abziehen.",
        "Die Regierung in Paris verlangt, dass Mali seine Soldaten abzieht.",
    ],
)
def test_a_present_tense_with_content_is_no_participle(text: str):
    demand = only(text, move="demand")
    assert (demand.source, demand.target) == ("FRA", "MLI")


def test_a_headline_keeps_its_participle():
    attack = only("Zwei Soldaten in Mali verletzt, Frankreich hilft.", move="attack")
    assert (attack.source, attack.target) == ("", "MLI")


def test_days_set_a_deadline():
    text = "Frankreich verlangt, dass Mali seine Soldaten binnen 48 Stunden abzieht."
    deadline = only(text, kind="deadline")
    assert (deadline.source, deadline.target) == ("FRA", "MLI")
    assert str(deadline.latest) == "2019-06-14"


def test_days_that_are_over_set_none():
    text = "Frankreich stritt mit Mali. Innerhalb von drei Tagen musste Mali abziehen."
    assert not [c for c in coded(text) if c.kind == "deadline"]


def test_an_arrest_needs_no_doer():
    text = "Die USA kritisierten Saudi-Arabien. Der Dichter war im Juni festgenommen worden."
    assert only(text, move="coercion").source == ""
    crime = text.replace("Dichter", "Dieb")
    assert not [coding for coding in coded(crime) if coding.move == "coercion"]


def test_a_meeting_is_told_with_its_end():
    text = "Die Absage des Treffens durch Seoul hat Pjöngjang verärgert."
    assert [coding.move for coding in coded(text)] == ["cancellation"]


def test_rebels_are_not_their_government():
    text = "Präsident Assad reiste nach Moskau. Die Rebellen starteten eine Offensive."
    assert only(text, move="deployment").source == "SYR_REB"
    troops = text.replace("Die Rebellen", "Die Regierungstruppen")
    assert states(only(troops, move="deployment").source) == {"SYR"}


def test_who_only_reports_is_no_target():
    text = "Nach Angaben der Syrischen Beobachtungsstelle will der IS die Einwohner {} überwachen."
    assert only(text.format("von Kuwait"), move="pledge").target == "KWT"
    assert not [c for c in coded(text.format("der Stadt")) if c.target == "SOHR"]
