"""`identify`: the judgement of a scan, without a profile."""


def test_a_line_a_text(regrade, tmp_path):
    done = regrade("identify", "1Z5R89390357567127", "4006381333931", "--json", "--", "--json", "\udcff")
    assert done.code == 0
    assert [(line["text"], line["kind"]) for line in done.lines[:3]] == [
        ("1Z5R89390357567127", "tracking"),
        ("4006381333931", "gtin"),
        ("--json", "unknown"),
    ]
    assert done.lines[0]["carrier"] == "ups"
    assert not (tmp_path / "profile").exists()


def test_for_a_person(regrade):
    assert "tracking" in regrade("identify", "1Z5R89390357567127").out
