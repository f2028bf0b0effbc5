"""What is read from films: their measures and their ends."""

import pytest

from app.devices.film_reading import FilmReader
from app.errors import UserError
from tests.films import HEIGHT, WIDTH, film, jpegs, other_film

CODE = "R-000042"


@pytest.mark.parametrize("form", ["mkv", "avi"])
def test_both_ends_are_read(tmp_path, form):
    codes = [CODE, CODE, "", "", "", "", CODE]
    file = (
        film(tmp_path / "one.mkv", codes) if form == "mkv" else other_film(tmp_path / "one.avi", codes, letters="MJPG")
    )
    ends = FilmReader().ends(file)
    assert ends is not None
    assert ends.codes == (CODE,)
    first, last = ends.stills(CODE)
    assert first.jpeg[:2] == last.jpeg[:2] == b"\xff\xd8"
    assert (first.width, first.height) == (WIDTH, HEIGHT)


def test_a_code_in_the_middle_is_not_looked_for(tmp_path):
    ends = FilmReader().ends(film(tmp_path / "one.mkv", ["", CODE, ""], fps=0.5))
    assert ends is not None
    assert ends.codes == ends.at_one_end == ()


def test_a_picture_is_no_film(tmp_path):
    (tmp_path / "one.jpg").write_bytes(jpegs([CODE])[0])
    assert FilmReader().ends(tmp_path / "one.jpg") is None
    assert FilmReader().ends(tmp_path / "none.mkv") is None
    with pytest.raises(UserError):
        FilmReader().measures(tmp_path / "one.jpg", 10)


def test_a_broken_film_is_refused_in_words(tmp_path):
    (tmp_path / "one.mp4").write_bytes(b"\0\0\0\x18ftypisom" + b"\0" * 400)
    for read in (FilmReader().ends, lambda path: FilmReader().measures(path, 400)):
        with pytest.raises(UserError) as refused:
            read(tmp_path / "one.mp4")
        assert refused.value.code == "film_unreadable"


def test_its_measures_are_said_and_judged(tmp_path):
    file = film(tmp_path / "one.mkv", [CODE])
    assert FilmReader().measures(file, file.stat().st_size) == ("mkv", WIDTH, HEIGHT)
    with pytest.raises(UserError) as refused:
        FilmReader().measures(file, 2**40)
    assert refused.value.code == "film_unfit"
