"""Room `cycle`: the phases of a record, how long they last, and whether the rhythm is real.

Labelled months (`label_months`) come first and need nothing but dates and a stated rule. Counting
with fuzzy dates, windows of covered time and Jeffreys intervals live here too, because claims and
forecasts both stand on them.
"""

from standoff.cycle.counting import Count, count_events, count_windows
from standoff.cycle.months import label_months
from standoff.cycle.rates import jeffreys_interval, jeffreys_mean
from standoff.cycle.rule import MonthRule, default_rule, load_rule
from standoff.cycle.windows import windows_back

__all__ = [
    "Count",
    "MonthRule",
    "count_events",
    "count_windows",
    "default_rule",
    "jeffreys_interval",
    "jeffreys_mean",
    "label_months",
    "load_rule",
    "windows_back",
]
