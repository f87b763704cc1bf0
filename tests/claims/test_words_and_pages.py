"""Every move has a name in both languages; Holm keeps the error rate of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planted import covered, day
from standoff import claims
from standoff.claims.wording import LANGUAGES, _data, join, noun, say
from standoff.errors import BadValue
from standoff.nouns import Claim, Definition
from standoff.nouns.vocabulary import MOVES, SYSTEMS


def test_every_move_and_system_has_names_in_both_languages():
    names = _data("nouns.toml")
    assert set(names) == set(MOVES) | {f"weapon_test:{system}" for system in SYSTEMS}
    for kind, forms in names.items():
        assert set(forms) == set(LANGUAGES)
        assert len(forms["en"]) == len(forms["de"]) == (4 if ":" in kind else 2)
        for words in forms.values():
            assert all("{n}" not in word for word in words[::2])
            assert all(word.startswith("{n} ") for word in words[1::2])


def test_both_languages_have_the_same_sentences_with_the_same_figures():
    table = _data("sentences.toml")
    assert set(table["en"]) == set(table["de"])
    for key, english in table["en"].items():
        if isinstance(english, str):
            braces = [
                {part.partition("}")[0] for part in text.split("{")[1:]}
                for text in (english, table["de"][key])
            ]
            assert braces[0] == braces[1], key


def test_names_by_number():
    assert noun("weapon_test:submarine", 1, after=True)["en"] == "one from a submarine"
    assert noun("summit:unheard", 3)["de"] == "3 Gipfel"
    assert noun("summit", 1, after=True)["en"] == "one summit"


def test_lists_and_dates():
    parts = [{"en": word, "de": word} for word in "abc"]
    assert join(parts)["en"] == "a, b and c"
    assert join(parts[:2])["de"] == "a und b"
    assert join([])["en"] == ""
    assert say("span", start=day("2001-03-01"), end=day("2001-05-31"))["de"] == (
        "vom 1. März 2001 bis zum 31. Mai 2001"
    )


def test_holm_on_its_textbook_example():
    assert claims.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert claims.holm([]) == []
    with pytest.raises(BadValue):
        claims.holm([1.2])


def closed_test(p_values: list[float], place: int) -> float:
    """Holm is the closed test of Bonferroni: the worst Bonferroni p of any set with `place`."""
    worst = 0.0
    for bits in range(1 << len(p_values)):
        if bits >> place & 1:
            chosen = [p for i, p in enumerate(p_values) if bits >> i & 1]
            worst = max(worst, min(1.0, len(chosen) * min(chosen)))
    return worst


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_holm_equals_the_closed_test_over_all_subsets(p_values):
    expected = [closed_test(p_values, place) for place in range(len(p_values))]
    assert claims.holm(p_values) == pytest.approx(expected)


def test_a_page_counts_its_tests():
    finding = claims.test_claim(
        Claim(
            id="c", form="count", text={"en": "x"}, start=day("2001-01-01"),
            end=day("2001-01-31"), definitions=(Definition(name="l", pattern="AAA talks"),),
            asserted=0,
        ),
        [],
        [covered("2001-01-01", "2001-12-31")],
    )  # fmt: skip
    chance = type(finding)(
        **{f: getattr(finding, f) for f in finding.__struct_fields__} | {"p_value": 0.02}
    )
    page = claims.page_of_tests([finding, chance, chance])
    assert (page.tests, page.against_chance, page.adjusted) == (3, 2, (None, 0.04, 0.04))
    assert page.expected_false == pytest.approx(0.1)
    assert page.text["en"].startswith("3 claims tested, 2 of them against chance")
    assert claims.page_of_tests([]).tests == 0
