"""What the program is, where it keeps its things, and what the doctor finds. Main thread."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.station import Check
from app.ui.kit import Chip, FactRows, Label, SecondaryButton
from app.ui.parts import Parts
from app.ui.theme import Space, Type
from app.ui.words import _, translated

from .scene import check_words
from .section import Section

LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "opencv-python-headless", "zxing-cpp", "pydantic", "cryptography")
LICENCES = {"PySide6-Essentials": "LGPL-3.0", "SQLAlchemy": "MIT", "opencv-python-headless": "Apache-2.0"} | {
    "zxing-cpp": "Apache-2.0",
    "pydantic": "MIT",
    "cryptography": "Apache-2.0 / BSD-3-Clause",
}


class AboutSection(Section):
    """Version, folders, licences, and the doctor."""

    name = "about"
    icon = "info"

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._checks: tuple[Check, ...] = ()
        self._looking = False
        self._facts, self._libraries = FactRows("about_facts"), FactRows("about_libraries")
        self._libraries_title = Label(kind=Type.CAPTION, tone="second", name="about_libraries_title")
        self._folder = SecondaryButton("about_folder", icon="folder-open", small=True)
        self._logs = SecondaryButton("about_logs", icon="file-text", small=True)
        self._look = SecondaryButton("about_examine", icon="heartbeat", small=True)
        self._found = QWidget()
        acts = QHBoxLayout()
        acts.setSpacing(Space.TIGHT)
        for button in (self._look, self._folder, self._logs):
            acts.addWidget(button)
        acts.addStretch()
        self._column = self.scrolled(spacing=Space.NEAR)
        self._column.addWidget(self._facts)
        self._column.addLayout(acts)
        for widget in (self._found, self._libraries_title, self._libraries):
            self._column.addWidget(widget)
        self._folder.clicked.connect(self._on_folder_clicked)
        self._logs.clicked.connect(self._on_logs_clicked)
        self._look.clicked.connect(self._on_look_clicked)

    @staticmethod
    def title() -> str:
        return _("About")

    def retranslate(self) -> None:
        place = self.parts.station.profile
        self._facts.show_facts(
            [
                (_("Program"), f"Regrade {_version('regrade')}"),
                (_("Profile"), str(place.root)),
                (_("Logs"), str(place.logs)),
                (
                    _("Records"),
                    _("in the profile") if self.parts.station.settings.database.url == "sqlite" else _("on a server"),
                ),
                (_("System"), f"{platform.system()} {platform.release()} · Python {platform.python_version()}"),
            ]
        )
        self._libraries_title.say(_("Made with"))
        self._libraries.show_facts([(name, f"{_version(name)} · {LICENCES[name]}") for name in LIBRARIES])
        self._look.say(_("Look at everything"))
        self._folder.say(_("Open the profile"))
        self._logs.say(_("Open the logs"))
        self._show()

    def _show(self) -> None:
        old, self._found = self._found, _found(self._checks)
        self._column.replaceWidget(old, self._found)
        old.hide()
        old.deleteLater()

    @Slot()
    def _on_look_clicked(self) -> None:
        if self._looking:
            return
        self._looking = True
        self.noted.emit("neutral", _("Looking at everything…"), "")
        examine = self.parts.station.set_up.examine
        self.parts.reading.submit(
            lambda: tuple(examine()),
            self.parts.relay.home(self._on_examined),
            self.parts.relay.home(self._on_not_examined),
        )

    def _on_examined(self, checks: tuple[Check, ...]) -> None:
        self._looking = False
        self._checks = checks
        wrong = sum(not check.ok for check in checks)
        if wrong:
            self.noted.emit("warn", _("Something is not in order."), _("What to do stands below."))
        else:
            self.noted.emit("ok", _("Everything is in order."), "")
        self._show()

    def _on_not_examined(self, error: BaseException) -> None:
        self._looking = False
        self._on_refused(error)

    @Slot()
    def _on_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.parts.station.profile.root)))

    @Slot()
    def _on_logs_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.parts.station.profile.logs)))


def _found(checks: tuple[Check, ...]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.TIGHT)
    for number, check in enumerate(checks):
        column.addWidget(_drawn(number, check))
    return holder


def _drawn(number: int, check: Check) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.NEAR)
    chip = Chip(f"about_check_{number}", check_words(check.name), "ok" if check.ok else "bad", filled=True)
    chip.setFixedWidth(170)
    row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    words = " ".join(filter(None, (translated(check.found), translated(check.mend))))
    row.addWidget(Label(words, Type.BODY, "ink" if check.ok else "bad", name=f"about_found_{number}"), 1)
    return holder


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "–"
