"""How well one colour reads on another, by WCAG 2: 4.5 is AA for text, 3 for large text and the shapes of controls.

Pure: colours are `#RRGGBB`.
"""

from __future__ import annotations

TEXT = 4.5
SHAPE = 3.0


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def most_readable(ground: str, *inks: str) -> str:
    """The ink that reads best on this ground."""
    return max(inks, key=lambda ink: contrast(ground, ink))


def mixed(ground: str, other: str, share: float) -> str:
    """The ground with this share of the other colour in it."""
    pairs = zip(channels(ground), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255 each."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value / 255) for value in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
