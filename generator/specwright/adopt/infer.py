"""Putting the configuration together from what the readers have found.

What comes in: an opened package and its document. What goes out: `Adopted`: YAML, and what somebody has to look at.
"""

from __future__ import annotations

import re

from ..config.document import DocumentOperation, document_operations, properties
from ..config.endpoints import Endpoints
from ..config.model import Endpoint
from ..diagnostics import fail
from ..ir.types import JsonValue
from ..spec import Document
from ..values import dataclass
from .api_md import read_api_md
from .client import find_client, read_client
from .found import Findings, Source, resource_key
from .homes import Homes
from .metadata import read_metadata
from .methods import Method, Resource, read_tree, walk
from .model_writer import ModelWriter, Uses
from .package import Package
from .paging import Pages, read_pagination
from .pairing import Pairing
from .readme import read_readme
from .streams import read_streams
from .styles import read_styles
from .type_index import TypeIndex
from .webhooks import read_webhooks

_ROUNDS = 3
_FILE = re.compile(r"\b(?:HttpxBinaryResponseContent|(?:Async)?BinaryAPIResponse)\b")
_HEADER = "# Inferred from the published package {}; the comments say where each value was read.\n"


@dataclass(frozen=True, slots=True)
class Adopted:
    """`text`: the configuration. `unsure`: what could not be inferred. `by_hand`: code that no generator wrote."""

    text: str
    methods: int
    models: int
    unsure: tuple[str, ...]
    by_hand: tuple[str, ...]


def adopt(package: Package, document: Document) -> Adopted:
    """The configuration of a published package. Raises SpecwrightError when it is none of the kind."""
    client = find_client(package)
    if client is None:
        hint = "it needs a module `_client.py` with a class made from `SyncAPIClient`"
        raise fail("Adopt/NotAnSdk", f"{package.name} is no SDK of the kind that can be adopted", hint=hint)
    found = Findings()
    found.put(("organization", "name"), package.name)
    read_metadata(package, found)
    read_client(package, client, document, found)
    pages = read_pagination(package, found)
    tree = read_tree(package, client.source, client.name)
    adopter = _Adopter(package, document, found, pages)
    adopter.webhooks = read_webhooks(tree, adopter.index, found)
    for path, resource in walk(tree):
        adopter.methods_of(path, resource)
    adopter.listed_only()
    models = adopter.models(tree)
    read_styles(package, tree, found)
    read_streams(package, found)
    read_readme(package, adopter.called, found)
    legacy = package.source("_legacy_response.py")
    if legacy is not None:
        found.put(("targets", "python", "raw_responses"), "legacy", legacy.name)
    adopter.unused()
    adopter.hand_written(tree)
    header = _HEADER.format(package.name)
    return Adopted(header + found.text(), len(adopter.used), models, tuple(found.unsure), tuple(found.by_hand))


