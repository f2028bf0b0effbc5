"""`doctor`: a line a check, and 1 where something is wrong."""


def test_a_sound_station(regrade):
    done = regrade("doctor", "--json")
    assert done.code == 0
    assert all(set(line) == {"name", "ok", "found", "mend"} and line["ok"] for line in done.lines)
    assert "ok     database: SQLite" in regrade("doctor").out


def test_what_is_wrong_is_told_with_how_to_mend_it(regrade, tmp_path):
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "config.toml").write_text("[station]\nlanguage = 'tlh'\n")
    done = regrade("doctor")
    assert done.code == 1
    assert "WRONG  configuration: Line 2" in done.out


def test_a_database_that_cannot_be_reached(regrade):
    done = regrade("doctor", "--database", "postgresql+psycopg://u:hidden-word@127.0.0.1:1/none", "--json")
    assert done.code == 1
    assert [line["name"] for line in done.lines if not line["ok"]] == ["database"]
    assert "hidden-word" not in done.out + done.err


def test_each_channel_is_asked_whether_it_lets_us_in(regrade, tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_SECRET", "whsec_" + "c2VjcmV0" * 4)
    (tmp_path / "profile").mkdir()
    channels = """
[[channel]]
name = "shop-us"
kind = "shopify"
client = "ACME"
base_url = "http://127.0.0.1:1"
credentials = { access_token = "env:SHOP_SECRET" }

[[channel]]
name = "shop-eu"
kind = "shopify"
client = "ACME"
credentials = { access_token = "env:SHOP_TOKEN_THAT_IS_NOWHERE" }

[[channel]]
name = "erp"
kind = "webhook"
client = "ACME"
base_url = "http://127.0.0.1:1"
credentials = { secret = "env:SHOP_SECRET" }
"""
    (tmp_path / "profile" / "config.toml").write_text(channels)
    done = regrade("doctor", "--json")
    assert done.code == 1
    found = {line["name"]: line for line in done.lines if line["name"].startswith("channel")}
    assert {name: line["ok"] for name, line in found.items()} == {
        "channel shop-us": False, "channel shop-eu": False, "channel erp": True,
    }  # fmt: skip
    assert all(line["mend"] for line in found.values() if not line["ok"])
    assert "c2VjcmV0" not in done.out + done.err
