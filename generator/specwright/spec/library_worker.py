"""Stage check, behind the wall: openapi-spec-validator, in a process of its own.

What comes in: on standard input, one JSON object with `version` and `document`. What goes out: on standard output, one
JSON object a line for each finding (`path`, `message`, `kind`), and `{"done": true}` when the check came to its end.

The process may open neither files (but for the installed packages) nor sockets, and has a stack deep enough for any
document within the limits. Its parent ends it when it takes too long: a document of 2 KB can keep the library busy for
hours.
"""

from __future__ import annotations

import itertools
import json
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn, Protocol

from jsonschema_path.paths import SchemaPath
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator, OpenAPIV32SpecValidator
from openapi_spec_validator.validation.keywords import SchemaValidator, ValueValidator
from openapi_spec_validator.validation.validators import SpecValidator

_VALIDATORS: Mapping[str, type[SpecValidator]] = {
    "3.0": OpenAPIV30SpecValidator,
    "3.1": OpenAPIV31SpecValidator,
    "3.2": OpenAPIV32SpecValidator,
}
_SMALLEST: dict[str, Any] = {"openapi": "", "info": {}, "paths": {}, "components": {"schemas": {"A": {"default": 1}}}}
_MAX_FINDINGS = 1_000
_MAX_MESSAGE = 300
_STACK_BYTES = 256 * 1024 * 1024
_RECURSION = 20_000


class _Error(Protocol):
    """What is used of the library's errors (they are jsonschema's, which has no types)."""

    message: str
    context: list[Any]

    @property
    def absolute_path(self) -> Iterable[str | int]: ...


class _Places:
    """Where each error is. The library says it only relative to the schema it was looking at."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[_Error, list[str | int]]] = {}

    def note(self, error: _Error, parts: tuple[Any, ...]) -> None:
        """The first to note a place is the innermost schema, and right."""
        self._known.setdefault(id(error), (error, [*parts, *error.absolute_path]))

    def of(self, error: _Error) -> list[str | int]:
        known = self._known.get(id(error))
        return known[1] if known is not None else list(error.absolute_path)


class _SchemaIds(list[int]):
    """The list of visited schemas, asked `in` for every schema: a set answers in constant time."""

    def __init__(self) -> None:
        super().__init__()
        self._set: set[int] = set()

    def append(self, value: int, /) -> None:
        self._set.add(value)

    def __contains__(self, value: object, /) -> bool:
        return value in self._set


class _SchemaCheck(SchemaValidator):
    """The library's check of a schema, told where it is, and without its quadratic and exponential parts."""

    places: _Places

    def __init__(self, registry: Any) -> None:
        super().__init__(registry)
        self.visited_schema_ids = _SchemaIds()
        self.meta_checked_schema_ids = _SchemaIds()
        self._properties: dict[int, set[str]] = {}

    def __call__(
        self, schema: SchemaPath, require_properties: bool = True, meta_checked: bool = False
    ) -> Iterator[Any]:
        for error in super().__call__(schema, require_properties, meta_checked):
            self.places.note(error, schema.parts)
            yield error

    def _collect_properties(self, schema: SchemaPath) -> set[str]:
        key = id(schema.read_value())
        if key not in self._properties:
            self._properties[key] = set()  # a schema that comes back to itself adds nothing
            self._properties[key] = super()._collect_properties(schema)
        return self._properties[key]


class _DefaultCheck(ValueValidator):
    def __call__(self, schema: SchemaPath, value: Any) -> Iterator[Any]:
        for error in super().__call__(schema, value):
            error.relative_path.appendleft("default")
            yield error


def _deny(uri: str) -> NoReturn:
    raise PermissionError(f"not fetched: {uri}")


def _findings(document: dict[str, Any], version: str) -> Iterator[tuple[list[str | int], _Error]]:
    base = _VALIDATORS[version]
    places = _Places()
    keywords = dict(base.keyword_validators)
    keywords["schema"] = type("SchemaCheck", (_SchemaCheck, keywords["schema"]), {"places": places})
    keywords["default"] = type("DefaultCheck", (_DefaultCheck, keywords["default"]), {})
    guarded: type[SpecValidator] = type("Guarded", (base,), {"keyword_validators": keywords})
    handlers: dict[str, Any] = dict.fromkeys(("", "file", "http", "https", "<all_urls>"), _deny)
    path = SchemaPath.from_dict(document, handlers=handlers, resolved_cache_maxsize=128)
    validator = guarded(path)
    for error in itertools.chain(validator.schema_validator.iter_errors(document), validator.root_validator(path)):
        yield places.of(error), error


_CODE = (".py", ".pyc", ".so", ".pyd")
_OUTSIDE = ("socket.", "subprocess.", "urllib.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn")


def _close_doors() -> None:
    """From here on nothing is opened but Python modules (libraries import some late), connected to or started."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            if not str(arguments[0]).endswith(_CODE):
                raise PermissionError("openapi-spec-validator may not open files")
        elif event.startswith(_OUTSIDE):
            raise PermissionError("openapi-spec-validator may not reach outside")

    sys.addaudithook(refuse)


def _most_telling(error: _Error) -> _Error:
    """Of "not valid under any of" the part that went furthest, which is the alternative somebody meant."""
    while error.context:
        meant = [inner for inner in error.context if "'$ref' is a required" not in inner.message]
        error = max(meant or error.context, key=lambda inner: len(list(inner.absolute_path)))
    return error


def _say(line: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _check(request: Mapping[str, Any]) -> None:
    found = _findings(request["document"], request["version"])
    try:
        for path, error in itertools.islice(found, _MAX_FINDINGS):
            told = _most_telling(error)
            deeper = list(told.absolute_path)[len(list(error.absolute_path)) :]
            message = told.message if len(told.message) <= _MAX_MESSAGE else told.message[:_MAX_MESSAGE] + "…"
            _say({"path": [*path, *deeper], "message": message, "kind": type(error).__name__})
    except Exception as error:  # whatever it is: the library's own checks of its input are few
        _say({"stopped": type(error).__name__})
        return
    _say({"done": True})


def main() -> None:
    request = json.load(sys.stdin)
    list(_findings(_SMALLEST, request["version"]))  # the library reads its own schemas when it is first used
    _close_doors()
    sys.setrecursionlimit(_RECURSION)
    threading.stack_size(_STACK_BYTES)
    thread = threading.Thread(target=_check, args=(request,))
    thread.start()
    thread.join()
