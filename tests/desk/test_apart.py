"""The game in a process of its own: the same answers, stopped when asked, within a budget."""

from __future__ import annotations

import os
import time
from threading import Thread

import pytest
from desk_sample import engine

from standoff.case.game_engine import AskExact, AskNow, AskPlay, AskSliders
from standoff.case.game_process import fault_of, raised
from standoff.case.game_side import FACTORS, SLIDERS, VARIANTS
from standoff.desk.apart import Apart, Stopped
from standoff.errors import BadValue, NotSolved

HOME, RELIEF = VARIANTS
NOW = AskNow(variant=HOME, asked={"deadline": "1"}, recorded={}, language="de", folder="nowhere")
PLAY = AskPlay(
    variant=HOME, side="target", seed=3, months=2, language="en", asked={}, moves=("hold",)
)


@pytest.fixture(scope="module")
def apart():
    made = Apart("--short")
    yield made
    made.close()


def exact(seconds, **changes):
    return AskExact(variant=HOME, state={}, changes=changes, seconds=seconds)


def test_another_process_answers_the_same(apart):
    inside = engine()
    for question in (NOW, AskSliders(variant=HOME, state={}, language="en"), PLAY):
        assert apart.ask(question) == inside.ask(question)
    question = exact(100, relief_gain=0.3)
    assert apart.ask(question).outcomes == inside.ask(question).outcomes
    assert apart.pid not in (None, os.getpid())


def test_faults_come_back_as_they_were_raised(apart):
    wrong = AskNow(variant=HOME, asked={"deadline": "9"}, recorded={}, language="en", folder="")
    with pytest.raises(BadValue, match="9") as there:
        apart.ask(wrong)
    with pytest.raises(BadValue) as here:
        engine().ask(wrong)
    assert str(there.value) == str(here.value)
    fault = NotSolved("no way", residual=0.5, where="here", next="go on")
    again = raised(fault_of(fault))
    assert (str(again), again.residual) == (str(fault), 0.5)


def test_what_costs_too_much_is_an_answer_without_outcomes(apart):
    answer = apart.ask(exact(1e-9, relief_gain=1.2, calm_near_election=3.0))
    assert answer.outcomes is None
    assert answer.seconds > 0
    # What was solved before is kept: the next answer comes from the same process.
    pid = apart.pid
    assert apart.ask(exact(100, relief_gain=0.25)).outcomes
    assert apart.pid == pid


def test_a_question_is_stopped_while_it_is_under_way(apart):
    question, heard = exact(100, relief_gain=1.25, taboo_broken=-0.8), []

    def ask():
        try:
            heard.append(apart.ask(question))
        except Stopped as stopped:
            heard.append(stopped)

    apart.ask(exact(100, relief_gain=0.25))
    thread = Thread(target=ask)
    thread.start()
    while not heard:
        apart.stop(question)
        time.sleep(0.001)
    thread.join(10)
    assert isinstance(heard[0], Stopped)
    apart.stop(question)
    assert apart.ask(exact(100, relief_gain=0.25)).outcomes


def test_a_process_that_has_ended_is_started_again(apart):
    answer, pid = apart.ask(NOW), apart.pid
    os.kill(pid, 9)
    assert apart.ask(NOW) == answer
    assert apart.pid != pid


def test_a_recorded_state_is_taken_where_the_game_comes_to_it():
    inside = engine()

    def state(**recorded):
        return inside.ask(
            AskNow(variant=HOME, asked={}, recorded=recorded, language="en", folder="")
        )

    assert state(moratorium="on").recorded
    odd = state(deadline="2", last_month="quiet")
    assert not odd.recorded
    assert odd.state["deadline"] == "none"
    assert tuple(odd.factors) == FACTORS
    sliders = inside.ask(AskSliders(variant=RELIEF, state={}, language="de"))
    assert tuple(one.name for one in sliders.sliders) == SLIDERS
    assert all("_" not in one.told and ": " in one.told for one in sliders.sliders)
