"""`play` and `demo`, as commands: where a script comes from, and what the exit code says."""

ADD = ("user", "add", "--badge", "B-1", "--name", "Ann", "--role", "inspector", "--pin-stdin")
SIGN_IN = '{"do": "sign_in", "badge": "B-1", "pin": "482913"}\n'


def test_a_script_from_standard_input(regrade):
    regrade(*ADD, stdin="482913\n")
    done = regrade("play", "--json", stdin=SIGN_IN + '{"do": "state"}\n')
    assert (done.code, [line["step"] for line in done.lines]) == (0, ["idle", "idle"])


def test_a_script_from_a_file_goes_on_after_a_refusal(regrade, tmp_path):
    regrade(*ADD, stdin="482913\n")
    script = tmp_path / "shift.jsonl"
    script.write_text("no json\n" + SIGN_IN)
    done = regrade("play", script, "--json")
    assert (done.code, [line["ok"] for line in done.lines]) == (1, [False, True])


def test_the_demo_says_what_came_out(played):
    profile, told = played
    assert told["profile"] == str(profile)
    assert told["audit"] == "in order"
