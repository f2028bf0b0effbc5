"""Label templates as they are written: YAML, each fault said with its line.

Owns the form of the file and reading it. Refuses files too large to have been written by hand, values nested too deep,
aliases, and keys written twice. No state; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.domain.symbols import Symbology
from app.errors import ConfigError
from app.labelling import template as model
from app.saying import say

Place = tuple[str | int, ...]
DRAWN = (Symbology.CODE_128, Symbology.EAN_13, Symbology.EAN_8, Symbology.UPC_A, Symbology.QR_CODE,
         Symbology.DATA_MATRIX)  # fmt: skip
"""The symbologies that a template may ask for."""

# libyaml's parser where PyYAML was built with it: many times as fast, the same safe subset.
_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_BYTES = 1 << 16
_DEEPEST = 12
_LARGEST_MM = 300
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_WORDS_FOR = {"missing": "{key} is missing", "extra_forbidden": "{key} is not a known key"}

Mm = Annotated[float, Field(ge=0, le=_LARGEST_MM, allow_inf_nan=False)]
Stroke = Annotated[float, Field(ge=0.1, le=50, allow_inf_nan=False)]
At = tuple[Mm, Mm, Mm, Mm]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_]{0,39}$")]
Language = Literal["en", "zh_CN", "es", "de"]
WordsFile = dict[Id, dict[Language, Annotated[str, Field(min_length=1, max_length=80)]]]
Align = Literal["left", "center", "right"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Computed(_Strict):
    of: Annotated[tuple[Key, ...], Field(min_length=1, max_length=8)]
    joined_by: Annotated[str, Field(max_length=8, pattern=r"^[ -~]*$")] = ""


class _Field(_Strict):
    type: Literal["text", "code", "number", "date"]
    required: bool = False
    max: Annotated[int, Field(ge=1, le=400)]
    example: Annotated[str, Field(max_length=400)]
    one_of: tuple[str, ...] = ()
    computed: _Computed | None = None


class _Text(_Strict):
    text: Annotated[str, Field(min_length=1, max_length=400)]
    at: At
    size: tuple[Stroke, Stroke]
    lines: Annotated[int, Field(ge=1, le=12)] = 1
    bold: bool = False
    align: Align = "left"
    valign: Literal["top", "middle", "bottom"] = "middle"
    filled: bool = False
    when: Key | Literal[""] = ""

    def element(self) -> model.Text:
        largest, smallest = self.size
        return model.Text(
            model.Box(*self.at), model.Wording.of(self.text), largest, min(largest, smallest), self.lines, self.bold,
            self.align, self.valign, self.filled, self.when,
        )  # fmt: skip


class _Symbol(_Strict):
    symbol: Annotated[tuple[Symbology, ...], Field(min_length=1, max_length=4)]
    field: Key
    at: At
    module: tuple[Stroke, Stroke]
    align: Align = "center"

    def element(self) -> model.Symbol:
        return model.Symbol(model.Box(*self.at), self.field, self.symbol, *self.module, self.align)


class _Frame(_Strict):
    box: At
    thick: Annotated[float, Field(ge=0, le=20)] = 0.0
    rounded: Annotated[float, Field(ge=0, le=50)] = 0.0
    when: Key | Literal[""] = ""

    def element(self) -> model.Frame:
        return model.Frame(model.Box(*self.box), self.thick, self.rounded, self.when)


class _Sign(_Strict):
    sign: Literal["grade", "hazard"]
    at: At
    field: Key | Literal[""] = ""

    def element(self) -> model.Sign:
        return model.Sign(model.Box(*self.at), self.sign, self.field)


class _Logo(_Strict):
    logo: At

    def element(self) -> model.Logo:
        return model.Logo(model.Box(*self.logo))


_ELEMENTS: dict[str, type[_Text | _Symbol | _Frame | _Sign | _Logo]] = {
    "text": _Text, "symbol": _Symbol, "box": _Frame, "sign": _Sign, "logo": _Logo,
}  # fmt: skip


class _File(_Strict):
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    size: tuple[Annotated[float, Field(ge=10, le=_LARGEST_MM)], Annotated[float, Field(ge=10, le=_LARGEST_MM)]]
    fields: Annotated[dict[Key, _Field], Field(min_length=1, max_length=60)]
    elements: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=120)]
    words: WordsFile = {}


class _WordsOnly(_Strict):
    words: WordsFile


def read_template(path: Path, words: model.Words) -> model.Template:
    """One template; its name is the file's. `words` are those that every template knows.

    Raises `ConfigError` with the file's name, the line and what to do.
    """
    check_name(path.name)
    data, lines = _read(path)
    file = _checked(_File, path, data, lines)
    width, height = file.size
    template = model.Template(
        path.stem, file.kind, width, height, tuple(_field(name, each) for name, each in file.fields.items()),
        tuple(_element(path, lines, number, each) for number, each in enumerate(file.elements)),
        {key: dict(said) for key, said in file.words.items()},
    )  # fmt: skip
    for where, what in template.faults(words):
        place: Place = ("elements", where) if isinstance(where, int) else ("fields", where)
        raise _fault(path, lines, place, what)
    return template


def check_name(name: str) -> None:
    """Raises `ConfigError` for what is no name of a template's file."""
    stem, dot, ending = name.rpartition(".")
    if not _NAME.fullmatch(stem) or dot + ending != ".yaml":
        raise ConfigError(
            say("{name} is no name of a label template.", name=name[:60]),
            "Use small letters, digits and hyphens, at most 40.",
        )


