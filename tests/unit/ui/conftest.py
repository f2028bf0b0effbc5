"""Every test of the window starts in the light theme, in English, with text of its usual size."""

import pytest

from app.ui.theme import look
from app.ui.words import language


@pytest.fixture
def dressed(qapp):
    """The application as it stands before its first window; each test gives it back so."""
    look.dress(qapp, "light")
    yield qapp
    language.speak("en")
    look.dress(qapp, "light")
