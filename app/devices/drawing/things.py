"""Which drawing stands for a product: by the words of its category and title, in its own colour.

The first row of `_KINDS` with a fitting word decides; what fits none is a box with the product's name on it. Drawn once
for each size and kept, for a camera asks for the same thing many times a second. Any thread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from app.devices.drawing import gadgets, homeware, wear
from app.devices.drawing.canvas import Canvas, Layer, Pixels
from app.devices.drawing.colours import Colour

BOX: Final = "box"


@dataclass(frozen=True, slots=True)
class Thing:
    """What lies before the camera: the kind of drawing, its colour, and the words on it."""

    kind: str
    colour: str = "grey"
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """Where words stand on a drawing."""

    at: tuple[float, float]
    height: float
    fill: str


_DRAWN: Final[dict[str, tuple[Layer, ...]]] = {
    "backpack": homeware.BACKPACK,
    "bag": homeware.BAG,
    "blender": homeware.BLENDER,
    "boot": wear.BOOT,
    "bottle": homeware.BOTTLE,
    BOX: homeware.BOX,
    "briefs": wear.BRIEFS,
    "broken mug": homeware.BROKEN_MUG,
    "cable": gadgets.CABLE,
    "carton": homeware.CARTON,
    "charger": gadgets.CHARGER,
    "desk lamp": homeware.DESK_LAMP,
    "drill": homeware.DRILL,
    "dropper": homeware.DROPPER,
    "earbuds": gadgets.EARBUDS,
    "head lamp": gadgets.HEAD_LAMP,
    "headphones": gadgets.HEADPHONES,
    "heels": wear.HEELS,
    "hoodie": wear.HOODIE,
    "jacket": wear.JACKET,
    "jar": homeware.JAR,
    "kettle": homeware.KETTLE,
    "laces": homeware.LACES,
    "laptop": gadgets.LAPTOP,
    "leaflet": homeware.LEAFLET,
    "microphone": gadgets.MICROPHONE,
    "mug": homeware.MUG,
    "phone": gadgets.PHONE,
    "phone back": gadgets.PHONE_BACK,
    "pot": homeware.POT,
    "power bank": gadgets.POWER_BANK,
    "shoe": wear.SHOE,
    "soles": wear.SOLES,
    "spork": homeware.SPORK,
    "surprise": homeware.SURPRISE,
    "swollen": gadgets.SWOLLEN,
    "tablet": gadgets.TABLET,
    "tee": wear.TEE,
    "tights": wear.TIGHTS,
    "tripod": gadgets.TRIPOD,
    "tube": homeware.TUBE,
    "vacuum": homeware.VACUUM,
    "watch": wear.WATCH,
}
_GROUPS: Final[dict[str, tuple[tuple[Thing, tuple[float, float], float, float], ...]]] = {
    "camp kit": (
        (Thing("pot", "titanium"), (350, 580), 0.62, 0),
        (Thing("bottle", "steel"), (720, 470), 0.66, 0),
        (Thing("spork", "titanium"), (500, 790), 0.42, 78),
        (Thing("spork", "titanium"), (470, 860), 0.42, 84),
    ),
    "creator kit": (
        (Thing("microphone", "black"), (300, 480), 0.72, 0),
        (Thing("tripod", "black"), (680, 480), 0.72, 0),
        (Thing("cable"), (500, 800), 0.30, 20),
    ),
    "boots": ((Thing("boot"), (560, 420), 0.78, 0), (Thing("boot"), (450, 570), 0.84, 0)),
    "shoes": ((Thing("shoe"), (540, 400), 0.82, 0), (Thing("shoe"), (460, 620), 0.86, 0)),
}
_PAIRED: Final = frozenset({"shoe", "boot"})
_WORDED: Final = {
    BOX: _Words((500, 560), 46, "ink"),
    "power bank": _Words((500, 480), 34, "light"),
    "swollen": _Words((500, 520), 40, "light"),
    "tube": _Words((500, 560), 50, "ink"),
    "dropper": _Words((500, 620), 54, "ink"),
    "jar": _Words((500, 540), 62, "ink"),
    "watch": _Words((500, 500), 84, "light"),
    "laptop": _Words((500, 380), 40, "light"),
    "tablet": _Words((500, 420), 60, "light"),
    "phone": _Words((496, 300), 76, "light"),
    "blender": _Words((500, 658), 26, "rubber"),
    "leaflet": _Words((500, 314), 56, "light"),
}
_KINDS: Final = (
    ("camp kit", "camping kitchen|cooking set"),
    ("creator kit", "creator|starter kit"),
    ("boot", "boots?|靴"),
    ("shoe", "shoes?|sneakers?|footwear|鞋"),
    ("hoodie", "hoodie|fleece|sweater"),
    ("jacket", "jackets?|coats?|夹克|外套"),
    ("tee", "t-shirts?|shirts?|tops?|dress|apparel|clothing|clothes|服装|服饰"),
    ("tights", "tights|leggings|trousers|pants|jeans|sportswear"),
    ("briefs", "underwear|briefs|socks"),
    ("watch", "smartwatch|watch|手表"),
    ("power bank", "power banks?|充电宝"),
    ("earbuds", "earbuds?|earphones?"),
    ("headphones", "headphones?|headset|耳机"),
    ("laptop", "laptop|notebook|computer|电脑"),
    ("tablet", "tablet|平板"),
    ("phone", "phone|smartphone|手机"),
    ("microphone", "microphone|mic"),
    ("head lamp", "head ?lamp"),
    ("desk lamp", "lamp|lighting|灯"),
    ("drill", "drill|cordless tools?|screwdriver"),
    ("vacuum", "vacuum|吸尘器"),
    ("blender", "blender|mixer|搅拌机|榨汁机"),
    ("kettle", "kettle|水壶"),
    ("mug", "mug|cup|杯"),
    ("bottle", "bottle|flask"),
    ("backpack", "backpack|rucksack"),
    ("pot", "pot|pan"),
    ("spork", "spork|spoon|fork|cutlery"),
    ("tripod", "tripod"),
    ("tube", "sun cream|lotion|cream|tube"),
    ("dropper", "serum|oil|cosmetics?|化妆品"),
    ("jar", "capsules|vitamins?|supplements?"),
    ("surprise", "surprise|gift"),
)
_PART_KINDS: Final = (
    ("cable", "cable|cord"),
    ("charger", "charger|adapter|battery|base"),
    ("laces", "laces"),
    ("bag", "bag|case|cover"),
    ("spork", "straw|pipette|tool|pull"),
)
_ON_BOX: Final = 18
"""So many letters of a name fit on a box."""


def thing_of(title: str, category: str, colour: str = "") -> Thing:
    """The drawing that stands for a product; its title says more than its category."""
    for words in (title, category):
        for kind, pattern in _KINDS:
            if _says(pattern, words):
                return Thing(kind, colour or "grey", _words_on(kind, title))
    return Thing(BOX, colour or "card", title[:_ON_BOX])


def part_of(name: str) -> Thing:
    """The drawing of an accessory."""
    return next(
        (Thing(kind) for kind, pattern in _PART_KINDS if _says(pattern, name)), Thing("leaflet", "teal", "CARE")
    )


_WORDS_OF: Final = {"tube": "SPF 50", "dropper": "C 15 %", "jar": "D3", "watch": "10:24", "phone": "10:24"}
_MEASURE: Final = re.compile(r"\d[\d ]*(?:mAh|W)\b")
_MEASURED: Final = frozenset({"power bank", "blender"})


def _words_on(kind: str, title: str) -> str:
    measure = _MEASURE.search(title) if kind in _MEASURED else None
    return measure[0] if measure else _WORDS_OF.get(kind, "")


def _says(pattern: str, words: str) -> bool:
    return re.search(rf"(?<![a-z])(?:{pattern})(?![a-z])", words.lower()) is not None


@lru_cache(maxsize=24)
def drawn(thing: Thing, side: int) -> Pixels:
    """The thing on nothing, in a square with sides of so many pixels. Not to be written to."""
    canvas = Canvas(side)
    for part, at, scale, turn in _GROUPS.get(thing.kind, ()):
        own = replace(part, colour=thing.colour) if part.kind in _PAIRED else part
        canvas.lay(drawn(own, side), at, scale, turn)
    for layer in _DRAWN.get(thing.kind, ()):
        canvas.draw(layer, Colour.of(thing.colour if layer.fill == "body" else layer.fill))
    place = _WORDED.get(thing.kind)
    if place is not None and thing.words:
        canvas.write(thing.words, place.at, place.height, Colour.of(place.fill))
    canvas.pixels.setflags(write=False)
    return canvas.pixels
