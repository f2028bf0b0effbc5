"""The films' container: what is written is found again, and a film that is cut anywhere ends at its last picture."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import matroska

BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
JPEG = st.binary(max_size=300).map(lambda inside: b"\xff\xd8" + inside + b"\xff\xd9")


def made(pictures: list[bytes]) -> tuple[bytes, list[int]]:
    whole, ends = matroska.head(1280, 720, 10, BEGAN), []
    for number, one in enumerate(pictures):
        whole += matroska.cluster(number * 100, one)
        ends.append(len(whole))
    return whole, ends


@given(st.lists(JPEG, max_size=8), st.data())
def test_cut_anywhere_it_ends_at_its_last_whole_picture(pictures: list[bytes], data: st.DataObject) -> None:
    whole, ends = made(pictures)
    cut = data.draw(st.integers(len(matroska.head(1280, 720, 10, BEGAN)), len(whole)))
    found = list(matroska.pictures(io.BytesIO(whole[:cut]), cut))
    count = sum(end <= cut for end in ends)
    assert [one.end for one in found] == ends[:count]
    assert [whole[one.offset : one.offset + one.length] for one in found] == pictures[:count]
    assert [one.at_ms for one in found] == [100 * number for number in range(count)]


@given(st.lists(JPEG, min_size=1, max_size=4), st.binary(max_size=64))
def test_what_a_power_cut_leaves_behind_the_last_picture_is_passed_over(pictures: list[bytes], rest: bytes) -> None:
    whole, ends = made(pictures)
    film = whole + b"\0" * 8 + rest
    assert [one.end for one in matroska.pictures(io.BytesIO(film), len(film))] == ends


@given(st.integers(16, 60_000), st.integers(16, 60_000), st.floats(1, 60))
def test_it_says_its_measures(width: int, height: int, fps: float) -> None:
    assert matroska.measures(io.BytesIO(matroska.head(width, height, fps, BEGAN))) == (width, height)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fall_over(data: bytes) -> None:
    film = matroska.MAGIC + data
    for read in (matroska.measures, lambda file: list(matroska.pictures(file, len(film)))):
        try:
            read(io.BytesIO(film))
        except ValueError:
            continue


def test_what_is_no_film_is_refused() -> None:
    with pytest.raises(ValueError, match="no Matroska"):
        list(matroska.pictures(io.BytesIO(b"RIFF----AVI "), 12))
    with pytest.raises(ValueError, match="no film"):
        matroska.measures(io.BytesIO(b""))
