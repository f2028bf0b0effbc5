"""`stock`, `ledger`, `outbox`, `unit`, `certificate list`, looked at after a whole shift."""

from collections import Counter

from app.domain.stock import SHOWN

ACCOUNTS = [account.value for account in SHOWN]


def test_stock_names_every_account_and_sums_to_what_came_in(regrade, played):
    profile, _ = played
    lines = regrade("stock", "--json", profile=profile).lines
    assert all(list(line) == ["client", "sku", *ACCOUNTS] for line in lines)
    ledger = regrade("ledger", "--json", profile=profile).lines
    came_in: Counter[tuple[str, str]] = Counter()
    standing: Counter[tuple[str, str]] = Counter()
    for entry in ledger:
        which = came_in if entry["account"] == "outside" else standing
        which[entry["client"], entry["sku"]] -= entry["quantity"] if which is came_in else -entry["quantity"]
    assert came_in == standing
    assert {
        (line["client"], line["sku"]): sum(line[a] for a in ACCOUNTS)
        for line in lines
        if any(line[a] for a in ACCOUNTS)
    } == standing


def test_stock_of_one_sku(regrade, played):
    profile, _ = played
    (line,) = regrade("stock", "--sku", "SHOE-RED-42", "--json", profile=profile).lines
    assert line["sku"] == "SHOE-RED-42"
    assert regrade("stock", "--sku", "NOPE", "--json", profile=profile).lines == []
    assert "sellable_a 1" in regrade("stock", "--sku", "SHOE-RED-42", profile=profile).out


def test_the_ledger_has_the_contracts_fields_and_one_units_entries(regrade, played):
    profile, _ = played
    every = regrade("ledger", "--json", profile=profile).lines
    assert all(list(e) == ["id", "at", "client", "sku", "unit", "account", "quantity", "reason"] for e in every)
    assert [e["id"] for e in every] == sorted(e["id"] for e in every)
    mine = regrade("ledger", "--unit", "r-000001", "--json", profile=profile).lines
    assert mine == [e for e in every if e["unit"] == "R-000001"] != []


def test_the_outbox_has_the_contracts_fields_and_one_channels_rows(regrade, played):
    profile, _ = played
    every = regrade("outbox", "--json", profile=profile).lines
    wanted = {"id", "channel", "sku", "unit", "op", "quantity", "state", "attempts", "created_at", "confirmed_at"}
    assert every
    assert all(wanted <= set(row) for row in every)
    channel = every[0]["channel"]
    some = regrade("outbox", "--channel", channel, "--json", profile=profile).lines
    assert some == [row for row in every if row["channel"] == channel]


def test_a_unit_by_its_lpn_and_by_its_label(regrade, played):
    profile, _ = played
    (unit,) = regrade("unit", "R-000001", "--json", profile=profile).lines
    (label,) = unit["identifiers"]["label_codes"]
    assert regrade("unit", label, "--json", profile=profile).lines == [unit]
    assert regrade("unit", "R-999999", profile=profile).code == 1
    assert "grade: A" in regrade("unit", "R-000001", profile=profile).out


def test_certificates(regrade, played):
    profile, _ = played
    rows = regrade("certificate", "list", "--json", profile=profile).lines
    assert rows
    assert all({"number", "unit", "kind"} <= set(row) for row in rows)


def test_what_is_not_there_is_named(regrade):
    assert "no article NOPE" in regrade("stock", "--sku", "NOPE").out
    assert "R-000009" in regrade("ledger", "--unit", "R-000009").out


def test_an_empty_house(regrade):
    for verb in (["stock"], ["ledger"], ["outbox"], ["certificate", "list"]):
        assert regrade(*verb, "--json").lines == []
        assert regrade(*verb).out.strip()
