"""The colours, radii and spaces that every screen is drawn with; two themes, light and dark.

Owns the tokens and what is derived from them (hover, pressed, the letter in a grade's shape). The values are data:
`resources/theme/light.toml` and `dark.toml`. Refuses a theme file with a token missing, unknown or no colour. Pure
but for reading those two small files once; themes are frozen, any thread may read them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import cache

from app.paths import shipped

from .contrast import mixed, most_readable

LIGHT, DARK = "light", "dark"

# Over the live picture and photos the ground is the same in both themes: pictures do not change with them.
SCRIM = "#0F151C"
ON_SCRIM = "#FFFFFF"
STAGE = "#29323C"

_COLOUR = re.compile(r"#[0-9A-F]{6}")


class Space(IntEnum):
    """Distances in pixels."""

    HAIR = 4
    TIGHT = 8
    NEAR = 12
    CARD = 14
    WIDE = 18
    FAR = 24


class Radius(IntEnum):
    """Round corners in pixels; a chip is round all over."""

    SMALL = 8
    CONTROL = 12
    CARD = 14


class Touch(IntEnum):
    """Least heights in pixels of what a finger meets: `CHOICE` is for gloves."""

    LEAST = 48
    CHOICE = 68


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, each `#RRGGBB`.

    Attributes:
        background, panel, line: the window, a card on it, and what parts things.
        ink, second, third: text; second explains, third is for large or decorative things and for what is disabled.
        accent, accent_weak, on_accent: where the hand should go; its quiet ground; text on it.
        ok, warn, bad and their weak grounds: text on its weak ground, or on a panel.
        grade_a … grade_s: only ever together with letter and shape.

    """

    name: str
    background: str
    panel: str
    line: str
    ink: str
    second: str
    third: str
    accent: str
    accent_weak: str
    on_accent: str
    ok: str
    ok_weak: str
    warn: str
    warn_weak: str
    bad: str
    bad_weak: str
    grade_a: str
    grade_b: str
    grade_c: str
    grade_s: str

    @property
    def hover(self) -> str:
        """A panel below the pointer."""
        return mixed(self.panel, self.ink, 0.035)

    @property
    def pressed(self) -> str:
        """A panel that is being pressed."""
        return mixed(self.panel, self.ink, 0.09)

    @property
    def accent_hover(self) -> str:
        return mixed(self.accent, self.ink, 0.12)

    @property
    def accent_pressed(self) -> str:
        return mixed(self.accent, self.ink, 0.26)

    @property
    def halo(self) -> str:
        """The soft ring around what is chosen."""
        return mixed(self.panel, self.accent, 0.22)

    @property
    def faded(self) -> str:
        """Text of what cannot be chosen; WCAG asks nothing of it, yet it stays legible."""
        return mixed(self.panel, self.second, 0.62)

    def grade(self, letter: str) -> str:
        """The colour of a grade by its letter."""
        return {"A": self.grade_a, "B": self.grade_b, "C": self.grade_c, "S": self.grade_s}[letter]

    def on_grade(self, letter: str) -> str:
        """The letter's own colour in the grade's shape: whichever reads better."""
        return most_readable(self.grade(letter), "#FFFFFF", "#0F151C")

    def dot(self, state: str) -> str:
        """The dot of a state: a shape, so it may be brighter than the words."""
        return {"ok": self.ok, "warn": self.grade_c, "bad": self.grade_s, "accent": self.accent}.get(state, self.third)

    def states(self) -> dict[str, tuple[str, str]]:
        """Text and ground of each state that a chip, a pill or a notice can say."""
        return {
            "ok": (self.ok, self.ok_weak),
            "warn": (self.warn, self.warn_weak),
            "bad": (self.bad, self.bad_weak),
            "neutral": (self.second, self.background),
            "accent": (self.accent, self.accent_weak),
        }


@cache
def load(name: str) -> Theme:
    """The light or the dark theme."""
    return parse(name, shipped("resources", "theme", f"{name}.toml").read_text("utf-8"))


def parse(name: str, text: str) -> Theme:
    """A theme from the text of its file."""
    values = tomllib.loads(text)
    wanted = {field.name for field in fields(Theme)} - {"name"}
    if values.keys() != wanted:
        raise ValueError(f"theme {name}: missing or unknown tokens {sorted(values.keys() ^ wanted)}")
    wrong = sorted(key for key, value in values.items() if not isinstance(value, str) or not _COLOUR.fullmatch(value))
    if wrong:
        raise ValueError(f"theme {name}: not a colour like #1A2B3C: {wrong}")
    return Theme(name=name, **values)
