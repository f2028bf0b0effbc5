"""A refusal names the file, not its place."""

from pathlib import Path

from app.documents.refusals import refusal, too_wide
from app.saying import Said, say, sentence


def test_a_refusal_says_what_is_wrong_and_what_to_do():
    told = refusal(Path("some", "where", "returns.csv"), "is empty", "Name the columns.")
    assert str(told.message) == "returns.csv is empty. Nothing of it came in."
    assert told.hint == "Name the columns."
    assert told.code == "no_table"


def test_what_is_wrong_is_said_in_the_language_of_whoever_reads():
    error = refusal(Path("day.csv"), say("is empty"), "The first line must name the columns.").message
    assert isinstance(error, Said)
    assert error.values["what"] == sentence("is empty")
    assert isinstance(error.values["what"], Said)
    assert too_wide(Path("day.csv")).message == "day.csv has more than 1000 columns. Nothing of it came in."
