"""What a person reads of an act that came to nothing."""

import pytest

from app.errors import UserError
from app.saying import say
from app.ui import faults
from app.ui.words import again, language


def test_an_error_of_ours_says_itself_in_the_language_spoken(dressed):
    error = UserError(say("No unit {lpn} is on record.", lpn="R-000009"), "Scan its label again.")
    told = faults.told(error)
    assert told == ("No unit R-000009 is on record.", "Scan its label again.")
    language.speak("es")
    assert "R-000009" in again(told[0])
    assert again(told[0]) != told[0]
    assert faults.told(error) == tuple(map(again, told))


@pytest.mark.expects_warning
def test_a_fault_of_the_program_goes_to_the_log_and_not_to_the_bench(dressed, caplog):
    title, text = faults.told(ValueError("b'\\x89PNG" * 1000))
    assert title == "This could not be done."
    assert "ValueError" in text
    assert len(text) < 120
    assert "PNG" not in text
    assert "\\x89PNG" in caplog.text
