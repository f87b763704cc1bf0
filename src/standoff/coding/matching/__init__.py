"""Matching: which entries of the codebook the words of a clause meet.

`clausewords` looks each word up once, `verbcues` tests the conditions that a verb's entry sets,
`candidates` ranks what was met: the more conditions a cue has, the surer it is.
"""
