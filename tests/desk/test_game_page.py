"""The pages of the game: choices with reasons, sliders against exact answers, play, mechanisms."""

from __future__ import annotations

import re
import time
from threading import Event as Signal

import pytest
from desk_sample import entered, small_game, started
from lxml import html

from standoff.case import game_side
from standoff.desk.apart import Stopped
from standoff.desk.background import Later
from standoff.desk.games import Games
from standoff.errors import BadValue

AT = {"deadline": "1"}


@pytest.fixture
def desk(tmp_path):
    client = entered(tmp_path)
    return client, started(client)[0]


def settled(client, address):
    """The page once nothing in it is being computed any more."""
    for _ in range(600):
        answer = client.get(address)
        if not answer.headers.get("x-standoff-waiting"):
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{address} is still being computed")


def exact(client, address):
    for _ in range(600):
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        if answer.json()["ready"]:
            return answer.json()["outcomes"]
        time.sleep(0.05)
    raise AssertionError(f"{address} is still being computed")


def rows(page):
    """(now, slopes) of every outcome of the what-if."""
    found = html.fromstring(page.text).xpath("//tr[@data-slopes]")
    return [
        (float(row.get("data-now")), [float(x) for x in row.get("data-slopes").split()])
        for row in found
    ]


def test_the_page_shows_the_solutions_choices_and_what_drives_them(desk):
    client, home = desk
    page = settled(client, f"{home}/game?deadline=1")
    tree = html.fromstring(page.text)
    solution = small_game("tension_for_home")
    for side, actions in solution.game.declaration.sides.items():
        for action in actions:
            p = solution.probability(side, action, deadline="1")
            assert f"{round(p * 100, 1):g}%" in page.text, action
    assert len(tree.xpath("//ul[@class='choices']/li")) == 10
    # From the move down to the events that show it.
    links = tree.xpath("//details//a/@href")
    assert f"{home}/events?move=weapon_test" in links
    assert client.get(links[0]).status_code == 200
    assert "progress of the arsenal" in page.text
    assert tree.xpath("//select[@name='deadline']/option[@selected]/@value") == ["1"]


def test_reasons_add_up(tmp_path):
    solution = small_game("tension_for_relief")
    now = game_side.game_now(solution, AT, "en", tmp_path)
    for side in now.sides:
        assert sum(move.chance for move in side.moves) == pytest.approx(1)
        for move in side.moves:
            told = sum(value for _, value in move.now) + move.later
            assert told == pytest.approx(
                move.gap, abs=0.05
            )  # What drives less than 0.005 is left out.


def test_a_small_move_of_a_slider_is_what_the_exact_answer_says(desk):
    client, home = desk
    outcomes = rows(settled(client, f"{home}/game?deadline=1"))
    assert len(outcomes) == 10 + len(game_side.EVENTS)
    values = small_game("tension_for_home").game.parameters
    for number in (2, 5, 8):
        name, step = game_side.SLIDERS[number], 0.01
        at = f"{home}/game/exact.json?deadline=1&p_{name}={values[name] + step}"
        for (now, slopes), there in zip(outcomes, exact(client, at), strict=True):
            # Curvature is of the order of the step squared.
            assert now + slopes[number] * step == pytest.approx(there, abs=5e-4), name
    unmoved = exact(client, f"{home}/game/exact.json?deadline=1&p_relief_gain=0.2")
    assert unmoved == pytest.approx([now for now, _ in outcomes], abs=1e-9)


@pytest.mark.parametrize(
    "question",
    ["deadline=9", "variant=none_such", "capability=%3Cb%3E"],
)
def test_unknown_words_are_refused_by_name(desk, question):
    client, home = desk
    settled(client, f"{home}/game")
    for name in ("game", "game/play", "game/exact.json"):
        answer = client.get(f"{home}/{name}?{question}")
        if answer.headers.get("x-standoff-waiting"):
            answer = settled(client, f"{home}/{name}?{question}")
        assert answer.status_code == 400, (name, answer.text)


@pytest.mark.parametrize("value", ["x", "nan", "inf", "1e9", "0x10", "9" * 50])
def test_a_slider_takes_numbers_only(desk, value):
    client, home = desk
    settled(client, f"{home}/game")
    assert client.get(f"{home}/game/exact.json?p_relief_gain={value}").status_code == 400


def test_a_play_stands_in_its_address(desk):
    client, home = desk
    path = f"{home}/game/play?side=challenger&seed=5"
    begun = html.fromstring(settled(client, path).text)
    steps = begun.xpath("//ul[@class='moves']//a/@href")
    assert len(steps) == 5
    one, again = (settled(client, steps[2]).text for _ in range(2))
    assert one == again
    for _ in range(6):
        page = html.fromstring(settled(client, steps[0]).text)
        steps = page.xpath("//ul[@class='moves']//a/@href")
        if not steps:
            break
    assert len(page.xpath("//ol[@class='turns']/li")) == 6
    assert page.xpath("//div[@role='status']/p")
    for moves in ("flee", ".".join(["hold"] * 7)):
        assert client.get(f"{path}&moves={moves}").status_code == 400


