"""The films of a bench: begun with a parcel, ended with it, kept by the bench, or given as a proof."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.background.bridge import Relay
from app.background.film_lane import Ended, FilmStands, Recorded
from app.domain.bench import actions as do
from app.domain.evidence import StoredPhoto
from app.domain.films import DESTRUCTION, UNBOXING, FilmOf
from app.errors import Offline
from app.ui.bench.films import BenchFilms
from app.ui.bench.tongue import spoken
from tests.world import ANN


class Lane:
    """Films nothing; ends when it is told to."""

    def __init__(self):
        self.of: Any = None
        self.told: Any = None

    @property
    def stands(self):
        return FilmStands(self.of, 1.0, 10, 1, 0, ending=False) if self.of is not None else None

    def begin(self, of, on_recorded, on_failed):
        self.of, self.told = of, (on_recorded, on_failed)
        return True

    def end(self, ended=Ended.ASKED):
        of, self.of = self.of, None
        film = StoredPhoto("a" * 64, 10, 640, 480, "mkv")
        self.told[0](Recorded(of, film, Path("film"), 65.0, 100, 30, ended))

    def fail(self):
        self.of = None
        self.told[1](Offline("no picture"))


class Desk:
    def __init__(self):
        self.sent = []

    def send(self, request):
        self.sent.append(request)


class Bench:
    def __init__(self, *, unboxing=False):
        self.lane, self.desk, self.relay = Lane(), Desk(), Relay()
        lane: Any = self.lane
        self.films = BenchFilms(lane, self.relay, self.desk, unboxing=unboxing)
        self.words: list[tuple[str, str]] = []
        self.proved: list[Recorded] = []
        self.failed: list[object] = []
        self.films.told.connect(lambda words, tone: self.words.append((spoken(words), tone)))
        self.films.proved.connect(self.proved.append)
        self.films.failed.connect(self.failed.append)


@pytest.fixture
def bench(qtbot, request):
    made = Bench(unboxing=getattr(request, "param", False))
    yield made
    made.relay.close()


def standing(operator, parcel=None):
    state = SimpleNamespace(operator=operator, parcel=parcel and SimpleNamespace(parcel_id=parcel))
    return SimpleNamespace(state=state)


def test_what_was_filmed_is_kept_by_the_bench(bench, qtbot):
    bench.films.stood(standing(ANN, "key"))
    assert bench.films.of is None
    bench.films.toggle(FilmOf(UNBOXING, "key"))
    assert bench.films.of == FilmOf(UNBOXING, "key")
    bench.films.toggle(FilmOf(UNBOXING, "key"))
    qtbot.waitUntil(lambda: len(bench.desk.sent) == 1)
    (request,) = bench.desk.sent
    assert request.action == do.KeepFilm(UNBOXING, "key")
    assert request.file == Path("film")
    assert bench.words == [("Filmed 1:05; 30 pictures were left out.", "ok")]


def test_while_nobody_is_signed_in_it_waits(bench, qtbot):
    bench.films.stood(standing(ANN, "key"))
    bench.films.toggle(FilmOf(UNBOXING, "key"))
    bench.films.stood(standing(None, "key"))
    with qtbot.waitSignal(bench.films.told):
        bench.lane.end(Ended.LENGTH)
    assert bench.desk.sent == []
    assert bench.words[0][1] == "warn"
    bench.films.stood(standing(ANN, "key"))
    assert [request.action for request in bench.desk.sent] == [do.KeepFilm(UNBOXING, "key")]


@pytest.mark.parametrize("bench", [True], indirect=True)
def test_it_begins_and_ends_with_its_parcel_where_that_is_set(bench, qtbot):
    bench.films.stood(standing(ANN, "key"))
    assert bench.films.of == FilmOf(UNBOXING, "key")
    bench.films.stood(standing(ANN, "key"))
    with qtbot.waitSignal(bench.films.told):
        bench.films.stood(standing(ANN))
    assert bench.films.of is None


def test_the_film_of_a_destruction_is_offered_as_its_proof(bench, qtbot):
    bench.films.stood(standing(ANN))
    bench.films.toggle(FilmOf(DESTRUCTION, unit="R-000001"))
    with qtbot.waitSignal(bench.films.proved):
        bench.lane.end()
    assert bench.desk.sent == []
    bench.films.keep(bench.proved[0])
    assert bench.desk.sent[0].action == do.KeepFilm(DESTRUCTION, "", "R-000001")


def test_a_film_that_failed_is_said(bench, qtbot):
    bench.films.toggle(FilmOf(UNBOXING, "key"))
    with qtbot.waitSignal(bench.films.failed):
        bench.lane.fail()
    assert isinstance(bench.failed[0], Offline)
