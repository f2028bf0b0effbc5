"""Certificates after their number: shown the same each time, void with a reason, replaced under a new number."""

import hashlib
from datetime import timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from app.config import parse
from app.documents.certificate import PdfCertificates
from app.domain.access import Operator, Role
from app.domain.certificates import Issuer, weight_said
from app.errors import ConfigError, StoreError, UserError
from app.paths import shipped
from app.services.certificates import Certificates, issuer_of
from app.services.reporting import Period
from app.store import models
from app.store.certificates import discarded
from app.store.disk import photo_path
from tests.certificates import flat
from tests.lane import BROKEN, WITNESS_PIN, refused, to_grade, took

STRANGER = Operator(str(UUID(int=7)), "MO-01", "Olga Novak", Role.SUPERVISOR)
SITE = Issuer(
    "Nordsee Returns",
    "Hafenstr. 12",
    site="DE",
    station="bench-01",
    language="en",
    time_zone="Europe/Berlin",
    usual=(("destruction", (("equipment", "press 7"), ("method", "crushed"))),),
)

BEFORE_WITNESS = {"unit": "R-000001", "witness_badge": "MO-01", "witness_pin": WITNESS_PIN}
LACKED = {"seal", "process", "treatment", "waste_code", "third_party"}


def _to_be_destroyed(house):
    """A labelled unit on its way to be destroyed: the lane it lies on, and its label's code."""
    lane = house.signed_in(issuer=SITE)
    to_grade(house, lane, answers=BROKEN)
    took(lane, do="route", to="destroy", reason="nothing left to recycle from")
    code = took(lane, do="accept")["expects"]["code"]
    took(lane, do="scan", code=code)
    return lane, code


@pytest.fixture
def destroyed(house):
    """A house in which a unit was destroyed, and what works on its certificates."""
    lane, code = _to_be_destroyed(house)
    proof = house.shot("destroyed", code)
    assert (
        refused(lane, do="destroy", **BEFORE_WITNESS, file=proof, details={"colour": "red"})["code"] == "unfit_detail"
    )
    assert refused(lane, do="destroy", **BEFORE_WITNESS, file=proof, details={"derogation": "espr_2a"})["code"] == (
        "justification_needed"
    )
    took(lane, do="destroy", **BEFORE_WITNESS, file=proof, details={"method": "shredded", "waste_code": "20 01 36"})
    return house, _work(house)


def of(house, badge):
    """That person, as the records have them."""
    with house.store.unit_of_work() as work:
        return work.records.user(badge).operator


def _work(house):
    return Certificates(
        house.store, PdfCertificates(shipped("labels")), partial(photo_path, house.folder / "evidence"), house.clock
    )


def _without_its_moment(house, number):
    """As an older version put one in another's place: it did not say when it was done."""
    with house.store.unit_of_work() as work:
        connection = work.records._connection
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'certificates'"
        for (name,) in connection.exec_driver_sql(triggers).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        shorn = "UPDATE certificates SET payload = json_remove(payload, '$.done_at') WHERE number = ?"
        assert connection.exec_driver_sql(shorn, (number,)).rowcount == 1
        work.commit()


def test_it_says_what_was_known_with_its_number(destroyed):
    _, work = destroyed
    one = work.certificate("DES-000001")
    assert one.payload["details"] == {"equipment": "press 7", "method": "shredded", "waste_code": "20 01 36"}
    assert one.payload["audit"]["seq"] > 0
    people = {"operator_name": "Li Na", "witness_name": "Maria Ortiz", "issuer": "Nordsee Returns", "grade": "S"}
    goods = {"tracking": "1Z999AA10123456784", "rma": "RMA-1001", "weight_g": "410", "weight_source": "catalogue"}
    assert (people | goods).items() <= one.content.items()
    text = flat(work.show("DES-000001").document)
    for name in ("LiNa(LN-07)", "MariaOrtiz(MO-01)", "press7", "RMA-1001", "Europe/Berlin", "200136"):
        assert name in text


def test_the_same_certificate_is_the_same_document_and_its_hash_is_on_record_once(destroyed):
    house, work = destroyed
    first, second = work.show("DES-000001"), work.show("DES-000001")
    assert first.document == second.document
    assert first.sha256 == hashlib.sha256(first.document).hexdigest()
    (copy,) = house.rows(models.CertificateCopy)
    assert (copy["number"], copy["sha256"], copy["size"]) == ("DES-000001", first.sha256, len(first.document))


