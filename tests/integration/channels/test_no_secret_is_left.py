"""The program itself at debug level, before shops that quote whatever they are sent: no secret is left anywhere.

Looked through is all that a backup would hold and a person would send in for help: every file of the profile (records,
spool, logs), both streams, and the account of a crash.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import threading
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest

from app.config import CREDENTIALS, LITERAL_CREDENTIALS
from tests import lives

KINDS = sorted(set(CREDENTIALS) - {"csv_drop"})
BEGINNING = 10
CRASH = """
import sys
from app import bootstrap, channel_parts
def open_channels(settings, *_):
    from app import config
    given = [value for one in settings.channel for value in one.credentials.values()]
    revealed = [config.reveal(value) for value in given if "env:" in value]
    raise RuntimeError(f"broken with {revealed[0]} {'x' * (500 - 14 - 44 - 20)} {revealed[1]} {revealed}")
channel_parts.open_channels = open_channels
from app.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


class _Quoting(BaseHTTPRequestHandler):
    """Refuses everything, and says back all that it was sent."""

    asked = 0

    def answer(self) -> None:
        type(self).asked += 1
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8", "replace")
        said = {"error": f"{self.path} {dict(self.headers)} {body}", "message": body, "errors": [{"message": body}]}
        content = json.dumps(said).encode()
        self.send_response(403)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = answer  # noqa: N815 - the names that the server looks for

    def log_message(self, *_: object) -> None:
        """Nothing: the test says what it saw."""


@pytest.fixture
def shop() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Quoting)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def secret(kind: str, name: str) -> str:
    """Unlike any other text from its first letters on; the webhook's has its own form."""
    drawn = b64encode(sha256(f"{kind} {name}".encode()).digest()).decode()
    return f"whsec_{drawn}" if kind == "webhook" else drawn


def set_up(profile: Path, shop: str) -> dict[str, str]:
    """A channel of every kind in the profile; the environment with their secrets."""
    text, environment = "", {}
    for kind in KINDS:
        text += f'[[channel]]\nname = "{kind}"\nkind = "{kind}"\nclient = "ACME"\nbase_url = "{shop}"\n'
        text += "[channel.credentials]\n"
        for name in sorted(CREDENTIALS[kind]):
            if name in LITERAL_CREDENTIALS:
                text += f'{name} = "{shop}/token"\n' if name == "token_url" else f'{name} = "A1"\n'
                continue
            variable = f"T_{kind}_{name}".upper()
            environment[variable] = secret(kind, name)
            text += f'{name} = "env:{variable}"\n'
    profile.mkdir()
    (profile / "config.toml").write_text(text, "utf-8")
    return environment


def run(profile: Path, environment: dict[str, str], *words: str) -> str:
    """A command at debug level; both streams."""
    done = lives.run("app", *words, *at_debug(profile), environment=os.environ | environment, timeout=90)
    return done.stdout.decode() + done.stderr.decode()


def crash_of(profile: Path, environment: dict[str, str], *words: str) -> str:
    """The same, of a program that breaks; both streams."""
    done = subprocess.run(
        [sys.executable, "-c", CRASH, *words, *at_debug(profile)],
        capture_output=True, text=True, cwd=lives.ROOT, env=os.environ | environment, timeout=90, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def at_debug(profile: Path) -> tuple[str, ...]:
    return "--profile", str(profile), "--log-level", "debug"


def unpacked(backup: Path, folder: Path) -> None:
    """All that a backup holds, as files."""
    with tarfile.open(backup) if tarfile.is_tarfile(backup) else zipfile.ZipFile(backup) as packed:
        packed.extractall(folder)  # noqa: S202 - we have just made it
    assert any(path.stat().st_size > 10_000 for path in folder.rglob("*")), "the records are in it"


def left_in(profile: Path, said: str, secrets: list[str]) -> list[str]:
    """Where a secret can be read, or the beginning of one; as it is, or as an address or JSON would write it."""
    places = {str(path.relative_to(profile)): path.read_bytes() for path in profile.rglob("*") if path.is_file()}
    places["the streams"] = said.encode()
    begins = [one.removeprefix("whsec_")[:BEGINNING] for one in secrets]
    forms = {form for one in begins for form in (one, quote(one, safe=""), json.dumps(one)[1:-1])}
    return [f"{form} in {place}" for place, content in places.items() for form in forms if form.encode() in content]


def test_nothing_secret_is_left_in_the_profile_or_on_a_stream(shop: str, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    environment = set_up(profile, shop)
    before = _Quoting.asked
    said = run(profile, environment, "sync", "--once")
    assert _Quoting.asked > before, "the shops were asked"
    crash = crash_of(profile, environment, "sync", "--once")
    kept = tmp_path / "kept.backup"
    said += run(profile, environment, "backup", "-o", str(kept))
    unpacked(kept, profile / "unpacked")
    assert "broken with" in crash, "the program crashed with them in its hands"
    logs = "".join(path.read_text("utf-8") for path in (profile / "logs").glob("*.log"))
    assert "DEBUG" in logs, "something was logged at that level"
    assert left_in(profile, said + crash, list(environment.values())) == []


def test_the_look_finds_what_is_left(tmp_path: Path) -> None:
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "x.bin").write_bytes(b"\0" + quote("a+b/c=", safe="").encode())
    assert left_in(tmp_path, "", ["a+b/c="]) == ["a%2Bb%2Fc%3D in spool/x.bin"]
    assert left_in(tmp_path, "say a+b/c=", ["a+b/c="])[-1] == "a+b/c= in the streams"
    assert left_in(tmp_path, "cut: 'whsec_0123456789", ["whsec_0123456789abcdef"]) == ["0123456789 in the streams"]
