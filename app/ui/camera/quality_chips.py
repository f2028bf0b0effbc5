"""The chips below the live picture: is it sharp, is the light good. They keep their place where there is no picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.background.camera_state import Glimpse
from app.ui.kit import Chip
from app.ui.theme import Space
from app.ui.words import _

from .wording import chips_of

NAMES = ("focus_chip", "light_chip")


class QualityChips(QWidget):
    """Connect `on_looked` to the picture's `looked`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quality_chips")
        self._glimpse: Glimpse | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.TIGHT)
        self.chips = tuple(Chip(name, filled=True) for name in NAMES)
        for chip in self.chips:
            policy = chip.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            chip.setSizePolicy(policy)
            row.addWidget(chip, 1)
        self.retranslate()

    @Slot(object)
    def on_looked(self, glimpse: Glimpse) -> None:
        """What the camera shows changed."""
        self._glimpse = glimpse
        said = chips_of(glimpse)
        for place, chip in enumerate(self.chips):
            chip.setVisible(place < len(said))
            if place < len(said):
                chip.say(said[place].text, said[place].tone)
                chip.setToolTip(said[place].hint)
                chip.setAccessibleDescription(said[place].hint)

    def retranslate(self) -> None:
        """Say everything anew."""
        self.setAccessibleName(_("How good the picture is"))
        if self._glimpse is not None:
            self.on_looked(self._glimpse)
        else:
            for chip in self.chips:
                chip.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
