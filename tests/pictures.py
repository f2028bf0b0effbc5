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
    ground = tuple(chance.randrange(40, 200) for _ in range(3))
    image = Image.new("RGB", (WIDTH, HEIGHT), ground)
    draw = ImageDraw.Draw(image)
    for _ in range(6):
        left, top = chance.randrange(WIDTH - 60), chance.randrange(HEIGHT - 60)
        draw.rectangle((left, top, left + 60, top + 50), fill=tuple(chance.randrange(256) for _ in range(3)))
    # Colours may be equally bright: something has to be seen on every one of them.
    draw.rectangle((8, 8, 68, 58), fill=(225, 225, 225) if sum(ground) < 3 * 120 else (25, 25, 25))
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
