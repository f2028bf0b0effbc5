"""The label templates of a station: the shipped ones, and a client's own. Implements `app.ports.OwnLabels`.

A client's own stand in a folder of the profile that is named after it: `labels/ACME Outdoor/unit.yaml` takes the place
of the shipped `unit`, and `logo.png` stands where a template has room for a logo. A template of its own that is broken
is refused with its line; the shipped one is never printed in its place, for the client would not know.

Files are read again when they have changed. Any thread.
"""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from app.errors import ConfigError, StoreError, UsageError
from app.labelling.fields import computed, filled
from app.labelling.keeping import take_away, write_whole
from app.labelling.layout import Layout, Style, holds, lay_out
from app.labelling.logos import as_png, keep_logo, logo_dots, read_logo
from app.labelling.template import Logo, Symbol, Template
from app.labelling.template_file import check_name, field_fault, read_template, read_words
from app.labelling.text import Dots
from app.ports import LabelFault, LabelField, LabelSymbol, LabelTemplate
from app.saying import say

WORDS = "words.yml"
LOGO = "logo.png"
LANGUAGES = ("en", "zh_CN", "es", "de")
DRIVERS = ("zpl", "tspl", "pdf", "png")
_MOST_OF_ITS_OWN = 100
_SAME_MM = 0.5
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_LONGEST_FOLDER = 100


