"""Inference: component schemas that get a name, and the resource they live with.

What comes in: the document, and which resource each operation is a method of. What goes out: models by resource path:
those of one resource with it, those of several with their common parent, or `$shared`.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..document import DocumentOperation, schema_type
from ..model import SHARED_RESOURCE, ModelConfig
from ..words import snake

if TYPE_CHECKING:
    from ...spec import Document

Path = tuple[str, ...]
_SCHEMAS = "#/components/schemas/"
_SILENT = frozenset(("example", "examples", "default", "enum", "const"))
"""Keywords whose values are data: a `$ref` in there is not a reference."""
_BY_NAME = frozenset(("properties", "patternProperties", "responses", "headers", "callbacks", "$defs"))
"""Keywords whose members have names of the author's own, which may be those of keywords."""
_WEBHOOKS = ("webhooks", "x-webhooks")
"""Where webhooks are described, before OpenAPI 3.1 as an extension."""


def infer_models(
    document: Document,
    resources: Mapping[str, Path],
    operations: Mapping[str, DocumentOperation],
    paged: frozenset[str],
) -> dict[Path, list[ModelConfig]]:
    """Models by resource path (`("$shared",)` for those of several). `resources` and `operations` are by operation id.

    Left out are bodies that become arguments (an object used as nothing but one request body), and envelopes of pages
    (`paged` operations give their items) that are used only once.
    """
    graph = _References(document)
    places = _places(graph, resources, operations)
    inside = _used_inside(graph, places, operations, paged)
    schemas = _schemas(document)
    named = [
        name for name in schemas if _SCHEMAS + _escaped(name) in places and name in inside and _is_model(schemas[name])
    ]
    keys = _keys(named)
    found: dict[Path, list[ModelConfig]] = defaultdict(list)
    origin = document.origin().child("components", "schemas")
    for name in named:
        path = places[_SCHEMAS + _escaped(name)] or (SHARED_RESOURCE,)
        found[path].append(ModelConfig(keys[name], origin.child(name), _SCHEMAS + _escaped(name)))
    return found


