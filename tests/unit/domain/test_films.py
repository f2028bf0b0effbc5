"""Films as evidence: what proves, what is a film, how much one may hold."""

from app.domain.films import Bounds, Ends, FilmOf, Still, film_fault, film_format, is_film


def still(*codes: str) -> Still:
    return Still(b"jpeg", 640, 480, codes)


def test_only_what_both_ends_show_proves() -> None:
    first, last = still("R-000001", "BOX"), still("r-000001 ", "BAG")
    ends = Ends((still(), first), (last, still()))
    assert ends.codes == ("R-000001",)
    assert set(ends.at_one_end) == {"BOX", "BAG"}
    assert ends.stills("r-000001") == (first, last)


def test_an_end_without_a_code_proves_nothing() -> None:
    assert Ends((still("R-000001"),), (still(),)).codes == ()
    assert Ends((), ()).codes == ()


def test_a_film_is_known_by_its_first_bytes() -> None:
    assert film_format(b"\x1a\x45\xdf\xa3....matroska") == "mkv"
    assert film_format(b"\x1a\x45\xdf\xa3....webm") == "webm"
    assert film_format(b"RIFF....AVI LIST") == "avi"
    assert film_format(b"....ftypisom") == "mp4"
    assert film_format(b"....ftypqt  ") == "mov"
    assert film_format(b"RIFF....WEBPVP8 ") == ""
    assert film_format(b"\xff\xd8\xff\xe0") == ""
    assert film_format(b"") == ""


def test_films_are_no_pictures() -> None:
    assert is_film("mkv")
    assert not is_film("jpeg")
    assert FilmOf("unboxing", "key").shot == "film:unboxing"


def test_the_longest_film_fits_by_its_budget() -> None:
    bounds = Bounds(fps=10, most_s=600, most_bytes=6_000_000)
    assert bounds.budget * 600 * 10 == 6_000_000


def test_what_is_too_large_or_too_small_is_none() -> None:
    assert film_fault(1000, 1280, 720) is None
    assert "1024" in (film_fault(2**31, 1280, 720) or "")
    assert film_fault(1000, 8, 720)
