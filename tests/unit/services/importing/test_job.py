"""A file's rows are judged, kept in batches and reported; a refused file leaves nothing."""

from contextlib import contextmanager

import pytest

from app.documents.tables import DelimitedTables
from app.errors import UserError
from app.services.importing import KINDS, OUR_REASON, Fate, Manner, Rejected, Row, Turned, import_file
from app.services.importing.job import BATCH, judge
from app.services.importing.kinds import layout

HEADER = "client,platform,order_id,sku,quantity,tracking,gift\n"


class FakeStore:
    """Keeps what was committed; turns the SKU `UNKNOWN` away."""

    def __init__(self):
        self.kept: list[Row] = []
        self.batches = 0
        self.opened: list[str] = []
        self.rehearsed = False

    @contextmanager
    def importing(self, kind, source, *, rehearse=False):
        self.source = source
        self.opened.append(kind)
        self.rehearsed = rehearse
        yield self

    def keep(self, rows):
        self.batches += 1
        self.kept += rows
        known = {row.values["order_id"] for row in self.kept[: -len(rows)]}
        return [
            Turned("sku", "no product has this SKU")
            if row.values["sku"] == "UNKNOWN"
            else Fate.UNCHANGED
            if row.values["order_id"] in known
            else Fate.INSERTED
            for row in rows
        ]


@pytest.fixture
def store():
    return FakeStore()


@pytest.fixture
def take(store, tmp_path):
    def take(text, kind="returns", **manner):
        path = tmp_path / "returns.csv"
        path.write_text(text, encoding="utf-8")
        return import_file(store, DelimitedTables(), KINDS[kind], path, Manner(**manner))

    return take


def test_rows_are_counted_from_1_and_each_has_one_fate(take, store):
    done = take(
        HEADER
        + "ACME,amazon,O-1,A1,2,,\n"
        + "ACME,amazon,O-2,UNKNOWN,1,,\n"
        + "ACME,amazon,O-3,A1,0,,\n"
        + "ACME,amazon\n"
        + "ACME,amazon,O-4,A1,1,9.4E+21,\n"
    )
    assert (done.rows, done.inserted, done.updated, done.unchanged) == (5, 1, 0, 0)
    assert [(each.row, each.field, each.value) for each in done.rejected] == [
        (2, "sku", "UNKNOWN"),
        (3, "quantity", "0"),
        (4, "", ""),
        (5, "tracking", "9.4E+21"),
    ]
    assert all(each.reason for each in done.rejected)


def test_defaults_absent_columns_and_notes(take, store):
    take(HEADER + "ACME,Amazon,O-1,A1,,,yes please\n")
    (row,) = store.kept
    assert row.values == {
        "client": "ACME",
        "platform": "amazon",
        "order_id": "O-1",
        "sku": "A1",
        "quantity": 1,
        "tracking": "",
    }
    assert row.notes == {"gift": "yes please"}


def test_formulas_are_plain_text(take, store):
    take(HEADER + "=1+1,amazon,@SUM(A1),-2,1,,+3\n")
    assert store.kept[0].values["client"] == "=1+1"
    assert store.kept[0].notes == {"gift": "+3"}


def test_a_header_alone_is_no_rows_and_opens_nothing(take, store):
    done = take(HEADER)
    assert (done.rows, done.rejected, store.opened) == (0, [], [])


def test_batches_keep_the_memory_bounded_and_the_rows_in_order(take, store):
    done = take(HEADER + "".join(f"ACME,amazon,O-{n},A1,1,,\n" for n in range(2 * BATCH + 1)))
    assert (done.rows, done.inserted, store.batches) == (2 * BATCH + 1, 2 * BATCH + 1, 3)
    assert [row.number for row in store.kept] == list(range(1, 2 * BATCH + 2))
    assert store.opened == ["returns"]


def test_a_file_that_breaks_off_leaves_nothing(take, store):
    with pytest.raises(UserError, match="ends within quotes"):
        take(HEADER + "ACME,amazon,O-1,A1,1,,\n" * 1500 + '"')
    assert store.kept == []


def test_the_same_file_again_changes_nothing(take):
    text = HEADER + "ACME,amazon,O-1,A1,1,,\n"
    assert take(text).inserted == 1
    assert take(text).unchanged == 1


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (["a", "amazon", "O", "S", "1", "", "", "more"], ""),
        (["a", "amazon", "O", "S", "1", "", "x\0"], "gift"),
        (["", "amazon", "O", "S", "1", "", ""], "client"),
        (["a", "etsy", "O", "S", "1", "", ""], "platform"),
        (["a", "amazon", "O", "S", "1", "", "é" * 40_000], "gift"),
    ],
)
def test_rows_that_are_not_sound(row, field):
    kind = KINDS["returns"]
    judged = judge(7, row, kind, layout(kind, HEADER.strip().split(","), "x.csv"))
    assert isinstance(judged, Rejected)
    assert (judged.row, judged.field) == (7, field)
    assert len(judged.value) <= 80


