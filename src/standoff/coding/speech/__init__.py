"""Speech: whose words a clause or a quotation holds.

speech     a verb of saying: who speaks, and what (`contents`: which clauses hold it)
unsaid     no verb of saying: a colon, "so X", Konjunktiv I
speakers   who is said to speak, and who goes on where nobody is
quotes     a draft for each quotation
"""
