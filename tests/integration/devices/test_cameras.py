"""One contract for every camera, real or virtual: what `app.ports.Camera` promises holds for each."""

from pathlib import Path

import cv2
import pytest

from app.devices.device_camera import DeviceCamera
from app.devices.folder_camera import FolderCamera
from app.devices.frames import pixels_of
from app.devices.scene_camera import SceneCamera
from app.devices.turned_camera import TurnedCamera
from app.devices.url_camera import UrlCamera
from app.devices.video_camera import VideoCamera
from app.errors import DeviceError, Offline
from tests.camera_server import CameraServer, jpeg, scene

DEVICES = sorted(Path("/dev").glob("video*"))
NO_DEVICE = "There is no camera at this computer (/dev/video*), so its driver was tried only on what is missing."


@pytest.fixture
def server():
    made = CameraServer()
    yield made
    made.drop()


def video(file):
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), 30, (640, 480))
    for light in range(60, 240, 12):
        writer.write(scene(light=light))
    writer.release()
    return file


def folder(place):
    place.mkdir()
    for number, light in enumerate((90, 200)):
        (place / f"{number}.jpg").write_bytes(jpeg(scene(light=light)))
    (place / "notes.txt").write_text("no picture")
    return place


@pytest.fixture(params=["scene", "folder", "video", "url", "turned", "device"])
def camera(request, tmp_path):
    made = {
        "scene": lambda: SceneCamera(scene(), fps=60),
        "folder": lambda: FolderCamera(folder(tmp_path / "pictures"), fps=60),
        "video": lambda: VideoCamera(video(tmp_path / "bench.avi")),
        "url": lambda: UrlCamera(request.getfixturevalue("server").url),
        "turned": lambda: TurnedCamera(SceneCamera(scene(480, 640), fps=60), 90),
        "device": _device,
    }[request.param]()
    yield made
    made.close()


def _device():
    if not DEVICES:
        pytest.skip(NO_DEVICE)
    return DeviceCamera(str(DEVICES[0]), 640, 480)


def test_it_says_what_it_gives_and_gives_it(camera):
    info = camera.open()
    frame = camera.newest()
    assert info.name
    assert (info.width, info.height) == (frame.width, frame.height)
    assert len(bytes(frame.pixels)) == frame.stride * frame.height
    assert pixels_of(frame).shape == (frame.height, frame.width, 3)
    assert pixels_of(frame).std() > 1


def test_time_goes_on_from_frame_to_frame(camera):
    camera.open()
    frames = [camera.newest() for _ in range(3)]
    times = [frame.captured_at for frame in frames]
    assert times == sorted(times)
    assert len(set(times)) == 3


def test_nobody_can_write_to_a_frame(camera):
    camera.open()
    frame = camera.newest()
    assert isinstance(frame.pixels, bytes) or frame.pixels.readonly
    before = bytes(frame.pixels)
    for _ in range(3):
        camera.newest()
    assert bytes(frame.pixels) == before


def test_a_still_has_every_pixel_and_is_taken_after_it_was_asked_for(camera):
    info = camera.open()
    before = camera.newest()
    still = camera.still()
    assert (still.width, still.height) == (info.width, info.height)
    assert still.captured_at > before.captured_at


def test_it_can_be_closed_twice_and_opened_again(camera):
    camera.open()
    camera.close()
    camera.close()
    with pytest.raises(Offline):
        camera.newest()
    camera.open()
    assert camera.newest().width


def test_opening_it_again_without_closing_leaves_it_open(camera):
    camera.open()
    camera.open()
    assert camera.newest().width


@pytest.mark.parametrize(
    "missing",
    [
        lambda place: FolderCamera(place / "nowhere"),
        FolderCamera,
        lambda place: VideoCamera(place / "nowhere.avi"),
        lambda place: DeviceCamera(str(place / "video9"), 640, 480),
        lambda _: UrlCamera("http://127.0.0.1:9/"),
    ],
    ids=["no folder", "no picture", "no video", "no device", "nobody answers"],
)
def test_what_is_not_there_is_offline_in_words(missing, tmp_path):
    with pytest.raises(Offline) as caught:
        missing(tmp_path).open()
    assert caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("kind", [VideoCamera, lambda file: FolderCamera(file.parent)], ids=["video", "folder"])
def test_what_is_no_picture_is_said(kind, tmp_path):
    file = tmp_path / "broken.jpg"
    file.write_bytes(b"no picture at all")
    with pytest.raises(DeviceError) as caught:
        kind(file).open()
    assert caught.value.code == "camera_unreadable"
