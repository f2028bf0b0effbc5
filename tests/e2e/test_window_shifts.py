"""The real window worked as people work it: whole mixed shifts by keys, by touch, by scanner and keys, by codes alone.

A shift is a generated day (`tests.day`) whose first bench is the window; the second bench of the floor works by script
on the same records. The day's own books must agree with the program's, and the audit be in order.
"""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.services.station import Station
from tests.day import LEAST_EXCEPTIONAL, Day, announce, plan
from tests.e2e.program import Direct, note, people, seed_of_run, station, take_in
from tests.follower import Bench
from tests.shift.hands import Mode, WindowHands
from tests.shift.place import Place, window_over

CONFIG = '[station]\nname = "{name}"\n'
SCALE = '\n[scale]\ntransport = "virtual"\n'
NOT_AT_A_SCREEN = {"sent_twice", "id_reused", "nonsense", "destroyed_at_once"}
"""About lines of a script that no hand can say: ids, unknown verbs, answers to what is not asked. And the window wants
a label on a unit before it is destroyed."""
WITHOUT = {
    Mode.SCANNER: NOT_AT_A_SCREEN,
    # A scanner cannot help scanning what nobody asked for; a code is typed, or held up, only where one is asked for.
    Mode.KEYBOARD: NOT_AT_A_SCREEN | {"by_command_codes", "doubled_tracking"},
    # Without letters no proof and no description is written, and a witness's badge is scanned or typed.
    Mode.TOUCH: NOT_AT_A_SCREEN
    | {"by_command_codes", "destroyed", "donated", "recycled", "refurbished", "nobody_knows_it", "doubled_tracking"},
    # The sheet of codes drives the bench; the pages beside it have keys and touch. A code has no letters for a SKU, and
    # `RG:NO_CODE:ITEM` always says why.
    Mode.CODES: NOT_AT_A_SCREEN
    | {"no_item_code", "by_command_codes", "weight_off", "donated", "recycled", "refurbished"}
    | {"overridden", "approved", "sent_back", "fault_not_raised"},
}
PARCELS = {Mode.SCANNER: 11, Mode.KEYBOARD: 9, Mode.TOUCH: 8, Mode.CODES: 8}
"""Other kinds of parcel each run; the soak plays two hundred by each means, with every kind among them."""


@dataclass
class Shift:
    """A day that was worked in a window."""

    day: Day
    hands: WindowHands
    first: Station


@contextlib.contextmanager
def _worked(seed: int, parcels: int, folder: Path, mode: Mode) -> Iterator[Shift]:
    with contextlib.ExitStack() as stack:
        stations = [stack.enter_context(_station(number, folder, mode)) for number in (0, 1)]
        first = stations[0]
        people(first)
        place: Place = stack.enter_context(window_over(first, sees_codes=mode is Mode.TOUCH))
        hands = WindowHands(place, mode)
        benches: list[Bench] = [hands, Direct(stations[1])]
        day = plan(seed, parcels, folder / "photos", benches.__getitem__, WITHOUT[mode])
        take_in(first, announce(day, folder))
        day.play()
        yield Shift(day, hands, first)


def _station(number: int, folder: Path, mode: Mode) -> contextlib.AbstractContextManager[Station]:
    """The second bench's profile, on the records and evidence of the first."""
    profile = folder / f"bench-{number}"
    profile.mkdir()
    scale = "" if mode is Mode.CODES else SCALE
    (profile / "config.toml").write_text(CONFIG.format(name=f"bench-{number:02d}") + scale)
    if number:
        (profile / "evidence").symlink_to(folder / "bench-0" / "evidence")
    return station(profile, f"sqlite:///{folder / 'floor.db'}")


def work(seed: int, parcels: int, folder: Path, mode: Mode) -> Shift:
    """A whole shift and every check of its end."""
    begun = time.perf_counter()
    with _worked(seed, parcels, folder, mode) as shift:
        played = time.perf_counter() - begun
        day, reads = shift.day, shift.first.reads
        assert day.exceptional >= LEAST_EXCEPTIONAL * parcels
        assert day.faults(reads) == []
        assert day.every_line_ended() == []
        verified = shift.first.verify_audit()
        assert verified.ok, verified.problems[:5]
        acts = sum(person.acts for person in day.floor.benches.values())
        note(f"{mode.value}: {parcels} parcels, {day.exceptional} exceptional, {acts} acts: {played:.1f} s")
        return shift


def _only(shift: Shift, *kinds: str) -> None:
    """Nothing else was done than by these means."""
    others = [did for did in shift.hands.body.did if did.split()[0] not in kinds]
    assert others == [], others[:5]


def test_demand_d14_a_whole_mixed_shift_by_keyboard_alone(tmp_path: Path) -> None:
    shift = work(seed_of_run("shift"), PARCELS[Mode.KEYBOARD], tmp_path, Mode.KEYBOARD)
    _only(shift, "key", "types")


def test_demand_d14_a_whole_mixed_shift_by_touch_alone(tmp_path: Path) -> None:
    shift = work(seed_of_run("shift"), PARCELS[Mode.TOUCH], tmp_path, Mode.TOUCH)
    _only(shift, "touch", "camera")


def test_demand_d14_a_whole_mixed_shift_by_command_codes_alone(tmp_path: Path) -> None:
    shift = work(seed_of_run("shift"), PARCELS[Mode.CODES], tmp_path, Mode.CODES)
    pins = [did for did in shift.hands.body.did if not did.startswith("scan")]
    assert all(did.startswith("types ") or did == "key Enter" for did in pins), "a PIN is the one thing on no sheet"


def test_demand_d19_a_mixed_day_by_scanner_and_keys_in_the_window(tmp_path: Path) -> None:
    shift = work(seed_of_run("shift"), PARCELS[Mode.SCANNER], tmp_path, Mode.SCANNER)
    _only(shift, "scan", "key", "types")


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("mode", list(Mode), ids=lambda mode: mode.name.lower())
def test_demand_d19_two_hundred_parcels_in_the_window(tmp_path: Path, mode: Mode) -> None:
    work(seed_of_run("shift"), 200, tmp_path, mode)
