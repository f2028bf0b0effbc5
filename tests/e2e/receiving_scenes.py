"""Scenes of parcels that are not what was announced: short, empty, extra, unexpected, doubled, without a code."""

from tests.e2e import floor as shop
from tests.e2e.books import Article
from tests.e2e.floor import (
    BOOK,
    CHECKED,
    CUP,
    DRILL,
    FLAW,
    KETTLE,
    LAMP,
    MUG,
    PHONE,
    PLAIN,
    SEALED,
    SHIRT,
    SHOE,
    arrived,
    finish,
)
from tests.e2e.scene import Scene, each, scene, some


@scene(some(*PLAIN), exceptional=False)
def sealed(at: Scene) -> None:
    at.open()
    at.whole(SEALED)


@scene(some(*PLAIN), exceptional=False)
def checked(at: Scene) -> None:
    at.open()
    at.whole(at.floor.chance.choice((CHECKED, shop.FLAW, shop.FAULT)))


@scene(each(SHIRT, SHOE, LAMP), exceptional=False)
def several(at: Scene) -> None:
    """Three lines, scanned in another order than announced."""
    at.open()
    lines = at.floor.chance.sample(at.lines, len(at.lines))
    for line in lines:
        at.inspect(line, at.floor.chance.choice((SEALED, CHECKED, FLAW)))
    assert at.person.last["step"] == "idle"


@scene(some(SHIRT, MUG, BOOK, count=3), exceptional=False)
def several_of_one(at: Scene) -> None:
    at.open()
    at.whole(SEALED)


@scene(some(PHONE, DRILL), exceptional=False)
def with_serial(at: Scene) -> None:
    at.open()
    at.whole(CHECKED)


@scene(some(SHIRT, MUG, KETTLE, count=2))
def short(at: Scene) -> None:
    """One of two came; the other is named as missing, and more than that is not believed."""
    at.open()
    at.inspect(at.first)
    sku = at.first.article.sku
    code = at.person.refused("close_parcel", missing=[])
    assert code == "not_accounted_for", code
    at.person.refused("close_parcel", missing=[{"sku": sku, "quantity": 2, "reason": "not in the box"}])
    at.person.act("close_parcel", missing=[{"sku": sku, "quantity": 1, "reason": "not in the box"}])
    at.first.missing += 1
    assert at.person.last["step"] == "idle"


@scene(each(SHIRT, LAMP))
def empty(at: Scene) -> None:
    at.open()
    at.person.act("close_parcel", empty=True)
    for line in at.lines:
        line.missing += line.quantity
    assert at.person.last["step"] == "idle"


@scene(each(SHIRT, BOOK))
def extra(at: Scene) -> None:
    """Two shirts instead of a shirt and a book: the second takes the book's place, until it is found after all."""
    shirt, book = at.lines
    at.open()
    at.inspect(shirt)
    at.uncalled(SHIRT, CHECKED, least="B")
    assert at.person.last["step"] == "idle"
    _again(at, "late_piece")
    at.inspect(book)


@scene(some(SHOE, MUG))
def extra_later(at: Scene) -> None:
    """The parcel is done, and then there is one more at its bottom."""
    at.open()
    at.inspect(at.first)
    _again(at, "late_piece")
    at.uncalled(at.first.article, CHECKED)


@scene(some(KETTLE, SHIRT))
def scanned_again(at: Scene) -> None:
    """A finished parcel shows its history and books nothing."""
    at.open()
    at.inspect(at.first)
    _again(at, "leave_closed")
    assert at.person.last["step"] == "idle"


@scene(some(SHIRT, LAMP, count=2))
def late_piece(at: Scene) -> None:
    """Given up as missing, and here after all."""
    at.open()
    at.inspect(at.first)
    at.person.act("close_parcel", missing=[{"sku": at.first.article.sku, "quantity": 1, "reason": "not seen"}])
    _again(at, "late_piece")
    at.inspect(at.first)


@scene(some(SHOE))
def reused_tracking(at: Scene) -> None:
    """The carrier used the number again: another parcel, which nobody announced."""
    at.open()
    at.inspect(at.first)
    _again(at, "tracking_reused")
    at.uncalled(BOOK, CHECKED)


