"""Options that name a channel or a client: a mistyped name is never answered with "there is nothing"."""

from __future__ import annotations

import pytest

from tests.e2e.floor import CHECKED, SHOE
from tests.e2e.house import house

ARTICLE = "client,sku,title\nACME,SHOE-1,Shoe\n"


@pytest.fixture
def shop(dropped, tmp_path, regrade):
    """A profile with one channel and one client."""
    (tmp_path / "products.csv").write_text(ARTICLE, "utf-8")
    assert regrade("import", "products", tmp_path / "products.csv").code == 0
    return tmp_path


@pytest.mark.parametrize("asked", [("outbox",), ("outbox", "retry")])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_channel_that_nobody_knows_is_refused_with_those_that_there_are(regrade, shop, asked, form):
    told = regrade(*asked, "--channel", "drpo", *form)
    assert (told.code, "'drpo'" in told.err, "Use one of: drop." in told.err) == (2, True, True)
    there = regrade(*asked, "--channel", "drop")
    assert (there.code, "drop" in there.err) == (0, False)


def test_where_no_channel_is_set_up_that_is_said(regrade):
    told = regrade("outbox", "--channel", "drop")
    assert (told.code, "None is set up" in told.err) == (2, True)


def test_a_channel_that_only_the_records_know_is_still_looked_at(regrade, tmp_path):
    with house(tmp_path) as at:
        scene = at.parcel((SHOE, 1))
        scene.open()
        scene.whole(CHECKED)
    profile = tmp_path / "bench-0"
    first = regrade("outbox", "--json", profile=profile).lines[0]["channel"]
    told = regrade("outbox", "--channel", first, "--state", "unknown", profile=profile)
    assert (told.code, told.out.strip()) == (0, "There are no messages.")
    assert first in regrade("outbox", "--channel", "drpo", profile=profile).err


@pytest.mark.parametrize("asked", [("outbox",), ("outbox", "retry")])
def test_a_channel_that_has_listings_and_no_message_yet_is_known(regrade, shop, asked):
    listed = "client,sku,grade,channel,target\nACME,SHOE-1,A,formerly,x\n"
    (shop / "listings.csv").write_text(listed, "utf-8")
    assert regrade("import", "listings", shop / "listings.csv").code == 0
    there = regrade(*asked, "--channel", "formerly")
    assert (there.code, "There is no channel" in there.err) == (0, False)
    assert "Use one of: drop, formerly." in regrade(*asked, "--channel", "drpo").err


@pytest.mark.parametrize("asked", [("exchange", "list"), ("allocation", "list")])
def test_a_client_that_nobody_knows_is_refused_with_those_that_there_are(regrade, shop, asked):
    told = regrade(*asked, "--client", "ACNE")
    assert (told.code, "'ACNE'" in told.err, "Use one of: ACME." in told.err) == (2, True, True)
    assert regrade(*asked, "--client", "ACME").code == 0


def test_a_label_of_given_data_is_printed_for_a_client_that_there_is(regrade, shop):
    (shop / "bin.json").write_text('{"code": "B-04-2", "bin": "B-04-2", "name": "Open box"}', "utf-8")
    printed = ("print", "--data", shop / "bin.json", "--label", "bin", "--printer", "labels")
    told = regrade(*printed, "--client", "ACNE", "--json")
    assert (told.code, "ACME" in told.err, told.lines) == (2, True, [])
    assert regrade(*printed, "--client", "ACME").code == 0


def test_templates_of_a_client_that_has_none_are_not_passed_off_as_its_own(regrade, shop):
    told = regrade("label", "list", "--client", SHOE.client, "--json")
    assert (told.code, bool(told.lines), f"no template or logo of {SHOE.client}" in told.err) == (0, True, True)
    assert regrade("label", "list").err == ""
    own = shop / "profile" / "labels" / SHOE.client
    own.mkdir(parents=True)
    (own / "logo.png").write_bytes(b"no picture")
    assert regrade("label", "list", "--client", SHOE.client).err == ""
