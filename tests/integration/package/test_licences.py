"""The folder of licences: every work is named with its own, and none is passed on without."""

import json
from email.message import Message

import pytest

from resources.packaging import licences
from resources.packaging.contents import FONTS, FONTS_VARIABLE, CannotBuild
from resources.packaging.licences import licence_of, packages, write_licences


@pytest.fixture
def debian(tmp_path, monkeypatch):
    """The documents of Debian's packages."""
    for package in FONTS.values():
        (tmp_path / "doc" / package).mkdir(parents=True, exist_ok=True)
        (tmp_path / "doc" / package / "copyright").write_text(f"{package}: OFL-1.1")
    monkeypatch.setattr(licences, "_DOCS", tmp_path / "doc")
    return tmp_path / "doc"


@pytest.fixture
def binaries(tmp_path):
    file = tmp_path / "binaries.json"
    file.write_text(json.dumps([["libmine.so", str(tmp_path / "libmine.so")]]))
    return file


def test_every_package_of_the_lock_is_named_and_how_to_replace_qt(debian, binaries, tmp_path):
    folder = tmp_path / "licenses"
    (folder / "old").mkdir(parents=True)
    assert write_licences(folder, binaries) > 30
    told = (folder / "README.txt").read_text(encoding="utf-8")
    for package in packages():
        assert f"{package.metadata['Name']} {package.version}: " in told
    assert "replace them by your own build" in told
    assert "PySide6_Essentials" in told
    assert "LGPL-3.0" in told
    assert list((folder / "python").glob("SQLAlchemy-*/*LICENSE*")) or list(
        (folder / "python").glob("sqlalchemy-*/*LICENSE*")
    )
    assert (folder / "fonts/fonts-inter.txt").read_text() == "fonts-inter: OFL-1.1"
    assert "PSF" in (folder / "Python.txt").read_text() or "PYTHON" in (folder / "Python.txt").read_text()
    assert not (folder / "old").exists()


def test_a_font_without_its_licence_is_not_passed_on(debian, binaries, tmp_path):
    (debian / "fonts-inter/copyright").unlink()
    with pytest.raises(
        CannotBuild, match=r"fonts-inter/copyright is missing, and there is no fonts-inter\.txt in REGRADE_FONTS"
    ):
        write_licences(tmp_path / "licenses", binaries)


def test_without_debian_its_texts_lie_with_the_fonts(debian, binaries, tmp_path, monkeypatch):
    brought = tmp_path / "brought"
    (brought / "fonts").mkdir(parents=True)
    monkeypatch.setattr(licences, "_COMMON", tmp_path / "none")
    monkeypatch.setenv(FONTS_VARIABLE, str(brought))
    (debian / "fonts-inter/copyright").unlink()
    (brought / "fonts/fonts-inter.txt").write_text("brought along")
    for name in ("LGPL-3", "GPL-3"):
        (brought / f"{name}.txt").write_text(name)
    with pytest.raises(CannotBuild, match=r"no LGPL-2\.1\.txt in REGRADE_FONTS"):
        write_licences(tmp_path / "licenses", binaries)
    (brought / "LGPL-2.1.txt").write_text("LGPL-2.1")
    write_licences(tmp_path / "licenses", binaries)
    assert (tmp_path / "licenses/fonts/fonts-inter.txt").read_text() == "brought along"
    assert (tmp_path / "licenses/LGPL-3.txt").read_text() == "LGPL-3"


class Silent:
    """A package that says nothing of its licence."""

    files = ()
    version = "1"

    def __init__(self) -> None:
        self.metadata = Message()
        self.metadata["Name"] = "silent"


def test_a_package_that_tells_no_licence_is_not_passed_on(debian, binaries, tmp_path, monkeypatch):
    monkeypatch.setattr(licences, "packages", lambda: [Silent()])
    with pytest.raises(CannotBuild, match="silent tells no licence"):
        write_licences(tmp_path / "licenses", binaries)


@pytest.mark.parametrize(
    ("told", "classifiers", "said"),
    [
        ({"License-Expression": "MIT"}, ["License :: OSI Approved :: BSD License"], "MIT"),
        ({"License": "whole text"}, ["License :: OSI Approved :: BSD License"], "BSD License"),
        ({"License": "BSD\nRedistribution and use …"}, [], "BSD"),
        ({}, ["Topic :: Printing"], ""),
    ],
)
def test_a_licence_in_short(told, classifiers, said):
    assert licence_of(told, classifiers) == said


def test_what_is_locked_for_other_systems_is_passed_over(tmp_path):
    lock = tmp_path / "lock.txt"
    lock.write_text("SQLAlchemy==2.0\nnot-on-this-machine==1.0\n    # via x==3\n")
    assert [str(found.metadata["Name"]).lower() for found in packages(lock)] == ["sqlalchemy", "pyinstaller"]
