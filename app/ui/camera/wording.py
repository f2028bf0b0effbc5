"""What is said of the live picture: how the camera stands and what to do, and the advice beside it. No widget."""

from __future__ import annotations

from dataclasses import dataclass

from app.background.camera_state import CameraState, Glimpse
from app.background.film_lane import FilmStands
from app.domain.auto_capture import Auto, Why
from app.domain.picture_quality import Fill, Focus, Light
from app.ui.words import _, translated


@dataclass(frozen=True, slots=True)
class Remark:
    """Words with their tone (`ok`, `warn`, `bad`, `neutral`), and what to do where something is wrong."""

    text: str
    tone: str
    hint: str = ""


def words_of_state(glimpse: Glimpse) -> Remark:
    """How the camera stands, in the picture's place; the camera's own words where it had some."""
    said = _states(glimpse)[glimpse.state]
    if glimpse.problem is None or glimpse.state.can_take:
        return said
    hint = f"{translated(glimpse.problem.message)} {translated(glimpse.problem.hint)}"
    return Remark(said.text, said.tone, hint.strip())


def status_of(glimpse: Glimpse) -> Remark:
    """How the camera stands, for the window's head."""
    if glimpse.state is CameraState.LIVE:
        return Remark(_("Camera"), "ok")
    said = words_of_state(glimpse)
    return Remark(_("Camera: {state}", state=said.text), said.tone, said.hint)


def film_said(stands: FilmStands | None) -> Remark:
    """The film that is being made, with its time; empty words where there is none."""
    if stands is None:
        return Remark("", "neutral")
    time = f"{int(stands.seconds) // 60}:{int(stands.seconds) % 60:02d}"
    if stands.ending:
        return Remark(_("Film is kept…"), "bad")
    return Remark(_("Film {time}", time=time), "bad")


def auto_said(auto: Auto) -> str:
    """What the photo that is taken by itself waits for; empty where none is."""
    return {
        Why.OFF: "",
        Why.MOVING: _("Hold it still"),
        Why.POOR: _("Waits for a good picture"),
        Why.SAME: _("Move it for the next photo"),
        Why.NO_CODE: _("Show its code too"),
        Why.COUNTING: _("Keep it so…"),
        Why.DUE: _("Keep it so…"),
    }[auto.why]


def chips_of(glimpse: Glimpse) -> tuple[Remark, ...]:
    """Advice while the hand still moves; none where there is no picture. It keeps nobody from taking the photo: the
    gate judges what was taken, by the same measures."""
    if glimpse.advice is None or not glimpse.state.can_take:
        return ()
    focus = {
        Focus.SHARP: Remark(_("Sharp"), "ok"),
        Focus.BLURRED: Remark(_("Blurred"), "warn", _("Hold it still, or a little further away.")),
    }
    light = {
        Light.GOOD: Remark(_("Light good"), "ok"),
        Light.BLACK: Remark(_("No light"), "bad", _("Take the cover off the lens, or switch the lamp on.")),
        Light.DARK: Remark(_("Too dark"), "bad", _("Switch the lamp on.")),
        Light.DIM: Remark(_("Too dark"), "warn", _("Switch the lamp on.")),
        Light.BRIGHT: Remark(_("Too bright"), "warn", _("Turn the lamp away, or lay it so that it does not shine.")),
        Light.GLARING: Remark(_("Too bright"), "bad", _("Turn the lamp away, or lay it so that it does not shine.")),
    }
    if glimpse.advice.light is Light.BLACK:  # nothing is seen: a black picture is neither sharp nor blurred
        return (light[Light.BLACK],)
    nothing = Remark(_("Nothing in view"), "warn", _("Lay the piece into the picture, so that it fills most of it."))
    seen = nothing if glimpse.advice.fill is Fill.EMPTY else focus[glimpse.advice.focus]
    return seen, light[glimpse.advice.light]


def _states(glimpse: Glimpse) -> dict[CameraState, Remark]:
    name = translated(glimpse.info.name) if glimpse.info is not None else ""
    return {
        CameraState.STARTING: Remark(_("The camera is starting"), "neutral"),
        CameraState.LIVE: Remark(name or _("Camera"), "ok"),
        CameraState.DARK: Remark(_("It is dark"), "warn", _("Take the cover off the lens, or switch the lamp on.")),
        CameraState.STALLED: Remark(
            _("No picture comes"), "bad", _("Take the camera's cable out and put it in again: it comes back by itself.")
        ),
        CameraState.LOST: Remark(_("The camera is gone"), "bad", _("Put its cable in again: it comes back by itself.")),
        CameraState.ABSENT: Remark(
            _("No camera"), "bad", _("Put its cable in, or choose another camera in the settings.")
        ),
    }
