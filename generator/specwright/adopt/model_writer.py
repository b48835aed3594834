"""Writing the models of a published package: their schemas, other names, events, and what the document has to say.

What comes in: what the methods have told about types. What goes out: `models`, and `openapi.transforms`, put into
`Findings`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from ..config.document import DocumentOperation
from ..ir.origin import Origin
from ..ir.types import JsonValue
from ..spec import Document
from ..targets.python.casing import Casing
from ..values import dataclass
from .corrections import Corrections, named_by_tag, optional_nullable
from .found import Findings, Key
from .homes import Homes
from .models import Model, assigned, match, schemas
from .package import Package
from .pairing import Pairing
from .type_index import Definition

_ROUNDS = 3


@dataclass
class Uses:
    """What methods say about types.

    `returned`: results, with the pointer of the response's schema as written; `events`: the types of streams by the
    method's place, with what the document says of them; `files`: operations whose results are files, with the media
    type that is asked for.
    """

    returned: list[tuple[Definition, str]] = field(default_factory=list)
    events: list[tuple[Key, Definition, tuple[Any, Origin] | None]] = field(default_factory=list)
    files: list[tuple[DocumentOperation, str]] = field(default_factory=list)


@dataclass
class ModelWriter:
    package: Package
    document: Document
    found: Findings
    pairing: Pairing
    homes: Homes
    uses: Uses
    left_out: frozenset[str] = frozenset()
    """Classes that are made without being models."""

    def write(self) -> int:
        """All models, and the transforms that their types ask for; how many models."""
        homes = self.homes
        automatic = homes.automatic()
        aliases = list(homes.aliases())
        others = {model.definition.key for model, _, _ in aliases}
        placed = [
            (model, path)
            for model, path in homes.models()
            if not self.package.is_by_hand(model.file)
            and model.definition.key not in others
            and model.cls not in self.left_out
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
            more = self._more(model)
            value: JsonValue = {"openapi_uri": written, **more} if more else written
            self.found.put((*path, "models", model.key), value, model.place)
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
        if commands := corrections.commands(own, self.uses.files):
            self.found.put(("openapi", "transforms"), commands, "inferred from the types")
        return len(pointers)

    def _more(self, model: Model) -> dict[str, JsonValue]:
        """What a model's types show besides its schema."""
        if model.bare:
            return {"no_params_suffix": True}
        folder = ".".join(model.file.relative_to(self.package.folder).parent.parts)
        twin = self.homes.index.roots.get((folder, f"{model.cls}Param"))
        # No method takes it: nothing has led to the type that requests have.
        unmet = twin is not None and model.definition != twin and not self.pairing.votes.get(twin.key)
        return {"sent": True} if unmet else {}

    def _own_results(self, automatic: set[tuple[str, str]], models: set[str]) -> Iterator[tuple[str, str]]:
        """The results called after their method, whose schema is a model's: it, and the response."""
        for definition, response in dict.fromkeys(self.uses.returned):
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
        for key, definition, schema in self.uses.events:
            home = homes.get(definition.key)
            written = self.pairing.schemas.open(*schema).pointer if schema is not None else None
            if home is not None and written != pointers[definition.key]:
                self.found.put((*key, "streaming", "stream_event_model"), _dotted(*home))


def _dotted(path: Key, model: str) -> str:
    """A model as the configuration refers to it: `orders.items.item`."""
    return ".".join([*(str(name) for name in path if name not in ("resources", "subresources")), model])
