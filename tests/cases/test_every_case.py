"""What holds for every bundled case, whatever the pair of states."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from bundle import CASES, COLUMNS, NAMES, coverage, day, dispatches, event, events, info, table

from standoff.nouns import EventPattern, actor_set, kinds_of, state_of
from standoff.nouns.vocabulary import MOVE_PLOVER, STANCES, SYSTEMS

each_case = pytest.mark.parametrize("case", NAMES)

SOURCES = {
    "CNS missile test database",
    "compiled from general knowledge, unverified",
    "computed",
}
ORGANISATIONS = {"UN", "IAEA", "NATO", "KEDO", "EU"}
OUTCOMES = {"kept", "partly", "broken", "lapsed", "open"}
#: Moves that open an account: it is listed, and closed or said to be open.
PROMISES = {"moratorium", "ultimatum", "pledge"}


def test_there_are_two_cases_at_least():
    assert "korea" in NAMES
    assert len(NAMES) >= 2


@each_case
def test_every_row_is_an_event_of_the_codebook(case):
    for row in table(case, "chronology.csv"):
        assert list(row) == COLUMNS
        found = event(row)
        assert found.move in MOVE_PLOVER
        assert found.stance in STANCES
        assert found.system in (*SYSTEMS, "")
        assert found.source, f"{found.id}: nobody acts"
        assert found.certainty in {"high", "medium", "low"}
        assert bool(found.system) <= (found.move == "weapon_test"), found.id
        assert found.number is None or found.number >= 1


@each_case
def test_actors_are_states_or_known_organisations(case):
    for found in events(case):
        for code in actor_set(found.source) | actor_set(found.target):
            assert re.fullmatch(r"[A-Z]{2,4}(_[A-Z]+)?", code), f"{found.id}: {code}"
            state = state_of(code)
            assert len(state) == 3 or state in ORGANISATIONS, f"{found.id}: {code}"
        assert len(found.source.split(";")) == len(actor_set(found.source)), found.id


@each_case
def test_both_languages_say_something_of_their_own(case):
    for row in table(case, "chronology.csv"):
        for language in ("text_en", "text_de"):
            text = row[language]
            assert text == text.strip()
            assert len(text) >= 15, f"{row['id']}: {language} is too short"
            assert text.endswith("."), f"{row['id']}: {language} is no sentence"
        assert row["text_en"] != row["text_de"], row["id"]


@each_case
def test_a_row_says_where_it_was_really_taken_from(case):
    for row in table(case, "chronology.csv"):
        assert set(row["source"].split("; ")) <= SOURCES, f"{row['id']}: {row['source']}"
        assert "http" not in ",".join(row.values()), f"{row['id']} names a page"


@each_case
def test_no_happening_stands_twice(case):
    found = events(case)
    assert not [id for id, n in Counter(one.id for one in found).items() if n > 1]
    keys = Counter(
        (one.when.earliest, one.when.latest, one.source, one.target, one.move, one.system,
         one.name, one.theatre, one.when.at)
        for one in found
    )  # fmt: skip
    assert not [key for key, n in keys.items() if n > 1]
    texts = Counter((one.when.earliest, one.text["en"]) for one in found)
    assert not [text for text, n in texts.items() if n > 1]


@each_case
def test_dates_are_in_range_and_in_order(case):
    period = info(case)["period"]
    # What is known to the month only may lie before the period; a theatre's outcome after it.
    first, last = period["start"] - timedelta(days=3660), period["end"] + timedelta(days=366)
    previous = None
    for found in events(case):
        when = found.when
        assert when.earliest is not None, found.id
        assert when.latest is not None, found.id
        assert first <= when.earliest <= when.latest <= last, found.id
        assert (when.latest - when.earliest).days <= 100, f"{found.id}: a very long range"
        assert previous is None or previous <= when.earliest, f"{found.id} is out of order"
        previous = when.earliest


@each_case
def test_nothing_is_known_before_it_happens(case):
    for found in events(case):
        assert found.known_from is not None, found.id
        assert found.known_from >= found.when.earliest, found.id
        if found.stance not in ("planned", "conditional") and found.when.is_day:
            assert (found.known_from - found.when.latest).days <= 45, found.id


@each_case
def test_the_instant_falls_on_the_day_of_its_zone(case):
    for found in events(case):
        zone = ZoneInfo(found.when.zone)
        if found.when.at:
            assert found.when.at.utcoffset() == timedelta(0), found.id
            local = found.when.at.astimezone(zone).date()
            assert found.when.earliest <= local <= found.when.latest, found.id


@each_case
def test_accounts_are_opened_once_and_closed_or_said_to_be_open(case):
    rows = {row["id"]: row for row in table(case, "chronology.csv")}
    accounts = table(case, "accounts.csv")
    assert len({account["account"] for account in accounts}) == len(accounts)
    for account in accounts:
        name = account["account"]
        assert account["outcome"] in OUTCOMES, name
        assert account["title_en"], name
        assert account["title_de"], name
        opener = rows[account["opened_by"]]
        assert account["holder"] == opener["who"], name
        assert day(account["opened_on"]) == day(opener["known_from"]), name
        assert (account["outcome"] == "open") == (not account["closed_on"]), name
        if account["closed_by"]:
            closer = rows[account["closed_by"]]
            assert day(account["closed_on"]) == day(closer["known_from"]), name
        elif account["closed_on"]:
            assert account["note"], f"{name} is closed by no row and without a reason"
        if account["closed_on"]:
            assert day(account["opened_on"]) <= day(account["closed_on"]), name


@each_case
def test_every_promise_has_an_account(case):
    opened = {account["opened_by"] for account in table(case, "accounts.csv")}
    for row in table(case, "chronology.csv"):
        if row["move"] in PROMISES:
            assert row["id"] in opened, f"{row['id']} opens an account that is not listed"


@each_case
def test_coverage_speaks_of_every_kind_that_is_recorded(case):
    spans = coverage(case)
    for span in spans:
        move, _, system = span.kind.partition(":")
        assert move == "*" or move in MOVE_PLOVER, span.kind
        assert not system or (move == "weapon_test" and system in SYSTEMS), span.kind
        assert span.note, f"{span.kind} from {span.start} is not argued"
    period = info(case)["period"]
    for found in events(case):
        if found.theatre in ("", *found.source_states) and found.when.earliest >= period["start"]:
            names = {found.move, f"{found.move}:{found.system}", "*"}
            assert any(span.kind in names for span in spans), f"{found.id}: {found.move}"


@each_case
def test_coverage_of_one_kind_does_not_overlap(case):
    spans = sorted(coverage(case), key=lambda span: (span.kind, span.start))
    for one, two in itertools.pairwise(spans):
        assert one.kind != two.kind or one.end < two.start, f"{one.kind} {two.start}"


@each_case
def test_what_is_called_complete_holds_for_every_recorded_event(case):
    """An event of a kind can only lie where the table does not say `none`."""
    for found in events(case):
        kinds = {f"{found.move}:{found.system}"} if found.system else {found.move}
        for span in coverage(case):
            if span.kind in kinds and span.level == "none" and found.move == "weapon_test":
                assert not span.start <= found.when.latest <= span.end, found.id


@each_case
def test_dispatches_are_dated_short_and_listed(case):
    listed = {row["file"] for row, _ in dispatches(case)}
    lying = {path.name for path in (CASES / case / "dispatches").glob("*.txt")}
    assert listed == lying
    for row, text in dispatches(case):
        assert row["outlet"] == "standoff dispatch"
        assert row["language"] in ("de", "en")
        assert row["file"].startswith(f"{row['published']}_{row['language']}_")
        assert 80 <= len(text.split()) <= 250, f"{row['file']}: {len(text.split())} words"
        assert text.startswith(row["title"] + "\n"), row["file"]
        assert "\r" not in text
        assert text.endswith("\n")
    assert {row["language"] for row, _ in dispatches(case)} == {"de", "en"}


@each_case
def test_claims_parse_and_ask_for_kinds_that_are_covered(case):
    from standoff.claims import load_claims

    claims = load_claims(CASES / case / "claims.toml")
    assert claims
    kinds = {span.kind for span in coverage(case)} | {
        span.kind.partition(":")[0] for span in coverage(case)
    }
    for claim in claims:
        assert set(claim.text) == {"de", "en"}
        for definition in claim.definitions:
            assert set(definition.text) == {"de", "en"}
            patterns = [definition.pattern, definition.announces, *definition.patterns.values()]
            for pattern in filter(None, [*patterns, claim.announces, claim.clock]):
                asked = kinds_of(EventPattern.parse(pattern))
                assert {kind.partition(":")[0] for kind in asked} <= kinds, pattern


@each_case
def test_questions_parse_and_look_ahead(case):
    from standoff.forecast import load_questions

    for question in load_questions(CASES / case / "questions.toml"):
        assert set(question.text) == {"de", "en"}
        assert question.knows_until is None or question.knows_until < question.start


@each_case
def test_the_loader_reads_what_the_files_say(case):
    from standoff.record import load_chronology, load_coverage

    loaded = load_chronology(CASES / case / "chronology.csv")
    assert [(one.id, one.when, one.source, one.target, one.move, one.system, one.stance,
             one.number, one.known_from) for one in loaded] == [
        (one.id, one.when, one.source, one.target, one.move, one.system, one.stance,
         one.number, one.known_from) for one in events(case)
    ]  # fmt: skip
    assert len(load_coverage(CASES / case / "coverage.csv")) == len(coverage(case))
