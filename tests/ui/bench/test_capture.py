"""The eye of the bench in a real window: photos by themselves, by a pedal, and what lies over the live picture."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFilter
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import config
from app.background.camera_state import CameraState
from app.demo.showing import scanner_of
from app.devices.scene_camera import SceneCamera
from app.devices.virtual_camera import picture
from app.domain.auto_capture import Why
from app.domain.bench.state import Shot, Step
from app.ui.camera import LivePicture
from app.ui.unit.pictures import scaled
from tests.bench_window import Hands, eyed_window, wait_until
from tests.ui.bench.walk import SHOE


class Eyed(Hands):
    """A person at a bench whose camera sees what the test shows it."""

    camera: SceneCamera

    @property
    def live(self) -> LivePicture:
        return self.page._picture

    @property
    def shots(self) -> tuple[Shot, ...]:
        standing = self.desk.standing
        assert standing is not None
        return standing.state.unit.shots if standing.state.unit is not None else ()

    @property
    def taken(self) -> list[str]:
        return [shot.name for shot in self.shots]

    @property
    def why(self) -> Why:
        return self.live.glimpse.auto.why if self.live.glimpse is not None else Why.OFF

    def owing(self) -> "Eyed":
        """A shoe that was found as announced: photos are owed."""
        self.sign_in().scan(SHOE).scan("SHOE-RED-42").press("1", "1")
        assert self.scene.step is Step.PHOTOS
        wait_until(lambda: self.window.parts.live.glimpse().state is CameraState.LIVE)
        return self


@contextmanager
def eyed(folder: Path, settings: str = "") -> Iterator[Eyed]:
    camera = SceneCamera(picture("front"), fps=30)
    with eyed_window(folder, camera, settings) as (_, window, page):
        hands = Eyed(window, page, window.parts.desk, folder / "shots")
        hands.camera = camera
        hands.settle()
        yield hands


def test_demand_c2_a_photo_is_taken_by_itself_once_a_scene(folder):
    with eyed(folder) as hands:
        hands.owing()
        assert hands.why is Why.OFF
        hands.press("A")  # switched on by one key
        wait_until(lambda: hands.why is Why.COUNTING)
        wait_until(lambda: hands.taken == ["front"])
        hands.settle()
        wait_until(lambda: hands.why is Why.SAME)  # the shoe lies there as before
        hands.camera.show(picture("Both soles, from below", "R-000001"))
        wait_until(lambda: len(hands.taken) == 2 or hands.scene.step is not Step.PHOTOS)
        hands.settle()
        shots = hands.taken
        assert len(set(shots)) == 2
        assert config.load(folder / "profile" / "config.toml").camera.auto  # remembered


def test_the_pedal_takes_the_photo_wherever_the_focus_is(folder, qapp):
    with eyed(folder, '[camera]\npedal = "F13"\n') as hands:
        hands.owing()
        hands.button("danger").setFocus()
        QTest.keyClick(hands.button("danger"), Qt.Key.Key_F13)
        wait_until(lambda: len(hands.taken) == 1)
        hands.settle()


def test_a_pedal_that_sends_a_letter_waits_for_the_scanner(folder, qapp):
    with eyed(folder, '[camera]\npedal = "B"\n') as hands:
        hands.owing()
        wedge = scanner_of(hands.window, qapp)
        try:
            QTest.keyClick(hands.page, Qt.Key.Key_B)
            assert hands.taken == []  # a code may begin with it
            wait_until(lambda: len(hands.taken) == 1)
            hands.settle()
        finally:
            qapp.removeEventFilter(wedge)


def test_lines_and_the_reference_picture_are_laid_over_by_one_key_and_remembered(folder):
    with eyed(folder) as hands:
        hands.owing().read()
        seen = []
        for _ in range(4):
            hands.press("G")
            QApplication.processEvents()
            seen.append((hands.live._lines, not hands.live._reference.isNull()))
        assert seen == [(True, False), (False, True), (True, True), (False, False)]
        hands.scan("RG:KEY:G").scan("RG:KEY:G", "RG:KEY:G", "RG:KEY:G")  # the printed sheet
        assert hands.window.parts.choices.overlay == "none"
        hands.touch("tool_overlay").read()
        assert config.load(folder / "profile" / "config.toml").camera.overlay == "lines"


@pytest.mark.parametrize("key", ["A", "G"])
def test_where_no_photo_is_owed_the_keys_mean_nothing(folder, key):
    with eyed(folder) as hands:
        hands.sign_in().press(key)
        assert not hands.window.parts.choices.auto
        assert hands.window.parts.choices.overlay == "none"


def phone_photo(file, shot="phone", *, good=True):
    """As a phone sends it: held on its side, with what its EXIF says."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A phone"
    with Image.open(BytesIO(picture(shot))) as drawn:
        upright = drawn if good else drawn.filter(ImageFilter.GaussianBlur(14))
        upright.transpose(Image.Transpose.ROTATE_90).save(file, "JPEG", exif=exif, quality=92)
    long_ago = time.time() - 60
    os.utime(file, (long_ago, long_ago))
    return file


