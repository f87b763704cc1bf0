"""German clauses: what stands behind when and where, who acts in a capital, who does it to whom."""

from __future__ import annotations

import pytest

from standoff.coding import code_text


@pytest.mark.parametrize("when", ["im Herbst", "am Montag", "in Genf", "seit Januar"])
def test_what_stands_behind_when_or_where_is_the_object(when):
    (found,) = code_text(f"Mali und Ghana haben {when} Verhandlungen aufgenommen.", None, "de")
    assert (found.move, found.source) == ("talks", "MLI;GHA")


@pytest.mark.parametrize("behind", ["Putin", "Wladimir Putin"])
def test_a_name_stays_with_its_title(behind):
    (found,) = code_text(f"Mali hat bei Präsident {behind} Hilfe erbeten.", None, "de")
    assert (found.source, found.target) == ("MLI", "RUS_PUTIN")


def test_a_length_is_no_when():
    found = code_text("Iran verurteilte den Amerikaner zu zehn Jahren Lagerhaft.", None, "de")
    assert [coding.move for coding in found] == ["coercion"]


def test_who_acts_in_a_capital_is_its_government():
    (found,) = code_text("In Warschau spottete man über die Flotte Moskaus.", None, "de")
    assert (found.move, found.source, found.target) == ("ridicule", "POL", "RUS")
    assert not code_text("In der Firma spottete man über Moskau.", None, "de")


def test_words_that_look_ahead_need_no_day_of_publication():
    (found,) = code_text("Gesandte Malis und Ghanas treffen sich nächste Woche.", None, "de")
    assert (found.move, found.stance) == ("talks", "planned")


def test_to_speak_of_a_plan_is_done():
    (found,) = code_text("Die Außenminister Malis und Ghanas haben über den Plan beraten.")
    assert (found.move, found.stance) == ("talks", "actual")


@pytest.mark.parametrize(
    ("text", "owner"),
    [("Moskauer Drohungen beunruhigen Estland.", "RUS"), ("Der Moskauer Zirkus kommt.", None)],
)
def test_a_capital_gives_its_name_to_what_its_government_does(text, owner):
    codes = [c.source for c in code_text(text, None, "de")]
    assert codes == ([owner] if owner else [])


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Die jüngsten Raketentests Nordkoreas verurteilte der Sicherheitsrat.", "UN", "PRK"),
        ("Die Regierung in Kuba, der Mexiko Betrug vorwirft, wankt.", "MEX", "CUB"),
        ("Bei russischem Beschuss von Cherson wurden drei Menschen getötet.", "RUS", "UKR"),
        (
            "Die USA sollten sich heraushalten, so der russische Präsident Putin.",
            "RUS_PUTIN",
            "USA",
        ),
    ],
)
def test_who_does_it_to_whom(text, source, target):
    (found,) = code_text(text, None, "de")
    assert (found.source, found.target) == (source, target)


def test_never_before_is_no_negation():
    (found,) = code_text("Mali feuerte so viele Drohnen wie nie zuvor auf Ghana ab.", None, "de")
    assert (found.move, found.source, found.target) == ("attack", "MLI", "GHA")


def test_on_what_a_refusal_hangs_is_nobodys_threat():
    text = "Mali lehnt Gespräche mit Ghana ab, solange es Togo besetzt hält."
    assert [coding.move for coding in code_text(text, None, "de")] == ["refusal"]


def test_two_who_agree_to_a_plan_agree_with_each_other_wherever_they_are():
    text = "Mali und Ghana stimmten in Togo einem Friedensplan zu."
    (found,) = code_text(text, None, "de")
    assert (found.move, found.source, found.target) == ("agreement", "MLI;GHA", "MLI;GHA")


@pytest.mark.parametrize("who", ["Der Verein aus Rom", "Die russische Tennisspielerin"])
def test_a_club_or_an_athlete_acts_for_no_state(who):
    assert not code_text(f"{who} verweigerte der ukrainischen Gegnerin den Handschlag.", None, "de")


def test_whom_a_state_arrests_may_be_a_writer():
    (found,) = code_text("Der türkische Schriftsteller wurde in Ankara verhaftet.", None, "de")
    assert (found.move, found.source) == ("coercion", "TUR")
