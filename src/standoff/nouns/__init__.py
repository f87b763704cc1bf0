"""The nouns: small frozen structures that every room speaks of, validated with msgspec.

They stand on the ground floor and import nothing of standoff but `errors`. An `Article` is read,
`Coding`s are proposed from it, accepted ones become `Event`s of the record; `Phase`s, `Finding`s,
`Solution`s and `Forecast`s are computed from those and drawn by the report.
"""

from standoff.nouns.account import Account, AccountChange
from standoff.nouns.article import Article, hash_text
from standoff.nouns.claim import (
    VERDICTS,
    Claim,
    Definition,
    DefinitionRow,
    Finding,
    PageOfTests,
    SensitivityRow,
)
from standoff.nouns.coding import CODING_COLUMNS, Coding, Evidence, actor_set, state_of
from standoff.nouns.covering import (
    CoveredSpan,
    coverage_level,
    coverage_levels,
    coverage_spans,
    kinds_of,
)
from standoff.nouns.event import Coverage, Event, Verdict
from standoff.nouns.forecast import Forecast, Question, Score
from standoff.nouns.game import GameTurn, ThenWhat
from standoff.nouns.page import Context, PageArticle, PageData, Span, Statement
from standoff.nouns.pattern import EventPattern
from standoff.nouns.phase import Dwell, LabelledMonth, Phase, Phases
from standoff.nouns.pool import CoderPair, Pool, PooledStatement
from standoff.nouns.rhythm import RhythmTest
from standoff.nouns.series import Series
from standoff.nouns.when import TimePhrase, When

__all__ = [
    "CODING_COLUMNS",
    "VERDICTS",
    "Account",
    "AccountChange",
    "Article",
    "Claim",
    "CoderPair",
    "Coding",
    "Context",
    "Coverage",
    "CoveredSpan",
    "Definition",
    "DefinitionRow",
    "Dwell",
    "Event",
    "EventPattern",
    "Evidence",
    "Finding",
    "Forecast",
    "GameTurn",
    "LabelledMonth",
    "PageArticle",
    "PageData",
    "PageOfTests",
    "Phase",
    "Phases",
    "Pool",
    "PooledStatement",
    "Question",
    "RhythmTest",
    "Score",
    "SensitivityRow",
    "Series",
    "Span",
    "Statement",
    "ThenWhat",
    "TimePhrase",
    "Verdict",
    "When",
    "actor_set",
    "coverage_level",
    "coverage_levels",
    "coverage_spans",
    "hash_text",
    "kinds_of",
    "state_of",
]
