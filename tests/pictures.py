"""Pictures as a bench camera would take them: small, each another one, with a code in frame where one is wanted."""

import random
from io import BytesIO
from pathlib import Path

import zxingcpp
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 320, 240


def drawn(name: str, code: str = "") -> bytes:
    """A JPEG that no other name gives; `code` lies in frame as a Data Matrix."""
    chance = random.Random(name)
    image = Image.new("RGB", (WIDTH, HEIGHT), tuple(chance.randrange(40, 200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(6):
        left, top = chance.randrange(WIDTH - 60), chance.randrange(HEIGHT - 60)
        draw.rectangle((left, top, left + 60, top + 50), fill=tuple(chance.randrange(256) for _ in range(3)))
    if code:
        symbol = Image.fromarray(zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.DataMatrix).to_image(scale=6))
        image.paste(symbol.convert("RGB"), ((WIDTH - symbol.width) // 2, (HEIGHT - symbol.height) // 2))
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=85)
    return encoded.getvalue()


def picture(folder: Path, name: str, code: str = "") -> Path:
    """The same as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name.replace(':', '-').replace('/', '-')}.jpg"
    file.write_bytes(drawn(name, code))
    return file


def bomb(file: Path) -> Path:
    """A few kilobytes that claim to be 900 megapixels."""
    image = Image.new("1", (30_000, 30_000))
    image.save(file, "PNG", optimize=True)
    return file
