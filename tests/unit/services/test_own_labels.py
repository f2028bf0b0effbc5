"""A client's own labels: seen by everybody, changed at a supervisor's word, told in the chain, taken back."""

import io
import json
from dataclasses import replace

import pytest
from PIL import Image

from app.errors import ConfigError, StoreError, UserError
from app.labelling import library as shelves
from app.labelling.library import LabelLibrary
from app.paths import shipped
from app.services.own_labels import MOST_BYTES, OwnLogo, OwnTemplate, Sample, change_own, read_choice, sample, shelf
from app.services.printing import SetUpPrinter
from app.store import models
from tests.lane import House

ACME = "ACME"


@pytest.fixture
def labels(house: House):
    return LabelLibrary(shipped("labels"), house.folder / "labels")


@pytest.fixture
def keep(house: House, labels):
    def keep(change, badge="MO-01"):
        with house.people() as work:
            found = work.people.by_badge(badge)
        assert found is not None
        return change_own(house.people, labels, house.clock, change, found.operator)

    return keep


def told(house: House):
    rows = [row for row in house.rows(models.Audit) if row["kind"].startswith("own_label")]
    return [fact for row in rows for fact in json.loads(row["payload"])["facts"]]


def picture(size=(60, 30)):
    into = io.BytesIO()
    Image.new("RGB", size, "black").save(into, "PNG")
    return into.getvalue()


def on(found, name):
    return next(one for one in found.labels if one.name == name)


def test_a_logo_is_kept_told_and_taken_back(house, labels, keep):
    back = keep(OwnLogo(ACME, picture()))
    assert shelf(labels, house.printing(labels=labels), ACME).logo
    (fact,) = told(house)
    assert (fact["client"], fact["name"], fact["before"], len(fact["after"])) == (ACME, "logo", "", 64)
    assert keep(back) == OwnLogo(ACME, labels.check_logo(picture()))
    assert labels.logo(ACME) == b""


def test_a_template_is_replaced_and_taken_back(house, labels, keep):
    first, second = labels.written("unit"), labels.written("unit") + b"# ours\n"
    assert keep(OwnTemplate(ACME, "unit", first)) == OwnTemplate(ACME, "unit", None)
    back = keep(OwnTemplate(ACME, "unit", second))
    keep(back)
    assert labels.written("unit", ACME) == first
    hashes = [(fact["before"], fact["after"]) for fact in told(house)]
    assert hashes[1] == (hashes[0][1], hashes[2][0])
    assert hashes[2] == (hashes[1][1], hashes[0][1])


def test_an_inspector_and_nobody_change_nothing(house, labels, keep):
    with pytest.raises(UserError) as refused:
        keep(OwnLogo(ACME, picture()), "LN-07")
    assert refused.value.code == "not_allowed"
    with pytest.raises(UserError):
        change_own(house.people, labels, house.clock, OwnLogo(ACME, picture()), None)
    assert (labels.logo(ACME), told(house)) == (b"", [])


def test_what_cannot_be_used_is_told_nowhere(house, labels, keep):
    with pytest.raises(UserError):
        keep(OwnLogo(ACME, b"no picture"))
    with pytest.raises(ConfigError) as refused:
        keep(OwnTemplate(ACME, "unit", b"kind: unit\nsize: [57]\n"))
    assert refused.value.line in {1, 2}
    with pytest.raises(UserError):
        keep(OwnTemplate(" ", "unit", labels.written("unit")))
    assert (told(house), labels.own(ACME)) == ([], ())


def test_what_could_not_be_kept_after_all_is_told_as_such(house, labels, keep, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelves, "write_whole", full)
    with pytest.raises(StoreError):
        keep(OwnTemplate(ACME, "unit", labels.written("unit")))
    assert [fact["kind"] for fact in told(house)] == ["own_label", "own_label_not_kept"]


def test_what_was_broken_before_cannot_be_brought_back(house, labels, keep):
    folder = house.folder / "labels" / ACME
    folder.mkdir(parents=True)
    (folder / "unit.yaml").write_text("kind: [", "utf-8")
    found = on(shelf(labels, house.printing(labels=labels), ACME), "unit")
    assert (found.template, found.own, found.replaces, found.fault.line) == (None, True, True, 2)
    assert keep(OwnTemplate(ACME, "unit", None)) is None
    assert on(shelf(labels, house.printing(labels=labels), ACME), "unit").own is False


def test_the_shelf_says_which_printer_prints_what(house, labels):
    printers = (
        SetUpPrinter("small", "zpl", 300, "57x32", ("unit", "test")),
        SetUpPrinter("any", "zpl", 203, "102x152"),
    )
    found = shelf(labels, house.printing(*printers, labels=labels))
    names = {one.name: [each.name for each in one.printers] for one in found.labels}
    assert (names["unit"], names["scrap"], names["sku"], names["park"]) == (["small"], ["any"], [], [])


def test_a_logo_that_is_broken_is_said(house, labels):
    folder = house.folder / "labels" / ACME
    folder.mkdir(parents=True)
    (folder / "logo.png").write_bytes(b"no picture")
    found = shelf(labels, house.printing(labels=labels), ACME)
    assert found.logo_fault is not None
    assert "logo" in found.logo_fault.message


@pytest.mark.parametrize("which", [Sample.EXAMPLE, Sample.LONG])
def test_every_shipped_template_can_be_looked_at(house, labels, which):
    for one in shelf(labels, house.printing(labels=labels)).labels:
        for language in ("en", "zh_CN"):
            assert labels.render(one.name, sample(one, which), driver="png", dpi=203, language=language)


def test_the_last_real_label_is_looked_at_where_there_is_one(house, labels):
    one = on(shelf(labels, house.printing(labels=labels)), "unit")
    assert sample(one, Sample.NEWEST) == sample(one, Sample.EXAMPLE)
    printed = replace(one, newest={"code": "R-000007-1X", "no_field": "x"})
    assert sample(printed, Sample.NEWEST) == {"code": "R-000007-1X"}


def test_a_file_is_read_as_far_as_it_may_be(tmp_path):
    file = tmp_path / "unit.yaml"
    file.write_bytes(b"x" * MOST_BYTES)
    assert len(read_choice(file)) == MOST_BYTES
    file.write_bytes(b"x" * (MOST_BYTES + 1))
    with pytest.raises(UserError, match="too large"):
        read_choice(file)
    with pytest.raises(UserError, match="cannot be read"):
        read_choice(tmp_path / "none.yaml")
    with pytest.raises(UserError, match="cannot be read"):
        read_choice(tmp_path)
