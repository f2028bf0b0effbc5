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