def field_fault(path: Path, field: str, what: str) -> ConfigError:
    """What is wrong with a field of a template that can be read, said with its line."""
    _, lines = _read(path)
    return _fault(path, lines, ("fields", field), what)


def read_words(path: Path) -> dict[str, dict[str, str]]:
    """The words for ids that every template knows. Raises `ConfigError`."""
    data, lines = _read(path)
    said = _checked(_WordsOnly, path, data, lines).words
    return {key: dict(each) for key, each in said.items()}


def _field(name: str, file: _Field) -> model.Field:
    made = file.computed or _Computed.model_construct(of=(), joined_by="")
    return model.Field(
        name, file.type, file.required and not made.of, file.max, file.example, file.one_of, made.of, made.joined_by
    )


def _element(path: Path, lines: dict[Place, int], number: int, written: dict[str, Any]) -> model.Element:
    place: Place = ("elements", number)
    kind = next((key for key in _ELEMENTS if key in written), None)
    if kind is None:
        raise _fault(path, lines, place, say("an element is one of {names}", names=", ".join(_ELEMENTS)))
    element: model.Element = _checked(_ELEMENTS[kind], path, written, lines, place).element()
    return element


def _checked(shape: type[Any], path: Path, data: object, lines: dict[Place, int], within: Place = ()) -> Any:  # noqa: ANN401 - an instance of `shape`
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        details = error.errors()
        first = min(details, key=lambda detail: _line(lines, (*within, *detail["loc"])))
        key = " → ".join(str(part) for part in (*within, *first["loc"])) or "the file"
        what = _WORDS_FOR.get(first["type"], "{key}: {msg}").format(key=key, msg=first["msg"])
        raise _fault(path, lines, (*within, *first["loc"]), what) from error


def _fault(path: Path, lines: dict[Place, int], place: Place, what: str) -> ConfigError:
    return ConfigError(
        say("Label template {name}: {fault}.", name=path.name, fault=what),
        "Mend the file. Until then nothing is printed with it.",
        line=_line(lines, place),
    )


def _line(lines: dict[Place, int], place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _read(path: Path) -> tuple[object, dict[Place, int]]:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise _fault(path, {}, (), say("it is larger than 64 KB"))
        text = content.decode("utf-8")
        _refuse_tricks(path, text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise _fault(path, {}, (), say("it is empty"))
            lines = dict(_lines_of(path, (), node))
            return loader.construct_document(node), lines
        finally:
            loader.dispose()
    except OSError as error:
        raise _fault(path, {}, (), say("it cannot be read ({error})", error=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise _fault(path, {}, (), say("it is not UTF-8 text")) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        lines = {(): mark.line + 1 if mark else 1}
        raise _fault(path, lines, (), say("it is not YAML ({error})", error=error.problem or error.context)) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise _fault(path, {}, (), say("it is not YAML ({error})", error=error)) from error


def _refuse_tricks(path: Path, text: str) -> None:
    """Event by event, so that nothing is built of what is refused."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        here: dict[Place, int] = {(): event.start_mark.line + 1 if event.start_mark else 1}
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _fault(path, here, (), say("it is nested too deep"))
        if isinstance(event, yaml.AliasEvent):
            raise _fault(path, here, (), say("it uses an alias"))


def _lines_of(path: Path, place: Place, node: yaml.Node) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            yield from _lines_of(path, (*place, number), child)
    elif isinstance(node, yaml.MappingNode):
        seen = set()
        for key, child in node.value:
            name = str(key.value)
            if name in seen:
                raise _fault(path, {(): key.start_mark.line + 1}, (), say("{name} stands twice", name=name))
            seen.add(name)
            yield from ((spot, line) for spot, line in _lines_of(path, (*place, name), child))
