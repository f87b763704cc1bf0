"""The answer of each command that prints JSON, and its schema.

A command's answer is one noun; `docs/schema/COMMAND.json` is made from it by `tools/schemas.py` and
tested against what the command prints.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

import msgspec

from standoff.nouns.answers import (
    CodedFiles,
    DoctorAnswer,
    FindingsAnswer,
    ForecastAnswer,
    ImportAnswer,
    ReadAnswer,
    ReportAnswer,
    TableAnswer,
)  # fmt: skip
from standoff.nouns.backtest import Backtest
from standoff.nouns.balance import Balance
from standoff.nouns.comparison import Comparison
from standoff.nouns.cycle import CycleAnswer
from standoff.nouns.deal import DealRange
from standoff.nouns.estimates import (
    CrisisEstimate,
    EscalationEstimate,
    EscalationStarts,
    HeldOutAnswer,
)
from standoff.nouns.game_fit import CoercionEstimate
from standoff.nouns.ledger import Illustration, Ledger
from standoff.nouns.mechanism import Mechanisms
from standoff.nouns.phase import Phases
from standoff.nouns.proposal import ProposalsAnswer
from standoff.nouns.record_answers import (
    AccountsAnswer,
    AgreementAnswer,
    AttachAnswer,
    CiteAnswer,
    ConvertAnswer,
    EventsAnswer,
    ExportAnswer,
    MergeAnswer,
    TakenIn,
)
from standoff.nouns.scores import ScoresAnswer
from standoff.nouns.solved import SimulatedGame, SolvedGame
from standoff.nouns.whatif import WhatIf

__all__ = ["ANSWERS", "schema_of"]

#: The answer of each command that prints JSON.
ANSWERS = MappingProxyType(
    {
        "accounts": AccountsAnswer,
        "agreement": AgreementAnswer,
        "attach": AttachAnswer,
        "backtest": Backtest,
        "cite": CiteAnswer,
        "balance": Balance,
        "claims": FindingsAnswer,
        "claims-propose": ProposalsAnswer,
        "code": CodedFiles,
        "compare": Comparison,
        "convert": ConvertAnswer,
        "demo": ReportAnswer,
        "deal": DealRange,
        "doctor": DoctorAnswer,
        "estimate-escalation": EscalationEstimate,
        "estimate-escalation-held-out": HeldOutAnswer,
        "estimate-escalation-starts": EscalationStarts,
        "estimate-coercion": CoercionEstimate,
        "estimate-signalling": CrisisEstimate,
        "events": EventsAnswer,
        "export": ExportAnswer,
        "forecast": ForecastAnswer,
        "forecast-as-of": Illustration,
        "forecast-due": Ledger,
        "import": ImportAnswer,
        "import-own": TakenIn,
        "mechanisms": Mechanisms,
        "merge": MergeAnswer,
        "phases": Phases,
        "phases-page": CycleAnswer,
        "read": ReadAnswer,
        "report": ReportAnswer,
        "score-codings": ScoresAnswer,
        "simulate": SimulatedGame,
        "solve": SolvedGame,
        "table": TableAnswer,
        "what-if": WhatIf,
    }
)


def schema_of(command: str) -> dict[str, Any]:
    """The JSON schema of a command's answer.

    An end of a range that is infinite is null there, and so is a value that nothing gives (NaN).
    """
    made = json.loads(json.dumps(msgspec.json.schema(ANSWERS[command])))
    return _open_ends(made)


def _open_ends(node: Any) -> Any:
    if isinstance(node, list):
        return [_open_ends(part) for part in node]
    if not isinstance(node, dict):
        return node
    pair = node.get("prefixItems")
    if pair and all(part == {"type": "number"} for part in pair):
        return node | {"prefixItems": [{"type": ["number", "null"]} for _ in pair]}
    opened = {key: _open_ends(part) for key, part in node.items()}
    for name in ("estimate", "value"):
        if isinstance(opened.get(name), dict) and opened[name].get("type") == "number":
            opened[name] = opened[name] | {"type": ["number", "null"]}
    return opened
