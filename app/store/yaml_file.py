"""A YAML file that still knows on which line each value stands, so that whoever wrote it is sent to the right place.

Owns reading and parsing. Refuses, with file and line: files that are no YAML, a key written twice, values nested
within themselves, and files too large to have been written by hand. No state; any thread.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from app.errors import ConfigError
from app.saying import say

Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

# libyaml's parser where PyYAML was built with it: six times as fast, the same safe subset.
_Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_BYTES = 1 << 20
_MOST_VALUES = 50_000
_DEEPEST = 40
_WORDS_FOR = {"missing": "{key} is missing", "extra_forbidden": "{key} is not a known key"}


class _Mark(Protocol):
    """Where something begins, as both parsers say it."""

    @property
    def line(self) -> int: ...


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a file says, and where."""

    path: Path
    data: object
    lines: dict[Place, int]

    def error(self, place: Sequence[str | int], message: str, hint: str = "") -> ConfigError:
        """The error to raise for what stands at this place; it names the file and the nearest line."""
        advice = hint or "Mend the file, then start again. Nothing else was changed."
        return ConfigError(
            say("{path_name}: {message}.", path_name=self.path.name, message=message), advice, line=self.line(place)
        )

    def known(self, place: Sequence[str | int]) -> Place:
        """The part of a place that the file has; a checker's own names in between are passed over."""
        known: Place = ()
        for part in place:
            if (*known, part) in self.lines:
                known = (*known, part)
        return known

    def line(self, place: Sequence[str | int]) -> int:
        """The line of the deepest part of the place that the file has."""
        return self.lines.get(self.known(place), 1)

    def read_as(self, model: type[Model]) -> Model:
        """The file in this shape; what does not fit is said in words, the first place first."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            details = error.errors()
            first = min(details, key=lambda detail: self.line(detail["loc"]))
            key = _spoken((*self.known(first["loc"][:-1]), *first["loc"][-1:]))
            words = _WORDS_FOR.get(first["type"], "{key}: {msg}").format(key=key, msg=first["msg"])
            more = f" (and {len(details) - 1} more)" if len(details) > 1 else ""
            raise self.error(first["loc"], words + more) from error


def read_yaml(path: Path) -> YamlFile:
    """Reads one file; raises ConfigError with its name, the line and what to do."""
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES + 1)
    except OSError as error:
        message = f"{path.name} cannot be read: {error.strerror}."
        raise ConfigError(
            message, say("Put it back into {parent_name}/ or make it readable.", parent_name=path.parent.name)
        ) from error
    if len(text) > _MOST_BYTES:
        raise ConfigError(
            say("{path_name} is larger than 1 MB.", path_name=path.name), "Take out what does not belong there."
        )
    try:
        return _parsed(path, text.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError(
            say("{path_name} is not UTF-8 text.", path_name=path.name), "Save it again as UTF-8."
        ) from error
    except yaml.MarkedYAMLError as error:
        line = _line_of(error.problem_mark or error.context_mark)
        message = f"{path.name} is not YAML: {error.problem or error.context}."
        raise ConfigError(message, "Look at this line and the one above it.", line=line) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(
            say("{path_name} is not YAML: {error}.", path_name=path.name, error=error), "Look for odd characters in it."
        ) from error


def _parsed(path: Path, text: str) -> YamlFile:
    _refuse_depth(path, text)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return YamlFile(path, None, {})
        lines = dict(_lines_of(path, node))  # first: it refuses what would make the next step endless
        return YamlFile(path, loader.construct_document(node), lines)
    finally:
        loader.dispose()


def _refuse_depth(path: Path, text: str) -> None:
    # libyaml builds values by recursion in C, and a hundred thousand brackets would end the program without a word;
    # its events come one by one.
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ConfigError(
                say("{path_name} is nested too deep.", path_name=path.name),
                "Take out some levels.",
                line=_line_of(event.start_mark),
            )


def _lines_of(path: Path, root: yaml.Node) -> Iterator[tuple[Place, int]]:
    """Each place with its line; aliases are walked as often as they are used, so the count is bounded."""
    waiting: list[tuple[Place, yaml.Node]] = [((), root)]
    seen = 0
    while waiting:
        place, node = waiting.pop()
        seen += 1
        if seen > _MOST_VALUES or len(place) > _DEEPEST:
            raise ConfigError(
                say("{path_name} holds too many values, or one within itself.", path_name=path.name),
                "Take the aliases out of it.",
            )
        yield place, node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            waiting += [((*place, index), child) for index, child in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            waiting += _children(path, place, node)


def _children(path: Path, place: Place, node: yaml.MappingNode) -> list[tuple[Place, yaml.Node]]:
    children: dict[Place, yaml.Node] = {}
    for key, value in node.value:
        child = (*place, str(key.value))
        if child in children:
            message = f"{path.name}: {key.value} stands twice."
            raise ConfigError(message, "Keep one of the two.", line=key.start_mark.line + 1)
        children[child] = value
    return list(children.items())


def _line_of(mark: _Mark | None) -> int:
    return mark.line + 1 if mark else 0


def _spoken(place: Sequence[str | int]) -> str:
    """A place in words: `questions 3 → text → zh_CN`; list entries are counted from 1, as people do."""
    words: list[str] = []
    for part in place:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return " → ".join(words) or "the file"