@pytest.fixture
def inbox(tmp_path):
    made = tmp_path / "Phone"
    made.mkdir()
    return made


def offered(hands):
    return hands.page._offer.viewer._key


def test_a_photo_of_the_folder_is_offered_taken_by_one_key_and_kept_as_it_came(folder, inbox):
    with eyed(folder, f'[camera]\ninbox = "{inbox.as_posix()}"\n') as hands:
        hands.owing()
        old, new = phone_photo(inbox / "IMG_1.jpg", "one"), phone_photo(inbox / "IMG_2.jpg", "two")
        os.utime(old, (time.time() - 600,) * 2)
        hands.press("J")
        wait_until(lambda: offered(hands) == str(new))
        assert hands.live.isHidden()
        hands.press("H")
        assert offered(hands) == str(old)
        hands.press("H", "J")
        wait_until(lambda: hands.taken == ["front"])
        hands.settle()
        assert not hands.live.isHidden()
        (shot,) = hands.shots
        kept = hands.window.parts.station.photo_path(shot.photo.sha256).read_bytes()
        assert kept == new.read_bytes()  # byte for byte, its EXIF in it
        assert b"A phone" in kept
        seen = scaled(hands.window.parts.station.photo_path(shot.photo.sha256), QSize(2000, 2000))
        assert seen is not None
        assert (seen.width(), seen.height()) == (1280, 960)  # as it was held
        hands.press("J")
        wait_until(lambda: offered(hands) == str(old))  # the other one is taken
        hands.press("Esc")
        assert not hands.live.isHidden()


def test_a_photo_that_comes_while_one_is_owed_is_offered_at_once_and_the_gate_judges_it(folder, inbox):
    with eyed(folder, f'[camera]\ninbox = "{inbox.as_posix()}"\n') as hands:
        hands.owing()
        hands.page._folder._timer.setInterval(50)
        wait_until(lambda: hands.page._folder._known is not None)
        blurred = phone_photo(inbox / "IMG_3.jpg", good=False)
        wait_until(lambda: offered(hands) == str(blurred))
        wait_until(lambda: not hands.page._folder._unread.isActive())
        hands.press("J")
        wait_until(lambda: hands.scene.refusal is not None)
        hands.settle()
        assert hands.scene.refusal is not None
        assert hands.scene.refusal.code == "photo_below_gate"
        assert hands.taken == []
        hands.press("1")  # kept with a reason, as any photo
        assert hands.taken == ["front"]


@pytest.mark.parametrize("way", ["Enter", "pedal", "touch"])
def test_what_was_meant_for_the_live_picture_never_takes_a_photo_that_popped_up(folder, inbox, way):
    with eyed(folder, f'[camera]\ninbox = "{inbox.as_posix()}"\npedal = "F13"\n') as hands:
        hands.owing().read()
        hands.page._folder._timer.setInterval(50)
        wait_until(lambda: hands.page._folder._known is not None)
        others = phone_photo(inbox / "IMG_4.jpg", "somebody else's")
        wait_until(lambda: offered(hands) == str(others))
        if way == "touch":
            hands.touch("take")
        elif way == "pedal":
            QTest.keyClick(hands.page, Qt.Key.Key_F13)
        else:
            hands.press(way)
        wait_until(lambda: hands.taken == ["front"])
        hands.settle()
        assert not hands.live.isHidden()  # what they looked at is there again
        (shot,) = hands.shots
        kept = hands.window.parts.station.photo_path(shot.photo.sha256).read_bytes()
        assert kept != others.read_bytes()
        assert b"A phone" not in kept


