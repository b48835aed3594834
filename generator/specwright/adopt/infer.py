"""Putting the configuration together from what the readers have found.

What comes in: an opened package and its document. What goes out: `Adopted`: YAML, and what somebody has to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..config.document import DocumentOperation, document_operations, properties
from ..config.endpoints import Endpoints
from ..config.model import Endpoint
from ..diagnostics import fail
from ..ir.origin import Origin
from ..ir.types import JsonValue
from ..spec import Document
from ..targets.python.casing import Casing
from ..values import dataclass
from .api_md import read_api_md
from .client import find_client, read_client
from .corrections import Corrections, named_by_tag, optional_nullable
from .found import Findings, Key, Source, resource_key
from .homes import Homes
from .metadata import read_metadata
from .methods import Method, Resource, read_tree, walk
from .models import Model, assigned, match, schemas
from .package import Package
from .paging import Pages, read_pagination
from .pairing import Pairing
from .readme import read_readme
from .streams import read_streams
from .styles import read_styles
from .type_index import Definition, TypeIndex
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
        self.index = TypeIndex(package)
        self.pairing = Pairing(self.index, document)
        self.returned: list[tuple[Definition, str]] = []
        """What methods return, with the pointer of the response's schema as written."""
        self.events: list[tuple[Key, Definition, tuple[Any, Origin] | None]] = []
        """Methods that stream, by their place, with the type of the events and what the document says of them."""
        self.files: list[tuple[DocumentOperation, str]] = []
        """Operations whose results are files, with the media type that is asked for."""
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
                self.events.append(((*base, "methods", name), event, operation.stream_schema))
        for name, place in resource.by_hand:
            if ".".join((*path, name)) in self.webhooks:
                continue
            self.found.by_hand.append(f"{place}: method `{'.'.join((*path, name))}`")

    def _remember(self, source: Source, method: Method, operation: DocumentOperation) -> None:
        """A method says which schemas its types were made from: the document's, for the same operation."""
        if _FILE.search(method.returns):
            self.files.append((operation, method.accept or "application/octet-stream"))
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
            self.returned.append((definition, f"#{pointer}"))

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

    def _aliases(
        self,
        aliases: list[tuple[Model, Key, Definition]],
        placed: list[tuple[Model, Key]],
        pointers: dict[tuple[str, str], str],
    ) -> None:
        """Other names of models."""
        homes = {model.definition.key: (path, model.key) for model, path in placed if model.definition.key in pointers}
        for model, path, target in aliases:
            home = homes.get(target.key)
            if home is None:
                self.found.unsure.append(f"{model.place}: what `{model.cls}` stands for")
                continue
            alias: JsonValue = {"type": "alias", "to": _dotted(*home)}
            self.found.put((*path, "models", model.key), alias, model.place)
            self._spelling(model)

    def _events(self, placed: list[tuple[Model, Key]], pointers: dict[tuple[str, str], str]) -> None:
        """The models of events that the document does not speak of where the method is."""
        homes = {model.definition.key: (path, model.key) for model, path in placed if model.definition.key in pointers}
        for key, definition, schema in self.events:
            home = homes.get(definition.key)
            written = self.pairing.schemas.open(*schema).pointer if schema is not None else None
            if home is not None and written != pointers[definition.key]:
                self.found.put((*key, "streaming", "stream_event_model"), _dotted(*home))

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
        standalone = self._standalone(tree)
        homes = Homes(self.index, tree, self.api, standalone)
        automatic = homes.automatic()
        aliases = list(homes.aliases())
        others = {model.definition.key for model, _, _ in aliases}
        placed = [
            (model, path)
            for model, path in homes.models()
            if not self.package.is_by_hand(model.file)
            and model.definition.key not in others
            and model.cls not in self.webhooks
        ]
        # A schema that some method returns under the method's own name cannot have been a model.
        unnamed = {self.pairing.best(definition) for definition in automatic.values()} - {None}
        pointers = self._pointers([model for model, _ in placed], unnamed)
        for model, path in placed:
            pointer = pointers.get(model.definition.key)
            if pointer is None:
                self.found.unsure.append(f"{model.place}: which schema `{model.cls}` was made from")
                continue
            written = pointer.removeprefix("#/components/schemas/")
            bare: JsonValue = {"openapi_uri": written, "no_params_suffix": True}
            self.found.put((*path, "models", model.key), bare if model.bare else written, model.place)
            self._spelling(model)
        self._aliases(aliases, placed, pointers)
        self._events(placed, pointers)
        optional = optional_nullable(self.pairing)
        if optional is not None:
            self.found.put(("targets", "python", "nullable_fields"), "optional", optional)
        by_tag = named_by_tag(self.pairing)
        if by_tag is not None:
            self.found.put(("targets", "python", "union_arms"), "tags", by_tag)
        changes = {"optional_nullable": optional is not None, "by_tag": by_tag is not None}
        corrections = Corrections(self.pairing, self.document, **changes)
        own = self._own_results({*automatic}, {*pointers.values()})
        if commands := corrections.commands(own, self.files):
            self.found.put(("openapi", "transforms"), commands, "inferred from the types")
        return len(pointers)

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

    def _own_results(self, automatic: set[tuple[str, str]], models: set[str]) -> Iterator[tuple[str, str]]:
        """The results called after their method, whose schema is a model's: it, and the response."""
        for definition, response in dict.fromkeys(self.returned):
            pointer = self.pairing.best(definition)
            if definition.key in automatic and pointer in models and pointer is not None and pointer != response:
                yield pointer, response

    def _pointers(self, models: list[Model], unnamed: set[str | None]) -> dict[tuple[str, str], str]:
        """The schema of each model, by definition: what its uses say first. What is found says more about others."""
        known = [schema for schema in schemas(self.document, self.pairing) if schema.place.pointer not in unnamed]
        found: dict[tuple[str, str], str] = {}
        for _ in range(_ROUNDS):
            found = assigned([model.definition for model in models], self.pairing)
            free = [schema for schema in known if schema.place.pointer not in found.values()]
            for model in models:
                pointer = found.get(model.definition.key) or match(model, free, self.pairing)
                if pointer is not None:
                    self.pairing.pair(model.definition, {"$ref": pointer}, self.document.origin())
        return assigned([model.definition for model in models], self.pairing)

    def _spelling(self, model: Model) -> None:
        """A custom casing for each word that the class spells otherwise than we would."""
        at = 0
        for word in model.key.split("_"):
            own, usual = model.cls[at : at + len(word)], Casing().pascal(word)
            at += len(word)
            if own != usual and own.lower() == word.lower():
                self.found.put(("custom_casings", word), {"pascal": own}, model.place)

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


def _dotted(path: Key, model: str) -> str:
    """A model as the configuration refers to it: `orders.items.item`."""
    return ".".join([*(str(name) for name in path if name not in ("resources", "subresources")), model])
