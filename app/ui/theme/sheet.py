"""The one style sheet, made from a theme: `resources/theme/station.qss` with each `$token` filled in.

Owns the rules for text by its kind and tone: a label with the property `kind` ("question") or `tone` ("second") is
drawn so. Refuses a placeholder that no theme knows. Main thread.
"""

from __future__ import annotations

from functools import cache
from string import Template

from app.paths import shipped

from .fonts import Type, scale
from .tokens import Radius, Space, Theme, Touch

TONES = ("ink", "second", "third", "accent", "on_accent", "ok", "warn", "bad", "faded")
PICTURES = ("arrow_up", "arrow_down", "tick")


def sheet(theme: Theme) -> str:
    """The whole style sheet."""
    return "\n".join((_template().substitute(values(theme)), *_kinds(), *_tones(theme)))


def values(theme: Theme) -> dict[str, str]:
    """What the placeholders stand for."""
    names = [name for name in dir(theme) if not name.startswith("_") and isinstance(getattr(theme, name), str)]
    made = {name: getattr(theme, name) for name in names}
    made |= {f"space_{one.name.lower()}": f"{one.value}px" for one in Space}
    made |= {f"radius_{one.name.lower()}": f"{one.value}px" for one in Radius}
    made |= {f"touch_{one.name.lower()}": f"{one.value}px" for one in Touch}
    made |= {name: shipped("resources", "theme", f"{name}_{theme.name}.svg").as_posix() for name in PICTURES}
    made |= {f"size_{kind.name.lower()}": f"{_pixels(kind)}px" for kind in Type}
    return made


def _kinds() -> list[str]:
    return [f'*[kind="{kind.name.lower()}"] {{ {_lettering(kind)} }}' for kind in Type]


def _lettering(kind: Type) -> str:
    spacing = _pixels(kind) * (kind.tracking - 100) / 100
    return f"font-size: {_pixels(kind)}px; font-weight: {kind.weight}; letter-spacing: {spacing:.2f}px;"


def _tones(theme: Theme) -> list[str]:
    return [f'*[tone="{tone}"] {{ color: {getattr(theme, tone)}; }}' for tone in TONES]


def _pixels(kind: Type) -> int:
    return round(kind.size * scale())


@cache
def _template() -> Template:
    return Template(shipped("resources", "theme", "station.qss").read_text("utf-8"))
