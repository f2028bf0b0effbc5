"""The labels: every template as its printer draws it, and what is a client's own of them.

Looked at by everybody; changed by a supervisor or a manager, and taken back by one touch while the section is
open. The service asks the records again before anything is changed. Main thread; drawn and read in the lane.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout

from app.domain.print_jobs import PrintJob
from app.errors import ConfigError
from app.services.own_labels import OwnChange, OwnLogo, OwnTemplate, Shelf, Shelved, read_choice, sample, shelf
from app.services.trial_label import print_sample
from app.ui.faults import told
from app.ui.kit import Label, ScrollColumn, SecondaryButton, TwoLineEntry
from app.ui.parts import Parts
from app.ui.stills import still
from app.ui.theme import Space, Type
from app.ui.words import _, translated

from .label_pane import LabelPane
from .labels_scene import LOGO, change_words, entries, print_words, with_line
from .offer import Offer
from .scene import may_manage
from .section import Section

LIST_WIDTH = 286
PICTURES = "*.png *.jpg *.jpeg *.webp *.bmp *.gif"
TEMPLATES = "*.yaml"


class LabelsSection(Section):
    """Whose labels and the list on the left, the one that is looked at on the right."""

    name = "labels"
    icon = "tag"
    widest = 1400

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._shelf: Shelf | None = None
        self._clients: tuple[str, ...] = ()
        self._chosen = "unit"
        self._asked = 0
        self._pending: OwnTemplate | None = None
        self._back: OwnChange | None = None
        self._done: OwnChange | None = None
        self._dialog: QFileDialog | None = None
        self._entries: dict[str, TwoLineEntry] = {}
        self._order: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        self.clients = QComboBox()
        self.clients.setObjectName("label_clients")
        self._list = ScrollColumn("label_list", spacing=2)
        self._hint = Label(kind=Type.SECOND, tone="second", name="label_hint")
        self.add = SecondaryButton("label_add", icon="plus", small=True)
        self.offer = Offer("label_offer")
        self.pane = LabelPane(parts.station.settings.station.language)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(Space.TIGHT)
        for widget in (self.clients, self._list, self._hint, self.add):
            widget.setFixedWidth(LIST_WIDTH)
            left.addWidget(widget, 1 if widget is self._list else 0)
        row = QHBoxLayout()
        row.setSpacing(Space.WIDE)
        row.addLayout(left)
        row.addWidget(self.pane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.offer)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.clients.currentIndexChanged.connect(self._on_client_chosen)
        self.add.clicked.connect(self._on_add_clicked)
        self.offer.taken.connect(self._on_offer_taken)
        self.offer.left.connect(self._on_offer_left)
        self.pane.wanted.connect(self._draw)
        self.pane.print_asked.connect(self._on_print_asked)
        self.pane.export_asked.connect(self._on_export_asked)
        self.pane.take_out_asked.connect(self._on_take_out_asked)
        self.pane.logo_asked.connect(self._on_logo_asked)

    @staticmethod
    def title() -> str:
        return _("Labels")

    def came_to_front(self) -> None:
        self._look()

    def left(self) -> None:
        self._withdraw()

    def retranslate(self) -> None:
        self.clients.setAccessibleName(_("Client"))
        self.add.say(_("Add a template…"))
        self._fill_clients()
        self._say_offer()
        self._show()

    # What is on the shelf.

    @property
    def client(self) -> str:
        """Whose labels are looked at; empty is what everybody gets who has none of their own."""
        return str(self.clients.currentData() or "")

    @property
    def _may(self) -> bool:
        return may_manage(self.operator)

    def _look(self) -> None:
        """Read everything anew; what stands here stays until it is there."""
        station, client = self.parts.station, self.client

        def read() -> tuple[tuple[str, ...], Shelf]:
            return station.reads.clients(), shelf(station.labels, station.printing, client)

        self.work(read, self._on_read)

    def _on_read(self, found: tuple[tuple[str, ...], Shelf]) -> None:
        clients, read = found
        if read.client != self.client:
            return  # somebody chose another one meanwhile, and that is under way
        self._clients, self._shelf = clients, read
        self._fill_clients()
        self._show()
        self._draw()

    def _fill_clients(self) -> None:
        chosen = self.client
        self.clients.blockSignals(True)
        self.clients.clear()
        self.clients.addItem(_("All clients"), "")
        for client in self._clients:
            self.clients.addItem(client, client)
        self.clients.setCurrentIndex(max(0, self.clients.findData(chosen)))
        self.clients.blockSignals(False)

    def _show(self) -> None:
        self._say_hint()
        if self._shelf is None:
            return
        shown = entries(self._shelf)
        if self._chosen not in {one.key for one in shown}:
            self._chosen = "unit"
        for key, entry in self._entries.items():
            entry.setVisible(key in {one.key for one in shown})
        for one in shown:
            self._entry(one.key).say(one.words, one.more, one.mark, one.tone)
        order = tuple(one.key for one in shown)
        if order != self._order:
            self._order = order
            for place, key in enumerate(order):
                self._list.column.insertWidget(place, self._entries[key])
            for before, after in pairwise((self.clients, *(self._entries[key] for key in order), self.add)):
                self.setTabOrder(before, after)  # they are made later than what stands at the right
        self._entries[self._chosen].setChecked(True)
        self._list.ensureWidgetVisible(self._entries[self._chosen], 0, Space.FAR)
        self._show_chosen()

    def _entry(self, key: str) -> TwoLineEntry:
        if key not in self._entries:
            made = TwoLineEntry("labels_logo" if key == LOGO else f"labels_open_{key}")
            made.clicked.connect(partial(self.open, key))
            self._group.addButton(made)
            self._entries[key] = made
        return self._entries[key]

    def _say_hint(self) -> None:
        self.add.setVisible(self._may and bool(self.client))
        if not self._may:
            words = _("A supervisor or a manager changes labels.")
        elif not self.client:
            words = _("Choose a client to give it a logo, or templates of its own.")
        else:
            words = _("A template of its own takes the place of the one with its name.")
        self._hint.say(words)

    # The one that is looked at.

    def open(self, key: str, _checked: object = None) -> None:
        """Look at a template, or at the logo."""
        self._chosen = key
        self._entries[key].setChecked(True)
        self._show_chosen()
        self._draw()

    @property
    def _shelved(self) -> Shelved | None:
        found = self._shelf.labels if self._shelf is not None else ()
        return next((one for one in found if one.name == self._chosen), None)

    def _show_chosen(self) -> None:
        shelved = self._shelved
        if shelved is not None:
            self.pane.show_label(shelved, self._may)
        elif self._shelf is not None:
            self.pane.show_logo(self._shelf, self._may)

    @Slot()
    def _draw(self) -> None:
        """Have it drawn as its printer will; what was asked for before counts no more."""
        self._asked += 1
        shelved, pane = self._shelved, self.pane
        if shelved is None or shelved.template is None or self._shelf is None:
            return
        pane.retranslate()
        asked, station, client = self._asked, self.parts.station, self._shelf.client
        name, data, dpi, speaks = shelved.name, sample(shelved, pane.sample), pane.dpi, pane.speaks

        def draw() -> QImage:
            picture = station.labels.render(name, data, driver="png", dpi=dpi, client=client, language=speaks)
            return still(picture)

        self.parts.read(draw, partial(self._on_drawn, asked), partial(self._on_not_drawn, asked))

    def _on_drawn(self, asked: int, image: QImage) -> None:
        if asked == self._asked:
            self.pane.show_picture(image)

    def _on_not_drawn(self, asked: int, error: BaseException) -> None:
        if asked == self._asked:
            self.pane.show_fault(*_told(error))

    # Choices.

    @Slot()
    def _on_client_chosen(self) -> None:
        self._withdraw()
        self._look()

    @Slot()
    def _on_print_asked(self) -> None:
        shelved = self._shelved
        if shelved is None or shelved.template is None or self._shelf is None:
            return
        data, printing = sample(shelved, self.pane.sample), self.parts.station.printing
        self.noted.emit("neutral", _("The trial is on its way."), "")
        do = partial(
            print_sample, printing, shelved.template, data, client=self._shelf.client, printer=self.pane.printer
        )
        self.work(do, self._on_printed)

    def _on_printed(self, job: PrintJob) -> None:
        state, title, text = print_words(job)
        self.noted.emit(state, title, text)
        self.sounded.emit("done" if state == "ok" else "refused")

    @Slot()
    def _on_export_asked(self) -> None:
        dialog = self._choose_file(_("Save as a file…"), TEMPLATES)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("yaml")
        dialog.selectFile(f"{self._chosen}.yaml")
        dialog.fileSelected.connect(self._on_place_chosen)
        dialog.show()

    @Slot(str)
    def _on_place_chosen(self, name: str) -> None:
        if name:
            hand_out = self.parts.station.labels.hand_out
            self.work(partial(hand_out, self._chosen, self.client, Path(name)), partial(self._on_handed_out, name))

    def _on_handed_out(self, name: str, _nothing: object) -> None:
        self.noted.emit("ok", _("The template was saved as {file}.", file=Path(name).name), "")

    def _choose_file(self, title: str, kinds: str) -> QFileDialog:
        """The system's own choice of files, beside the window: it holds nothing up."""
        self._dialog = QFileDialog(self, title, "", kinds)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return self._dialog

    # What is a client's own.

    @Slot()
    def _on_logo_asked(self) -> None:
        dialog = self._choose_file(_("Choose a picture…"), PICTURES)
        dialog.fileSelected.connect(self._on_logo_chosen)
        dialog.show()

    @Slot(str)
    def _on_logo_chosen(self, name: str) -> None:
        client = self.client
        if name and client:
            self.work(
                partial(read_choice, Path(name)),
                lambda content: self._change(OwnLogo(client, content or b"")),
            )

    @Slot()
    def _on_add_clicked(self) -> None:
        dialog = self._choose_file(_("Add a template…"), TEMPLATES)
        dialog.fileSelected.connect(self._on_template_chosen)
        dialog.show()

    @Slot(str)
    def _on_template_chosen(self, name: str) -> None:
        client, file = self.client, Path(name)
        if not name or not client:
            return
        labels = self.parts.station.labels

        def read() -> OwnTemplate:
            content = read_choice(file)
            labels.check(file.stem, content)
            return OwnTemplate(client, file.stem, content)

        self.work(read, self._on_template_read)

    def _on_template_read(self, change: OwnTemplate) -> None:
        """Nothing of a client's own is replaced unasked."""
        self._withdraw()
        own = {one.name for one in self._shelf.labels if one.own} if self._shelf is not None else set()
        if change.name not in own:
            self._change(change)
            return
        self._pending = change
        self._say_offer()
        self.offer.no.setFocus()  # whoever only presses Enter leaves it

    def _say_offer(self) -> None:
        """What is asked or can be taken back, if anything."""
        change = self._pending
        if change is not None:
            self.offer.ask(
                "warn",
                _("{client} has its own template {name} already.", client=change.client, name=change.name),
                _("Replaced, it is not printed any more."),
                yes=_("Replace it"),
                no=_("Leave it"),
            )
        elif self._back is not None and self._done is not None:
            self.offer.ask("ok", change_words(self._done), yes=_("Undo"))

    @Slot()
    def _on_take_out_asked(self) -> None:
        shelved, client = self._shelved, self.client
        if client:
            self._change(OwnLogo(client, None) if shelved is None else OwnTemplate(client, shelved.name, None))

    def _change(self, change: OwnChange) -> None:
        self._withdraw()
        do = partial(self.parts.station.change_labels, change, self.operator)
        self.work(do, partial(self._on_changed, change))

    def _on_changed(self, change: OwnChange, back: OwnChange | None) -> None:
        """It is kept, and can be taken back as long as nothing else is done here."""
        if back is None:
            self.noted.emit("ok", change_words(change), "")
        else:
            self._back, self._done = back, change
            self.noted.emit("neutral", "", "")
            self._say_offer()
        self.sounded.emit("done")
        self._chosen = LOGO if isinstance(change, OwnLogo) else change.name
        self._look()

    @Slot()
    def _on_offer_taken(self) -> None:
        change = self._pending or self._back
        if change is not None:
            self._change(change)

    @Slot()
    def _on_offer_left(self) -> None:
        self._withdraw()

    def _withdraw(self) -> None:
        self._pending = self._back = self._done = None
        self.offer.clear()

    def _on_refused(self, error: BaseException) -> None:
        self.noted.emit("bad", *_told(error))
        self.sounded.emit("refused")


def _told(error: BaseException) -> tuple[str, str]:
    """As everywhere, with the line of a file that is to blame."""
    if isinstance(error, ConfigError):
        return with_line(error.message, error.line), translated(error.hint)
    return told(error)
