"""Models, schemas and recorded answers that others made, kept beside the checkout and not in it."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "channels"


def reference(*parts: str) -> Path:
    """A file of theirs; where it is not there the test is skipped, saying so."""
    path = FOLDER.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)} is not there: what others say of this was not asked.")
    return path
