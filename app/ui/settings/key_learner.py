"""Learns a key by its being pressed: for a foot switch, whose key nobody knows. Main thread.

While it listens it hears every key before the window and the scanner's filter do; Esc ends that.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.camera.pedal_key import may_be_pedal, name_of
from app.ui.kit import Label, SecondaryButton
from app.ui.theme import Space, Type
from app.ui.words import _

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease})


class KeyLearner(QWidget):
    """Signals: learned(str): the key's name, empty for none; refused(str): a key that means something else."""

    learned = Signal(str)
    refused = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._key, self.listens = "", False
        self._shown = Label("", Type.NAME, name=f"{name}_key")
        self.learn = SecondaryButton(f"{name}_learn", small=True)
        self.forget = SecondaryButton(f"{name}_forget", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.TIGHT)
        row.addWidget(self._shown, 1)
        row.addWidget(self.forget)
        row.addWidget(self.learn)
        self.learn.clicked.connect(self._on_learn_clicked)
        self.forget.clicked.connect(self._on_forget_clicked)

    def show_key(self, key: str) -> None:
        """What counts now."""
        self._key = key
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        self._shown.say(_("Press the pedal now…") if self.listens else self._key or _("No pedal"))
        self.learn.say(_("Stop") if self.listens else _("Learn its key"))
        self.forget.say(_("Forget it"))
        self.forget.setVisible(bool(self._key) and not self.listens)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Every key, while it listens."""
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self._heard(event.key())
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        self._listen(wanted=False)
        super().hideEvent(event)

    def _heard(self, key: int) -> None:
        self._listen(wanted=False)
        name = name_of(key)
        if key == Qt.Key.Key_Escape:
            return
        if may_be_pedal(name):
            self.learned.emit(name)
        else:
            self.refused.emit(name)

    def _listen(self, *, wanted: bool) -> None:
        application = QCoreApplication.instance()
        if wanted == self.listens or application is None:
            return
        self.listens = wanted
        if wanted:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)
        self.retranslate()

    @Slot()
    def _on_learn_clicked(self) -> None:
        self._listen(wanted=not self.listens)

    @Slot()
    def _on_forget_clicked(self) -> None:
        self.learned.emit("")