def test_mechanisms_are_asked_of_the_case_aside(desk):
    client, home = desk
    page = settled(client, f"{home}/game/mechanisms")
    assert re.search(r"Asked of \S+ in en\.", page.text)


def test_german(tmp_path):
    client = entered(tmp_path, language="de")
    home = started(client)[0]
    page = settled(client, f"{home}/game").text
    for words in ("Was wäre, wenn?", "bricht ein Tabu", "Erleichterungen", "Genähert"):
        assert words in page
    play = settled(client, f"{home}/game/play").text
    for words in ("Sie spielen", "Herausforderer ist in diesem Fall Indien, Bedrängter Pakistan.",
                  "Dieses Spiel beginnt im Ausgangszustand"):  # fmt: skip
        assert words in play
    assert "Dieses Spiel beginnt" not in settled(client, f"{home}/game/play?election=near").text


# -- what is computed aside


def test_things_are_made_once_and_faults_again():
    games, made = Games(patience=5), []

    def broken():
        made.append(1)
        raise BadValue("broken")

    assert games.later("a", lambda: len(made)) == Later(0, True)
    assert games.later("a", lambda: 7) == Later(0, True)
    for _ in range(2):
        with pytest.raises(BadValue):
            games.later("b", broken)
    assert len(made) == 2


def test_of_one_readers_questions_only_the_latest_is_made():
    games, go, made, stopped = Games(patience=0.01), Signal(), [], []

    def ask(reader, number):
        return games.latest(
            reader, number, lambda tell: made.append(number), lambda: stopped.append(number)
        )[0]

    assert not games.later("first", lambda: go.wait(10)).fresh
    for number in range(5):
        ask("one", number)
    ask("another", 7)
    go.set()
    deadline = time.monotonic() + 10
    while not (ask("one", 4).fresh and ask("another", 7).fresh) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (made, stopped) == ([4, 7], [])


def test_what_is_under_way_is_stopped_by_the_readers_next_question():
    games, go = Games(patience=0.01), Signal()

    def far(reader, make=None):
        return games.latest(reader, "far", make or stopped(go), go.set)[0]

    def near():
        return games.latest("one", "near", lambda tell: "near", go.set)[0]

    assert not far("one").fresh
    time.sleep(0.05)
    assert not far("one").fresh
    assert not go.is_set()
    near()
    deadline = time.monotonic() + 10
    while not near().fresh:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert far("another", lambda tell: "anew") == Later(None, False)
    assert far("another", lambda tell: "anew") == Later("anew", True)


def stopped(signal):
    """Work that goes on until the signal stops it."""

    def make(tell):
        for second in range(1000):
            tell(second, 1000)
            if signal.wait(0.01):
                raise Stopped
        return "whole"

    return make


def test_what_takes_long_gives_way_to_a_page_and_is_begun_anew():
    games, go = Games(patience=0.01), Signal()
    assert not games.latest("one", "far", stopped(go), go.set)[0].fresh
    time.sleep(0.05)
    deadline = time.monotonic() + 10
    while not games.later("page", lambda: "at once").fresh:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert go.is_set()
    while games.latest("one", "far", lambda tell: "anew", go.set)[0] != Later("anew", True):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_nobody_looks_for_any_more_is_stopped(monkeypatch):
    monkeypatch.setattr("standoff.desk.games.LAPSE", 0.2)
    games, go = Games(patience=0.01), Signal()
    for _ in range(30):
        found, job = games.latest("one", "far", stopped(go), go.set)
        assert not found.fresh
        time.sleep(0.02)
    assert not go.is_set()
    assert 0 < job.done < job.total
    assert go.wait(10)


def test_slow_things_tell_how_far_they_are():
    games, go = Games(patience=0.01), Signal()

    def slow(tell):
        tell(1, 2)
        go.wait(10)
        return "done"

    found, job = games.slowly("a", slow)
    deadline = time.monotonic() + 10
    while job.total == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (found.fresh, job.done, job.total) == (False, 1, 2)
    go.set()
    job.future.result(timeout=10)
    assert games.slowly("a", slow)[0] == Later("done", True)


def test_a_recorded_month_that_the_game_never_comes_to_gives_its_start(desk, monkeypatch):
    client, home = desk
    odd = {"deadline": "2", "last_month": "quiet"}
    monkeypatch.setattr(game_side, "last_month", lambda case: (None, odd))
    page = html.fromstring(settled(client, f"{home}/game").text)
    assert page.xpath("//select[@name='deadline']/option[@selected]/@value") == ["none"]
    question = "&".join(f"{name}={level}" for name, level in odd.items())
    answer = client.get(f"{home}/game?{question}")
    assert answer.status_code == 400
    assert "cannot be reached" in answer.text
