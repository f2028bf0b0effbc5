"""A sentence with values is plain text, and still knows how it was made."""

import copy
import json

import pytest

from app.saying import Said, say, sentence


def test_it_is_the_english_sentence():
    said = say("No unit {lpn} is on record.", lpn="R-000312")
    assert said == "No unit R-000312 is on record."
    assert json.dumps({"message": said}) == '{"message": "No unit R-000312 is on record."}'


def test_it_knows_what_it_was_made_of():
    said = say("{count} pieces of {sku!r}", count=3, sku="SHOE")
    assert (said.template, dict(said.values)) == ("{count} pieces of {sku!r}", {"count": 3, "sku": "SHOE"})


def test_braces_in_a_value_are_text():
    assert say("A badge “{badge}” is unknown.", badge="{0.__class__}") == "A badge “{0.__class__}” is unknown."


def test_what_it_was_made_of_cannot_be_changed():
    with pytest.raises(TypeError):
        say("{a}", a=1).values["a"] = 2  # type: ignore[index]


def test_stored_it_is_plain_text():
    stored = copy.copy(say("{a}", a=1))
    assert type(stored) is str
    assert not isinstance(stored, Said)


def test_a_sentence_without_values_is_its_own_template_whatever_stands_in_it():
    kept = sentence("A badge {a} is unknown.")
    assert (kept, kept.template, dict(kept.values)) == ("A badge {a} is unknown.", "A badge {a} is unknown.", {})
    said = say("{a}", a=1)
    assert sentence(said) is said
