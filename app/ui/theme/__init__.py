"""The theme: tokens, fonts, icons, grade shapes, and the one look that all screens wear.

    look.dress(app, choice, scale)   at start; `look.choose("dark")`, `look.enlarge(1.25)` later; `look.changed`
    current()                        the `Theme`: current().ink, .panel, .accent, .grade("B"), .states()["warn"] …
    font(Type.NAME)                  a font of the scale; sized(px, weight), fixed(px) for codes
    icon(name, colour), paint_icon(painter, name, rect, colour)   Phosphor, as qtawesome ships it
    paint_grade(painter, "B", rect, theme)
    Space, Radius, Touch             distances, corners and least heights in pixels

Text by `app.ui.kit.Label`, of a kind and in a tone. What Qt draws itself is dressed when it is first shown, by its
class: see `sheet`. Main thread only.
"""

from .fonts import Type as Type
from .fonts import fixed as fixed
from .fonts import font as font
from .fonts import sized as sized
from .grades import paint_grade as paint_grade
from .icons import icon as icon
from .icons import paint_icon as paint_icon
from .look import current as current
from .look import look as look
from .tokens import ON_SCRIM as ON_SCRIM
from .tokens import SCRIM as SCRIM
from .tokens import STAGE as STAGE
from .tokens import Radius as Radius
from .tokens import Space as Space
from .tokens import Theme as Theme
from .tokens import Touch as Touch

__all__ = [
    "ON_SCRIM",
    "SCRIM",
    "STAGE",
    "Radius",
    "Space",
    "Theme",
    "Touch",
    "Type",
    "current",
    "fixed",
    "font",
    "icon",
    "look",
    "paint_grade",
    "paint_icon",
    "sized",
]
