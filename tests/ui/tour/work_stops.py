"""The stops of the tour at the work and import pages; what a shop would say is put on record by hand. Main thread."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from app.demo.turning import until
from app.domain.channel import Level
from app.domain.outbox import cannot_tell
from app.services.claims import Wish
from app.store.outbox import SqlOutbox
from app.store.shop_inbox import SqlShopInbox
from app.store.telling import Telling
from app.ui.imports.view import ImportsPage
from app.ui.unit.view import CLAIMS, HISTORY, LEDGER, PAPERS, PHOTOS, SHOPS, UnitPage
from app.ui.work.view import WorkPage

if TYPE_CHECKING:
    from tests.ui.tour.walking import Guide

GOOD = (
    "ACME Outdoor,tiktok_shop,5760120009{number:02},SHOE-RED-42,1,size_too_small,尺码不合,1Z999AA1012345{number:04}\n"
)
RETURNS = (
    "client,platform,order_id,sku,quantity,reason_code,reason_text,tracking\n"
    + "".join(GOOD.format(number=number) for number in range(12))
    + "ACME Outdoor,tiktok_shop,576012000999,SHOE-RED-43,1,size_too_small,尺码不合,\n"
    + "ACME Outdoor,tiktok_shop,576012000998,SHOE-RED-42,none,changed_mind,,\n"
    + "ACME Outdoor,tiktok_shop,576012000997,SHOE-RED-42,1,changed_mind,,1.23E+20\n"
)
AMAZON = (
    "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\treason\tlicense-plate-number\n"
    "2026-11-20T10:00:00+00:00\t112-1\tSHOE-RED-42\tB0\tX0\tRunning shoe\t1\tDEFECTIVE\tLPNRR123456789\n"
)


def work_stops(guide: Guide) -> Iterator[str]:
    """The shops, what waits, what a person must decide, what differs."""
    page = guide.window.page("work")
    assert isinstance(page, WorkPage)
    _a_shop_says_no(guide)
    guide.go("work")
    until("the work", lambda: page._looked is not None and not page._reading)
    for key, stop in (("1", "work-shops"), ("2", "work-held"), ("3", "work-waiting"), ("4", "work-confirmed")):
        guide.press(key)
        guide.settle()
        until("the list", lambda: not page._reading)
        yield stop
    guide.press("5")
    guide.settle()
    yield "work-differences"
    yield from _claims(guide, page)
    yield from _certified(guide)
    yield from _quarantined(guide)
    guide.go("bench")
    guide.window.shops.look()
    guide.settle()
    yield "idle-shops"


def _claims(guide: Guide, page: WorkPage) -> Iterator[str]:
    """One that waits to be packed, where a unit makes one."""
    claims, standing = guide.station.open_claims().claims, guide.window.parts.desk.standing
    by = standing.state.operator if standing is not None else None
    possible = (row for unit in guide.station.reads.last_units(50) for row in claims.proposed(unit.lpn))
    if by is not None and (may := next(possible, None)) is not None:
        claims.open(Wish(str(may["unit"]), str(may["desk"])), by)
    guide.press("6")
    guide.settle()
    until("the claims", lambda: not page._reading)
    yield "work-claims"


def _certified(guide: Guide) -> Iterator[str]:
    """A certificate that is to be corrected, where there is one."""
    found = next(iter(guide.station.reads.certificates()), None)
    if found is None:
        return
    page = guide.window.page("unit")
    assert isinstance(page, UnitPage)
    guide.window._on_unit_asked(str(found["unit"]))
    guide.settle()
    until("the unit", lambda: page.shown is not None and bool(page.shown.valid))
    for tab in (HISTORY, PAPERS, LEDGER, SHOPS, CLAIMS):
        page.tabs.chosen.emit(tab)
        guide.settle()
        yield f"unit-{tab}"
    page.tabs.chosen.emit(PHOTOS)
    page.head.act_asked.emit("replace_certificate")
    guide.settle()
    yield "unit-correct-certificate"
    page._on_panel_closed()


def _quarantined(guide: Guide) -> Iterator[str]:
    """A piece in quarantine that goes to its recycler, where there is one."""
    for one in guide.station.reads.last_units(50):
        unit = guide.station.reads.unit(one.lpn)
        if unit is not None and unit["route"] == "quarantine" and unit["state"] == "finished" and not unit["held"]:
            yield from _to_the_recycler(guide, one.lpn)
            return


def _to_the_recycler(guide: Guide, lpn: str) -> Iterator[str]:
    page = guide.window.page("unit")
    assert isinstance(page, UnitPage)
    guide.window._on_unit_asked(lpn)
    guide.settle()
    until("the unit", lambda: page.shown is not None and page.shown.lpn == lpn)
    page.head.act_asked.emit("out_of_quarantine")
    guide.settle()
    yield "unit-out-of-quarantine"
    page._on_panel_closed()


def _a_shop_says_no(guide: Guide) -> None:
    """A message that nobody can tell the fate of, and a listing that shows more than it should."""
    store, now = guide.station.bench._tools.store, datetime.now(UTC)
    telling = Telling(store.engine, store.station.id)  # type: ignore[attr-defined]
    messages = list(guide.station.reads.outbox())
    if messages:
        SqlOutbox(telling).hold({str(messages[0]["id"]): cannot_tell(messages[0]["channel"])}, now)
    inbox, shop = SqlShopInbox(telling), "acme-erp"
    for place, offer in enumerate(inbox.offers(shop)[:6]):
        for found, at in ((1, now - timedelta(hours=1)), (1 if place else 3, now)):
            inbox.seen(shop, {offer.listing_id: Level(found, None, at, found)})


def import_stops(guide: Guide) -> Iterator[str]:
    """A file with rows that do not fit, looked at and taken in; one that does not say whose it is; a wrong one."""
    page = guide.window.page("imports")
    assert isinstance(page, ImportsPage)
    folder = guide.station.profile.spool
    returns, amazon = folder / "returns-2026-11.csv", folder / "fba-customer-returns.txt"
    folder.mkdir(parents=True, exist_ok=True)
    returns.write_text(RETURNS, encoding="gb18030")
    amazon.write_text(AMAZON, encoding="utf-8")
    guide.go("imports")
    yield "imports-empty"
    guide.touch("import_kind_returns")
    yield "imports-kind"
    page.take_file(returns)
    _settled(guide, page)
    yield "imports-looked"
    guide.touch("import_tabs_columns")
    yield "imports-columns"
    guide.touch("import_write")
    yield "imports-sure"
    before = (
        Event()
    )  # what comes before it in the lane of the imports, so that it is under way for as long as it is seen
    page.parts.importing.submit(partial(before.wait, 60), lambda _: None, lambda _: None)
    guide.touch("import_offer_yes")
    guide.touch("import_end")
    yield "imports-ending"
    guide.touch("import_offer_no")
    before.set()
    _settled(guide, page)
    yield "imports-done"
    guide.touch("import_kind_sales")
    _settled(guide, page)
    yield "imports-wrong-kind"
    guide.touch("import_kind_fba_returns")
    page.take_file(amazon)
    _settled(guide, page)
    yield "imports-whose"
    clients = guide.window.findChild(QComboBox, "import_clients")
    assert clients is not None
    clients.setCurrentIndex(clients.findData("ACME Outdoor"))
    clients.activated.emit(clients.currentIndex())
    _settled(guide, page)
    yield "imports-client"


def _settled(guide: Guide, page: ImportsPage) -> None:
    until("the file", lambda: not page.taking.busy)
    guide.settle()
