"""Claims that a text makes: sentences that assert a count, a habit, an exception, a broken pledge.

`cues` are data with an example and a counterexample each; `patterns` finds their words; `propose`
brings them together with the codings of the text and fills in the claim grammar.
"""

from standoff.coding.claims.propose import propose_claims

__all__ = ["propose_claims"]
