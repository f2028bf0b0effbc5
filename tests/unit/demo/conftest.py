"""The demo's window begins like any other: in the light theme, in English; and gives the application back so."""

import pytest

from app.ui.theme import look
from app.ui.words import language


@pytest.fixture
def dressed(qapp):
    """The application as it stands before its first window."""
    look.dress(qapp, "light")
    yield qapp
    language.speak("en")
    look.dress(qapp, "light")
