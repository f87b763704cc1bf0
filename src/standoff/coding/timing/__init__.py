"""Timing: when what is stated happened, will happen or must have happened.

    dating       which time phrase dates which statement
    ranges       two phrases that are the ends of one stretch of days
    narrative    the reference time where a sentence gives none
    ahead        plans told in the present
    deadlines    a date by which something must happen, with its terms

The phrases themselves are found and worked out in the room `press` (`press.times`).
"""
