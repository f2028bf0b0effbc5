"""The kinds of file there are, by their names."""

from collections.abc import Mapping

from app.errors import UsageError
from app.saying import say
from app.services.importing.kinds import HOUSE_KINDS, Kind
from app.services.importing.market_kinds import MARKET_KINDS

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (*HOUSE_KINDS, *MARKET_KINDS)}


def kind_named(name: str) -> Kind:
    """The kind of that name, or words on what there is."""
    if kind := KINDS.get(name):
        return kind
    raise UsageError(
        say("There is no kind of file called {name!r}.", name=name), say("Use one of: {kinds}.", kinds=", ".join(KINDS))
    )
