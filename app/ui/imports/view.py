"""The import page: the kinds on the left, the file and what would become of it on the right.

A file is chosen or dropped, looked at and tried at once; nothing is written before somebody has read what would be, and
has said yes. Nothing is modal, everything has a key, and whoever may not import is told why not. Main thread.
"""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.domain.access import Operator
from app.services.importing import KINDS
from app.ui.faults import told
from app.ui.kit import (
    Card,
    ElidedLabel,
    EmptyState,
    Figure,
    Label,
    Notice,
    PrimaryButton,
    ScrollColumn,
    SecondaryButton,
)
from app.ui.page import Page
from app.ui.parts import Parts
from app.ui.settings.offer import Offer
from app.ui.theme import Space, Type
from app.ui.words import _, listed, number

from .kinds import KIND_KEYS, KindList
from .said import counts_said, encoding_said, import_said, kind_said, outcome_said, size_said
from .scene import wanted_columns
from .tables import TABLES, FileTables
from .taking import Phase, Taking, may_import

log = logging.getLogger(__name__)

LIST_WIDTH = 372
FILES = "*.csv *.tsv *.txt *.xlsx *.json *.jsonl"
COUNTS = 5
FILE_KEY, SAVE_KEY, CLIENT_KEY, BACK_KEY = "F", "S", "C", "Esc"


