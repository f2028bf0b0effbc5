"""Templates as they are written: each fault is said with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.symbols import Symbology
from app.errors import ConfigError
from app.labelling.template import Symbol, Text
from app.labelling.template_file import read_template, read_words
from tests.unit.labelling.conftest import SHIPPED

SOUND = """\
kind: probe
size: [50, 30]
fields:
  code: {type: code, required: true, max: 20, example: R-1}
  title: {type: text, max: 40, example: Shoe}
elements:
  - {text: "{title}", at: [1, 1, 40, 5], size: [3, 2]}
  - symbol: [Code128]
    field: code
    at: [0, 10, 50, 10]
    module: [0.25, 0.5]
"""


@pytest.fixture
def written(tmp_path):
    def written(text, name="probe.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def fault(path):
    with pytest.raises(ConfigError) as raised:
        read_template(path, {})
    assert path.name in raised.value.message
    assert raised.value.hint
    return raised.value.line, raised.value.message


def test_a_sound_file_is_read(written):
    template = read_template(written(SOUND), {})
    assert (template.name, template.kind, template.width, template.height) == ("probe", "probe", 50, 30)
    text, bars = template.elements
    assert isinstance(text, Text)
    assert isinstance(bars, Symbol)
    assert bars.symbologies == (Symbology.CODE_128,)
    assert [(each.name, each.required) for each in template.fields] == [("code", True), ("title", False)]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("size: [50, 30]", "size: [50]", 2, "size"),
        ("size: [50, 30]", "size: [5000, 30]", 2, "size"),
        ("max: 20", "max: many", 4, "max"),
        ("max: 20", "most: 20", 4, "max is missing"),
        ("type: text", "type: picture", 5, "type"),
        ('"{title}"', '"{colour}"', 7, "no field colour"),
        ("size: [3, 2]}", "size: [3, 2], colour: red}", 7, "colour is not a known key"),
        ("symbol: [Code128]", "symbol: [Telepen]", 8, "symbol"),
        ("at: [0, 10, 50, 10]", "at: [0, 10, 51, 10]", 8, "edge"),
        ("at: [0, 10, 50, 10]", "at: [0, 4, 50, 10]", 7, "covers a barcode"),
        ("    field: code\n", "", 8, "field is missing"),
        ("  - symbol: [Code128]", "  - barcode: [Code128]", 8, "an element is one of"),
        ("kind: probe", "kind: probe\nkind: probe", 2, "twice"),
        ("kind: probe", "kind: &a probe", 1, None),
        ("example: Shoe}", "example: Shoe", 6, "not YAML"),
    ],
)
def test_a_fault_is_said_with_its_line(written, old, new, line, said):
    assert old in SOUND
    path = written(SOUND.replace(old, new))
    if said is None:  # an anchor alone does no harm
        assert read_template(path, {}).kind == "probe"
        return
    found, message = fault(path)
    assert said in message
    assert found == line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        (b"\xff\xfe", "UTF-8"),
        ("x: " + "y" * 70_000, "64 KB"),
        ("[" * 200 + "]" * 200, "deep"),
        ("a: &a [1]\nb: [*a, *a]", "alias"),
        ("- 1", "the file"),
        ("kind: \x07", "YAML"),
    ],
)
def test_what_is_no_template_is_refused(written, text, said):
    assert said in fault(written(text))[1]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "read" in fault(tmp_path / "gone.yaml")[1]


@pytest.mark.parametrize("name", ["Probe.yaml", "a b.yaml", f"{'x' * 41}.yaml"])
def test_a_name_that_could_not_be_typed_is_refused(written, name):
    assert "name" in fault(written(SOUND, name))[1]


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(SOUND) - 1), letter=st.sampled_from(' []{}:-,"\n#&*!0xé'))
def test_one_wrong_letter_never_breaks_more_than_the_file(tmp_path_factory, place, letter):
    path = tmp_path_factory.mktemp("wrong") / "probe.yaml"
    path.write_text(SOUND[:place] + letter + SOUND[place + 1 :], "utf-8")
    line = 1
    try:
        read_template(path, {})
    except ConfigError as error:
        line = error.line
    assert line >= 1


def test_the_shipped_words_say_every_id_in_every_language():
    for key, said in read_words(SHIPPED / "words.yml").items():
        assert set(said) == {"en", "zh_CN", "es", "de"}, key


def test_every_shipped_template_is_sound():
    words = read_words(SHIPPED / "words.yml")
    names = {read_template(path, words).name for path in SHIPPED.glob("*.yaml")}
    assert {"bin", "parcel", "park", "quarantine", "rma", "scrap", "sku", "sku-51x25", "test", "unit"} <= names
