"""The settings of the camera that say how photos come about: by themselves, by a pedal, from a folder. Main thread.

What the bench switches by a key stands here too, and shows what counts now, not what counted at the start.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.config import Settings
from app.ui.camera import Choices
from app.ui.kit import Segmented, Toggle
from app.ui.words import _

from .key_learner import KeyLearner
from .rows import SavedText, SettingRow


class EyeRows(QObject):
    """Signals: changed(object), as a section's; refused(str, str): what happened, and what to do."""

    changed = Signal(object)
    refused = Signal(object, object)

    def __init__(self, choices: Choices, parent: QObject) -> None:
        super().__init__(parent)
        self._choices = choices
        self._auto = Toggle("camera_auto")
        self._overlay = Segmented("camera_overlay")
        self.pedal = KeyLearner("camera_pedal")
        self._inbox = SavedText("camera_inbox")
        self.rows = {
            "auto": SettingRow("camera_auto", self._auto),
            "overlay": SettingRow("camera_overlay", self._overlay),
            "pedal": SettingRow("camera_pedal", self.pedal),
            "inbox": SettingRow("camera_inbox", self._inbox),
        }
        self._auto.clicked.connect(self._on_auto_clicked)
        self._overlay.chosen.connect(self._on_overlay_chosen)
        self.pedal.learned.connect(self._on_pedal_learned)
        self.pedal.refused.connect(self._on_pedal_refused)
        self._inbox.saved.connect(self._on_inbox_saved)

    def show_settings(self, settings: Settings) -> None:
        """What counts now."""
        self._choices.begin(settings.camera)
        self._auto.setChecked(self._choices.auto)
        words = {"none": _("None"), "lines": _("Lines"), "reference": _("Ghost"), "both": _("Both")}
        self._overlay.show_choices(list(words.items()), self._choices.overlay)
        self.pedal.show_key(settings.camera.pedal)
        self._inbox.show_text(settings.camera.inbox)

    def retranslate(self) -> None:
        """Say everything anew."""
        self.rows["auto"].say(_("Photos by themselves"), _("When the picture is still and good; key A at the bench."))
        self.rows["overlay"].say(
            _("Over the live picture"), _("Ghost: the catalogue's picture, faintly. Key G at the bench.")
        )
        self.rows["pedal"].say(_("Pedal"), _("A foot switch that sends a key: it takes the photo, as Space does."))
        self.rows["inbox"].say(
            _("Photo folder"), _("Where a phone or another camera puts its photos; key J offers them.")
        )
        self._auto.say(_("Taken by themselves"))
        self.pedal.retranslate()

    @Slot()
    def _on_auto_clicked(self) -> None:
        self.changed.emit({("camera", "auto"): self._auto.isChecked()})

    @Slot(str)
    def _on_overlay_chosen(self, overlay: str) -> None:
        self.changed.emit({("camera", "overlay"): overlay})

    @Slot(str)
    def _on_pedal_learned(self, key: str) -> None:
        self.changed.emit({("camera", "pedal"): key})

    @Slot(str)
    def _on_pedal_refused(self, key: str) -> None:
        self.refused.emit(
            _("The key {key} means something else at the bench.", key=key),
            _("Set the foot switch to another key, such as F13 or B, then learn it again."),
        )

    @Slot(str)
    def _on_inbox_saved(self, folder: str) -> None:
        self.changed.emit({("camera", "inbox"): folder})