@scene(each(SHIRT, SHIRT))
def doubled_tracking(at: Scene) -> None:
    """Two orders under one number; and the number is scanned twice while it is open."""
    at.open()
    at.person.scan(at.tracking)
    at.receive(at.first)
    at.person.scan(at.tracking)
    at.person.scan(at.first.article.barcode)
    finish(at.person, at.books, at.first.article, SEALED)
    at.inspect(at.lines[1])
    assert at.person.last["step"] == "idle"


@scene(None)
def unexpected(at: Scene) -> None:
    """A number that nobody announced; it ends with its first unit."""
    at.open()
    at.uncalled(at.floor.chance.choice(tuple(one for one in PLAIN if one not in {MUG, CUP})), FLAW)
    assert at.person.last["step"] == "idle"


@scene(None)
def shared_barcode(at: Scene) -> None:
    """A mug or a cup? Two clients share the code, and only a person can tell."""
    at.open()
    at.person.scan(CUP.barcode)
    assert sorted(at.person.last["expects"]["answer"]["choices"]) == ["ALFA", "BETA"], at.person.last
    at.person.refused("answer", question="whose_item", choice="GAMMA")
    at.person.act("answer", question="whose_item", choice="BETA")
    at.books.unannounced(CUP)
    finish(at.person, at.books, CUP, CHECKED)


@scene(some(CUP))
def shared_but_announced(at: Scene) -> None:
    """The open parcel decides whose it is."""
    at.open()
    at.inspect(at.first, CHECKED)


@scene(each(SHIRT))
def wrong_clients_goods(at: Scene) -> None:
    """A book of another client lies in the parcel of a shirt."""
    at.open()
    arrived(at.first, wrong=True)
    at.uncalled(BOOK, SEALED, least="B")
    assert at.person.last["step"] == "idle"


@scene(each(LAMP, KETTLE))
def wrong_item(at: Scene) -> None:
    at.open()
    arrived(at.first, wrong=True)
    at.uncalled(SHOE, CHECKED, least="B")
    at.inspect(at.lines[1])


@scene(None)
def no_label(at: Scene) -> None:
    """A parcel that no scanner can read gets a code of ours, and its photo is owed."""
    at.person.act("no_code", of="parcel", description="brown box, wet label")
    assert at.person.last["step"] == "item", at.person.last
    assert at.person.refused("close_parcel", empty=True) == "photo_owed"
    at.uncalled(SHIRT, CHECKED)


@scene(some(SHIRT, KETTLE))
def no_item_code(at: Scene) -> None:
    """Its SKU is known to the person, not to the scanner."""
    at.open()
    assert at.person.refused("no_code", of="item")
    at.person.act("no_code", of="item", sku=at.first.article.sku)
    arrived(at.first)
    finish(at.person, at.books, at.first.article, CHECKED)


@scene(each(SHIRT))
def nobody_knows_it(at: Scene) -> None:
    """A thing that nobody can name waits in quarantine, in the shirt's place."""
    at.open()
    at.person.act("no_code", of="item", description="grey thing with a handle")
    thing = Article(at.first.article.client, "UNIDENTIFIED", "", "", listed="")
    arrived(at.first, wrong=True)
    at.books.unannounced(thing)
    lpn = str(at.person.last["unit"])
    at.person.until(shop.answers_for(thing, CHECKED), "grade")
    open_routes = [one["route"] for one in at.person.last["proposal"]["routes"] if not one["ruled_out"]]
    assert open_routes == ["quarantine"], open_routes
    grade = at.person.last["proposal"]["grade"]
    at.person.act("accept")
    at.books.stands(lpn, thing, "quarantine", grade)
    at.person.label()


def _again(at: Scene, choice: str) -> None:
    """A finished parcel is scanned again; nothing comes of it but by an explicit choice."""
    answer = at.person.scan(at.tracking)
    assert answer["step"] == "parcel", answer
    assert not answer["facts"], answer
    assert choice in answer["expects"]["answer"]["choices"], answer
    at.person.act("answer", question=answer["expects"]["answer"]["question"], choice=choice)
