"""Films on disk: hashed while they are written, filed like photos, found again after a crash."""

import errno
import hashlib
import os

import pytest

from app.domain import matroska
from app.domain.films import CUT, NOT_TAKEN, FilmOf
from app.errors import DiskFull
from app.store import durable
from app.store.disk import DiskEvidence
from app.store.film_shelf import FilmShelf
from tests.films import BEGAN, HEIGHT, WIDTH, jpegs, played

OF = FilmOf("unboxing", "the-parcel")
HEAD = matroska.head(WIDTH, HEIGHT, 10, BEGAN)


@pytest.fixture
def evidence(tmp_path):
    return DiskEvidence(tmp_path / "evidence", tmp_path / "spool")


def clusters(count):
    (one,) = jpegs([""])
    return [matroska.cluster(100 * number, one) for number in range(count)]


def written(shelf, *parts):
    draft = shelf.begin(OF)
    for part in (HEAD, *parts):
        draft.append(part)
    return draft


def gone(_process):
    return False


def unknown(_sha256):
    return False


def test_its_hash_is_that_of_the_file(evidence):
    shelf = FilmShelf(evidence, "me")
    film, path = written(shelf, *clusters(3)).finish(WIDTH, HEIGHT)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == film.sha256 == path.name
    assert film.size == path.stat().st_size
    assert played(path) == 3
    assert list(shelf.left_behind(lambda process: process == "me", unknown)) == []


def test_a_film_that_was_cut_is_closed_and_filed(evidence, tmp_path):
    shelf = FilmShelf(evidence, "gone")
    one, two = clusters(2)
    written(shelf, one, two[:-20])
    (piece,) = FilmShelf(evidence, "next").left_behind(gone, unknown)
    assert (piece.of, piece.note) == (OF, CUT)
    path = evidence.path(piece.film.sha256)
    assert path.read_bytes() == HEAD + one
    assert hashlib.sha256(path.read_bytes()).hexdigest() == piece.film.sha256
    assert (piece.film.width, piece.film.height) == (WIDTH, HEIGHT)
    (again,) = shelf.left_behind(gone, unknown)  # it comes again until a row names it
    assert again.film == piece.film
    assert list(shelf.left_behind(gone, lambda sha256: sha256 == piece.film.sha256)) == []
    assert list((tmp_path / "spool" / "films").iterdir()) == []


def test_a_film_that_no_act_took_comes_again(evidence):
    shelf = FilmShelf(evidence, "gone")
    film, _ = written(shelf, *clusters(1)).finish(WIDTH, HEIGHT)
    (piece,) = shelf.left_behind(gone, unknown)
    assert (piece.film, piece.note) == (film, NOT_TAKEN)
    shelf.forget(piece.named_by)
    assert list(shelf.left_behind(gone, unknown)) == []


def test_what_holds_no_picture_is_let_go(evidence, tmp_path):
    shelf = FilmShelf(evidence, "gone")
    written(shelf)
    shelf.begin(OF)
    assert list(shelf.left_behind(gone, unknown)) == []
    assert list((tmp_path / "spool" / "films").iterdir()) == []


@pytest.mark.expects_warning
def test_a_note_that_cannot_be_read_costs_no_film(evidence, tmp_path):
    shelf = FilmShelf(evidence, "gone")
    written(shelf, *clusters(1))
    (note,) = (tmp_path / "spool" / "films").glob("*.json")
    note.write_text("{")
    assert list(shelf.left_behind(gone, unknown)) == []
    assert note.with_suffix(".mkv").exists()


def test_a_full_disk_is_said(evidence, monkeypatch):
    draft = FilmShelf(evidence, "me").begin(OF)

    def full(_descriptor, _data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(durable, "write_all", full)
    with pytest.raises(DiskFull):
        draft.append(HEAD)
    draft.forget()


def test_nothing_filmed_leaves_nothing(evidence, tmp_path):
    FilmShelf(evidence, "me").begin(OF).forget()
    assert list((tmp_path / "spool" / "films").iterdir()) == []
