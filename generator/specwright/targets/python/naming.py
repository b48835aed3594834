"""Decides every identifier of the SDK, once, before anything is written.

What comes in: `ir.Api`, the settings of the package, and the names of the last run. What goes out: `Names`, which
answers by id, wire name and place, and never changes. A name asked for in the configuration comes before a component
key or operation, that before a title, that before a name made up from a place.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from ... import ir
from ...diagnostics import Diagnostics
from ...values import dataclass
from .casing import Casing
from .claims import Memory
from .conventions import CLIENT_CLASSES, KEYWORDS, OPTION_RESERVED
from .identifiers import class_name
from .name_members import ArgumentKey, name_arguments, name_fields, name_keys
from .name_resources import MethodKey, ResourceNames, name_resources
from .name_types import Symbol, TypeNames, name_types
from .settings import PackageSettings
from .texts import contextual, open_records, textual
from .usage import Usage, find_usage, methods_of, refs, sent_fields

__all__ = ["Names", "ResourceNames", "Symbol", "build_names"]


@dataclass(frozen=True)
class Names:
    """The identifiers of one SDK. Asking for something that is not in it raises `KeyError`: no text is made up late."""

    package: str
    client: str
    env_prefix: str
    usage: Usage
    _casing: Casing
    _types: TypeNames
    _fields: Mapping[str, Mapping[str, str]]
    _keys: Mapping[str, Mapping[str, str]]
    _arguments: Mapping[str, Mapping[ArgumentKey, str]]
    _methods: Mapping[MethodKey, str]
    _homes: Mapping[str, tuple[str, ...]]
    _positional: Mapping[str, tuple[str, ...]]
    _folders: frozenset[tuple[str, ...]]
    _resources: Mapping[tuple[str, ...], ResourceNames]
    _texts: frozenset[str]
    _contextual: frozenset[str]
    _open: frozenset[str]
    _remembered: Mapping[str, str]

    def model(self, definition_id: str) -> Symbol:
        """The response model, or the alias or enum both sides use."""
        return self._types.models[definition_id]

    def param_model(self, definition_id: str) -> Symbol:
        """The TypedDict twin or param alias; the model itself where one type serves both sides."""
        return self._types.param_models.get(definition_id) or self._types.models[definition_id]

    def has_model(self, definition_id: str) -> bool:
        """Whether `model` knows it: False for what only requests use, and for what no method reaches."""
        return definition_id in self._types.models

    def has_param_model(self, definition_id: str) -> bool:
        """Whether the definition has a twin of its own."""
        return definition_id in self._types.param_models

    def params(self, operation_id: str) -> Symbol | None:
        """The TypedDict of an operation's arguments; None when it has path parameters only."""
        return self._types.params.get(operation_id)

    def repeated(self, operation_id: str) -> tuple[tuple[Symbol, Symbol], ...]:
        """What the types of an operation's arguments and result are also called, with their own names.

        Each method that calls the operation has names of its own.
        """
        return self._types.repeated.get(operation_id, ())

    def is_root(self, definition_id: str) -> bool:
        """Whether the definition's types are exported: those of inline ones stay in their module."""
        return definition_id in self._types.roots

    def positional(self, operation_id: str) -> tuple[str, ...]:
        """Wire names of the path parameters that the operation's (first) method takes by position."""
        return self._positional[operation_id]

    def field(self, definition_id: str, wire: str) -> str:
        """The attribute of a record's property."""
        return self._fields[definition_id][wire]

    def key(self, definition_id: str, wire: str) -> str:
        """The key of a record's property in its TypedDict."""
        return self._keys[definition_id][wire]

    def argument(self, operation_id: str, where: str, wire: str) -> str:
        """The argument of a parameter (`path`, `query`, `header`, `cookie`, …) or of a body property (`body`)."""
        return self._arguments[operation_id][where, wire]

    def body_argument(self, operation_id: str) -> str:
        """The argument that takes a whole body."""
        return self._arguments[operation_id]["body", None]

    def method(self, operation_id: str, resource: tuple[str, ...] | None = None, name: str | None = None) -> str:
        """The method that calls an operation.

        `resource` says which where several resources have one, `name` (as asked for) where one resource has several.
        """
        path = self._homes[operation_id] if resource is None else resource
        return self._methods[path, operation_id, name]

    def type_folders(self) -> frozenset[tuple[str, ...]]:
        """The folders below `types` that resources put their types in, also those that have none."""
        return self._folders

    def home(self, operation_id: str) -> tuple[str, ...]:
        """The path of the first resource that has a method for the operation."""
        return self._homes[operation_id]

    def has_resource(self, path: tuple[str, ...]) -> bool:
        """Whether the tree has a resource at `path`."""
        return path in self._resources

    def resource(self, path: tuple[str, ...]) -> ResourceNames:
        return self._resources[path]

    def page(self, scheme: str) -> tuple[str, str]:
        """The page classes of a pagination scheme: sync, async."""
        name = self._casing.pascal(scheme)
        return f"Sync{name}", f"Async{name}"

    def error(self, text: str) -> str:
        """The exception class of an error with that discriminator."""
        return class_name(text, self._casing)

    def option(self, text: str) -> str:
        """The constructor argument and attribute of a client option."""
        name = self._casing.snake(text)
        name = f"option_{name}" if name[0].isdigit() else name
        return f"{name}_" if name in OPTION_RESERVED else name

    def is_text(self, definition_id: str) -> bool:
        """Whether a value of the definition may be a `str`."""
        return definition_id in self._texts

    def is_contextual(self, definition_id: str) -> bool:
        """Whether a type checker has to know what is expected to read a value of the definition."""
        return definition_id in self._contextual

    def takes_dict(self, definition_id: str) -> bool:
        """Whether any dict may be given where the TypedDict of the definition is expected."""
        return definition_id in self._open

    def about_definition(self, id: str) -> tuple[object, ...]:
        """All that is known by a definition's id: two SDKs that agree in it write the definition's names alike."""
        types = self._types
        sides = types.models.get(id), types.param_models.get(id), id in types.roots
        kinds = (id in ids for ids in (self._texts, self._contextual, self._open))
        return *sides, self._fields.get(id), self._keys.get(id), *kinds

    def about_operation(self, id: str) -> tuple[object, ...]:
        """All that is known by an operation's id."""
        home = self._homes.get(id, ())
        first = home, self._methods.get((home, id, None)), self._positional.get(id)
        return self._types.params.get(id), self._arguments.get(id), self.repeated(id), *first

    def identifiers(self) -> frozenset[str]:
        """Every identifier of this SDK, module names included: what the gate lets through."""
        found: set[str] = {self.package, self.client, f"Async{self.client}", f"{self.client}Error"}
        types, repeated = self._types, chain.from_iterable(self._types.repeated.values())
        symbols = chain(types.models.values(), types.param_models.values(), types.params.values())
        for symbol in chain(symbols, (other for other, _ in repeated)):
            found.update((symbol.name, f"{symbol.name}Typed", *symbol.module.split(".")))
        for resource in self._resources.values():
            found.update(word for value in vars(resource).values() for word in value.split("."))
        for fields in (*self._fields.values(), *self._keys.values()):
            found.update(fields.values())
        for arguments in self._arguments.values():
            found.update(arguments.values())
        return frozenset(found | set(self._methods.values()))

    def remembered(self) -> dict[str, str]:
        """The names that could come out otherwise in another run, for the manifest; hand them to `build_names`."""
        return dict(self._remembered)


