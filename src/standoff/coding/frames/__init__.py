"""Frames: the phrases of a clause, by their role, and the actors they mean.

    Slots         slots       which phrases stand where around the verb
    Pronouns      pronouns    whom he, it, they, both, the latter mean here
    Possessors    possessors  whose "his army" and "its border" are
    StateNouns    statenouns  "both sides", "the North", "the ministry in Oslo"
    BareRoles     bareroles   "the president", "die Armee", without a name
    References    references  all of these, in the order in which they are asked
    Frame         frame       and which actors fill a role of the codebook

Each class is built on the one above it, and asks the discourse for what the clause cannot tell.
"""
