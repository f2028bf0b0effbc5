"""Random sequences of acts from an empty house on, each checked at its end: nothing is sellable before its grade.

    python -m tests.sequences SEED COUNT       plays so many, prints what they were, exits with 1 at the first fault

The reducer is pure, so a state that was reached is tried with several acts, of which one is gone on with: each of them
ends a sequence of its own, that begins with the empty house. Equal ones are counted once. A piece of Amazon's needs
its second inspection, whatever else was done.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import replace

from app.domain.bench import actions as do
from app.domain.bench import facts as happened
from app.domain.bench.found import UnitState
from app.domain.bench.outcome import Outcome
from app.domain.bench.refusal import Refused
from app.domain.bench.state import FBA
from app.domain.grading import Grade
from app.domain.returns import FBA_REMOVAL
from app.domain.stock import BEFORE_GRADE, SELLABLE, Account
from tests.operators import Move, any_move, likely
from tests.world import BANK, CUP, LAMP, MUG, PHONE, SHOE, SOAP, World, order
from tests.world_writing import insist

TRIES = 8
LONGEST = 160
ON = 0.8
"""How often a house goes on with what brings it nearer to a grade."""
SOLD_AS = {Account.SELLABLE_A: {Grade.A}, Account.SELLABLE_B: {Grade.A, Grade.B}}


def a_house(chance: random.Random) -> World:
    """Announced by buyers, and by Amazon."""
    of_amazon = [order(2, "TRK2", (PHONE, 1), serial="SN1"), order(5, "TRK4", (LAMP, 2))]
    return World(
        order(1, "TRK1", (CUP, 2), (SHOE, 1)),
        *((key, replace(one, platform="amazon", origin=FBA_REMOVAL)) for key, one in of_amazon),
        order(3, "TRK3", (MUG, 1), (SOAP, 1), (BANK, 1)),
        scale=chance.random() < 0.3,
    )


def check(world: World, outcome: Outcome) -> Counter[str]:
    """What the facts of an act would put on sale; raises where a piece were so before its grade."""
    graded: dict[str, list[happened.Graded]] = {}
    flags = {lpn: row.record.flags for lpn, row in world.units.items()}
    seen: Counter[str] = Counter()
    for fact in outcome.facts:
        match fact:
            case happened.UnitOpened():
                flags[fact.lpn] = fact.flags
            case happened.Flagged():
                flags[fact.lpn] = fact.flags
            case happened.Graded():
                graded.setdefault(fact.lpn, []).append(fact)
                seen["graded"] += 1
            case happened.Moved() if fact.move.target in SELLABLE:
                insist(fact.move.unit, f"stock without a unit became sellable: {fact.move}")
                _check_grade(world, graded, flags, str(fact.move.unit), fact.move.target)
                insist(fact.move.source not in BEFORE_GRADE or fact.move.unit in graded, f"ungraded: {fact.move}")
                seen["sellable"] += 1
                seen["sellable of Amazon's"] += FBA in flags[str(fact.move.unit)]
            case happened.Offered(op="add"):
                place = Account.SELLABLE_A if fact.grade is Grade.A else Account.SELLABLE_B
                _check_grade(world, graded, flags, fact.lpn, place)
                seen["offered"] += 1
    return seen


def _check_grade(
    world: World,
    graded: dict[str, list[happened.Graded]],
    flags: dict[str, tuple[str, ...]],
    lpn: str,
    account: Account,
) -> None:
    row = world.units.get(lpn)
    given = [*(row.grades if row else ()), *graded.get(lpn, ())]
    insist(given, f"{lpn} is sellable and was never graded")
    insist(given[-1].grade in SOLD_AS[account], f"{lpn} is in {account} with the grade {given[-1].grade}")
    if FBA in flags[lpn]:
        insist(max(one.round for one in given) >= 2, f"{lpn} was at Amazon's and is sellable after one inspection")


def play(seed: int, count: int) -> Counter[str]:
    """So many different sequences; what came of them."""
    chance = random.Random(seed)
    seen: Counter[str] = Counter()
    while seen["sequences"] < count:
        world = a_house(chance)
        seen["houses"] += 1
        for _ in range(chance.randrange(LONGEST)):
            _try_all(world, chance, seen)
            if seen["sequences"] >= count:
                break
        world.assert_sound()
    return seen


def _try_all(world: World, chance: random.Random, seen: Counter[str]) -> None:
    """Several acts tried on this state, one of those that are taken gone on with."""
    bench = chance.choice(("one", "one", "one", "one", "two"))
    taken: list[Move] = []
    tried: set[str] = set()
    for number in range(TRIES):
        action, given = any_move(world, bench, chance.choice) if number else _onwards(world, bench, chance)
        key = f"{action}{given}"
        if key in tried:
            continue
        tried.add(key)
        seen["sequences"] += 1
        try:
            outcome, _, _ = world.tried(action, bench, **given)
        except Refused:
            seen["refused"] += 1
            continue
        seen += check(world, outcome)
        taken.append((action, given))
    if taken:
        action, given = taken[0] if chance.random() < ON else chance.choice(taken)
        world.act(action, bench, **given)


def _onwards(world: World, bench: str, chance: random.Random) -> Move:
    """What brings a piece nearer to its grade: what is asked for, and second inspections that wait."""
    waiting = [lpn for lpn, row in world.units.items() if row.record.state is UnitState.AWAITS_INSPECTION]
    if waiting and world.step(bench) == "idle" and chance.random() < ON:
        return do.Resume(chance.choice(waiting)), {}
    return likely(world, bench, chance.choice)


if __name__ == "__main__":
    found = play(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(f"seed {sys.argv[1]}: {dict(found)}\n")