class _Adopter:
    def __init__(self, package: Package, document: Document, found: Findings, pages: Pages) -> None:
        self.package = package
        self.document = document
        self.found = found
        self.pages = pages
        self.operations = document_operations(document)
        self.endpoints = Endpoints(self.operations)
        self.used: list[str] = []
        self.webhooks: frozenset[str] = frozenset()
        self.called: dict[tuple[str, ...], tuple[DocumentOperation, tuple[str, ...]]] = {}
        self.seen: dict[tuple[str, str], tuple[str, ...]] = {}
        """The resources that were met, by module and class."""
        self.met: set[tuple[str, ...]] = set()
        """The methods that were, by the names that lead to them."""
        self.index = TypeIndex(package)
        self.pairing = Pairing(self.index, document)
        self.uses = Uses()
        self.api = read_api_md(package)

    def methods_of(self, path: tuple[str, ...], resource: Resource) -> None:
        """The methods of a resource, under its key."""
        base = resource_key(path)
        other = self.seen.setdefault((resource.source.name, resource.cls), path)
        listed = self.api is not None and any(self.api.lists(path, method.name) for method in resource.methods)
        if other != path and not listed:
            message = f"{resource.place}: resource `{'.'.join(path)}`, another way to `{'.'.join(other)}`"
            self.found.by_hand.append(message)
            return
        self.met |= {(*path, method.name.rstrip("_")) for method in resource.methods}
        self.met |= {(*path, name.rstrip("_")) for name, _ in resource.by_hand}
        if path:
            self.found.begin(base, resource.place)
        for method in resource.methods:
            if self.api is not None and not self.api.lists(path, method.name):
                self.found.by_hand.append(f"{method.place}: method `{'.'.join((*path, method.name))}`, not in api.md")
                continue
            operation = self.endpoints.find(Endpoint(method.verb, method.path, self.document.origin()))
            name = method.name.rstrip("_")
            if operation is None:
                what = f"`{method.verb} {method.path}` is not in the document"
                self.found.unsure.append(f"{method.place}: method `{'.'.join((*path, name))}`: {what}")
                continue
            self.used.append(operation.id)
            self.called[(*path, method.name)] = operation, tuple(re.findall(r"\{([^{}]*)\}", method.path))
            self._remember(resource.source, method, operation)
            written = self._method(method, operation)
            self.found.put((*base, "methods", name), written, method.place)
            event = self.index.find(resource.source, method.event) if method.event is not None else None
            if event is not None and isinstance(written, dict) and "streaming" in written:
                self.uses.events.append(((*base, "methods", name), event, operation.stream_schema))
        for name, place in resource.by_hand:
            if ".".join((*path, name)) in self.webhooks:
                continue
            self.found.by_hand.append(f"{place}: method `{'.'.join((*path, name))}`")

    def listed_only(self) -> None:
        """The methods that api.md has an endpoint for, while their code does something of its own."""
        for names, endpoint in self.api.methods.items() if self.api is not None else ():
            *path, name = (part.rstrip("_") for part in names)
            place = (*resource_key(tuple(path)), "methods", name)
            verb, _, target = endpoint.partition(" ")
            operation = self.endpoints.find(Endpoint(verb, target, self.document.origin())) if target else None
            if operation is None and (*path, name) not in self.met:
                message = f"api.md: method `{'.'.join(names)}`: `{endpoint}` is not in the document"
                self.found.unsure.append(message)
            elif operation is not None and not self.found.has(place):
                self.used.append(operation.id)
                self.found.put(place, operation.id, "api.md")
                self.found.unsure.append(f"api.md: what method `{'.'.join(names)}` takes: its code calls no endpoint")

    def _remember(self, source: Source, method: Method, operation: DocumentOperation) -> None:
        """A method says which schemas its types were made from: the document's, for the same operation."""
        if _FILE.search(method.returns):
            self.uses.files.append((operation, method.accept or "application/octet-stream"))
            return
        if method.params is not None:
            self.pairing.params(source, method.params, operation)
        if method.event is not None and (streamed := operation.stream_schema) is not None:
            self.pairing.result(source, method.event, *streamed)
        returns = re.sub(r"\s*\|\s*Stream\[.*\]$", "", method.returns)
        cls = re.search(r"(\w+)\]*$", returns)
        written = operation.response_schema
        if cls is None or written is None:
            return
        if method.page is None:
            inner = properties(self.document, *written).get(method.wrapper or "", written)
            self.pairing.result(source, cls[1], *inner)
            if method.wrapper is None:
                self._returns(source, cls[1], written[1].pointer)
            return
        for schema, origin in (written, *properties(self.document, *written).values()):
            place = self.pairing.schemas.open(schema, origin)
            if isinstance(place.value, dict) and isinstance(place.value.get("items"), dict):
                items = place.origin.child("items")
                self.pairing.result(source, cls[1], place.value["items"], items)
                self._returns(source, cls[1], items.pointer)

    def _returns(self, source: Source, name: str, pointer: str) -> None:
        definition = self.index.find(source, name)
        if definition is not None:
            self.uses.returned.append((definition, f"#{pointer}"))

    def _method(self, method: Method, operation: DocumentOperation) -> JsonValue:
        rest: dict[str, JsonValue] = {}
        if method.page is not None and method.page in self.pages.names:
            rest["paginated"] = self.pages.names[method.page]
        elif self._looks_paged(operation):
            rest["paginated"] = False
        if method.deprecated is not None and (
            method.deprecated != "deprecated" or not operation.data.get("deprecated")
        ):
            rest["deprecated"] = method.deprecated
        if method.body_argument is not None:
            rest["body_param_name"] = method.body_argument
        if method.wrapper is not None:
            rest["unwrap_response"] = method.wrapper
        if method.timeout is not None:
            rest["default_request_options"] = {"timeout": round(method.timeout * 1000)}
        if method.stream or (method.stream is False and self._takes(operation, "stream")):
            rest["streaming"] = {"param_discriminator": None if method.stream else "stream"}
        wires = re.findall(r"\{([^{}]*)\}", operation.path)
        names = re.findall(r"\{([^{}]*)\}", method.path)
        if list(method.positional) != names[-1:]:
            known = dict(zip(names, wires, strict=False))
            rest["positional_params"] = [known[name] for name in method.positional if name in known]
        return {"endpoint": operation.id, **rest} if rest else operation.id

    def _takes(self, operation: DocumentOperation, wire: str) -> bool:
        """Whether a request has something in its body or query."""
        if any(param.get("name") == wire and param.get("in") == "query" for param in operation.parameters):
            return True
        return operation.body_schema is not None and wire in properties(self.document, *operation.body_schema)

    def _looks_paged(self, operation: DocumentOperation) -> bool:
        """Whether the response has a list that some scheme has its items in, so that the scheme could be seen in it."""
        written = operation.response_schema
        if written is None:
            return False
        found = properties(self.document, *written)
        lists = {name for name, (schema, _) in found.items() if isinstance(schema, dict) and "items" in schema}
        return bool(lists & self.pages.items)

    def models(self, tree: Resource) -> int:
        """The models of all resources; how many."""
        homes = Homes(self.index, tree, self.api, self._standalone(tree))
        return ModelWriter(
            self.package, self.document, self.found, self.pairing, homes, self.uses, self.webhooks
        ).write()

    def _standalone(self, tree: Resource) -> frozenset[str]:
        """The resources at the top with an api.md of their own."""
        found: set[str] = set()
        for child in tree.children:
            file = self.package.folder / "resources" / child.attribute / "api.md"
            if file.is_file():
                found.add(child.attribute)
                place = f"{self.package.name}/resources/{child.attribute}/api.md"
                self.found.put((*resource_key((child.attribute,)), "standalone_api"), True, place)
        return frozenset(found)

    def unused(self) -> None:
        left = [operation.id for operation in self.operations if operation.id not in self.used]
        if left:
            self.found.put(("unspecified_endpoints",), list(left), "in the document, not in the package")

    def hand_written(self, tree: Resource) -> None:
        """Files of users: `lib/`, and modules without the generator's first line."""
        folder = self.package.folder
        for file in sorted(folder.rglob("*.py")):
            path = file.relative_to(folder)
            if path.parts[0] == "lib" or self.package.is_by_hand(file):
                self.found.by_hand.append(f"{folder.name}/{path.as_posix()}: file")