class ImportsPage(Page):
    """Files of clients and marketplaces."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.setObjectName("imports")
        self.setAcceptDrops(True)
        self._dialog: QFileDialog | None = None
        self._clients: tuple[str, ...] = ()
        self._shown = self._asked = Phase.EMPTY
        self._fault: tuple[str, str] = ("", "")
        self._saved = ""
        self.taking = Taking(parts, self._show, self._on_error)
        self.title = Label("", Type.TITLE, wrap=False, name="imports_title")
        self.kinds = parts.take(_kinds)
        self.leave = SecondaryButton("import_leave", key=BACK_KEY, small=True)
        self.file = ElidedLabel("", Type.NAME, mode=Qt.TextElideMode.ElideMiddle, name="import_file")
        self.about = ElidedLabel("", Type.SECOND, "second", name="import_about")
        self.choose = SecondaryButton("import_choose", key=FILE_KEY, icon="folder-open", small=True)
        self.client_caption = Label("", Type.SECOND, "second", wrap=False, name="import_client_caption")
        self.clients = QComboBox()
        self.clients.setObjectName("import_clients")
        self.notice = Notice("import_notice")
        self.offer = Offer("import_offer")
        self.counts = [Figure(f"import_count_{place}") for place in range(COUNTS)]
        self.tables = FileTables(parts.take)
        self.empty = EmptyState("import_empty", "file-arrow-down")
        self.bar = QProgressBar()
        self.bar.setObjectName("import_progress")
        self.bar.setTextVisible(False)
        self.how_far = Label("", Type.SECOND, "second", wrap=False, name="import_how_far")
        self.end = SecondaryButton("import_end", key=BACK_KEY, small=True)
        self.save = SecondaryButton("import_save", key=SAVE_KEY, icon="download-simple", small=True)
        self.write = PrimaryButton("import_write", key="⏎", icon="upload-simple")
        self._client_room, self._counts_room, self._far_room = QWidget(), QWidget(), QWidget()
        self._lay_out()
        self._connect()

    # --- Its parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = Card("imports_left")
        left.setFixedWidth(LIST_WIDTH)
        scroll = ScrollColumn("imports_kinds_scroll", spacing=0)
        scroll.column.addWidget(self.kinds)
        left.column.setSpacing(0)  # on a small screen no kind is below its edge
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.leave)
        left.column.addLayout(top)
        left.column.addWidget(scroll, 1)
        self.leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab leads from the kinds to the file
        right = Card("imports_right")
        right.column.setSpacing(Space.NEAR)
        right.column.addLayout(self._head())
        for widget in (self._client_room, self.notice, self.offer, self._far_room, self._counts_room):
            right.column.addWidget(widget)
        right.column.addWidget(self.empty, 1)
        right.column.addWidget(self.tables, 1)
        right.column.addLayout(self._acts())
        self._fill_rooms()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.CARD)
        row.addWidget(left)
        row.addWidget(right, 1)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.file)
        words.addWidget(self.about)
        head = QHBoxLayout()
        head.setSpacing(Space.NEAR)
        head.addLayout(words, 1)
        head.addWidget(self.choose)
        return head

    def _acts(self) -> QHBoxLayout:
        acts = QHBoxLayout()
        acts.setSpacing(Space.NEAR)
        acts.addWidget(self.save)
        acts.addStretch()
        acts.addWidget(self.write)
        return acts

    def _fill_rooms(self) -> None:
        client, counts, far = (QHBoxLayout(room) for room in (self._client_room, self._counts_room, self._far_room))
        for row in (client, counts, far):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(Space.NEAR)
        self.clients.setMinimumWidth(240)
        client.addWidget(self.client_caption)
        client.addWidget(self.clients)
        client.addStretch()
        for figure in self.counts:
            counts.addWidget(figure, 1)
        self.bar.setFixedHeight(12)
        far.addWidget(self.bar, 1)
        far.addWidget(self.how_far)
        far.addWidget(self.end)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._on_kind_chosen)
        self.leave.clicked.connect(self._on_leave_pressed)
        self.choose.clicked.connect(self.ask_file)
        self.clients.activated.connect(self._on_client_chosen)
        self.write.clicked.connect(self.ask_write)
        self.offer.taken.connect(self._on_offer_taken)
        self.offer.left.connect(self._on_offer_left)
        self.end.clicked.connect(self._on_end_pressed)
        self.save.clicked.connect(self.ask_place)
        kinds = [(key, partial(self.kinds.choose, kind)) for key, kind in zip(KIND_KEYS, KINDS, strict=True)]
        for key, call in (
            *kinds,
            (FILE_KEY, self.ask_file),
            (CLIENT_KEY, self.clients.setFocus),
            (SAVE_KEY, self.ask_place),
            (BACK_KEY, self._on_back_pressed),
        ):
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(call)

    # --- What the window asks of a page ------------------------------------------------------------------------------

    def came_to_front(self) -> None:
        """Whose files there may be; what was begun goes on."""
        self.parts.read(self.parts.station.reads.clients, self._on_clients_read, self._on_not_read)
        self._show()
        (self.kinds.entries.get(self.taking.kind) or next(iter(self.kinds.entries.values()))).setFocus()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.title.say(_("Import"))
        self.kinds.retranslate()
        self.choose.say(_("Choose a file…"))
        self.client_caption.say(_("The file does not say whose it is:"))
        self.clients.setAccessibleName(_("Client"))
        self.bar.setAccessibleName(_("How far it is"))
        self.end.say(_("End here"))
        self.save.say(_("Save refused rows…"))
        self.tables.retranslate()
        self._fill_clients()
        if self.offer.isVisible():
            self._say_offer()
        self._show()

    @property
    def operator(self) -> Operator | None:
        """Who is signed in."""
        standing = self.parts.desk.standing
        return standing.state.operator if standing is not None else None

    # --- Showing -----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        taking, may = self.taking, may_import(self.operator)
        # What is done with goes out of sight, and the keys must not leave the page with it.
        keyed: QWidget | None = self.window().focusWidget()
        mine = keyed is self or (keyed is not None and self.isAncestorOf(keyed))
        seen, done = taking.seen, taking.done
        for widget in (self.kinds, self.choose):
            widget.setEnabled(may and taking.phase is not Phase.WRITING)
        self.file.say(taking.file.name if taking.file is not None else _("No file chosen"))
        self.about.say(self._about())
        self._client_room.setVisible(taking.wants_client)
        self.clients.setEnabled(not taking.busy)
        self._counts_room.setVisible(done is not None)
        if done is not None:
            self._show_counts()
        self.tables.setVisible(seen is not None)
        self.empty.setVisible(seen is None)
        self.empty.say(*self._why_empty(may=may))
        self.tables.show_file(seen, done)
        self._show_progress()
        self._show_acts()
        self._show_notice(may=may)
        if (self._shown, taking.phase) == (Phase.WRITING, Phase.DONE):
            self.sounded.emit("done")
            if mine:
                (self.choose if self.save.isHidden() else self.save).setFocus()
        if taking.phase is Phase.LOOKED is not self._shown and taking.can_write:
            self.write.setFocus()  # what Enter does now
        self._shown = taking.phase

    def _show_counts(self) -> None:
        done = self.taking.done
        if done is not None:
            said = counts_said(done, rehearsed=self.taking.phase is not Phase.DONE)
            for figure, (caption, count, tone) in zip(self.counts, said, strict=True):
                figure.show_figure(caption, count, "!" if tone == "bad" else "", "bad")

    def _about(self) -> str:
        seen, kind = self.taking.seen, self.taking.kind
        if seen is not None:
            return " · ".join((kind_said(kind)[0], size_said(seen.size), encoding_said(seen.encoding)))
        return _("CSV, TSV, XLSX or JSON: choose it, or drop it here")

    def _why_empty(self, *, may: bool) -> tuple[str, str]:
        if not may:
            return _("Nothing to do here"), _("What clients announce is taken in by a supervisor or a manager.")
        kind = self.taking.kind
        if not kind:
            return _("What is it?"), _("Choose the kind of file on the left, then the file. Nothing is written yet.")
        needs = _("Such a file has the columns: {columns}.", columns=listed(list(wanted_columns(kind))))
        return kind_said(kind)[0], needs

    def _show_progress(self) -> None:
        taking, (done, of) = self.taking, self.taking.progress
        self._far_room.setVisible(taking.busy)
        self.bar.setRange(0, max(of, 0))
        self.bar.setValue(done)
        rows = _("{done} of {all} rows", done=number(done), all=number(of)) if of else ""
        self.how_far.say(rows or _("The file is being read…"))

    def _show_acts(self) -> None:
        taking = self.taking
        self.save.setVisible(taking.draft is not None and not taking.busy)
        self.write.setVisible(taking.phase is Phase.LOOKED)
        self.write.setEnabled(taking.can_write and not self.offer.isVisible())
        if taking.done is not None:
            self.write.say(import_said(taking.done))
        if taking.phase is not self._asked:
            self.offer.clear()
        self.end.setVisible(self.offer.isHidden())
        self.leave.say(_("Back to the bench"), "" if taking.busy or not self.offer.isHidden() else BACK_KEY)

    def _show_notice(self, *, may: bool) -> None:
        taking = self.taking
        if not may:
            self.notice.say("neutral", _("A supervisor or a manager imports files."), _("Ask one of them."))
        elif self._saved:
            self.notice.say("ok", _("The refused rows were saved as {file}.", file=self._saved), "")
        elif self._fault[0]:
            self.notice.say("bad", *self._fault)
        elif taking.phase is Phase.DONE and taking.done is not None:
            self.notice.say(*outcome_said(taking.done))
        elif taking.wants_client and not taking.client:
            self.notice.say("warn", _("Whose file is it?"), _("Choose the client; then it is looked at."))
        elif taking.phase is Phase.LOOKED and not taking.can_write:
            self.notice.say("neutral", _("Nothing of it is new."), _("Importing it would change nothing."))
        else:
            self.notice.clear()

    def _fill_clients(self) -> None:
        chosen = self.taking.client
        self.clients.blockSignals(True)
        self.clients.clear()
        self.clients.addItem(_("Choose a client"), "")
        for client in self._clients:
            self.clients.addItem(client, client)
        self.clients.setCurrentIndex(max(0, self.clients.findData(chosen)))
        self.clients.blockSignals(False)

    # --- What a person does ------------------------------------------------------------------------------------------

    def take_file(self, file: Path) -> None:
        """A file was chosen, or dropped."""
        if may_import(self.operator):
            self._forget()
            self.taking.choose(self.operator, file=file)
            self._fill_clients()

    @Slot()
    def ask_file(self) -> None:
        """The system's own choice of files, beside the window: it holds nothing up."""
        if self.choose.isEnabled():
            dialog = self._ask(_("Choose a file…"))
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.fileSelected.connect(self._on_file_chosen)
            dialog.show()

    @Slot()
    def ask_place(self) -> None:
        """Where the refused rows are to be saved."""
        if self.save.isVisible():
            dialog = self._ask(_("Save refused rows…"))
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("csv")
            file = self.taking.file
            dialog.selectFile(f"{file.stem if file is not None else ''}-refused.csv")
            dialog.fileSelected.connect(self._on_place_chosen)
            dialog.show()

    @Slot()
    def ask_write(self) -> None:
        """An import cannot be taken back: it is said, and asked for once more."""
        if not self.taking.can_write or self.taking.done is None:
            return
        self._say_offer()
        self._show_acts()
        self.offer.yes.setFocus()

    def _say_offer(self) -> None:
        self._asked = self.taking.phase
        if self._asked is Phase.WRITING:
            self.offer.ask(
                "warn",
                _("End the import here?"),
                _("What came in so far stays. The rest comes in when the file is imported again."),
                yes=_("End here"),
                no=_("Keep importing"),
            )
        elif self.taking.done is not None:
            self.offer.ask(
                "warn",
                _("An import cannot be undone."),
                _("What it brings is corrected by another file only. Rows that are refused stay out."),
                yes=import_said(self.taking.done),
                no=_("Not yet"),
            )

    def _ask(self, title: str) -> QFileDialog:
        self._dialog = QFileDialog(self, title, "", FILES)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return self._dialog

    def _forget(self) -> None:
        self._fault, self._saved = ("", ""), ""
        self.offer.clear()

    @Slot(str)
    def _on_kind_chosen(self, kind: str) -> None:
        self._forget()
        self.taking.choose(self.operator, kind=kind)
        self._fill_clients()

    @Slot(str)
    def _on_file_chosen(self, name: str) -> None:
        if name:
            self.take_file(Path(name))

    @Slot(int)
    def _on_client_chosen(self, _place: int) -> None:
        self._forget()
        self.taking.choose(self.operator, client=str(self.clients.currentData() or ""))

    @Slot()
    def _on_offer_taken(self) -> None:
        if self.taking.phase is Phase.WRITING:
            self._on_offer_left()
            self._end()
        else:
            self.setFocus()  # what had the keys goes out of sight, and they must not go to the header
            self._forget()
            self.taking.write(self.operator)

    @Slot()
    def _on_offer_left(self) -> None:
        self.offer.clear()
        self._show_acts()
        (self.end if self.taking.busy else self.write).setFocus()

    @Slot()
    def _on_end_pressed(self) -> None:
        """A look that ends has written nothing; an import that ends half-way is asked about first."""
        if self.taking.phase is Phase.WRITING:
            self._say_offer()
            self._show_acts()
            self.offer.no.setFocus()
        elif self.taking.busy:
            self._end()

    def _end(self) -> None:
        self.taking.end()
        self.how_far.say(_("It ends after the rows at hand…"))

    @Slot()
    def _on_back_pressed(self) -> None:
        """One step back: from what is asked, from what is under way, then to the bench."""
        if self.offer.isVisible():
            self._on_offer_left()
        elif self.taking.busy:
            self._on_end_pressed()
        else:
            self._on_leave_pressed()

    @Slot()
    def _on_leave_pressed(self) -> None:
        self.page_asked.emit("bench")

    @Slot(str)
    def _on_place_chosen(self, name: str) -> None:
        if name:
            self.taking.save_refused(Path(name), self._on_saved)

    def _on_saved(self, place: Path) -> None:
        self._saved = place.name
        self._show()
        self.sounded.emit("done")

    # --- What was read, and what went wrong --------------------------------------------------------------------------

    def _on_clients_read(self, clients: tuple[str, ...]) -> None:
        self._clients = clients
        self._fill_clients()

    def _on_not_read(self, error: BaseException) -> None:
        log.warning("The import page could not look something up: %s", error)

    def _on_error(self, error: BaseException) -> None:
        self._fault = told(error)
        self._show()
        self.sounded.emit("refused")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does the act at hand wherever the focus is, unless what has it takes the key."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.offer.isVisible() and self.taking.phase is Phase.WRITING:
            self._on_offer_left()  # what is under way is ended by its own button alone
        elif self.offer.isVisible():
            self._on_offer_taken()
        else:
            self.ask_write()

    # --- Dropped files -----------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.choose.isEnabled() and _file_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _file_in(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.take_file(file)


def _file_in(dropped: QMimeData) -> Path | None:
    """The one file on this machine that was dropped; none where it is several, or something else."""
    places = [url.toLocalFile() for url in dropped.urls() if url.isLocalFile()]
    return Path(places[0]) if len(places) == 1 and Path(places[0]).is_file() else None


def _kinds(_parts: Parts) -> KindList:
    return KindList()


AHEAD = (_kinds, *TABLES)
