"""The station's clock. Says the time, and sets nothing. Any thread."""

from datetime import UTC, datetime


class SystemClock:
    """Implements `app.ports.Clock`."""

    def now(self) -> datetime:
        """Now, aware, in UTC."""
        return datetime.now(UTC)