def test_a_renamed_person_changes_no_certificate(destroyed):
    house, work = destroyed
    before = work.show("DES-000001").document
    with house.store.unit_of_work() as unit:
        unit.records._connection.exec_driver_sql("UPDATE users SET name = 'Somebody Else'")
        unit.commit()
    assert work.show("DES-000001").document == before


def test_void_and_replaced_both_stay_and_say_so(destroyed):
    house, work = destroyed
    void, new = work.void(
        "DES-000001",
        "wrong weight",
        by=of(house, "MO-01"),
        replace=True,
        corrected={"weight_g": "395", "seal": "S-9", "method": ""},
    )
    assert void.voided is not None
    assert (void.voided.reason, void.voided.replaced_by) == ("wrong weight", "DES-000002")
    assert new is not None
    assert (new.number, new.payload["replaces"], new.content["weight_g"]) == ("DES-000002", "DES-000001", "395")
    assert new.payload["details"] == {"equipment": "press 7", "seal": "S-9", "waste_code": "20 01 36"}
    assert "VOID" in flat(work.show("DES-000001").document)
    assert "395g" in flat(work.show("DES-000002").document)
    with pytest.raises(UserError, match="void already"):
        work.void("DES-000001", "again", by=of(house, "MO-01"))
    assert len(house.rows(models.Certificate)) == 2


@pytest.mark.parametrize("of_an_older_version", [False, True])
def test_a_correction_moves_neither_the_destruction_nor_who_carried_it_out(destroyed, of_an_older_version):
    """Months later another number says what is right; the goods were destroyed when they were, by whoever did it."""
    house, work = destroyed
    done = work.certificate("DES-000001").at
    house.clock.time = done + timedelta(days=200)
    correct = partial(work.void, by=of(house, "MO-01"), replace=True)
    correct("DES-000001", "misread", corrected={"weight_g": "395"})
    if of_an_older_version:
        _without_its_moment(house, "DES-000002")
    _, last = correct("DES-000002", "seal forgotten", corrected={"seal": "S-9"})
    assert last.at > done + timedelta(days=200)
    assert last.done_at == done
    text = flat(work.show(last.number).document)
    berlin = f"{done.astimezone(ZoneInfo('Europe/Berlin')):%Y-%m-%d%H:%M:%S}"
    assert text.count(berlin) == 2  # the act, and the end of custody
    with house.store.unit_of_work() as unit:
        label = unit.records.destruction_of("R-000001")
    assert (label.number, label.at, label.operator, label.witness) == (last.number, done, "Li Na", "Maria Ortiz")
    with house.store.reading() as connection:
        year = Period(done, done + timedelta(days=1))
        assert [one.number for one in discarded(connection, year)] == [last.number]
        assert list(discarded(connection, Period(done + timedelta(days=100)))) == []


def test_a_weight_that_was_never_taken_is_emptied_and_one_that_was_stated_is_corrected(destroyed):
    house, work = destroyed
    correct = partial(work.void, by=of(house, "MO-01"), replace=True)
    assert "weight_g" not in work.certificate("DES-000001").lacks
    _, bare = correct("DES-000001", "nobody weighed it", corrected={"weight_g": ""})
    assert "weight_g" in bare.lacks
    assert "410g" not in flat(work.show(bare.number).document)
    _, said = correct(bare.number, "weighed since", corrected={"weight_g": "405"})
    assert (weight_said(said.payload), said.content["weight_source"]) == ("405", "corrected")
    with house.store.unit_of_work() as unit:
        assert unit.records.destruction_of("R-000001").weight_g == "405"


