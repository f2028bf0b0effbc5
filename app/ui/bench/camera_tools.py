"""The row below the photos owed: what the eye of the bench does for whoever works here. Main thread.

Each has its key, which counts while the row is seen; what they do is joined to them by `app.ui.bench.seeing`.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.camera import Choices
from app.ui.kit import SecondaryButton
from app.ui.theme import Space
from app.ui.words import _

AUTO, OVERLAY, FOLDER = "auto", "overlay", "folder"
KEYS: Final = {AUTO: "A", OVERLAY: "G", FOLDER: "J"}


class CameraTools(QWidget):
    """Signals: asked(str): the tool of this name."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("camera_tools")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.TIGHT)
        self.buttons = {name: SecondaryButton(f"tool_{name}", key=key, small=True) for name, key in KEYS.items()}
        for button in self.buttons.values():
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setCheckable(name_of(button) in {AUTO, OVERLAY})
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)

    def draw(self, choices: Choices) -> None:
        """How they stand now."""
        self.buttons[AUTO].say(_("Auto"))
        self.buttons[AUTO].setChecked(choices.auto)
        self.buttons[AUTO].setToolTip(_("Takes the photo by itself when the picture is still and good"))
        self.buttons[FOLDER].say(_("Folder"))
        self.buttons[FOLDER].setToolTip(_("A photo of a phone or of another camera"))
        self.buttons[OVERLAY].say(
            {
                "none": _("Lines"),
                "lines": _("Lines"),
                "reference": _("Reference"),
                "both": _("Both"),
            }[choices.overlay]
        )
        self.buttons[OVERLAY].setChecked(choices.overlay != "none")
        self.buttons[OVERLAY].setToolTip(_("Lines and the reference picture over the live picture"))

    def press(self, key: str) -> bool:
        """A key; whether it was one of theirs."""
        name = next((name for name, own in KEYS.items() if own == key), "")
        if not name or not self.isVisible():
            return False
        self.asked.emit(name)
        return True

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, SecondaryButton):
            self.asked.emit(name_of(button))


def name_of(button: SecondaryButton) -> str:
    """The tool that a button is of."""
    return button.objectName().removeprefix("tool_")
