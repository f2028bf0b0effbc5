"""Which theme the window wears now, and how it changes while people work.

    look.dress(app, "system", scale=1.0)     once, at start
    look.choose("dark")                      at any time; "light", "dark" or "system"
    look.enlarge(1.5)                        all text larger
    current()                                the theme, asked anew at each paint
    look.changed                             after a change, for what keeps pictures of its own

Owns the current theme. Qt repaints every widget after a change by itself, so a widget only has to ask `current()`
while it paints, and to let go of sizes it kept (`changeEvent`, StyleChange). What wears a style sheet, and what grows
with the text, is told a few widgets in one go: `settled` says when the last of them is. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QToolTip

from . import fonts
from .palette import palette
from .style import Restyling, StationStyle
from .tokens import DARK, LIGHT, Theme, load

SYSTEM = "system"
CHOICES = (SYSTEM, LIGHT, DARK)


class Look(QObject):
    """The one look of the window."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme = load(LIGHT)
        self._choice = SYSTEM
        self._restyling = Restyling(self)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def choice(self) -> str:
        """What the person asked for: system, light or dark."""
        return self._choice

    @property
    def settled(self) -> bool:
        """Whether every widget wears this look."""
        return self._restyling.done

    def dress(self, app: QApplication, choice: str = SYSTEM, scale: float = 1.0) -> None:
        """Style, fonts, palette and style sheet, before the first widget is made."""
        if not isinstance(app.style(), StationStyle):
            app.setStyle(StationStyle())
        fonts.load_shipped()
        fonts.enlarge(scale)
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed, Qt.ConnectionType.UniqueConnection)
        self._choice = choice
        self._wear(load(self._named(choice)), grown=True)

    def choose(self, choice: str) -> None:
        """Another theme, at once; what is worn already changes nothing."""
        self._choice = choice
        theme = load(self._named(choice))
        if theme is not self._theme:
            self._wear(theme)

    def enlarge(self, scale: float) -> None:
        """All text larger or smaller, at once; the size that it has changes nothing."""
        before = fonts.scale()
        fonts.enlarge(scale)
        if fonts.scale() != before:
            self._wear(self._theme, grown=True)

    def _named(self, choice: str) -> str:
        if choice in {LIGHT, DARK}:
            return choice
        return DARK if _app().styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT

    def _wear(self, theme: Theme, *, grown: bool = False) -> None:
        self._theme = theme
        app = _app()
        app.setFont(fonts.font(fonts.Type.BODY))
        app.setPalette(palette(theme))
        QToolTip.setPalette(palette(theme))
        QToolTip.setFont(fonts.font(fonts.Type.SECOND))
        self._restyling.begin(theme, grown=grown)
        self.changed.emit()

    @Slot()
    def _on_scheme_changed(self) -> None:
        if self._choice == SYSTEM:
            self.choose(SYSTEM)


def current() -> Theme:
    """The theme that is worn now."""
    return look.theme


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication), "the look needs an application to dress"  # noqa: S101
    return app


look = Look()
