"""Hidden Markov and semi-Markov models of counts by month.

Read in this order: `series` (counts with holes), `emission` (what a state emits; `poisson`,
`negative_binomial`), `markov` and `semi_markov` (the recursions), `durations` (how long states
last), `em_steps`, `climb` and `fit` (estimation), `segments` and `ahead` (paths, predictions,
simulation), `record_counts`, `naming` and `phases` (from a record to named phases). Nothing here is
imported before it is asked for.
"""

from standoff.cycle.hidden.ahead import predict_markov, predict_semi_markov, simulate
from standoff.cycle.hidden.climb import EmSettings
from standoff.cycle.hidden.em_steps import Priors
from standoff.cycle.hidden.fit import Fitted, fit_markov, fit_semi_markov
from standoff.cycle.hidden.markov import Markov
from standoff.cycle.hidden.phases import hidden_phases
from standoff.cycle.hidden.record_counts import month_counts
from standoff.cycle.hidden.semi_markov import SemiMarkov

__all__ = [
    "EmSettings",
    "Fitted",
    "Markov",
    "Priors",
    "SemiMarkov",
    "fit_markov",
    "fit_semi_markov",
    "hidden_phases",
    "month_counts",
    "predict_markov",
    "predict_semi_markov",
    "simulate",
]
