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
        connection.execute("UPDATE inspections SET grade = 'A' WHERE grade = 'B'")
    connection.close()
    done = regrade("audit", "verify", "--json", profile=copy)
    assert done.code == 1
    assert not done.lines[0]["ok"]
    assert done.lines[0]["problems"]
