"""What keepers share: states compared before they are written, known articles, absent columns."""

from app.services.importing import Fate, Row, Turned
from app.store.keeping import Keeper, Transaction, after, known_articles
from app.store.sought import AT_ONCE
from tests.importing_house import STATION, FixedClock, House


class Notes(Keeper):
    """Keeps one number under one name."""

    def keep(self, rows):
        return self.settle(rows, [(row.values["name"],) for row in rows], self.standing, self.become)

    standing: dict = {}  # noqa: RUF012 - each test gives its own

    def become(self, row, key):
        return Turned("n", "too many") if row.values["n"] > 9 else {"n": row.values["n"]}


def settle(standing, *rows):
    keeper = Notes(Transaction(None, STATION, FixedClock().now()))  # type: ignore[arg-type]
    keeper.standing = dict(standing)
    return keeper.keep([Row(number, {"name": name, "n": n}) for number, (name, n) in enumerate(rows, 1)])


def test_states_are_compared_before_they_are_written():
    fates, changed = settle({("a",): {"n": 1}, ("b",): {"n": 2}}, ("a", 1), ("b", 3), ("c", 4), ("d", 10))
    assert fates[:3] == [Fate.UNCHANGED, Fate.UPDATED, Fate.INSERTED]
    assert isinstance(fates[3], Turned)
    assert changed == {("b",): {"n": 3}, ("c",): {"n": 4}}


def test_what_was_turned_away_contradicts_nothing():
    fates, changed = settle({}, ("a", 10), ("a", 1), ("a", 2), ("a", 1))
    assert fates[1] is Fate.INSERTED
    assert isinstance(fates[2], Turned)
    assert "row 2" in fates[2].reason
    assert fates[3] is Fate.UNCHANGED
    assert changed == {("a",): {"n": 1}}


def test_columns_that_a_file_does_not_have_stay():
    before = {"title": "Shoe", "shots": ["a"], "notes": {"x": "y"}}
    assert after(before, Row(1, {"shots": ("b", "c")})) == {"title": "Shoe", "shots": ["b", "c"], "notes": {"x": "y"}}
    assert after(before, Row(1, {}, {"z": "1"}))["notes"] == {"z": "1"}


def test_more_articles_than_fit_one_question(tmp_path):
    house = House(f"sqlite:///{tmp_path / 'regrade.db'}", tmp_path)
    many = [f"S{n}" for n in range(2 * AT_ONCE + 1)]
    house.take("products", "client,sku,title\n" + "".join(f"ACME,{sku},x\n" for sku in many))
    with house.store.reading() as connection:
        found = known_articles(connection, [("ACME", sku) for sku in [*many, "S-none"]])
    assert found == {("ACME", sku) for sku in many}
    house.store.close()
