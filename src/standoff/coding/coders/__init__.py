"""Coders behind one small interface: the rules, a spaCy pipeline, an endpoint of a language model.

    coder = coder_named("rules")            # or spacy:NAME, llm:URL#MODEL
    coder.code(article)                     # [Coding, ...], every one checked against the text
    coder.notes()                           # what was dropped and what it cost, as sentences
    pool_articles([coder, other], articles) # who says what, and where they disagree

`interface` checks and names, `spacy_coder` and `llm_coder` propose, `pool` aligns.
"""

from standoff.coding.coders.interface import (
    Checked,
    Coder,
    Proposal,
    checked,
    coder_named,
)
from standoff.coding.coders.pool import pool_articles, pool_codings

__all__ = [
    "Checked",
    "Coder",
    "Proposal",
    "checked",
    "coder_named",
    "pool_articles",
    "pool_codings",
]
