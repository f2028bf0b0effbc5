"""A video is played in its order and begins anew after its end."""

import cv2
import numpy as np

from app.devices.frames import pixels_of
from app.devices.video_camera import VideoCamera


def test_after_the_last_frame_comes_the_first(tmp_path):
    file = tmp_path / "bench.avi"
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), 60, (64, 48))
    for light in (40, 120, 200):
        writer.write(np.full((48, 64, 3), light, np.uint8))
    writer.release()
    camera = VideoCamera(file)
    assert camera.open().fps == 60
    seen = [round(float(pixels_of(camera.newest()).mean()) / 40) for _ in range(7)]
    camera.close()
    assert seen == [1, 3, 5, 1, 3, 5, 1]
