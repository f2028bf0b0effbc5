"""How often a shop may still be asked is on record, for all programs of a house."""

from datetime import timedelta

from app.ports import Bucket
from app.store.in_step import standings
from app.store.shop_paces import SqlBuckets
from app.store.telling import Telling
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shops import NOON


def kept(buckets, channel="amazon-us"):
    seen: list[Bucket | None] = []
    buckets.turn(channel, "orders", seen.append)
    return seen[0]


def test_a_bucket_is_kept_by_channel_and_changed_in_one_turn(database_url):
    store = open_store(database_url, STATION)
    buckets = SqlBuckets(Telling(store.engine, STATION.id))
    first, second = (Bucket(NOON + timedelta(seconds=more), NOON) for more in (100, 200))
    assert kept(buckets) is None
    buckets.turn("amazon-us", "orders", lambda known: first if known is None else None)
    buckets.turn("amazon-us", "orders", lambda known: second if known == first else None)
    assert (kept(buckets), kept(buckets, "amazon-eu")) == (second, None)
    with store.reading() as connection:
        assert standings(connection, None, None) == (), "it is nothing that was read from the shop"
    store.close()
