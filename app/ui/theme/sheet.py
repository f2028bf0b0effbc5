"""What Qt draws itself, dressed: small style sheets, each for its own few classes of widgets, filled in from a theme.

There is no sheet for the whole application: Qt would look through all of its rules for every widget of every page, when
the widget is made and again whenever the theme changes. The kit paints itself, texts take their colours from the
palette, and only what is named here wears a sheet (`app.ui.theme.style` hands it out). Refuses a placeholder that no
theme knows. Main thread.
"""

from __future__ import annotations

from functools import cache
from string import Template

from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSlider,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QToolButton,
    QWidget,
)

from app.paths import shipped

from .fonts import Type, scale
from .tokens import Radius, Space, Theme, Touch

PICTURES = ("arrow_up", "arrow_down", "tick")

ALL = ("field", "tick", "button", "bar", "table", "menu", "tabs", "progress", "slider", "dialog")
"""Files of `resources/theme/sheets`."""

WORN: tuple[tuple[type[QWidget], tuple[str, ...]], ...] = (
    (QLineEdit, ("field",)),
    (QScrollBar, ("bar",)),
    (QComboBox, ("field", "bar", "table")),
    (QAbstractSpinBox, ("field",)),
    (QTextEdit, ("field", "bar")),
    (QPlainTextEdit, ("field", "bar")),
    (QAbstractItemView, ("bar", "table")),
    (QCheckBox, ("tick",)),
    (QRadioButton, ("tick",)),
    (QPushButton, ("button",)),
    (QToolButton, ("button",)),
    (QMenu, ("menu",)),
    (QSlider, ("slider",)),
    (QProgressBar, ("progress",)),
    (QTabWidget, ("button", "tabs")),
    (QTabBar, ("button", "tabs")),
    (QDialog, ALL),
)
"""Which sheets a class of widgets wears; what is inside it wears them, too."""

_CLASSES = tuple(kind for kind, _ in WORN)


def wears(widget: QWidget) -> tuple[str, ...]:
    """The sheets of this widget itself; none, where it paints itself."""
    if not isinstance(widget, _CLASSES):
        return ()
    return next(files for kind, files in WORN if isinstance(widget, kind))


def sheet(theme: Theme, files: tuple[str, ...] = ALL) -> str:
    """These sheets, one after another."""
    return _filled(theme, files, scale())


@cache
def _filled(theme: Theme, files: tuple[str, ...], _enlarged: float) -> str:
    known = values(theme)
    return "\n".join(_template(file).substitute(known) for file in files)


def values(theme: Theme) -> dict[str, str]:
    """What the placeholders stand for."""
    names = [name for name in dir(theme) if not name.startswith("_") and isinstance(getattr(theme, name), str)]
    made = {name: getattr(theme, name) for name in names}
    made |= {f"space_{one.name.lower()}": f"{one.value}px" for one in Space}
    made |= {f"radius_{one.name.lower()}": f"{one.value}px" for one in Radius}
    made |= {f"touch_{one.name.lower()}": f"{one.value}px" for one in Touch}
    made |= {name: shipped("resources", "theme", f"{name}_{theme.name}.svg").as_posix() for name in PICTURES}
    made |= {f"size_{kind.name.lower()}": f"{round(kind.size * scale())}px" for kind in Type}
    return made


@cache
def _template(file: str) -> Template:
    return Template(shipped("resources", "theme", "sheets", f"{file}.qss").read_text("utf-8"))
