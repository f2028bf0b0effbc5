"""Which reports stand on paper, under which title, with which sums."""

import pytest

from app.errors import UsageError
from app.services.fba_reporting import KINDS, Asked
from app.services.recovery_reporting import RECOVERY, recovery_rows
from app.services.report_sheets import TITLES, on_paper, refuse_too_wide
from app.services.reporting import Period
from tests.unit.services.test_recovery_reporting import ONE


def asked(kind, per=""):
    return Asked(kind, Period(), per)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_has_a_title_finds_room(kind):
    if kind in TITLES:
        refuse_too_wide(asked(kind))
    else:
        with pytest.raises(UsageError, match="too wide"):
            refuse_too_wide(asked(kind))


def test_a_list_of_units_with_their_money_is_too_wide():
    refuse_too_wide(asked("recovery", "client"))
    with pytest.raises(UsageError, match="too wide"):
        refuse_too_wide(asked("recovery", "unit"))


def test_a_sheet_says_whose_it_is_and_over_which_days_and_ends_with_its_sums():
    found = (RECOVERY["route"], recovery_rows([ONE], "route"))
    title, columns, rows = on_paper(asked("recovery"), "House, Newark", ("2026-11-01", "2026-11-30"), found)
    assert title == "What was recovered\nHouse, Newark · 2026-11-01 to 2026-11-30, UTC"
    assert [row["client"] for row in rows] == ["ACME", "total"]
    assert set(columns) <= set(RECOVERY["route"])
    title, _, rows = on_paper(asked("reasons"), "", ("", "2026-11-30"), (("client",), iter([{"client": "ACME"}])))
    assert title == "Why goods came back\nfrom the beginning to 2026-11-30, UTC"
    assert len(list(rows)) == 1
