"""A vote over frames: noise is never a scan, a parcel held in front of the camera is one."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.sightings import AGREEING, FRAMES, QUIET_S, Sightings
from app.domain.symbols import Code, Symbology

TRACKING = "1Z999AA10123456784"
ARTICLE = "4006381333931"
EVERY_S = 0.1


def code(text, symbology=Symbology.CODE_128, left=0):
    return Code(symbology, text, ((left, 0), (left + 100, 0), (left + 100, 40), (left, 40)))


def watched(*frames, every_s=EVERY_S):
    """What each frame makes a scan of; a frame is a text, a code, several, or None."""
    sightings, scanned = Sightings(), []
    for number, frame in enumerate(frames):
        shown = [] if frame is None else [frame] if isinstance(frame, str | Code) else frame
        codes = [code(each) if isinstance(each, str) else each for each in shown]
        sightings, new = sightings.after(codes, number * every_s)
        scanned.append([each.text for each in new])
    return scanned


def scans(*frames, **timing):
    return [text for scanned in watched(*frames, **timing) for text in scanned]


def test_two_of_three_frames_make_a_scan():
    assert watched(TRACKING, TRACKING) == [[], [TRACKING]]
    assert watched(TRACKING, None, TRACKING) == [[], [], [TRACKING]]
    assert watched(TRACKING, None, None, TRACKING, None, None) == [[]] * 6


def test_a_parcel_held_in_view_is_one_scan():
    assert scans(*[TRACKING, TRACKING, None] * 100) == [TRACKING]


def test_the_same_code_counts_again_after_it_was_away():
    away = [None] * (round(QUIET_S / EVERY_S) + 1)
    assert scans(TRACKING, TRACKING, *away, TRACKING, TRACKING) == [TRACKING] * 2
    assert scans(TRACKING, TRACKING, *away[:-5], TRACKING, TRACKING) == [TRACKING]


def test_quiet_is_measured_in_the_time_of_the_frames():
    assert scans(TRACKING, TRACKING, None, None, TRACKING, TRACKING, every_s=QUIET_S) == [TRACKING] * 2
    assert scans(*[TRACKING] * 9, every_s=QUIET_S) == [TRACKING]


def test_two_texts_on_one_place_wait_until_one_is_left():
    wrong = "1Z999AA10123456785"
    assert watched([TRACKING, wrong], [TRACKING, wrong], TRACKING, TRACKING, TRACKING) == [[]] * 4 + [[TRACKING]]


def test_two_texts_beside_each_other_are_two_scans():
    both = [code(TRACKING), code(ARTICLE, Symbology.EAN_13, left=300)]
    assert watched(both, both) == [[], [TRACKING, ARTICLE]]


def test_what_no_rule_knows_waits_while_something_known_is_in_view():
    both = [code("SOMETHING"), code(TRACKING, left=300)]
    assert watched(both, both, both) == [[], [TRACKING], [TRACKING][1:]]
    assert watched("SOMETHING", "SOMETHING") == [[], ["SOMETHING"]]


def test_bars_without_a_check_count_only_as_something_known():
    assert watched(*[code("123456", Symbology.ITF)] * 4) == [[]] * 4
    assert watched(*[code("00012345678905", Symbology.ITF)] * 2) == [[], ["00012345678905"]]


def test_the_page_that_a_box_advertises_is_no_scan():
    for text in ("https://example.com/warranty", "WWW.EXAMPLE.COM", "x" * 200, "\x00"):
        assert watched(*[code(text, Symbology.QR_CODE)] * 4) == [[]] * 4


TEXTS = st.sampled_from([TRACKING, ARTICLE, "SOMETHING", "12345678", "X001ABCDEF"])
SHOWN = st.lists(st.tuples(TEXTS, st.integers(0, 4)), max_size=3)


@given(st.lists(st.tuples(SHOWN, st.floats(0.0, 1.5)), max_size=40))
def test_whatever_is_shown_a_scan_was_seen_twice_and_comes_once(frames):
    sightings, at = Sightings(), 0.0
    history: list[set[str]] = []
    last_seen: dict[str, float] = {}
    for shown, later in frames:
        at += later
        codes = [code(text, left=place * 200) for text, place in shown]
        last_seen = {text: seen for text, seen in last_seen.items() if at - seen < QUIET_S or text in history[-1]}
        before = last_seen.copy()
        sightings, scanned = sightings.after(codes, at)
        history.append({each.text for each in codes})
        for each in scanned:
            assert each in codes
            assert sum(each.text in texts for texts in history[-FRAMES:]) >= AGREEING
            assert each.text not in before
        assert len({each.text for each in scanned}) == len(scanned)
        last_seen |= {text: at for text in history[-1] if text in last_seen} | {each.text: at for each in scanned}


@given(st.lists(st.integers(0, 10**6), unique=True, max_size=60))
def test_noise_that_never_repeats_is_never_a_scan(numbers):
    assert scans(*(f"N{number}" for number in numbers)) == []
