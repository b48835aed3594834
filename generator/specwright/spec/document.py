"""Stage load, what it gives: one entry file and everything it refers to.

What comes in: the parsed entry file. What goes out: values by `$ref`, each with its `Origin`. Files are read when the
first reference to them is followed, and kept.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin

from ..diagnostics import Diagnostic, Position, Severity, SpecwrightError, fail
from ..ir.origin import Origin
from .identifiers import Identifiers, index_identifiers
from .limits import Limits
from .parse import parse
from .refs import LocalFiles, Reference, RefusedError, pointer_of, step, tokens_of
from .source import Source

_MAX_CHAIN = 100
"""Plain references in a row that are followed before the chain is called endless; real ones have two or three."""


@dataclass(slots=True)
class _File:
    data: Any
    raw: bytes
    has_ids: bool
    identifiers: Identifiers | None = None

    @classmethod
    def of(cls, data: Any, raw: bytes) -> _File:
        return cls(data, raw, b"$id" in raw or b"\x00" in raw)  # in UTF-16 every other byte is zero: look into the data


class Document:
    """An OpenAPI document. The data is shared between all its users and must not be changed by them.

    `version` is "3.0", "3.1" or "3.2".
    """

    def __init__(
        self, file: str, data: dict[str, Any], raw: bytes, version: str, files: LocalFiles, limits: Limits
    ) -> None:
        self.file = file
        self.data = data
        self.version = version
        self._opener = files
        self._limits = limits
        self._files: dict[str, _File] = {file: _File.of(data, raw)}
        self._resolved: dict[tuple[str, str], tuple[Any, Origin]] = {}

    def origin(self) -> Origin:
        """The place of the whole document."""
        return Origin(self.file, "")

    def files(self) -> tuple[str, ...]:
        """The names of the files read so far, the entry file first."""
        return tuple(self._files)

    def sources(self) -> Mapping[str, bytes]:
        """The content of the files read so far, as they lie on disk."""
        return MappingProxyType({name: file.raw for name, file in self._files.items()})

    def value_at(self, origin: Origin) -> Any:
        """The value at a place of a file that was read. Raises `LookupError` when there is none."""
        value = self._files[origin.file].data
        for token in tokens_of(origin.pointer):
            value = step(value, token)
        return value

    def resolve(self, ref: str, at: Origin) -> tuple[Any, Origin]:
        """Follow one reference, written in the object (or the string) at `at`.

        Gives the value, which may itself hold a `$ref`, and its place. References are JSON pointers (RFC 6901) into any
        file of the document, `$anchor` names, or URIs relative to an `$id` (JSON Schema 2020-12 section 8.2).
        Raises `SpecwrightError`, located at the reference, when it is dangling or not allowed.
        """
        key = (ref, at.file if not self.has_ids(at.file) else f"{at.file}#{at.pointer}")
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = self._find(ref, at)
        return found

    def follow(self, value: Any, at: Origin) -> tuple[Any, Origin]:
        """Follow `$ref` after `$ref` until the value is not a reference.

        Raises `SpecwrightError` when the chain never ends.
        """
        start = at
        for _ in range(_MAX_CHAIN):
            ref = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(ref, str):
                return value, at
            value, at = self.resolve(ref, at)
            if at == start:
                break
        raise fail("Ref/Cycle", "this reference leads back to itself and never to a value", start.child("$ref"))

    def _find(self, ref: str, at: Origin) -> tuple[Any, Origin]:
        reference = Reference.parse(ref)
        try:
            file, base = self._resource(reference.uri, at)
            return self._member(file, base, reference.fragment)
        except RefusedError as error:
            raise fail(
                "Ref/Refused", f"this reference is not followed: {error}", self._place(at), hint=error.hint
            ) from None
        except _DanglingError as error:
            message = f"nothing is at {ref!r}: {error}"
            raise fail("Ref/Dangling", message, self._place(at), hint=error.hint) from None

    def _resource(self, uri: str, at: Origin) -> tuple[str, str]:
        """The file and the pointer of the schema resource in it that a URI means."""
        identifiers = self._identifiers(at.file) if uri or self.has_ids(at.file) else None
        base = identifiers.base_of(at.pointer) if identifiers is not None else None
        if not uri:
            return at.file, base.pointer if base is not None else ""
        if identifiers is not None:
            absolute = urljoin(base.uri if base is not None else "", uri)
            for name in self._files:
                resource = self._identifiers(name).resources.get(absolute)
                if resource is not None:
                    return name, resource
            if base is not None and base.pointer and absolute.startswith(("http:", "https:")):
                uri = absolute
        name = self._opener.name(uri, at.file)
        if name not in self._files:
            self._open(name)
        return name, ""

    def _member(self, file: str, base: str, fragment: str) -> tuple[Any, Origin]:
        if fragment and not fragment.startswith("/"):
            pointer = self._identifiers(file).anchor(base, fragment)
            if pointer is None:
                raise _DanglingError(f"{file} has no anchor {fragment!r}")
            return self.value_at(Origin(file, pointer)), Origin(file, pointer)
        try:
            return self._walk(file, base + fragment)
        except _DanglingError:
            if not base:
                raise
            # A pointer counted from the root of the file although an `$id` in between starts a resource of its own:
            # wrong by the letter, common, and never ambiguous here.
            return self._walk(file, fragment)

    def _walk(self, file: str, pointer: str) -> tuple[Any, Origin]:
        value = self._files[file].data
        tokens = tokens_of(pointer)
        for depth, token in enumerate(tokens):
            try:
                value = step(value, token)
            except LookupError:
                ref = value.get("$ref") if isinstance(value, dict) else None
                if isinstance(ref, str) and depth:  # a pointer that passes through a reference
                    return self._through(Origin(file, pointer_of(tokens[:depth])), ref, tokens[depth:])
                raise _dangling(value, file, tokens, depth) from None
        return value, Origin(file, pointer)

    def _through(self, at: Origin, ref: str, rest: list[str]) -> tuple[Any, Origin]:
        key = (f"{ref} {pointer_of(rest)}", f"through {at.file}#{at.pointer}")
        if key in self._resolved:
            return self._resolved[key]
        self._resolved[key] = (None, at)  # a walk that comes back here would never end
        _, target = self.resolve(ref, at)
        if (target.file, target.pointer) == (at.file, at.pointer):
            raise _DanglingError(f"{at.file} has a reference to itself at #{at.pointer}")
        found = self._resolved[key] = self._walk(target.file, target.pointer + pointer_of(rest))
        return found

    def _open(self, name: str) -> None:
        if not self._opener.exists(name):
            raise _DanglingError(f"there is no file {name}")
        if len(self._files) >= self._limits.files:
            raise RefusedError(f"the document has more than {self._limits.files:,} files")
        raw = self._opener.read(name, self._limits)
        total = len(raw) + sum(len(file.raw) for file in self._files.values())
        if total > self._limits.total_bytes:
            raise RefusedError(f"the files of the document have more than {self._limits.total_bytes:,} bytes together")
        try:
            data = parse(Source.from_bytes(name, raw), self._limits)
        except SpecwrightError as error:
            raise SpecwrightError(*map(_without_text, error.diagnostics), exit_code=error.exit_code) from None
        self._files[name] = _File.of(data, raw)

    def _identifiers(self, file: str) -> Identifiers:
        entry = self._files[file]
        if entry.identifiers is None:
            entry.identifiers = index_identifiers(entry.data)
        return entry.identifiers

    def has_ids(self, file: str) -> bool:
        """Whether references in `file` may be relative to an `$id` and so depend on where they stand."""
        return self._files[file].has_ids

    def _place(self, at: Origin) -> Origin:
        try:
            value = self.value_at(at)
        except LookupError:
            return at
        return at.child("$ref") if isinstance(value, dict) and "$ref" in value else at


class _DanglingError(Exception):
    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.hint = hint


def _dangling(value: Any, file: str, tokens: list[str], depth: int) -> _DanglingError:
    where = pointer_of(tokens[:depth])
    reason = f"#{where} in {file} has no member {tokens[depth]!r}"
    if not isinstance(value, dict):
        return _DanglingError(reason)
    close = difflib.get_close_matches(tokens[depth], list(value), n=1, cutoff=0.6)
    hint = f"Did you mean '#{pointer_of([*tokens[:depth], close[0], *tokens[depth + 1 :]])}'?" if close else None
    return _DanglingError(reason, hint)


def _without_text(diagnostic: Diagnostic) -> Diagnostic:
    """The finding without the line it is about: a file that is not a document may be anything, a password too."""
    position = diagnostic.position
    shown = Position(position.file, position.line, position.column) if position is not None else None
    return Diagnostic(
        Severity.ERROR, diagnostic.rule, "this file is neither YAML nor JSON", diagnostic.origin, position=shown
    )
