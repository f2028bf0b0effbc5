"""The settings page: a list of sections, the open one, and the one road by which settings reach `config.toml`.

Owns the settings as they were last saved; those with which the program started may be older, and what waits for the
next start is said. What is refused is told above the section, and the section shows again what counts. Main thread.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QStackedWidget, QWidget

from app.config import Settings
from app.ui.faults import told
from app.ui.kit import Card, Label, Notice, SecondaryButton
from app.ui.page import Page
from app.ui.parts import Parts
from app.ui.scanner.burst import Heard
from app.ui.scanner.wedge import Wedge, manner_of
from app.ui.sounds import Sounds
from app.ui.theme import Space, Type, look
from app.ui.words import _

from .about_section import AboutSection
from .camera_section import CameraSection
from .certificates_section import CertificatesSection
from .film_section import FilmSection
from .labels_section import LabelsSection
from .people_section import PeopleSection
from .printer_section import PrinterSection
from .rows import ListEntry
from .rules_section import RulesSection
from .scanner_section import ScannerSection
from .scene import Changes, needs_restart
from .section import Section
from .station_section import StationSection

LIST_WIDTH = 276
BACK_KEY = "Esc"
SECTIONS: dict[str, type[Section]] = {
    section.name: section
    for section in (
        StationSection,
        PeopleSection,
        ScannerSection,
        CameraSection,
        FilmSection,
        PrinterSection,
        LabelsSection,
        CertificatesSection,
        RulesSection,
        AboutSection,
    )
}
"""Each is made when it is first opened."""

AHEAD = (StationSection,)
"""It is open when the page is first seen."""


class SettingsPage(Page):
    """The sections, one of which is open."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.setObjectName("settings")
        self.settings: Settings = parts.station.settings
        self._title = Label(kind=Type.TITLE, name="settings_title")
        self.notice = Notice("settings_notice")
        self._restart = Notice("settings_restart")
        self.leave = SecondaryButton("settings_leave", small=True)
        self._entries: dict[str, ListEntry] = {}
        self.sections: dict[str, Section] = {}
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self._wedge: Wedge | None = None
        self._waits_for_restart = False
        self._make_entries()
        self._lay_out()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self.open("station")
        self.retranslate()

    def _make_entries(self) -> None:
        for name, kind in SECTIONS.items():
            entry = ListEntry(f"settings_open_{name}", kind.icon)
            self._group.addButton(entry)
            entry.clicked.connect(partial(self.open, name))
            self._entries[name] = entry

    def section(self, name: str) -> Section:
        """A section, made when it is first asked for."""
        if name not in self.sections:
            section = self.parts.take(SECTIONS[name])
            section.changed.connect(self._on_changed)
            section.noted.connect(self._on_noted)
            for mine, its in (
                (self.sounded, section.sounded),
                (self.told, section.told),
                (self.page_asked, section.page_asked),
                (self.unit_asked, section.unit_asked),
            ):
                its.connect(mine)
            self.sections[name] = section
            self._stack.addWidget(section)
        return self.sections[name]

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.CARD)
        entries, open_ = Card("settings_sections", margin=Space.TIGHT + 2), Card("settings_card", margin=Space.FAR)
        entries.setFixedWidth(LIST_WIDTH)
        for entry in self._entries.values():
            entries.column.addWidget(entry)
        entries.column.addStretch()
        entries.column.addWidget(self.leave)
        self.leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab leads from the list into the section
        self.leave.clicked.connect(self._on_leave_pressed)
        for widget in (self._title, self._restart, self.notice):
            open_.column.addWidget(widget)
        open_.column.addWidget(self._stack, 1)
        row.addWidget(entries)
        row.addWidget(open_, 1)

    # The window's side.

    @property
    def wants_codes(self) -> bool:
        return self._open.wants_codes

    def scanned(self, code: str) -> None:
        self._open.scanned(code)

    def came_to_front(self) -> None:
        self._hear_the_scanner()
        self.notice.clear()
        self._show()
        self._open.came_to_front()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nothing else takes it, leads from a section back to the list, and from the list to the bench."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self._has_list:
            self._entries[self._open.name].setFocus()
        elif not event.isAutoRepeat():
            self._on_leave_pressed()

    @Slot()
    def _on_leave_pressed(self) -> None:
        self.page_asked.emit("bench")

    @property
    def _has_list(self) -> bool:
        """Whether the keys are the list's: Esc then leads out of the page."""
        return any(one.hasFocus() for one in self._entries.values())

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, _now: QWidget | None) -> None:
        if self.isVisible():
            self._say_leave()

    def _say_leave(self) -> None:
        """The key stands there while it does that: within a section Esc leads to the list first."""
        self.leave.say(_("Back to the bench"), BACK_KEY if self._has_list else "")

    def hideEvent(self, event: object) -> None:
        del event
        self._open.left()

    def retranslate(self) -> None:
        for name, kind in SECTIONS.items():
            self._entries[name].say(kind.title())
        self._say_leave()
        self._show()

    # Sections.

    @property
    def _open(self) -> Section:
        section = self._stack.currentWidget()
        assert isinstance(section, Section)  # noqa: S101 - nothing else is in the stack
        return section

    def open(self, name: str, _checked: object = None) -> None:
        """Show a section."""
        if (before := self._stack.currentWidget()) is not None and before is not self.section(name):
            self._open.left()
        self.notice.clear()
        self._stack.setCurrentWidget(self.section(name))
        self._entries[name].setChecked(True)
        self._show()
        if self.isVisible():
            self._open.came_to_front()

    def _show(self) -> None:
        self._open.show_settings(self.settings)
        self._open.retranslate()
        self._say()

    def _say(self) -> None:
        self._title.say(self._open.title())
        if self._waits_for_restart:
            self._restart.say("warn", _("Saved. It takes effect when the program is started again."))

    # Changes.

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        save, by = self.parts.station.save_settings, self._open.operator
        self.parts.read(partial(save, changes, by), partial(self._on_saved, changes), self._on_refused)

    def _on_saved(self, changes: Changes, settings: Settings) -> None:
        before, self.settings = self.settings, settings
        self._waits_for_restart = self._waits_for_restart or needs_restart(changes)
        self.notice.clear()
        self.told.emit(_("Settings saved"), "ok")
        if settings.window.theme != before.window.theme:
            look.choose(settings.window.theme)
        if settings.window.text_size != before.window.text_size:
            look.enlarge(settings.window.text_size / 100)
        self.parts.choices.take(settings.camera)
        sounds = self.window().findChild(Sounds)
        if sounds is not None:
            sounds.set_volume(settings.window.volume / 100)
        if settings.scanner != before.scanner and self._wedge is not None:
            self._wedge.set_manner(manner_of(settings.scanner))
        self._show()

    def _on_refused(self, error: BaseException) -> None:
        self.notice.say("bad", *told(error))
        self.sounded.emit("refused")
        self._show()

    @Slot(str, object, object)
    def _on_noted(self, state: str, title: str, text: str) -> None:
        self.notice.say(state, title, text)

    # The scanner itself, which the window owns.

    def _hear_the_scanner(self) -> None:
        if self._wedge is None:
            self._wedge = self.window().findChild(Wedge)
            if self._wedge is not None:
                self._wedge.heard.connect(self._on_heard)

    @Slot(object)
    def _on_heard(self, heard: Heard) -> None:
        if self.isVisible():
            self._open.heard(heard)
