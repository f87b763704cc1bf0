"""Sides: who did it to whom, where the clause says so and where it does not.

    find_sides(reading, candidate, move)    # (source, target), in `sides`

    given          what the roles of the entry find; `constructions` name somebody in other ways
    mutual         acts that two do together
    places         who did it, or bears it, because of where it happens
    doers          doers left unsaid
    addressees     to whom an act goes that names nobody; the first of these that finds somebody:
      wording        the wording of the sentence
      replies        acts and words that take up what was told before
      thirdparties   who turns to two others
      opponents      the other side, as the text so far shows it
    moves          the groups of moves that these rules speak of
    quarrels       who is at odds with whom, told without an act

A new rule goes where its idea is, with its line in the list of `addressees` or `sides`.
"""
