"""Hands each widget that Qt draws its own small style sheet, once, and another one when the look changes.

    app.setStyle(StationStyle())
    Restyling().begin()      another theme or size of text is worn: what is seen first, a few widgets in one go

Owns the tooltip's shape. A widget that wears a sheet says so by its property `sheets`; whatever stands inside
it is left to that sheet. Main thread.
"""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QEvent, QMargins, QObject, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QBitmap, QPainter, QRegion
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleHintReturnMask,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from . import sheet
from .tokens import LIGHT, Theme, load

SHEETS = "sheets"
GO_S = 0.008
"""How long restyling may hold the main thread before it gives others a turn."""

_TIP = "QTipLabel"
_TIP_FRAME, _TIP_SIDE, _TIP_RADIUS = 5, 4, 6


class StationStyle(QProxyStyle):
    """Fusion; a widget gets its sheet when Qt polishes it, which is before it is first shown."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.theme = load(LIGHT)
        self._tip = TipStyle()

    def polish(self, what: object) -> None:
        """Of a widget, the palette or the application, as Qt calls it."""
        super().polish(what)  # type: ignore[call-overload]
        if not isinstance(what, QWidget):
            return
        files = sheet.wears(what)
        if files and what.property(SHEETS) is None and not _inside_another(what):
            what.setProperty(SHEETS, ",".join(files))
            what.setStyleSheet(sheet.sheet(self.theme, files))
        elif isinstance(what, QLabel) and what.inherits(_TIP):
            what.setStyle(self._tip)
            what.setContentsMargins(QMargins(_TIP_SIDE, 0, _TIP_SIDE, 0))


class TipStyle(QProxyStyle):
    """A tooltip: dark on light, light on dark, its corners round."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric is QStyle.PixelMetric.PM_ToolTipLabelFrameWidth:
            return _TIP_FRAME
        return super().pixelMetric(metric, option, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element is QStyle.PrimitiveElement.PE_PanelTipLabel:
            painter.fillRect(option.rect, option.palette.toolTipBase())
        else:
            super().drawPrimitive(element, option, painter, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if (
            hint is QStyle.StyleHint.SH_ToolTip_Mask
            and isinstance(returned, QStyleHintReturnMask)
            and option is not None
        ):
            returned.region = _round(option.rect)
            return 1
        return super().styleHint(hint, option, widget, returned)


def _round(rect: QRect) -> QRegion:
    mask = QBitmap(rect.size())
    mask.clear()
    painter = QPainter(mask)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.color1)
    painter.drawRoundedRect(mask.rect(), _TIP_RADIUS, _TIP_RADIUS)
    painter.end()
    return QRegion(mask)


def _turn(widget: QWidget) -> tuple[bool, bool]:
    """What is seen comes first; of that, what wears a sheet: whoever measures it does so in its new letters."""
    return not widget.isVisible(), widget.property(SHEETS) is None


def _inside_another(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        # Some are made before what they stand in is dressed.
        if above.property(SHEETS) is not None or sheet.wears(above):
            return True
        above = above.parentWidget()
    return False


class Restyling(QObject):
    """Tells the widgets that they look otherwise now; what is seen comes first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = load(LIGHT)
        self._waiting: deque[QWidget] = deque()
        self._grown = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_turn)

    @property
    def done(self) -> bool:
        """Whether everything wears the look of now."""
        return not self._waiting

    def begin(self, theme: Theme, *, grown: bool) -> None:
        """Whatever wears a sheet gets that of this theme; `grown`: everything else asks for its letters anew, too."""
        self._theme = theme
        style = QApplication.style()
        if isinstance(style, StationStyle):
            style.theme = theme
        self._grown |= grown
        told = [one for one in QApplication.allWidgets() if self._grown or one.property(SHEETS) is not None]
        self._waiting = deque(sorted(told, key=_turn))
        self._on_turn()

    @Slot()
    def _on_turn(self) -> None:
        until = time.perf_counter() + GO_S
        while self._waiting and time.perf_counter() < until:
            widget = self._waiting.popleft()
            if isValid(widget):
                self._tell(widget)
        if self._waiting:
            self._timer.start()
        else:
            self._timer.stop()
            self._grown = False

    def _tell(self, widget: QWidget) -> None:
        worn = widget.property(SHEETS)
        if worn is None:
            QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
            return
        made = sheet.sheet(self._theme, tuple(str(worn).split(",")))
        if widget.styleSheet() != made:
            widget.setStyleSheet(made)
