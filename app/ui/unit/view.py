"""The unit page: everything known of one unit, and what may be done to it.

Opened by an LPN or any code that names a unit. Reads in the lane, sends by the desk; what stands there stays until the
new is read. Main thread.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.access import Operator
from app.domain.bench.offers import step_of
from app.domain.bench.state import Step
from app.domain.disposition import Route, derogations_at
from app.errors import UserError
from app.services.certificates import issuer_of
from app.services.inspecting import Request, Standing
from app.services.looking import Hit, HitKind, lpn_of
from app.ui.bench.presenter import PROOF_FAULTS, PROOF_NEEDED
from app.ui.faults import told
from app.ui.kit import Card, EmptyState, NextTurn, Segmented
from app.ui.page import Page
from app.ui.parts import Parts
from app.ui.theme import Space
from app.ui.words import _, translated, words_of

from .acts import OF_CERTIFICATES, REPLACE_CERTIFICATE, REPRINT, Entered, Form, Paper, forms_of, requests_of
from .certificate_buttons import CertificateButtons
from .claims import ClaimsPane
from .covering import Covering
from .found import PICTURE, Found
from .gallery import Gallery
from .head import Head
from .listing_pane import ListingPane
from .lists import ToldList
from .marking import Marking
from .pack import PackButton
from .panel import Panel
from .pictures import Pictures
from .pieces import UnitView
from .proof import Proof
from .scene import Known, read_unit, unit_of

log = logging.getLogger(__name__)

PHOTOS, HISTORY, PAPERS, LEDGER, SHOPS = "photos", "history", "papers", "ledger", "shops"
CLAIMS = "claims"


class UnitPage(Page):
    """One unit."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.setObjectName("unit")
        self._lpn = ""
        self._known: Known | None = None
        self.shown: UnitView | None = None
        self._asked: Request | None = None
        self._rest: tuple[Request, ...] = ()
        self._form: Form | None = None
        self._entered: Entered | None = None
        self.empty = EmptyState("unit_empty", "magnifying-glass")
        self.head, self.found, self.panel = parts.take(_head), parts.take(_found), parts.take(_panel)
        self.tabs = Segmented("unit_tabs")
        self._pictures, self.gallery = parts.take(_gallery)
        self.pack, self.claims = PackButton(parts), parts.take(ClaimsPane)
        self.certificates, self.listing = parts.take(_papers)
        self.lists = parts.take(_lists)
        self._right, self._whole = QStackedWidget(), QStackedWidget()
        self._next_turn = NextTurn(self._whole)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for page in (self.gallery, *self.lists.values(), self.claims):
            self._right.addWidget(page)
        right = Card("unit_right")
        right.column.setSpacing(Space.NEAR)
        top = QHBoxLayout()
        top.setSpacing(Space.NEAR)
        top.addWidget(self.tabs, 1)
        top.addWidget(self.pack)
        right.column.addLayout(top)
        right.column.addWidget(self.pack.notice)
        right.column.addWidget(self.certificates)
        right.column.addWidget(self.listing)
        right.column.addWidget(self._right, 1)
        right.column.addWidget(self.panel, 1)
        self.panel.hide()
        body = QHBoxLayout()
        body.setSpacing(Space.CARD)
        body.addWidget(self.found, 3)
        body.addWidget(right, 4)
        unit = QWidget()
        column = QVBoxLayout(unit)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        column.addWidget(self.head)
        column.addLayout(body, 1)
        nothing = Card("unit_nothing")
        nothing.column.addWidget(self.empty)
        self._whole.addWidget(nothing)
        self._whole.addWidget(unit)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)

    def _connect(self) -> None:
        self.head.back_asked.connect(self._on_back_asked)
        self.head.act_asked.connect(self._on_act_asked)
        self.tabs.chosen.connect(self._on_tab_chosen)
        self.panel.entered.connect(self._on_entered)
        self.panel.closed.connect(self._on_panel_closed)
        self.certificates.printed.connect(self.came_to_front)
        if self.gallery.marking is not None:
            self.gallery.marking.saved.connect(self.came_to_front)
        self.parts.desk.stood.connect(self._on_stood)
        self.parts.desk.failed.connect(self._on_failed)

    # --- What the window asks of a page ------------------------------------------------------------------------------

    def came_to_front(self) -> None:
        """Look again at the unit that is shown."""
        if self._lpn:
            self._read(self._lpn)

    def scanned(self, code: str) -> None:
        """Any code that names a unit opens it; a badge is the witness's where one is asked for."""
        if self.panel.isVisible() and self.panel.take_scan(code):
            return
        try:
            self._read(lpn_of(code))
        except UserError as unfitting:
            self._say(translated(unfitting.message), "warn")

    def show_claims(self, lpn: str) -> None:
        """This unit, and its claims."""
        self._on_panel_closed()
        self._show_tabs(CLAIMS)
        self._read(lpn)

    def retranslate(self) -> None:
        """Say everything anew."""
        self.empty.say(_("No unit yet"), _("Scan a unit's label, or look for it by any code in the field above."))
        told = (self.head, self.found, self.gallery, self.pack, self.claims, self.certificates, self.listing)
        for part in told:
            part.retranslate()
        self.lists[HISTORY].empty.say(_("No history"), "")
        self.lists[PAPERS].empty.say(_("No papers"), _("Labels, certificates, reviews and work stand here."))
        self.lists[LEDGER].empty.say(_("No entries"), "")
        self.lists[SHOPS].empty.say(
            _("No shop was told"), _("Shops hear of a unit when it can be sold and a listing says where.")
        )
        self._show_tabs(self.tabs.key or PHOTOS)
        if self._known is not None:
            self._show(self._known)
        if self.panel.form is not None:
            self._offer(self.panel.form.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; a digit is the act that has it on its button, until one is begun."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and not event.isAutoRepeat()
        if event.key() == Qt.Key.Key_Escape:
            self._on_panel_closed() if self.panel.isVisible() else self._on_back_asked()
        elif not (plain and not self.panel.isVisible() and self.head.press(event.text())):
            super().keyPressEvent(event)

    # --- Reading -----------------------------------------------------------------------------------------------------

    def _read(self, lpn: str) -> None:
        reads, damage = self.parts.station.reads, self.parts.station.damaged
        self.parts.read(lambda: read_unit(reads, lpn, damage), lambda known: self._on_read(lpn, known), self._not_read)

    def _on_read(self, lpn: str, known: Known | None) -> None:
        if known is None:
            reads = self.parts.station.reads
            self.parts.read(lambda: reads.search(lpn, 10), lambda hits: self._on_found(lpn, hits), self._not_read)
            return
        other = lpn != self._lpn
        if other:
            self._on_panel_closed()
        self._lpn = lpn
        self._show(known)
        if other and self.isVisible():
            self.tabs.take_keys()

    def _on_found(self, code: str, hits: tuple[Hit, ...]) -> None:
        """Not an LPN: a parcel's or a serial number's unit, where it names one."""
        unit = next((hit.key for hit in hits if hit.kind is HitKind.UNIT), "")
        if unit:
            self._read(unit)
        else:
            self._say(_("No unit is known by {code}.", code=code[:40]), "warn")

    def _not_read(self, error: BaseException) -> None:
        log.warning("The unit page could not look something up: %s", error)
        self._say(_("The unit could not be read; what stands here is from before."), "bad")

    # --- Showing -----------------------------------------------------------------------------------------------------

    def _show(self, known: Known) -> None:
        standing = self.parts.desk.standing
        view = unit_of(known, standing.rules if standing else None, datetime.now(UTC))
        other = self.shown is None or self.shown.photo != view.photo or self.shown.lpn != view.lpn
        self._known, self.shown = known, view
        self._next_turn.paint()
        self.head.show_unit(view)
        self.head.show_acts(self._forms(view))
        self.found.show_unit(view)
        self.pack.show_unit(view.lpn)
        self.gallery.show_photos(view.photos)
        self.certificates.show_numbers(view.certificates)
        self.certificates.offer_label(view.lpn, view.certified, self._operator)
        self.listing.show_unit(known.record)
        told = {HISTORY: view.history, PAPERS: view.papers, LEDGER: view.ledger, SHOPS: view.messages}
        for name, lines in told.items():
            self.lists[name].show_lines(lines)
        self._show_tabs(self.tabs.key or PHOTOS)
        self._whole.setCurrentIndex(1)  # the first time only now: what is filled in sight is laid out piece by piece
        if other:
            self._show_reference(view)

    def _show_reference(self, view: UnitView) -> None:
        def arrived(image: QImage | None) -> None:
            if self.shown is not None and self.shown.photo == view.photo:
                self.found.show_reference(image)

        if view.photo:
            self._pictures.reference(view.photo, PICTURE, arrived)
        else:
            self.found.show_reference(None)

    def _show_tabs(self, chosen: str) -> None:
        count = len(self.shown.photos) if self.shown else 0
        titles = {
            PHOTOS: _("Photos {count}", count=count) if count else _("Photos"),
            HISTORY: _("History"),
            PAPERS: _("Papers"),
            LEDGER: _("Ledger"),
            SHOPS: _("Shops"),
            CLAIMS: _("Claims"),
        }
        self.tabs.show_choices(list(titles.items()), chosen)
        self.tabs.call(_("What is shown of the unit"))
        if chosen == CLAIMS and self.shown is not None:
            self.claims.show_unit(self.shown.lpn)
        self._right.setCurrentWidget(self.claims if chosen == CLAIMS else self.lists.get(chosen, self.gallery))
        open_panel = self.panel.form is not None
        self.certificates.setVisible(chosen == PAPERS and bool(self.certificates.numbers) and not open_panel)
        self.listing.setVisible(chosen == SHOPS and self.listing.offered and not open_panel)

    @property
    def _operator(self) -> Operator | None:
        standing = self.parts.desk.standing
        return standing.state.operator if standing else None

    def _say(self, words: str, tone: str) -> None:
        self.told.emit(words, tone)
        if tone != "ok":
            self.sounded.emit("refused")

    # --- Acts --------------------------------------------------------------------------------------------------------

    def _forms(self, view: UnitView) -> tuple[Form, ...]:
        standing, settings = self.parts.desk.standing, self.parts.station.settings
        rules = standing.rules if standing else None
        cases = derogations_at(rules.route_policies[-1], Route.DESTROY, rules.site) if rules else ()
        said = tuple((case.code, words_of(case.text)) for case in cases)
        return forms_of(view, self._operator, Paper(issuer_of(settings), said))

    def _offer(self, name: str) -> None:
        forms = self._forms(self.shown) if self.shown else ()
        form = next((form for form in forms if form.name == name), None)
        if form is None:
            self._on_panel_closed()
            return
        self.panel.proof.of(self._lpn)
        self.panel.show_form(form)
        for part in (self.tabs, self.pack, self.pack.notice, self._right, self.certificates, self.listing):
            part.hide()
        self.panel.show()
        self.panel.focus()

    @Slot(str)
    def _on_act_asked(self, name: str) -> None:
        self._offer(name)

    @Slot(object, object)
    def _on_entered(self, form: Form, entered: Entered) -> None:
        if self.shown is None or self.parts.desk.busy:
            self.panel.do.setEnabled(True)
            return
        if form.name in OF_CERTIFICATES:
            self._void(form.about, entered, form)
            return
        standing = self.parts.desk.standing
        if form.name == REPRINT and standing and step_of(standing.state, standing.rules) is not Step.IDLE:
            self.panel.refuse(
                _("The bench is not free."), _("Finish what is on it, or put it aside; then print this label.")
            )
            return
        self._form, self._entered = form, entered
        self._send(requests_of(form, self.shown, entered))

    def _void(self, number: str, entered: Entered, form: Form) -> None:
        """In the lane of the look-ups, for nothing on the bench is meant."""
        station, by, reason = self.parts.station, self._operator, entered.words.strip()
        replace, changes = form.name == REPLACE_CERTIFICATE, dict(entered.details)
        if by is None:
            return
        self.parts.read(
            lambda: station.certificates.void(number, reason, by=by, replace=replace, corrected=changes),
            lambda _void: self._done(form),
            self._not_void,
        )

    def _not_void(self, error: BaseException) -> None:
        self.panel.refuse(*told(error))
        self.sounded.emit("refused")

    def _send(self, requests: tuple[Request, ...]) -> None:
        """One after another: what follows a refusal would mean whatever else lies on the bench."""
        self._asked, *rest = requests
        self._rest = tuple(rest)
        self.parts.desk.send(self._asked)

    def _is_ours(self) -> bool:
        return self._asked is not None and self.parts.desk.answered is self._asked

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        """An answer to one of ours, or to somebody else's: either way the unit may stand otherwise now."""
        if not self._is_ours() or self._form is None:
            if self.shown is not None and self.isVisible():
                self.head.show_acts(self._forms(self.shown))
                self.certificates.offer_label(self.shown.lpn, self.shown.certified, self._operator)
            return
        self._asked, entered, self._entered = None, self._entered, None
        error = standing.reply.get("error")
        if error and error["code"] == PROOF_NEEDED and entered is not None and self.panel.isVisible():
            self.panel.ask_proof(entered)
            self.sounded.emit("taken")
        elif error:
            if error["code"] not in PROOF_FAULTS:
                self.panel.ask_witness()
            self.panel.refuse(translated(error["message"]), translated(error["hint"]))
            self.sounded.emit("refused")
        elif self._rest:
            self._send(self._rest)
        else:
            self._done(self._form)

    @Slot(str)
    def _on_failed(self, words: str) -> None:
        if self._is_ours():
            self._asked = self._entered = None
            self.panel.refuse(_("The bench could not be asked."), words)

    def _done(self, form: Form) -> None:
        self._say(_("{unit}: done", unit=self._lpn), "ok")
        self.sounded.emit("done")
        self._on_panel_closed()
        if form.details is not None:
            self._show_tabs(PAPERS)  # its certificate, and the label that goes out with the goods
        if form.name == REPRINT:
            self.page_asked.emit("bench")  # where the new print is scanned back
        else:
            self._read(self._lpn)

    # --- Slots -------------------------------------------------------------------------------------------------------

    @Slot()
    def _on_panel_closed(self) -> None:
        was_open = self.panel.isVisible()
        self.panel.clear()
        self.panel.hide()
        for part in (self.tabs, self.pack, self._right):
            part.show()
        self._show_tabs(self.tabs.key or PHOTOS)
        if was_open:
            self.tabs.take_keys()  # they were in the panel, and would go wherever Qt finds room for them

    @Slot(str)
    def _on_tab_chosen(self, name: str) -> None:
        self._show_tabs(name)

    @Slot()
    def _on_back_asked(self) -> None:
        self.back_asked.emit()


def _head(_parts: Parts) -> Head:
    return Head()


def _found(_parts: Parts) -> Found:
    return Found()


def _panel(parts: Parts) -> Panel:
    return Panel(Proof(parts))


def _gallery(parts: Parts) -> tuple[Pictures, Gallery]:
    pictures = Pictures(parts)
    return pictures, Gallery(pictures, Covering(parts, pictures), Marking(parts, pictures))


def _papers(parts: Parts) -> tuple[CertificateButtons, ListingPane]:
    return CertificateButtons(parts), ListingPane(parts)


def _lists(_parts: Parts) -> dict[str, ToldList]:
    return {
        HISTORY: ToldList("unit_history", "clock-counter-clockwise"),
        PAPERS: ToldList("unit_papers", "tag"),
        LEDGER: ToldList("unit_ledger", "stack"),
        SHOPS: ToldList("unit_messages", "storefront"),
    }


AHEAD = (_head, _found, _panel, _gallery, ClaimsPane, _papers, _lists)
