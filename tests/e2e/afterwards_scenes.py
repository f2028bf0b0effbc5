"""Scenes of grades and routes that a person changes, and of the work that follows: review, refurbish, destroy."""

from tests.e2e import floor as shop
from tests.e2e.books import ACCOUNT
from tests.e2e.floor import CHECKED, FAULT, FLAW, KETTLE, LAMP, MUG, PHONE, PLUSH, SHIRT, SHOE, WASTE, finish, take
from tests.e2e.program import PIN, sign_in
from tests.e2e.scene import Scene, scene, some


@scene(some(SHIRT, SHOE))
def regraded(at: Scene) -> None:
    """Another grade than proposed, with a reason: first the grade is taken, then the route."""
    lpn = _to_grade(at, CHECKED)
    assert at.person.refused("regrade", grade="B", reason=" ")
    assert at.person.refused("regrade", grade="X", reason="no such grade")
    at.person.act("regrade", grade="B", reason="a faint smell")
    at.person.act("accept")
    assert at.person.last["step"] == "route", at.person.last
    at.person.act("accept")
    at.books.stands(lpn, at.first.article, "sellable_b", "B")
    at.person.label()


@scene(some(KETTLE, LAMP))
def fault_not_raised(at: Scene) -> None:
    """A functional fault cannot be raised above C: not by `regrade`, not by a review."""
    lpn = _to_grade(at, FAULT)
    for grade in "AB":
        assert at.person.refused("regrade", grade=grade, reason="it is nearly new")
    assert at.person.refused("route", to="restock", reason="it is nearly new")
    take(at.person, at.books, lpn, at.first.article, "C", at.person.last["proposal"]["routes"][0]["route"])
    at.person.act(**sign_in("SUP-1"))
    for grade in "AB":
        assert at.person.refused("review", unit=lpn, decision="override", grade=grade, reason="sell it")
    at.person.act(**sign_in())


@scene(some(SHIRT, SHOE))
def donated(at: Scene) -> None:
    """An A goes to charity: it was never on sale; the certificate is numbered."""
    at.open()
    lpn = at.inspect(at.first, CHECKED, to="donate")
    assert at.person.refused("close_work", unit=lpn, kind="donate", proof="")
    assert at.person.refused("close_work", unit=lpn, kind="recycle", proof="note 7")
    at.person.act("close_work", unit=lpn, kind="donate", proof=f"Food bank, receipt {at.floor.number()}")
    assert "certificate" in _kinds(at)
    assert at.person.refused("close_work", unit=lpn, kind="donate", proof="again")


@scene(some(LAMP, KETTLE))
def recycled(at: Scene) -> None:
    """Electronic waste is recycled, never destroyed."""
    lpn = _to_grade(at, WASTE)
    assert at.person.refused("route", to="destroy", reason="quicker")
    assert at.person.last["proposal"]["routes"][0]["route"] == "recycle"
    take(at.person, at.books, lpn, at.first.article, "S", "recycle")
    at.person.act("close_work", unit=lpn, kind="recycle", proof=f"note {at.floor.number()}")
    assert "certificate" in _kinds(at)


@scene(some(MUG, SHIRT))
def destroyed(at: Scene) -> None:
    """Later, from `idle`: with a photo that shows its label, before a witness who is another person."""
    at.open()
    lpn = at.inspect(at.first, WASTE)
    label = at.person.bench.do({"do": "state"})
    assert label["step"] == "idle"
    fields = {"unit": lpn, "witness_badge": "INS-2", "witness_pin": PIN["INS-2"]}
    blank = str(at.floor.photo("destruction"))
    proof = str(at.floor.photo("destruction", lpn))
    assert at.person.refused("destroy", **fields, file=blank)
    assert at.person.refused("destroy", **{**fields, "witness_pin": "000000"}, file=proof)
    same = {"witness_badge": "INS-1", "witness_pin": PIN["INS-1"]}
    assert at.person.refused("destroy", **{**fields, **same}, file=proof)
    at.person.act("destroy", **fields, file=proof)
    assert "certificate" in _kinds(at)
    assert at.person.refused("destroy", **fields, file=str(at.floor.photo("destruction", lpn)))


