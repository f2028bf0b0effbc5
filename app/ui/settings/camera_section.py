"""The camera: what it sees now, how it stands, which codes it reads, and where its pictures come from. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.background.camera_state import Glimpse
from app.config import Settings
from app.ui.camera import LivePicture, chips_of, words_of_state
from app.ui.kit import Chip, ElidedLabel, FactRows, Segmented, Toggle
from app.ui.parts import Parts
from app.ui.theme import Space, Type
from app.ui.words import _, translated

from .eye_rows import EyeRows
from .rows import SavedText, SettingRow
from .scene import what_it_is
from .section import Section

SIZES = ("1280x720", "1920x1080", "3840x2160")
PICTURE_WIDTH = 400


class CameraSection(Section):
    """The live picture and its settings."""

    name = "camera"
    icon = "camera"

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._mirrored = parts.station.settings.camera.mirror
        self._code = ""
        self._glimpse: Glimpse | None = None
        self.picture = LivePicture()
        self.picture.setFixedWidth(PICTURE_WIDTH)
        self._state = Chip("camera_state", filled=True)
        self._advice = [Chip(f"camera_advice_{number}", filled=True) for number in range(2)]
        self._facts = FactRows("camera_facts")
        self._seen = ElidedLabel(kind=Type.CODE, name="camera_code")
        self._source = SavedText("camera_source")
        self._size = Segmented("camera_size")
        self._turn = Segmented("camera_turn")
        self._mirror, self._codes = Toggle("camera_mirror"), Toggle("camera_codes")
        self._rows = {
            "source": SettingRow("camera_source", self._source),
            "size": SettingRow("camera_size", self._size),
            "turn": SettingRow("camera_turn", self._turn),
            "mirror": SettingRow("camera_mirror", self._mirror),
            "codes": SettingRow("camera_codes", self._codes),
        }
        self.eye = EyeRows(parts.choices, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(Space.TIGHT)
        for chip in (self._state, *self._advice):
            beside.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self._facts)
        beside.addWidget(self._seen)
        beside.addStretch()
        top = QHBoxLayout()
        top.setSpacing(Space.FAR)
        top.addWidget(self.picture)
        top.addLayout(beside, 1)
        self.scrolled((top,), (*self.eye.rows.values(), *self._rows.values()))

    def _connect(self) -> None:
        self.picture.looked.connect(self._on_looked)
        self._source.saved.connect(self._on_source_saved)
        self._size.chosen.connect(self._on_size_chosen)
        self._turn.chosen.connect(self._on_turn_chosen)
        self._mirror.clicked.connect(self._on_mirror_clicked)
        self._codes.clicked.connect(self._on_codes_clicked)
        self.eye.changed.connect(self.changed)
        self.eye.refused.connect(self._on_pedal_refused)

    @property
    def wants_codes(self) -> bool:
        return True

    @staticmethod
    def title() -> str:
        return _("Camera")

    def came_to_front(self) -> None:
        self.picture.watch(self.parts.live, mirror=self._mirrored)

    def left(self) -> None:
        self.picture.watch(None)

    def scanned(self, code: str) -> None:
        if code != self._code:
            self.sounded.emit("taken")
        self._code = code
        self._show()

    def show_settings(self, settings: Settings) -> None:
        camera = settings.camera
        self._source.show_text(camera.source)
        size = f"{camera.width}x{camera.height}"
        sizes = list(dict.fromkeys((*SIZES, size)))
        self._size.show_choices([(one, one.replace("x", " × ")) for one in sizes], size)
        self._turn.show_choices([(str(turn), f"{turn}°") for turn in (0, 90, 180, 270)], str(camera.rotate))
        self._mirror.setChecked(camera.mirror)
        self._codes.setChecked(camera.read_codes)
        self.eye.show_settings(settings)

    def retranslate(self) -> None:
        self._rows["source"].say(
            _("Source"), _("virtual; device:0 for a camera at this computer; http://… for one on the network.")
        )
        self._rows["size"].say(_("Resolution"), _("Asked of the camera; what it really gives stands above."))
        self._rows["turn"].say(_("Turned"), _("Clockwise, live picture and photos."))
        self._rows["mirror"].say(_("Mirror"), _("The live picture only; photos never are."))
        self._rows["codes"].say(_("Codes"), _("Hold a code before the camera: it is shown above."))
        self._mirror.say(_("As in a mirror"))
        self._codes.say(_("The camera reads codes too"))
        self.eye.retranslate()
        self.picture.retranslate()
        self._show()

    @Slot(object)
    def _on_looked(self, glimpse: Glimpse) -> None:
        self._glimpse = glimpse
        self._show()

    def _show(self) -> None:
        glimpse = self._glimpse
        state = words_of_state(glimpse) if glimpse is not None else None
        self._state.setVisible(state is not None)
        if state is not None:
            self._state.say(state.text, state.tone)
        remarks = chips_of(glimpse) if glimpse is not None else ()
        for number, chip in enumerate(self._advice):
            chip.setVisible(number < len(remarks))
            if number < len(remarks):
                chip.say(remarks[number].text, remarks[number].tone)
        info = glimpse.info if glimpse is not None else None
        self._facts.show_facts(
            [
                (_("Camera"), translated(info.name) if info is not None else ""),
                (_("Picture"), f"{info.width} × {info.height}" if info is not None else ""),
                (_("What to do"), state.hint if state is not None else ""),
                (_("Code read"), what_it_is(self._code) if self._code else ""),
            ]
        )
        self._seen.say(self._code.replace("\x1d", "␝"))

    @Slot(object, object)
    def _on_pedal_refused(self, what: str, to_do: str) -> None:
        self.noted.emit("warn", what, to_do)

    @Slot(str)
    def _on_source_saved(self, source: str) -> None:
        self.changed.emit({("camera", "source"): source})

    @Slot(str)
    def _on_size_chosen(self, size: str) -> None:
        width, height = size.split("x")
        self.changed.emit({("camera", "width"): int(width), ("camera", "height"): int(height)})

    @Slot(str)
    def _on_turn_chosen(self, turn: str) -> None:
        self.changed.emit({("camera", "rotate"): int(turn)})

    @Slot()
    def _on_mirror_clicked(self) -> None:
        self.changed.emit({("camera", "mirror"): self._mirror.isChecked()})

    @Slot()
    def _on_codes_clicked(self) -> None:
        self.changed.emit({("camera", "read_codes"): self._codes.isChecked()})
