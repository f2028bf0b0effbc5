"""This bench: its name and site, the languages, how the window looks and sounds. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.config import Settings
from app.ui.kit import SecondaryButton, Segmented
from app.ui.parts import Parts
from app.ui.theme import Space
from app.ui.words import LANGUAGES, _, language

from .rows import SavedText, SettingRow
from .scene import may_manage
from .section import Section

SIZES = ("100", "115", "130", "150")


class StationSection(Section):
    """Name, site, languages, theme, size of text, tones."""

    name = "station"
    icon = "storefront"

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._name, self._site = SavedText("station_name"), SavedText("station_site")
        self._own, self._house = Segmented("own_language"), Segmented("station_language")
        self._theme, self._size = Segmented("theme"), Segmented("text_size")
        self._volume, self._try = QSlider(Qt.Orientation.Horizontal), SecondaryButton("volume_try", small=True)
        self._volume.setObjectName("volume")
        self._volume.setRange(0, 100)
        self._volume.setPageStep(10)
        tones = QWidget()
        row = QHBoxLayout(tones)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.NEAR)
        row.addWidget(self._volume, 1)
        row.addWidget(self._try)
        self._rows = {
            "own": SettingRow("own_language", self._own),
            "theme": SettingRow("theme", self._theme),
            "size": SettingRow("text_size", self._size),
            "volume": SettingRow("volume", tones),
            "name": SettingRow("station_name", self._name),
            "site": SettingRow("station_site", self._site),
            "house": SettingRow("station_language", self._house),
        }
        self.scrolled(rows=self._rows.values())
        self._connect()

    def _connect(self) -> None:
        self._name.saved.connect(self._on_name_saved)
        self._site.saved.connect(self._on_site_saved)
        self._own.chosen.connect(self._on_own_chosen)
        self._house.chosen.connect(self._on_house_chosen)
        self._theme.chosen.connect(self._on_theme_chosen)
        self._size.chosen.connect(self._on_size_chosen)
        self._volume.sliderReleased.connect(self._on_volume_set)
        self._volume.actionTriggered.connect(self._on_volume_stepped)
        self._try.clicked.connect(self._on_try_clicked)

    @staticmethod
    def title() -> str:
        return _("This bench")

    def show_settings(self, settings: Settings) -> None:
        may = may_manage(self.operator)
        for field, text in ((self._name, settings.station.name), (self._site, settings.station.site)):
            field.show_text(text)
            field.setEnabled(may)
        self._house.setEnabled(may)
        themes = [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        self._theme.show_choices(themes, settings.window.theme)
        self._size.show_choices([(size, f"{size} %") for size in SIZES], str(settings.window.text_size))
        self._volume.setValue(settings.window.volume)
        languages = list(LANGUAGES.items())
        self._own.show_choices(languages, language.code)
        self._house.show_choices(languages, settings.station.language)

    def retranslate(self) -> None:
        only = _("Only a supervisor or a manager changes it.")
        by_whom = "" if may_manage(self.operator) else f" {only}"
        self._rows["own"].say(_("Your language"), _("At every bench where you sign in."))
        self._rows["theme"].say(_("Light or dark"))
        self._rows["size"].say(_("Size of text"), _("Larger for whoever stands further away."))
        self._rows["volume"].say(_("Tones"), _("Taken, refused, done: each is seen as well."))
        self._rows["name"].say(_("Name of this bench"), _("Letters, digits, dots and dashes.") + by_whom)
        self._rows["site"].say(
            _("Site"), _("Country and state, as in US-NJ or DE: they decide the disposal rules.") + by_whom
        )
        self._rows["house"].say(_("Language of the house"), _("For whoever has chosen none of their own.") + by_whom)
        self._volume.setAccessibleName(_("Volume of the tones"))
        self._try.say(_("Listen"))

    @Slot(str)
    def _on_name_saved(self, name: str) -> None:
        self.changed.emit({("station", "name"): name})

    @Slot(str)
    def _on_site_saved(self, site: str) -> None:
        self.changed.emit({("station", "site"): site})

    @Slot(str)
    def _on_own_chosen(self, code: str) -> None:
        language.speak(code)
        if (operator := self.operator) is not None:
            who = operator.user_id
            self.work(lambda: self.parts.station.set_language(who, code), _nothing)

    @Slot(str)
    def _on_house_chosen(self, code: str) -> None:
        self.changed.emit({("station", "language"): code})

    @Slot(str)
    def _on_theme_chosen(self, theme: str) -> None:
        self.changed.emit({("window", "theme"): theme})

    @Slot(str)
    def _on_size_chosen(self, size: str) -> None:
        self.changed.emit({("window", "text_size"): int(size)})

    @Slot()
    def _on_volume_set(self) -> None:
        self.changed.emit({("window", "volume"): self._volume.value()})

    @Slot(int)
    def _on_volume_stepped(self, action: int) -> None:
        if action != QSlider.SliderAction.SliderMove.value:
            self.changed.emit({("window", "volume"): self._volume.sliderPosition()})

    @Slot()
    def _on_try_clicked(self) -> None:
        self.sounded.emit("taken")


def _nothing(_value: object) -> None:
    """Nothing has to be drawn."""
