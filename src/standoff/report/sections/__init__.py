"""What each section of the page says, as plain values: one file a section, one template each.

A section's function takes the page's `Naming` and gives a dictionary for the template of the same
name. All reckoning is done here; templates only lay out.
"""

from standoff.report.sections.ahead import ahead
from standoff.report.sections.anchors import Anchors
from standoff.report.sections.answers import answers
from standoff.report.sections.claims import claims
from standoff.report.sections.evidence import evidence
from standoff.report.sections.facts import facts
from standoff.report.sections.method import method
from standoff.report.sections.rhythm import rhythm

__all__ = ["Anchors", "ahead", "answers", "claims", "evidence", "facts", "method", "rhythm"]
