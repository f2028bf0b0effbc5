"""Every text of every theme reads well on every ground that it stands on."""

import pytest

from app.paths import shipped
from app.ui.theme.contrast import SHAPE, TEXT, contrast
from app.ui.theme.tokens import DARK, LIGHT, ON_SCRIM, SCRIM, load, parse

GROUNDS = ("background", "panel", "hover", "pressed", "accent_weak")
TEXTS = [
    *((text, ground) for text in ("ink", "second") for ground in GROUNDS),
    *(("accent", ground) for ground in ("background", "panel", "hover", "accent_weak")),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")),
    *((state, ground) for state in ("ok", "warn", "bad") for ground in (f"{state}_weak", "panel", "background")),
    ("ink", "ok_weak"),
    ("ink", "warn_weak"),
    ("ink", "bad_weak"),
]


@pytest.mark.parametrize("name", [LIGHT, DARK])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_keeps_aa(name, text, ground):
    theme = load(name)
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= TEXT


@pytest.mark.parametrize("name", [LIGHT, DARK])
@pytest.mark.parametrize("letter", "ABCS")
def test_a_grades_letter_keeps_aa_and_its_shape_stands_out(name, letter):
    theme = load(name)
    assert contrast(theme.on_grade(letter), theme.grade(letter)) >= TEXT
    assert contrast(theme.grade(letter), theme.panel) >= 2.9  # the drawings' C on white, which has letter and shape too


@pytest.mark.parametrize("name", [LIGHT, DARK])
@pytest.mark.parametrize("shape", ["third", "accent", "ok", "warn", "bad"])
def test_edges_of_fields_and_rings_of_focus_stand_out(name, shape):
    theme = load(name)
    assert contrast(getattr(theme, shape), theme.panel) >= SHAPE


@pytest.mark.parametrize("name", [LIGHT, DARK])
def test_each_states_words_read_on_its_ground(name):
    for text, ground in load(name).states().values():
        assert contrast(text, ground) >= TEXT


def test_words_over_a_picture():
    assert contrast(ON_SCRIM, SCRIM) >= TEXT


def test_the_drawings_colours():
    assert (load(LIGHT).accent, load(DARK).panel) == ("#2457D6", "#18212B")


def test_a_theme_that_lacks_a_token_or_has_one_too_many_is_refused():
    text = shipped("resources", "theme", "light.toml").read_text("utf-8")
    with pytest.raises(ValueError, match="ink"):
        parse("odd", text.replace("ink =", "inc ="))


def test_a_colour_that_is_none_is_refused():
    text = shipped("resources", "theme", "light.toml").read_text("utf-8")
    with pytest.raises(ValueError, match="panel"):
        parse("odd", text.replace("#FFFFFF", "white"))
