"""What was said is its English text, and can be said otherwise."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.saying import Said, say
from app.domain.texts import Texts


def test_it_is_its_english_text():
    said = say("No unit {lpn} is on record.", lpn="R-000312")
    assert said == "No unit R-000312 is on record."
    assert isinstance(said, str)
    assert json.loads(json.dumps({"message": said})) == {"message": str(said)}


def test_it_knows_how_it_was_made():
    said = say("No unit {lpn} is on record.", lpn="R-000312")
    assert said.template == "No unit {lpn} is on record."
    assert dict(said.values) == {"lpn": "R-000312"}


def test_it_survives_a_copy_and_a_thread_of_another_process():
    said = say("{n} photos of {what}", n=2, what=say("the sole"))
    for copied in (pickle.loads(pickle.dumps(said)), copy.deepcopy(said), copy.copy(said)):  # noqa: S301
        assert copied == said
        assert isinstance(copied, Said)
        assert copied.template == said.template
        assert dict(copied.values) == dict(said.values)


def test_a_value_may_be_a_text_of_a_checklist():
    assert say("Take {shot}.", shot=Texts.of({"en": "Sole", "zh_CN": "鞋底"})) == "Take Sole."


def test_what_was_said_stays_said():
    said = say("Done.")
    with pytest.raises(AttributeError):
        said.template = "Undone."
    with pytest.raises(TypeError):
        said.values["x"] = 1  # type: ignore[index]


def test_a_missing_value_leaves_its_place():
    assert say("No unit {lpn}.") == "No unit {lpn}."


@given(st.text(), st.text())
def test_no_template_and_no_value_breaks_it(template, value):
    said = say(template, value=value)
    assert isinstance(said, str)
    assert say("{value}", value=value) == value
