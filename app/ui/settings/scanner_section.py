"""The scanner: a place that shows what really came, and how it is set up. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from app.config import Settings
from app.ui.kit import ElidedLabel, FactRows, Label, Segmented
from app.ui.parts import Parts
from app.ui.scanner.burst import Heard
from app.ui.theme import Space, Type
from app.ui.words import _

from .rows import SettingRow
from .scene import keys_of, pace_of, what_it_is
from .section import Section

GAPS_MS = (20, 35, 50, 80)
SUBSTITUTES = ("", "~", "|", "^")


class ScannerSection(Section):
    """Scan anything here: nothing comes of it."""

    name = "scanner"
    icon = "barcode"

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._heard: Heard | None = None
        self._code = ""
        self._ask = Label(tone="second", name="scanner_ask")
        self._shown = ElidedLabel(kind=Type.CODE, name="scanner_code")
        self._facts = FactRows("scanner_facts")
        self._prefix, self._suffix = Segmented("scanner_prefix"), Segmented("scanner_suffix")
        self._substitute = Segmented("scanner_substitute")
        self._gap = Segmented("scanner_gap")
        self._rows = {
            "prefix": SettingRow("scanner_prefix", self._prefix),
            "suffix": SettingRow("scanner_suffix", self._suffix),
            "gap": SettingRow("scanner_gap", self._gap),
            "substitute": SettingRow("scanner_substitute", self._substitute),
        }
        came = QVBoxLayout()
        came.setSpacing(Space.TIGHT)
        for widget in (self._ask, self._shown, self._facts):
            came.addWidget(widget)
        came.addSpacing(Space.TIGHT)
        self.scrolled((came,), self._rows.values())
        self._prefix.chosen.connect(self._on_prefix_chosen)
        self._suffix.chosen.connect(self._on_suffix_chosen)
        self._substitute.chosen.connect(self._on_substitute_chosen)
        self._gap.chosen.connect(self._on_gap_chosen)

    @staticmethod
    def title() -> str:
        return _("Scanner")

    def scanned(self, code: str) -> None:
        self._code = code
        self.sounded.emit("taken")
        self._show()

    def heard(self, heard: Heard) -> None:
        self._heard = heard

    def show_settings(self, settings: Settings) -> None:
        scanner = settings.scanner
        self._prefix.show_choices([("none", _("None")), ("F24", "F24"), ("STX", "STX")], scanner.prefix)
        suffixes = [("auto", _("Any")), ("Enter", "Enter"), ("Tab", "Tab"), ("ETX", "ETX"), ("none", _("None"))]
        self._suffix.show_choices(suffixes, scanner.suffix)
        signs = [(sign or "none", sign or _("None")) for sign in dict.fromkeys((*SUBSTITUTES, scanner.gs_substitute))]
        self._substitute.show_choices(signs, scanner.gs_substitute or "none")
        gaps = sorted({*GAPS_MS, scanner.gap_ms})
        self._gap.show_choices([(str(gap), f"{gap} ms") for gap in gaps], str(scanner.gap_ms))
        self._gap.setEnabled(scanner.prefix == "none")

    def retranslate(self) -> None:
        self._ask.say(_("Scan anything: it is shown here, and nothing comes of it. Nothing shown means nothing came."))
        self._rows["prefix"].say(
            _("Before the code"), _("Best is F24 or STX, set in the scanner too: then typing is never held back.")
        )
        self._rows["suffix"].say(_("After the code"), _("Any: Enter, ETX or a pause ends it."))
        self._rows["gap"].say(
            _("Longest pause between two keys"), _("Without a sign before the code. Longer for a slow scanner.")
        )
        self._rows["substitute"].say(_("Sent for GS"), _("The sign that parts the fields of a GS1 code."))
        self._show()

    def _show(self) -> None:
        self._shown.say(self._code.replace("\x1d", "␝") or _("Nothing yet."))
        self._shown.set_tone("ink" if self._code else "second")
        heard = self._heard if self._heard is not None and self._heard.code == self._code else None
        self._facts.show_facts(
            [
                (_("What it is"), what_it_is(self._code) if self._code else ""),
                (_("Length"), str(len(self._code)) if self._code else ""),
                (_("Keys"), keys_of(heard.strokes) if heard is not None else ""),
                (_("Pace"), pace_of(heard) if heard is not None else ""),
            ]
        )

    @Slot(str)
    def _on_prefix_chosen(self, prefix: str) -> None:
        self.changed.emit({("scanner", "prefix"): prefix})

    @Slot(str)
    def _on_suffix_chosen(self, suffix: str) -> None:
        self.changed.emit({("scanner", "suffix"): suffix})

    @Slot(str)
    def _on_substitute_chosen(self, sign: str) -> None:
        self.changed.emit({("scanner", "gs_substitute"): "" if sign == "none" else sign})

    @Slot(str)
    def _on_gap_chosen(self, gap: str) -> None:
        self.changed.emit({("scanner", "gap_ms"): int(gap)})
