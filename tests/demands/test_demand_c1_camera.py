"""C1, the camera: it reads what lies before it, in every symbology of the contract, as if it had been scanned."""

import cv2
import pytest

from app.background.code_lane import CodeLane
from app.background.live import Live
from app.devices.darkroom import OpenCvDarkroom
from app.devices.reading import Cascade
from app.devices.scene_camera import SceneCamera
from tests import drawn

UPS = "1Z999AA10123456784"
SYMBOLS = (
    ("UPCA", "036000291452", "036000291452"),
    ("UPCE", "04252614", "04252614"),
    ("EAN13", "4006381333931", "4006381333931"),
    ("EAN8", "96385074", "96385074"),
    ("Code128", UPS, UPS),
    ("Code39", "R-000042", "R-000042"),
    ("Code93", UPS, UPS),
    ("ITF", "14006381333938", "14006381333938"),
    ("Codabar", "A986578788855B", "986578788855"),
    ("QRCode", UPS, UPS),
    ("DataMatrix", "R-000042-1H", "R-000042-1H"),
    ("PDF417", UPS, UPS),
    ("Aztec", UPS, UPS),
)


def bench_with(name, text, turned):
    code = drawn.symbol(name, text, 3.0)
    return cv2.cvtColor(drawn.on_bench(code, turned=turned), cv2.COLOR_GRAY2BGR)


@pytest.fixture
def scanned():
    return []


@pytest.fixture
def camera(scanned, tmp_path):
    scene = SceneCamera(cv2.cvtColor(drawn.on_bench(None), cv2.COLOR_GRAY2BGR))
    live = Live(
        lambda: scene, OpenCvDarkroom, tmp_path, codes=CodeLane(Cascade, lambda code: scanned.append(code.text))
    )
    live.start()
    yield scene
    live.close()


@pytest.mark.parametrize(("name", "text", "expected"), SYMBOLS, ids=[name for name, _, _ in SYMBOLS])
def test_demand_c1_the_camera_reads_every_symbology(camera, scanned, qtbot, name, text, expected):
    camera.show(bench_with(name, text, 0))
    qtbot.waitUntil(lambda: bool(scanned), timeout=20_000)
    assert scanned == [expected]


@pytest.mark.parametrize("turned", [20, 45, 90, 180])
def test_demand_c1_however_the_parcel_is_turned(camera, scanned, qtbot, turned):
    camera.show(bench_with("Code128", UPS, turned))
    qtbot.waitUntil(lambda: bool(scanned), timeout=20_000)
    assert scanned == [UPS]


def test_demand_c1_one_parcel_after_another_each_once(camera, scanned, qtbot):
    others = ["1Z5R89390357567127", UPS]
    for number, text in enumerate(others, start=1):
        camera.show(bench_with("Code128", text, 10))
        qtbot.waitUntil(lambda count=number: len(scanned) == count, timeout=20_000)
    assert scanned == others
