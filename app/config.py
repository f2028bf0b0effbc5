"""What a station is set to: `config.toml` of the profile, checked key by key.

To add a setting, add a field with its default to one of the models below; nothing else is needed. Owns the defaults,
and says the line of whatever it refuses: an unknown key, a value out of its range, a secret written out. Secrets
stand here as references only (`keyring:NAME`, `env:VARIABLE`); `reveal` turns one into its value when it is needed.
Reads one file and opens nothing. Settings are immutable: any thread may read them.
"""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from app.errors import ConfigError
from app.logs import keep_secret
from app.saying import say

BIGGEST_FILE = 1024 * 1024
KEYRING_SERVICE = "regrade"
"""Under this service the entries of the platform's keyring stand; their name is the one after `keyring:`."""
LITERAL_CREDENTIALS = frozenset({"seller_id", "marketplace_id", "token_url", "folder"})
CREDENTIALS: Mapping[str, frozenset[str]] = {
    "tiktok_shop": frozenset({"app_key", "app_secret", "access_token", "shop_cipher", "refresh_token"}),
    "amazon": frozenset(
        {"seller_id", "marketplace_id", "lwa_client_id", "lwa_client_secret", "refresh_token", "token_url"}
    ),
    "temu": frozenset({"app_key", "app_secret", "access_token"}),
    "shopify": frozenset({"access_token"}),
    "webhook": frozenset({"secret"}),
    "csv_drop": frozenset({"folder"}),
    "ebay": frozenset({"client_id", "client_secret", "refresh_token"}),
}
"""The names that each kind of channel knows."""

Given = TypeVar("Given")

_REFERENCE = re.compile(r"(keyring|env):\S+")
_DATABASE = re.compile(r"sqlite|(?:sqlite:///|postgresql(?:\+psycopg)?://).+|env:\S+")
_EVIDENCE = re.compile(r"disk|s3://.+")
_TRANSPORT = re.compile(r"(?:tcp|cups|windows|usb|file)://.+|virtual")
_CAMERA = re.compile(r"virtual|device:(?:\d{1,2}|/\S+)|https?://\S+|file:.+")
_MILLIMETRES = re.compile(r"[1-9]\d{0,2}x[1-9]\d{0,2}")
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]{0,8}")
_ADDRESS = re.compile(r"https?://\S+")
_FOLDER = re.compile(r"(?:/|[A-Za-z]:[\\/]|\\\\)[^\x00-\x1f]*|")
_VERSION = re.compile(r"\d{4}-\d{2}|unstable")
_PEDAL = re.compile(r"[A-Za-z0-9]{0,24}")
_NAME = re.compile(r"[\w.-]{1,64}")


def _fits(pattern: re.Pattern[str], words: str) -> AfterValidator:
    def check(value: str) -> str:
        if pattern.fullmatch(value) is None:
            raise ValueError(words)
        return value

    return AfterValidator(check)


def _known_zone(value: str) -> str:
    try:
        return value and ZoneInfo(value).key
    except (ValueError, OSError, KeyError):
        raise ValueError("a time zone is named as in Europe/Berlin or America/New_York") from None


