"""Time phrases: "am Wochenende", "bis 31. Dezember", "last Thursday", and the days they mean.

A phrase has a value in TIMEX3 (ISO 24617-1), the international form for what a text says about
time, and a range of days. "In nur sieben Monaten" is `P7M`, a length; where it lies in time follows
from the publication date and the tense. What stays open in the text stays open in the range.

    words       a text as tokens, each with one tag from the language's data file
    patterns    rules as patterns over tags; `lexicon` reads words and rules from the data file
    find        goes over the text, and lets the rule's builder make sense of each match:
      dates, years, weekdays, clock, durations, relative, repeated    one kind of phrase each
      periods, units, amounts, edges                                  calendar and numbers
      scene, tense                                                    what the phrase leaves unsaid

Languages differ in `press/data/times/LANGUAGE.toml` alone; docs/times.md tells how to write one,
what was measured, and what is not covered.
"""

from standoff.press.times.find import find_times

__all__ = ["find_times"]