class LabelLibrary:
    """`shipped` is the folder of the templates that come with the program, `own` that of all clients' own, if any."""

    def __init__(self, shipped: Path, own: Path | None = None) -> None:
        self._shipped = shipped
        self._own = own

    def templates(self, client: str = "") -> tuple[LabelTemplate, ...]:
        """Every template that can be used, by name; `client` puts that client's own in the place of the shipped ones.

        A broken one of its own is left out, with the shipped one that it would replace; `faults` tells of it.
        """
        found = []
        for name in sorted(self._files(client)):
            try:
                found.append(_offered(self._template(name, client)))
            except ConfigError:
                if name not in self._files_of(client):
                    raise
        return tuple(found)

    def choose(
        self, kind: str, stock: str, client: str = "", data: Mapping[str, str] | None = None
    ) -> LabelTemplate | None:
        """The template of a kind (or of that name) that fits this stock (`57x32`, millimetres), or None.

        The one of that name comes first, then the client's own, then by name; of several, the first whose symbols can
        hold these data: a long SKU has no room as bars, but as squares, and one of other letters stands there in words
        alone. Raises `ConfigError` where a broken one of the
        client's own may be the one that is meant.
        """
        found = list(self._choice(kind, _stock(stock), client))
        held = next((each for each in found if data is None or holds(each, data)), None)
        chosen = held or next(iter(found), None)
        return None if chosen is None else _offered(chosen)

    def _choice(self, kind: str, size: tuple[float, float], client: str) -> Iterator[Template]:
        """The templates of a kind in this size, the best first."""
        shipped, own = self._files(""), self._files_of(client)
        files = {**shipped, **own}
        read = self._reading()
        for name in sorted(files, key=lambda each: (each != kind, each not in own, each)):
            # A broken file tells no kind: what it replaces does.
            stands_for = read(shipped[name]) if name in own and name in shipped else None
            meant = name == kind or (stands_for is not None and stands_for.kind == kind and _fits(stands_for, size))
            try:
                template = read(files[name])
            except ConfigError:
                if meant:
                    raise
                continue
            if kind in {template.kind, template.name} and _fits(template, size):
                yield template

    def render(
        self, template: str, data: Mapping[str, str], *, driver: str, dpi: int, client: str = "", language: str = "en"
    ) -> bytes:
        """One label for `driver` (`zpl`, `tspl`, `pdf`, `png`) at 203 or 300 dpi: all drawn from the same layout."""
        draw = _driver(driver)
        return draw(self.layout(template, data, dpi=dpi, client=client, language=language))

    def layout(
        self, template: str, data: Mapping[str, str], *, dpi: int, client: str = "", language: str = "en"
    ) -> Layout:
        """What every driver draws. Raises as `render` does."""
        chosen = self._template(template, client)
        style = Style(self._words(), language, self._logo(client))
        return lay_out(chosen, filled(chosen, data), dpi, style)

    def example(self, template: str, client: str = "") -> dict[str, str]:
        """Data with which a template can be looked at."""
        return self._template(template, client).example()

    def own(self, client: str) -> tuple[str, ...]:
        """The names of a client's own templates, the broken ones too."""
        return tuple(sorted(self._files_of(client)))

    def faults(self, client: str) -> tuple[LabelFault, ...]:
        """What is wrong with a client's own templates."""
        found = []
        for name in self.own(client):
            try:
                self._template(name, client)
            except ConfigError as error:
                found.append(LabelFault(name, error.message, error.hint, error.line))
        return tuple(found)

    def set_logo(self, client: str, picture: bytes | None) -> None:
        """Keep this picture (PNG, JPEG, …) as the client's logo, in black and white; None takes it away.

        Raises `UserError` for what is no picture or too large, `StoreError` where it cannot be kept. Written whole or
        not at all.
        """
        keep_logo(self._own_folder(client) / LOGO, picture)

    def logo(self, client: str) -> bytes:
        """See the port."""
        dots = self._logo(client)
        return b"" if dots is None else as_png(dots)

    @staticmethod
    def check_logo(picture: bytes) -> bytes:
        """See the port."""
        return as_png(logo_dots(picture))

    def written(self, name: str, client: str = "") -> bytes:
        """See the port."""
        path = self._path(name, client)
        try:
            return path.read_bytes()
        except OSError as error:
            raise _unreadable(error) from error

    def hand_out(self, name: str, client: str, file: Path) -> None:
        """See the port."""
        content = self.written(name, client)
        try:
            write_whole(file, content)
        except OSError as error:
            raise StoreError(
                say("The template cannot be written to {file}: {error}.", file=str(file), error=error.strerror),
                "Nothing was written. Choose another place.",
            ) from error

    def check(self, name: str, content: bytes) -> LabelTemplate:
        """See the port. It is read as it will be, and its example drawn for every printer in every language."""
        check_name(f"{name}.yaml")
        with tempfile.TemporaryDirectory(prefix="label-") as folder:
            path = Path(folder, f"{name}.yaml")
            path.write_bytes(content)
            template = read_template(path, self._words())
            known = [each for each in map(self._shipped_one, sorted(self._files(""))) if each.kind == template.kind]
            given = {field.name for each in known for field in each.fields if field.required}
            for field in template.fields:
                if known and field.required and field.name not in given:
                    raise field_fault(
                        path,
                        field.name,
                        say(
                            "it must have {field}, which not every {kind} label is given",
                            field=field.name,
                            kind=template.kind,
                        ),
                    )
        try:
            for dpi in (203, 300):
                for language in LANGUAGES:
                    lay_out(template, filled(template, template.example()), dpi, Style(self._words(), language, None))
        except UsageError as error:
            raise ConfigError(error.message, "Mend the file: its own example must fit.") from error
        return _offered(template)

    def set_template(self, client: str, name: str, content: bytes | None) -> None:
        """See the port."""
        check_name(f"{name}.yaml")
        path = self._own_folder(client) / f"{name}.yaml"
        if content is not None:
            self.check(name, content)
        try:
            if content is None:
                take_away(path)
            else:
                write_whole(path, content)
        except OSError as error:
            raise StoreError(
                say("The label template cannot be kept: {error}.", error=error.strerror),
                "Nothing was changed. Check the disk.",
            ) from error

    def _shipped_one(self, name: str) -> Template:
        return self._template(name, "")

    def _own_folder(self, client: str) -> Path:
        folder = self._folder(client)
        if folder is None:
            raise UsageError(say("Templates and logos of their own belong to clients."), "Name the client.")
        return folder

    def _template(self, name: str, client: str) -> Template:
        return self._reading()(self._path(name, client))

    def _reading(self) -> Callable[[Path], Template]:
        """Reads templates with the words as they are now."""
        words = self._shipped / WORDS
        stamp = _stamp(words)
        return lambda path: _read_template(path, _stamp(path), words, stamp)

    def _path(self, name: str, client: str) -> Path:
        path = self._files(client).get(name)
        if path is None:
            raise UsageError(
                say("There is no label template {name}.", name=name[:60]),
                say("There are {names}.", names=_list(sorted(self._files(client)))),
                "no_template",
            )
        return path

    def _words(self) -> Mapping[str, Mapping[str, str]]:
        path = self._shipped / WORDS
        return _read_words(path, _stamp(path))

    def _files(self, client: str) -> dict[str, Path]:
        return {**_shipped_files(self._shipped, _stamp(self._shipped)), **self._files_of(client)}

    def _files_of(self, client: str) -> dict[str, Path]:
        folder = self._folder(client)
        return {} if folder is None else _yaml_files(folder)

    def _folder(self, client: str) -> Path | None:
        return self._own / folder_name(client) if client and self._own is not None else None

    def _logo(self, client: str) -> Dots | None:
        folder = self._folder(client)
        path = None if folder is None else folder / LOGO
        if path is None or not path.is_file():
            return None
        return read_logo(path, _stamp(path))


