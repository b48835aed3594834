"""Where each model stands: the resource that has it.

What comes in: the tree of resources, the types, and what api.md says. What goes out: models with the place of their
resource in the configuration. Types that are called after a method are no models.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ..config.model import CLIENT_RESOURCE, SHARED_RESOURCE
from ..targets.python.casing import Casing
from ..values import dataclass
from .api_md import ApiMd
from .found import Key, resource_key
from .methods import Resource, walk
from .models import Model, listed_model, model_of
from .type_index import Definition, TypeIndex

_SHARED: Key = ("resources", SHARED_RESOURCE)


@dataclass(frozen=True)
class Homes:
    """`standalone`: the resources at the top that have an api.md, and their types in a package, of their own."""

    index: TypeIndex
    tree: Resource
    api: ApiMd | None
    standalone: frozenset[str]

    def folder(self, path: tuple[str, ...]) -> str:
        """The package of a resource's types: `types.orders` for those of `orders.items`."""
        own = path[:1] if len(path) == 1 and path[0] in self.standalone else path[:-1]
        return ".".join(("types", *own))

    def automatic(self) -> dict[tuple[str, str], Definition]:
        """The types of results that are called after their method, by definition."""
        found: dict[tuple[str, str], Definition] = {}
        for path, resource in walk(self.tree):
            for name in _response_names(path, resource):
                definition = self.index.roots.get((self.folder(path), name))
                if definition is not None:
                    found[definition.key] = definition
        return found

    def aliases(self) -> Iterator[tuple[Model, Key, Definition]]:
        """The types that are other names of models (`Content = ResponseContent`), with what they stand for."""
        for model, key in self.models():
            value = model.definition.value
            target = self.index.find(model.definition.source, value.id) if isinstance(value, ast.Name) else None
            if target is not None:
                yield model, key, target

    def models(self) -> Iterator[tuple[Model, Key]]:
        """Each model once, with its resource: the first that api.md lists it under, or that uses it."""
        automatic, seen = self.automatic(), set[tuple[str, str]]()
        for model, key in self._listed(self.api) if self.api is not None else self._by_use():
            if model.definition.key not in automatic and model.definition.key not in seen:
                seen.add(model.definition.key)
                yield model, key

    def _listed(self, api: ApiMd) -> Iterator[tuple[Model, Key]]:
        keys: dict[tuple[str, ...], Key] = {}
        for path, _ in walk(self.tree):
            keys.setdefault(tuple(_headings(self.tree, path)), resource_key(path))
        for headings, names in api.types.items():
            key = keys.get(headings) or keys.get(headings[-1:]) or self._models_only(headings)
            for module, name in names:
                model = listed_model(self.index, module, name)
                if model is not None:
                    yield model, _SHARED if headings[:1] == ("Shared Types",) else key

    def _models_only(self, headings: tuple[str, ...]) -> Key:
        """Where a heading of api.md stands that is no resource of the client: it has models only."""
        return resource_key(tuple(Casing().snake(heading) for heading in headings))

    def _by_use(self) -> Iterator[tuple[Model, Key]]:
        """Every type: with the resource that returns it, or else the first of those whose types are in its package."""
        owners: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for path, resource in walk(self.tree):
            returned = " ".join(method.returns for method in resource.methods)
            owners.setdefault(self.folder(path), []).append((path, returned))
        for (folder, _), definition in self.index.roots.items():
            if definition.source.file.stem.endswith("_params") or self._is_twin(folder, definition):
                continue
            model = model_of(self.index, definition)
            users = owners.get(folder, [])
            user = next((path for path, text in users if re.search(rf"\b{model.cls}\b", text)), None)
            first = next((path for path, _ in users if path), None)
            path = user or first or (*folder.split(".")[1:], "models")
            yield model, _SHARED if model.shared else resource_key(path)

    def _is_twin(self, folder: str, definition: Definition) -> bool:
        """Whether a type is what requests have for another one: `MessageParam` beside `Message`."""
        if folder == "types.shared_params":
            return ("types.shared", definition.name) in self.index.roots
        plain = definition.name.removesuffix("Param")
        is_param = definition.source.file.stem.rstrip("_").endswith("_param") and plain != definition.name
        return is_param and not definition.is_model and (folder, plain) in self.index.roots


def _headings(tree: Resource, path: tuple[str, ...]) -> list[str]:
    """The headings of api.md above a resource's types: its classes, without their suffix."""
    if not path:
        return [tree.cls]
    found: list[str] = []
    node = tree
    for name in path:
        node = next(child for child in node.children if child.attribute == name)
        found.append(node.cls.removesuffix("Resource"))
    return found


def _response_names(path: tuple[str, ...], resource: Resource) -> set[str]:
    """The names that results get from their method."""
    casing = Casing()
    own = path[-1] if path else CLIENT_RESOURCE.removeprefix("$")
    stem = casing.pascal(casing.singular(own))
    return {f"{stem}{casing.pascal(method.name)}Response" for method in resource.methods}
