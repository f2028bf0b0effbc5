"""A shift that was played once, for all tests that only look at what came of it."""

import pytest


@pytest.fixture(scope="session")
def played(tmp_path_factory):
    """The profile of the demo's shift."""
    from app import logs
    from app.bootstrap import Stations

    out = tmp_path_factory.mktemp("demo")
    try:
        told = Stations().demo(out)
    finally:
        logs.shut_down()
    return out / "profile", told