def folder_name(client: str) -> str:
    """A client's name as a folder is called: letters, digits, blanks and hyphens as they are, the rest as `%2F`."""
    plain = unicodedata.normalize("NFC", client)
    safe = "".join(_safe(each) for each in plain)
    trailing = len(safe) - len(safe.rstrip(" "))
    safe = safe.rstrip(" ") + "%20" * trailing
    if safe.lower() in _RESERVED:
        safe = f"%{ord(safe[0]):02X}{safe[1:]}"
    if len(safe.encode()) > _LONGEST_FOLDER:
        return f"%{sha256(plain.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"
    return safe


def _safe(character: str) -> str:
    if character.isalnum() or character in " -_&+":
        return character
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _driver(name: str) -> Callable[[Layout], bytes]:
    """Loaded when it is asked for: a printer of labels needs no PDF."""
    if name not in DRIVERS:
        raise UsageError(
            say("There is no label driver {name}.", name=name[:20]), say("Choose one of {names}.", names=_list(DRIVERS))
        )
    draw: Callable[[Layout], bytes] = getattr(import_module(f"app.labelling.{name}"), name)
    return draw


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _offered(template: Template) -> LabelTemplate:
    fields = []
    example = template.example()
    for each in template.fields:
        shown = computed(each, example) if each.computed else each.example
        fields.append(LabelField(each.name, each.type, each.required, each.longest, shown, each.computed))
    symbols = tuple(
        LabelSymbol(each.symbologies[-1].value, each.field) for each in template.elements if isinstance(each, Symbol)
    )
    logo = any(isinstance(each, Logo) for each in template.elements)
    return LabelTemplate(template.name, template.kind, template.width, template.height, tuple(fields), symbols, logo)


def _stock(written: str) -> tuple[float, float]:
    width, cross, height = written.lower().replace("×", "x").partition("x")
    try:
        if cross:
            return float(width), float(height)
    except ValueError:
        pass
    raise UsageError(say("{stock} is no size of labels.", stock=written[:20]), "Write it as 57x32, in millimetres.")


def _fits(template: Template, size: tuple[float, float]) -> bool:
    return all(abs(a - b) <= _SAME_MM for a, b in zip((template.width, template.height), size, strict=True))


@lru_cache(maxsize=8)
def _shipped_files(folder: Path, _when: tuple[int, int]) -> dict[str, Path]:
    """What comes with the program changes with the program alone: looking it up anew, a dozen times for each grade that
    was saved, took as long as all else of it. Clients' own are looked up each time."""
    return _yaml_files(folder)


def _yaml_files(folder: Path) -> dict[str, Path]:
    try:
        with os.scandir(folder) as entries:
            paths = [Path(entry.path) for entry in entries if entry.name.endswith(".yaml") and entry.is_file()]
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _unreadable(error) from error
    return {path.stem: path for path in sorted(paths)[:_MOST_OF_ITS_OWN]}


def _unreadable(error: OSError) -> StoreError:
    return StoreError(
        say("The label templates cannot be read: {error}.", error=error.strerror), "Check the folder and its rights."
    )


def _stamp(path: Path) -> tuple[int, int]:
    """Changes when the file does."""
    try:
        seen = path.stat()
    except OSError:
        return 0, 0
    return seen.st_mtime_ns, seen.st_size


@lru_cache(maxsize=256)
def _read_template(path: Path, _: object, words: Path, words_stamp: object) -> Template:
    return read_template(path, _read_words(words, words_stamp))


@lru_cache(maxsize=8)
def _read_words(path: Path, _: object) -> Mapping[str, Mapping[str, str]]:
    return read_words(path)
