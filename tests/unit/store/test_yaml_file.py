"""Owns the proof that any file is read with its lines or refused with its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from app.errors import ConfigError
from app.store.yaml_file import read_yaml


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    sizes: list[int] = []


def written(folder, text):
    path = folder / "shape.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(folder, text):
    with pytest.raises(ConfigError) as raised:
        read_yaml(written(folder, text)).read_as(Shape)
    assert "shape.yaml" in raised.value.message
    assert raised.value.hint
    return raised.value


def test_a_file_is_read_with_its_lines(tmp_path):
    file = read_yaml(written(tmp_path, "name: box\nsizes:\n  - 1\n  - 2\n"))
    assert file.read_as(Shape) == Shape(name="box", sizes=[1, 2])
    assert file.line(("sizes", 1)) == 4
    assert file.line(("sizes", "some checker's name", 1)) == 4
    assert file.line(("sizes", 7)) == 3
    assert file.line(()) == 1


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: box\ncolour: red\n", 2, "colour is not a known key"),
        ("sizes: [1]\n", 1, "name is missing"),
        ("name: box\nsizes:\n  - 1\n  - big\n", 4, "sizes 2: Input should be a valid integer"),
        ("name: box\nname: bag\n", 2, "name stands twice"),
        ("name: box\nsizes: [1\n", 3, "is not YAML"),
        ("name: 'box\n", 2, "is not YAML"),
        ("", 1, "the file"),
        ("just words\n", 1, "the file"),
        ("name: &a [*a]\nsizes: *b\n", 2, "is not YAML"),
        ("name: a\tb\nother: !!python/object:os.system ls\n", 2, "could not determine a constructor"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, text, line, words):
    error = refused(tmp_path, text)
    assert words in error.message
    assert error.line == line


def test_the_first_of_several_faults_is_named_and_the_others_counted(tmp_path):
    error = refused(tmp_path, "sizes: [x]\nname: [1]\n")
    assert error.line == 1
    assert "(and 1 more)" in error.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"name: \xff\xfe", "is not UTF-8"),
        ("name: box\n# " + "x" * (1 << 20), "larger than 1 MB"),
        ("name: \x00\n", "is not YAML"),
        ("name: " + "[" * 100_000, "nested too deep"),
        ("name: &a [*a]\n", "within itself"),
        ("a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
            f"{b}: &{b} [{', '.join(['*' + a] * 8)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        ), "too many values"),
    ],
    ids=["encoding", "size", "nul", "depth", "cycle", "bomb"],
)  # fmt: skip
def test_what_nobody_writes_by_hand_is_refused(tmp_path, text, words):
    assert words in refused(tmp_path, text).message


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"gone\.yaml cannot be read"):
        read_yaml(tmp_path / "gone.yaml")


@given(text=st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    path = written(tmp_path_factory.getbasetemp(), text)
    try:
        read_yaml(path).read_as(Shape)
    except ConfigError:
        return
    assert read_yaml(path).lines
