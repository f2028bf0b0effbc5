"""`backup` and `restore` as they are typed: what is printed, which exit code, and that the bench goes on."""

import pytest

PASSPHRASE = "a sentence of several words"


@pytest.fixture
def kept(regrade, tmp_path):
    """A profile with one person, and its backup."""
    regrade("user", "add", "--badge", "B-1", "--name", "Ann", "--role", "inspector", "--pin-stdin", stdin="482915\n")
    made = regrade("backup", "-o", tmp_path / "kept.tar", "--json")
    assert made.code == 0
    return made.lines[0]


def test_a_backup_says_what_is_in_it_and_is_put_in_place_elsewhere(regrade, kept, tmp_path):
    assert kept["file"] == str(tmp_path / "kept.tar")
    assert (kept["entries"], kept["photos"], kept["with_key"], kept["problems"]) == (1, 0, False, [])
    elsewhere = tmp_path / "elsewhere"
    put = regrade("restore", tmp_path / "kept.tar", "--json", profile=elsewhere)
    assert put.code == 0
    assert (put.lines[0]["profile"], put.lines[0]["new_key"]) == (str(elsewhere), True)
    assert [each["badge"] for each in regrade("user", "list", "--json", profile=elsewhere).lines] == ["B-1"]
    assert regrade("audit", "verify", "--json", profile=elsewhere).code == 0
    assert regrade("audit", "verify", "--json").code == 0


def test_nothing_is_overwritten(regrade, kept, tmp_path):
    again = regrade("backup", "-o", tmp_path / "kept.tar")
    assert again.code == 1
    assert "takes no other file's place" in again.err
    onto = regrade("restore", tmp_path / "kept.tar")
    assert onto.code == 1
    assert "is not empty" in onto.err


def test_the_key_comes_along_under_a_passphrase(regrade, kept, tmp_path):
    keyed, elsewhere = tmp_path / "keyed.tar", tmp_path / "elsewhere"
    assert regrade("backup", "-o", keyed, "--passphrase-stdin", stdin="short\n").code == 1
    assert regrade("backup", "-o", keyed, "--passphrase-stdin", stdin="\n").code == 2
    assert regrade("backup", "-o", keyed, "--with-key").code == 2
    assert not keyed.exists()
    assert regrade("backup", "-o", keyed, "--passphrase-stdin", stdin=PASSPHRASE + "\n").code == 0
    put = regrade("restore", keyed, "--passphrase-stdin", "--json", profile=elsewhere, stdin=PASSPHRASE + "\n")
    assert (put.code, put.lines[0]["new_key"]) == (0, False)


def test_a_person_is_told_what_a_new_key_means(regrade, kept, tmp_path):
    put = regrade("restore", tmp_path / "kept.tar", profile=tmp_path / "elsewhere")
    assert "what the old one signed stays trusted" in put.out
    assert "Let the same station work nowhere else" in put.out


def test_what_is_missing_is_said_and_told_by_the_exit_code(regrade, tmp_path):
    elsewhere = {"profile": tmp_path / "elsewhere"}
    assert regrade("restore", tmp_path / "no.tar", **elsewhere).code == 1
    assert regrade("restore", tmp_path / "no.tar", "--key", tmp_path / "no.pem", **elsewhere).code == 2
    assert regrade("backup").code == 2
