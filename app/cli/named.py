"""Channels and clients that an option names: one that nobody knows is refused, in words with those that there are.

An empty answer would be taken for "nothing to do" by whoever mistyped the name. Reads only.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from app.errors import UsageError
from app.saying import say
from app.services.looking import Record
from app.services.station import Station

SHOWN = 12


def messages_of(station: Station, channel: str) -> Iterator[Record]:
    """The messages to a channel of `config.toml`, or to one that the records know: another station's, or a former one.

    Raises `UsageError` for any other.
    """
    rows = station.reads.outbox(channel)
    first = next(rows, None)
    if first is None:
        known = {each.name for each in station.settings.channel} | station.reads.listed_at()
        if channel not in known:
            raise _unknown(say("There is no channel called {name!r}.", name=channel[:40]), known)
        return iter(())
    return chain((first,), rows)


def of_client(station: Station, client: str) -> str:
    """The client of that name, who has articles or goods here; empty stands for all. Raises `UsageError`."""
    if client:
        known = station.reads.clients()
        if client not in known:
            raise _unknown(say("There is no client called {name!r}.", name=client[:40]), known)
    return client


def _unknown(message: str, known: Iterable[str]) -> UsageError:
    names = sorted(known)
    if not names:
        return UsageError(message, say("None is set up here yet."))
    more = ", …" if len(names) > SHOWN else ""
    return UsageError(message, say("Use one of: {names}.", names=", ".join(names[:SHOWN]) + more))
