"""`certificate list|show|void`, looked at after a whole shift."""

from tests.certificates import pages_of


def test_every_certificate_is_listed_and_one_is_written_as_a_document(regrade, played, tmp_path):
    profile, _ = played
    rows = regrade("certificate", "list", "--json", profile=profile).lines
    assert rows
    assert all({"number", "unit", "kind", "state"} <= set(row) for row in rows)
    file = tmp_path / "certificate.pdf"
    told = regrade("certificate", "show", rows[0]["number"].lower(), "-o", file, "--json", profile=profile)
    assert told.code == 0
    assert (told.lines[0]["number"], told.lines[0]["state"]) == (rows[0]["number"], "valid")
    assert rows[0]["unit"] in "".join(pages_of(file.read_bytes()))
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".pdf" and path.name.startswith(".")] == []


def test_what_cannot_be_is_refused_with_words(regrade, tmp_path):
    assert regrade("certificate", "list").code == 0
    assert regrade("certificate", "show", "DES-1").code == 2
    by = ("--badge", "SUP-1", "--pin-stdin")
    for code, arguments in (
        (1, ("show", "DES-000001", "-o", tmp_path / "c.pdf")),
        (1, ("void", "DES-000001", "--reason", "x", *by)),
        (2, ("void", "DES-000001", "--reason", "x")),
        (2, ("void", "DES-000001", "--reason", "x", "--badge", "SUP-1")),
        (2, ("void", "DES-000001", "--reason", "x", "--replace", "--set", "seal", *by)),
        (2, ("void", "DES-000001", *by)),
    ):
        told = regrade("certificate", *arguments, stdin="1\n")
        assert (told.code, told.out) == (code, "")
        assert told.err
