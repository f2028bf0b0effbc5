"""The evidence pack of the unit that is shown: the button, the place that is chosen for it, and what came of it.

The pack is made in the lane of the look-ups; how far it is and where it lies stand under the button, and stay until
another unit is shown. Main thread.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from app.services.packing import PackAsked, Packed
from app.ui.faults import told
from app.ui.kit import Notice, SecondaryButton
from app.ui.parts import Parts
from app.ui.words import _

KIND = "*.zip"


class PackButton(SecondaryButton):
    """`show_unit(lpn)`. Its `notice` says what came of it, wherever the page puts it."""

    def __init__(self, parts: Parts) -> None:
        super().__init__("unit_pack", icon="package", small=True)
        self._parts = parts
        self._lpn = ""
        self._dialog: QFileDialog | None = None
        self._folder = QDir.homePath()
        self.notice = Notice("unit_pack_notice")
        self.clicked.connect(self._on_clicked)
        self.retranslate()

    def retranslate(self) -> None:
        """Say its words anew."""
        self.say(_("Evidence pack…"))

    def show_unit(self, lpn: str) -> None:
        """Another unit, or the same as it stands now."""
        if lpn != self._lpn:
            self._lpn = lpn
            self.notice.clear()

    def make(self, file: Path) -> None:
        """Make the pack of the unit that is shown, at this place."""
        lpn, station, home = self._lpn, self._parts.station, self._parts.relay.home
        standing = self._parts.desk.standing
        by = standing.state.operator if standing else None
        self.setEnabled(False)
        self._on_progress(lpn, (0, 0))
        told = home(partial(self._on_progress, lpn))
        self._parts.reading.submit(
            lambda: station.packing.pack(PackAsked((lpn,)), file, by, lambda done, of: told((done, of))),
            home(partial(self._on_packed, lpn)),
            home(partial(self._on_failed, lpn)),
        )

    def _on_progress(self, lpn: str, how_far: tuple[int, int]) -> None:
        done, of = how_far
        if lpn == self._lpn and not self.isEnabled():
            far = _("{done} of {count} files", done=done, count=of) if of else ""
            self.notice.say("neutral", _("The evidence of {unit} is being packed.", unit=lpn), far)

    def _on_packed(self, lpn: str, packed: Packed) -> None:
        self.setEnabled(True)
        if lpn == self._lpn:
            said = _("The evidence of {unit} lies in {file}.", unit=lpn, file=packed.file.name)
            hint = _("Anyone can check it; README.txt in it says how. Write down the code {code}.", code=packed.code)
            self.notice.say("ok", said, hint)

    def _on_failed(self, lpn: str, error: BaseException) -> None:
        self.setEnabled(True)
        if lpn == self._lpn:
            self.notice.say("bad", *told(error))

    @Slot()
    def _on_clicked(self) -> None:
        """The system's own choice of a place, beside the window: it holds nothing up."""
        if not self._lpn:
            return
        self._dialog = QFileDialog(self, _("Evidence pack…"), self._folder, KIND)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._dialog.setDefaultSuffix("zip")
        self._dialog.selectFile(f"evidence-{self._lpn}.zip")
        self._dialog.fileSelected.connect(self._on_place_chosen)
        self._dialog.show()

    @Slot(str)
    def _on_place_chosen(self, name: str) -> None:
        if name:
            self._folder = str(Path(name).parent)
            self.make(Path(name))
