"""Which camera a station has: the driver that `[camera] source` asks for. Opens nothing. Any thread."""

from __future__ import annotations

from pathlib import Path

from app.config import CameraSettings
from app.devices.device_camera import DeviceCamera
from app.devices.folder_camera import FolderCamera
from app.devices.scene_camera import SceneCamera
from app.devices.turned_camera import TurnedCamera
from app.devices.url_camera import UrlCamera
from app.devices.video_camera import VideoCamera
from app.devices.virtual_camera import picture
from app.ports import Camera


def camera_of(settings: CameraSettings) -> Camera:
    """The camera that is set up, held upright."""
    camera = _driver(settings)
    return TurnedCamera(camera, settings.rotate) if settings.rotate else camera


def _driver(settings: CameraSettings) -> Camera:
    kind, _, place = settings.source.partition(":")
    if kind == "virtual":
        return SceneCamera(picture(""))
    if kind == "device":
        return DeviceCamera(int(place) if place.isdecimal() else place, settings.width, settings.height)
    if kind == "file":
        path = Path(place.removeprefix("//")).expanduser()
        return FolderCamera(path) if path.is_dir() else VideoCamera(path)
    return UrlCamera(settings.source)
