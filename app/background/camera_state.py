"""How a camera stands: its states, what leads from one to another, and when a lost one is looked for again. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from app.domain.auto_capture import Auto
from app.domain.picture_quality import Advice, Light
from app.errors import BenchError, TimedOut
from app.ports import CameraInfo, Frame

STALLED_AFTER_S: Final = 2.0
OPENS_WITHIN_S: Final = 10.0
"""Some drivers take seconds to open; none takes this long and opens then."""
FIRST_RETRY_S: Final = 0.25
LAST_RETRY_S: Final = 5.0
NOTHING: Final = Auto()


class CameraState(StrEnum):
    """`absent` was never there since the window opened, `lost` was; `stalled` is there and sends nothing."""

    STARTING = "starting"
    LIVE = "live"
    DARK = "dark"
    STALLED = "stalled"
    LOST = "lost"
    ABSENT = "absent"

    @property
    def can_take(self) -> bool:
        """Whether a photo can be taken."""
        return self in {CameraState.LIVE, CameraState.DARK}

    @classmethod
    def of_light(cls, light: Light) -> CameraState:
        """Of a camera that sends pictures."""
        return cls.DARK if light is Light.BLACK else cls.LIVE


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What there is to see at a moment.

    Attributes:
        state: how the camera stands
        at: when the newest frame came, or the camera began to be looked for; seconds of the monotonic clock
        frame: the newest picture, scaled for the view; none while there is none to show
        advice: how sharp and bright it is
        info: what the camera gives; none until it was open once
        problem: what is wrong, in words with what to do
        auto: whether the photo that is owed is due by itself

    """

    state: CameraState
    at: float
    frame: Frame | None = None
    advice: Advice | None = None
    info: CameraInfo | None = None
    problem: BenchError | None = None
    auto: Auto = NOTHING


def state_seen(glimpse: Glimpse, now: float) -> Glimpse:
    """As it is seen now: a picture that is too old is no live picture."""
    patience = {
        CameraState.STARTING: OPENS_WITHIN_S,
        CameraState.LIVE: STALLED_AFTER_S,
        CameraState.DARK: STALLED_AFTER_S,
    }.get(glimpse.state)
    if patience is not None and now - glimpse.at > patience:
        return replace(glimpse, state=CameraState.STALLED, auto=NOTHING)
    return glimpse


def state_after(error: BaseException, before: Glimpse) -> CameraState:
    """What a failure makes of a camera."""
    if isinstance(error, TimedOut):
        return CameraState.STALLED
    return CameraState.ABSENT if before.info is None else CameraState.LOST


def retry_after(failures: int) -> float:
    """Seconds until the next attempt, after so many failures in a row."""
    return float(min(FIRST_RETRY_S * 2 ** min(failures - 1, 10), LAST_RETRY_S))
