"""Pictures that a file of products names: kept where they can be, told where not; the product comes in either way."""

import pytest

from app.errors import UserError
from app.services.importing import Pictures, Row
from app.services.importing.pictures import beside


class FakeReferences:
    """Takes what exists and is not called broken; counts its work."""

    def __init__(self):
        self.kept = []

    def keep(self, source):
        if not source.is_file() or "broken" in source.name:
            raise UserError(f"{source.name} cannot be opened.", "Choose another file.")
        self.kept.append(source.name)
        return f"kept-{source.name}"

    def path(self, name):
        return name if name.startswith("kept-") else None


@pytest.fixture
def references():
    return FakeReferences()


@pytest.fixture
def folder(tmp_path):
    below = tmp_path / "import" / "pictures"
    below.mkdir(parents=True)
    for name in ("shoe.jpg", "broken.jpg", "pictures/cup.png"):
        (tmp_path / "import" / name).touch()
    (tmp_path / "secret.jpg").touch()
    (tmp_path / "import" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    return tmp_path / "import"


def settle(folder, references, *names):
    rows = [Row(number, {"sku": f"S{number}", "photo": name}) for number, name in enumerate(names, start=1)]
    settled, missed = Pictures(folder, references).settle(rows)
    return [row.values.get("photo", "(not said)") for row in settled], [(each.row, each.field) for each in missed]


def test_a_name_becomes_the_kept_picture(folder, references):
    photos, missed = settle(folder, references, "shoe.jpg", "pictures/cup.png", "", "shoe.jpg", "kept-before")
    assert photos == ["kept-shoe.jpg", "kept-cup.png", "", "kept-shoe.jpg", "kept-before"]
    assert missed == []
    assert references.kept == ["shoe.jpg", "cup.png"]  # each once


def test_what_cannot_be_had_is_told_and_the_row_says_nothing_of_a_photo(folder, references):
    photos, missed = settle(folder, references, "none.jpg", "broken.jpg", "shoe.jpg")
    assert photos == ["(not said)", "(not said)", "kept-shoe.jpg"]
    assert missed == [(1, "photo"), (2, "photo")]


@pytest.mark.parametrize(
    "name",
    ["../secret.jpg", "/etc/passwd", "link.jpg", "C:\\x.jpg", "a\\b.jpg", "https://shop.example/x.jpg", "x" * 201,
     "a\nb.jpg", ".", "pictures/../../secret.jpg"],
)  # fmt: skip
def test_nothing_outside_of_the_files_folder_is_ever_opened(folder, references, name):
    photos, missed = settle(folder, references, name)
    assert (photos, missed) == (["(not said)"], [(1, "photo")])
    assert references.kept == []


def test_a_row_without_the_column_stays_as_it_is(folder, references):
    row = Row(1, {"sku": "S1"})
    assert Pictures(folder, references).settle([row]) == ([row], [])


def test_beside_is_below_the_folder_or_nothing(folder):
    assert beside(folder, "pictures/cup.png") == folder.resolve() / "pictures" / "cup.png"
    assert beside(folder, "pictures/..") is None
