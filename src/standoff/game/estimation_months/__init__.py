"""Estimating a declared game from months of moves: penalised, along one branch.

sequence     months by name -> where the game is, what was done, what nobody saw
filtering    likelihood of the moves, hidden factors summed out; expected counts of choices
slopes       derivatives of payoffs in each parameter, contracted without large arrays
prior        normal priors: centred at zero, or with the signs of the articles
branch       the equilibrium as parameters move, followed along one branch; jumps are reported
objective    log posterior and its gradient by one transposed linear solve
maximise     quasi-Newton in coordinates in which the information is the identity
modes        other modes of the posterior, from drawn starts
posterior    information month by month, Laplace posterior, what data and what prior say
rivals       the record that would tell two fitted games apart
"""
