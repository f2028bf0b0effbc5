"""The durable log alone gives the bench as it stands on record, whatever was imported since; no PIN stands in it."""

from __future__ import annotations

import re
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import logs
from app.documents.tables import DelimitedTables
from app.domain.bench.replay import replay
from app.domain.bench.state import Bench
from app.paths import shipped
from app.services.importing import import_file, kind_named
from app.store import models
from app.store.bench_log import entries
from app.store.engine import open_engine
from app.store.imports import SqlImports
from app.store.mapping import from_text
from app.store.rulebooks import open_rulebook
from tests import made_once
from tests.e2e import test_day
from tests.e2e.program import PIN as PINS
from tests.e2e.program import seed_of_run
from tests.lane import BROKEN, PIN, PRODUCTS, STATION, WITNESS_PIN, House, refused, to_grade, took
from tests.records import NOW

SOILED = (*BROKEN[:5], ("signs_of_use", "soiled"), ("damage", "beyond_repair"), ("fastenings", "broken"))


@pytest.fixture(autouse=True)
def _quiet_log():
    yield
    logs.shut_down()


def replayed_as_on_record(url: str, pins: set[str], site: str = "US-NJ") -> int:
    """Replay every station's log under the settings of now and compare; how many actions that were."""
    engine = open_engine(url)
    done = 0
    try:
        rules = open_rulebook(engine, made_once.library(shipped("resources")), site=site, at=NOW)
        with engine.connect() as connection:
            for station, state in connection.execute(select(models.Bench.station, models.Bench.state)).all():
                log = list(entries(connection, station))
                assert replay(log, rules) == from_text(Bench, state)
                done += len(log)
            for row in connection.execute(select(models.BenchLog.action, models.BenchLog.found)):
                assert not set(re.findall(r"\d+", " ".join(row))) & pins
    finally:
        engine.dispose()
    return done


def test_the_demo_replayed_stands_where_it_stood(tmp_path):
    told: Any
    profile, told = made_once.demo_day(tmp_path)
    pins = {person.rpartition(" ")[2] for person in told["people"].values()}
    assert all(len(pin) == 6 for pin in pins)
    assert replayed_as_on_record(f"sqlite:///{profile}/regrade.db", pins) > 50


def test_a_day_of_chance_replayed_stands_where_it_stood(database_url: str, tmp_path: Path):
    with ExitStack() as stack:
        stack.enter_context(test_day.worked(seed_of_run("replay"), 24, tmp_path, database_url))
    assert replayed_as_on_record(database_url, set(PINS.values())) > 240


def test_the_law_of_another_site_changes_nothing_that_was_done(tmp_path):
    house = House(tmp_path).prepare()
    house.take("products", PRODUCTS.replace("Running shoe,hard goods", "Running shoe,shoes"))
    lane = house.signed_in()
    to_grade(house, lane, answers=SOILED)
    took(lane, do="route", to="destroy", reason="nothing left to recycle from")  # which no shoe may come to in the EU
    took(lane, do="accept")
    records = house.store.engine.url.render_as_string()
    assert replayed_as_on_record(records, {PIN}, site="DE") == replayed_as_on_record(records, {PIN})
    house.close()


def test_imports_in_between_and_a_new_process_change_nothing(tmp_path):
    house = House(tmp_path).prepare()
    take_in = partial(import_file, SqlImports(house.store.engine, STATION.id, house.clock), DelimitedTables())
    lane = house.signed_in(scale=True)
    to_grade(house, lane, code="1Z5R89390357567127", item="036000291452")
    before = from_text(Bench, house.rows(models.Bench)[0]["state"])
    files = {
        "products": PRODUCTS.replace("24.50", "1.00").replace("Steel bottle", "Tin bottle"),
        "listings": "client,sku,grade,channel,target\nACME,BOTTLE-750,A,shop,x\n",
    }
    for kind, text in files.items():
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert not take_in(kind_named(kind), tmp_path / f"{kind}.csv").rejected
    assert replayed_as_on_record(house.store.engine.url.render_as_string(), {PIN, WITNESS_PIN}) > 5
    other = house.lane()  # the first process was killed, and its scale is gone
    refused(other, do="accept")
    took(other, do="sign_in", badge="MO-01", pin=WITNESS_PIN)
    took(other, do="accept")
    assert before.unit is not None
    assert replayed_as_on_record(house.store.engine.url.render_as_string(), {PIN, WITNESS_PIN}) > 7
    house.close()