@scene(some(SHIRT, MUG))
def destroyed_at_once(at: Scene) -> None:
    """At the bench, as soon as the route stands."""
    lpn = _to_grade(at, WASTE)
    proof = str(at.floor.photo("destruction", lpn))
    at.person.act("destroy", unit=lpn, file=proof, witness_badge="SUP-1", witness_pin=PIN["SUP-1"])
    at.books.stands(lpn, at.first.article, "scrapped", "S")
    assert {"grade", "certificate"} <= _kinds(at)
    assert at.person.last["step"] == "idle", at.person.last


@scene(some(SHIRT, SHOE, LAMP))
def refurbished(at: Scene) -> None:
    """Cleaned and repacked: sellable only by the grade of its second inspection."""
    at.open()
    lpn = at.inspect(at.first, FLAW, to="refurbish")
    at.person.act("close_work", unit=lpn, kind="refurbish", proof="cleaned, new bag")
    at.person.act("close_work", unit=lpn, kind="second_inspection")
    assert at.person.last["step"] == "checklist", at.person.last
    finish(at.person, at.books, at.first.article, CHECKED)


@scene(some(SHIRT, SHOE))
def overridden(at: Scene) -> None:
    """A supervisor's override moves the stock at once, and the shops hear of it."""
    at.open()
    lpn = at.inspect(at.first, CHECKED)
    at.person.act(**sign_in("SUP-1"))
    assert at.person.refused("review", unit=lpn, decision="override", grade="B", reason="")
    at.person.act("review", unit=lpn, decision="override", grade="B", reason="a mark on the photo")
    at.books.stands(lpn, at.first.article, "sellable_b", "B")
    at.person.act(**sign_in())


@scene(some(PHONE))
def approved(at: Scene) -> None:
    """Data not wiped: held until a supervisor's word."""
    lpn, route = _held_phone(at)
    at.person.act(**sign_in("SUP-1"))
    at.person.act("review", unit=lpn, decision="approve", reason="wiped since")
    at.books.stands(lpn, PHONE, ACCOUNT[route], "C")
    at.person.act(**sign_in())


@scene(some(PHONE))
def left_held(at: Scene) -> None:
    """Held, and nobody came: it stays where it is, and is not for sale."""
    _held_phone(at)


@scene(some(SHOE, LAMP))
def sent_back(at: Scene) -> None:
    """On sale, sent back by the supervisor, inspected again: off sale in between."""
    at.open()
    lpn = at.inspect(at.first, CHECKED)
    at.person.act(**sign_in("SUP-1"))
    at.person.act("review", unit=lpn, decision="send_back", reason="a photo is blurred")
    at.books.stands(lpn, at.first.article, "held", "A")
    at.person.act(**sign_in())
    at.person.act("resume", unit=lpn)
    finish(at.person, at.books, at.first.article, FLAW)


@scene(some(PLUSH))
def by_command_codes(at: Scene) -> None:
    """Nothing but scans, a scale and a camera: the printed sheet of command codes drives the bench."""
    at.open()
    lpn = at.receive(at.first)
    at.person.act("weigh", grams=PLUSH.weight)
    at.person.scan("RG:ANSWER:1")
    at.person.scan("RG:BACK")
    at.person.scan("RG:ANSWER:1")
    at.person.scan("RG:ANSWER:1")
    at.person.act("photo", shot="front", file=str(at.floor.photo("front")))
    at.person.scan("RG:ACCEPT")
    at.books.stands(lpn, PLUSH, "sellable_a", "A")
    at.person.label()


def _held_phone(at: Scene) -> tuple[str, str]:
    lpn = _to_grade(at, CHECKED, more={"wiped": "not_wiped"})
    route = str(at.person.last["proposal"]["routes"][0]["route"])
    at.person.act("accept")
    at.books.stands(lpn, PHONE, "held", "C")
    at.person.label()
    assert at.person.last["step"] == "review", at.person.last
    at.person.act("accept")
    assert at.person.last["step"] == "idle", at.person.last
    return lpn, route


def _to_grade(at: Scene, condition: str, more: shop.Wants | None = None) -> str:
    at.open()
    lpn = at.receive(at.first)
    at.person.until({**shop.answers_for(at.first.article, condition), **(more or {})}, "grade")
    return lpn


def _kinds(at: Scene) -> set[str]:
    return {fact["kind"] for fact in at.person.last["facts"]}
