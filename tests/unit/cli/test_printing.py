"""`print` as a command: its answer, and the exit value by what became of the job."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from app.cli.main import run
from app.domain.print_jobs import JobState, PrintJob
from app.errors import UserError


class Printers:
    """Stations that print one job, which ends as the test says."""

    def __init__(self, state: JobState | None) -> None:
        self.state = state
        self.asked: list[tuple[str, str, str]] = []

    @contextmanager
    def open(self, *_):
        yield SimpleNamespace(print_label=self._print)

    def _print(self, lpn, label, printer):
        self.asked.append((lpn, label, printer))
        if self.state is None:
            raise UserError("No printer here has stock for it.", "Load a roll.", "no_stock")
        return PrintJob("j-1", lpn, "R-000001-1H", "sku", "sku", "ACME", printer, {}, self.state, "So it went.", "j-0")


ASK = ["print", "--unit", "r-000001", "--label", "sku", "--printer", "labels", "--json"]


@pytest.mark.parametrize(
    ("state", "code"), [("sent", 0), ("confirmed", 0), ("unknown", 1), ("sending", 1), ("failed", 3), ("queued", 3)]
)
def test_the_exit_value_says_what_became_of_it(state, code, capsys):
    printers = Printers(JobState(state))
    assert run(ASK, printers) == code  # type: ignore[arg-type]
    assert printers.asked == [("R-000001", "sku", "labels")]
    told = f'{{"job":"j-1","state":"{state}","message":"So it went.","reprint_of":"j-0"}}'
    assert capsys.readouterr().out.replace(" ", "").replace("Soitwent.", "So it went.").strip() == told


def test_what_cannot_be_printed_here_is_refused_in_words(capsys):
    assert run(ASK, Printers(None)) == 1  # type: ignore[arg-type]
    out, err = capsys.readouterr()
    assert out == ""
    assert "Load a roll." in err


@pytest.mark.parametrize(("left_out", "said"), [(1, "--unit"), (3, "Missing option"), (5, "Missing option")])
def test_all_three_must_be_named(left_out, said, capsys):
    assert run(ASK[:left_out] + ASK[left_out + 2 :], Printers(JobState.SENT)) == 2  # type: ignore[arg-type]
    assert said in capsys.readouterr().err


def test_a_label_is_of_a_unit_or_of_given_data(tmp_path, capsys):
    data = tmp_path / "bin.json"
    data.write_text('{"code": "RG:BIN:B-04-2"}', "utf-8")
    assert run([*ASK, "--data", str(data)], Printers(JobState.SENT)) == 2  # type: ignore[arg-type]
    assert "not of both" in capsys.readouterr().err
