"""Every error that the program raises on purpose, drawn as one tree.

    BenchError
    ├── UserError          the person can mend it: what happened, and what to do          exit 1
    │   ├── UsageError     the command was given wrongly                                  exit 2
    │   └── ConfigError    the configuration is wrong, at this line                       exit 2
    ├── DeviceError        Busy, Offline, NoMedia, Jam, TimedOut                          exit 3
    ├── StoreError         DatabaseLocked, DiskFull, DatabaseUnreachable, ProfileTooNew,
    │                      Conflict (somebody else was first)                             exit 3
    └── ChannelError       Transient (surely not done: try again), Ambiguous (fate
                           unknown: read back), Stale (refused, reckon anew)              exit 3
                           Rejected (a person must decide)                                exit 1

Drivers translate the errors of their libraries at the edge. Anything that is not in this tree is a bug of ours: it is
logged with its trace, and the draft is kept. Errors are plain values and may cross threads.
"""

from typing import ClassVar


class BenchError(Exception):
    """Says what happened (`message`) and what to do (`hint`); `code` is for programs, `exit_code` for the shell."""

    default_code: ClassVar[str] = "failed"
    default_hint: ClassVar[str] = ""
    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, hint: str = "", code: str = "") -> None:
        super().__init__(message, hint, code)
        self.message = message
        self.hint = hint or self.default_hint
        self.code = code or self.default_code

    def __str__(self) -> str:
        stop = "." if self.hint and self.message[-1:].isalnum() else ""  # a shop's own words may end anyhow
        return f"{self.message}{stop} {self.hint}".rstrip()

    def as_answer(self) -> dict[str, str]:
        """The form in which an answer to the operator carries it."""
        return {"code": self.code, "message": self.message, "hint": self.hint}


class UserError(BenchError):
    default_code = "refused"
    exit_code = 1


class UsageError(UserError):
    default_code = "usage"
    exit_code = 2


class ConfigError(UserError):
    """A setting that cannot be used; `line` counts from 1, and is 0 where no line is to blame."""

    default_code = "configuration"
    default_hint = "Correct this setting, then start again."
    exit_code = 2

    def __init__(self, message: str, hint: str = "", code: str = "", line: int = 0) -> None:
        super().__init__(message, hint, code)
        self.args = (message, hint, code, line)
        self.line = line

    def __str__(self) -> str:
        place = f"Line {self.line}: " if self.line else ""
        return place + super().__str__()


class DeviceError(BenchError):
    default_code = "device"


class Busy(DeviceError):
    default_code = "device_busy"
    default_hint = "Wait until the device has finished, or close the other program that uses it."


class Offline(DeviceError):
    default_code = "device_offline"
    default_hint = "Check that the device is switched on and its cable is in."


class NoMedia(DeviceError):
    default_code = "no_media"
    default_hint = "Put in a roll, then close the head."


class Jam(DeviceError):
    default_code = "jam"
    default_hint = "Open the device, take the stuck label out, then close it."


class TimedOut(DeviceError):
    default_code = "timed_out"
    default_hint = "The device did not answer in time. Check it, then try again."


class StoreError(BenchError):
    """The environment of the records failed; what was acknowledged before is safe."""

    default_code = "store"


class DatabaseLocked(StoreError):
    default_code = "database_locked"
    default_hint = "Nothing was changed. Another program holds the database; close it, then try again."


class Conflict(StoreError):
    """The records refused what would contradict them: somebody else was first, or it was there already."""

    default_code = "conflict"
    default_hint = "Nothing was changed. Look at the record as it is now, then do what is still to be done."


class DiskFull(StoreError):
    default_code = "disk_full"
    default_hint = "Nothing was half-written. Free some space on this disk, then try again."


class DatabaseUnreachable(StoreError):
    default_code = "database_unreachable"
    default_hint = "Nothing was changed. Check the network and the database server, then try again."


class ProfileTooNew(StoreError):
    default_code = "profile_too_new"
    default_hint = "Nothing was touched. Start the newer version of the program that made this profile."


class ChannelError(BenchError):
    default_code = "channel"


class Transient(ChannelError):
    """The channel may answer later: what was asked was surely not done, and the message stays pending.

    `retry_after` is how many seconds the channel asks us to wait, or None.
    """

    default_code = "channel_away"
    default_hint = "Nothing is lost: it is tried again by itself."

    def __init__(self, message: str, hint: str = "", code: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, hint, code)
        self.args = (message, hint, code, retry_after)
        self.retry_after = retry_after


class Ambiguous(ChannelError):
    """A change was sent and its fate is not known: it is read back, or sent again under the very same key."""

    default_code = "channel_unknown"
    default_hint = "Nothing is sent twice: what became of it is read back first."


class Stale(ChannelError):
    """Surely not done: the channel's quantity is another by now. It is read, and the change reckoned and keyed anew."""

    default_code = "channel_stale"
    default_hint = "Nothing was changed: it is reckoned anew by itself."


class Rejected(ChannelError):
    """The channel said no: a person must decide."""

    default_code = "channel_rejected"
    exit_code = 1
