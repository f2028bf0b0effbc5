"""The claims of the unit that is shown: what it may become, what is open, how much time is left, what is missing.

Opening, packing and that it is filed are one press each, for whoever may claim; everything else is done by `regrade
claim`. Read and worked in the lane of the look-ups. Main thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.access import MAY_CLAIM, Operator
from app.errors import UserError
from app.services.claim_packs import ClaimPack
from app.services.claims import Wish
from app.services.looking import Record
from app.services.station import Station
from app.ui.claim_words import ClaimsFound, clock_said, clock_tone
from app.ui.faults import told
from app.ui.kit import FlowLayout, Notice, SecondaryButton
from app.ui.kit.filling import filling
from app.ui.parts import Parts
from app.ui.theme import Space
from app.ui.words import _, ngettext

from .lists import ToldList
from .pieces import Told

KIND = "*.zip"


def read_claims(station: Station, lpn: str) -> ClaimsFound:
    """In the lane."""
    packing = station.open_claims()
    claims = packing.claims
    may = [one for one in claims.proposed(lpn) if not one["open"]]
    return ClaimsFound(claims.listed(unit=lpn, ended=True), tuple(may), tuple(claims.desks), packing.words.texts)


def lines_of(found: ClaimsFound) -> tuple[Told, ...]:
    """Claims first, then what the unit may become."""
    lines = [_claim_line(row, found) for row in found.claims]
    for row in found.may:
        what = _joined(found.title(row["desk"]), found.case(row["desk"], row["case"]), found.lacks(row))
        lines.append(Told(_("possible"), what))
    return tuple(lines)


def _claim_line(row: Record, found: ClaimsFound) -> Told:
    cases = [found.case(row["desk"], case) for case in row["cases"]]
    what = _joined(found.title(row["desk"]), *cases)
    if row["state"] == "closed":
        return Told(row["number"], what, _("closed"), "second")
    what = _joined(what, found.lacks(row))
    return Told(row["number"], what, clock_said(row), clock_tone(row))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


class ClaimsPane(QWidget):
    """`show_unit(lpn)`; asked for when it is looked at."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setObjectName("unit_claims")
        self._parts = parts
        self._lpn = self._packing = ""
        self._found = ClaimsFound()
        self._dialog: QFileDialog | None = None
        self._folder = QDir.homePath()
        self.list = ToldList("unit_claims_list", "scales")
        self.notice = Notice("unit_claims_notice")
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, spacing=Space.NEAR)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addWidget(self.list, 1)
        column.addWidget(self.notice)
        column.addWidget(self._buttons)
        self.retranslate()

    def retranslate(self) -> None:
        """Say its words anew."""
        self.list.empty.say(_("No claim"), _("What was found here makes no claim at a marketplace."))
        self._show()

    def show_unit(self, lpn: str) -> None:
        """Another unit, or the same as it stands now."""
        if lpn != self._lpn:
            self._lpn, self._found = lpn, ClaimsFound()
            self.notice.clear()
        station = self._parts.station
        self._parts.read(lambda: read_claims(station, lpn), partial(self._on_read, lpn), self._on_failed)

    def _on_read(self, lpn: str, found: ClaimsFound) -> None:
        if lpn == self._lpn:
            self._found = found
            self._show()

    def _show(self) -> None:
        self.list.show_lines(lines_of(self._found))
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        with filling(self._buttons):
            for button in self._acts():
                self._flow.addWidget(button)
        self._buttons.setVisible(bool(self._flow.count()))

    def _acts(self) -> Sequence[ClaimButton]:
        by = self._by
        if by is None or by.role not in MAY_CLAIM:
            return ()
        buttons = []
        for row in self._found.claims:
            if row["state"] == "open":
                button = ClaimButton("pack", str(row["number"]), _("Pack {claim}…", claim=row["number"]))
                button.pressed_for.connect(self._on_pack_pressed)
                buttons.append(button)
                if row["packs"] and row["clock"] != "filed":
                    button = ClaimButton("file", str(row["number"]), _("{claim} is filed", claim=row["number"]))
                    button.pressed_for.connect(self._on_file_pressed)
                    buttons.append(button)
        for desk in dict.fromkeys(str(row["desk"]) for row in self._found.may):
            button = ClaimButton("open", desk, _("Open claim: {desk}", desk=self._found.title(desk)))
            button.pressed_for.connect(self._on_open_pressed)
            buttons.append(button)
        return buttons

    @property
    def _by(self) -> Operator | None:
        standing = self._parts.desk.standing
        return standing.state.operator if standing else None

    @Slot(str)
    def _on_open_pressed(self, desk: str) -> None:
        by, lpn, station = self._by, self._lpn, self._parts.station
        if by is None:
            return
        self._buttons.setEnabled(False)
        self._parts.read(
            lambda: station.open_claims().claims.open(Wish(lpn, desk), by), self._on_opened, self._on_failed
        )

    def _on_opened(self, number: str) -> None:
        self._buttons.setEnabled(True)
        hint = _("Say from when its days count: regrade claim date.")
        self.notice.say("ok", _("{claim} is open.", claim=number), hint)
        self.show_unit(self._lpn)

    @Slot(str)
    def _on_file_pressed(self, number: str) -> None:
        by, station = self._by, self._parts.station
        if by is None:
            return
        self._buttons.setEnabled(False)
        self._parts.read(
            lambda: station.open_claims().claims.file(number, by), partial(self._on_filed, number), self._on_failed
        )

    def _on_filed(self, number: str, _nothing: object) -> None:
        self._buttons.setEnabled(True)
        hint = _("Its days count no more. Close it with what the desk decides: regrade claim close.")
        self.notice.say("ok", _("{claim} is filed.", claim=number), hint)
        self.show_unit(self._lpn)

    @Slot(str)
    def _on_pack_pressed(self, number: str) -> None:
        """The system's own choice of a place, beside the window: it holds nothing up."""
        self._dialog = QFileDialog(self, _("Claim pack…"), self._folder, KIND)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._dialog.setDefaultSuffix("zip")
        self._dialog.selectFile(f"claim-{number}.zip")
        self._packing = number
        self._dialog.fileSelected.connect(self._on_place_chosen)
        self._dialog.show()

    @Slot(str)
    def _on_place_chosen(self, name: str) -> None:
        if name:
            self._folder = str(Path(name).parent)
            self.make(self._packing, Path(name))

    def make(self, number: str, file: Path) -> None:
        """Make the pack of a claim at this place."""
        by, station, home = self._by, self._parts.station, self._parts.relay.home
        if by is None:
            return
        self._buttons.setEnabled(False)
        self.notice.say("neutral", _("{claim} is being packed.", claim=number), "")
        self._parts.reading.submit(
            lambda: station.open_claims().pack(number, file, by),
            home(partial(self._on_packed, number)),
            home(self._on_failed),
        )

    def _on_packed(self, number: str, packed: ClaimPack) -> None:
        self._buttons.setEnabled(True)
        said = _("{claim} lies in {file}.", claim=number, file=packed.file.name)
        self.notice.say("ok", said, ngettext("{n} picture in it", "{n} pictures in it", packed.pictures))
        self.show_unit(self._lpn)

    def _on_failed(self, error: BaseException) -> None:
        self._buttons.setEnabled(True)
        if isinstance(error, UserError) and error.code == "unknown_unit":
            return
        self.notice.say("bad", *told(error))


class ClaimButton(SecondaryButton):
    """An act on a claim, or at a desk. Signals: pressed_for(str): the claim's number, or the desk."""

    pressed_for = Signal(str)

    def __init__(self, act: str, of: str, words: str) -> None:
        super().__init__(f"unit_claim_{act}_{of}", words, icon="package" if act == "pack" else "", small=True)
        self._of = of
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.pressed_for.emit(self._of)
