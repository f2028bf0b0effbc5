"""The virtual camera: draws what a camera over the bench would see, for the demo and for trying things without one.

A picture shows the bench mat, the thing on it with its caption and, where a label lies in frame, the label's code as a
Data Matrix and in plain letters. Pure drawing; any thread.
"""

import hashlib
from io import BytesIO

import zxingcpp
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1280, 960
MAT = (38, 48, 60)
GRID = (52, 64, 78)
PAPER = (246, 246, 242)
INK = (20, 24, 30)
JPEG_QUALITY = 88
_LABEL = (820, 590, 1220, 900)


def picture(caption: str, code: str = "") -> bytes:
    """A JPEG of the bench with a thing on it; the same words give the same picture."""
    image = Image.new("RGB", (WIDTH, HEIGHT), MAT)
    draw = ImageDraw.Draw(image)
    for place in range(0, WIDTH, 80):
        draw.line((place, 0, place, HEIGHT), fill=GRID)
        draw.line((0, place, WIDTH, place), fill=GRID)
    _thing(draw, caption)
    draw.text((48, 40), caption, fill=PAPER, font=ImageFont.load_default(36))
    if code:
        _label(image, draw, code)
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=JPEG_QUALITY)
    return encoded.getvalue()


def _thing(draw: ImageDraw.ImageDraw, caption: str) -> None:
    """A box of a colour of its own, lit from above, so that two articles never look alike."""
    red, green, blue = (90 + byte % 120 for byte in hashlib.sha256(caption.encode()).digest()[:3])
    draw.rounded_rectangle((220, 220, 780, 760), 36, fill=(red, green, blue))
    draw.rounded_rectangle((260, 260, 740, 420), 24, fill=(red + 35, green + 35, blue + 35))
    draw.line((220, 490, 780, 490), fill=INK, width=4)


def _label(image: Image.Image, draw: ImageDraw.ImageDraw, code: str) -> None:
    draw.rectangle(_LABEL, fill=PAPER)
    symbol = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.DataMatrix)
    drawn = Image.fromarray(symbol.to_image(scale=9)).convert("RGB")
    left, top, right, _ = _LABEL
    image.paste(drawn, ((left + right - drawn.width) // 2, top + 20))
    draw.text((left + 24, top + 250), code, fill=INK, font=ImageFont.load_default(32))
