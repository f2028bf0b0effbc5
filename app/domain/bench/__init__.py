"""The bench as a state machine: `reduce(state, action, found, rules) -> Outcome`.

Pure: whatever has to be looked up (orders, products, units, times, numbers) comes in as `Found`, whatever has to
be written goes out as facts, so that the durable log of (action, found) replays to the same state whatever was
imported since. It is a package and not one file because a bench knows eighteen actions:

    actions   what an operator can do
    found     what an action resolved to in the records
    facts     what has to be written when it is taken
    state     where the bench stands; the step is computed from it, never stored
    offers    what the bench asks for (`expects`) and proposes, computed from the state
    receiving parcels and items · checking answers, shots, weight · grading accept and label ·
    exceptions park, danger, no code · afterwards review, work, destruction
    reducer   joins them: one function for each action

A refusal is raised as `Refused` and leaves the state as it was.
"""
