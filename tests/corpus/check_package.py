"""Checks one generated package from the inside: `python -m tests.corpus.check_package DOCUMENT FOLDER`.

What comes in: the document and the folder of the distribution made from it. What goes out: one JSON object on standard
output: what was counted, and a line for each thing that is wrong. Runs in a process of its own, so that the package's
modules, and what they do wrong, stay there.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import pkgutil
import sys
import traceback
import typing
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pydantic
import typing_extensions

from specwright.diagnostics import Diagnostics
from specwright.spec import load

from .calls import Call, Calls, Entry, operation_key, option_arguments
from .mock import Declared, Mock, declared_operations

_BASE_URL = "https://mock.example/base"


@dataclass
class Findings:
    """What was counted, and what is wrong."""

    declared: int = 0
    in_manifest: int = 0
    sync_methods: int = 0
    async_methods: int = 0
    called: int = 0
    models: int = 0
    imports: list[str] = field(default_factory=list)
    unbuilt: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)


def main(document_path: str, folder: str) -> None:
    source = Path(folder) / "src"
    sys.path.insert(0, str(source))
    manifest_path = next(source.glob("*/_manifest.json"))
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    findings = Findings()
    modules = list(_modules(manifest["package"], findings))
    _build_models(modules, findings)
    _Caller(Path(document_path), manifest, findings).call_all()
    json.dump(asdict(findings), sys.stdout)


def _modules(package: str, findings: Findings) -> Iterator[ModuleType]:
    """Import every module of the package."""
    root = importlib.import_module(package)
    yield root
    for info in pkgutil.walk_packages(root.__path__, f"{package}.", onerror=lambda _: None):
        try:
            module = importlib.import_module(info.name)
            for name in getattr(module, "__all__", ()):
                getattr(module, name)
            yield module
        except Exception as error:
            findings.imports.append(f"{info.name}: {_short(error)}")


def _build_models(modules: list[ModuleType], findings: Findings) -> None:
    """Build every model; resolve the annotations of every TypedDict, which the runtime does when it is first used."""
    for module in modules:
        for name, value in list(vars(module).items()):
            if not isinstance(value, type) or value.__module__ != module.__name__:
                continue
            try:
                if issubclass(value, pydantic.BaseModel) and value is not pydantic.BaseModel:
                    findings.models += 1
                    value.model_rebuild(raise_errors=True)
                    value.__pydantic_validator__.title  # noqa: B018  # a mock of a validator raises here
                elif typing_extensions.is_typeddict(value):
                    findings.models += 1
                    typing.get_type_hints(value, include_extras=True)
            except Exception as error:
                findings.unbuilt.append(f"{module.__name__}.{name}: {_short(error)}")


class _Caller:
    """Calls every method of the two clients."""

    def __init__(self, document: Path, manifest: Mapping[str, Any], findings: Findings) -> None:
        self.document = load(document, diagnostics=Diagnostics())
        self.manifest = manifest
        self.findings = findings
        self.declared = declared_operations(self.document)
        self.calls = Calls(self.document)
        self.mock = Mock(self.document)
        self.package = importlib.import_module(manifest["package"])

    def call_all(self) -> None:
        findings, entries = self.findings, self.manifest["operations"]
        findings.declared = len(self.declared)
        findings.in_manifest = len({operation_key(entry) for entry in entries})
        known = {operation_key(entry) for entry in entries}
        findings.calls += [f"{key}: is no method" for key in self.declared if key not in known]
        findings.calls += [f"{key}: is not declared" for key in known if key not in self.declared]
        usable = [entry for entry in entries if operation_key(entry) in self.declared]
        self._call_sync(usable)
        asyncio.run(self._call_async(usable))
        findings.calls += list(dict.fromkeys(self.mock.findings))

    def _options(self) -> dict[str, Any]:
        return {
            **option_arguments(self.manifest),
            "base_url": _BASE_URL,
            "max_retries": 0,
            "_strict_response_validation": True,
        }

    def _call_sync(self, entries: list[Entry]) -> None:
        transport = httpx.MockTransport(self.mock)
        with httpx.Client(transport=transport) as http_client:
            client = getattr(self.package, self.manifest["client"])(http_client=http_client, **self._options())
            for entry in entries:
                self.findings.sync_methods += callable(_find(client, entry["call"]))
                for full in (False, True):
                    target = client.with_raw_response if full else client
                    with self._reported(entry, full=full) as arguments:
                        result = _find(target, entry["call"])(**arguments)
                        _consume(entry, result.parse() if full else result)

    async def _call_async(self, entries: list[Entry]) -> None:
        transport = httpx.MockTransport(self.mock)
        async with httpx.AsyncClient(transport=transport) as http_client:
            client = getattr(self.package, self.manifest["async_client"])(http_client=http_client, **self._options())
            for entry in entries:
                self.findings.async_methods += callable(_find(client, entry["call"]))
                for full in (False, True):
                    target = client.with_raw_response if full else client
                    with self._reported(entry, full=full) as arguments:
                        result = await _find(target, entry["call"])(**arguments)
                        parsed = result.parse() if full else result
                        await _consume_async(entry, await parsed if inspect.isawaitable(parsed) else parsed)

    def _reported(self, entry: Entry, *, full: bool) -> _Reported:
        declared = self.declared[operation_key(entry)]
        return _Reported(self, entry, declared, self.calls.of(entry, declared, full=full), full)


@dataclass
class _Reported:
    """One call: what it raises becomes a finding."""

    caller: _Caller
    entry: Entry
    declared: Declared
    call: Call
    full: bool

    def __enter__(self) -> dict[str, object]:
        self.caller.mock.expect(self.declared, self.call.body)
        return self.call.arguments

    def __exit__(self, _: object, error: BaseException | None, where: object) -> bool:
        mock = self.caller.mock
        unreadable = type(error).__name__ == "APIResponseValidationError" and not mock.judged
        if error is None and not mock.called:
            self._found("sends no request")
        elif error is None or unreadable:
            self.caller.findings.called += not self.full
        elif isinstance(error, Exception):
            self._found(_short(error))
        return error is None or isinstance(error, Exception)

    def _found(self, what: str) -> None:
        call = f"{self.entry['call']}({', '.join(self.call.arguments)})"
        found = f"{self.declared.id}: {call}: {what}"
        if found not in self.caller.findings.calls:
            self.caller.findings.calls.append(found)


def _find(client: object, call: str) -> Any:
    found = client
    for name in call.split("."):
        found = getattr(found, name)
    return found


def _consume(entry: Entry, result: Any) -> None:
    """Use a result as its kind is used."""
    match entry.get("result"):
        case "binary" if not isinstance(result, bytes):
            result.read()
        case "stream":
            list(result)
        case "page":
            result.has_next_page()


async def _consume_async(entry: Entry, result: Any) -> None:
    match entry.get("result"):
        case "binary" if not isinstance(result, bytes):
            await result.read()
        case "stream":
            [item async for item in result]
        case "page":
            result.has_next_page()


def _short(error: Exception) -> str:
    """The error and where the package raised it, in one line."""
    place = next(
        (f for f in reversed(traceback.extract_tb(error.__traceback__)) if "src" in Path(f.filename).parts), None
    )
    text = " ".join(f"{type(error).__name__}: {error}".split())[:400]
    return f"{text} ({Path(place.filename).name}:{place.lineno})" if place is not None else text


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
