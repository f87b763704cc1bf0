"""Room `claims`: what the press asserts, tested on the record.

`load` reads claims, `testing` finds the form, each form has a file named after it (`count`,
`alternation`, `order`, `sign`, `exception`, `dwell`, `addressee`, `deadline`, `pledge`, `clock`).
`decide` holds the decision rule, `outcome` what all forms do with it, `exact` and `chance` the
intervals, `nearest` says what the record does show, `sensitivity` asks again under other terms,
`multiple` keeps count of the tests on a page;
`balance` is the balance sheet of an actor.
"""

from standoff.claims.balance import balance_of
from standoff.claims.load import check_claim, claims_of, load_claims
from standoff.claims.multiple import holm, page_of_tests
from standoff.claims.testing import FORMS, adjusted, test_claim

__all__ = [
    "FORMS",
    "adjusted",
    "balance_of",
    "check_claim",
    "claims_of",
    "holm",
    "load_claims",
    "page_of_tests",
    "test_claim",
]
