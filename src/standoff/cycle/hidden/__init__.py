"""Hidden Markov and semi-Markov models of counts by month.

Read in this order: `series` (counts with holes), `emission` (what a state emits; `poisson`,
`negative_binomial`), `markov` and `semi_markov` (the recursions), `durations` (how long states
last), `em_steps`, `climb` and `fit` (estimation), `segments` and `ahead` (paths, predictions,
simulation). Nothing here is imported before it is asked for.
"""

from standoff.cycle.hidden.ahead import predict_markov, predict_semi_markov, simulate
from standoff.cycle.hidden.climb import EmSettings
from standoff.cycle.hidden.em_steps import Priors
from standoff.cycle.hidden.fit import Fitted, fit_markov, fit_semi_markov
from standoff.cycle.hidden.markov import Markov
from standoff.cycle.hidden.semi_markov import SemiMarkov

__all__ = [
    "EmSettings",
    "Fitted",
    "Markov",
    "Priors",
    "SemiMarkov",
    "fit_markov",
    "fit_semi_markov",
    "predict_markov",
    "predict_semi_markov",
    "simulate",
]
