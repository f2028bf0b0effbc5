"""Hands that work by script: each act as a line of `play`, each photo as a file. Needs no window and no Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Final

import cv2

from app.cli.play import BenchLane, play
from app.demo.script import Answer
from app.devices.drawing.sights import EMPTY, Sight, picture

PICTURE_SIZE: Final = (1600, 1200)
_QUALITY: Final = (cv2.IMWRITE_JPEG_QUALITY, 90)


@dataclass(slots=True)
class ScriptHands:
    """Implements `app.demo.playing.Hands` over the bench's lane; the photos are left in a folder."""

    bench: BenchLane
    photos: Path
    taken: int = 0
    sight: Sight = EMPTY

    def do(self, act: Mapping[str, Any], sight: Sight | None) -> Answer:
        """The act as a line, and the line's answer."""
        self.sight = sight or self.sight
        line = {**act, "file": str(self._photo(act))} if act["do"] in {"photo", "destroy"} else act
        written = StringIO()
        play(self.bench, [json.dumps(line).encode()], written)
        answer: dict[str, Any] = json.loads(written.getvalue())
        return answer

    def _photo(self, act: Mapping[str, Any]) -> Path:
        self.taken += 1
        name = str(act.get("shot", "destruction")).replace(":", "-")
        file = self.photos / f"{self.taken:03d}-{name}.jpg"
        _, encoded = cv2.imencode(".jpg", picture(self.sight, *PICTURE_SIZE, tick=self.taken), _QUALITY)
        file.write_bytes(encoded.tobytes())
        return file
