"""The bench through a camera: small, skewed, blurred and dark codes are read, stripes are not."""

import numpy as np
import pytest

from app.devices.reading import Cascade, cascade
from tests import drawn

TEXT = "1Z999AA10123456784"


def texts(codes):
    return {code.text for code in codes}


@pytest.mark.parametrize(
    "seen",
    [
        {"turned": 5},
        {"turned": 20},
        {"turned": 60},
        {"turned": 90},
        {"blur_px": 0.8},
        {"light": 0.3, "grain": 6.0},
    ],
    ids=str,
)
def test_a_live_frame_of_a_small_label(seen):
    code = drawn.symbol("Code128", TEXT, 1.7)
    assert texts(Cascade().read_frame(drawn.frame(drawn.on_bench(code, **seen)))) == {TEXT}


@pytest.mark.parametrize("turned", [0, 4, 9, 14, 17, 20])
def test_a_skewed_itf_is_never_cut_short(turned):
    bench = drawn.on_bench(drawn.symbol("ITF", "30712345000010", 2), turned=turned, seed=turned)
    assert texts(Cascade().read_still(drawn.frame(bench))) <= {"30712345000010"}
    assert texts(Cascade().read_frame(drawn.frame(bench))) <= {"30712345000010"}


@pytest.mark.parametrize("name", ["QRCode", "DataMatrix", "PDF417", "Aztec"])
def test_squares_on_the_bench(name):
    bench = drawn.on_bench(drawn.symbol(name, TEXT, 4), turned=5)
    assert texts(Cascade().read_still(drawn.frame(bench))) == {TEXT}


@pytest.mark.parametrize("seed", range(4))
def test_stripes_are_no_codes(seed):
    frame = drawn.frame(drawn.on_bench(None, seed=seed, size=(1280, 720)))
    assert Cascade().read_still(frame) == ()


def test_bars_and_squares_in_one_picture():
    bench = drawn.on_bench(drawn.symbol("Code128", TEXT, 3), size=(1280, 720))
    square = drawn.symbol("DataMatrix", "RG0000001-1", 4)
    bench[20 : 20 + square.shape[0], 20 : 20 + square.shape[1]] = square
    assert texts(Cascade().read_still(drawn.frame(bench))) == {TEXT, "RG0000001-1"}


def test_the_slow_looks_come_each_fifth_frame_and_again_where_they_paid(monkeypatch):
    came = []

    def look(name, codes):
        def seen(picture, _):
            came.append(name)
            return codes() if codes else ()

        return cascade._Look(name, seen)

    monkeypatch.setattr(cascade, "QUICK", (look("quick", None),))
    monkeypatch.setattr(cascade, "CLOSER", ())
    monkeypatch.setattr(cascade, "CLOSEST", ())
    monkeypatch.setattr(cascade, "IN_TURN", ((look("first", None),), (look("second", None),)))
    frame = drawn.frame(np.full((40, 40), 255, np.uint8))
    reader = Cascade()
    for _ in range(cascade.SLOW_EACH * 3):
        assert reader.read_frame(frame) == ()
    assert [name for name in came if name != "quick"] == ["first", "second", "first"]
    assert came.count("quick") == cascade.SLOW_EACH * 3


def test_a_code_that_only_a_slow_look_reads_is_seen_again_at_once():
    """Or two of three frames could never agree on it."""
    square = drawn.symbol("QRCode", TEXT, 3)
    frame = drawn.frame(drawn.on_bench(255 - square, size=(1280, 720)))  # light on dark: not for the quick way
    reader = Cascade()
    seen = [bool(reader.read_frame(frame)) for _ in range(cascade.SLOW_EACH + 2)]
    assert seen == [False] * (cascade.SLOW_EACH - 1) + [True] * 3


def test_a_small_label_in_a_large_frame_is_found_piece_by_piece():
    bench = drawn.on_bench(drawn.symbol("Code128", TEXT, 1.7), turned=20, size=(3840, 2160))
    reader, frame = Cascade(), drawn.frame(bench)
    seen = [texts(reader.read_frame(frame)) for _ in range(cascade.SLOW_EACH + 1)]
    assert seen == [set()] * (cascade.SLOW_EACH - 1) + [{TEXT}] * 2


@pytest.mark.parametrize("size", [(1, 1), (2, 300), (300, 2), (17, 5)])
def test_whatever_the_size_of_a_picture(size):
    grey = np.random.default_rng(3).integers(0, 255, (size[1], size[0]), np.uint8)
    assert Cascade().read_grey(grey) == ()
