"""People at the bench of `tests.world`: one who follows only what the bench asks for, one who does anything.

`follow` knows nothing of checklists; `any_move` draws likely and unlikely actions through `pick`, so that Hypothesis
and a plain seeded generator drive the same moves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.domain.bench import actions as do
from app.domain.bench.found import UnitState
from app.domain.disposition import Route
from app.domain.grading import Grade
from tests.world import ANN, BOB, CATALOGUE, PAT, PHOTO, SHARED_BARCODE, SHOE, SUE, World, ups
from tests.world_writing import UnitRow

Pick = Callable[[Sequence[Any]], Any]
Move = tuple[do.Action, dict[str, Any]]
Choices = Mapping[str, str | tuple[str, ...]]

PEOPLE = (SUE, ANN, SUE, PAT)
ENOUGH = 80
TRACKINGS = ("TRK1", "TRK2", "TRK3", "TRK4", ups(1), ups(2), "#1", "RMA2")
ODD_CODES = (
    "",
    "nonsense",
    "R-000099",
    "RG:ACCEPT",
    "RG:BACK",
    "RG:ANSWER:1",
    "RG:ANSWER:0",
    "RG:WHATEVER",
    "RGB:1001",
    "RGB:9999",
)
KINDS = ("donate", "recycle", "hand_over", "refurbish", "second_inspection")


def asked(world: World, bench: str, choices: Choices | None = None) -> Move:
    """The move that `expects` names first; `choices` answers some questions otherwise than by their first choice."""
    wants = world.expects(bench)
    state = world.benches[bench]
    if "sign_in" in wants:
        return do.SignIn(ANN.badge), {"operator": ANN}
    if "accept" in wants:
        return do.Accept(), {}
    if "answer" in wants:
        given = (choices or {}).get(wants["answer"]["question"], wants["answer"]["choices"][0])
        return do.GiveAnswer(wants["answer"]["question"], (given,) if isinstance(given, str) else given), {}
    if "photo" in wants:
        return do.TakePhoto(wants["photo"]["shots"][0]), {}
    if "weigh" in wants:
        grams = state.unit.product.weight_g if state.unit else None
        return do.Weigh(grams or 1), {}
    return do.Scan(_scanned(world, bench, wants)), {}


def _scanned(world: World, bench: str, wants: Any) -> str:
    state = world.benches[bench]
    kind = wants["scan"][0]
    if kind == "serial" and state.unit is not None:
        return f"SN{state.unit.lpn}"
    if kind == "label":
        return str(wants["code"])
    if kind == "parcel":
        return next(iter(world.orders), ups(1))
    lines = state.parcel.open_lines if state.parcel else ()
    wanted = lines[0].article if lines else SHOE.article
    return next(one.codes[0] for one in CATALOGUE if one.article == wanted)


def inspect(world: World, bench: str = "one", **choices: str | tuple[str, ...]) -> World:
    """Answers, weighs and photographs the open unit until the bench proposes its grade."""
    for _ in range(ENOUGH):
        if world.step(bench) not in {"checklist", "photos"}:
            return world
        action, given = asked(world, bench, choices)
        world.act(action, bench, **given)
    raise AssertionError("the inspection does not end")


def grade(world: World, bench: str = "one", **choices: str | tuple[str, ...]) -> World:
    """Inspects the open unit and accepts what is proposed."""
    inspect(world, bench, **choices).act(do.Accept(), bench)
    return world


def verify(world: World, bench: str = "one") -> World:
    """Scans the newest label back."""
    label = world.benches[bench].label
    assert label is not None
    world.act(do.Scan(label.code), bench)
    return world


def finish(world: World, bench: str = "one", **choices: str | tuple[str, ...]) -> World:
    """The open unit through to its verified label."""
    return verify(grade(world, bench, **choices), bench)


def follow(world: World, bench: str) -> int:
    """Does only what is asked until the bench is idle or a review ends the way; how many acts it took."""
    for acts in range(ENOUGH):
        step, parcel = world.step(bench), world.benches[bench].parcel
        ended_elsewhere = step == "item" and parcel is not None and world.parcels[parcel.parcel_id].state != "open"
        if step in {"idle", "review"} or ended_elsewhere:
            return acts
        if _is_outdated(world, bench):  # what another bench did to a label, no program can know
            world.act(do.VoidLabel("replaced elsewhere"), bench)
        action, given = asked(world, bench)
        world.act(action, bench, **given)
        world.assert_sound()
    raise AssertionError(f"{ENOUGH} acts were not enough; the bench asks for {world.expects(bench)}")


def _is_outdated(world: World, bench: str) -> bool:
    label = world.benches[bench].label
    record = world.unit(label.lpn) if label is not None else None
    return label is not None and record is not None and not label.void and record.newest_code != label.code


def any_move(world: World, bench: str, pick: Pick) -> Move:
    """Something that a person may do now: mostly what is asked, in any of its variants; else anything at all."""
    if world.step(bench) == "signed_out":
        operator = pick(PEOPLE)
        return do.SignIn(operator.badge), {"operator": operator}
    return likely(world, bench, pick) if pick(range(10)) < 7 else pick(_UNLIKELY)(world, bench, pick)


def likely(world: World, bench: str, pick: Pick) -> Move:
    """What is asked, in any of its variants."""
    wants = world.expects(bench)
    if "sign_in" in wants:
        return do.SignIn(ANN.badge), {"operator": ANN}
    if "answer" in wants:
        choices = wants["answer"]["choices"]
        several = wants["answer"].get("multiple") and pick((True, False))
        one = pick([choices[0]] * 2 * len(choices) + list(choices))
        return do.GiveAnswer(wants["answer"]["question"], tuple(choices[:2]) if several else (one,)), {}
    if "photo" in wants and ("scan" not in wants or pick((True, False))):
        return do.TakePhoto(pick(wants["photo"]["shots"])), {}
    if "weigh" in wants:
        return do.Weigh(pick((200, 300, 301, 900))), {}
    if "accept" in wants:
        return _decision(wants, pick), {}
    kind = wants["scan"][0]
    if kind == "parcel":
        return do.Scan(pick(TRACKINGS)), {}
    if kind == "item":
        return do.Scan(pick([one.codes[0] for one in CATALOGUE])), {}
    return do.Scan(pick(("SN1", "SN2", f"SN{world.numbers['lpn']}")) if kind == "serial" else wants["code"]), {}


def _decision(wants: Any, pick: Pick) -> do.Action:
    if "regrade" in wants and pick(range(6)) == 0:
        return do.Regrade(pick([*wants["regrade"]["grades"], "A", "S"]), pick(("looks so", "")))
    if "route" in wants and pick(range(4)) == 0:
        return do.ChooseRoute(pick(wants["route"]["routes"]), "the client wants it")
    return do.Accept()


def _lpn(world: World, pick: Pick) -> str:
    return str(pick([*world.units, "R-000099"]))


def _unit_for(world: World, pick: Pick, fits: Callable[[UnitRow], bool]) -> str:
    """Mostly a unit that the move is meant for."""
    meant = [lpn for lpn, row in world.units.items() if fits(row)]
    return str(pick(meant)) if meant and pick(range(5)) else _lpn(world, pick)


def _close_work(world: World, _: str, pick: Pick) -> Move:
    lpn = _unit_for(world, pick, lambda row: bool(row.record.work))
    due = world.units[lpn].record.work if lpn in world.units else ""
    return do.CloseWork(lpn, pick((due or "donate", due or "recycle", *KINDS)), pick(("note 7", "note 8", ""))), {}


def _resume(world: World, _: str, pick: Pick) -> Move:
    waiting = (UnitState.PARKED, UnitState.AWAITS_INSPECTION)
    lpn = _unit_for(world, pick, lambda row: row.record.state in waiting)
    return pick((do.Resume(lpn), do.Scan(lpn))), {}


def _destroy(world: World, bench: str, pick: Pick) -> Move:
    unit = world.benches[bench].unit
    lpn = unit.lpn if unit is not None and pick((True, False)) else _unit_for(world, pick, _is_for_destruction)
    proof = pick(((lpn,), (lpn,), ("R-000042",), ()))
    given = {"witness": pick((BOB, ANN)), "proof": proof}
    return do.Destroy(lpn, BOB.badge), given if pick(range(4)) else {**given, "photo": PHOTO}


def _is_for_destruction(row: UnitRow) -> bool:
    return row.record.route is Route.DESTROY and row.record.state is UnitState.FINISHED


def _review(world: World, _: str, pick: Pick) -> Move:
    decision = pick(("approve", "override", "send_back"))
    lpn = _unit_for(world, pick, lambda row: row.record.state is UnitState.FINISHED)
    return do.Review(lpn, decision, pick(tuple(Grade)).value, pick(("seen on the photo", "seen", ""))), {}


def _sign_in(_: World, __: str, pick: Pick) -> Move:
    operator = pick(PEOPLE)
    return do.SignIn(operator.badge), {"operator": operator}


def _plain(action: do.Action) -> Callable[[World, str, Pick], Move]:
    """The same action, whatever happens."""
    return lambda *_: (action, {})


def _drawn(draw: Callable[[Pick], do.Action]) -> Callable[[World, str, Pick], Move]:
    """An action whose details are drawn."""
    return lambda _, __, pick: (draw(pick), {})


_UNLIKELY: tuple[Callable[[World, str, Pick], Move], ...] = (
    _sign_in,
    _destroy,
    _review,
    _review,
    _plain(do.SignOut()),
    _plain(do.Back()),
    _plain(do.Back()),
    _plain(do.Park()),
    _plain(do.Accept()),
    _resume,
    _resume,
    _close_work,
    _close_work,
    lambda world, _, pick: (do.Scan(_lpn(world, pick)), {}),
    _drawn(lambda pick: do.Scan(pick(ODD_CODES) or "x")),
    _drawn(lambda pick: do.Scan(pick(TRACKINGS))),
    _plain(do.Scan(SHARED_BARCODE)),
    _drawn(lambda pick: do.TakePhoto(pick(("front", "parcel", "extra", "No shot")))),
    _drawn(lambda pick: do.Weigh(pick((0, 200, 300, 10**7)))),
    _drawn(lambda pick: do.GiveAnswer(pick(("sealed", "nothing")), pick(((), ("sealed",), ("a", "b"))))),
    _drawn(lambda pick: do.CloseParcel(empty=pick((True, False)))),
    _drawn(lambda pick: do.CloseParcel((do.MissingPieces(pick(("CUP", "SHOE")), pick((0, 1, 2))),))),
    _plain(do.NoCode("parcel", description="torn label")),
    _plain(do.NoCode("item")),
    _drawn(lambda pick: do.NoCode("item", *pick((("LAMP", ""), ("CUP", ""), ("", "a cable"), ("", ""))))),
    _drawn(lambda pick: do.Danger(pick(("hot", "Leaking!", "")))),
    _drawn(lambda pick: do.Reprint(pick(("torn", "")))),
    _drawn(lambda pick: do.VoidLabel(pick(("wrong roll", "")))),
    _plain(do.AskState()),
)
