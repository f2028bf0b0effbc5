"""Scenes of what happens at the bench itself: dangers, labels, parking, shifts, undoing, sending twice, nonsense."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.e2e import floor as shop
from tests.e2e.books import ACCOUNT, Article
from tests.e2e.floor import CHECKED, DRILL, FLAW, KETTLE, LAMP, PHONE, PLUSH, SEALED, SHIRT, SHOE, Person, finish
from tests.e2e.program import sign_in
from tests.e2e.scene import Scene, each, scene, some
from tests.follower import Bench


@scene(each(SHIRT, PHONE, LAMP))
def danger_before_opening(at: Scene) -> None:
    """The parcel smokes: each piece that it announces goes to quarantine unseen."""
    at.open()
    at.person.act("danger", kind="battery_hot")
    for line in at.lines:
        line.received += line.quantity
        at.books.unseen[line.article.client, line.article.sku, "quarantine"] += line.quantity
    at.person.label()
    assert at.person.last["step"] == "idle"


@scene(some(LAMP, KETTLE, SHOE))
def danger_in_the_checklist(at: Scene) -> None:
    at.open()
    lpn = at.receive(at.first)
    at.person.act("answer", question="sealed", choice="opened")
    at.person.act("danger", kind="leaking")
    at.books.stands(lpn, at.first.article, "quarantine", "S")
    at.person.label()


@scene(some(LAMP, SHIRT))
def danger_after_the_grade(at: Scene) -> None:
    """On sale for a moment: what the shops were told is taken back."""
    at.open()
    lpn = at.receive(at.first)
    at.person.until(shop.answers_for(at.first.article, SEALED), "grade")
    at.person.act("accept")
    at.books.stands(lpn, at.first.article, "sellable_a", "A")
    at.person.act("danger", kind="smoke")
    at.books.stands(lpn, at.first.article, "quarantine", "S")
    at.person.label()


@scene(some(SHOE, KETTLE))
def dangerous_answer(at: Scene) -> None:
    """It ends the checklist: nothing more is asked."""
    at.open()
    at.inspect(at.first, shop.DANGEROUS)


@scene(some(DRILL))
def serial_mismatch(at: Scene) -> None:
    at.open()
    at.first.serial = at.floor.serial()
    at.inspect(at.first, SEALED, least="B")


@scene(some(DRILL))
def serial_in_stock(at: Scene) -> None:
    """The number of another drill is in stock already: refused, with the unit that holds it."""
    at.open()
    lpn = at.inspect(at.first, CHECKED)
    assert lpn
    answer = at.person.scan(at.tracking)
    at.person.act("answer", question=answer["expects"]["answer"]["question"], choice="late_piece")
    at.person.scan(DRILL.barcode)
    assert at.person.refused("scan", code=at.first.serial) == "serial_in_stock"
    at.books.unannounced(DRILL)
    at.person.scan(at.floor.serial())
    finish(at.person, at.books, DRILL, CHECKED)


@scene(some(PLUSH))
def weight_off(at: Scene) -> None:
    """A sealed box off its weight is not an A, but takes the full checklist."""
    at.open()
    at.receive(at.first)
    at.person.act("weigh", grams=PLUSH.weight - 120)
    finish(at.person, at.books, PLUSH, SEALED, least="B")


@scene(some(SHIRT, KETTLE))
def reprint(at: Scene) -> None:
    """The printer jams: only the newest print verifies."""
    lpn, article = _to_label(at)
    spoilt = at.person.last["expects"]["code"]
    assert at.person.refused("reprint", reason="")
    at.person.act("reprint", reason="jam")
    assert at.person.refused("scan", code=spoilt)
    assert at.person.refused("scan", code=lpn)
    assert at.person.refused("back") == "grade_saved"
    at.person.label()
    assert at.books.seen[lpn].article is article


@scene(some(SHOE, LAMP))
def void(at: Scene) -> None:
    """The wrong roll: the label is void, and a new one is printed."""
    _to_label(at)
    gone = at.person.last["expects"]["code"]
    at.person.act("void_label", reason="wrong roll")
    assert at.person.last["step"] == "label"
    assert at.person.refused("scan", code=gone)
    at.person.act("accept")
    assert at.person.refused("scan", code=gone)
    at.person.label()


@scene(some(SHIRT, KETTLE))
def park_and_resume(at: Scene) -> None:
    """Put aside in the checklist, taken up by its tag; no answer is asked again."""
    at.open()
    at.receive(at.first)
    at.person.act("answer", question="sealed", choice="opened")
    asked = at.person.last["expects"]
    at.person.act("park")
    tag = at.person.labels[0]
    assert at.person.last["step"] == "idle", at.person.last
    at.person.scan(tag)
    assert at.person.last["expects"] == asked, at.person.last
    finish(at.person, at.books, at.first.article, FLAW)


@scene(each(SHIRT, SHOE))
def park_and_go_on(at: Scene) -> None:
    """The next item of the parcel is done first; the label of a parked unit verifies after it is resumed."""
    shirt, shoe = at.lines
    at.open()
    lpn = at.receive(shirt)
    at.person.until(shop.answers_for(SHIRT, CHECKED), "photos")
    at.person.act("park")
    assert at.person.last["step"] == "item"
    at.inspect(shoe)
    at.person.act("resume", unit=lpn)
    finish(at.person, at.books, SHIRT, CHECKED)


@scene(some(SHOE, LAMP))
def park_elsewhere(at: Scene) -> None:
    """Parked at one bench, finished at another on the same records."""
    at.open()
    lpn = at.receive(at.first)
    at.person.act("answer", question="sealed", choice="opened")
    asked = at.person.last["expects"]
    other = at.floor.person(1)
    assert other.refused("resume", unit=lpn)
    at.person.act("park")
    other.act("resume", unit=lpn)
    assert other.last["expects"] == asked, other.last
    assert at.person.refused("resume", unit=lpn)
    finish(other, at.books, at.first.article, FLAW)


@scene(some(SHIRT, PHONE))
def shift_change(at: Scene) -> None:
    """Another person goes on in the middle; the bench stays where it stands."""
    at.open()
    at.receive(at.first)
    at.person.act("answer", question="sealed", choice="opened")
    asked = at.person.last["expects"]
    _sign_in(at.person, "INS-2")
    assert at.person.last["expects"] == asked, at.person.last
    finish(at.person, at.books, at.first.article, CHECKED)
    at.person.act("sign_out")
    _sign_in(at.person, "INS-1")


@scene(some(SHIRT, LAMP))
def back(at: Scene) -> None:
    """Undone step by step, to before the parcel's scan; then done in earnest."""
    at.open()
    at.person.act("back")
    assert at.person.last["step"] == "idle"
    at.open()
    at.receive(at.first)
    at.person.act("answer", question="sealed", choice="sealed")
    at.person.act("answer", question="prohibited_goods", choice="none")
    for _ in range(3):
        at.person.act("back")
    assert at.person.last["step"] == "item", at.person.last
    at.first.received -= 1
    at.inspect(at.first, FLAW)


