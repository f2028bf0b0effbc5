"""The window at every stop of the tour, in every size, theme and language: nothing cut, nothing outside, nothing over.

The suite samples it, each stop in another look; the soak sees every stop in every look. The pictures go to the folder
that `REGRADE_SHOTS` names, if any.
"""

import os
from pathlib import Path

import pytest

from app.ui.theme import look
from app.ui.words import language
from tests.ui.tour.__main__ import parser
from tests.ui.tour.fitting import touch_faults
from tests.ui.tour.looking import EVERY, looked
from tests.ui.tour.walking import PARTS, SAMPLE, guided, tour


@pytest.fixture
def guide(qapp, tmp_path):
    look.dress(qapp, "light")
    with guided(tmp_path) as made:
        yield made
    language.speak("en")
    look.dress(qapp, "light")


def _faults(guide, parts, looks_of):
    shots = os.environ.get("REGRADE_SHOTS")
    found, stops = [], []
    for place, stop in enumerate(tour(guide, parts)):
        stops.append(stop)
        for seen, faults in looked(guide, looks_of(place), Path(shots) if shots else None, stop):
            found += [f"{stop} {seen}: {fault}" for fault in (*faults, *touch_faults(guide.window))]
    assert len(set(stops)) == len(stops), "two stops of one name"
    return stops, found


def test_a_picture_is_asked_for_by_a_look_that_there_is_and_no_option_becomes_a_folder(capsys):
    given = parser().parse_args(["out/shots", "1366-light-en", "1920-dark-es"])
    assert (given.out, [str(one) for one in given.looks]) == (Path("out/shots"), ["1366-light-en", "1920-dark-es"])
    assert parser().parse_args(["out/shots"]).looks == []
    for asked, code in ((["--help"], 0), ([], 2), (["--pictures", "out"], 2), (["out", "1366-light-fr"], 2)):
        with pytest.raises(SystemExit) as ended:
            parser().parse_args(asked)
        assert ended.value.code == code, asked
    told = capsys.readouterr()
    assert "1920-dark-zh_CN" in told.out
    assert "there is no look “1366-light-fr”; there are 1366-light-en" in told.err


def test_everything_fits_at_a_sample_of_stops(guide):
    stops, found = _faults(guide, SAMPLE, lambda place: (EVERY[place * 5 % len(EVERY)],))
    assert len(stops) > 15
    assert found == [], "\n".join(found)


@pytest.mark.soak
def test_everything_fits_everywhere(guide):
    stops, found = _faults(guide, PARTS, lambda _: EVERY)
    assert len(stops) > 70
    assert found == []