class _References:
    """Which references stand in a component, and in an operation, found once each."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[str, frozenset[str]] = {}
        self._heirs = _heirs(_schemas(document))
        self._operations: dict[str, tuple[str, ...]] = {}
        self.webhooks = tuple(references([document.data.get(key) for key in _WEBHOOKS]))

    def of(self, ref: str) -> frozenset[str]:
        known = self._known.get(ref)
        if known is None:
            known = self._known[ref] = frozenset(references(self._value(ref))) | self._heirs.get(ref, frozenset())
        return known

    def of_operation(self, operation: DocumentOperation) -> tuple[str, ...]:
        known = self._operations.get(operation.id)
        if known is None:
            used = (operation.data, operation.item.get("parameters"))
            known = self._operations[operation.id] = tuple(references([*used]))
        return known

    def _value(self, ref: str) -> Any:
        value: Any = self._document.data
        for token in ref.removeprefix("#/").split("/"):
            value = value.get(token.replace("~1", "/").replace("~0", "~")) if isinstance(value, dict) else None
        return value


def references(value: Any) -> Iterator[str]:
    """The local references in a value, those of discriminator mappings included."""
    stack = [value]
    while stack:
        current = stack.pop()
        if type(current) is list:
            stack.extend(current)
        elif type(current) is dict:
            ref = current.get("$ref")
            if type(ref) is str and ref.startswith("#/"):
                yield unquote(ref) if "%" in ref else ref
            for key, member in current.items():
                kind = type(member)
                if kind is dict and key in _BY_NAME:
                    stack.extend(member.values())
                elif kind is dict and key == "mapping":
                    yield from (_as_reference(v) for v in member.values() if isinstance(v, str))
                elif (kind is dict or kind is list) and key not in _SILENT:
                    stack.append(member)


def _as_reference(value: str) -> str:
    return value if "/" in value else _SCHEMAS + value


def _heirs(schemas: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Schemas that extend one with a discriminator: they are variants of it without being named there."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, schema in schemas.items():
        members = schema.get("allOf") if isinstance(schema, dict) else None
        for member in members if isinstance(members, list) else ():
            base = member.get("$ref") if isinstance(member, dict) else None
            if isinstance(base, str):
                parent = schemas.get(base.removeprefix(_SCHEMAS))
                if isinstance(parent, dict) and "discriminator" in parent:
                    found[base].add(_SCHEMAS + _escaped(name))
    return {base: frozenset(heirs) for base, heirs in found.items()}


def _places(
    graph: _References, resources: Mapping[str, Path], operations: Mapping[str, DocumentOperation]
) -> dict[str, Path]:
    """For each component that is used, the longest path all its users have in common."""
    places: dict[str, Path] = {}
    queue: deque[tuple[str, Path]] = deque()
    for id_, operation in operations.items():
        queue.extend((ref, resources[id_]) for ref in dict.fromkeys(graph.of_operation(operation)))
    queue.extend((ref, ()) for ref in graph.webhooks)
    while queue:
        ref, path = queue.popleft()
        known = places.get(ref)
        place = path if known is None else _common(known, path)
        if place != known:
            places[ref] = place
            queue.extend((inner, place) for inner in sorted(graph.of(ref)))
    return places


def _common(one: Path, other: Path) -> Path:
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size]:
        size += 1
    return one[:size]


def _used_inside(
    graph: _References,
    places: Mapping[str, Path],
    operations: Mapping[str, DocumentOperation],
    paged: frozenset[str],
) -> frozenset[str]:
    """The names of schemas that are used as more than a body to spread out or the envelope of a page."""
    dissolved: Counter[str] = Counter()
    uses: Counter[str] = Counter(graph.webhooks)
    for operation in operations.values():
        uses.update(graph.of_operation(operation))
        for found in (operation.body_schema, operation.response_schema if operation.id in paged else None):
            ref = found[0].get("$ref") if found and isinstance(found[0], dict) else None
            if isinstance(ref, str):
                dissolved[ref] += 1
    inner = {target for ref in places for target in graph.of(ref)}
    return frozenset(
        _unescaped(ref.removeprefix(_SCHEMAS))
        for ref in places
        if ref.startswith(_SCHEMAS) and (ref in inner or uses[ref] > dissolved[ref] or _is_union(graph, ref))
    )


def _is_union(graph: _References, ref: str) -> bool:
    value = graph._value(ref)
    return isinstance(value, dict) and ("oneOf" in value or "anyOf" in value)


def _is_model(schema: Any) -> bool:
    """Objects with properties, enums and unions, and lists and maps of such written in place.

    A scalar, a list of scalars or of other components is only another name for it.
    """
    if not isinstance(schema, dict):
        return False
    if isinstance(schema.get("properties"), dict) or isinstance(schema.get("enum"), list):
        return True
    members = schema.get("allOf")
    if isinstance(members, list) and members:
        return len(members) > 1 or _is_model(members[0]) or schema_type(schema) == "object"
    for keyword in ("oneOf", "anyOf"):
        arms = schema.get(keyword)
        if isinstance(arms, list) and len([a for a in arms if schema_type(a) != "null"]) > 1:
            return True
    return _is_model(schema.get("items")) or _is_model(schema.get("additionalProperties"))


def _keys(names: list[str]) -> dict[str, str]:
    """A distinct key in snake case for each component; of dotted names the shortest end that is distinct."""
    found: dict[str, str] = {}
    ends = Counter(end for name in names for end in _ends(name))
    taken: set[str] = set()
    for name in names:
        short = next((end for end in _ends(name) if ends[end] == 1), snake(name)) or "model"
        key, number = short, 2
        while key in taken:
            key, number = f"{short}_{number}", number + 1
        taken.add(key)
        found[name] = key
    return found


_FEWEST_LABELS = 3


def _ends(name: str) -> list[str]:
    labels = name.split(".")
    if len(labels) < _FEWEST_LABELS:
        return [snake(name)]
    return [snake("_".join(labels[index:])) for index in range(len(labels) - 1, -1, -1)]


def _schemas(document: Document) -> Mapping[str, Any]:
    components = document.data.get("components")
    written = components.get("schemas") if isinstance(components, dict) else None
    return written if isinstance(written, dict) else {}


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _unescaped(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")