def test_a_weight_that_was_stated_when_it_was_destroyed_stands_on_paper_and_label_until_it_is_corrected(house):
    lane, code = _to_be_destroyed(house)
    stated = {
        "weight_g": "388",
        "method": "crushed",
        "reason": "Broken in transit, and nothing of it can be used again by anybody at all",
    }
    answer = took(lane, do="destroy", **BEFORE_WITNESS, file=house.shot("destroyed", code), details=stated)
    (fact,) = (fact for fact in answer["facts"] if fact["kind"] == "certificate")
    work = _work(house)
    assert set(fact["not_recorded"]) == set(work.certificate(fact["id"]).lacks) == LACKED
    assert "388gasstated" in flat(work.show("DES-000001").document)
    (label,) = (row["fields"] for row in house.rows(models.Label) if row["template"] == "scrap")
    assert (label["weight_g"], label["method"]) == ("388", "Crushed")  # the id “crushed” is a battery's
    assert label["at"].endswith("+01:00")
    assert (label["reason"][:17], label["reason"][-1], len(label["reason"])) == ("Broken in transit", "…", 60)
    _, new = work.void("DES-000001", "misread", by=of(house, "MO-01"), replace=True, corrected={"weight_g": "386"})
    assert weight_said(new.payload) == "386"
    assert "386gcorrected" in flat(work.show("DES-000002").document)


def test_void_alone_leaves_the_unit_without_one_and_its_number_used_up(destroyed):
    house, work = destroyed
    void, new = work.void("DES-000001", "issued for another piece", by=of(house, "MO-01"))
    assert new is None
    assert void.voided is not None
    assert void.voided.replaced_by == ""
    again = work.certificate("DES-000001")
    assert again.voided == void.voided


@pytest.mark.parametrize(
    ("reason", "more", "code"),
    [
        (" ", {}, "reason_needed"),
        ("a\nb", {}, "unfit_reason"),
        ("x" * 501, {}, "unfit_reason"),
        ("x", {"corrected": {"seal": "1"}}, "no_replacement"),
        ("x", {"replace": True, "corrected": {"colour": "red"}}, "unfit_detail"),
        ("x", {"replace": True, "corrected": {"colour": ""}}, "unfit_detail"),
        ("x", {"replace": True, "corrected": {"weight_g": "0"}}, "unfit_detail"),
        ("x", {"by": "LN-07"}, "not_permitted"),
        ("x", {"by": STRANGER}, "not_signed_in"),
    ],
)
def test_what_is_no_reason_or_no_correction_is_refused_and_changes_nothing(destroyed, reason, more, code):
    house, work = destroyed
    before = house.everything()
    by = more.get("by", "MO-01")
    asked = {**more, "by": of(house, by) if isinstance(by, str) else by}
    with pytest.raises(UserError) as caught:
        work.void("DES-000001", reason, **asked)
    assert caught.value.code == code
    assert house.everything() == before


def test_a_role_that_was_taken_since_voids_nothing(destroyed):
    """It is the records that say who may, not the sign-in of this morning."""
    house, work = destroyed
    supervisor = of(house, "MO-01")
    with house.people() as work_on:
        work_on.people.set_role(supervisor.user_id, Role.INSPECTOR, at=house.clock.now(), actor=supervisor.user_id)
        work_on.commit()
    with pytest.raises(UserError) as caught:
        work.void("DES-000001", "wrong weight", by=supervisor)
    assert caught.value.code == "not_permitted"


def test_a_number_that_was_never_given_and_a_proof_that_is_not_what_it_was(destroyed):
    house, work = destroyed
    with pytest.raises(UserError, match="no certificate"):
        work.show("DES-000009")
    (sha256,) = work.certificate("DES-000001").pictures
    path = photo_path(house.folder / "evidence", sha256)
    path.chmod(0o600)
    path.write_bytes(b"another picture")
    with pytest.raises(StoreError, match="not what it was"):
        work.show("DES-000001")
    path.unlink()
    assert "notkept" in flat(work.show("DES-000001").document)


def test_who_issues_them_stands_in_the_configuration():
    settings = parse(
        '[station]\nsite = "DE"\n[certificates]\nissuer = "N"\ntime_zone = "Europe/Berlin"\nlanguage = "auto"\n'
        'languages = {ACME = "es"}\n[certificates.usual.donation]\nrecipient = "Food bank"\n'
    )
    issuer = issuer_of(settings)
    assert (issuer.name, issuer.site, issuer.language, issuer.language_for("ACME")) == ("N", "DE", "", "es")
    assert issuer.usual_for("donation") == {"recipient": "Food bank"}
    with pytest.raises(ConfigError, match="treatment is written as"):
        issuer_of(parse('[certificates.usual.destruction]\ntreatment = "magic"\n'))
    with pytest.raises(ConfigError, match="time zone"):
        parse('[certificates]\ntime_zone = "Mars/Olympus"\n')
