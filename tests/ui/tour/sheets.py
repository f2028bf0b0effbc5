"""Contact sheets of the tour's pictures: `python -m tests.ui.tour.sheets PICTURES OUT`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

COLUMNS, WIDTH, HEIGHT, GAP, CAPTION = 3, 683, 384, 16, 26
COLOURS = 255
MOST_BYTES = 1_500_000


class Shot(NamedTuple):
    """A picture of the tour and its caption."""

    look: str
    stop: str
    caption: str


def _day(*stops: tuple[str, str], look: str = "1366-light-en") -> list[Shot]:
    return [Shot(look, stop, caption) for stop, caption in stops]


SHEETS: dict[str, list[Shot]] = {
    "window-bench": _day(
        ("signin-pin", "Badge, then PIN: by keys or touch"),
        ("idle-busy", "Idle: the scan target, what waits, the last units"),
        ("item-many-orders", "A parcel with its orders and what is expected"),
        ("question-use", "A question: choices on keys and under the finger"),
        ("question-chinese-reason", "The buyer's reason in its own words"),
        ("photos-second", "Photos owed, how to hold the thing, and the live picture"),
        ("grade-B", "Grade with reasons, routes with money, what Enter does"),
        ("grade-held", "Held: a supervisor looks at it first"),
        ("verify-label", "Scan the label back"),
        ("danger-unit", "Danger, within two acts"),
        ("short", "Pieces missing"),
        ("refused", "A refusal: what, why, what to do"),
    ),
    "window-pages": _day(
        ("stock", "Stock, and the ledger behind a number"),
        ("search-hits", "Search by any code or word"),
        ("unit-A", "Everything known of one unit"),
        ("unit-destroyed", "A destroyed unit with its certificate"),
        ("settings-station", "Settings: this bench"),
        ("settings-camera", "Settings: the camera, live"),
        ("settings-scanner", "Settings: the scanner"),
        ("settings-people", "Settings: people"),
        ("first-run", "First run: the first person"),
    ),
    "window-looks": [
        Shot("1366-dark-es", "question-use", "Dark, español"),
        Shot("1366-dark-es", "grade-B", "Dark, español"),
        Shot("1366-dark-es", "unit-A", "Dark, español"),
        Shot("1366-light-zh_CN", "question-use", "简体中文"),
        Shot("1366-light-zh_CN", "grade-held", "简体中文"),
        Shot("1366-light-zh_CN", "stock", "简体中文"),
        Shot("1920-light-en", "photos-second", "1920 × 1080"),
        Shot("1920-light-en", "grade-S", "1920 × 1080"),
        Shot("1920-light-en", "idle-busy", "1920 × 1080"),
    ],
}


def sheet_of(shots: list[Shot], pictures: Path) -> QImage:
    """Each picture over its caption, three in a row."""
    rows = -(-len(shots) // COLUMNS)
    size = (COLUMNS * (WIDTH + GAP) + GAP, rows * (HEIGHT + CAPTION + GAP) + GAP)
    sheet = QImage(*size, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#C9D1DA"))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    font = painter.font()
    font.setFamilies(["Inter", "Noto Sans CJK SC"])
    font.setPixelSize(16)
    painter.setFont(font)
    painter.setPen(QColor("#16202B"))
    for place, shot in enumerate(shots):
        left = GAP + place % COLUMNS * (WIDTH + GAP)
        top = GAP + place // COLUMNS * (HEIGHT + CAPTION + GAP)
        image = QImage(str(pictures / f"{shot.look}-{shot.stop}.png"))
        assert not image.isNull(), f"there is no picture of {shot}"
        small = image.scaled(
            WIDTH, HEIGHT, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(left, top, small)
        painter.drawText(QRectF(left, top + HEIGHT, WIDTH, CAPTION), Qt.AlignmentFlag.AlignVCenter, shot.caption)
    painter.end()
    return sheet


def save_small(sheet: QImage, file: Path) -> None:
    """As PNG of few colours, and no larger than a page of documentation may weigh."""
    few = sheet.convertToFormat(QImage.Format.Format_Indexed8, Qt.ImageConversionFlag.AvoidDither)
    assert few.save(str(file), quality=0)
    assert file.stat().st_size < MOST_BYTES, f"{file} weighs {file.stat().st_size}"


def main(pictures: Path, out: Path) -> None:
    """Every sheet."""
    application = QGuiApplication.instance() or QGuiApplication(["sheets", "-platform", "offscreen"])
    out.mkdir(parents=True, exist_ok=True)
    for name, shots in SHEETS.items():
        save_small(sheet_of(shots, pictures), out / f"{name}.png")
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
