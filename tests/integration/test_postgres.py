"""The server that the tests start is a real one."""

import psycopg
import pytest

from app.store.engine import open_engine
from tests.postgres import PostgresServer


@pytest.fixture
def connection(bare_postgres_url):
    with psycopg.connect(bare_postgres_url.replace("+psycopg", "")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("setting", "value"), [("fsync", "on"), ("listen_addresses", "127.0.0.1"), ("TimeZone", "UTC")]
)
def test_the_server_keeps_its_promises(connection, setting, value):
    assert connection.execute("SELECT current_setting(%s)", [setting]).fetchone() == (value,)


@pytest.mark.parametrize("_turn", [1, 2])
def test_each_test_has_an_empty_database_of_its_own(connection, _turn):
    connection.execute("CREATE TABLE unit (id int)")
    connection.commit()


def test_a_template_is_built_once_and_copied(postgres_server: PostgresServer):
    built = []

    def build(url: str) -> None:
        built.append(url)
        with psycopg.connect(url.replace("+psycopg", "")) as opened:
            opened.execute("CREATE TABLE unit (id int)")

    for _ in range(2):
        name = postgres_server.create(postgres_server.template("house_of_one_table", build))
        with psycopg.connect(postgres_server.url(name).replace("+psycopg", "")) as opened:
            assert opened.execute("SELECT count(*) FROM unit").fetchone() == (0,)
        postgres_server.drop(name)
    assert len(built) == 1


def test_both_databases_are_handed_out(database_url):
    assert database_url.startswith(("sqlite:///", "postgresql+psycopg://"))


def test_a_server_that_is_lost_is_noticed_within_seconds(bare_postgres_url):
    """A cable that was pulled tells nobody: the system alone would wait for a quarter of an hour."""
    engine = open_engine(bare_postgres_url)
    with engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        asked = driver.info.get_parameters()
    engine.dispose()
    assert int(asked["tcp_user_timeout"]) <= 10_000
    idle, every, times = (int(asked[f"keepalives_{name}"]) for name in ("idle", "interval", "count"))
    assert idle + every * times <= 10
    assert int(asked["connect_timeout"]) <= 10
