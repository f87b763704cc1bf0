"""Promise 12: text patterns are linear: twice the text, at most 2.5 times the time."""

from __future__ import annotations

import gc
import sys
import time
from datetime import date

from standoff import code_text, find_times
from standoff.coding.codebook import load_codebook
from standoff.coding.units import LONGEST

DAY = date(2019, 6, 12)


def pieces(language: str) -> list[str]:
    """The first example of each rule of the codebook, whole and cut before its last word."""
    found = []
    for entry in load_codebook(language).entries:
        if entry.examples:
            text = entry.examples[0].partition("|")[0].strip().rstrip(".!?")
            found += [f"{text}, ", f"{text.rsplit(None, 1)[0]} "]
    return found


def calls(work, text: str, language: str) -> int:
    """Function calls, of Python and of C: work that no busy machine makes longer."""
    count = 0

    def tally(frame, event, argument) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        work(text, DAY, language)
    finally:
        sys.setprofile(None)
    return count


def seconds(work, text: str, language: str, tries: int) -> float:
    best = 1e9
    gc.disable()  # what other tests left in memory is not this text's cost
    try:
        for _ in range(tries):
            begun = time.process_time()
            work(text, DAY, language)
            best = min(best, time.process_time() - begun)
    finally:
        gc.enable()
    return best


def test_promise_12_work_doubles_with_the_text_for_every_rule(all_of_it, kept):
    """Counted in calls; the whole run takes every rule, the reduced one every fortieth.

    The shorter text is four units long, for inside one, of `LONGEST` words at most, grammar may do
    more. The first units are cheap where nothing was told before; then it is doubled once more.
    """
    tried, worst = 0, 0.0
    for language in ("de", "en"):
        for piece in pieces(language)[:: 1 if all_of_it else 40]:
            for work in (code_text, find_times):
                work(piece, DAY, language)
                for units in (4, 8):
                    n = units * LONGEST // len(piece.split()) + 1
                    once = calls(work, piece * n, language)
                    twice = calls(work, piece * 2 * n, language)
                    if twice <= 2.5 * once + 300:
                        break
                assert twice <= 2.5 * once + 300, (piece, work.__name__)
                worst, tried = max(worst, twice / max(once, 1000)), tried + 1
    kept("texts made of one rule", tried)
    kept("most work of the double text", f"{worst:.2f} times")


def test_promise_12_time_doubles_with_the_text(all_of_it, kept):
    """CPU time of long texts, where a slow regular expression would show and calls would not."""
    tried = 0
    size = 40_000 if all_of_it else 6_000
    for language in ("de", "en"):
        for piece in pieces(language)[:: 7 if all_of_it else 97]:
            for tries in (2, 6):
                half, whole = (
                    seconds(code_text, piece * (n // len(piece)), language, tries)
                    for n in (size, 2 * size)
                )
                if whole <= 2.5 * half + 0.05:
                    break
            assert whole <= 2.5 * half + 0.05, piece
            tried += 1
    kept("long texts timed", tried)
