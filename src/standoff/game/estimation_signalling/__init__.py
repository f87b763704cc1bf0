"""Estimating the one-shot crisis game `signalling` (MODELS.md, section 3).

    from standoff.game.estimation_signalling import read_crises, nested_pseudo_likelihood
    fit = nested_pseudo_likelihood(read_crises(Path("sanctions")))

Lewis & Schultz (Political Analysis 2003) put the game to data; Crisman-Cox & Gibilisco (PSRM 2021;
R package sigInt) showed that it has several equilibria, and estimators that live with them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.game.estimation_signalling.constrained import constrained_likelihood
    from standoff.game.estimation_signalling.crises import Crises, read_crises
    from standoff.game.estimation_signalling.equilibria import find_equilibria
    from standoff.game.estimation_signalling.fit import CrisisFit
    from standoff.game.estimation_signalling.predicting import Prediction, compare, predict
    from standoff.game.estimation_signalling.pseudo import (
        nested_pseudo_likelihood,
        pseudo_likelihood,
    )

_HOME = {
    "CrisisFit": "fit",
    "Crises": "crises",
    "Prediction": "predicting",
    "compare": "predicting",
    "constrained_likelihood": "constrained",
    "find_equilibria": "equilibria",
    "nested_pseudo_likelihood": "pseudo",
    "predict": "predicting",
    "pseudo_likelihood": "pseudo",
    "read_crises": "crises",
}

__all__ = [
    "Crises",
    "CrisisFit",
    "Prediction",
    "compare",
    "constrained_likelihood",
    "find_equilibria",
    "nested_pseudo_likelihood",
    "predict",
    "pseudo_likelihood",
    "read_crises",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"standoff.game.estimation_signalling.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
