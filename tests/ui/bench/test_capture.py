"""The eye of the bench in a real window: photos by themselves, by a pedal, and what lies over the live picture."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import config
from app.background.camera_state import CameraState
from app.bootstrap import Stations
from app.demo.showing import scanner_of
from app.devices.scene_camera import SceneCamera
from app.devices.virtual_camera import picture
from app.domain.auto_capture import Why
from app.domain.bench.state import Step
from app.ui.application import open_window
from app.ui.bench.page import BenchPage
from app.ui.camera import LivePicture
from tests.bench_window import Hands, wait_until
from tests.ui.bench.walk import SHOE


class Eyed(Hands):
    """A person at a bench whose camera sees what the test shows it."""

    camera: SceneCamera

    @property
    def live(self) -> LivePicture:
        return self.page._picture

    @property
    def taken(self) -> list[str]:
        standing = self.desk.standing
        assert standing is not None
        return [shot.name for shot in standing.state.unit.shots] if standing.state.unit is not None else []

    def owing(self) -> "Eyed":
        """A shoe that was found as announced: photos are owed."""
        self.sign_in().scan(SHOE).scan("SHOE-RED-42").press("1", "1")
        assert self.scene.step is Step.PHOTOS
        wait_until(lambda: self.window.parts.live.glimpse().state is CameraState.LIVE)
        return self


@contextmanager
def eyed(folder: Path, settings: str = "") -> Iterator[Eyed]:
    (folder / "shots").mkdir()
    (folder / "profile" / "config.toml").write_text(settings)
    camera = SceneCamera(picture("front"), fps=30)
    with Stations().open(folder / "profile") as opened:
        station = replace(opened, eyes=replace(opened.eyes, open_camera=lambda: camera))
        with open_window(station) as window:
            window.resize(1366, 768)
            window.show()
            page = window.page("bench")
            assert isinstance(page, BenchPage)
            hands = Eyed(window, page, window.parts.desk, folder / "shots")
            hands.camera = camera
            hands.settle()
            yield hands


def test_demand_c2_a_photo_is_taken_by_itself_once_a_scene(folder):
    with eyed(folder) as hands:
        hands.owing()
        assert hands.live.glimpse is not None
        assert hands.live.glimpse.auto.why is Why.OFF
        hands.press("A")  # switched on by one key
        wait_until(lambda: hands.live.glimpse.auto.why is Why.COUNTING)
        wait_until(lambda: hands.taken == ["front"])
        hands.settle()
        wait_until(lambda: hands.live.glimpse.auto.why is Why.SAME)  # the shoe lies there as before
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
        hands.touch("tool_overlay").read()
        assert config.load(folder / "profile" / "config.toml").camera.overlay == "lines"


@pytest.mark.parametrize("key", ["A", "G"])
def test_where_no_photo_is_owed_the_keys_mean_nothing(folder, key):
    with eyed(folder) as hands:
        hands.sign_in().press(key)
        assert not hands.window.parts.choices.auto
        assert hands.window.parts.choices.overlay == "none"
