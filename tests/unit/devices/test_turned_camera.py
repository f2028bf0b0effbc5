"""A camera on its side gives upright frames, and says the sides they have."""

import pytest

from app.devices.scene_camera import SceneCamera
from app.devices.turned_camera import TurnedCamera
from tests.camera_server import scene


@pytest.mark.parametrize(("degrees", "size"), [(90, (40, 64)), (180, (64, 40)), (270, (40, 64))])
def test_sides_change_with_a_quarter_turn(degrees, size):
    camera = TurnedCamera(SceneCamera(scene(64, 40), fps=1000), degrees)
    info, frame, still = camera.open(), camera.newest(), camera.still()
    assert (info.width, info.height) == (frame.width, frame.height) == (still.width, still.height) == size
    camera.close()