@scene(some(KETTLE, SHIRT))
def sent_twice(at: Scene) -> None:
    """Every act comes twice under the same id: the second is answered as the first, and does nothing."""
    at.open()
    once = at.person.bench
    at.person.bench = Twice(once)
    try:
        at.inspect(at.first, FLAW)
    finally:
        at.person.bench = once


@dataclass
class Twice:
    """Hands every act in twice."""

    bench: Bench

    def do(self, action: Mapping[str, Any]) -> dict[str, Any]:
        first = self.bench.do(action)
        second = self.bench.do(action)
        assert {**first, "seq": 0} == {**second, "seq": 0}, (first, second)
        return first


@scene(some(SHOE, LAMP))
def id_reused(at: Scene) -> None:
    """The same id with other content is refused."""
    at.open()
    lpn = at.receive(at.first)
    given = {"do": "answer", "id": f"{lpn}-answer", "question": "sealed", "choice": "opened"}
    assert at.person.bench.do(given)["ok"]
    other = at.person.bench.do({**given, "choice": "sealed"})
    assert not other["ok"], other
    at.person.last = at.person.bench.do(given)
    finish(at.person, at.books, at.first.article, FLAW)


@scene(some(SHIRT, SHOE))
def nonsense(at: Scene) -> None:
    """Whatever is no action is refused with words, and the script goes on."""
    person = at.person
    for code in ("", " ", "x" * 200, "NOT-A-CODE", "R-999999", "\u202e"):
        person.refused("scan", code=code)
    at.open()
    at.receive(at.first)
    person.refused("dance")
    person.refused("scan", code="4006381333931")
    person.refused("answer", question="sealed", choice="perhaps")
    person.refused("answer", question="powers_on", choice="works")
    person.refused("answer", question="sealed", choice=["sealed", "opened"])
    person.refused("photo", shot="front", file="there-is-no-such-file.jpg")
    person.refused("accept")
    person.refused("regrade", grade="A", reason="I like it")
    person.refused("review", unit=str(person.last["unit"]), decision="approve")
    person.refused("answer", question="sealed", choice="opened", more="field")
    finish(person, at.books, at.first.article, FLAW)


@scene(some(PHONE))
def park_at_the_label(at: Scene) -> None:
    """Graded, its label not yet verified: parked and resumed, the label is still owed."""
    lpn, _ = _to_label(at, CHECKED)
    code = at.person.last["expects"]["code"]
    at.person.act("park")
    at.person.act("resume", unit=lpn)
    assert at.person.last["expects"].get("code") == code, at.person.last
    at.person.label()


def _to_label(at: Scene, condition: str = SEALED) -> tuple[str, Article]:
    """A unit up to its printed label, on its best route."""
    at.open()
    lpn = at.receive(at.first)
    at.person.until(shop.answers_for(at.first.article, condition), "grade")
    at.person.act("accept")
    at.books.stands(lpn, at.first.article, ACCOUNT["restock"], "A")
    return lpn, at.first.article


def _sign_in(person: Person, badge: str) -> None:
    person.act(**sign_in(badge))