def test_more_cells_than_columns_are_borne_where_they_are_empty():
    kind = KINDS["returns"]
    columns = layout(kind, HEADER.strip().split(","), "x.csv")
    assert isinstance(judge(1, ["a", "amazon", "O", "S", "1", "", "", " ", ""], kind, columns), Row)


def test_progress_goes_from_batch_to_batch_and_a_rehearsal_says_that_it_is_one(take, store):
    told = []
    take(
        HEADER + "ACME,amazon,O-1,A1,1,,\n" * (BATCH + 1), progress=lambda *how_far: told.append(how_far), rehearse=True
    )
    assert told == [(BATCH, BATCH + 1), (BATCH + 1, BATCH + 1)]
    assert store.rehearsed


def test_a_rejected_row_is_handed_out_as_it_stood_in_the_file(take):
    given = []
    take(
        HEADER + "ACME,amazon,O-1,A1,0,,x\nACME,amazon,O-2,A1,1,,\nACME\nACME,amazon,O-3,UNKNOWN,1,,\n",
        turned_away=lambda header, row, why: given.append((tuple(header), list(row), why.row)),
    )
    header = tuple(HEADER.strip().split(","))
    assert given == [
        (header, ["ACME", "amazon", "O-1", "A1", "0", "", "x"], 1),
        (header, ["ACME"], 3),
        (header, ["ACME", "amazon", "O-3", "UNKNOWN", "1", "", ""], 4),
    ]


def test_our_own_reasons_are_no_notes_and_our_marks_of_text_are_taken_away(take, store):
    take(HEADER.strip() + f",{OUR_REASON}\n" + "'=1+1,amazon,O-1,A1,1,,'plain,it had no quantity\n")
    (row,) = store.kept
    assert (row.values["client"], row.notes) == ("=1+1", {"gift": "'plain"})
    take(HEADER + "'=1+1,amazon,O-2,A1,1,,\n")
    assert store.kept[-1].values["client"] == "'=1+1", "a file of anybody else is taken as it is"


def test_a_file_that_names_no_client_is_of_whoever_is_named_beside_it(take, store):
    take("order-id,sku\n111-1,A1\n", kind="fba-returns", client="ACME")
    assert store.kept[0].values["client"] == "ACME"


def test_the_dates_of_a_file_decide_their_order_together(take, store):
    take("order-id,sku,return-date\n1,A1,03-04-2026\n2,A1,25-04-2026\n", kind="fba-returns")
    assert [row.values["returned_at"].isoformat()[:10] for row in store.kept] == ["2026-04-03", "2026-04-25"]
    done = take("order-id,sku,return-date\n1,A1,03-04-2026\n2,A1,05-05-2026\n", kind="fba-returns")
    assert [(each.row, each.field) for each in done.rejected] == [(1, "returned_at")]


class Changing:
    """A table that is another one when it is read again."""

    header = ("client", "platform", "order_id", "sku")

    def __init__(self):
        self.readings = 0

    def rows(self):
        self.readings += 1
        for number in range(2 * BATCH):
            if self.readings > 1 and number == BATCH:
                raise UserError("broken", "mend it", "no_table")
            yield ["ACME", "amazon", f"O-{number}", "A1"]


def test_a_file_that_is_changed_meanwhile_says_what_came_in(store, tmp_path):
    class Tables:
        @contextmanager
        def open(self, _):
            yield Changing()

    with pytest.raises(UserError, match=f"after row {BATCH}") as caught:
        import_file(store, Tables(), KINDS["returns"], tmp_path / "returns.csv", Manner(sha256="0" * 64))
    assert caught.value.code == "changed_meanwhile"
    assert len(store.kept) == BATCH


def test_somebody_may_end_it_between_two_batches_and_what_was_kept_stays(tmp_path):
    file = tmp_path / "returns.csv"
    rows = "".join(f"ACME,other,O-{number},S,1,,\n" for number in range(BATCH + 5))
    file.write_text(HEADER + rows)
    store, told = FakeStore(), []
    manner = Manner(stop=lambda: True, progress=lambda done, of: told.append((done, of)))
    done = import_file(store, DelimitedTables(), KINDS["returns"], file, manner)
    assert (done.stopped, done.rows, done.inserted) == (True, BATCH, BATCH)
    assert told == [(BATCH, BATCH + 5)]
    file.write_text(HEADER + "ACME,other,O-1,S,1,,\n")
    assert not import_file(FakeStore(), DelimitedTables(), KINDS["returns"], file, manner).stopped
