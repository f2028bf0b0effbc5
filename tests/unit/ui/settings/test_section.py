"""What a section tells of what was refused."""

from app.errors import UserError
from app.saying import say
from app.ui.settings.section import told


def test_what_was_refused_is_told_in_words():
    error = UserError(say("Badge {badge} belongs to somebody already.", badge="LN-07"), "Take another badge.")
    assert told(error) == ("Badge LN-07 belongs to somebody already.", "Take another badge.")
    assert told(ValueError("odd")) == ("This could not be done.", "odd")
