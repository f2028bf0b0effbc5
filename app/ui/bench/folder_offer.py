"""A photo from a folder in the place of the live picture: is it the one? One key takes it. Main thread."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit import ElidedLabel, Label, PhotoViewer, PrimaryButton, SecondaryButton
from app.ui.kit.photo_viewer import Loader
from app.ui.theme import Space, Type
from app.ui.words import _

TAKE, OLDER, CHOOSE, CLOSE = "take_offered", "older", "choose", "close_offer"
KEYS: Final = {"J": TAKE, "Space": TAKE, "Enter": TAKE, "H": OLDER, "C": CHOOSE, "Esc": CLOSE}
LIVE_KEYS: Final = frozenset({"Space", "Enter"})
"""Those that otherwise take the live picture: they mean an offer only where somebody asked for it."""
LEAST_HEIGHT: Final = 200


class FolderOffer(QWidget):
    """Signals: asked(str): `TAKE`, `OLDER`, `CHOOSE` or `CLOSE`."""

    asked = Signal(str)

    def __init__(self, loader: Loader) -> None:
        super().__init__()
        self.setObjectName("folder_offer")
        self.viewer = PhotoViewer("folder_photo", loader)
        self.viewer.setMinimumHeight(LEAST_HEIGHT)
        self._aim = Label(kind=Type.STRONG, name="folder_aim")
        self._about = ElidedLabel(kind=Type.SECOND, tone="second", name="folder_about")
        self._why = Label(kind=Type.SECOND, tone="second", name="folder_why")
        self.buttons = {
            TAKE: PrimaryButton(TAKE, key="J", small=True),
            OLDER: SecondaryButton(OLDER, key="H", small=True),
            CHOOSE: SecondaryButton(CHOOSE, key="C", small=True),
            CLOSE: SecondaryButton(CLOSE, key="Esc", small=True),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.viewer, 1)
        column.addWidget(self._aim)
        column.addWidget(self._about)
        column.addWidget(self._why)
        for names in ((TAKE, OLDER), (CHOOSE, CLOSE)):
            row = QHBoxLayout()
            row.setSpacing(Space.TIGHT)
            column.addLayout(row)
            for name in names:
                button = self.buttons[name]
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                button.clicked.connect(self._on_clicked)
                row.addWidget(button)
        self.hide()

    def show_photo(self, file: str, title: str, about: str, aim: str) -> None:
        """A file, its name, how many there are and what it would be taken for; no file: why there is none."""
        self.viewer.setVisible(bool(file))
        self.viewer.show_photo(file, title)
        self._aim.say(aim)
        self._about.say(about if file else "")
        self._about.setVisible(bool(file))
        self._why.say("" if file else about)
        self._why.setVisible(not file)
        self.buttons[TAKE].setEnabled(bool(file))
        self.buttons[TAKE].say(_("Take this one"))
        self.buttons[OLDER].say(_("Older"))
        self.buttons[CHOOSE].say(_("File…"))
        self.buttons[CLOSE].say(_("Back"))

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.asked.emit(button.objectName())