def test_the_key_that_was_to_open_the_folder_does_not_take_what_popped_up_just_before(folder, inbox):
    with eyed(folder, f'[camera]\ninbox = "{inbox.as_posix()}"\n') as hands:
        hands.owing()
        hands.page._folder._timer.setInterval(50)
        hands.page._folder._unread.setInterval(3_600_000)
        wait_until(lambda: hands.page._folder._known is not None)
        others = phone_photo(inbox / "IMG_6.jpg")
        wait_until(lambda: offered(hands) == str(others))
        hands.press("J")
        assert hands.taken == []
        assert offered(hands) == str(others)
        hands.press("J")  # now it was seen
        wait_until(lambda: hands.taken == ["front"])
        hands.settle()


@pytest.fixture
def dead_share(monkeypatch):
    """A share that answers nothing until the test is over."""
    back = threading.Event()
    for name in ("look_into", "fetch"):
        monkeypatch.setattr(f"app.ui.bench.folder_photos.{name}", lambda *_: back.wait() and None)
    yield back
    back.set()


def test_a_dead_share_stops_neither_the_bench_nor_what_is_taken_in(folder, inbox, dead_share):
    with eyed(folder, f'[camera]\ninbox = "{inbox.as_posix()}"\n') as hands:
        parts = hands.window.parts
        parts.folders._patience_s = 0.05
        try:
            hands.owing().press("J")
            wait_until(lambda: "does not answer" in hands.page._folder._problem)
            hands.page._folder._take(inbox / "IMG_5.jpg", None)
            wait_until(lambda: hands.scene.refusal is not None)
            taken_in: list[object] = []
            parts.importing.submit(lambda: "taken in", taken_in.append, taken_in.append)
            wait_until(lambda: taken_in == ["taken in"])
            hands.press("Space")  # there is nothing to take but what the camera sees
            wait_until(lambda: hands.taken == ["front"])
            assert not hands.live.isHidden()
            hands.settle()
        finally:
            dead_share.set()


def test_a_copy_that_comes_when_another_unit_lies_there_is_not_taken_for_it(folder, inbox):
    with eyed(folder) as hands:
        hands.owing()
        photos, aim = hands.page._folder, hands.page.presenter.aim
        assert aim is not None
        hands.press("Space")
        wait_until(lambda: hands.taken == ["front"])
        hands.settle()
        photos._copying = aim
        photos._on_copied(aim, None, phone_photo(inbox / "late.jpg"))
        hands.settle()
        assert hands.taken == ["front"]


def test_a_photo_that_is_put_away_while_it_is_copied_is_not_taken(folder, inbox, dead_share):
    with eyed(folder) as hands:
        folders = hands.window.parts.folders
        try:
            hands.owing()
            hands.page._folder._take(inbox / "IMG_7.jpg", None)
            assert hands.page._folder._copying is not None
            hands.page._folder._on_asked("close_offer")
        finally:
            dead_share.set()
        came: list[object] = []
        folders.submit(inbox, lambda: True, hands.window.parts.relay.home(came.append), came.append)
        wait_until(lambda: came == [True])  # behind the copy, which came
        hands.settle()
        assert hands.taken == []
        assert hands.scene.refusal is None


def test_without_a_folder_a_file_is_chosen_beside_the_window(folder, inbox):
    with eyed(folder) as hands:
        hands.owing().press("J")
        dialog = hands.page._folder._dialog
        assert dialog is not None
        assert not dialog.isModal()
        dialog.fileSelected.emit(str(phone_photo(inbox / "chosen.jpg")))
        dialog.close()
        wait_until(lambda: hands.taken == ["front"])
        hands.settle()


def test_a_photo_that_was_taken_is_opened_on_its_unit_to_be_drawn_on(folder):
    with eyed(folder) as hands:
        hands.page.unit_asked.connect(hands.units_shown.append)
        hands.owing().press("Space")
        wait_until(lambda: len(hands.taken) == 1)
        hands.settle().touch("taken_0")
        assert hands.units_shown == ["R-000001"]
