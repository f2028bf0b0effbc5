"""From what each frame of a camera shows to what was scanned: a vote over frames, and one scan a parcel.

A code counts when two of the last three frames show it, no other text stands on the same bars, and a scanner could have
handed it in. Codes that no rule knows wait while a known one is in view; bars without a check of their own count only
as something known. What counted is silent until it was out of view for a while, in the time of the frames.

Pure: frames come with their time, nothing asks a clock. Never changed: `after` gives the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.identifiers import Kind, UnfittingCode, clean_scan, identify
from app.domain.symbols import Code

FRAMES, AGREEING = 3, 2
QUIET_S = 2.0
_WEB = ("http://", "https://", "www.")


@dataclass(frozen=True, slots=True)
class _Silent:
    """A text that was scanned, and when it was last in view."""

    text: str
    seen_at: float


@dataclass(frozen=True, slots=True)
class Sightings:
    """What the last frames showed, and what of it was scanned already."""

    frames: tuple[tuple[Code, ...], ...] = ()
    silent: tuple[_Silent, ...] = ()

    def after(self, codes: Sequence[Code], at: float) -> tuple[Sightings, tuple[Code, ...]]:
        """The sightings with one more frame, taken at `at` seconds, and what it makes a scan of."""
        frames = (*self.frames, tuple(codes))[-FRAMES:]
        shown = {code.text for code in codes}
        just_shown = {code.text for code in self.frames[-1]} if self.frames else set()
        silent = {
            each.text: each.seen_at for each in self.silent if each.text in just_shown or at - each.seen_at < QUIET_S
        }
        scanned = tuple(code for code in _agreed(frames) if code.text not in silent)
        silent |= {text: at for text in shown if text in silent} | {code.text: at for code in scanned}
        return Sightings(frames, tuple(_Silent(text, seen_at) for text, seen_at in silent.items())), scanned


def _agreed(frames: Sequence[tuple[Code, ...]]) -> tuple[Code, ...]:
    """The codes of the newest frame that count, each text once; what is known before what is not."""
    agreed = {code.text: code for code in frames[-1] if _votes(code.text, frames) >= AGREEING}
    fitting = [code for code in agreed.values() if _fits(code) and not any(_rivals(code, frames))]
    known = tuple(code for code in fitting if _is_known(code))
    return known or tuple(code for code in fitting if code.symbology.has_check)


def _votes(text: str, frames: Sequence[tuple[Code, ...]]) -> int:
    return sum(any(code.text == text for code in frame) for frame in frames)


def _rivals(code: Code, frames: Sequence[tuple[Code, ...]]) -> Iterator[Code]:
    return (other for frame in frames for other in frame if other.text != code.text and other.shares_place_with(code))


def _is_known(code: Code) -> bool:
    return identify(code.text, code.aim).kind is not Kind.UNKNOWN


def _fits(code: Code) -> bool:
    """Whether a scanner could have handed it in. The address of a web page on a box is no scan."""
    try:
        return not clean_scan(code.text).lower().startswith(_WEB)
    except UnfittingCode:
        return False
