"""Claims are data; errors name the file, the claim and the key."""

import pytest

from planted import day
from standoff.claims import load_claims
from standoff.errors import BadValue, FileUnreadable

GOOD = """
[[claim]]
id = "five"
form = "count"
start = 2001-01-01
end = 2001-06-30
asserted = 5
text = {en = "Five tests.", de = "Fünf Tests."}
said_by = "AUTHOR"
said_on = 2001-07-02

[[claim.definition]]
name = "literal"
pattern = "AAA weapon_test:engine"

[[claim.definition]]
name = "wide"
pattern = "AAA weapon_test"
count = "number"
text = {en = "all tests"}

[[claim.evidence]]
article = "abc"
start = 3
end = 7
quote = "Fünf"
"""


def write(tmp_path, text):
    path = tmp_path / "claims.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_claim_with_its_readings_and_evidence(tmp_path):
    (claim,) = load_claims(write(tmp_path, GOOD))
    assert claim.asserted == 5.0
    assert claim.start == day("2001-01-01")
    assert [d.name for d in claim.definitions] == ["literal", "wide"]
    assert [d.count for d in claim.definitions] == ["days", "number"]
    assert claim.evidence[0].quote == "Fünf"


def test_an_empty_file_holds_no_claim(tmp_path):
    assert load_claims(write(tmp_path, "")) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("asserted = 5", "", r"claim 1 \(five\).*asserted"),
        ("asserted = 5", 'asserted = "5"', "asserted"),
        ("asserted = 5", "asserted = nan", "asserted"),
        ("asserted = 5", "asserted = 5\nmargin = -1", "margin"),
        ("asserted = 5", 'asserted = 5\nbound = "about"', "bound: 'about'.*exactly"),
        ('form = "count"', 'form = "hunch"', "form: 'hunch'"),
        ("end = 2001-06-30", "end = 2000-06-30", "end cannot be used"),
        ("end = 2001-06-30", 'end = "soon"', "end"),
        ('count = "number"', 'count = "rows"', "definition wide, count: 'rows'"),
        ('pattern = "AAA weapon_test"', 'pattern = "AAA dance"', "definition wide, pattern.*dance"),
        ('pattern = "AAA weapon_test"', 'pattern = ""', "definition wide, pattern"),
        ('name = "wide"', 'name = "literal"', "two definitions"),
        ('said_by = "AUTHOR"', 'sadi_by = "AUTHOR"', "sadi_by"),
        ('said_by = "AUTHOR"', 'follow = "AAA"', "follow"),
        ('id = "five"', "", "claim 1: .*id"),
        ('text = {en = "Five tests.", de = "Fünf Tests."}', "text = {}", "text cannot"),
    ],
)
def test_a_broken_claim_names_its_key(tmp_path, before, after, told):
    assert before in GOOD
    with pytest.raises(BadValue, match=told) as caught:
        load_claims(write(tmp_path, GOOD.replace(before, after, 1)))
    assert "claims.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[claim", "not valid TOML"),
        ("claim = 3", "only .*claim"),
        ("claims = []", "only .*claim"),
        ("claim = [3]", "claim 1"),
        (GOOD + GOOD, "two claims with id 'five'"),
        (GOOD[: GOOD.index("[[claim.definition]]")], "definition"),
        (
            GOOD[: GOOD.index("[[claim.definition]]")] + "definition = []",
            "one or more",
        ),
    ],
)
def test_a_broken_file_says_so(tmp_path, text, told):
    with pytest.raises(BadValue, match=told):
        load_claims(write(tmp_path, text))


@pytest.mark.parametrize("key", ["id", "form", "text", "start", "end"])
def test_a_claim_without_a_key_says_which_and_what_to_write(tmp_path, key):
    lines = [line for line in GOOD.splitlines() if not line.startswith(f"{key} =")]
    with pytest.raises(BadValue) as caught:
        load_claims(write(tmp_path, "\n".join(lines)))
    told = str(caught.value)
    assert f"lacks {key}" in told
    assert f"expected {key}, " in told
    assert "add it" in told


def test_an_exception_says_that_it_needs_a_time_to_compare_with(tmp_path):
    plain = GOOD.replace('form = "count"', 'form = "exception"')
    with pytest.raises(BadValue, match=r"compare_start.*compared with"):
        load_claims(write(tmp_path, plain))
    whole = plain.replace(
        "end = 2001-06-30",
        "end = 2001-06-30\ncompare_start = 1990-01-01\ncompare_end = 2010-12-31",
        1,
    )
    assert load_claims(write(tmp_path, whole))[0].form == "exception"


def test_missing_and_binary_files_are_named(tmp_path):
    with pytest.raises(FileUnreadable, match=r"gone\.toml"):
        load_claims(tmp_path / "gone.toml")
    path = tmp_path / "binary.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(FileUnreadable, match=r"binary\.toml"):
        load_claims(path)


def test_all_claims_that_lack_something_are_named_at_once(tmp_path):
    other = GOOD.replace('"five"', '"six"')
    short = [GOOD, *(text.replace("start =", "# start =") for text in (other, other))]
    short[2] = short[2].replace('"six"', '"seven"').replace("end =", "# end =")
    with pytest.raises(
        BadValue, match=r"claim 2 \(six\): lacks start; 1 more .* 3 \(seven\) start/end"
    ):
        load_claims(write(tmp_path, "".join(short)))


@pytest.mark.parametrize(("form", "key"), [("sign", "announces"), ("clock", "clock")])
def test_a_form_without_the_pattern_it_needs_says_what_that_is(tmp_path, form, key):
    text = GOOD.replace('form = "count"', f'form = "{form}"')
    with pytest.raises(BadValue, match=f"lacks {key}; expected {key}, .*such as"):
        load_claims(write(tmp_path, text))
