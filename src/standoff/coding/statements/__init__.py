"""Statements: what the clauses of a reading say, as drafts of codings.

statements   one clause after the other; its parts, each a class built on the one before:
  utterances   what a clause says without an entry of its own
  nominal      what a noun tells beside the statement of its clause
  spans        which characters are the evidence
  endings      where an English clause has said what it states
  telling      what must be said to count, and what may be believed of it
  denials      "denied that it had fired"
  judging      what somebody holds of an actor
joining      clauses that make one statement together
counts       how many events a text speaks of
systems      the weapon system of a test
war          what firing a missile means in a war
aftermath    what the rest of the text changes
summits      talks of two heads of state, face to face
"""
