"""Room `claims`: what the press asserts, tested on the record.

`load` reads claims, `testing` finds the form, each form has a file (`count`, `deadline`), `decide`
holds the one decision rule, `nearest` says what the record does show, `multiple` keeps count of the
tests on a page.
"""

from standoff.claims.load import load_claims
from standoff.claims.multiple import holm, page_of_tests
from standoff.claims.testing import FORMS, test_claim

__all__ = ["FORMS", "holm", "load_claims", "page_of_tests", "test_claim"]
