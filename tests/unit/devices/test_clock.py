"""The station's clock says the present time, in UTC."""

from datetime import UTC, datetime, timedelta

from app.devices.clock import SystemClock


def test_it_is_now_in_utc():
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert before <= now <= datetime.now(UTC)
