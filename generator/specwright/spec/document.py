"""Stage load, what it gives: one entry file and everything it refers to.

What comes in: the parsed entry file. What goes out: values by `$ref`, each with its `Origin`. Files are read when the
first reference to them is followed, and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin, urlsplit

from ..diagnostics import Diagnostic, Position, Severity, SpecwrightError, fail
from ..ir.origin import Origin
from ..values import dataclass
from .identifiers import Base, Identifiers, index_identifiers
from .limits import Limits
from .parse import parse
from .refs import Files, Reference, RefusedError, pointer_of, step, tokens_of
from .source import Source
from .words import Suggestions

_MAX_CHAIN = 100
"""Plain references in a row that are followed before the chain is called endless; real ones have two or three."""


@dataclass(slots=True)
class _File:
    data: Any
    raw: bytes
    has_ids: bool
    identifiers: Identifiers | None = None


class Document:
    """An OpenAPI document. The data is shared between all its users and must not be changed by them.

    `version` is "3.0", "3.1" or "3.2".
    """

    def __init__(self, file: str, data: dict[str, Any], raw: bytes, version: str, files: Files, limits: Limits) -> None:
        self.file = file
        self.data = data
        self.version = version
        self._opener = files
        self._limits = limits
        self._files: dict[str, _File] = {}
        self._unread: set[str] = set()
        self._bytes = len(raw)
        self._resolved: dict[tuple[str, str], tuple[Any, Origin]] = {}
        self._resources: dict[str, tuple[str, str]] = {}
        self._words = Suggestions()
        self._add(file, data, raw)

    def origin(self) -> Origin:
        """The place of the whole document."""
        return Origin(self.file, "")

    def files(self) -> tuple[str, ...]:
        """The names of the files read so far, the entry file first."""
        return tuple(self._files)

    def sources(self) -> Mapping[str, bytes]:
        """The content of the files read so far, as they lie on disk."""
        return MappingProxyType({name: file.raw for name, file in self._files.items()})

    def unread(self) -> frozenset[str]:
        """The names of the files that were referred to and could not be read so far."""
        return frozenset(self._unread)

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

    def forget_resolved(self) -> None:
        """To be called when values were replaced in the data: what `resolve` remembers may be one of them."""
        self._resolved.clear()

    def forget_data(self) -> None:
        """To be called when all that is made of the values has been made: `sources` are all that is left then."""
        self.data = {}
        self._resolved.clear()
        for file in self._files.values():
            file.data = file.identifiers = None

    def _find(self, ref: str, at: Origin) -> tuple[Any, Origin]:
        try:
            target, base = self._target(ref, at)
            try:
                return self._walk(target)
            except _DanglingError:
                if not base:
                    raise
                # A pointer counted from the root of the file although an `$id` in between starts a resource of its own:
                # wrong by the letter, common, and never ambiguous here.
                return self._walk(Origin(target.file, target.pointer.removeprefix(base)))
        except ValueError:  # from urllib
            raise fail("Ref/Refused", f"{ref!r} is not a URI reference", self._place(at)) from None
        except RefusedError as error:
            message = f"this reference is not followed: {error}"
            raise fail("Ref/Refused", message, self._place(at), hint=error.hint) from None
        except _DanglingError as error:
            message = f"nothing is at {ref!r}: {error}"
            raise fail("Ref/Dangling", message, self._place(at), hint=error.hint) from None

    def _target(self, ref: str, at: Origin) -> tuple[Origin, str]:
        """The place a reference names, not looked at yet, and the pointer of the schema resource it is in."""
        reference = Reference.parse(ref)
        file, base = self._resource(reference.uri, at)
        fragment = reference.fragment
        if not fragment or fragment.startswith("/"):
            return Origin(file, base + fragment), base
        pointer = self._identifiers(file).anchor(base, fragment)
        if pointer is None:
            raise _DanglingError(f"{file} has no anchor {fragment!r}")
        return Origin(file, pointer), ""

    def _resource(self, uri: str, at: Origin) -> tuple[str, str]:
        """The file and the pointer of the schema resource in it that a URI means."""
        base = self._identifiers(at.file).base_of(at.pointer) if self.has_ids(at.file) else Base("", "")
        if not uri:
            return at.file, base.pointer
        absolute = urljoin(base.uri, uri)
        known = self._resources.get(absolute)
        if known is not None:
            return known
        name = self._opener.name(absolute if base.pointer and urlsplit(absolute).netloc else uri, at.file)
        if name not in self._files:
            self._open(name)
        return name, ""

    def _walk(self, target: Origin) -> tuple[Any, Origin]:
        """The value at `target`; where the way there leads through an object that is a reference, that is followed."""
        for _ in range(_MAX_CHAIN):
            tokens = tokens_of(target.pointer)
            value, depth = self._descend(target.file, tokens)
            if depth == len(tokens):
                return value, target
            ref = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(ref, str) or not depth:
                raise self._dangling(value, target.file, tokens, depth)
            passed, _ = self._target(ref, Origin(target.file, pointer_of(tokens[:depth])))
            target = Origin(passed.file, passed.pointer + pointer_of(tokens[depth:]))
        raise _DanglingError("the way there leads through references that go in a circle")

    def _descend(self, file: str, tokens: list[str]) -> tuple[Any, int]:
        """The value as far down as there is one, and how many tokens that is."""
        value = self._files[file].data
        for depth, token in enumerate(tokens):
            try:
                value = step(value, token)
            except LookupError:
                return value, depth
        return value, len(tokens)

    def _open(self, name: str) -> None:
        self._unread.add(name)
        if not self._opener.exists(name):
            raise _DanglingError(f"there is no file {name}")
        if len(self._files) >= self._limits.files:
            raise RefusedError(f"the document has more than {self._limits.files:,} files")
        raw = self._opener.read(name, self._limits)
        self._bytes += len(raw)
        if self._bytes > self._limits.total_bytes:
            raise RefusedError(f"the files of the document have more than {self._limits.total_bytes:,} bytes together")
        try:
            data = parse(Source.from_bytes(name, raw), self._limits)
        except SpecwrightError as error:
            raise SpecwrightError(*map(_without_text, error.diagnostics), exit_code=error.exit_code) from None
        self._unread.discard(name)
        self._add(name, data, raw)

    def _add(self, name: str, data: Any, raw: bytes) -> None:
        # In UTF-16 every other byte is zero: such a file is looked into rather than searched.
        has_ids = b"$id" in raw or b"$self" in raw or b"\x00" in raw
        self._files[name] = _File(data, raw, has_ids)
        if has_ids:
            for uri, pointer in self._identifiers(name).resources.items():
                self._resources.setdefault(uri, (name, pointer))

    def _dangling(self, value: Any, file: str, tokens: list[str], depth: int) -> _DanglingError:
        reason = f"#{pointer_of(tokens[:depth])} in {file} has no member {tokens[depth]!r}"
        close = self._words.nearest(tokens[depth], value) if isinstance(value, dict) else None
        if close is None:
            return _DanglingError(reason)
        meant = pointer_of([*tokens[:depth], close, *tokens[depth + 1 :]])
        return _DanglingError(reason, f"Did you mean '#{meant}'?")

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


def _without_text(diagnostic: Diagnostic) -> Diagnostic:
    """The finding without the line it is about: a file that is not a document may be anything, a password too."""
    position = diagnostic.position
    shown = Position(position.file, position.line, position.column) if position is not None else None
    return Diagnostic(
        Severity.ERROR, diagnostic.rule, "this file is neither YAML nor JSON", diagnostic.origin, position=shown
    )
