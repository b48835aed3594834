"""What the modules of one resource are made of, as keys.

What comes in: a `Context`. What goes out: a key for each file of a resource, which stays the same exactly when the part
of the API that the file shows does: the resource and its methods, their operations, the definitions those lead to, the
names of all of these, and what is the same for the whole client.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property

from ... import ir
from ...ir.walk import mentioned, types_of_definition, types_of_operation
from .parts import key_of
from .views.context import Context


class Dependencies:
    """The keys of one API. What a key covers is digested once for each definition and operation."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._definition = cache(self._definition_key)
        self._operation = cache(self._operation_key)
        self._parts: dict[int, str] = {}
        self._mentions = cache(self._mentions_of)
        self._resources: dict[tuple[str, ...], str] = {}

    def key(self, kind: str, resource: ir.Resource) -> str:
        """The key of a file of `resource`: `kind` says which."""
        if resource.path not in self._resources:
            self._resources[resource.path] = self._resource_key(resource)
        return key_of(kind, self._resources[resource.path])

    def _resource_key(self, resource: ir.Resource) -> str:
        names = self._context.names
        alone = replace(resource, children=tuple(_alone(child) for child in resource.children))
        named = [names.resource(node.path) for node in (resource, *resource.children)]
        operations = [self._operation(method.operation) for method in resource.methods]
        definitions = [self._definition(id) for id in sorted(self.definitions(resource))]
        methods = [names.method(method.operation, resource.path, method.name.text) for method in resource.methods]
        return key_of(self._common, alone, named, methods, operations, definitions)

    @cached_property
    def _common(self) -> str:
        """What is neither a definition nor an operation nor below the root."""
        api, names = self._context.api, self._context.names
        client = replace(api, definitions={}, operations={}, root=_alone(api.root))
        return key_of(client, self._context.settings, names.package, names.client, names.env_prefix)

    def operations(self, resource: ir.Resource) -> list[ir.Operation]:
        """The operations that the methods of a resource call."""
        return [self._context.api.operations[method.operation] for method in resource.methods]

    def definitions(self, resource: ir.Resource) -> set[str]:
        """The ids of the definitions that the methods of a resource lead to."""
        found: set[str] = set()
        waiting = [*mentioned(self._types(resource))]
        while waiting:
            id = waiting.pop()
            if id not in found:
                found.add(id)
                waiting += self._mentions(id)
        return found

    def _types(self, resource: ir.Resource) -> Iterator[ir.Type]:
        for operation in self.operations(resource):
            yield from types_of_operation(operation)
        yield from (method.paging.item for method in resource.methods if method.paging is not None)
        yield from (webhook.event for webhook in resource.webhooks)
        yield from (field.type for scheme in self._context.api.paging for field in scheme.fields)

    def _mentions_of(self, id: str) -> frozenset[str]:
        definition = self._context.api.definitions[id]
        bases = definition.bases if isinstance(definition, ir.Record) else ()
        return frozenset((*mentioned(types_of_definition(definition)), *bases)) & self._context.api.definitions.keys()

    def _operation_key(self, id: str) -> str:
        """What operations share (parameters, responses, and the result, which is part of one) is digested once for all
        of them: 0.8× for the keys of resources.
        """
        operation = self._context.api.operations[id]
        contents = [content for response in operation.responses for content in response.contents]
        among = [content is operation.result for content in contents]
        result = None if True in among else operation.result
        own = replace(operation, params=(), responses=(), result=result)
        shared: tuple[ir.Param | ir.Response, ...] = (*operation.params, *operation.responses)
        return key_of(own, among, [self._part(part) for part in shared], self._context.names.about_operation(id))

    def _part(self, part: ir.Param | ir.Response) -> str:
        """The digest of a part of the API, by identity: it lives as long as the API does."""
        key = self._parts.get(id(part))
        if key is None:
            key = self._parts[id(part)] = key_of(part)
        return key

    def _definition_key(self, id: str) -> str:
        return key_of(self._context.api.definitions[id], self._context.names.about_definition(id))


def _alone(resource: ir.Resource) -> ir.Resource:
    """A resource without what hangs on it."""
    return replace(resource, methods=(), children=(), webhooks=())
