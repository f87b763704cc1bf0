"""Discourse: what the text has said so far, as far as later words lean on it.

    Dealings      dealings   who had to do with whom, who is at odds, who talked last
    Salience      salience   how present each actor is, and of which states the text says most
    Mentions      mentions   who was named when and as what; whom a pronoun means by that
    RoleWords     rolewords  whom "the army" or "der Diktator" means
    Discourse     discourse  all of it, with who speaks; one object for a text

Each class is built on the one above it. `matter` tells beforehand between whom the text as a whole
is, `memory` writes down what each statement leaves behind.
"""
