"""Promise 15: a forecast cannot see the future."""

from __future__ import annotations

import random
from datetime import timedelta

import msgspec
from test_models import SINGLE, asked_on, panel, spells

from planted import day
from standoff.nouns import Event, When

UNTIL = "2010-06-30"


def unknown_yet(chance: random.Random, number: int) -> Event:
    """An event of any day, past or to come, that was first reported after the forecast."""
    happened = day("2004-01-01") + timedelta(days=chance.randrange(4000))
    known = max(happened, day(UNTIL) + timedelta(days=1 + chance.randrange(900)))
    return Event(
        id=f"x{number}", when=When(earliest=happened, latest=happened),
        source=chance.choice(["AAA", "BBB"]), target=chance.choice(["AAA", "BBB"]),
        move=chance.choice(["weapon_test", "summit", "threat", "relief", "pledge"]),
        system=chance.choice(["", "short_range"]), known_from=known,
    )  # fmt: skip


def test_promise_15_nothing_known_later_changes_a_forecast(all_of_it, kept):
    record, question = spells(2004, 2012), asked_on(UNTIL)
    before = panel(record, UNTIL).forecast(question)
    assert set(before.baselines) == set(SINGLE), "the pool carries the number of every model"
    rounds = 60 if all_of_it else 2
    for number in range(rounds):
        chance = random.Random(number)
        mixed = record + [unknown_yet(chance, n) for n in range(chance.randrange(1, 40))]
        chance.shuffle(mixed)
        after = panel(mixed, UNTIL).forecast(question)
        assert msgspec.json.encode(after) == msgspec.json.encode(before)
    kept("random additions, no byte changed", rounds)
    kept("models asked", len(SINGLE) + 1)
