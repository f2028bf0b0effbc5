"""A refusal names the file, not its place."""

from pathlib import Path

from app.documents.refusals import refusal


def test_a_refusal_says_what_is_wrong_and_what_to_do():
    told = refusal(Path("some", "where", "returns.csv"), "is empty", "Name the columns.")
    assert str(told.message) == "returns.csv is empty. Nothing of it came in."
    assert told.hint == "Name the columns."
    assert told.code == "no_table"
