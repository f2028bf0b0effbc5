"""The bench as a state machine: `reduce(state, action, found, rules) -> Outcome`.

Pure: whatever has to be looked up (orders, products, units, times, numbers) comes in as `Found`, whatever has to
be written goes out as facts, so that the durable log of (action, found) replays to the same state whatever was
imported since. It is a package and not one file because a bench knows twenty-one actions:

    actions     what an operator can do
    found       what an action resolved to in the records
    facts       what has to be written when it is taken
    state       where the bench stands; the step is computed from it, never stored
    outcome     the next state with its facts
    refusal     what the bench would not take, why, and what to do
    judging     what the rules say of the open unit
    offers      the step, and what the bench asks for (`expects`)
    receiving   a parcel is opened, an item becomes a unit, every announced line is counted
    closing     a short or empty parcel ends
    checking    weight, serial number, answers, shots, and `back`
    finishing   another grade or route, and `accept`
    labels      the label of a finished unit: printed, verified, void, printed again
    parking     park, resume, and the second inspection
    hazards     danger, from any step
    afterwards  review, work, destruction before a witness
    commands    command codes as the action they stand for
    reducer     joins them: one function for each action
    replay      the state that a log leads to

A refusal is raised as `Refused` and leaves the state as it was.
"""
