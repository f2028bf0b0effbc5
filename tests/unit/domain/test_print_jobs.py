"""Which states of a print job ask nothing of anybody."""

from app.domain.print_jobs import GOOD, JobState


def test_only_what_was_taken_whole_is_good():
    assert {JobState.SENT, JobState.CONFIRMED} == GOOD
    assert [state.value for state in JobState] == ["queued", "sending", "sent", "confirmed", "unknown", "failed"]
