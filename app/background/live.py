"""The live camera: one lane that looks, keeps the newest picture, takes stills, and finds its camera again.

Nothing queues here: whoever draws asks `glimpse` for the newest picture when it draws; frames that nobody saw are gone.
A camera that fails is closed and opened again, after a quarter of a second at first, then after longer, for as long as
the window is open; nobody restarts anything. That nothing comes any more is noticed by whoever looks, not by the lane,
which may be the one that waits. Codes are read
in a lane of their own (`app.background.code_lane`), films made in another (`app.background.film_lane`).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from uuid import uuid4

from app.background.auto_eye import AutoEye
from app.background.camera_state import NOTHING, CameraState, Glimpse, retry_after, state_after, state_seen
from app.background.code_lane import CodeLane
from app.background.film_lane import FilmLane
from app.background.lanes import Lane, OnError
from app.domain.auto_capture import Order
from app.domain.picture_quality import Measured, advice
from app.errors import BenchError, Offline, StoreError
from app.ports import Camera, Darkroom, Frame
from app.saying import say

FPS: Final = 15
STILL_S: Final = 5.0
PATIENCE_S: Final = 4.0
"""Longer than any driver of ours waits for a picture that does not come."""
MOST_STILLS: Final = 12
MEASURE_GAP_S: Final = 0.2
VIEW: Final = (960, 540)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Still:
    """A photo that was taken: a file in the spool for the bench to keep, and the picture to show meanwhile.

    Whoever took it may discard it when the bench has answered. Of what nobody discards the newest few stay, for a photo
    below the gate may be sent again with a reason; the rest goes, and all of it when the camera is closed.
    """

    file: Path
    width: int
    height: int
    preview: Frame

    def discard(self) -> None:
        """The file is needed no more: the evidence has its own, or the bench refused it."""
        _remove(self.file)


def _remove(file: Path) -> None:
    """The sweep takes what cannot be removed now."""
    with suppress(OSError):
        file.unlink()


class Live:
    """One camera's lane. Any thread may ask it; `on_done` and `on_error` are called in the lane."""

    def __init__(
        self,
        open_camera: Callable[[], Camera],
        open_darkroom: Callable[[], Darkroom],
        spool: Path,
        *,
        fps: int = FPS,
        codes: CodeLane | None = None,
        film: FilmLane | None = None,
    ) -> None:
        """`open_camera` and `open_darkroom` are called in the lane: they may take their time to load."""
        self._open_camera, self._open_darkroom = open_camera, open_darkroom
        self._folder = spool / "tmp"  # where the evidence keeps its drafts, and sweeps what a crash leaves
        self._gap = 1.0 / fps
        self._codes = codes
        self._eye = AutoEye(codes)
        self._measured: Measured | None = None
        self.film = film
        self._lane = Lane("camera")
        self._wake = threading.Event()
        self._started = self._closing = False
        self._camera: Camera | None = None
        self._darkroom: Darkroom | None = None
        self._opened = False
        self._failures = 0
        self._view = VIEW
        self._measured_at = 0.0
        self._stills: list[Path] = []
        self._glimpse = Glimpse(CameraState.STARTING, at=time.monotonic())

    def start(self) -> None:
        """Begin to look; once."""
        if not self._started:
            self._started = True
            self._go_on(None)

    def close(self) -> None:
        """Stop looking, let go of the camera and of what it left; waits for the frame that is on its way.

        A camera whose driver hangs is left to it: the window must close all the same.
        """
        self._closing = True
        self._wake.set()
        rests = self._lane.close(PATIENCE_S)
        if self._codes is not None:
            self._codes.close()
        if self.film is not None:
            self.film.close()
        if rests:
            self._let_go()
        for file in self._stills:
            _remove(file)

    def glimpse(self) -> Glimpse:
        """The newest picture and how the camera stands, as of now."""
        return state_seen(self._glimpse, time.monotonic())

    def look_for_codes(self, wanted: bool) -> None:  # noqa: FBT001 - the one thing it says
        """Whether anybody wants the codes in the picture now: reading them takes a third of a processor."""
        if self._codes is not None:
            self._codes.resting = not (wanted and self._codes.scans)

    @property
    def looks_for_codes(self) -> bool:
        """Whether codes in the picture count now."""
        return self._codes is not None and not self._codes.resting

    def frame_codes(self, width: float, height: float) -> None:
        """The part in the middle of the picture in which a code counts: shares of its width and height."""
        if self._codes is not None:
            self._codes.within = width, height

    def owe(self, order: Order | None, *, wanted: bool = False, fits: Callable[[str], bool] | None = None) -> None:
        """The photo that is owed now, whether it is to be taken by itself, and what code would fit it (asked in the
        lane of the codes). When it is due stands in `glimpse().auto`; it is for the window to take it."""
        if self._codes is not None and fits is not None:
            self._codes.look_out(fits)
        self._eye.owe(order, wanted=wanted)

    def fit(self, width: int, height: int) -> None:
        """The size in pixels that previews are to fit into."""
        self._view = (max(1, width), max(1, height))

    def look_again(self) -> None:
        """Do not wait for the next attempt: somebody has just put the cable in."""
        self._wake.set()

    def take_still(self, on_done: Callable[[Still], None], on_error: OnError) -> None:
        """Take a photo at full resolution. Fails with `DeviceError` or `StoreError`, in words."""
        if not self.glimpse().state.can_take:
            self.look_again()  # whoever presses again has just seen to the cable
            on_error(self._no_picture())
            return
        self._lane.submit(self._take, on_done, on_error, timeout_s=STILL_S)

    def _step(self) -> None:
        """One frame; where the camera is not open, it is opened first."""
        camera = self._ready()
        frame = camera.newest()
        if self._codes is not None:
            self._codes.offer(frame)
        if self.film is not None:
            self.film.offer(frame)
        shown = self._glimpse
        if shown.frame is None or frame.captured_at - shown.frame.captured_at >= self._gap * 0.9:
            self._show(frame)
        self._glimpse = replace(self._glimpse, at=time.monotonic())

    def _ready(self) -> Camera:
        if self._camera is None or self._darkroom is None:
            self._camera, self._darkroom = self._open_camera(), self._open_darkroom()
        if not self._opened:
            info = self._camera.open()
            self._opened, self._failures = True, 0
            self._glimpse = replace(self._glimpse, info=info)
            log.info("The camera is open: %s, %d × %d.", info.name, info.width, info.height)
        return self._camera

    def _show(self, frame: Frame) -> None:
        if self._darkroom is None:
            return
        preview = self._darkroom.preview(frame, *self._view)
        seen = self._glimpse.advice
        if seen is None or frame.captured_at - self._measured_at >= MEASURE_GAP_S:
            measured: Measured = self._darkroom.measure(frame)
            self._measured = measured
            seen, self._measured_at = advice(measured, seen), frame.captured_at
        if self._measured is not None:
            self._eye.look(preview, self._measured, self._darkroom)
        state = CameraState.of_light(seen.light)
        self._glimpse = replace(
            self._glimpse, state=state, frame=preview, advice=seen, problem=None, auto=self._eye.auto
        )

    def _go_on(self, _: None) -> None:
        if not self._closing:
            self._lane.submit(self._step, self._go_on, self._fail)

    def _fail(self, error: BaseException) -> None:
        """Close the camera, say how it stands, wait a little, and begin again."""
        if isinstance(error, BenchError):
            if str(error) != str(self._glimpse.problem):  # once, not at every attempt of a night
                log.info("The camera: %s", error)
        else:
            log.error("A fault of the program in the camera's lane", exc_info=error)
        self._let_go()
        problem = error if isinstance(error, BenchError) else None
        state = state_after(error, self._glimpse)
        self._glimpse = replace(self._glimpse, state=state, frame=None, advice=None, problem=problem, auto=NOTHING)
        self._failures += 1
        if not self._closing:
            self._wake.wait(retry_after(self._failures))
            self._wake.clear()
            self._go_on(None)

    def _let_go(self) -> None:
        self._opened = False
        if self._camera is not None:
            try:
                self._camera.close()
            except Exception:
                log.exception("The camera could not be closed")

    def _take(self) -> Still:
        if self._camera is None or self._darkroom is None or not self._opened:
            raise self._no_picture()
        frame = self._camera.still()
        self._eye.took(frame, self._glimpse.frame, self._darkroom)
        self._glimpse = replace(self._glimpse, auto=NOTHING)
        file = self._write(self._darkroom.photo(frame))
        return Still(file, frame.width, frame.height, self._darkroom.preview(frame, *self._view))

    def _write(self, photo: bytes) -> Path:
        """In the spool, not yet durable: the evidence store makes it so before the bench answers."""
        file = self._folder / f"{uuid4().hex}.jpg"
        for old in self._stills[: -(MOST_STILLS - 1)]:
            _remove(old)
        self._stills = [*self._stills[-(MOST_STILLS - 1) :], file]
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.touch(mode=0o600, exist_ok=False)
            file.write_bytes(photo)
        except OSError as error:
            hint = say("Nothing was taken. Free some space on this disk, then take the photo again.")
            raise StoreError(
                say("The photo cannot be written ({reason}).", reason=error.strerror), hint, "disk_failed"
            ) from error
        return file

    def _no_picture(self) -> BenchError:
        return self._glimpse.problem or Offline(say("The camera gives no picture now."))
