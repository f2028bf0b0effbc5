"""Reference pictures are known by their content; nothing but a name that was given out becomes a path."""

import hashlib

import pytest

from app.errors import UserError
from app.store.references import DiskReferences
from tests.pictures import bomb, picture


@pytest.fixture
def references(tmp_path):
    return DiskReferences(tmp_path / "profile" / "references")


def test_a_picture_is_kept_once_under_its_content(references, tmp_path):
    source = picture(tmp_path, "shoe")
    name = references.keep(source)
    assert name == hashlib.sha256(source.read_bytes()).hexdigest() + ".jpeg"
    assert references.path(name).read_bytes() == source.read_bytes()
    assert references.keep(source) == name
    assert [path.name for path in (tmp_path / "profile" / "references").iterdir()] == [name]


def test_what_is_no_picture_leaves_nothing_behind(references, tmp_path):
    (tmp_path / "x.jpg").write_text("no picture")
    for source in (tmp_path / "x.jpg", bomb(tmp_path / "bomb.png"), tmp_path / "none.jpg", tmp_path):
        with pytest.raises(UserError):
            references.keep(source)
    folder = tmp_path / "profile" / "references"
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["", "shoe.jpg", "../keys", "a" * 64, "a" * 64 + ".jpeg", "a" * 64 + ".exe", "A" * 64 + ".png"]
)
def test_any_other_name_is_no_path(references, name):
    assert references.path(name) is None
