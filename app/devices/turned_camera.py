"""A camera that hangs on its side or upside down: the same camera, its frames turned upright. As many threads as it."""

from app.devices.frames import turned
from app.ports import Camera, CameraInfo, Frame


class TurnedCamera:
    """Implements `app.ports.Camera` by another one; turns clockwise by 90, 180 or 270 degrees."""

    def __init__(self, camera: Camera, degrees: int) -> None:
        self._camera = camera
        self._degrees = degrees

    def open(self) -> CameraInfo:
        """As the camera says, with its sides changed where they are."""
        info = self._camera.open()
        if self._degrees % 180 == 0:
            return info
        return CameraInfo(info.name, info.height, info.width, info.fps)

    def newest(self) -> Frame:
        """The newest frame, upright."""
        return turned(self._camera.newest(), self._degrees)

    def still(self) -> Frame:
        """A still, upright."""
        return turned(self._camera.still(), self._degrees)

    def close(self) -> None:
        """Close the camera."""
        self._camera.close()
