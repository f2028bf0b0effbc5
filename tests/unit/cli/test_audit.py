"""`audit verify`: the answer of the contract, and 1 where there is a problem."""

import shutil
import sqlite3


def test_a_shift_is_in_order(regrade, played):
    profile, _ = played
    done = regrade("audit", "verify", "--json", profile=profile)
    (found,) = done.lines
    assert done.code == 0
    assert list(found) == ["entries", "photos", "ok", "head", "problems"]
    assert found["ok"]
    assert found["entries"] > 20
    assert found["photos"] > 5


def test_a_changed_grade_is_found(regrade, played, tmp_path):
    profile, _ = played
    copy = shutil.copytree(profile, tmp_path / "copy")
    with sqlite3.connect(copy / "regrade.db") as connection:
        connection.execute("DROP TRIGGER inspections_refuses_update")
        connection.execute("UPDATE inspections SET grade = 'A' WHERE grade = 'B'")
    connection.close()
    done = regrade("audit", "verify", "--json", profile=copy)
    assert done.code == 1
    assert not done.lines[0]["ok"]
    assert done.lines[0]["problems"]


def test_a_code_from_paper_is_held_against_the_chain(regrade, played, tmp_path):
    profile, _ = played
    done = regrade("evidence", "pack", "R-000001", "-o", tmp_path / "pack.zip", "--json", profile=profile)
    code = done.lines[0]["code"]
    assert regrade("audit", "verify", "--code", code, profile=profile).code == 0
    seq, _, rest = code.partition("-")
    for other in (f"{int(seq) - 1}-{rest}", f"{int(seq) + 1}-{rest}", "no code"):
        done = regrade("audit", "verify", "--code", code, "--code", other, "--json", profile=profile)
        assert done.code == 1
        assert len(done.lines[0]["problems"]) == 1


def test_a_changed_key_keeps_old_packs_valid(regrade, played, tmp_path):
    profile = shutil.copytree(played[0], tmp_path / "copy")
    pack, public = tmp_path / "pack.zip", profile / "keys" / "station.pub.pem"
    before = public.read_bytes()
    assert regrade("evidence", "pack", "R-000001", "-o", pack, profile=profile).code == 0
    done = regrade("audit", "new-key", "--reason", "yearly", "--json", profile=profile)
    assert done.code == 0
    assert len(done.lines[0]["key"]) == 64
    assert public.read_bytes() != before
    for again in (pack, tmp_path / "second.zip"):
        assert regrade("evidence", "verify", pack, profile=profile).code == 0
        assert regrade("evidence", "pack", "R-000001", "-o", again, profile=profile).code == 0
    assert regrade("audit", "verify", profile=profile).code == 0
    assert regrade("evidence", "verify", pack, "--key", public, profile=tmp_path / "elsewhere").code == 0


def test_a_key_is_changed_for_a_reason(regrade):
    assert regrade("audit", "new-key").code == 2
    assert regrade("audit", "new-key", "--reason", " ").code == 1
