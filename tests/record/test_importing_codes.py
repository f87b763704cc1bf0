"""WEIS and CAMEO to PLOVER and to our moves; actors of other data sets."""

from __future__ import annotations

import pytest

from standoff.errors import BadValue, DataError
from standoff.nouns.vocabulary import MOVE_PLOVER, PLOVER_TYPES
from standoff.record.importing.codes import (
    SCHEMES,
    Meaning,
    actor_codes,
    code_table,
    meaning_of,
)
from standoff.record.importing.conversion import CONVERTIBLE, convert, widest

#: Roots of CAMEO and their PLOVER type, as the PLOVER codebook pairs them.
ROOTS = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE",
    "07": "AID", "08": "CONCEDE", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT",
    "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE",
    "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_row_is_a_plover_type_and_a_move_of_it(scheme):
    for code, meaning in code_table(scheme).items():
        assert meaning.plover in ("", *PLOVER_TYPES), code
        assert meaning.label, code
        if meaning.move:
            assert MOVE_PLOVER[meaning.move] == meaning.plover, code


def test_roots_of_cameo_lead_to_their_plover_type():
    assert {root: meaning_of("cameo", root).plover for root in ROOTS} == ROOTS
    assert meaning_of("cameo", "01").plover == ""


@pytest.mark.parametrize(
    ("scheme", "code", "move", "plover"),
    [
        ("weis", "174", "ultimatum", "THREATEN"),
        ("weis", "012", "withdrawal", "RETREAT"),
        ("weis", "199", "sanction", "SANCTION"),
        ("weis", "182", "deployment", "MOBILIZE"),
        ("weis", "023", "", ""),
        ("weis", "091", "", "REQUEST"),
        ("cameo", "1823", "attack", "ASSAULT"),
        ("cameo", "139", "ultimatum", "THREATEN"),
        ("cameo", "0871", "concession", "CONCEDE"),
        ("cameo", "0872", "withdrawal", "RETREAT"),
        ("cameo", "1056", "demand", "REQUEST"),
        ("cameo", "057", "agreement", "AGREE"),
        ("cameo", "164", "breakdown", "REJECT"),
    ],
)
def test_a_code_means_what_its_row_or_the_longest_above_says(scheme, code, move, plover):
    meaning = meaning_of(scheme, code)
    assert (meaning.move, meaning.plover) == (move, plover)


@pytest.mark.parametrize("code", ["", "0", "000", "230", "99", "abc", "12345", "²²", "1 7"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_no_code_means_nothing(scheme, code):
    assert meaning_of(scheme, code) is None


def test_all_22_cue_categories_of_weis_and_20_roots_of_cameo_are_there():
    assert {code[:2] for code in code_table("weis")} == {f"{n:02d}" for n in range(1, 23)}
    assert {code[:2] for code in code_table("cameo")} == {f"{n:02d}" for n in range(1, 21)}


def test_an_unknown_scheme_and_a_wrong_pair_are_refused():
    with pytest.raises(BadValue, match="scheme 'ipi'"):
        code_table("ipi")
    with pytest.raises(DataError, match="do not fit"):
        Meaning(code="1", label="x", plover="AID", move="attack")


def test_actor_codes_can_be_codes_of_ours():
    for scheme in ("keds", "cow", "icews"):
        found = actor_codes(scheme)
        assert len(found) > 100
        assert all(code.isalnum() and code.isupper() for code in found.values())
    assert actor_codes("cow")["GMY"] == "DEU"
    assert actor_codes("keds")["UAR"] == "EGY", "the curator's reading"
    assert actor_codes("icews")["North Korea"] == "PRK"


# -- from one scheme to another -----------------------------------------------------------------


@pytest.mark.parametrize("source", CONVERTIBLE)
@pytest.mark.parametrize("target", CONVERTIBLE)
def test_a_conversion_keeps_the_type_or_says_that_it_cannot(source, target):
    for code, meaning in code_table(source).items():
        made = convert(source, code, target)
        assert all(meaning_of(target, one).plover == meaning.plover for one in made.codes), code
        assert made.lossy == bool(made.note), code
        if not meaning.plover and source != target:
            assert made.codes == (), code
        if not made.lossy:
            (there,) = made.codes
            assert convert(target, there, source).codes == (code,), code


@pytest.mark.parametrize("scheme", CONVERTIBLE)
def test_the_widest_codes_of_a_type_hold_all_its_codes(scheme):
    """Each code of a type is one of the widest, or lies below one or below a code of that type."""
    for plover in PLOVER_TYPES:
        found = widest(scheme, plover)
        own = [code for code, meaning in code_table(scheme).items() if meaning.plover == plover]
        assert set(found) <= set(own)
        assert bool(found) == bool(own), "WEIS has no material cooperation, for instance"
        for code in set(own) - set(found):
            assert any(code[:2] == wide[:2] for wide in found), (scheme, code)


@pytest.mark.parametrize(
    ("source", "code", "target", "codes", "lossy"),
    [
        ("weis", "174", "plover", ("THREATEN",), True),
        ("plover", "COERCE", "cameo", ("17",), False),
        ("cameo", "17", "plover", ("COERCE",), False),
        ("cameo", "1823", "weis", ("213", "220"), True),
        ("weis", "023", "cameo", (), True),
        ("plover", "REQUEST", "cameo", ("02", "10"), True),
        ("cameo", "139", "cameo", ("139",), False),
    ],
)
def test_known_conversions(source, code, target, codes, lossy):
    made = convert(source, code, target)
    assert (made.codes, made.lossy) == (codes, lossy)


def test_what_cannot_be_converted_is_named():
    with pytest.raises(BadValue, match="scheme 'ipi'"):
        convert("ipi", "1", "weis")
    with pytest.raises(BadValue, match="'999' is no WEIS code"):
        convert("weis", "999", "plover")
