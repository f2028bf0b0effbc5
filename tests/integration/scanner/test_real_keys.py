"""Real keys of a real X server: xdotool types, the window is held up meanwhile, and every code is whole."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"{' and '.join(MISSING)} not installed: no real keys were tried."
)

WINDOW = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from app.ui.scanner.burst import Manner
from app.ui.scanner.wedge import Wedge

prefix, stalls = sys.argv[1], sys.argv[2] == "stalls"
application = QApplication([])
window = QWidget()
field = QLineEdit()
QVBoxLayout(window).addWidget(field)
wedge = Wedge(Manner(prefix=prefix, gap_ms=80))  # xdotool may be held up itself where much else runs
wedge.listen(application)
wedge.scanned.connect(lambda code: print("scanned", code, flush=True))

def show_field(text):
    print("field", text, flush=True)
    if text.endswith("."):
        application.quit()

def stall():
    end = time.monotonic() + 0.15
    while time.monotonic() < end:
        pass

field.textChanged.connect(show_field)
timer = QTimer()
timer.timeout.connect(stall)
if stalls:
    timer.start(400)
window.resize(400, 200)
window.show()
field.setFocus()
QTimer.singleShot(300, lambda: print("ready", flush=True))
QTimer.singleShot(60000, application.quit)
application.exec()
"""


@pytest.fixture
def display() -> Iterator[str]:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start."
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.mark.parametrize("stalls", ["calm", "stalls"])
@pytest.mark.parametrize("prefix", ["none", "STX"])
def test_real_keys(display, prefix, stalls):
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}

    def xdotool(*arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=environment, check=True, timeout=30)

    window = subprocess.Popen(
        [sys.executable, "-c", WINDOW, prefix, stalls], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert window.stdout is not None
    assert window.stdout.readline() == "ready\n"
    xdotool("mousemove", "100", "100")
    codes = [f"R-{number:06d}-aB" for number in range(20)]
    for code in codes:
        if prefix == "STX":
            xdotool("key", "ctrl+b")
        xdotool("type", "--delay", "6", f"{code}\n")
    xdotool("type", "--delay", "200", "by hand.")
    said, _ = window.communicate(timeout=60)
    assert window.returncode == 0
    lines = said.splitlines()
    assert [line.removeprefix("scanned ") for line in lines if line.startswith("scanned ")] == codes
    assert lines[-1] == "field by hand."
    assert lines[len(codes)] == "field b"
