"""Labels for tests that are not about how labels are drawn: every kind at its own size, drawn as one line of ZPL."""

from __future__ import annotations

from collections.abc import Mapping

from app.errors import UsageError
from app.ports import LabelField, LabelTemplate

_NAMES = (
    "code", "lpn", "title", "sku", "client", "grade", "work", "bin", "mark", "shop_code", "condition", "by", "hazard",
    "number", "serial", "method", "reason", "operator", "witness", "at", "site", "weight_g", "proof",
)  # fmt: skip
_FIELDS = tuple(LabelField(name, "text", required=name == "code", longest=0, example="x") for name in _NAMES)
_SIZES = {
    "unit": (57, 32), "sku": (57, 32), "park": (57, 32), "parcel": (57, 32), "quarantine": (57, 32), "test": (57, 32),
    "scrap": (102, 152),
}  # fmt: skip
UNFIT = "\N{GREEK SMALL LETTER OMEGA}"
"""A sign that these labels cannot draw."""


class PlainLabels:
    """Implements `app.ports.Labels`; `drawn` counts what was drawn."""

    def __init__(self) -> None:
        self.drawn = 0

    def templates(self, client: str = "") -> tuple[LabelTemplate, ...]:
        return tuple(LabelTemplate(name, name, wide, high, _FIELDS, ()) for name, (wide, high) in _SIZES.items())

    def choose(
        self, kind: str, stock: str, client: str = "", data: Mapping[str, str] | None = None
    ) -> LabelTemplate | None:
        for one in self.templates(client):
            if one.kind == kind and stock == f"{one.width_mm}x{one.height_mm}":
                return one
        return None

    def render(
        self, template: str, data: Mapping[str, str], *, driver: str, dpi: int, client: str = "", language: str = "en"
    ) -> bytes:
        self.drawn += 1
        if any(UNFIT in value for value in data.values()):
            raise UsageError(f"Label {template}, field title: {UNFIT} cannot be drawn.", "Change it.")
        said = "|".join(f"{name}={value}" for name, value in sorted(data.items()))
        if driver == "tspl":
            return f"CLS\r\nTEXT {said}\r\nPRINT 1,1\r\n".encode()
        return f"^XA^FX {driver} {dpi} {client} {language}^FD{said}^FS^XZ\n".encode()
