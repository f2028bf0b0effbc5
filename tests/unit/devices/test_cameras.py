"""Each source of the configuration finds its driver."""

import pytest

from app.config import CameraSettings
from app.devices.cameras import camera_of
from app.devices.device_camera import DeviceCamera
from app.devices.folder_camera import FolderCamera
from app.devices.scene_camera import SceneCamera
from app.devices.turned_camera import TurnedCamera
from app.devices.url_camera import UrlCamera
from app.devices.video_camera import VideoCamera


@pytest.mark.parametrize(
    ("source", "driver"),
    [
        ("virtual", SceneCamera),
        ("device:0", DeviceCamera),
        ("device:/dev/v4l/by-id/bench", DeviceCamera),
        ("http://127.0.0.1:8080/stream", UrlCamera),
        ("https://127.0.0.1/stream", UrlCamera),
        ("file:nowhere.avi", VideoCamera),
        ("file:///nowhere.avi", VideoCamera),
    ],
)
def test_its_driver(source, driver):
    assert type(camera_of(CameraSettings(source=source))) is driver


def test_a_folder_and_a_turned_one(tmp_path):
    assert type(camera_of(CameraSettings(source=f"file:{tmp_path}"))) is FolderCamera
    assert type(camera_of(CameraSettings(rotate=90))) is TurnedCamera