Name = Annotated[str, _fits(_NAME, "a name has up to 64 letters, digits, dots, dashes and underscores")]
Address = Annotated[str, _fits(_ADDRESS, "an address begins with https:// or http://")]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class StationSettings(_Section):
    """Who this bench is; country and state decide the disposal rules."""

    name: Name = "bench-01"
    site: Annotated[str, _fits(re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?"), "a site is a country as in US, US-NJ, DE")] = (
        "US-NJ"
    )
    language: Literal["en", "zh_CN", "es", "de"] = "en"


CertificateLanguage = Literal["auto", "en", "zh_CN", "es", "de"]


class CertificateSettings(_Section):
    """Who issues this site's certificates, and what they say besides; what stands nowhere is printed as not recorded.

    `usual` gives details by the kind of certificate (method, equipment, recipient, waste_code, …), `languages` the
    language of a client's documents. `auto` goes by the country of the site.
    """

    issuer: str = Field(default="", max_length=200)
    address: str = Field(default="", max_length=300)
    registration: str = Field(default="", max_length=200)
    time_zone: Annotated[str, AfterValidator(_known_zone)] = ""
    paper: Literal["auto", "A4", "Letter"] = "auto"
    language: CertificateLanguage = "auto"
    languages: dict[str, CertificateLanguage] = Field(default_factory=dict)
    usual: dict[Literal["destruction", "donation", "recycling"], dict[str, str]] = Field(default_factory=dict)


class DatabaseSettings(_Section):
    url: Annotated[str, _fits(_DATABASE, "use sqlite, postgresql+psycopg://… or env:VARIABLE")] = "sqlite"


class EvidenceSettings(_Section):
    """`scrub_days`: within so many days each photo is read and hashed again, at most `scrub_percent` of the time; 0:
    only when somebody asks. `reserve_mb` is kept free, so that what is open can be ended when the disk is full."""

    scrub_days: int = Field(default=30, ge=0, le=3650)
    scrub_percent: int = Field(default=10, ge=1, le=50)
    reserve_mb: int = Field(default=256, ge=0, le=65_536)
    url: Annotated[str, _fits(_EVIDENCE, "use disk or s3://bucket/prefix")] = "disk"
    endpoint_url: Address | None = None


class AuditSettings(_Section):
    """What vouches for the records. `checkpoints` is a folder off the bench that they are written to as well; `key`
    says where a station's key is kept that is made anew: in the platform's keyring where there is one (`auto`)."""

    checkpoints: Annotated[str, _fits(_FOLDER, "a folder is given whole, as in /mnt/records or D:\\records")] = ""
    key: Literal["auto", "keyring", "file"] = "auto"


class ScaleSettings(_Section):
    """Without a transport no scale is set up, and nothing is weighed."""

    transport: Literal["virtual"] | None = None


class CameraSettings(_Section):
    """What looks at the bench. `mirror` is for the eye alone: it turns the live picture, never a photo.

    `width` and `height` are asked of a camera at this computer, which may give something else; `rotate` is clockwise.
    `auto` takes the photo that is owed by itself, `overlay` is laid over the live picture, `pedal` is the key that a
    foot switch sends, `inbox` a folder into which other cameras and phones put their photos.
    """

    source: Annotated[
        str, _fits(_CAMERA, "use virtual, device:0, device:/dev/…, http://…, file:FOLDER or file:VIDEO")
    ] = "virtual"
    width: int = Field(default=1920, ge=320, le=8192)
    height: int = Field(default=1080, ge=240, le=8192)
    mirror: bool = False
    rotate: Literal[0, 90, 180, 270] = 0
    live_fps: int = Field(default=15, ge=1, le=30)
    read_codes: bool = True
    auto: bool = False
    overlay: Literal["none", "lines", "reference", "both"] = "none"
    pedal: Annotated[str, _fits(_PEDAL, "a pedal is a key by its name, as in F13, PageDown or B")] = ""
    inbox: Annotated[str, _fits(_FOLDER, "a folder is given whole, as in /home/bench/Phone or D:\\Phone")] = ""


class FilmSettings(_Section):
    """Films of unboxing and destruction; `unboxing` begins one with each parcel's scan. A film ends by itself then."""

    unboxing: bool = False
    fps: int = Field(default=10, ge=2, le=25)
    most_minutes: int = Field(default=10, ge=1, le=60)
    most_mb: int = Field(default=400, ge=10, le=1000)


class WindowSettings(_Section):
    """How the window looks and sounds at this bench; `text_size` enlarges all text, `volume` 0 is silent."""

    theme: Literal["system", "light", "dark"] = "system"
    text_size: Literal[100, 115, 130, 150] = 100
    volume: int = Field(default=70, ge=0, le=100)


class ScannerSettings(_Section):
    """How a scanner that types its codes like a keyboard is set up; `gs_substitute` is what it sends for FNC1."""

    prefix: Literal["none", "F24", "STX"] = "none"
    suffix: Literal["auto", "Enter", "Tab", "ETX", "none"] = "auto"
    gap_ms: int = Field(default=35, ge=5, le=200)
    gs_substitute: Annotated[str, _fits(_SIGNS, "up to 8 signs that can be seen, and no code holds")] = ""


class PrinterSettings(_Section):
    name: Name = "labels"
    driver: Literal["zpl", "tspl"] = "zpl"
    transport: Annotated[
        str, _fits(_TRANSPORT, "use tcp://HOST:PORT, cups://QUEUE, windows://NAME, usb://…, file://DIR or virtual")
    ] = "virtual"
    dpi: Literal[203, 300] = 203
    stock: Annotated[str, _fits(_MILLIMETRES, "label stock is given in millimetres, as in 57x32")] = "57x32"
    templates: tuple[str, ...] = Field(default=(), strict=False)


class ChannelSettings(_Section):
    """`zero_allowed`: whether this shop takes a quantity of 0 (TikTok Shop's own pages differ on it)."""

    name: Name
    kind: Literal["tiktok_shop", "amazon", "temu", "shopify", "webhook", "csv_drop", "ebay"]
    client: str = ""
    base_url: Address | None = None
    api_version: Annotated[str, _fits(_VERSION, "a version is written as in 2026-10")] | None = None
    zero_allowed: bool = True
    poll_seconds: int = Field(default=60, ge=1, le=86_400)
    credentials: dict[str, str] = Field(default_factory=dict)


class ExchangeSettings(_Section):
    """How long a unit is kept for exchanges before it goes back on sale unused, and for one order."""

    release_after_days: int = Field(default=30, ge=1, le=365)
    reserve_hours: int = Field(default=72, ge=1, le=24 * 90)


class Settings(_Section):
    """Everything that can be set."""

    station: StationSettings = StationSettings()
    database: DatabaseSettings = DatabaseSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    certificates: CertificateSettings = CertificateSettings()
    audit: AuditSettings = AuditSettings()
    scale: ScaleSettings = ScaleSettings()
    camera: CameraSettings = CameraSettings()
    film: FilmSettings = FilmSettings()
    window: WindowSettings = WindowSettings()
    scanner: ScannerSettings = ScannerSettings()
    exchange: ExchangeSettings = ExchangeSettings()
    printer: tuple[PrinterSettings, ...] = Field(default=(), strict=False)
    channel: tuple[ChannelSettings, ...] = Field(default=(), strict=False)


def load(path: Path) -> Settings:
    """The settings of a profile; a missing file means the defaults."""
    try:
        with path.open("rb") as file:
            content = file.read(BIGGEST_FILE + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise ConfigError(
            say("{path} cannot be read: {error_strerror}.", path=path, error_strerror=error.strerror),
            "Give this user the right to read it.",
        ) from error
    if len(content) > BIGGEST_FILE:
        raise ConfigError(
            say("{path} has more than 1 MB: that is no configuration.", path=path), "Look what file stands there."
        )
    try:
        return parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(say("{path} is not UTF-8.", path=path), "Save it as UTF-8 text.", line=line) from error


def parse(text: str) -> Settings:
    """The settings that a text asks for, or a `ConfigError` that names the line."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"\(at (?:line (\d+)|end)", str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        what = re.sub(r" \(at .*\)$", "", str(error))
        raise ConfigError(say("config.toml is not valid TOML: {what}.", what=what), line=line) from error
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ConfigError(_words(first), line=line_of(text, first["loc"])) from None
    _refuse_wrong_credentials(settings, text)
    _refuse_doubles(settings, text)
    return settings


def reveal(reference: str, environment: Mapping[str, str] = os.environ) -> str:
    """The value behind a reference; from then on the log hides it. A text that is no reference is its own value."""
    kind, _, name = reference.partition(":")
    if kind == "env":
        value = environment.get(name)
        if not value:
            raise ConfigError(
                say("The configuration refers to the environment variable {name}, which is not set.", name=name),
                say("Set {name} before starting, or change the reference.", name=name),
            )
        keep_secret(value)
        return value
    if kind == "keyring":
        stored: str | None = _keyring(name, lambda ring: ring.get_password(KEYRING_SERVICE, name))
        if not stored:
            raise ConfigError(
                say("The configuration refers to the keyring entry {name}, which is not there.", name=name),
                say("Store it: keyring set {service} {name}", service=KEYRING_SERVICE, name=name),
            )
        keep_secret(stored)
        return stored
    return reference


def keep(reference: str, value: str) -> None:
    """A secret that was renewed goes back to the keyring where its reference points there; else memory is its place."""
    keep_secret(value)
    kind, _, name = reference.partition(":")
    if kind == "keyring":
        _keyring(name, lambda ring: ring.set_password(KEYRING_SERVICE, name, value))


def _keyring(name: str, use: Callable[[ModuleType], Given]) -> Given:
    """Asks the platform's keyring; loaded only here, for it looks for its backends when it is."""
    import keyring  # noqa: PLC0415
    import keyring.errors  # noqa: PLC0415

    try:
        return use(keyring)
    except keyring.errors.KeyringError as error:  # the words of a backend are not ours to show
        raise ConfigError(
            say(
                "The keyring of this computer cannot be used for the entry {name} ({error}).",
                name=name,
                error=type(error).__name__,
            ),
            "Unlock it or set one up, or write env:VARIABLE instead.",
        ) from None


def _refuse_wrong_credentials(settings: Settings, text: str) -> None:
    for number, channel in enumerate(settings.channel):
        for name, value in channel.credentials.items():
            line = line_of(text, ("channel", number, "credentials", name))
            known = CREDENTIALS[channel.kind]
            if name not in known:
                raise ConfigError(
                    say("A {kind} channel has no credential {name!r}.", kind=channel.kind, name=name),
                    say("It knows {known}.", known=", ".join(sorted(known))),
                    line=line,
                )
            if name not in LITERAL_CREDENTIALS and _REFERENCE.fullmatch(value) is None:
                raise ConfigError(
                    say("The credential {name!r} is written out here, where others can read it.", name=name),
                    "Write env:VARIABLE or keyring:NAME instead, and change the secret: it may have been seen.",
                    line=line,
                )


def _refuse_doubles(settings: Settings, text: str) -> None:
    printers = [printer.name for printer in settings.printer]
    channels = [channel.name for channel in settings.channel]
    for kind, names in (("printer", printers), ("channel", channels)):
        for number, name in enumerate(names):
            if name in names[:number]:
                line = line_of(text, (kind, number, "name"))
                raise ConfigError(
                    say("Two of the {kind}s are called {name!r}.", kind=kind, name=name),
                    "Give each its own name.",
                    line=line,
                )


def _words(error: ErrorDetails) -> str:
    """What pydantic found, in the words of the trade."""
    key = ".".join(str(part) for part in error["loc"] if isinstance(part, str))
    if error["type"] == "extra_forbidden":
        return f"There is no setting {key!r}."
    if error["type"] == "missing":
        return f"{key!r} must be given."
    reason = str(error["msg"]).removeprefix("Value error, ").removeprefix("Input ")
    return f"{key!r} has a value that cannot be used: {reason}."


_TABLE = re.compile(r"\s*\[(\[)?\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def line_of(text: str, location: tuple[int | str, ...]) -> int:
    """The line where a setting stands, else where its table begins, else 0.

    `tomllib` keeps no places, so the lines are read again; a key inside a text of several lines may mislead this by a
    few lines, never the program.
    """
    table: tuple[int | str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    best, best_line = 0, 0
    for number, line in enumerate(text.splitlines(), 1):
        if heading := _TABLE.match(line):
            names = _parts(heading[2])
            if heading[1]:
                counts[names] = counts.get(names, -1) + 1
            table = _numbered(names, counts)
            place = table
        elif key := _KEY.match(line):
            place = table + _parts(key[1])
        else:
            continue
        shared = _shared(place, location)
        if shared > best and (shared == len(place) or shared == len(location)):
            best, best_line = shared, number
    return best_line


def _shared(one: tuple[int | str, ...], other: tuple[int | str, ...]) -> int:
    """How many parts two places have in common, from the front."""
    pairs = zip(one, other, strict=False)
    return next((depth for depth, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _numbered(names: tuple[str, ...], counts: Mapping[tuple[str, ...], int]) -> tuple[int | str, ...]:
    """A table's name with the number of the array entry it stands in, as pydantic speaks of it."""
    place: list[int | str] = []
    for depth, name in enumerate(names, 1):
        place.append(name)
        if names[:depth] in counts:
            place.append(counts[names[:depth]])
    return tuple(place)
