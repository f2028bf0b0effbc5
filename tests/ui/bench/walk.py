"""A walk through every state of the bench screen, for pictures: each stop has a name."""

from collections.abc import Iterator

from app.domain.bench.state import Step
from tests.bench_window import Hands

SHOE, JACKET, PHONE = "1Z999AA10123456784", "1Z5R89390357567127", "TBA619632698000"
BOTTLE, UNANNOUNCED, SHARED = "9400111899042065123452", "TBA987654321000", "4006381333962"
IMEI = "356938035643809"
CHECKED = frozenset({Step.CHECKLIST, Step.PHOTOS})


def finish(hands: Hands, **answers: str) -> Hands:
    """Through checklist and photos; the best answer where none is named."""
    while hands.scene.step in CHECKED:
        names = {control.name for control in hands.scene.stage.choices}
        wanted = [f"choice_{answer}" for answer in answers.values() if f"choice_{answer}" in names]
        if hands.scene.step is Step.PHOTOS:
            hands.press("Space")
        elif wanted:
            hands.touch(wanted[0])
            if hands.scene.stage.multiple:
                hands.press("Enter")
        else:
            hands.press("Enter" if hands.scene.stage.multiple else "1")
    return hands


def verify(hands: Hands) -> Hands:
    """The label scanned back."""
    target = hands.scene.stage.target
    assert target is not None
    return hands.scan(target.code)


def walk(hands: Hands) -> Iterator[str]:
    """Every state, one after the other."""
    yield from _a_shoe(hands)
    yield from _a_phone(hands)
    yield from _exceptions(hands)
    yield from _destruction(hands)


def _a_shoe(hands: Hands) -> Iterator[str]:
    hands.sign_in()
    yield "idle_first"
    hands.scan("nonsense")
    yield "refused"
    hands.scan(SHOE)
    yield "parcel"
    for key, name in (("S", "short"), ("K", "item_without_code"), ("D", "danger_parcel"), ("T", "typed")):
        hands.press(key)
        yield name
        hands.press("Esc")
    hands.scan("SHOE-RED-42")
    yield "question"
    hands.press("2", "1")
    yield "question_3"
    for key, name in (("D", "danger"), ("M", "more"), ("N", "note")):
        hands.press(key)
        yield name
        hands.press("Esc")
    hands.press("Space")
    yield "photo_taken"
    finish(hands, parts="missing", packaging="damaged")
    yield "grade"
    for keys, name in ((("G",), "other_grade"), (("G", "1"), "other_grade_why"), (("2",), "other_route_why")):
        hands.press(*keys)
        yield name
        hands.press(*["Esc"] * len(keys))
    hands.press("G", "2", "1")
    yield "regraded"
    hands.press("Enter")
    yield "route"
    hands.press("Backspace", "Backspace", "Enter")
    yield "verify_label"
    hands.scan("R-000001-9X")
    yield "wrong_label"
    hands.press("X")
    yield "void_why"
    hands.press("1")
    yield "label_void"
    verify(hands.press("Enter"))
    yield "idle"


def _a_phone(hands: Hands) -> Iterator[str]:
    hands.scan(PHONE).press("K", "1")
    yield "serial"
    hands.scan(IMEI)
    yield "unit_without_code"
    hands.press("P")
    yield "idle_with_parked"
    hands.press("L")
    yield "parked"
    hands.press("1")
    finish(hands, seal="opened", lock="locked")
    yield "grade_held"
    verify(hands.press("Enter"))
    yield "review"
    hands.sign_in("MO-01")
    hands.press("V")
    yield "review_decision"
    hands.press("Esc", "Enter")


def _exceptions(hands: Hands) -> Iterator[str]:
    hands.scan(UNANNOUNCED)
    yield "unexpected_parcel"
    hands.scan(SHARED)
    yield "whose_item"
    hands.press("Backspace", "Backspace")
    hands.scan(JACKET, "BLEND-600")
    yield "wrong_item"
    hands.press("Backspace", "S", "1").scan(JACKET)
    yield "finished_parcel"
    hands.press("1", "K")
    yield "parcel_without_code"
    hands.press("Space", "K").type("a grey cable").press("Enter")
    finish(hands)
    yield "grade_unidentified"
    verify(hands.press("Enter")).scan("R-000001")
    yield "unit_on_record"


def _destruction(hands: Hands) -> Iterator[str]:
    hands.scan(BOTTLE, "BOTTLE-750")
    finish(hands, seal="opened", damage="beyond_repair")
    yield "grade_scrap"
    hands.press("Y")
    yield "destroy_label_first"
    verify(hands.press("Enter")).press("S", "1", "Y")
    assert hands.page.presenter.awaits_witness
    yield "destroy_witness"
    hands.press("F6")
    yield "certificate"
    hands.touch("detail_weight_g").type("388").press("Enter")
    hands.touch("detail_treatment")
    yield "certificate_detail"
    hands.press("5", "Enter")
    assert hands.page.presenter._hand.details == (("treatment", "disposal"), ("weight_g", "388"))
    hands.type("LN-07").press("Enter")
    yield "destroy_pin"
    hands.press("Esc", "Esc")