def build_names(
    api: ir.Api, settings: PackageSettings, diagnostics: Diagnostics, remembered: Mapping[str, str] | None = None
) -> Names:
    """All names of one SDK. Collisions are notes; nothing raises."""
    casing = Casing(api.custom_casings)
    memory = Memory(remembered or {})
    usage = find_usage(api)
    client = casing.pascal(api.name.text)
    models = _model_classes(api, casing) if settings.short_resource_classes else None
    tree = name_resources(api.root, casing, diagnostics, models, api.standalone)
    fields = name_fields(api.definitions, casing, memory, diagnostics, protected=settings.protect_pydantic_namespace)
    return Names(
        package=settings.package_name,
        client=_client_name(client),
        env_prefix=_env_prefix(api, casing),
        usage=usage,
        _casing=casing,
        _types=name_types(api, usage, casing, tree, memory, diagnostics),
        _fields=fields,
        _keys=name_keys(api.definitions, fields, casing),
        _arguments=name_arguments(api, casing, memory, diagnostics),
        _methods=tree.methods,
        _homes=tree.homes,
        _positional=tree.positional,
        _folders=frozenset(tree.folders.values()),
        _resources=tree.resources,
        _texts=textual(api.definitions),
        _contextual=contextual(api.definitions),
        _open=frozenset() if settings.open_typed_dicts_are_unions else open_records(api.definitions),
        _remembered=memory.chosen,
    )


def _model_classes(api: ir.Api, casing: Casing) -> dict[tuple[str, ...], frozenset[str]]:
    """By resource, the classes of models that its methods mention: its module imports them."""
    found: dict[tuple[str, ...], set[str]] = {}
    for resource, method in methods_of(api.root):
        operation = api.operations[method.operation]
        types = [param.type for param in operation.params] + [field.type for field in sent_fields(operation)]
        returned = method.paging.item if method.paging else operation.result_type
        types += [type_ for type_ in (returned, operation.stream.item if operation.stream else None) if type_]
        models = (api.definitions[id] for type_ in types for id in refs(type_))
        names = {casing.pascal(m.name.text) for m in models if m.name.strength is ir.NameStrength.CONFIG}
        found.setdefault(resource.path, set()).update(names)
    return {path: frozenset(names) for path, names in found.items()}


def _client_name(name: str) -> str:
    """The client's class: `Cadenya`; `StreamSDK` where the package exports something of the plain name."""
    name = f"Client{name}" if name[0].isdigit() or name in KEYWORDS else name
    return f"{name}SDK" if name in CLIENT_CLASSES else name


def _env_prefix(api: ir.Api, casing: Casing) -> str:
    """`ONEBUSAWAY_SDK` for `onebusaway-sdk`, without an underscore behind; environment variables are ASCII."""
    prefix = casing.snake((api.env_prefix or api.name.text).rstrip("_")).upper()
    prefix = "".join(character if character.isascii() else f"U{ord(character):04X}" for character in prefix)
    return f"SDK_{prefix}" if prefix[0].isdigit() else prefix
