"""What is wrong with a thing lies on the thing."""

import numpy as np
import pytest

from app.devices.drawing.marks import MARKS, marked, place_of
from app.devices.drawing.things import Thing, drawn


@pytest.mark.parametrize("mark", sorted(MARKS))
@pytest.mark.parametrize("kind", ["shoe", "phone", "cable", "spork"])
def test_a_mark_changes_the_thing_and_nothing_beside_it(mark, kind):
    thing = drawn(Thing(kind, "silver"), 240)
    for seed in (0, 7, 123_456_789):
        spoilt, at = marked(thing, mark, seed)
        assert (spoilt != thing).any()
        assert (spoilt[thing[..., 3] == 0] == 0).all()
        assert 0 <= min(at) <= max(at) <= 1000


def test_its_place_is_well_within_and_the_same_again():
    thing = drawn(Thing("phone", "black"), 240)
    x, y = place_of(thing, 42)
    assert (x, y) == place_of(thing, 42)
    assert thing[int(y * 0.24), int(x * 0.24), 3] == 255


def test_the_thing_itself_stays_as_it_is():
    thing = drawn(Thing("phone", "black"), 240)
    before = np.array(thing)
    marked(thing, "crack", 1)
    assert (thing == before).all()
